"""The contract annex: published without a value, filled from the bid that won, and the same rows both times."""

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import pytest
from docx import Document
from docx.document import Document as Opened
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.cell.cell import Cell

from documents import contract_annex, filled_annex
from documents.annex_content import Award, clauses_in_words, rows_in_words, rule_in_words
from evaluation import Evaluation, for_award
from evaluation.evaluation_model import ScoreRow
from evaluation.scored_claims import price_criterion
from evaluation.scoring import AMOUNT_RULES, RULES
from evaluation.sheets import bid_sheets
from evaluation.tender import Tender
from tests.documents.every_field import every_field_asked
from tests.documents.workbooks import LOT
from tests.evaluation.test_claim_clauses import clause
from tests.samples import FOLDER, sample
from texts import LANGUAGES, t
from texts.numbers import exact

SAMPLES = ("kitchen_equipment", "laptops", "office_furniture", "surgical_gowns")
LOTS = [(name, lot.id) for name in SAMPLES for lot in sample(name).tender.lots]
EACH_LOT = pytest.mark.parametrize(("name", "lot"), LOTS)
EACH_LANGUAGE = pytest.mark.parametrize("lang", LANGUAGES)
EMPTY = re.compile("________(\u00a0\\S.*)?|–")
QUIST, GENBO = "20304052", "42708296"


@cache
def awarded(name: str) -> Evaluation:
    return for_award(sample(name).done)


@cache
def filled(name: str, lot: str, bid: str, lang: str) -> bytes:
    return filled_annex(awarded(name), sample(name).reading.bids, lot, bid, lang)


def winners(name: str, lot: str) -> list[str]:
    return [bid for bid, _ in awarded(name).lots[lot].awarded]


def opened(content: bytes) -> Opened:
    return Document(io.BytesIO(content))


def tables(content: bytes) -> list[list[list[str]]]:
    """Return the text of each table by row and cell: what it belongs to, the clauses, the promises."""
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in opened(content).tables]


def words(content: bytes) -> str:
    """Return all that a document says, and its footers."""
    document = opened(content)
    paragraphs = [*document.paragraphs, *document.sections[0].footer.paragraphs]
    cells = [cell for table in tables(content) for row in table for cell in row]
    return "\n".join([*(each.text for each in paragraphs), *cells])


@EACH_LANGUAGE
@EACH_LOT
def test_before_award_every_field_of_a_promise_is_empty_and_no_bidder_is_named(
    name: str, lot: str, lang: str
) -> None:
    content = contract_annex(sample(name).tender, lot, lang)
    _, clauses, promises = tables(content)
    assert len(clauses) > 1
    assert len(promises) > 1
    assert [field for row in promises[1:] for field in row[3:] if not EMPTY.fullmatch(field)] == []
    said = words(content)
    assert t("annex.before", lang) in said
    assert not any(bid.name in said or bid.id in said for bid in sample(name).reading.bids)


@EACH_LANGUAGE
@EACH_LOT
def test_after_award_the_published_rows_are_filled_and_nothing_is_added(
    name: str, lot: str, lang: str
) -> None:
    published = tables(contract_annex(sample(name).tender, lot, lang))
    assert winners(name, lot)
    for bid in winners(name, lot):
        content = filled(name, lot, bid, lang)
        about, clauses, promises = tables(content)
        assert clauses == published[1]
        assert [row[:3] for row in promises] == [row[:3] for row in published[2]]
        assert [about[n][0] for n in range(len(published[0]))] == [row[0] for row in published[0]]
        assert not any("____" in field for row in promises for field in row)
        assert not re.search(r"\bnan\b|\bNone\b|\{\w+\}|____", words(content))


@EACH_LOT
def test_a_filled_value_is_that_of_the_cell_it_names(name: str, lot: str) -> None:
    of = re.compile("(?P<sheet>.+), celle (?P<cell>[A-Z]+[0-9]+), i (?P<file>.+[.]xlsx)")
    compared = 0
    for bid in winners(name, lot):
        for _, _, _, promised, place, _ in tables(filled(name, lot, bid, "da"))[2][1:]:
            found = of.fullmatch(place)
            if found is None:
                assert place == t("annex.nowhere", "da")
                assert promised.startswith("ikke oplyst")
                continue
            book = sample(name).workbook(f"bids/{found['file']}")
            cell = book[found["sheet"]][found["cell"]]
            assert isinstance(cell, Cell)
            value = cell.value
            assert isinstance(value, (int, float))
            assert promised.startswith(f"{exact(value, 'da')}\u00a0")
            compared += 1
    assert compared


