"""One journey through every sample, in both languages: opened, compared, tried, downloaded, and loaded as a zip."""

import io
import re

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Traffic
from tests.browser.test_first_page import (
    BOTH_LANGUAGES,
    SECONDS,
    download,
    folder_of,
    go,
    lang_of,
    open_files,
    open_sample,
    table,
    zipped,
)
from tests.samples import FOLDER
from texts import t

CELL = re.compile(r"![A-Z]+[0-9]+$")
# A cell that the page of bids names, if the sample has a problem, and who is first in its first lot.
SAMPLES = (
    ("kitchen_equipment", None, "Quist"),
    ("office_furniture", "Priser - Prices!I10", "Genbo"),
    ("surgical_gowns", "Produktdata - Product data!E8", "Rundgang"),
    ("laptops", "Produktdata - Product data!H7", "Genstart"),
)


@BOTH_LANGUAGES
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample[0])
def test_an_officer_opens_compares_plays_downloads_and_uploads(
    page: Page, traffic: Traffic, locale: str, sample: tuple[str, str | None, str]
) -> None:
    (name, cell, first), lang = sample, lang_of(locale)
    open_sample(page, name, lang)
    go(page, "compare", lang)
    bar = page.get_by_test_id("stVegaLiteChart").first.locator("svg .mark-rect path").first
    expect(bar).to_be_visible(timeout=SECONDS)
    bar.click(force=True)
    expect(page.locator("details[open] .cell").first).to_have_text(CELL, timeout=SECONDS)
    page.reload()
    expect(bar).to_be_visible(timeout=SECONDS)

    go(page, "two_bids", lang)
    expect(page.locator(".answer").filter(has_text=first).first).to_be_visible(timeout=SECONDS)
    go(page, "play", lang)
    expect(page.locator(".not-for-award")).to_contain_text(t("ui.not_for_award.mark", lang))
    slider = page.get_by_role("slider").first
    expect(slider).to_be_visible(timeout=SECONDS)
    published = slider.input_value()
    slider.press("End")
    expect(slider).not_to_have_value(published, timeout=SECONDS)
    page.get_by_role("button", name=t("ui.play.back", lang)).first.click()
    expect(slider).to_have_value(published, timeout=SECONDS)

    go(page, "points", lang)
    ranking = table(page, t("ui.points.ranking.caption", lang))
    expect(ranking.get_by_role("row").nth(1)).to_contain_text(first, timeout=SECONDS)
    go(page, "download", lang)
    label = t("ui.download.evaluation.matrix", lang, language=t(f"ui.language.in.{lang}", lang))
    _, matrix = download(page, label)
    assert openpyxl.load_workbook(io.BytesIO(matrix), read_only=True).sheetnames

    go(page, "case", lang)
    open_files(page, [zipped(f"{name}.zip", folder_of(FOLDER / name))], lang)
    go(page, "bids", lang)
    if cell is not None:
        expect(page.locator(".cell").get_by_text(cell, exact=True).first).to_be_visible(timeout=SECONDS)
    assert traffic.external_requests == []
    assert traffic.console_errors == []
