"""Opening a case from the first page."""

import pytest
from streamlit.testing.v1 import AppTest

from ui.state import OPEN


def first_page() -> None:
    """Draw the two ways to open a case."""
    from ui.opening import choose_case  # noqa: PLC0415  (Streamlit runs this as a script)

    choose_case("en")


def test_who_chooses_and_presses_before_the_page_has_heard_of_the_choice_opens_what_was_chosen() -> None:
    """Both reach the server in one run, as they do when it is busy."""
    page = AppTest.from_function(first_page, default_timeout=120).run()
    page.selectbox[0].set_value("office_furniture")
    page.button[0].click()
    page.run()
    assert not page.exception
    assert page.session_state[OPEN].case.sample == "office_furniture"


def busy_page() -> None:
    """Open what was put in, after the page has let go of it."""
    from ui.opening import _open_put_in  # noqa: PLC0415  (Streamlit runs this as a script)

    _open_put_in(("case.zip",))  # type: ignore[arg-type]


def test_files_that_a_busy_page_has_let_go_of_are_opened_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The button was drawn for them; the uploader's own state is gone by the time that its press arrives."""
    opened: list[object] = []
    monkeypatch.setattr("ui.opening.open_upload", lambda _, files: opened.append(files))
    page = AppTest.from_function(busy_page, default_timeout=120).run()
    assert not page.exception
    assert opened == [("case.zip",)]
