import pytest

from documents.wording import both, heading
from documents.workbook import LONGEST_SHEET_NAME, sheet_name
from evaluation.bid import BID_TABLES
from evaluation.codes import CODES
from evaluation.decisions import DECISION_TABLES
from evaluation.schema import Row, Spec, specs
from evaluation.tender import TENDER_TABLES

ROWS = (*TENDER_TABLES.values(), *BID_TABLES.values(), *DECISION_TABLES.values())
FIELDS = [(row.table, name, spec) for row in ROWS for name, spec in specs(row).items()]
# A prompt of a spreadsheet holds 255 characters, for both languages and the break between them.
LONGEST_HELP = 127


@pytest.mark.parametrize(("table", "field", "spec"), FIELDS)
def test_every_field_has_title_help_and_unit_in_both_languages(table: str, field: str, spec: Spec) -> None:
    assert all(both(f"fields.{table}.{field}.title"))
    assert all(0 < len(text) <= LONGEST_HELP for text in both(f"fields.{table}.{field}.help"))
    assert all(heading(f"fields.{table}.{field}.title", spec))


@pytest.mark.parametrize("name", CODES)
def test_a_word_of_a_list_stands_for_one_code_only(name: str) -> None:
    halves = [(word.casefold(), code) for code in CODES[name] for word in both(f"codes.{name}.{code}")]
    meanings: dict[str, set[str]] = {}
    for word, code in halves:
        assert word
        assert " / " not in word
        meanings.setdefault(word, set()).add(code)
    assert all(len(codes) == 1 for codes in meanings.values())
    assert all(both(f"sheets.list_titles.{name}"))


@pytest.mark.parametrize("rows", [TENDER_TABLES.values(), BID_TABLES.values(), DECISION_TABLES.values()])
def test_the_sheets_of_a_workbook_have_names_of_their_own_that_a_spreadsheet_takes(
    rows: list[type[Row]],
) -> None:
    titles = [both(f"sheets.{name}.title") for name in (*(row.table for row in rows), "lists", "preset")]
    names = [sheet_name(title) for title in titles]
    assert len({name.casefold() for name in names}) == len(names)
    assert all(len(" - ".join(title)) <= LONGEST_SHEET_NAME for title in titles)


def test_no_two_columns_of_a_table_share_a_heading() -> None:
    for row in ROWS:
        for language in (0, 1):
            titles = [both(f"fields.{row.table}.{name}.title")[language] for name in specs(row)]
            assert len(set(titles)) == len(titles), (row.table, language)


def test_a_price_says_its_currency_and_that_it_is_without_vat() -> None:
    price = Spec(kind="money", unit="{currency}/{unit}")
    assert heading("fields.prices.unit_price.title", price) == (
        "Pris pr. enhed, kr. ekskl. moms",
        "Price per unit, DKK excl. VAT",
    )
    assert heading("fields.prices.unit_price.title", price, "EUR")[0] == "Pris pr. enhed, EUR ekskl. moms"


def test_a_share_is_asked_in_per_cent() -> None:
    assert heading("fields.product_data.recycled_share.title", Spec(kind="share"))[0].endswith(", %")
