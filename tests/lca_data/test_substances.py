"""The list of substances: short, defined, each with its law; numbers that are CAS numbers."""

import pytest

import lca_data
from evaluation.codes import CODES

LIST = lca_data.substances()
PUBLISHED = lca_data.published_substances()


@pytest.mark.parametrize(
    ("key", "cas", "ec"),
    [
        ("dehp", "117-81-7", "204-211-0"), ("dbp", "84-74-2", "201-557-4"),
        ("bbp", "85-68-7", "201-622-7"), ("dibp", "84-69-5", "201-553-2"),
    ],
)  # fmt: skip
def test_the_four_phthalates_of_entry_51(key: str, cas: str, ec: str) -> None:
    """Regulation (EU) 2018/2005, annex, column 1 of entry 51."""
    assert LIST[key].group == "phthalate"
    assert f"CAS {cas}" in LIST[key].definition
    assert f"EC {ec}" in LIST[key].definition
    assert "entry 51" in str(LIST[key].source)


@pytest.mark.parametrize("key", [key for key, row in PUBLISHED.items() if row.cas])
def test_a_cas_number_ends_in_its_check_digit(key: str) -> None:
    """The digits before the last, from the right, times 1, 2, 3 …, modulo 10 (Chemical Abstracts Service)."""
    digits = [int(sign) for sign in PUBLISHED[key].cas if sign.isdigit()]
    assert sum(place * digit for place, digit in enumerate(reversed(digits[:-1]), 1)) % 10 == digits[-1]


def test_every_group_is_on_the_list_and_no_other() -> None:
    assert {row.group for row in LIST.values()} == set(CODES["substance_group"])


def test_the_candidate_list_is_defined_and_not_copied() -> None:
    svhc = [row for row in LIST.values() if row.group == "svhc"]
    assert len(svhc) == 1
    assert "0.1 %" in svhc[0].definition
    assert "each article" in svhc[0].definition  # C-106/14


def test_every_substance_has_both_titles_a_definition_and_a_source_with_year_and_address() -> None:
    for key, row in LIST.items():
        published = PUBLISHED[key]
        assert row.title_da
        assert row.title_en
        assert row.definition
        assert f"({published.year})" in str(row.source)
        assert published.url.startswith("https://")
        assert published.read_at
        assert ("not read at the source" in str(row.source)) == (published.verified == "second_hand")
