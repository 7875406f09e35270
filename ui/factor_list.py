"""The list of a tender as it is picked: what is on it, what to look at, and the workbook to take away."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from documents.factor_library import (
    LibraryRow,
    Published,
    citations,
    citations_csv,
    library_rows,
    list_remarks,
    list_sheet,
    published_rows,
    remark_text,
)
from documents.factor_library.published_list import MOST, carriers, list_draft
from evaluation.schema import Depth
from evaluation.tender import Tender
from texts import t
from texts.numbers import listed
from ui.blocks import show
from ui.downloads import XLSX, download
from ui.factor_search import named
from ui.factor_tables import citations_table, found_table
from ui.tables import Html, answer, note, remarks, said

PICKED = "factor_list"
DEPTHS: tuple[Depth, ...] = ("standard", "full")
COUNTED = ("factors", "factor_impacts", "sources")


def picked() -> list[str]:
    """Return the keys of the rows on the list of this tab, in the order they were picked."""
    return list(st.session_state.get(PICKED, []))


def pick_button(row: LibraryRow, lang: str) -> None:
    """Draw the button that puts a row on the list or takes it off."""
    is_on = row.key in picked()
    st.button(
        t(f"ui.factors.shown.{'remove' if is_on else 'add'}", lang),
        key="pick_row",
        on_click=_take_off if is_on else _put_on,
        args=([row.key],),
    )


def pick_found_button(found: Sequence[LibraryRow], lang: str) -> None:
    """Draw the button that puts all materials of a search on the list, where they are no more than a list holds."""
    new = [row.key for row in found if row.material is not None and row.key not in picked()]
    if not new or len(new) > MOST or len(found) == 1:
        return
    label = t("ui.factors.list.add_found", lang, count=len(new))
    st.button(label, key="pick_found", on_click=_put_on, args=(new,))


def show_list(depth: str | None, published: Published | None, lang: str) -> None:
    """Draw the list: what is on it, what to look at, and its workbook.

    Parameters
    ----------
    depth : of the open tender, None where none is open.
    """
    st.header(t("ui.factors.list.heading", lang), anchor="list")
    show(note(t("ui.factors.list.help", lang)))
    keys = st.multiselect(
        t("ui.factors.list.picked", lang),
        list(library_rows()),
        format_func=lambda key: named(key, lang),
        placeholder=t("ui.factors.list.placeholder", lang),
        key=PICKED,
        persist_state="session",
    )
    if not keys:
        show(note(t("ui.factors.list.empty", lang)))
        return
    energy, depths = st.columns(2, vertical_alignment="bottom")
    of_carriers = energy.multiselect(
        t("ui.factors.list.carriers", lang),
        carriers(),
        format_func=lambda key: t(f"factors.carrier.{key}", lang),
        placeholder=t("ui.factors.list.placeholder", lang),
        key="factor_carriers",
        persist_state="session",
    )
    of_depth = depths.segmented_control(
        t("ui.factors.list.depth", lang),
        DEPTHS,
        format_func=lambda each: t(f"codes.depth.{each}", lang),
        default=depth if depth in DEPTHS else DEPTHS[0],
        required=True,
        help=t("ui.factors.list.depth_help", lang),
        key=f"factor_depth_{depth}",
    )
    chosen = [*keys, *of_carriers]
    show(answer(list_answer(chosen, lang)))
    found = [remark_text(remark, lang) for remark in list_remarks(keys)]
    show(remarks(found) if found else note(t("ui.factors.list.fits", lang)))
    show(found_table([library_rows()[key] for key in keys], published, lang, "list"))
    label = t("ui.factors.list.download", lang)
    download(label, partial(list_sheet, chosen, of_depth), "factor_list.xlsx", XLSX, is_main=True)


def list_answer(keys: Sequence[str], lang: str) -> Html:
    """Return how many rows are on a list, and how many come with them."""
    rows = [library_rows()[key] for key in keys if key in library_rows()]
    of_materials = sum(row.material is not None for row in rows)
    draft = list_draft(keys)
    counts = {name.removeprefix("factor_"): len(draft[name]) for name in COUNTED}
    counts |= {"materials": of_materials, "others": len(rows) - of_materials}
    words = {name: t(f"ui.factors.list.{name}", lang, count=count) for name, count in counts.items()}
    return said("ui.factors.list.answer", lang, **words)


def show_tender_sources(tender: Tender, published: Published, lang: str) -> None:
    """Draw what the open tender publishes and the sources that it uses, with their citations to take away."""
    st.header(t("ui.factors.tender.heading", lang), anchor="sources")
    show(answer(tender_answer(tender, published, lang)), note(t("ui.factors.tender.help", lang)))
    cited = citations(tender)
    if not cited:
        show(note(t("ui.factors.tender.none", lang)))
        return
    show(citations_table(cited, lang))
    name = f"{tender.facts.id}_citations_{lang}.csv"
    download(t("ui.factors.tender.download", lang), partial(citations_csv, cited, lang), name, "text/csv")


def tender_answer(tender: Tender, published: Published, lang: str) -> Html:
    """Return how many rows a tender publishes, and which of them are not the library's."""
    counts = {"materials": len(tender.materials), "factors": len(tender.factors)}
    words = {
        "materials": t("ui.factors.list.materials", lang, count=counts["materials"]),
        "factors": t("ui.factors.tender.factors", lang, count=counts["factors"]),
    }
    first = said("ui.factors.tender.answer", lang, title=tender.facts.title, **words)
    if not any(counts.values()):
        return first
    if not published.differing:
        return Html(f"{first} {said('ui.factors.tender.same', lang)}")
    return Html(f"{first} {said('ui.factors.tender.differs', lang, keys=listed(published.differing, lang))}")


def published_by(tender: Tender | None) -> Published | None:
    """Return what a tender publishes, None where there is no tender."""
    return None if tender is None else published_rows(tender)


def _put_on(keys: Sequence[str]) -> None:
    st.session_state[PICKED] = list(dict.fromkeys([*picked(), *keys]))


def _take_off(keys: Sequence[str]) -> None:
    st.session_state[PICKED] = [key for key in picked() if key not in keys]
