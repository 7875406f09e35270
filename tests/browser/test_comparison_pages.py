"""Comparing bids, two at a time, and trying another weight: by mouse and by keyboard."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Traffic
from tests.browser.test_first_page import (
    SECONDS,
    choose_next,
    go,
    lang_of,
    open_sample,
    table,
)
from texts import t

CELL = re.compile(r"![A-Z]+[0-9]+$")

# Both languages go the same way in the journeys; here it is looked at closely, in one.
DANISH = pytest.mark.parametrize("locale", ["da-DK"])


@DANISH
def test_a_bar_opens_to_the_rows_and_cells_behind_it(page: Page, traffic: Traffic, locale: str) -> None:
    lang = lang_of(locale)
    open_sample(page, "office_furniture", lang)
    go(page, "compare", lang)
    for key in ("cost", "years", "climate", "waste", "life"):
        expect(page.get_by_role("heading", name=t(f"charts.{key}.question", lang))).to_be_visible(
            timeout=SECONDS
        )
    bar = page.get_by_test_id("stVegaLiteChart").first.locator("svg .mark-rect path").first
    expect(bar).to_be_visible(timeout=SECONDS)
    expect(page.locator("details[open]")).to_have_count(0)
    bar.click(force=True)
    opened = page.locator("details[open]")
    expect(opened.locator(".cell").first).to_have_text(CELL, timeout=SECONDS)
    expect(opened.get_by_role("table")).to_contain_text("Genbo")

    # The boxes go on from the bar that was clicked.
    lines = opened.locator("caption").inner_text()
    part = page.get_by_role("combobox", name=t("ui.compare.opened.part", lang), exact=True).first
    part.focus()
    choose_next(page, part)
    expect(opened.locator("caption")).not_to_have_text(lines, timeout=SECONDS)
    assert traffic.external_requests == []
    assert traffic.console_errors == []


@DANISH
def test_what_parts_two_bids_stands_criterion_by_criterion(page: Page, traffic: Traffic, locale: str) -> None:
    lang = lang_of(locale)
    open_sample(page, "office_furniture", lang)
    go(page, "two_bids", lang)
    expect(page.locator(".answer").filter(has_text="Nordmøbel").first).to_contain_text(
        {"da": "2,405", "en": "2.405"}[lang], timeout=SECONDS
    )
    expect(page.get_by_test_id("stVegaLiteChart").locator("svg")).to_be_visible(timeout=SECONDS)
    assert traffic.console_errors == []


@DANISH
def test_a_weight_is_tried_by_keyboard_and_the_published_one_comes_back(
    page: Page, traffic: Traffic, locale: str
) -> None:
    """Rejs has the lowest cost and no other points: first at 100 %, second at the published 85 %."""
    lang = lang_of(locale)
    open_sample(page, "kitchen_equipment", lang)
    go(page, "play", lang)
    expect(page.locator(".not-for-award")).to_contain_text(t("ui.not_for_award.mark", lang))
    answer = page.locator(".answer").first
    expect(answer).to_contain_text("Quist", timeout=SECONDS)
    slider = page.get_by_role("slider").first
    expect(slider).to_have_value("85")
    slider.press("End")
    expect(slider).to_have_value("100")
    expect(answer).to_contain_text("Rejs", timeout=SECONDS)
    page.get_by_role("button", name=t("ui.play.back", lang)).first.click()
    expect(answer).to_contain_text("Quist", timeout=SECONDS)
    expect(page.get_by_role("slider").first).to_have_value("85")

    tried = table(page, t("ui.play.parameters.caption", lang))
    cost = tried.get_by_role("row").nth(1).get_by_role("cell")
    published = cost.nth(4).inner_text()
    expect(cost.nth(5)).to_have_text(published)
    page.get_by_role("slider").nth(1).press("Home")
    expect(cost.nth(5)).not_to_have_text(published, timeout=SECONDS)
    expect(cost.nth(4)).to_have_text(published)
    page.get_by_role("button", name=t("ui.play.back", lang)).nth(1).click()
    expect(cost.nth(5)).to_have_text(published, timeout=SECONDS)

    go(page, "points", lang)
    ranking = table(page, t("ui.points.ranking.caption", lang))
    expect(ranking.get_by_role("row").nth(1)).to_contain_text("Quist")
    assert traffic.external_requests == []
    assert traffic.console_errors == []
