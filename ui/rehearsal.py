"""The rehearsal on its page: tables, the picture of weights, the sweep that is tried, and findings as a list."""

from collections.abc import Sequence

import pandas as pd

from evaluation.robustness.finding import ModelFinding
from evaluation.robustness.sweeps import Reign, Sweep
from texts.numbers import listed, number, percent
from texts.rehearsal import RehearsalWords, Table
from ui.comparison import Section
from ui.tables import Column, Html, Row, said, severity, table, two_lines

SIGNS = {"stop": "stop", "warning": "question", "note": "notice"}
ROOM_FOR_WORDS = 0.15  # of the axis, that the words of a change take


def words_table(caption: str, content: Table, words: Sequence[int] = (0,)) -> Html:
    """Return a table of words and figures as HTML; columns are of figures but for those named."""
    head, rows = content
    columns = [
        Column(title, is_number=n not in words, width=28 if n == 0 else None) for n, title in enumerate(head)
    ]
    return table(caption, columns, [Row(cells) for cells in rows])


def weights_section(words: RehearsalWords) -> Section:
    """Return what the criteria weigh in effect beside their published weights."""
    from ui.charts import EffectiveWeight, effective_weights, spoken  # noqa: PLC0415  (altair is slow to load)

    done, lang = words.done, words.lang
    shown = [EffectiveWeight(words.titles[w.criterion], w.stated, w.effective) for w in done.weights]
    heard = [(each.title, percent(each.effective / 100, lang, 1)) for each in shown]
    counted = words.say("weights.help_loaded" if done.trial.is_loaded else "weights.help")
    return Section(
        "weights",
        _answer(words),
        f"{counted} {words.drawn()}",
        words_table(words.say("weights.caption"), words.weights()),
        effective_weights(shown, lang),
        spoken(words.say("weights.what"), heard),
    )


def _answer(words: RehearsalWords) -> Html:
    stated = [w for w in words.done.weights if w.stated is not None]
    if not stated:
        return said("rehearsal.weights.answer_none", words.lang)
    return said("rehearsal.weights.answer", words.lang, **words.furthest())


def sweep_section(words: RehearsalWords, sweep: Sweep, tried: float) -> Section:
    """Return who would be first at which value of a parameter, among the bids that are followed.

    Parameters
    ----------
    tried : the value that is tried [per cent].
    """
    from ui.charts import FEW_ROWS, ChartRow, WeightBand, Weights, spoken, weight_play  # noqa: PLC0415

    done, lang = words.done, words.lang
    names = done.trial.names
    leading = {bid for reign in sweep.reigns for bid in reign.bids}
    drawn = sorted(range(len(names)), key=lambda bid: bid not in leading)[: max(FEW_ROWS, len(leading))]
    rows = [ChartRow(str(bid), names[bid]) for bid in sorted(drawn)]
    totals = pd.DataFrame(sweep.totals.T, index=[str(n) for n in range(len(names))], columns=sweep.grid)
    most = float(sweep.grid[-1])
    bands = []
    said_at = -most
    for number_of, reign in enumerate(sweep.reigns):
        # Words of a change that comes right after another would cover each other: they stand in the table.
        is_said = number_of > 0 and reign.low - said_at > ROOM_FOR_WORDS * most
        said_at = reign.low if is_said else said_at
        bands.append(
            WeightBand(
                reign.low,
                reign.high,
                words.say("sweeps.first", name=words.named(reign.bids)),
                words.say("sweeps.change", at=percent(reign.low / 100, lang, 1)) if is_said else "",
                tuple(str(bid) for bid in reign.bids),
            )
        )
    title = words.titles[sweep.criterion]
    axis = "charts.play.axis" if sweep.parameter == "weight" else "rehearsal.sweeps.axis_slope"
    told = {"at": percent(tried / 100, lang), "name": words.first_at(sweep, tried)}
    kind = "changes" if sweep.changes else "never"
    columns = [
        Column(words.say("bids.first"), width=60),
        *(Column(words.say(f"sweeps.{end}"), "%", is_number=True) for end in ("from", "to")),
    ]
    cells = [
        Row([words.named(r.bids), number(r.low, lang, 1), number(r.high, lang, 1)]) for r in sweep.reigns
    ]
    return Section(
        "sweeps",
        said(f"rehearsal.sweeps.{kind}", lang, **told, changes=words.changes(sweep)),
        "",
        table(words.sweep_title(sweep), columns, cells),
        weight_play(totals, rows, bands, Weights(sweep.published, tried, title, most, axis), lang),
        spoken(words.sweep_title(sweep), [(words.named(r.bids), said_range(words, r)) for r in sweep.reigns]),
    )