def test_the_penalty_of_an_ovens_electricity_is_that_of_its_cost() -> None:
    """3 ovens of 8,100 kWh: a tenth more is 2,430 kWh a year, at 1.6 kr. and 8.316605 years, times 1.5: 48,502 kr.

    A weighted point is worth the lowest cost, 2,181,678 kr., times 50 % / 10 / 85 %: 128,334 kr.
    """
    content = filled("kitchen_equipment", LOT, QUIST, "da")
    row = next(row for row in tables(content)[2] if row[1] == "El" and row[2] == "Kombiovn, 10 stik")
    assert row[3:] == [
        "8.100\u00a0kWh/år", "Produktdata - Product data, celle D9, i quist_koekkenteknik.xlsx", "48.502\u00a0kr."
    ]  # fmt: skip
    assert t("annex.point_worth", "da", money="128.334\u00a0kr.") in words(content)


def test_each_of_several_suppliers_has_an_annex_of_its_own() -> None:
    first, second = winners("office_furniture", "LOT-0003")
    annexes = [filled("office_furniture", "LOT-0003", bid, "en") for bid in (first, second)]
    assert [tables(each)[0][-2][1].rpartition("(")[2] for each in annexes] == [f"{first})", f"{second})"]
    assert [tables(each)[0][-1] for each in annexes] == [["Supplier no.", "1"], ["Supplier no.", "2"]]
    assert [row[:3] for row in tables(annexes[0])[2]] == [row[:3] for row in tables(annexes[1])[2]]


def test_an_annex_is_filled_from_a_winning_bid_only() -> None:
    with pytest.raises(ValueError, match="not awarded"):
        filled("kitchen_equipment", LOT, "10203041", "da")


def test_before_an_award_run_a_filled_annex_says_that_it_is_provisional() -> None:
    content = filled_annex(
        sample("kitchen_equipment").done, sample("kitchen_equipment").reading.bids, LOT, QUIST, "en"
    )
    assert t("annex.draft", "en") in words(content)


