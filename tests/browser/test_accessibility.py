"""Nobody is kept out: axe-core finds nothing on any page, a keyboard reaches all, and nothing is cut at 200 %."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, ViewportSize, expect

from tests.browser.conftest import Traffic
from tests.browser.test_first_page import (
    BOTH_LANGUAGES,
    SECONDS,
    choose_next,
    go,
    lang_of,
    open_sample,
    table,
)
from texts import t

PAGES = (
    "case",
    "weights",
    "bids",
    "compare",
    "rehearsal",
    "points",
    "two_bids",
    "play",
    "download",
    "factors",
)
MOST_STOPS = 150  # of the tab key on one page
HALF_OF_1280: ViewportSize = {
    "width": 640,
    "height": 450,
}  # what is left of a window of 1,280 pixels at 200 %


def settle(page: Page) -> None:
    """Wait until the script of the page has run and every picture is drawn."""
    expect(page.get_by_test_id("stApp")).to_have_attribute(
        "data-test-script-state", "notRunning", timeout=SECONDS
    )
    for chart in page.get_by_test_id("stVegaLiteChart").all():
        expect(chart.locator("svg")).to_be_visible(timeout=SECONDS)


def reach(page: Page, wanted: Locator) -> None:
    """Press the tab key until an element has the focus."""
    expect(wanted).to_be_visible(timeout=SECONDS)
    for _ in range(MOST_STOPS):
        if wanted.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"the tab key does not reach {wanted}")


def follow(page: Page, key: str, lang: str) -> None:
    """Go to a page by the keyboard alone."""
    reach(page, page.get_by_role("link", name=t(f"ui.nav.{key}", lang), exact=True))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name=t(f"ui.{key}.title", lang))).to_be_visible(
        timeout=SECONDS
    )
    settle(page)


def violations(page: Page) -> list[str]:
    """Return what axe-core finds, each with the places it is at."""
    found = Axe().run(page).response["violations"]
    return [f"{each['id']}: {[node['target'] for node in each['nodes']]}" for each in found]


@pytest.mark.parametrize(
    ("name", "locale"),
    [("office_furniture", "da-DK"), ("office_furniture", "en-GB"), ("surgical_gowns", "da-DK")],
)
def test_axe_finds_nothing_on_any_page_closed_or_open(page: Page, name: str, locale: str) -> None:
    lang = lang_of(locale)
    assert violations(page) == []
    open_sample(page, name, lang)
    found = {}
    for key in PAGES:
        go(page, key, lang)
        settle(page)
        found[key] = violations(page)
        # What lies in a tab that is closed is opened with its tab.
        for n, tab in enumerate(page.get_by_role("tab").all() or [None]):
            if tab is not None:
                tab.click()
                settle(page)
            for summary in page.locator("details > summary:visible").all():
                summary.click()
            settle(page)
            found[f"{key}, all opened, tab {n}"] = violations(page)
    assert {where: what for where, what in found.items() if what} == {}


@pytest.mark.parametrize("locale", ["da-DK"])
def test_at_200_per_cent_no_page_is_wider_than_the_window(page: Page, locale: str) -> None:
    open_sample(page, "office_furniture", lang_of(locale))
    for key in PAGES:
        go(page, key, lang_of(locale))
        settle(page)
        page.set_viewport_size(HALF_OF_1280)
        settle(page)
        wide, window = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        assert wide <= window, key
        page.set_viewport_size({"width": 1280, "height": 900})


@BOTH_LANGUAGES
def test_the_whole_journey_goes_by_the_keyboard(page: Page, traffic: Traffic, locale: str) -> None:
    lang = lang_of(locale)
    reach(page, page.get_by_role("combobox", name=t("ui.case.sample.label", lang)))
    page.keyboard.type(t("ui.samples.kitchen_equipment", lang)[:6])
    page.keyboard.press("Enter")
    reach(page, page.get_by_role("button", name=t("ui.case.sample.open", lang)))
    page.keyboard.press("Enter")
    expect(table(page, t("ui.case.facts.caption", lang))).to_be_visible(timeout=SECONDS)

    follow(page, "compare", lang)
    opened = page.locator("details > summary").filter(has_text=t("ui.compare.opened.heading", lang)).first
    reach(page, opened)
    page.keyboard.press("Enter")
    cells = page.locator("details[open] .cell")
    expect(cells.first).to_be_visible(timeout=SECONDS)
    lines = page.locator("details[open] caption").inner_text()
    part = page.get_by_role("combobox", name=t("ui.compare.opened.part", lang), exact=True).first
    reach(page, part)
    choose_next(page, part)
    expect(page.locator("details[open] caption")).not_to_have_text(lines, timeout=SECONDS)

    follow(page, "points", lang)
    expect(table(page, t("ui.points.ranking.caption", lang))).to_be_visible()
    follow(page, "play", lang)
    reach(page, page.get_by_role("slider").first)
    page.keyboard.press("End")
    expect(page.locator(".answer").first).to_contain_text("Rejs", timeout=SECONDS)
    follow(page, "download", lang)
    reach(page, page.get_by_role("button", name=t("ui.download.case.button", lang)))
    with page.expect_download(timeout=SECONDS) as coming:
        page.keyboard.press("Enter")
    assert coming.value.suggested_filename == "kitchen_equipment.zip"
    assert traffic.external_requests == []
    assert traffic.console_errors == []
