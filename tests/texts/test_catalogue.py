"""Both languages say the same things, and every sentence can be filled in."""

import re
import string

import pytest

from texts import LANGUAGES, catalogue, fill, t, template

ENGLISH_WORDS = re.compile(
    r"\b(the|and|of|with|without|bids?|bidders?|tenders?|lots?|awards?|awarded|suppliers?|weights?|scores?|"
    r"criteri(?:on|a)|price|missing|sheet|cell|row|rule|value|years?|waste|unit|this|that|each|all)\b",
    re.IGNORECASE,
)
# Names that a Danish sentence may hold: files of a case, keys, titles.
ENGLISH_NAMES = (
    "LOT-0001",
    "tender.xlsx",
    "bids og decisions.xlsx",
    "mappen bids",
    "Material Circularity Indicator",
)
DANISH_LETTERS = re.compile("[æøåÆØÅ]")
# Names that an English sentence may hold.
DANISH_NAMES = ("Klagenævnet for Udbud",)


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def test_both_languages_have_exactly_the_same_keys() -> None:
    danish, english = (set(catalogue(lang)) for lang in LANGUAGES)
    assert danish - english == set()
    assert english - danish == set()


def test_both_languages_name_the_same_values_in_each_sentence() -> None:
    danish, english = (catalogue(lang) for lang in LANGUAGES)

    def named(sentences: dict[str, str]) -> dict[str, set[str]]:
        # "Ét tilbud" needs no figure where the plural has one.
        return {
            key: placeholders(sentence) - ({"count", "counted"} if key.endswith(".one") else set())
            for key, sentence in sentences.items()
        }

    assert named(dict(danish)) == named(dict(english))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_value_is_named_plainly(lang: str) -> None:
    asked = {name for sentence in catalogue(lang).values() for name in placeholders(sentence)}
    assert {name for name in asked if not name.isidentifier()} == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_counted_sentence_has_one_and_other(lang: str) -> None:
    children: dict[str, set[str]] = {}
    for key in catalogue(lang):
        table, _, name = key.rpartition(".")
        children.setdefault(table, set()).add(name)
    counted = {table: names for table, names in children.items() if names <= {"one", "other"}}
    assert counted
    assert {table for table, names in counted.items() if names != {"one", "other"}} == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_sentence_is_empty_but_the_unit_of_a_bare_number(lang: str) -> None:
    assert {key for key, sentence in catalogue(lang).items() if not sentence.strip()} == {"units.1"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_sentence_exclaims(lang: str) -> None:
    """A mark between a sheet and a cell (``Priser!F14``) is an address."""
    said = {key: sentence.replace("}!{", "") for key, sentence in catalogue(lang).items()}
    assert {key for key, sentence in said.items() if "!" in sentence} == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_sentence_has_a_minus_typed_as_a_hyphen_or_a_space_too_many(lang: str) -> None:
    odd = re.compile(r"(?<=\d) ?- ?(?=\d)|  | $|^ ")
    # Dates such as 2026-11-02 are written as a cell holds them.
    dates = re.compile(r"\d{4}-\d{2}-\d{2}")
    assert {k: s for k, s in catalogue(lang).items() if odd.search(dates.sub("", s))} == {}


def test_danish_sentences_hold_no_english_words() -> None:
    said = dict(catalogue("da"))
    for name in ENGLISH_NAMES:
        said = {key: sentence.replace(name, "") for key, sentence in said.items()}
    plain = {key: re.sub(r"\{\w+\}", "", sentence) for key, sentence in said.items()}
    found = {key: ENGLISH_WORDS.findall(sentence) for key, sentence in plain.items()}
    assert {key: words for key, words in found.items() if words} == {}


def test_english_sentences_hold_no_danish_letters_but_in_names() -> None:
    said = dict(catalogue("en"))
    for name in DANISH_NAMES:
        said = {key: sentence.replace(name, "") for key, sentence in said.items()}
    assert {key: s for key, s in said.items() if DANISH_LETTERS.search(s)} == {}


def test_an_unknown_key_raises() -> None:
    with pytest.raises(KeyError, match=r"ui\.nowhere"):
        t("ui.nowhere", "da")


def test_an_unknown_language_raises() -> None:
    with pytest.raises(KeyError, match="sv"):
        t("ui.nav.bids", "sv")


def test_a_value_that_is_not_given_raises() -> None:
    with pytest.raises(KeyError, match="name"):
        t("charts.years.answer.never", "da", years=12)


def test_the_count_chooses_the_sentence() -> None:
    assert t("ui.count.notices", "da", count=1) == "1 bemærkning"
    assert t("ui.count.notices", "da", count=0) == "0 bemærkninger"
    assert template("ui.count.notices", "da", count=5) == "{count} bemærkninger"


def test_what_a_supplier_is_called_is_never_read_as_a_placeholder() -> None:
    assert t("charts.years.answer.never", "en", name="{years}.{name!r}", years=12) == (
        "The two lines do not cross in the 12 years. {years}.{name!r} costs least all the way."
    )


def test_a_sentence_ends_with_one_full_stop_after_an_abbreviation() -> None:
    assert fill("Lavest: **{a}**. Derefter {b}.", {"a": "5 kr.", "b": "B ApS"}) == (
        "Lavest: **5 kr.** Derefter B ApS."
    )