@EACH_LANGUAGE
def test_the_same_annex_is_the_same_to_the_byte(lang: str) -> None:
    tender = sample("laptops").tender
    assert contract_annex(tender, LOT, lang) == contract_annex(tender, LOT, lang)
    (bid,) = winners("laptops", LOT)
    content = filled("laptops", LOT, bid, lang)
    assert content == filled.__wrapped__("laptops", LOT, bid, lang)
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert {entry.date_time for entry in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@EACH_LANGUAGE
def test_it_can_be_read_aloud_headings_repeated_first_rows_captions_and_its_language(lang: str) -> None:
    content = contract_annex(sample("laptops").tender, LOT, lang)
    document = opened(content)
    styles = [p.style.name for p in document.paragraphs if p.style is not None]
    assert [style for style in styles if style and style.startswith("Heading")] == [
        "Heading 1",
        *["Heading 2"] * 3,
    ]
    assert all(paragraph.text for paragraph in document.paragraphs)
    body = document.element.body
    tables_found = len(body.xpath("w:tbl"))
    assert tables_found == 3
    assert len(body.xpath("w:tbl/w:tr[1]/w:trPr/w:tblHeader")) == tables_found
    assert len(body.xpath("w:tbl/w:tblPr/w:tblCaption")) == tables_found
    assert not body.xpath(".//w:vMerge | .//w:gridSpan")
    locale = {"da": "da-DK", "en": "en-GB"}[lang]
    assert document.core_properties.language == locale
    assert set(document.styles.element.xpath("//w:lang/@w:val")) == {locale}


def test_what_a_supplier_writes_is_text_and_signs_that_no_document_can_hold_are_left_out() -> None:
    data = sample("office_furniture")
    done, hostile = awarded("office_furniture"), '=1+1<w:t>&amp;{x}\x00\x0b"'
    bids = [replace(bid, name=hostile) if bid.id == GENBO else bid for bid in data.reading.bids]
    materials = next(bid for bid in bids if bid.id == GENBO).tables["materials"]
    bids = [
        replace(bid, tables={**bid.tables, "materials": materials.assign(part=hostile)}) if bid.id == GENBO else bid
        for bid in bids
    ]  # fmt: skip
    said = words(filled_annex(done, bids, LOT, GENBO, "da"))
    assert f'=1+1<w:t>&amp;{{x}}" ({GENBO})' in said
    assert 'kg (=1+1<w:t>&amp;{x}", ' in said


@EACH_LANGUAGE
def test_every_field_of_a_bid_can_be_held_by_a_clause(lang: str) -> None:
    """A clause of each column that any sheet has, and of a question: a row for every cell that is asked."""
    tender = every_field_asked()
    sheets = [sheet for sheet in bid_sheets(tender, LOT) if sheet.keys]
    fields = [f"{s.table}.{c.field}" for s in sheets for c in s.columns if s.table != "question_answers"]
    clauses = [clause(f"c{n}", field) for n, field in enumerate([*fields, "answer:seats"])]
    held = tender.model_copy(update={"claim_clauses": tuple(clauses)})
    rows = tables(contract_annex(held, LOT, lang))[2][1:]
    cells = sum(sheet.asked_cells for sheet in sheets if sheet.table != "question_answers")
    assert len(rows) == cells + 1
    assert len({tuple(row[:3]) for row in rows}) == len(rows)
    assert all(text.strip() and not re.search(r"\{|None|_da\b|_en\b", text) for row in rows for text in row)


def test_a_tender_without_clauses_says_so() -> None:
    tender = sample("laptops").tender.model_copy(update={"claim_clauses": ()})
    content = contract_annex(tender, LOT, "da")
    assert t("annex.nothing", "da") in words(content)
    assert len(tables(content)) == 1


def test_an_amount_an_interval_and_more_words_stand_with_the_remedy() -> None:
    row = clause(
        "a", "product_data.guarantee", remedy="penalty_amount", amount=5000.0, frequency="every_years", every_years=3,
        remedy_da="Pr. påbegyndt uge.", evidence_en="Report",
    )  # fmt: skip
    tender = sample("laptops").tender.model_copy(update={"claim_clauses": (row,)})
    danish, english = (clauses_in_words(tender, LOT, lang)[0] for lang in LANGUAGES)
    assert danish.remedy == "Bod på 5.000\u00a0kr. for hver misligholdelse. Pr. påbegyndt uge."
    assert (danish.frequency, english.frequency) == ("hvert 3. år", "every 3 years")
    assert (danish.evidence, english.evidence, english.measured) == ("Rapport", "Report", "Måles")


@settings(max_examples=20)  # an evaluation each
@given(st.lists(st.sampled_from(sample("laptops").tender.claim_clauses), unique_by=lambda each: each.key))
def test_whatever_is_published_an_award_fills_those_rows_and_no_others(chosen: Sequence[object]) -> None:
    done, bids = awarded("laptops"), sample("laptops").reading.bids
    tender = done.tender.model_copy(update={"claim_clauses": tuple(chosen)})
    for lot in tender.lots:
        (bid,) = winners("laptops", lot.id)
        award = Award(replace(done, tender=tender), bids, next(each for each in bids if each.id == bid))
        before, after = rows_in_words(tender, lot.id, "da"), rows_in_words(tender, lot.id, "da", award)
        assert [(r.number, r.claim, r.item) for r in before] == [(r.number, r.claim, r.item) for r in after]


@EACH_LOT
def test_no_sample_scores_a_claim_that_nothing_holds(name: str, lot: str) -> None:
    assert (FOLDER / name).is_dir()
    found = sample(name).done.lots[lot].warnings
    assert not any(each.code == "scored_claim_without_clause" for each in found)


@EACH_LANGUAGE
@pytest.mark.parametrize("rule", sorted(set(RULES) - AMOUNT_RULES - {"judged_points"}))
def test_the_worth_of_a_point_is_told_for_every_rule_that_can_score_a_cost(rule: str, lang: str) -> None:
    """Each rule of a cost has its own sentence, or the one of a slope at the bid's own cost."""
    tender = sample("laptops").tender
    lot = tender.lots[0].id
    path = price_criterion(tender, lot)
    price = next(c for c in tender.criteria if (c.lot, c.id) == (lot, path))
    numbers = {
        "slope": 50.0,
        "full_at": 1e6,
        "zero_at": 2e7,
        "slope_step": 10.0,
        "slope_most": 90.0,
        "zero_step": 1e5,
    }
    more = {"zero_most": 3e7, "zero_multiple": 3.0, "center": "mean", "center_points": 5.0, "rule": rule}
    scored = price.model_copy(update={**numbers, **more})
    tables = {name: getattr(tender, name) for name in Tender.model_fields}
    models = tuple(m.model_copy(update={"acknowledged": ("min_max", "over_center")}) for m in tender.models)
    rows = (ScoreRow(lot=lot, criterion=scored.id, from_value=1e6, to_value=1e9, includes="both", gives=5.0),
            *((ScoreRow(lot=lot, criterion=scored.id, from_value=2e9, gives=1.0),) if rule == "curve" else ()))  # fmt: skip
    of: dict[str, object] = {
        "criteria": tuple(scored if c is price else c for c in tender.criteria),
        "models": models,
    }
    of["score_rows"] = rows if rule in ("brackets", "curve") else ()
    told = rule_in_words(Tender(**{**tables, **of}), lot, lang)
    assert len(told) == 6
    assert not re.search("[{}]", " ".join(told))
