"""A problem reads as sentences, in the browser and as a line of the command line."""

import re

import pytest

from documents.summary import problem_lines
from evaluation.problems import Problem, ResultWarning
from texts import LANGUAGES, catalogue
from texts.problems import describe, warning_text

CODES = sorted({key.split(".")[1] for key in catalogue("da") if key.startswith("problems.")} - {"words"})
# A sentence that is one value takes its stop from there; a bidder's own words end as he ends them.
ENDS = re.compile(r"[.?]$|\{(ask|resend)\}$|^\{\w+\}$|: \{found\}$")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_sentence_about_a_problem_ends_as_one(lang: str) -> None:
    said = {key: each for key, each in catalogue(lang).items() if key.startswith(("problems.", "model."))}
    sentences = {key: each for key, each in said.items() if not key.startswith("problems.words.")}
    assert {key: each for key, each in sentences.items() if not ENDS.search(each)} == {}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("code", CODES)
def test_a_problem_is_one_line_of_whole_sentences(code: str, lang: str) -> None:
    (line,) = problem_lines([Problem("stop", code, file="bid.xlsx", sheet="Priser", cell="F14")], lang)
    assert re.fullmatch(r"\[stop\] bid\.xlsx Priser!F14: .*[.?]", line)
    assert not re.search(r"[{}\n]|  |\.\.|\?\.", line)


@pytest.mark.parametrize(
    ("values", "da", "en"),
    [
        (
            {"count": 1},
            "Én række med svar er skjult. Den er læst.",
            "One row with answers is hidden. It was read.",
        ),
        (
            {"count": 1200},
            "1.200 rækker med svar er skjult. De er læst.",
            "1,200 rows with answers are hidden. They were read.",
        ),
    ],
)
def test_the_count_of_a_problem_chooses_its_sentence(values: dict[str, object], da: str, en: str) -> None:
    problem = Problem("question", "hidden_rows", bid="nord", values=values)
    assert [describe(problem, lang)["found"] for lang in ("da", "en")] == [da, en]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("code", "values"),
    [
        ("heading_twice", {"field": "prices.unit_price"}),
        (
            "number_ambiguous",
            {"field": "prices.unit_price", "found": "0.5", "as_danish": None, "as_english": 0.5},
        ),
    ],
)
def test_a_value_that_may_lack_is_not_shown_as_a_dash(
    code: str, values: dict[str, object], lang: str
) -> None:
    said = describe(Problem("question", code, bid="nord", values=values), lang)
    assert "–" not in " ".join(said.values())


def test_a_word_with_a_comma_in_it_is_told_from_two_words() -> None:
    values = {"field": "prices.offered", "found": "måske", "list": "offered"}
    said = describe(Problem("stop", "not_in_list", bid="nord", values=values), "da")
    assert said["expected"] == "Et af ordene: ”ja”, ”nej”, ”ja, 0 kr.”."


def test_a_line_says_what_was_expected_and_stops_after_a_quotation() -> None:
    changed = {"printed": "quantity", "key": "desk", "was": 600.0, "found": 400.0}
    lines = problem_lines(
        [
            Problem("notice", "reservation_stated", bid="nord", values={"found": "Bilag 3"}),
            Problem("question", "buyer_cell_changed", bid="nord", values=changed),
        ],
        "da",
    )
    assert lines[0].startswith(
        "[spørgsmål]: Ordregivers felt Antal i perioden for desk er ændret fra 600 til 400. "
        "Ventet: 600, som det blev sendt ud. Er det et forbehold? "
    )
    assert lines[1].startswith(
        "[bemærkning]: Tilbudsgiver tager forbehold: ”Bilag 3”. Ventet: Et tilbud uden forbehold. "
    )


@pytest.mark.parametrize(("level", "da"), [("", "øverst"), ("environment", "environment")])
def test_the_top_level_of_the_weights_has_a_name(level: str, da: str) -> None:
    problem = Problem("stop", "weights_do_not_sum", values={"level": level, "sum": 99})
    assert describe(problem, "da")["found"] == f"Vægtene på niveauet {da} giver 99 og skal give 100."


def test_a_long_bid_sheet_is_warned_of_in_figures_a_person_reads() -> None:
    warning = ResultWarning("bid_sheet_too_long", "LOT-0001", {"cells": 2100, "limit": 1500})
    assert warning_text(warning, "da").startswith(
        "Tilbudslisten har 2.100 celler til tilbudsgiver. Det er over 1.500."
    )
    assert warning_text(warning, "en").startswith("The bid sheet has 2,100 cells for the bidder.")
