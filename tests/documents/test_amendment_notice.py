"""The amendment that is published: the changes in both languages, the deadline and its rules, the same bytes each time."""

import datetime as dt
import io
from dataclasses import replace
from functools import cache
from typing import Any

import docx
import pytest

from documents.amendment_notice import amendment_document, amendment_markdown
from evaluation.amending import Amended, Asked, amended
from evaluation.sealing import seal_of
from evaluation.tender import Item, Option, TenderFacts
from tests.builders import LOT, tender_of

AT = "2026-10-01T09:00:00+02:00"
CHAIR = Item(key="chair", lot=LOT, title_da="Stol | <b>sort</b>", quantity=(4.0, 4.0), reference_life=10.0)


@cache
def notice(deadline: str = "2026-11-16") -> Amended:
    """Return an amendment of a quantity, a share, a code, a yes or no, and a row that is new."""
    facts = TenderFacts(
        id="t", title="Stole", authority="Region", regime="eu_open", deadline="2026-11-02", approver="B"
    )
    option = Option(key="more", title="Flere", weight=0.25)
    old = tender_of([CHAIR], facts=facts, options=(option,), model={"residual_value": "none"})
    less = CHAIR.model_copy(update={"quantity": (4.0, 2.5), "title_en": "Chair", "stores_carbon": True})
    lamp = Item(key="lamp", lot=LOT, title_da="Lampe", quantity=(1.0,))
    tables: dict[str, Any] = {
        "facts": facts.model_copy(update={"amendment": 1, "deadline": deadline}),
        "options": (option.model_copy(update={"weight": 0.3}),),
        "model": {"residual_value": "straight_line"},
    }
    asked = Asked("Anne Krogh", AT, dt.date(2026, 10, 5), is_essential=True, changes_basic_element=False)
    return amended(old, seal_of(old, "Anne", AT), tender_of([less, lamp], **tables), asked)


WORDS = {
    "da": (
        "Rettelsesblad nr. 1", "5. oktober 2026", "Fristen var 2. november 2026. Den er nu 16. november 2026.",
        "| Varer | LOT-0001 chair | Antal | 4; 4 | 4; 2,5 |", "25 %", "30 %", "(ny række)", "(tomt)", "nej", "ja",
        "§ 93, stk. 4, nr. 2",
    ),
    "en": (
        "Amendment no. 1", "5 October 2026", "The deadline was 2 November 2026. It is now 16 November 2026.",
        "| Items | LOT-0001 chair | Quantity | 4; 4 | 4; 2.5 |", "25%", "30%", "(new row)", "(blank)", "no", "yes",
        "§ 93(4) no. 2",
    ),
}  # fmt: skip


@pytest.mark.parametrize("lang", ["da", "en"])
def test_the_changes_stand_in_words_with_both_values(lang: str) -> None:
    text = amendment_markdown(notice(), lang).replace("\N{NO-BREAK SPACE}", " ")
    for words in WORDS[lang]:
        assert words in text, words
    assert notice().seal.sha256 in text
    assert notice().seal.previous in text


def test_the_days_are_told_as_they_are_counted() -> None:
    """From 5 October to 2 November 2026 are 27 whole days; six are needed, so that 26 October is the last in time."""
    text = amendment_markdown(notice(), "en")
    assert "deadline as it was: 27. Bidders must have 6. The last day in time was 26 October 2026." in text


@pytest.mark.parametrize("lang", ["da", "en"])
def test_the_text_document_has_the_same_rows_and_paragraphs(lang: str) -> None:
    content = amendment_document(notice(), lang)
    assert content == amendment_document(notice(), lang)
    document = docx.Document(io.BytesIO(content))
    text = amendment_markdown(notice(), lang)
    (table,) = document.tables
    assert len(table.rows) == 1 + len(notice().changes)
    assert sum(line.startswith("| ") for line in text.splitlines()) == len(table.rows) + 1
    assert any("Stol | <b>sort</b>" in p.text for p in document.paragraphs) is False
    assert [cell.text for cell in table.rows[0].cells] == {
        "da": ["Ark", "Række", "Felt", "Før", "Nu"], "en": ["Sheet", "Row", "Field", "Before", "Now"],
    }[lang]  # fmt: skip


def test_what_a_person_typed_is_no_mark_of_the_text() -> None:
    other = replace(notice(), old=notice().new, new=notice().old)
    moved = replace(
        other, changes=tuple(replace(c, old="a | b", new="<b>_x_") for c in notice().changes[-1:])
    )
    assert "| a \\| b | \\<b>\\_x\\_ |" in amendment_markdown(moved, "en")
