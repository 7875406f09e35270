"""What a place in a bid is called, and what stands in it, in the words of a contract."""

from dataclasses import dataclass

import pandas as pd

from documents.annex_titles import of_language, row_unit
from evaluation.advantage import Place
from evaluation.bid import Bid
from evaluation.schema import NUMERIC, Spec
from evaluation.scored_claims import PromiseRow
from evaluation.tender import Tender
from texts import t
from texts.numbers import NBSP, exact, money, percent

Cell = tuple[str, str, str]


@dataclass(frozen=True)
class Stated:
    """What a bid states in a place: the value, None where it is blank, the part it is of, and file, sheet and cell.

    ``part`` is the bidder's name of a part, ``material`` the key of what it is made of.
    """

    value: float | str | None
    cell: Cell | None = None
    part: str = ""
    material: str = ""


def stated(bid: Bid, lot: str, row: PromiseRow) -> Stated:
    """Return what a bid states in the place of a promise."""
    frame = bid.tables.get(row.table)
    if frame is None or not len(frame) or row.field not in frame:
        return Stated(None)
    found = frame.loc[(frame["lot"] == lot) & (frame["key"] == row.key)]
    if not len(found):
        return Stated(None)
    line = {str(name): each for name, each in found.iloc[0].items()}
    value = line[row.field]
    if value is None or pd.isna(value):
        return Stated(None)
    of = [line.get(name) if row.table == "materials" else None for name in ("part", "material")]
    part, material = (word if isinstance(word, str) else "" for word in of)
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return Stated(float(value) if is_number else str(value), _cell(bid, lot, row, line), part, material)


def _cell(bid: Bid, lot: str, row: PromiseRow, line: dict[str, object]) -> Cell | None:
    origin = bid.origins.get((lot, row.table, row.key, row.field))
    if origin is not None:
        return origin
    file = str(line["source_file"])
    letter = bid.columns.get((file, row.table, row.field))
    number = line["source_row"]
    return None if letter is None else (file, str(line["source_sheet"]), f"{letter}{int(str(number))}")


def default_of(tender: Tender, row: PromiseRow) -> float | None:
    """Return what the tender puts in a place that a bid leaves blank: its item's own default before that of all."""
    rows = [each for each in tender.defaults if each.field == f"{row.table}.{row.field}"]
    own = [each.value for each in rows if each.item == row.key]
    return next(iter([*own, *(each.value for each in rows if each.item is None)]), None)


def value_words(tender: Tender, row: PromiseRow, value: float | str, lang: str) -> str:
    """Return a value with its unit, a code in its words."""
    spec = row.spec
    if isinstance(value, str):
        return _coded(tender, spec, value, lang)
    if spec.kind == "share":
        return percent(value, lang)
    if spec.kind == "money" and spec.unit == "{currency}":
        return money(value, lang, tender.facts.currency, 2)
    unit = row_unit(tender, row, lang)
    return f"{exact(value, lang)}{NBSP if unit else ''}{unit}"


def blank_words(tender: Tender, row: PromiseRow, lang: str) -> str:
    """Return the empty field that a value is written in after award, with its unit."""
    unit = (
        "%" if row.spec.kind == "share" else row_unit(tender, row, lang) if row.spec.kind in NUMERIC else ""
    )
    return f"{t('annex.blank', lang)}{NBSP if unit else ''}{unit}"


def filled_words(tender: Tender, row: PromiseRow, found: Stated, lang: str) -> str:
    """Return what stands in the field after award; where nothing is stated, nothing is promised."""
    if found.value is not None:
        words = value_words(tender, row, found.value, lang)
        of = ", ".join(word for word in (found.part, _keyed(tender, found.material, lang)) if word)
        return t("annex.of_part", lang, value=words, part=of) if of else words
    default = default_of(tender, row)
    if default is None:
        return t("annex.not_stated", lang)
    return t("annex.defaulted", lang, value=value_words(tender, row, default, lang))


def place_words(found: Stated, lang: str) -> str:
    """Return where a value stands in the bid; a dash where there is none."""
    if found.cell is None:
        return t("annex.nowhere", lang)
    file, sheet, cell = found.cell
    return t("annex.cell", lang, file=file, sheet=sheet, cell=cell)


def place_of(row: PromiseRow) -> Place:
    """Return table, key and field of a promise."""
    return row.table, row.key, row.field


def _coded(tender: Tender, spec: Spec, value: str, lang: str) -> str:
    if spec.codes and not spec.codes.startswith("@"):
        return t(f"codes.{spec.codes}.{value}", lang)
    return _keyed(tender, value, lang) if spec.codes else value


def _keyed(tender: Tender, key: str, lang: str) -> str:
    """Return the title of a material or a place of the tender; another key stands for itself."""
    titles: dict[str, tuple[str, str | None]] = {p.key: (p.title_da, p.title_en) for p in tender.places}
    titles |= {m.key: (m.title_da, m.title_en) for m in tender.materials}
    return of_language(*titles[key], lang) if key in titles else key
