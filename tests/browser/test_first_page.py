"""From the first page to the downloads, as an officer goes: in both languages, with nothing from elsewhere."""

import io
import json
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.browser.conftest import Traffic
from tests.browser.server import ROOT
from tests.sample_tenders.test_office_furniture import SPOILT
from texts import t

SAMPLES = ROOT / "sample_tenders"
KITCHEN, FURNITURE = SAMPLES / "kitchen_equipment", SAMPLES / "office_furniture"
SECONDS = 60_000
BOTH_LANGUAGES = pytest.mark.parametrize("locale", ["da-DK", "en-GB"])


def lang_of(locale: str) -> str:
    return locale[:2]


def go(page: Page, key: str, lang: str) -> None:
    """Follow the navigation to a page and wait for its title."""
    page.get_by_role("link", name=t(f"ui.nav.{key}", lang), exact=True).click()
    expect(page.get_by_role("heading", level=1, name=t(f"ui.{key}.title", lang))).to_be_visible(
        timeout=SECONDS
    )


def open_sample(page: Page, name: str, lang: str) -> None:
    page.get_by_role("combobox", name=t("ui.case.sample.label", lang)).click()
    page.get_by_role("option", name=t(f"ui.samples.{name}", lang)).click()
    page.get_by_role("button", name=t("ui.case.sample.open", lang)).click()
    expect(table(page, t("ui.case.facts.caption", lang))).to_be_visible(timeout=SECONDS)


def open_files(page: Page, files: list[Path] | list[FilePayload], lang: str) -> None:
    page.get_by_test_id("stFileUploader").locator("input[type=file]").set_input_files(files)
    page.get_by_role("button", name=t("ui.case.upload.read", lang)).click()
    read, refused = (table(page, t(f"ui.case.{what}.caption", lang)) for what in ("facts", "unusable"))
    expect(read.or_(refused)).to_be_visible(timeout=SECONDS)


def table(page: Page, caption: str) -> Locator:
    return page.get_by_role("region", name=caption, exact=True).get_by_role("table")


def choose_next(page: Page, box: Locator) -> None:
    """Choose what follows in a list that has the focus, by keyboard; a list closes while the page scrolls to it."""
    box.evaluate(
        """box => new Promise(still => {
            let before = null;
            const look = () => {
                const now = box.getBoundingClientRect().top;
                if (now === before) { still(); } else { before = now; setTimeout(look, 250); }
            };
            look();
        })"""
    )
    page.keyboard.press("ArrowDown")
    expect(page.locator("[role=option][data-focused=true]")).to_be_visible(timeout=SECONDS)
    page.keyboard.press("Enter")


def download(page: Page, label: str) -> tuple[str, bytes]:
    """Press a button and return the name and the bytes of the file that comes."""
    with page.expect_download(timeout=SECONDS) as coming:
        page.get_by_role("button", name=label).click()
    return coming.value.suggested_filename, coming.value.path().read_bytes()


