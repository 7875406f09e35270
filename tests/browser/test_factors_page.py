"""An officer looks up chipboard, sees where its figure is from, picks two rows and takes the list away."""

import io

import openpyxl
from playwright.sync_api import Page, expect

from documents.workbook import table_sheet_name
from tests.browser.conftest import Traffic
from tests.browser.test_accessibility import settle, violations
from tests.browser.test_first_page import SECONDS, download, go, table
from texts import t

FOUND = "Spånplade, melaminbelagt"


def test_an_officer_finds_chipboard_sees_its_source_and_takes_a_list_away(
    page: Page, traffic: Traffic
) -> None:
    go(page, "factors", "da")
    box = page.get_by_role("textbox", name=t("ui.factors.search.words", "da"))
    box.fill("SPÅNPLADE")
    box.press("Enter")
    hits = table(page, t("ui.factors.hits.caption", "da"))
    expect(hits.get_by_role("row")).to_have_count(1 + 13, timeout=SECONDS)
    settle(page)

    row = page.get_by_role("combobox", name=t("ui.factors.hits.choose", "da"))
    row.focus()
    row.press_sequentially("chipboard_mel")
    page.get_by_role("option", name=f"{FOUND} (chipboard_melamine)").click()
    expect(page.get_by_role("heading", level=2, name=FOUND)).to_be_visible(timeout=SECONDS)
    facts = table(page, t("ui.factors.shown.facts", "da"))
    expect(facts).to_contain_text("BBSR. ÖKOBAUDAT 2020-II")
    expect(facts).to_contain_text("Free of charge.")

    page.get_by_role("button", name=t("ui.factors.shown.add", "da")).click()
    chosen = table(page, t("ui.factors.list.caption", "da"))
    expect(chosen).to_contain_text("chipboard_melamine", timeout=SECONDS)
    box.fill("other_conservative_desnz")
    box.press("Enter")
    expect(page.get_by_role("heading", level=2, name="Andet materiale")).to_be_visible(timeout=SECONDS)
    page.get_by_role("button", name=t("ui.factors.shown.add", "da")).click()
    # While the page is drawn anew the old table stands beside the new one.
    settle(page)
    expect(chosen).to_contain_text("other_conservative_desnz", timeout=SECONDS)
    assert violations(page) == []

    name, content = download(page, t("ui.factors.list.download", "da"))
    assert name == "factor_list.xlsx"
    sheet = openpyxl.load_workbook(io.BytesIO(content))[table_sheet_name("materials")]
    keys = [row[0] for row in sheet.iter_rows(min_row=7, max_col=1, values_only=True)]
    assert keys == ["chipboard_melamine", "other_conservative_desnz"]
    assert traffic.external_requests == []
    assert traffic.console_errors == []
