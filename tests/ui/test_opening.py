"""Opening a case from the first page."""

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
