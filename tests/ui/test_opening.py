"""Opening a case from the first page."""

from streamlit.testing.v1 import AppTest

from tests.samples import FOLDER
from ui.state import OPEN

CASE = str(FOLDER.parent / "ui" / "pages" / "case.py")


def test_who_chooses_and_presses_before_the_page_has_heard_of_the_choice_opens_what_was_chosen() -> None:
    """Both reach the server in one run, as they do when it is busy."""
    page = AppTest.from_file(CASE, default_timeout=120)
    page.session_state["lang"] = "en"
    page.run()
    page.selectbox[0].set_value("office_furniture")
    page.button[0].click()
    page.run()
    assert not page.exception
    assert page.session_state[OPEN].case.sample == "office_furniture"
