"""Four people at once on one server: each sees the case that he or she opened, and nothing of the others'."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Traffic
from tests.browser.test_first_page import (
    KITCHEN,
    SECONDS,
    folder_of,
    go,
    open_files,
    open_sample,
    zipped,
)

BIDDERS = {
    "pedersens_storkoekken": "Pedersens Storkøkken A/S",
    "quist_koekkenteknik": "Quist Køkkenteknik A/S",
    "rejs_maskiner": "Rejs Maskiner A/S",
}
FURNITURE = "Genbo Kontor A/S"


@pytest.fixture
def people(browser: Browser, app_url: str, traffic: Traffic) -> Iterator[list[Page]]:
    """Return the first pages of four people, each in a browser session of his or her own."""
    contexts = [browser.new_context(locale="da-DK") for _ in range(4)]
    pages = [context.new_page() for context in contexts]
    for page in pages:
        traffic.watch(page)
        page.goto(app_url)
    yield pages
    for context in contexts:
        context.close()


def test_each_of_four_people_sees_the_own_case_and_nothing_of_the_others(
    people: list[Page], traffic: Traffic
) -> None:
    """Three have the same tender, each without another of its bids; the fourth has a sample of another tender."""
    *three, fourth = people
    for page, left_out in zip(three, BIDDERS, strict=True):
        open_files(page, [zipped(f"{left_out}.zip", folder_of(KITCHEN, f"{left_out}.xlsx"))], "da")
    open_sample(fourth, "office_furniture", "da")

    for page in people:
        go(page, "points", "da")
    for key in ("points", "two_bids", "compare"):
        for page in reversed(people):
            go(page, key, "da")
        for page, left_out in zip(three, BIDDERS, strict=True):
            for bidder, name in BIDDERS.items():
                seen = page.get_by_text(name)
                if bidder == left_out:
                    expect(seen).to_have_count(0)
                else:
                    expect(seen).not_to_have_count(0, timeout=SECONDS)
            expect(page.get_by_text(FURNITURE)).to_have_count(0)
        expect(fourth.get_by_text(FURNITURE)).not_to_have_count(0, timeout=SECONDS)
        assert all(fourth.get_by_text(name).count() == 0 for name in BIDDERS.values())
    assert traffic.console_errors == []
