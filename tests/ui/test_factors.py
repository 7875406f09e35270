"""The page of factors, in Streamlit's own harness: without a case, with one, and the list that is picked on it."""

import pytest
from streamlit.testing.v1 import AppTest

from documents.factor_library import library_rows, published_rows
from intake import Case
from tests.samples import FOLDER, sample
from tests.ui.test_pages import blocks, opened_on
from texts import LANGUAGES, t
from ui.factor_list import PICKED, list_answer, tender_answer
from ui.factor_tables import (
    MOST_SHOWN,
    facts_table,
    found_answer,
    found_table,
    indicators_table,
    material_table,
    slots_table,
)

PAGE = FOLDER.parent / "ui" / "pages" / "factors.py"


def bare_page(lang: str = "en") -> AppTest:
    """Return the page with no case open."""
    page = AppTest.from_file(str(PAGE), default_timeout=60)
    page.session_state["lang"] = lang
    return page


def search(page: AppTest, words: str) -> AppTest:
    return page.text_input[0].set_value(words).run()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_needs_no_case_and_shows_the_first_fifty_rows(lang: str) -> None:
    page = bare_page(lang).run()
    assert not page.exception
    (region,) = blocks(page, t("ui.factors.hits.caption", lang))
    assert region.count("<tr>") == 1 + MOST_SHOWN
    (said,) = blocks(page, '<p class="answer">')
    assert f"{len(library_rows()) - MOST_SHOWN}" in said
    assert not page.checkbox
    assert not page.get("download_button")
    assert [header.value for header in page.header] == [t("ui.factors.list.heading", lang)]


def test_a_search_that_finds_nothing_says_so_and_shows_no_table() -> None:
    page = search(bare_page().run(), "no such thing")
    assert not page.exception
    assert blocks(page, t("ui.factors.hits.nothing", "en"))
    assert not blocks(page, t("ui.factors.hits.caption", "en"))


def test_a_single_hit_is_shown_at_once_with_its_source_its_places_and_what_it_lacks() -> None:
    page = search(bare_page().run(), "chipboard_melamine")
    assert not page.exception
    assert page.header[0].value == library_rows()["chipboard_melamine"].title("en")
    (facts,) = blocks(page, t("ui.factors.shown.facts", "en"))
    for shown in ("BBSR. ÖKOBAUDAT 2020-II", "https://www.oekobaudat.de", "Free of charge", "Technology 3"):
        assert shown in facts
    (places,) = blocks(page, t("ui.factors.shown.slots", "en"))
    assert places.count("<tr") == 1 + 8
    assert places.count('<tr class="out">') == 5
    (terms,) = blocks(page, t("ui.factors.shown.material_terms", "en"))
    assert "1.543" in terms
    assert "0.8 (published for its class" in terms
    (indicators,) = blocks(page, t("ui.factors.shown.indicators", "en", unit="kg"))
    assert "PERE, PERM, PENRE" in indicators


def test_a_row_of_climate_alone_says_that_the_rest_is_unknown() -> None:
    page = search(bare_page().run(), "stainless_steel_desnz")
    assert blocks(page, t("ui.factors.shown.climate_only", "en"))
    assert not blocks(page, t("ui.factors.shown.indicators", "en", unit="kg"))


def test_rows_are_put_on_the_list_and_taken_off_and_the_list_says_what_to_look_at() -> None:
    page = search(bare_page().run(), "stainless_steel_desnz")
    page.button(key="pick_row").click().run()
    assert not page.exception
    assert page.session_state[PICKED] == ["stainless_steel_desnz"]
    assert page.button(key="pick_row").label == t("ui.factors.shown.remove", "en")
    assert blocks(page, t("factors.remark.no_conservative", "en"))
    assert len(page.get("download_button")) == 1
    page.button(key="pick_row").click().run()
    assert page.session_state[PICKED] == []
    assert not page.get("download_button")


def test_the_materials_that_a_search_finds_are_put_on_the_list_together() -> None:
    page = search(bare_page().run(), "chipboard")
    page.button(key="pick_found").click().run()
    assert sorted(page.session_state[PICKED]) == ["chipboard_desnz", "chipboard_melamine", "chipboard_raw"]
    assert blocks(page, "The list mixes families")
    assert not [button for button in page.button if button.key == "pick_found"]


def test_a_list_that_fits_says_so() -> None:
    of_family = [row.key for row in library_rows().values() if row.material and row.family == "en15804_a1"]
    page = bare_page()
    page.session_state[PICKED] = [*of_family[:12], "other_conservative"]
    page.run()
    assert not page.exception
    assert blocks(page, t("ui.factors.list.fits", "en"))


def test_an_open_tender_marks_its_rows_and_gives_its_citations() -> None:
    data = sample("office_furniture")
    page = opened_on("factors", Case(data.tender, data.reading, data.decisions, None, (), {})).run()
    assert not page.exception
    assert blocks(page, t("ui.factors.hits.in_tender", "en"))
    (cited,) = blocks(page, t("ui.factors.tender.caption", "en"))
    assert "Open Government Licence v3.0" in cited
    assert len(page.get("download_button")) == 1
    page.checkbox[0].check().run()
    published = published_rows(data.tender).is_same
    (said,) = [each for each in blocks(page, '<p class="answer">') if "rows" in each]
    assert f"<b>{len(published)} rows</b>" in said
    page_text = " ".join(block.proto.body for block in page.get("html"))
    assert not any(bid.name in page_text for bid in data.reading.bids)


def test_a_small_purchase_publishes_energy_only_and_the_page_says_so() -> None:
    data = sample("kitchen_equipment")
    page = opened_on("factors", Case(data.tender, data.reading, data.decisions, None, (), {})).run()
    assert not page.exception
    assert "0 materials" in tender_answer(data.tender, published_rows(data.tender), "en")
    assert blocks(page, "Tabel_8")


def test_a_tender_with_figures_of_its_own_names_them() -> None:
    tender = sample("laptops").tender
    assert "laptop_refurbished" in tender_answer(tender, published_rows(tender), "en")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_row_of_the_library_can_be_shown(lang: str) -> None:
    rows = list(library_rows().values())
    for row in rows:
        assert "<table>" in facts_table(row, lang)
        if row.material is not None:
            assert "<table>" in slots_table(row.material, lang) + material_table(row.material, lang)
        if row.coverage.method is not None:
            assert "<table>" in indicators_table(row, lang)
    assert found_answer(rows[:1], lang)


def test_text_of_the_tables_is_escaped() -> None:
    row = library_rows()["steel_sheet"]
    factor = row.factor.model_copy(update={"note": "<script>", "boundary": "<b>"})
    source = None if row.source is None else row.source.model_copy(update={"url": "<i>", "title": "<u>"})
    fields = {name: getattr(row, name) for name in row.__dataclass_fields__}
    shown = type(row)(**{**fields, "factor": factor, "source": source, "title_en": "<h1>"})
    made = facts_table(shown, "en") + found_table([shown], None, "en")
    assert not any(tag in made for tag in ("<script>", "<b>", "<i>", "<u>", "<h1>"))


def test_what_comes_with_a_list_is_counted() -> None:
    """Production, burning and saved energy of the board, and the lorry; 16 indicators of the first, 7 of the second."""
    said = list_answer(["chipboard_melamine", "uk25_fre_hgv_all", "electricity_dk"], "en")
    assert "<b>1 material</b> and 1 other factor." in said
    assert "4 factors in all, 23 indicator figures and 5 sources" in said
