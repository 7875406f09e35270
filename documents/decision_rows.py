"""What a person has to decide, row by row: from the bids, beside what was decided before."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import pandas as pd

from evaluation.admission import admissions
from evaluation.basket import Basket
from evaluation.bid import Bid
from evaluation.decisions import Decisions, Judgement, StopAnswer
from evaluation.evaluate import evaluate
from evaluation.evaluation_model import Criterion
from evaluation.inquiries import Flag
from evaluation.judged import CONSENSUS, INDIVIDUAL, judged_in, judged_items
from evaluation.sheets import bid_sheets
from evaluation.stop_answers import STOP, stopped_by
from evaluation.tender import Tender
from texts import LANGUAGES
from texts.inquiries import question_text
from texts.problems import describe, warning_text

# The claims whose credit depends on the level that is accepted, and the field that states each.
STATED_IN = {"claimed_life": (("product_data", "claimed_life"), ("circulation", "uses_per_piece"))}
PROPOSALS = {"proposed_admitted": "admitted", "proposed_not_admitted": "not_admitted"}
# What names a row among those of its table.
NAMES = ("lot", "bid", "item", "claim", "criterion", "key", "kind", "about")
# What a person may word otherwise than it was printed.
REWORDED = {"inquiries": ("text",)}
# What stands out may be asked about more than once, and the buyer's own figures stand in no bid: rows to add.
SPARE_ROWS = {"inquiries": 5, "replaced_figures": 20}
OUT_BEFORE = frozenset({"not_offered", "stopped", "baseline"})


# Tables whose rows hold what was decided before.
FILLED = frozenset({"judgements", "stop_answers"})


@dataclass(frozen=True)
class DecisionRow:
    """A row of a table of decisions: its values, and the highest mark where points are to be given.

    A row that is not open stands as it was given: what an assessor scored before the consensus.
    """

    values: Mapping[str, object]
    most_points: float | None = None
    is_spare: bool = False
    is_open: bool = True


def decision_rows(
    tender: Tender,
    bids: Sequence[Bid],
    decided: Decisions,
    baskets: Mapping[str, Basket] = MappingProxyType({}),
) -> Mapping[str, tuple[DecisionRow, ...]]:
    """Return the rows of each table of decisions, lot by lot and bid by bid.

    A bid that does not bid on a lot, or that a fault stops, has nothing to decide there; a baseline never has. What
    stands out beside the other bids is found by an evaluation with what was decided before.
    """
    done = evaluate(tender, bids, decided, baskets)
    rows: dict[str, list[DecisionRow]] = {name: [] for name in Decisions.model_fields}
    for lot in tender.lots:
        standing = admissions(tender, lot.id, bids, Decisions(stop_answers=decided.stop_answers))
        of_lot = [bid for bid in bids if standing[bid.id].state not in OUT_BEFORE]
        for bid in of_lot:
            proposed = PROPOSALS[standing[bid.id].state]
            failed = _failed(tender, lot.id, bid.id, (standing[bid.id].failed, decided)) or None
            place = {"lot": lot.id, "bid": bid.id, "bid_name": bid.name}
            rows["admissions"].append(DecisionRow({**place, "proposed": proposed, "failed": failed}))
            rows["accepted_evidence"] += [
                DecisionRow({**place, **claim}) for claim in _claims(tender, lot.id, bid)
            ]
            rows["reservations"] += [DecisionRow({**place, **found}) for found in _reservations(lot.id, bid)]
            rows["clarifications"] += [DecisionRow({**place, **found}) for found in _questions(lot.id, bid)]
            flagged = [flag for flag in done.lots[lot.id].flags if flag.bid == bid.id]
            rows["inquiries"] += [DecisionRow({**place, **found}) for found in _inquiries(flagged)]
        rows["judgements"] += list(judgement_rows(tender, lot.id, of_lot, decided))
        rows["stop_answers"] += list(stop_answer_rows(tender, lot.id, of_lot, decided))
    known = {
        name: list(found) if name in FILLED else [_with_decided(row, name, decided) for row in found]
        for name, found in rows.items()
    }
    return {name: (*found, *_added(name, found, decided, bids)) for name, found in known.items()}


def _inquiries(flags: Sequence[Flag]) -> Iterator[dict[str, object]]:
    """Yield what to ask a bidder, one row of what two rules flag alike."""
    together: dict[tuple[str, str], list[Flag]] = {}
    for flag in flags:
        together.setdefault((flag.kind, flag.about), []).append(flag)
    for (kind, about), of in together.items():
        yield {
            "kind": kind,
            "about": about,
            "place": of[0].place or None,
            "finding": "\n".join(warning_text(flag.warning, lang) for lang in LANGUAGES for flag in of),
            "text": "\n".join(question_text(of[0], lang) for lang in LANGUAGES),
        }


def _added(
    table: str, found: Sequence[DecisionRow], decided: Decisions, bids: Sequence[Bid]
) -> Iterator[DecisionRow]:
    """Yield what a person added to a table and nothing prints, and rows to add more."""
    if table not in SPARE_ROWS:
        return
    names = {bid.id: bid.name for bid in bids}
    printed = {_name_of(row.values) for row in found}
    for each in getattr(decided, table):
        values = {name: value for name, value in each.model_dump().items() if value is not None}
        if _name_of(values) not in printed:
            yield DecisionRow({**values, "bid_name": names.get(each.bid)}, is_spare=True)
    yield from (DecisionRow({}, is_spare=True) for _ in range(SPARE_ROWS[table]))


def _name_of(values: Mapping[str, object]) -> tuple[object, ...]:
    return tuple(values.get(name) for name in (*NAMES, "field"))


def _failed(tender: Tender, lot: str, bid: str, found: tuple[Sequence[str], Decisions]) -> str:
    """Return what a bid failed, and of stop criteria whose no it was and why."""
    codes, decided = found
    noes = stopped_by(tender, lot, bid, decided)
    said = []
    for code in codes:
        why = [f"{no.by}: {no.reason}" for no in noes if f"{STOP}{no.key}" == code]
        said.append(f"{code} ({'; '.join(why)})" if why else code)
    return "; ".join(said)


def judgement_rows(
    tender: Tender, lot: str, bids: Sequence[Bid], decided: Decisions
) -> Iterator[DecisionRow]:
    """Yield the rows of judged criteria, item by item: the scores given, and what is left to give or to agree on.

    Scores of several assessors stand as they were given. Where consensus makes one of them, a row for it follows,
    with their mean, lowest and highest beside it and no points: a mean that stands there already is not agreed on.
    """
    for criterion in judged_in(tender, lot):
        items = judged_items(tender, criterion) or (None,)
        of = [row for row in decided.judgements if (row.lot, row.criterion) == (lot, criterion.id)]
        for bid in bids:
            for item in items:
                key = item.key if item else None
                place = {
                    "lot": lot, "criterion": criterion.id, "criterion_title": criterion.title_da,
                    "bid": bid.id, "bid_name": bid.name, "item": key,
                    "item_name": item.title_da if item else None,
                }  # fmt: skip
                given = [row for row in of if (row.bid, row.item) == (bid.id, key)]
                yield from _scores(criterion, place, given)


def _scores(
    criterion: Criterion, place: Mapping[str, object], given: Sequence[Judgement]
) -> Iterator[DecisionRow]:
    most = criterion.assessor_scale
    own = [row for row in given if row.role == INDIVIDUAL]
    agreed = next((row for row in given if row.role == CONSENSUS), None)
    points = [row.points for row in own if row.points is not None]
    is_several = len(points) > 1 or agreed is not None
    for row in own:
        if not is_several or row.points is not None:
            yield DecisionRow({**_known(row), **place}, most, is_open=not is_several)
    if not given:
        yield DecisionRow({**place, "role": INDIVIDUAL}, most)
    if is_several and criterion.several_assessors == CONSENSUS:
        spread: dict[str, object] = {"role": CONSENSUS}
        if points:
            spread |= {
                "scores_mean": sum(points) / len(points),
                "scores_lowest": min(points),
                "scores_highest": max(points),
            }
        yield DecisionRow({**(_known(agreed) if agreed else {}), **place, **spread}, most)


def stop_answer_rows(
    tender: Tender, lot: str, bids: Sequence[Bid], decided: Decisions
) -> Iterator[DecisionRow]:
    """Yield what testers answered to the stop criteria of a lot, as they were given; where none did, a row to fill."""
    titles = {item.key: item.title_da for item in tender.items}
    for stop in tender.in_lot(tender.stop_criteria, lot):
        for bid in bids:
            place = {
                "lot": lot, "bid": bid.id, "bid_name": bid.name, "key": stop.key, "stop_text": stop.text_da,
            }  # fmt: skip
            given = [r for r in decided.stop_answers if (r.lot, r.bid, r.key) == (lot, bid.id, stop.key)]
            for row in given:
                names = {"item_name": titles.get(row.item or "")}
                yield DecisionRow({**_known(row), **place, **names}, is_open=len(given) == 1)
            if not given:
                yield DecisionRow(place)


def _known(row: Judgement | StopAnswer) -> dict[str, object]:
    return {name: value for name, value in row.model_dump().items() if value is not None}


def _claims(tender: Tender, lot: str, bid: Bid) -> Iterator[dict[str, object]]:
    """The claims of a bid in a lot that its model reads, with the evidence the bidder names."""
    if not tender.evidence_levels:
        return
    asked = {(sheet.table, column.field) for sheet in bid_sheets(tender, lot) for column in sheet.columns}
    evidence = _of_lot(bid, "product_data", lot).set_index("key")
    for item in tender.in_lot(tender.items, lot):
        for claim, fields in STATED_IN.items():
            stated = next(
                (
                    value
                    for table, field in fields
                    if (table, field) in asked
                    and (value := _value(bid, table, lot, item.key, field)) is not None
                ),
                None,
            )
            if stated is None:
                continue
            named = evidence.loc[item.key].to_dict() if item.key in evidence.index else {}
            yield {
                "item": item.key,
                "item_name": item.title_da,
                "claim": claim,
                "stated": stated,
                "evidence_kind": _present(named.get("evidence_kind")),
                "document": _present(named.get("evidence_document")),
            }


def _reservations(lot: str, bid: Bid) -> Iterator[dict[str, object]]:
    for row in _of_lot(bid, "bidder", lot).to_dict("records"):
        text = _present(row.get("reservations"))
        if row.get("has_reservations") != "yes" and text is None:
            continue
        file, sheet = str(row.get("source_file")), str(row.get("source_sheet"))
        # The cell of a field of the first sheet is known whole; a row of another table adds its number.
        cell = f"{bid.columns.get((file, 'bidder', 'reservations'), '')}{row.get('source_row') or ''}"
        yield {"text": text, "place": f"{file}, {sheet}!{cell}"}


def _questions(lot: str, bid: Bid) -> Iterator[dict[str, object]]:
    """The questions about a bid; one of no lot stands with the first that the bid is of."""
    for problem in bid.problems:
        if problem.severity == "question" and lot == (problem.lot or next(iter(bid.lots), lot)):
            danish, english = (describe(problem, lang)["found"] for lang in LANGUAGES)
            at = f"{problem.sheet or ''}!{problem.cell}" if problem.cell else problem.sheet
            place = ", ".join(filter(None, (problem.file, at)))
            yield {"key": problem.fingerprint, "place": place, "text": f"{danish}\n{english}"}


def _of_lot(bid: Bid, table: str, lot: str) -> pd.DataFrame:
    frame = bid.tables.get(table, pd.DataFrame(columns=["lot", "key"]))
    return frame.loc[frame["lot"] == lot]


def _value(bid: Bid, table: str, lot: str, key: str, field: str) -> float | None:
    frame = _of_lot(bid, table, lot)
    if field not in frame:
        return None
    found = frame.loc[frame["key"] == key, field].dropna()
    return float(found.iloc[0]) if len(found) else None


def _present(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def _with_decided(row: DecisionRow, table: str, decided: Decisions) -> DecisionRow:
    """Return a row with what was decided before of the same lot, bid, item, claim or criterion."""
    keys = [name for name in NAMES if name in row.values]
    for each in getattr(decided, table):
        if all(getattr(each, name) == row.values[name] for name in keys):
            known = {name: value for name, value in each.model_dump().items() if value is not None}
            reworded = {name: known[name] for name in REWORDED.get(table, ()) if name in known}
            return DecisionRow({**known, **row.values, **reworded}, row.most_points)
    return row
