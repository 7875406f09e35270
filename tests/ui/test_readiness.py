"""What the first page of a fresh server loads, and what is loaded behind it."""

import subprocess
import sys

from tests.samples import FOLDER
from ui.readiness import LATER

ROOT = FOLDER.parent
# Loading behind the page is put off, so that it is not taken for the page's own.
FIRST_PAGE = """
import sys
from streamlit.testing.v1 import AppTest
import ui.readiness
ui.readiness.SECONDS_AFTER = 600.0
page = AppTest.from_file({path!r}, default_timeout=120).run()
assert not page.exception and len(page.title) == 1, page
slow = {{"altair", "evaluation", "intake", "pandas", "pandera", "pydantic"}}
print("loaded:", *sorted(slow & set(sys.modules)))
"""


def _printed(script: str) -> str:
    command = [sys.executable, "-c", script]
    return subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True).stdout


def test_the_first_page_is_shown_without_the_evaluation() -> None:
    assert _printed(FIRST_PAGE.format(path=str(ROOT / "app.py"))).split() == ["loaded:"]


def test_what_is_loaded_behind_the_first_page_is_there_and_brings_the_evaluation() -> None:
    script = "import sys, ui.readiness; ui.readiness._load(); print(*sorted(sys.modules))"
    assert {*LATER, "altair", "evaluation", "intake", "pandas"} <= set(_printed(script).split())
