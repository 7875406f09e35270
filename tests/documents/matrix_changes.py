"""One number changed: in a written scoring matrix, and in the tender, bid or decision it stands for."""

import io
import math
import re
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np
import pandas as pd
from pydantic import BaseModel

from documents.matrix import Built
from documents.matrix.book import Key
from documents.matrix.criteria_parameters import is_of_table
from evaluation import Bid, Evaluation, Tender
from evaluation.bid import BID_TABLES
from evaluation.factors import FactorImpact
from evaluation.judged import CONSENSUS, assessor_name
from evaluation.schema import specs
from tests.documents.matrix_cases import MatrixCase

TOLERANCE = 1e-9


def with_numbers(built: Built, numbers: Mapping[Key, float]) -> bytes:
    """Return a written matrix with other numbers in some of its yellow cells; what is stored stays stale."""
    sheets: dict[str, dict[str, float]] = {}
    for key, value in numbers.items():
        assert key in built.inputs, f"{key} may not be changed"
        place = built.places[key]
        sheets.setdefault(place.sheet, {})[place.cell.replace("$", "")] = value
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(built.content)) as old, zipfile.ZipFile(written, "w") as new:
        names = re.findall(r'<sheet name="([^"]*)"', old.read("xl/workbook.xml").decode())
        for item in old.infolist():
            content = old.read(item)
            number = re.fullmatch(r"xl/worksheets/sheet(\d+)\.xml", item.filename)
            if number and (cells := sheets.get(names[int(number[1]) - 1])):
                content = _with_cells(content.decode(), cells).encode()
            new.writestr(item, content)
    return written.getvalue()


def _with_cells(xml: str, cells: Mapping[str, float]) -> str:
    for cell, value in cells.items():
        xml, count = re.subn(
            rf'<c r="{cell}"( s="\d+")(?:/>|><v>[^<]*</v></c>)',
            rf'<c r="{cell}"\g<1>><v>{value!r}</v></c>',
            xml,
        )
        assert count == 1, cell
    return xml


def another_number(old: object, drawn: float) -> float:
    """Return another number: what may be a share stays one, and so does a factor of at least 1."""
    number = old if isinstance(old, (int, float)) and old else 0.1
    if number <= 1:
        return float(f"{number * (0.8 + 0.2 * drawn):.6g}")
    return float(f"{max(1.0, number * (0.8 + 0.45 * drawn)):.6g}")


def results(done: Evaluation) -> dict[Key, float]:
    """Return every indicator, point, total and rank of an evaluation by the key of its cell."""
    found: dict[Key, float] = {}
    for lot in done.lots.values():
        is_weighed = lot.model.combination.key == "weighted_points"
        frames = {"points": lot.points, "weighted": lot.weighted} if is_weighed else {"points": lot.points}
        for bid in lot.calculated:
            found |= {
                ("indicator", lot.lot, bid, measure): float(lot.indicators[measure][bid])
                for measure in lot.indicators
            }
            found |= {
                (f"{step}/{leaf}", lot.lot, bid): float(frame[leaf][bid])
                for step, frame in frames.items()
                for leaf in frame
            }
            found |= {(f"line/{name}", lot.lot, bid): float(lot.lines[name][bid]) for name in lot.lines}
            found["total", lot.lot, bid] = float(lot.total[bid])
            found["rank", lot.lot, bid] = _number(lot.ranks.ranks.get(bid))
    return found


def _number(rank: int | None) -> float:
    return np.nan if rank is None else float(rank)


def same(cell: object, value: float) -> bool:
    """Say whether a cell holds a figure to a billionth, or nothing where there is none."""
    if np.isnan(value):
        return cell in (None, "")
    return isinstance(cell, (int, float)) and math.isclose(cell, value, rel_tol=TOLERANCE, abs_tol=TOLERANCE)


@dataclass(frozen=True)
class Change:
    """One number of a case: the case and its evaluation (which names the inputs), the cell's key, the new value."""

    case: MatrixCase
    done: Evaluation
    key: Key
    value: float

    def with_table(self, table: str, rows: object) -> MatrixCase:
        """Return the case with another table of its tender."""
        # Built anew: a copied tender would keep what it has found out about its old tables.
        tables = {name: getattr(self.case.tender, name) for name in Tender.model_fields}
        return replace(self.case, tender=Tender(**{**tables, table: rows}))

    def with_decisions(self, table: str, rows: Iterable[BaseModel]) -> MatrixCase:
        """Return the case with other decisions of one kind."""
        new = tuple(rows)
        assert new != getattr(self.case.decisions, table), self.key
        return replace(self.case, decisions=self.case.decisions.model_copy(update={table: new}))


