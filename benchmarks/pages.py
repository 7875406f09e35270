"""The page Compare in Streamlit's own test harness: how long its script takes and how much it sends."""

from dataclasses import dataclass
from pathlib import Path

from streamlit.testing.v1 import AppTest

from benchmarks.timing import seconds, shortest
from evaluation import Evaluation
from intake import Case
from ui.state import OPEN, OpenCase, Opening

COMPARE = Path(__file__).parent.parent / "ui" / "pages" / "compare.py"
CHART = "vega_lite_chart"


@dataclass(frozen=True)
class Viewed:
    """What one page costs.

    Parameters
    ----------
    unloaded : the first view in a process that has drawn nothing before, with what it loads [s].
    first, later : the first view of a case, and those after it; the shortest [s].
    charts, others : bytes of the elements that the script sends to the browser.
    """

    unloaded: float
    first: float
    later: float
    charts: int
    others: int


def opened(case: Case, done: Evaluation) -> OpenCase:
    """Return a case as the browser shell holds it, of which no page has been drawn."""
    return OpenCase("benchmark", None, case.files, case, done)


def compare_page(held: OpenCase) -> AppTest:
    """Return the page on an open case, before its first view."""
    tab = Opening()
    tab.case = held
    page = AppTest.from_file(str(COMPARE), default_timeout=300)
    page.session_state["lang"], page.session_state[OPEN] = "da", tab
    return page


def view(page: AppTest) -> None:
    """Run the script of a page.

    Raises
    ------
    RuntimeError
        Where the page shows a fault instead of itself.
    """
    page.run()
    if page.exception:
        raise RuntimeError(page.exception[0].message)


def viewed(case: Case, done: Evaluation) -> Viewed:
    """Return what the page Compare costs on a case."""
    unloaded = seconds(lambda: view(compare_page(opened(case, done))))
    page = compare_page(opened(case, done))
    first = min(seconds(lambda: view(page)), shortest(lambda: view(compare_page(opened(case, done)))))
    later = shortest(lambda: view(page))
    sent = [(node.type, node.proto.ByteSize()) for node in page.main if hasattr(node.proto, "ByteSize")]
    charts = sum(size for kind, size in sent if kind == CHART)
    return Viewed(unloaded, first, later, charts, sum(size for _, size in sent) - charts)
