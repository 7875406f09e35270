"""One number changed: in a written scoring matrix, and in the tender, bid or decision it stands for."""

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import numpy as np
from pydantic import BaseModel

from documents.matrix import Built
from documents.matrix.book import Key
from evaluation import Bid, Evaluation
from tests.documents.matrix_cases import MatrixCase


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
            rf'<c r="{cell}"( s="\d+")(?:/>|><v>[^<]*</v></c>)', rf'<c r="{cell}"\g<1>><v>{value!r}</v></c>', xml
        )
        assert count == 1, cell
    return xml


def changed(case: MatrixCase, done: Evaluation, numbers: Mapping[Key, float]) -> MatrixCase:
    """Return the case in which the numbers that some yellow cells show are others; ``done`` names the inputs."""
    for key, value in numbers.items():
        case = _CHANGES[str(key[0])](case, done, key, value)
    return case


def _rows(table: str, named: Callable[[Any, Key], bool], field: Callable[[Key], str]) -> Any:
    """Return a change of one field of the rows of a tender's table."""

    def change(case: MatrixCase, done: Evaluation, key: Key, value: float) -> MatrixCase:
        rows = getattr(case.tender, table)
        assert any(named(row, key) for row in rows), key
        new = tuple(_row(row, field(key), value) if named(row, key) else row for row in rows)
        return replace(case, tender=case.tender.model_copy(update={table: new}))

    return change


def _row(row: BaseModel, name: str, value: object) -> BaseModel:
    return type(row).model_validate({**row.model_dump(), name: value})


def _item(case: MatrixCase, done: Evaluation, key: Key, value: float) -> MatrixCase:
    _, lot, of, name, *year = key
    new = []
    for item in case.tender.items:
        if (item.lot, item.key) != (lot, of):
            new.append(item)
        elif name == "quantity":
            pieces = list(item.quantity)
            pieces[int(str(year[0])) - 1] = value
            new.append(_row(item, "quantity", tuple(pieces)))
        else:
            new.append(_row(item, str(name), value))
    return replace(case, tender=case.tender.model_copy(update={"items": tuple(new)}))


def _input(case: MatrixCase, done: Evaluation, key: Key, value: float) -> MatrixCase:
    found = done.lots[str(key[1])].inputs.iloc[int(str(key[2]))]
    return _stated(case, str(found["bid"]), str(key[1]), str(found["table"]), str(found["key"]), str(found["field"]), value)


def _missing(case: MatrixCase, done: Evaluation, key: Key, value: float) -> MatrixCase:
    table, field = str(key[4]).split(".")
    return _stated(case, str(key[2]), str(key[1]), table, str(key[3]), field, value)


def _stated(
    case: MatrixCase, bid: str, lot: str, table: str, row: str, field: str, value: float
) -> MatrixCase:  # fmt: skip
    def with_value(of: Bid) -> Bid:
        frame = of.tables[table].copy()
        at = ((frame["lot"] == lot) & (frame["key"] == row)).to_numpy()
        assert at.sum() == 1, (bid, lot, table, row)
        frame.loc[at, field] = value
        frame[field] = frame[field].astype(np.float64)
        return replace(of, tables={**of.tables, table: frame})

    return replace(case, bids=tuple(with_value(of) if of.id == bid else of for of in case.bids))


def _decision(table: str, fields: tuple[str, ...], name: str) -> Any:
    def change(case: MatrixCase, done: Evaluation, key: Key, value: float) -> MatrixCase:
        rows = getattr(case.decisions, table)
        new = tuple(
            _row(row, name, value) if tuple(getattr(row, f) for f in fields) == key[1:] else row for row in rows
        )
        assert new != rows, key
        return replace(case, decisions=case.decisions.model_copy(update={table: new}))

    return change


def _admitted(case: MatrixCase, done: Evaluation, key: Key, value: float) -> MatrixCase:
    word = "admitted" if value else "not_admitted"
    rows = case.decisions.admissions
    new = tuple(_row(row, "decision", word) if (row.lot, row.bid) == key[1:] else row for row in rows)
    assert new != rows, key
    return replace(case, decisions=case.decisions.model_copy(update={"admissions": new}))


def _reservation(case: MatrixCase, done: Evaluation, key: Key, value: float) -> MatrixCase:
    rows = list(case.decisions.reservations)
    rows[int(str(key[2]))] = rows[int(str(key[2]))].model_copy(update={"amount": value})
    return replace(case, decisions=case.decisions.model_copy(update={"reservations": tuple(rows)}))


def _weight(case: MatrixCase, done: Evaluation, key: Key, value: float) -> MatrixCase:
    new = tuple(
        row.model_copy(update={"weight": Decimal(repr(value))}) if (row.lot, row.id) == key[1:] else row
        for row in case.tender.criteria
    )
    return replace(case, tender=case.tender.model_copy(update={"criteria": new}))


RULE_FIELDS = {"scale_maximum": "assessor_scale"}
FACTOR_FIELDS = {"gwp": "gwp_kg_co2e", "wtt": "gwp_wtt_kg_co2e"}
MATERIAL_FIELDS = {"yield": "recycling_yield", "biogenic": "biogenic_kg_co2_per_kg"}
_CHANGES: Mapping[str, Callable[[MatrixCase, Evaluation, Key, float], MatrixCase]] = {
    "model": _rows("models", lambda row, key: row.lot == key[1], lambda key: str(key[2])),
    "rule": _rows(
        "criteria",
        lambda row, key: (row.lot, row.id) == key[1:3],
        lambda key: RULE_FIELDS.get(str(key[3]), str(key[3])),
    ),
    "resource_price": _rows("resource_prices", lambda row, key: row.key == key[1], lambda key: "price"),
    "growth": _rows("growth_classes", lambda row, key: row.key == key[1], lambda key: "rate"),
    "route": _rows("routes", lambda row, key: (row.component, row.route) == key[1:], lambda key: "share"),
    "option": _rows("options", lambda row, key: row.key == key[1], lambda key: "weight"),
    "credit": _rows("evidence_levels", lambda row, key: row.key == key[1], lambda key: "credit"),
    "service": _rows("services", lambda row, key: row.key == key[1], lambda key: str(key[2])),
    "default": _rows("defaults", lambda row, key: (row.field, row.item) == key[1:], lambda key: "value"),
    "factor": _rows("factors", lambda row, key: row.key == key[1], lambda key: FACTOR_FIELDS[str(key[2])]),
    "material": _rows("materials", lambda row, key: row.key == key[1], lambda key: MATERIAL_FIELDS[str(key[2])]),
    "grid_published": _rows(
        "grids", lambda row, key: (row.carrier, row.year) == key[1:], lambda key: "gwp_kg_co2e"
    ),
    "item": _item,
    "input": _input,
    "missing": _missing,
    "weight": _weight,
    "judged": _decision("judgements", ("lot", "criterion", "bid"), "points"),
    "reservation": _reservation,
    "admitted": _admitted,
}