Changing = Callable[[Change], MatrixCase]


def changed(case: MatrixCase, done: Evaluation, numbers: Mapping[Key, float]) -> MatrixCase:
    """Return the case in which the numbers that some yellow cells show are others; ``done`` names the inputs."""
    for key, value in numbers.items():
        case = _CHANGES[str(key[0])](Change(case, done, key, value))
    return case


def _row(row: BaseModel, name: str, value: object) -> BaseModel:
    return type(row).model_validate({**row.model_dump(), name: value})


def _in_table(table: str, fields: tuple[str, ...], name: str | Mapping[str, str] | None) -> Changing:
    """Return a change of one field of a row of a tender's table.

    The parts of the key after its kind are the fields that name the row, and then the number where there are
    several: ``name`` is the field, or the fields by number, or None where the number is called as its field.
    """

    def change(of: Change) -> MatrixCase:
        named, number = of.key[1 : 1 + len(fields)], str(of.key[-1])
        field = name if isinstance(name, str) else (name or {}).get(number, number)
        rows = getattr(of.case.tender, table)
        found = [tuple(getattr(row, f) for f in fields) == named for row in rows]
        assert any(found), of.key
        new = (_row(row, field, of.value) if at else row for row, at in zip(rows, found, strict=True))
        return of.with_table(table, tuple(new))

    return change


def _item(of: Change) -> MatrixCase:
    _, lot, key, name, *year = of.key
    new: list[BaseModel] = []
    for item in of.case.tender.items:
        if (item.lot, item.key) != (lot, key):
            new.append(item)
        elif name == "quantity":
            pieces = list(item.quantity)
            pieces[int(str(year[0])) - 1] = of.value
            new.append(_row(item, "quantity", tuple(pieces)))
        else:
            new.append(_row(item, str(name), of.value))
    return of.with_table("items", tuple(new))


def _weight(of: Change) -> MatrixCase:
    # An exact decimal, which JSON and Python's floats are not.
    weight = {"weight": Decimal(repr(of.value))}
    rows = of.case.tender.criteria
    new = (row.model_copy(update=weight) if (row.lot, row.id) == of.key[1:] else row for row in rows)
    return of.with_table("criteria", tuple(new))


def _input(of: Change) -> MatrixCase:
    found = of.done.lots[str(of.key[1])].inputs.iloc[int(str(of.key[2]))]
    return _stated(of, str(found["bid"]), f"{found['table']}.{found['field']}", str(found["key"]))


def _missing(of: Change) -> MatrixCase:
    return _stated(of, str(of.key[2]), str(of.key[4]), str(of.key[3]))


def _stated(of: Change, bid: str, name: str, row: str) -> MatrixCase:
    """Return the case in which a bid states another number in a row of a table of the lot in the key."""
    table, field = name.split(".")

    def with_value(one: Bid) -> Bid:
        # A sheet that a bidder did not fill in has no table; its blank cell has a row all the same.
        source = {"source_file": f"{one.id}.xlsx", "source_sheet": table, "source_row": 7}
        blank = pd.DataFrame([{"lot": of.key[1], "key": row, **source}])
        frame = one.tables[table].copy() if table in one.tables else blank
        at = ((frame["lot"] == of.key[1]) & (frame["key"] == row)).to_numpy()
        assert at.sum() == 1, of.key
        if specs(BID_TABLES[table])[field].codes == "yes_no":
            # Anything but nought is a yes, in the matrix too.
            frame.loc[at, field] = "no" if of.value == 0 else "yes"
        else:
            frame.loc[at, field] = of.value
            frame[field] = frame[field].astype(np.float64)
        return replace(one, tables={**one.tables, table: frame})

    bids = tuple(with_value(one) if one.id == bid else one for one in of.case.bids)
    place = (of.key[1], bid, name, row)
    own = of.case.decisions.replaced_figures
    kept = tuple(r for r in own if (r.lot, r.bid, r.field, r.key) != place)
    return replace(
        of.case, bids=bids, decisions=of.case.decisions.model_copy(update={"replaced_figures": kept})
    )


def _judged(of: Change) -> MatrixCase:
    *place, _, _ = of.key[1:]
    by = str(of.key[-2])
    new = (
        row.model_copy(update={"points": of.value})
        if [row.lot, row.criterion, row.bid, row.item or "", row.role] == place
        and (row.role == CONSENSUS or assessor_name(row.by) == by)
        else row
        for row in of.case.decisions.judgements
    )
    return of.with_decisions("judgements", new)


