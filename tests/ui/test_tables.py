"""Tables are real tables, and nothing a bid says becomes a part of the page."""

from html.parser import HTMLParser

import pytest

from evaluation.codes import CODES
from evaluation.problems import Problem
from texts import LANGUAGES, catalogue, has
from ui.style import PAGE
from ui.tables import (
    SYMBOLS,
    Column,
    Html,
    Row,
    answer,
    case_line,
    html,
    lead,
    not_for_award,
    note,
    place,
    remarks,
    said,
    severity,
    table,
    two_lines,
)

HOSTILE = '</script><b onclick="x">"=1+1"</b>\n\'**bold**\' {bid} & </td></table>'
COLUMNS = [Column("Tilbud"), Column("Pris", "kr.", is_number=True, width=30)]


class Page(HTMLParser):
    """The tags of a page with their attributes, and its words."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.depth: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.depth.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.depth.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def shape(page: str) -> list[tuple[str, list[str]]]:
    return [(tag, sorted(attributes)) for tag, attributes in Page(page).tags]


def test_a_table_has_a_caption_a_heading_for_each_column_and_one_for_each_row() -> None:
    page = Page(table("Priser", COLUMNS, [Row(["Nord", "1"]), Row(["Syd", "2"])]))
    assert len(page.all("caption")) == 1
    assert [th["scope"] for th in page.all("th")] == ["col", "col", "row", "row"]
    assert page.depth == []


def test_a_table_scrolls_in_a_region_that_has_a_name_and_takes_the_focus() -> None:
    region = Page(table("Priser & mere", COLUMNS, [])).all("div")[0]
    assert (region["role"], region["tabindex"], region["aria-label"]) == ("region", "0", "Priser & mere")


def test_numbers_are_set_right_in_heading_and_cells() -> None:
    page = Page(table("Priser", COLUMNS, [Row(["Nord", "1"])]))
    assert [th.get("class") for th in page.all("th")] == [None, "number", None]
    assert [td.get("class") for td in page.all("td")] == ["number"]
    assert ".number" in PAGE
    assert "tabular-nums" in PAGE


def test_a_row_must_have_a_cell_for_each_column() -> None:
    with pytest.raises(ValueError, match="zip"):
        table("Priser", COLUMNS, [Row(["Nord"])])


@pytest.mark.parametrize(
    ("plain", "hostile"),
    [
        (table("a", COLUMNS, [Row(["b", "c"])]), table(HOSTILE, COLUMNS, [Row([HOSTILE, HOSTILE])])),
        (table("a", [Column("b", "c")], []), table("a", [Column(HOSTILE, HOSTILE)], [])),
        (two_lines("a", "b"), two_lines(HOSTILE, HOSTILE)),
        (severity("stop", "a"), severity("stop", HOSTILE)),
        (answer("a"), answer(HOSTILE)),
        (lead("a"), lead(HOSTILE)),
        (note("a"), note(HOSTILE)),
        (remarks(["a"]), remarks([HOSTILE])),
        (not_for_award("a", ["b"], "da"), not_for_award(HOSTILE, [HOSTILE], "da")),
        (case_line(["a", "b"], "c"), case_line([HOSTILE, HOSTILE], HOSTILE)),
        (
            place(Problem("stop", "x", sheet="a", cell="F1"), "da"),
            place(Problem("stop", "x", sheet=HOSTILE, cell=HOSTILE), "da"),
        ),
        (
            said("ui.bids.problems.none", "da", bid="a", count=2),
            said("ui.bids.problems.none", "da", bid=HOSTILE, count=2),
        ),
    ],
)
def test_a_hostile_name_adds_no_tag_and_is_shown_as_it_is_written(plain: Html, hostile: Html) -> None:
    assert shape(hostile) == shape(plain)
    assert HOSTILE in Page(hostile).words


def test_a_hostile_name_in_a_sentence_is_shown_whole_and_sets_nothing_in_bold() -> None:
    page = Page(said("ui.bids.problems.none", "en", bid=HOSTILE, count=2))
    assert HOSTILE in page.words
    assert [tag for tag, _ in page.tags] == ["b"]


def test_a_list_of_hostile_names_is_escaped_too() -> None:
    assert Page(said("ui.points.award.several", "da", names=[HOSTILE])).all("b") == [{}]


def test_text_that_is_html_already_is_not_escaped_again() -> None:
    once = html("A & B")
    assert html(once) == once == "A &amp; B"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_severity_has_a_symbol_and_a_word(lang: str) -> None:
    assert set(SYMBOLS) == {*CODES["severity"], "ready"}
    assert all(has(f"ui.severity.{kind}", lang) for kind in SYMBOLS)


def test_a_severity_is_read_aloud_by_its_word_only() -> None:
    symbol = Page(severity("question", "Spørgsmål")).all("span")[1]
    assert symbol == {"aria-hidden": "true"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_hatched_box_says_that_it_is_not_for_award(lang: str) -> None:
    box = Page(not_for_award("", [], lang))
    assert catalogue(lang)["ui.not_for_award.mark"] in box.words
    assert "repeating-linear-gradient" in PAGE
    assert PAGE.count("repeating-linear-gradient") == 1


def test_bold_marks_of_every_sentence_close() -> None:
    for lang in LANGUAGES:
        odd = {key for key, sentence in catalogue(lang).items() if sentence.count("**") % 2}
        assert odd == set()


def test_the_style_asks_no_other_machine_for_anything() -> None:
    assert "://" not in PAGE
    assert "@import" not in PAGE
