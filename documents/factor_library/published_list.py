"""The list that a tender publishes, picked row by row, as a workbook whose rows go into the tender's own.

The sheets are written by the writer of tender workbooks (:func:`documents.tender_sheet.tender_sheet`) from a
draft that holds the environmental tables only: the same columns in the same order, headings, drop-downs and
number formats, so that rows can be copied from sheet to sheet. The order of columns follows the depth of the
tender, which is therefore asked. Blank rows below the list are left out.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from documents.factor_library.rows import LibraryRow, library_rows
from documents.factor_library.words import family_words
from documents.presets import TenderDraft
from documents.tender_sheet import tender_sheet
from evaluation.factors import Material
from evaluation.schema import Depth, Row
from lca_data import UnknownKeyError, grid_years, impacts_of, select, substances
from texts import t
from texts.numbers import listed

LIST_TABLES = ("materials", "factors", "factor_impacts", "grids", "sources", "substances")
FEWEST, MOST = 10, 25
RemarkKey = Literal["too_few", "too_many", "mixed_families", "no_conservative"]


@dataclass(frozen=True)
class ListRemark:
    """What an officer should look at before the list is published, with the values of its sentence."""

    about: RemarkKey
    count: int = 0
    families: tuple[str, ...] = ()


def carriers() -> tuple[str, ...]:
    """Return the energy carriers that a list can hold.

    >>> carriers()
    ('electricity_dk', 'district_heat_dk', 'gas_dk')
    """
    return tuple(dict.fromkeys(row.carrier for row in grid_years()))


def list_remarks(keys: Iterable[str]) -> tuple[ListRemark, ...]:
    """Return what to look at in a list: its length, its families, and whether silence has a price.

    Bidders choose among 10 to 25 materials with ease; a material that is on no list needs a row that is worse
    than the others. Families differ in what they count and never stand together in one item.

    Raises
    ------
    UnknownKeyError
        Where there is no such row.

    Examples
    --------
    >>> [remark.about for remark in list_remarks(["steel_sheet", "pp_desnz"])]
    ['too_few', 'mixed_families', 'no_conservative']
    """
    chosen = _materials(keys)
    found: list[ListRemark] = []
    if len(chosen) < FEWEST:
        found.append(ListRemark("too_few", len(chosen)))
    if len(chosen) > MOST:
        found.append(ListRemark("too_many", len(chosen)))
    of = tuple(dict.fromkeys(row.family or "" for row in chosen))
    if len(of) > 1:
        found.append(ListRemark("mixed_families", len(chosen), of))
    if not any(row.conservative for row in chosen):
        found.append(ListRemark("no_conservative", len(chosen)))
    return tuple(found)


def remark_text(remark: ListRemark, lang: str) -> str:
    """Return a remark as a sentence."""
    named = listed((family_words(each, lang) for each in remark.families), lang)
    return t(
        f"factors.remark.{remark.about}", lang, count=remark.count, families=named, fewest=FEWEST, most=MOST
    )


def list_draft(keys: Sequence[str], depth: Depth = "standard") -> TenderDraft:
    """Return the tables of a list as a draft: what was picked, and each factor, figure and source it leads to.

    Parameters
    ----------
    keys : of materials, of further factors, of energy carriers and of substances to declare, in the order they are
        to stand in.
    depth : of the tender that the rows go into.

    Raises
    ------
    UnknownKeyError
        Where there is no such row.
    """
    of_carriers = [key for key in keys if key in carriers()]
    rows = [_row(key) for key in keys if not _is_of_no_material(key)]
    chosen, factors, grids, sources = select(
        [row.key for row in rows if row.kind == "material"],
        of_carriers,
        [row.key for row in rows if row.kind == "factor"],
    )
    impacts = impacts_of(factor.key for factor in factors)
    tables: dict[str, Sequence[Row]] = {
        "materials": chosen,
        "factors": factors,
        "factor_impacts": impacts,
        "grids": grids,
        "sources": sources,
        "substances": tuple(substances()[key] for key in keys if key in substances()),
    }
    return {
        "facts": ({"depth": depth},),
        **{name: tuple(row.model_dump(exclude_none=True) for row in of) for name, of in tables.items()},
    }


def list_sheet(keys: Sequence[str], depth: Depth = "standard") -> bytes:
    """Return a list as a workbook with the tender's sheets of materials, factors, figures, energy and sources.

    Parameters
    ----------
    keys : of materials, of further factors, of energy carriers and of substances to declare.
    depth : of the tender that the rows go into; the order of its columns follows it.

    Raises
    ------
    UnknownKeyError
        Where there is no such row.
    """
    return tender_sheet(list_draft(keys, depth), tables=LIST_TABLES)


def _materials(keys: Iterable[str]) -> list[Material]:
    rows = (_row(key) for key in keys if not _is_of_no_material(key))
    return [row.material for row in rows if row.material is not None]


def _is_of_no_material(key: str) -> bool:
    """Say whether a key is of an energy carrier or of a substance to declare."""
    return key in carriers() or key in substances()


def _row(key: str) -> LibraryRow:
    if key not in library_rows():
        raise UnknownKeyError(f"The tables have no row {key!r}.", key)
    return library_rows()[key]
