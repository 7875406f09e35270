"""The files a reader can take away. Each is made when its button is pressed, not before."""

import json
from collections.abc import Callable
from functools import partial

import streamlit as st

from documents import (
    as_json,
    bid_sheet,
    contract_annex,
    decisions_sheet,
    filled_annex,
    published_markdown,
    published_word,
    scoring_matrix,
)
from evaluation import Evaluation, Seal
from intake import Case
from texts import LANGUAGES, t
from ui.state import OpenCase, case_zip

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def case_download(opened: OpenCase, lang: str) -> None:
    """Draw the one filled button of the page: the whole case, which can be opened again."""
    download(
        t("ui.download.case.button", lang),
        partial(case_zip, opened.files),
        f"{opened.name}.zip",
        "application/zip",
        is_main=True,
    )


def evaluation_downloads(case: Case, done: Evaluation, lang: str) -> None:
    """Draw the buttons of the result: the scoring matrix in each language, and the figures as JSON."""
    stem = case.tender.facts.id
    for each in LANGUAGES:
        label = t("ui.download.evaluation.matrix", lang, language=t(f"ui.language.in.{each}", lang))
        download(
            label,
            partial(scoring_matrix, done, "en" if each == "en" else "da"),
            f"{stem}_scoring_matrix_{each}.xlsx",
            XLSX,
        )
    result = partial(_result, case, done, lang)
    download(t("ui.download.evaluation.result", lang), result, f"{stem}_evaluation.json", "application/json")


def model_downloads(case: Case, seal: Seal | None, lang: str) -> None:
    """Draw the buttons of the evaluation model in words, for the tender documents: each language, and plain text."""
    tender, stem = case.tender, f"{case.tender.facts.id}_evaluation_model"
    for each in LANGUAGES:
        label = t("ui.download.model.document", lang, language=t(f"ui.language.in.{each}", lang))
        download(label, partial(published_word, tender, each, None, seal), f"{stem}_{each}.docx", DOCX)
    plain = partial(published_markdown, tender, lang, None, seal)
    download(t("ui.download.model.plain", lang), plain, f"{stem}_{lang}.md", "text/markdown")


def annex_downloads(case: Case, done: Evaluation, lang: str) -> None:
    """Draw the buttons of the contract annexes: each lot's to publish, and one a supplier after an award run."""
    tender, bids = case.tender, case.reading.bids
    for lot in tender.lots:
        stem = f"{tender.facts.id}_{lot.id}_contract_annex"
        label = t("ui.download.annex.before", lang, lot=lot.title)
        download(label, partial(contract_annex, tender, lot.id, lang), f"{stem}_{lang}.docx", DOCX)
        for bid, _ in done.lots[lot.id].awarded if done.for_award else ():
            name = done.lots[lot.id].name_of(bid)
            label = t("ui.download.annex.after", lang, lot=lot.title, name=name)
            make = partial(filled_annex, done, bids, lot.id, bid, lang)
            download(label, make, f"{stem}_{bid}_{lang}.docx", DOCX)


def sheet_downloads(case: Case, seal: Seal | None, lang: str) -> None:
    """Draw the buttons of what people fill in: the decisions, and the blank bid sheet of each lot.

    A sheet carries the fingerprint of the seal it was made under.
    """
    sha256 = "" if seal is None else seal.sha256
    tender, stem = case.tender, case.tender.facts.id
    decisions = partial(decisions_sheet, tender, case.reading.bids, case.decisions, sha256=sha256)
    download(t("ui.download.sheets.decisions", lang), decisions, f"{stem}_decisions.xlsx", XLSX)
    for lot in tender.lots:
        label = t("ui.download.sheets.bid_sheet", lang, lot=lot.title)
        download(
            label, partial(bid_sheet, tender, lot.id, sha256=sha256), f"{stem}_{lot.id}_bid_sheet.xlsx", XLSX
        )


def _result(case: Case, done: Evaluation, lang: str) -> bytes:
    shown = as_json(done, case.problems, lang)
    return (json.dumps(shown, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode()


def download(label: str, make: Callable[[], bytes], name: str, kind: str, *, is_main: bool = False) -> None:
    """Draw a button for a file that is made when it is pressed."""
    st.download_button(
        label,
        data=make,
        file_name=name,
        mime=kind,
        on_click="ignore",
        type="primary" if is_main else "secondary",
    )
