"""What every page begins with: the line on the case, the title, the lot, and what stands against an award."""

import datetime as dt
from collections.abc import Sequence

import streamlit as st

from evaluation import Evaluation, LotEvaluation
from evaluation.award_run import open_questions
from texts import t
from texts.numbers import date, listed
from texts.seals import obstacle_text, seal_marks
from ui.blocks import show
from ui.comparison import Behind, Section
from ui.ranking import in_order, shown_name
from ui.state import OpenCase, open_case
from ui.tables import Html, answer, case_line, html, not_for_award, note

FINGERPRINT = 8
BIDS_COMPARED = ("first", "second")


def begin(title: str, lang: str) -> OpenCase:
    """Draw the line on the case and the title, and return the open case; without one, say so and stop."""
    opened = open_case()
    if opened is not None:
        show_case_line(opened, lang)
    st.title(title)
    if opened is None:
        show(answer(t("ui.page.no_case", lang)))
        st.page_link("ui/pages/case.py", label=t("ui.page.to_case", lang))
        st.stop()
    return opened


def result_of(opened: OpenCase, lang: str) -> Evaluation:
    """Return the evaluation of the open case; where its tender cannot be used, say so and stop."""
    if opened.result is None:
        show(answer(t("ui.page.unusable", lang)))
        st.page_link("ui/pages/case.py", label=t("ui.page.to_case", lang))
        st.stop()
    return opened.result


def choose_lot(done: Evaluation, lang: str) -> LotEvaluation:
    """Return the lot the reader looks at; asked only where there is more than one."""
    lots = list(done.lots)
    if len(lots) == 1:
        return done.lots[lots[0]]
    chosen = st.selectbox(
        t("ui.common.lot", lang),
        lots,
        format_func=lambda lot: done.lots[lot].title,
        key=f"lot_{done.sha256[:FINGERPRINT]}",
        persist_state="session",
    )
    return done.lots[chosen]


def choose_two_bids(
    lot: LotEvaluation, lang: str, only: Sequence[str] | None = None, of: str = ""
) -> list[str]:
    """Return the two bids that the reader compares, the first two unless others are chosen.

    Parameters
    ----------
    only : the bids to choose from; all that are calculated unless given.
    of : the section that the choice is for, where the page has another.

    Returns
    -------
    Two bids, or fewer where there are not two different ones.
    """
    bids = [bid.id for bid in in_order(lot) if bid.is_calculated] if only is None else list(only)
    if len(bids) < len(BIDS_COMPARED):
        return bids
    chosen = []
    for n, (name, column) in enumerate(zip(BIDS_COMPARED, st.columns(2), strict=True)):
        chosen.append(
            column.selectbox(
                t(f"ui.compare.{name}", lang),
                bids,
                index=n,
                format_func=lambda bid: shown_name(lot, bid, lang),
                key=f"{name}_of_{lot.lot}{of}",
                persist_state="session",
            )
        )
    if chosen[0] == chosen[1]:
        show(answer(t("ui.compare.choose_two", lang)))
        return []
    return chosen


def show_section(section: Section, lang: str, *, has_heading: bool = True) -> Behind | None:
    """Draw a section of the comparison: question, answer, how it is counted, picture, numbers as a table.

    Returns
    -------
    What a click on a bar asks to open, None where there was none.
    """
    if has_heading:
        st.header(t(f"charts.{section.key}.question", lang), anchor=section.key)
    show(answer(section.answer), *([note(section.help)] if section.help else []))
    clicked = None
    if section.spec is not None:
        event = st.vega_lite_chart(
            spec=dict(section.spec),
            width="stretch",
            theme=None,
            alt=section.spoken,
            key=f"chart_{section.key}",
            on_select="rerun" if "params" in section.spec else "ignore",
        )
        clicked = _clicked(section, event) if "params" in section.spec else None
    with st.expander(t("ui.common.show_table", lang)):
        show(section.table)
    return clicked


def _clicked(section: Section, event: object) -> Behind | None:
    """Return the bar that was clicked, as its mark says which bid and part it is of."""
    points = getattr(event, "selection", {}).get("opened", [])
    if not points:
        return None
    return Behind(section.key, str(points[0]["of"]), str(points[0]["key"]))


def show_case_line(opened: OpenCase, lang: str) -> None:
    """Draw the line over the title: the tender, whether it is sealed and the first signs of its seal."""
    if opened.case is None or opened.result is None:
        return
    facts, seal = opened.case.tender.facts, opened.seal
    sealed = (
        t("ui.case_line.not_sealed", lang)
        if seal is None
        else t("ui.case_line.sealed", lang, date=date(dt.datetime.fromisoformat(seal.at).date(), lang))
    )
    show(case_line([facts.title, facts.authority, sealed], opened.result.sha256[:FINGERPRINT]))
    if marks := seal_marks(opened.result, lang):
        show(*(answer(mark) for mark in marks))


def show_award_state(opened: OpenCase, lot: LotEvaluation, lang: str) -> None:
    """Draw the hatched box while anything stands against an award, with each thing that does."""
    if opened.result is None:
        return
    if not opened.against:
        show(note(t("ui.points.for_award", lang)))
        return
    show(not_for_award(_why(opened, lot, lang), obstacles_in_words(opened, opened.result, lang), lang))


def obstacles_in_words(opened: OpenCase, done: Evaluation, lang: str) -> list[Html]:
    """Return what stands against an award, a sentence each."""
    said_so: list[Html] = []
    for code, values in opened.against:
        named = {
            "lot": done.lots[str(values["lot"])].title if "lot" in values else "",
            "bid": done.lots[str(values["lot"])].name_of(str(values["bid"])) if "bid" in values else "",
        }
        text = obstacle_text(code, {**values, **named}, lang, "ui.not_for_award")
        said_so.append(html(text))
    return said_so


def _why(opened: OpenCase, lot: LotEvaluation, lang: str) -> str:
    if lot.is_admission_open:
        return t("ui.points.closed", lang)
    what = open_problems(opened, lot.lot, lang)
    return t("ui.not_for_award.open", lang, what=what) if what else t("ui.not_for_award.preview", lang)


def open_problems(opened: OpenCase, lot: str, lang: str) -> str:
    """Return the open stops and questions of a lot in words, nothing where there are none.

    Those of a baseline hold up nothing.
    """
    beside = set() if opened.case is None else {b.id for b in opened.case.reading.bids if b.is_baseline}
    problems = [p for p in opened.problems if p.bid not in beside]
    questions = () if opened.case is None else open_questions(problems, opened.case.decisions)
    stops = (p for p in problems if p.severity == "stop")
    counts = [
        (f"ui.count.{name}", sum(p.lot in (None, lot) for p in of))
        for name, of in (("stops", stops), ("questions", questions))
    ]
    return listed([t(key, lang, count=count) for key, count in counts if count], lang)
