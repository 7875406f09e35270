"""A rehearsal as plain text for the command line, and as one JSON object."""

import math
from collections.abc import Sequence
from typing import Any

from evaluation.robustness.finding import Example, ModelFinding
from evaluation.robustness.rehearsal import Rehearsal
from evaluation.robustness.synthetic import MONEY
from texts.columns import in_columns
from texts.rehearsal import RehearsalWords, Table


def plain_rehearsal(words: RehearsalWords) -> str:
    """Return a rehearsal as text; at the minimal depth one page: three bids and what a point costs."""
    done, say = words.done, words.say
    head = [say("head", title=words.tender.facts.title, lot=done.lot), say("decides_nothing")]
    head += [say("loaded")] if done.trial.is_loaded else []
    bids = say("bids.loaded" if done.trial.is_loaded else "bids.invented")
    decisive = words.decisive()
    followed = [bids, *_table(words.trial_bids()), *([decisive] if decisive else [])]
    blocks = [head, followed, [say("worth.question"), *_worth(words)]]
    if not words.is_minimal:
        blocks += _in_full(words)
    blocks.append(
        [say("found.question"), words.counted(), *(_finding(words, each) for each in words.findings)]
    )
    return "\n\n".join("\n".join(block) for block in blocks)


def _worth(words: RehearsalWords) -> list[str]:
    table = words.worth()
    rows = _table(table) if table[1] else []
    return [words.point_costs(), words.reckoned_at(), *rows]


def _in_full(words: RehearsalWords) -> list[list[str]]:
    done, say = words.done, words.say
    blocks = [[say("weights.question"), words.drawn(), *_table(words.weights())]]
    blocks.append([say("spreads.question"), say("spreads.help"), *_table(words.spreads())])
    for n, found in enumerate(done.slope_tables):
        title = say("slopes.caption", criterion=words.titles[found.criterion])
        blocks.append([title, say("slopes.help"), *_table(words.slopes(n))])
    sweeps = [words.sweep_line(each) for each in (*done.slopes, *done.weight_sweeps)]
    if sweeps:
        blocks.append([say("sweeps.question"), *sweeps])
    return blocks


def _finding(words: RehearsalWords, finding: ModelFinding) -> str:
    lines = [f"[{words.say(f'severity.{finding.severity}')}] {words.sentence(finding)}"]
    hook = words.hook(finding)
    lines += [words.say("hook", hook=hook)] if hook else []
    lines.append(words.say("way_out", way=words.way_out(finding)))
    if finding.example is not None and not words.is_minimal:
        lines += _table(words.bids(finding.example))
    return "\n    ".join(lines)


def _table(table: Table) -> list[str]:
    head, rows = table
    return in_columns([head, *rows], words=(0,))


def rehearsal_as_json(words: RehearsalWords) -> dict[str, Any]:
    """Return a rehearsal as one object of codes and numbers, each finding with its sentences; None for no number."""
    done = words.done
    trial = done.trial
    leaves = [leaf.id for leaf in done.model.leaves]
    return {
        "lot": done.lot,
        "decides": False,
        "seed": done.seed,
        "sets": done.sets,
        "bids_in_a_set": done.bids,
        "expected_cost": done.expected_cost,
        "drawn_from": {
            path: {"low": span.low, "high": span.high, "draws": span.draws}
            for path, span in zip(leaves, done.spans, strict=True)
        },
        "bids": {
            "are_loaded": trial.is_loaded,
            **_example(trial.scored, trial.names),
            "decisive": list(trial.decisive),
        },
        "point_costs": _number(done.point_costs),
        "worth": [
            {
                "criterion": w.criterion,
                "unit": w.unit.replace(MONEY, words.tender.facts.currency),
                "at": w.at,
                "points": _number(w.total),
                "money": _number(w.money),
            }
            for w in done.worths
        ],
        "weights": [
            {"criterion": w.criterion, "stated": w.stated, "effective": w.effective} for w in done.weights
        ],
        "spreads": [
            {
                "criterion": s.criterion,
                "best": _number(s.best),
                "points": {f"{spread:g}": _number(p) for spread, p in zip(s.spreads, s.points, strict=True)},
                "zero_at": s.zero_at,
                "stops_at": s.stops_at,
            }
            for s in done.spreads
        ],
        "slopes": _slopes(done),
        "sweeps": [
            {
                "parameter": s.parameter,
                "criterion": s.criterion,
                "published": s.published,
                "first": [
                    {"from": r.low, "to": r.high, "bids": [trial.names[n] for n in r.bids]} for r in s.reigns
                ],
            }
            for s in (*done.slopes, *done.weight_sweeps)
        ],
        "reversal": {
            "share": done.statistics.reversal.share,
            "standard_error": done.statistics.reversal.error,
        },
        "findings": [_finding_as_json(words, each) for each in done.findings],
    }


def _slopes(done: Rehearsal) -> list[dict[str, Any]]:
    return [
        {
            "criterion": s.criterion,
            "slopes": list(s.slopes),
            "spreads": list(s.spreads),
            "points": [[_number(p) for p in row] for row in s.points.tolist()],
            "effective_weights": [[_number(w) for w in row] for row in s.weights.tolist()],
        }
        for s in done.slope_tables
    ]


def _finding_as_json(words: RehearsalWords, finding: ModelFinding) -> dict[str, Any]:
    values = {name: _plain(value) for name, value in finding.values.items()}
    return {
        "code": finding.code,
        "severity": finding.severity,
        "criterion": finding.criterion,
        "values": values,
        "hook": finding.hook,
        "way_out": finding.way_out,
        "found": words.sentence(finding),
        "legal_hook": words.hook(finding),
        "what_to_do": words.way_out(finding),
        "example": None if finding.example is None else _example(finding.example, finding.example.bids),
    }


def _example(example: Example, names: Sequence[str]) -> dict[str, Any]:
    return {
        "names": list(names),
        "values": {path: [_number(v) for v in row] for path, row in example.values.items()},
        "totals": {case.code: [_number(v) for v in case.totals] for case in example.cases},
        "first": {case.code: [names[n] for n in case.first] for case in example.cases},
    }


def _number(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, float):
        return _number(value)
    return value if value is None or isinstance(value, int | str) else str(value)