def said_range(words: RehearsalWords, reign: Reign) -> str:
    """Return from where to where a parameter is in a range [per cent].

    For who hears a chart and does not see it.
    """
    low, high = (percent(each / 100, words.lang, 1) for each in (reign.low, reign.high))
    return words.say("sweeps.range", low=low, high=high)


def findings_table(words: RehearsalWords) -> Html:
    """Return the findings, the gravest first: what was found, what it hangs on in law, and the way out."""
    say = words.say
    columns = [
        Column(say("found.severity"), width=14),
        Column(say("found.finding"), width=46),
        Column(say("found.way_out"), width=40),
    ]
    rows = [
        Row(
            [
                severity(SIGNS[each.severity], say(f"severity.{each.severity}")),
                finding_html(words, each),
                two_lines(words.way_out(each), words.hook(each) or ""),
            ]
        )
        for each in words.findings
    ]
    return table(say("found.caption"), columns, rows)


def finding_html(words: RehearsalWords, finding: ModelFinding) -> Html:
    """Return the sentence of a finding, its criterion in bold."""
    return said(f"findings.{finding.code}", words.lang, **words.values_of(finding))


def examples(words: RehearsalWords) -> list[Html]:
    """Return the bids that show each finding that has some, the finding as caption."""
    return [
        words_table(words.sentence(each), words.bids(each.example))
        for each in words.findings
        if each.example is not None
    ]


def point_answer(words: RehearsalWords) -> Html:
    """Return what one weighted point costs."""
    cost = words.point_amount()
    if cost is None:
        return said("rehearsal.worth.no_point", words.lang)
    return said("rehearsal.worth.point", words.lang, money=cost)


def opinions(words: RehearsalWords) -> tuple[Html, Html] | None:
    """Return what other methods of decision make of the bids that are followed: an answer and a table.

    None where the model weighs nothing, or there are not two bids to compare.
    """
    # Only where a reader asks for it: an award run must not even load it.
    from evaluation.robustness.second_opinion import second_opinion  # noqa: PLC0415

    done, lang = words.done, words.lang
    weights = {w.criterion: w.stated for w in done.weights if w.stated is not None}
    if len(weights) < len(done.weights) or len(done.trial.names) < 2:  # noqa: PLR2004  (two to compare)
        return None
    ids = [str(n) for n in range(len(done.trial.names))]
    values = pd.DataFrame(done.trial.values.T, index=ids, columns=list(weights))
    given = second_opinion(values, weights, {p: rule.direction for p, rule in done.model.rules.items()})
    used = [each for each in given if each.first]
    first = {str(n) for n in done.trial.scored.cases[0].first}
    others = [each for each in used if not first & set(each.first)]
    named = listed([done.trial.names[int(bid)] for bid in sorted(first)], lang)
    answer = (
        said("rehearsal.opinions.answer.other", lang, count=len(others), all=len(used))
        if others
        else said("rehearsal.opinions.answer.same", lang, name=named)
    )
    columns = [Column(words.say("opinions.method"), width=60), Column(words.say("opinions.first"))]
    rows = [
        Row(
            [
                words.method(each.method),
                listed([done.trial.names[int(bid)] for bid in each.first], lang),
            ]
        )
        for each in used
    ]
    return answer, table(words.say("opinions.caption"), columns, rows)
