"""A real browser in front of the running tool.

A test that takes `page` stands on the first page as a Danish officer; one that takes `locale` by parameters
is run once in each language::

    @pytest.mark.parametrize("locale", ["da-DK", "en-GB"])
    def test_no_request_leaves_the_machine(page, traffic):
        page.get_by_role("link", name=...).click()
        assert traffic.external_requests == []
        assert traffic.console_errors == []
"""

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from tests.browser.server import ROOT, running_app

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM_FLAGS = [
    "--no-sandbox",  # as root, as in a container, there is none to be had
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# A page that is loaded at its own address looks for the server below that address first, and then where it is:
# Streamlit's client asks so, on this machine, and the browser writes the two 404s to the console.
PROBES = re.compile(r"/[a-z_]+/_stcore/(health|host-config)")


@dataclass
class Traffic:
    """What a page asked of other machines, and what went wrong in it."""

    app_url: str
    external_requests: list[str] = field(default_factory=list)
    console_errors: list[str] = field(default_factory=list)

    def note_address(self, address: str) -> None:
        """Keep the address of a request or a websocket unless it is the tool's own."""
        parts = urlsplit(address)
        if parts.scheme not in {"about", "blob", "data"} and parts.netloc != urlsplit(self.app_url).netloc:
            self.external_requests.append(address)

    def note_message(self, message: ConsoleMessage) -> None:
        """Keep an error that the page wrote to the console, but for the client's search for its server."""
        address = str(message.location.get("url", ""))
        is_probe = PROBES.fullmatch(address.removeprefix(self.app_url)) is not None and "404" in message.text
        if message.type == "error" and not is_probe:
            self.console_errors.append(f"{message.text} ({address})")

    def watch(self, page: Page) -> None:
        """Note everything that `page` does from now on."""
        page.on("request", lambda request: self.note_address(request.url))
        page.on("websocket", lambda websocket: self.note_address(websocket.url))
        page.on("console", self.note_message)
        page.on("pageerror", lambda error: self.console_errors.append(str(error)))


# The scope of these two is the folder's: Playwright keeps an event loop in this thread as long as it lives,
# and tests elsewhere want to start their own.
@pytest.fixture(scope="package")
def app_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Run app.py and return its address."""
    log = tmp_path_factory.mktemp("server") / "streamlit.log"
    with running_app(ROOT / "app.py", log) as url:
        yield url


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Start the Chromium of this machine."""
    program = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    if program is None:
        pytest.fail("chromium is missing: apt-get install --no-install-recommends chromium", pytrace=False)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=CHROMIUM_FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def locale() -> str:
    """Return the language of the browser; parametrize a test by `locale` to meet another."""
    return "da-DK"


@pytest.fixture
def traffic(app_url: str) -> Traffic:
    """Return the record of what `page` asks for and what goes wrong in it."""
    return Traffic(app_url)


@pytest.fixture
def page(browser: Browser, app_url: str, locale: str, traffic: Traffic) -> Iterator[Page]:
    """Open the first page of the tool, at 1280 x 900, in the browser language `locale`."""
    context = browser.new_context(
        locale=locale,
        timezone_id="Europe/Copenhagen",
        viewport={"width": 1280, "height": 900},
        accept_downloads=True,
    )
    page = context.new_page()
    traffic.watch(page)
    page.goto(app_url)
    yield page
    context.close()
