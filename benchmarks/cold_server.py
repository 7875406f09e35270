"""A server that has just been started, and the first browser that comes to it."""

import shutil
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from benchmarks.timing import seconds
from tests.browser.conftest import CHROMIUM_FLAGS, CHROMIUM_NAMES
from tests.browser.server import ROOT, running_app
from texts import t

STARTS = 5
MILLISECONDS = 60_000
BARE = 'import streamlit as st\n\nst.title("Bare")\n'


@dataclass(frozen=True)
class Started:
    """Seconds of a server's first moments, each the shortest of several starts.

    Parameters
    ----------
    healthy : from the start of the process to its first answer that it is well.
    heading : from there to the heading of the first page in the first browser.
    complete : the same, to the last field of that page.
    next_heading : to the heading in a second browser, when nothing is loaded any more.
    """

    healthy: float
    heading: float
    complete: float
    next_heading: float


def cold_servers() -> tuple[Started, Started]:
    """Return how the tool starts, and how a script of one line does under the same server."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        bare = Path(folder) / "bare.py"
        bare.write_text(BARE, encoding="utf-8")
        program = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
        browser = playwright.chromium.launch(executable_path=program, args=CHROMIUM_FLAGS)
        log = Path(folder) / "server.log"
        tool, alone = [], []
        for _ in range(STARTS):
            tool.append(_start(ROOT / "app.py", log, browser, t("ui.case.upload.label", "da")))
            alone.append(_start(bare, log, browser, "Bare"))
        browser.close()
    return _shortest(tool), _shortest(alone)


def _start(script: Path, log: Path, browser: Browser, last: str) -> Started:
    """Start a server, look at its first page with two browsers one after the other, and end it."""
    start = time.perf_counter()
    with running_app(script, log) as url:
        healthy = time.perf_counter() - start
        heading, complete = _visit(browser, url, last)
        return Started(healthy, heading, complete, _visit(browser, url, last)[0])


def _visit(browser: Browser, url: str, last: str) -> tuple[float, float]:
    """Return the seconds to the heading and to the last text of a page, in a browser that holds nothing of it."""
    context = browser.new_context(locale="da-DK", viewport={"width": 1280, "height": 900})
    page = context.new_page()

    def to_heading() -> None:
        page.goto(url, wait_until="commit")
        page.locator("h1").wait_for(timeout=MILLISECONDS)

    heading = seconds(to_heading)
    rest = seconds(lambda: page.get_by_text(last).first.wait_for(timeout=MILLISECONDS))
    context.close()
    return heading, heading + rest


def _shortest(starts: list[Started]) -> Started:
    columns = zip(*((s.healthy, s.heading, s.complete, s.next_heading) for s in starts), strict=True)
    return Started(*map(min, columns))