def _admitted(of: Change) -> MatrixCase:
    word = {"decision": "admitted" if of.value else "not_admitted"}
    rows = of.case.decisions.admissions
    new = (row.model_copy(update=word) if (row.lot, row.bid) == of.key[1:] else row for row in rows)
    return of.with_decisions("admissions", new)


def _reservation(of: Change) -> MatrixCase:
    rows = list(of.case.decisions.reservations)
    at = int(str(of.key[2]))
    rows[at] = rows[at].model_copy(update={"amount": of.value})
    return of.with_decisions("reservations", rows)


def _factor_impact(of: Change) -> MatrixCase:
    """Return the case in which a factor has another figure of an indicator, or one where there was none."""
    _, factor, indicator = of.key
    new = FactorImpact(factor=str(factor), indicator=str(indicator), value=of.value)
    rows = of.case.tender.factor_impacts
    others = (row for row in rows if (row.factor, row.indicator) != (factor, indicator))
    return of.with_table("factor_impacts", (*others, new))


def _declared_impact(of: Change) -> MatrixCase:
    """Return the case in which the file of a bid's EPD states another figure of an indicator."""
    _, lot, bid, item, module, indicator = of.key
    names = ("lot", "key", "module", "indicator")

    def with_value(one: Bid) -> Bid:
        frame = one.tables["declared_impacts"].copy()
        row = dict(zip(names, (lot, item, module, indicator), strict=True))
        at = np.logical_and.reduce([(frame[name] == row[name]).to_numpy() for name in names])
        if not at.any():
            frame = pd.concat([frame, pd.DataFrame([{**frame.iloc[0], **row}])], ignore_index=True)
            at = np.arange(len(frame)) == len(frame) - 1
        frame.loc[at, "value"] = of.value
        return replace(one, tables={**one.tables, "declared_impacts": frame})

    bids = tuple(with_value(one) if one.id == bid else one for one in of.case.bids)
    return replace(of.case, bids=bids)


_rule = _in_table("criteria", ("lot", "id"), {"scale_maximum": "assessor_scale"})


def _table_row(of: Change) -> MatrixCase:
    """Return the case in which the n-th row of a criterion's table has another number."""
    _, lot, criterion, name = of.key
    field, _, number = str(name).rpartition("_")
    rows = list(of.case.tender.score_rows)
    at = [n for n, row in enumerate(rows) if (row.lot, row.criterion) == (lot, criterion)][int(number) - 1]
    column = field if field == "gives" else f"{field}_value"
    rows[at] = rows[at].model_copy(update={column: of.value})
    return of.with_table("score_rows", tuple(rows))


_CHANGES: Mapping[str, Changing] = {
    "model": _in_table("models", ("lot",), None),
    "rule": lambda of: (_table_row if is_of_table(str(of.key[3])) else _rule)(of),
    "resource_price": _in_table("resource_prices", ("key",), "price"),
    "material_price": _in_table("material_prices", ("material",), "price"),
    "use_profile": _in_table("use_profiles", ("profile", "mode"), "hours"),
    "growth": _in_table("growth_classes", ("key",), "rate"),
    "index": _in_table("price_indices", ("growth_class", "year"), "index"),
    "step": _in_table("discount_steps", ("schedule", "from_year"), "rate"),
    "route": _in_table("routes", ("component", "route"), "share"),
    "buy_back": _in_table("buy_back_classes", ("key",), "share"),
    "external_price": _in_table("external_prices", ("price_set", "pollutant", "year"), "price"),
    "option": _in_table("options", ("key",), "weight"),
    "credit": _in_table("evidence_levels", ("key",), "credit"),
    "service": _in_table("services", ("key",), None),
    "activity": _in_table("activities", ("key",), None),
    "assortment": _in_table("assortments", ("key",), "turnover"),
    "default": _in_table("defaults", ("field", "item"), "value"),
    "factor": _in_table("factors", ("key",), {"gwp": "gwp_kg_co2e", "wtt": "gwp_wtt_kg_co2e"}),
    "material": _in_table(
        "materials", ("key",), {"yield": "recycling_yield", "biogenic": "biogenic_kg_co2_per_kg"}
    ),
    "grid_published": _in_table("grids", ("carrier", "year"), "gwp_kg_co2e"),
    "factor_impact": _factor_impact,
    "declared_impact": _declared_impact,
    "impact_weight": _in_table("impact_weights", ("weight_set", "indicator"), None),
    "item": _item,
    "input": _input,
    "missing": _missing,
    "weight": _weight,
    "judged": _judged,
    "reservation": _reservation,
    "admitted": _admitted,
}