def folder_of(case: Path, *leave_out: str) -> bytes:
    """Return the zip of a case without some of its files."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for path in sorted(case.rglob("*")):
            if path.is_file() and path.name not in leave_out:
                archive.write(path, path.relative_to(case).as_posix())
    return packed.getvalue()


def zipped(name: str, content: bytes) -> FilePayload:
    return {"name": name, "mimeType": "application/zip", "buffer": content}


@pytest.mark.parametrize("locale", ["da-DK"])
def test_an_officer_goes_from_a_sample_to_the_scoring_matrix(
    page: Page, traffic: Traffic, locale: str
) -> None:
    lang = lang_of(locale)
    expect(page.get_by_role("heading", level=1, name=t("ui.case.title", lang))).to_be_visible(timeout=SECONDS)
    expect(page.locator("html")).to_have_attribute("lang", lang)
    open_sample(page, "office_furniture", lang)

    go(page, "bids", lang)
    problems = page.get_by_role("region", name=re.compile(t("ui.count.problems", lang, count="")))
    first = problems.get_by_role("row").nth(1)
    expect(first.get_by_role("rowheader")).to_contain_text(t("ui.severity.stop", lang))
    expect(first.locator(".cell")).to_have_text(re.compile("![A-Z]+[0-9]+$"))
    remarks = page.get_by_role("button", name=re.compile(f"^{t('ui.severity.notice', lang)} "))
    before = problems.get_by_role("row").count()
    remarks.click()
    expect(problems.get_by_role("row")).not_to_have_count(before)

    go(page, "points", lang)
    ranking = table(page, t("ui.points.ranking.caption", lang))
    expect(ranking.get_by_role("row").nth(1)).to_contain_text("▸")
    chart = page.get_by_test_id("stVegaLiteChart")
    expect(chart.locator("svg")).to_be_visible(timeout=SECONDS)
    expect(chart).to_have_attribute("aria-label", re.compile(re.escape(t("charts.spoken.aligned", lang))))
    page.get_by_text(t("ui.common.show_table", lang)).click()
    expect(table(page, t("charts.points.caption", lang))).to_be_visible()

    go(page, "download", lang)
    name, matrix = download(
        page, t("ui.download.evaluation.matrix", lang, language=t(f"ui.language.in.{lang}", lang))
    )
    assert name.endswith(f"_scoring_matrix_{lang}.xlsx")
    assert len(openpyxl.load_workbook(io.BytesIO(matrix)).sheetnames) > 1
    name, result = download(page, t("ui.download.evaluation.result", lang))
    assert {lot["id"] for lot in json.loads(result)["lots"]} == {"LOT-0001", "LOT-0002", "LOT-0003"}
    for label, expected in (
        (t("ui.download.sheets.decisions", lang), "_decisions.xlsx"),
        (t("ui.download.sheets.bid_sheet", lang, lot="Arbejdspladser"), "_LOT-0001_bid_sheet.xlsx"),
    ):
        name, sheet = download(page, label)
        assert name.endswith(expected)
        assert openpyxl.load_workbook(io.BytesIO(sheet)).sheetnames

    assert traffic.external_requests == []
    assert traffic.console_errors == []


@BOTH_LANGUAGES
def test_a_dozen_faults_of_one_bid_stand_at_their_cells_and_the_others_are_evaluated(
    page: Page, traffic: Traffic, locale: str
) -> None:
    lang = lang_of(locale)
    open_sample(page, "office_furniture", lang)
    go(page, "bids", lang)
    expect(page.get_by_role("region", name=t("ui.count.problems", lang, count=16))).to_be_visible()
    whose = page.get_by_role("combobox", name=t("ui.bids.problems.bid", lang), exact=True)
    whose.click()
    whose.press_sequentially("Kontorg")
    page.get_by_role("option", name=re.compile("Kontorgården")).click()
    region = page.get_by_role("region", name=t("ui.count.problems", lang, count=12))
    rows = region.get_by_role("row")
    expect(rows).to_have_count(1 + 12, timeout=SECONDS)
    assert sorted(region.locator(".cell").all_inner_texts()) == sorted(f"{s}!{c}" for s, c, *_ in SPOILT)
    words = region.get_by_role("cell").all_inner_texts()
    assert all(word.strip() for word in words)
    assert {t(f"ui.severity.{severity}", lang) for *_, severity in SPOILT} == {
        header.split()[-1] for header in region.get_by_role("rowheader").all_inner_texts()
    }
    name, letter = download(page, t("ui.bids.clarification.download", lang))
    assert name.startswith("office_furniture_2026_46021539_")
    asked = [f"{sheet}!{cell}" for sheet, cell, *_, severity in SPOILT if severity != "notice"]
    assert all(place in letter.decode("utf-8-sig") for place in asked)
    go(page, "points", lang)
    expect(table(page, t("ui.points.ranking.caption", lang)).get_by_role("row")).to_have_count(1 + 5)
    assert traffic.console_errors == []


def test_a_case_that_is_downloaded_can_be_loaded_again(page: Page, traffic: Traffic) -> None:
    open_sample(page, "kitchen_equipment", "da")
    go(page, "download", "da")
    name, content = download(page, t("ui.download.case.button", "da"))
    assert name == "kitchen_equipment.zip"
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {"tender.xlsx", "decisions.xlsx", "seal.json"} < set(archive.namelist())

    go(page, "case", "da")
    open_files(page, [zipped("hentet.zip", content)], "da")
    go(page, "points", "da")
    expect(page.get_by_text(t("ui.points.for_award", "da"))).to_be_visible(timeout=SECONDS)
    expect(table(page, t("ui.points.ranking.caption", "da")).get_by_role("row").nth(1)).to_contain_text(
        "Quist"
    )
    assert traffic.external_requests == []
    assert traffic.console_errors == []


@BOTH_LANGUAGES
def test_no_points_are_shown_before_admission_is_decided(page: Page, traffic: Traffic, locale: str) -> None:
    lang = lang_of(locale)
    open_files(page, [zipped("uafgjort.zip", folder_of(KITCHEN, "decisions.xlsx"))], lang)
    go(page, "points", lang)
    box = page.locator(".not-for-award")
    expect(box).to_contain_text(t("ui.points.closed", lang))
    expect(table(page, t("ui.points.measures.caption", lang, missing="–"))).to_be_visible()
    expect(table(page, t("ui.points.ranking.caption", lang))).to_have_count(0)
    expect(page.get_by_test_id("stVegaLiteChart")).to_have_count(0)
    assert traffic.console_errors == []


def test_a_case_that_is_not_sealed_is_not_for_award(page: Page) -> None:
    """The workbooks are given one by one, as they lie in a folder."""
    loose = [KITCHEN / "tender.xlsx", KITCHEN / "decisions.xlsx", *sorted((KITCHEN / "bids").glob("*.xlsx"))]
    open_files(page, loose, "da")
    go(page, "points", "da")
    expect(page.locator(".not-for-award")).to_contain_text(t("ui.not_for_award.no_seal", "da"))
    first = table(page, t("ui.points.ranking.caption", "da")).get_by_role("row").nth(1)
    expect(first).to_contain_text(t("ui.points.ranking.first_so_far", "da"))


def test_a_file_that_is_no_case_is_refused_in_words(page: Page, traffic: Traffic) -> None:
    open_files(page, [zipped("<b>slem</b>.zip", b"not a zip")], "da")
    expect(table(page, t("ui.case.unusable.caption", "da"))).to_be_visible(timeout=SECONDS)
    go(page, "points", "da")
    expect(page.get_by_text(t("ui.page.unusable", "da"))).to_be_visible()
    assert traffic.console_errors == []


def test_a_sample_is_still_open_after_a_reload(page: Page) -> None:
    open_sample(page, "kitchen_equipment", "da")
    page.reload()
    expect(table(page, t("ui.case.facts.caption", "da"))).to_be_visible(timeout=SECONDS)


def test_the_language_can_be_changed_on_any_page_and_stays(page: Page, traffic: Traffic) -> None:
    open_sample(page, "kitchen_equipment", "da")
    go(page, "points", "da")
    page.get_by_role("radio", name=t("ui.language.name", "en")).click()
    expect(page.get_by_role("heading", level=1, name=t("ui.points.title", "en"))).to_be_visible(
        timeout=SECONDS
    )
    expect(page.locator("html")).to_have_attribute("lang", "en")
    go(page, "bids", "en")
    assert traffic.console_errors == []


def test_a_page_without_a_case_says_where_to_open_one(page: Page) -> None:
    go(page, "points", "da")
    expect(page.get_by_text(t("ui.page.no_case", "da"))).to_be_visible()
    page.get_by_role("link", name=t("ui.page.to_case", "da")).click()
    expect(page.get_by_role("heading", level=1, name=t("ui.case.title", "da"))).to_be_visible(timeout=SECONDS)
