"""What an officer finds in the environmental data, and what goes into a tender of it."""

import csv
import io
import json

import openpyxl
import pytest

from documents import draft_of, preset, tender_sheet
from documents.factor_library import (
    citations,
    citations_as_json,
    citations_csv,
    families,
    find_rows,
    library_rows,
    list_remarks,
    list_sheet,
    published_rows,
    remark_text,
    rows_as_json,
)
from documents.factor_library.published_list import LIST_TABLES, carriers
from documents.factor_library.rows import with_factors
from documents.factor_library.words import family_words, kind_words, pedigree_words
from documents.workbook import table_sheet_name
from evaluation.evaluation_model import ResourcePrice
from evaluation.impact_indicators import INDICATORS
from evaluation.impact_weights import ImpactWeight
from evaluation.schema import Depth, Row, specs
from evaluation.tender import TENDER_TABLES
from intake import read_tender
from intake.open_table import Understanding, column_specs, read_rows
from intake.pool import read_workbooks
from intake.tables import find_sheets, find_table, headings_of
from intake.template import read_template
from lca_data import (
    UnknownKeyError,
    factors,
    grid_years,
    impacts_of,
    materials,
    select,
    sources,
    substances,
    weight_sets,
)
from tests.samples import sample
from texts import LANGUAGES, has

# A list as an officer picks it: wood with indicators, metal, plastic, the row for the rest, transport, electricity.
PICKED = [
    "chipboard_melamine", "steel_sheet", "pp", "polyester_fabric", "other_conservative", "uk25_fre_hgv_all",
    "electricity_dk",
]  # fmt: skip
DEPTHS: tuple[Depth, ...] = ("minimal", "standard", "full")


def keys(words: str, lang: str = "da", **chosen: object) -> list[str]:
    return [row.key for row in find_rows(words, lang, **chosen)]  # type: ignore[arg-type]


def test_every_row_of_the_tables_is_there_and_share_alike_data_are_not() -> None:
    assert list(library_rows()) == [*materials(), *factors()]
    assert not set(factors("odbl")) & set(library_rows())
    assert all(row.source is not None for row in library_rows().values())
    assert all(row.factor.key == row.material.virgin for row in library_rows().values() if row.material)


@pytest.mark.parametrize("words", ["SPÅNPLADE", "spånplade", "spa\u030anplade", "spaanplade", "chipboard"])
def test_a_word_is_found_whatever_its_capitals_and_however_its_letters_are_typed(words: str) -> None:
    found = keys(words, kind="material")
    assert found == ["chipboard_desnz", "chipboard_melamine", "chipboard_raw"]


def test_every_word_must_be_in_title_or_key_and_those_that_begin_with_them_come_first() -> None:
    assert keys("stål plade", kind="material") == ["steel_sheet", "steel_galvanised", "stainless_steel"]
    assert keys("steel_sheet")[0] == "steel_sheet"
    assert keys("desnz spån") == ["chipboard_desnz"]
    assert keys("ingen sådan række") == []
    assert len(keys("")) == len(library_rows())


def test_a_family_finds_its_rows_and_those_it_stands_with() -> None:
    wood = keys("spånplade", family="en15804_a1")
    assert {"chipboard_melamine", "obd_chipboard_mel", "br18_g1294"} <= set(wood)
    assert "chipboard_desnz" not in wood
    of_okobaudat = find_rows("", "da", family="okobaudat", kind="material")
    assert {row.factor.family for row in of_okobaudat} == {"okobaudat"}
    assert all(find_rows("", "da", family=family) for family in families())
    assert keys("", among=["pp", "abs"]) == ["abs", "pp"]


def test_coverage_counts_the_core_of_the_method_and_names_what_is_missing() -> None:
    row = library_rows()["chipboard_melamine"]
    assert (row.coverage.method, row.coverage.core, row.coverage.core_of) == ("a1", 7, 7)
    assert "a1_gwp" in row.coverage.values
    assert set(row.coverage.missing) | set(row.coverage.values) == {
        key for key, each in INDICATORS.items() if each.family in ("a1", "flows")
    }
    found = json.loads(json.dumps(rows_as_json([library_rows()["steel_sheet"]], "da")))["rows"][0]
    assert found["coverage"] == {"method": None, "core": 0, "core_of": 0, "indicators": {}, "missing": []}
    assert found["material"]["circular_footprint"]["cff_a"] == 0.2


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_row_can_be_worded(lang: str) -> None:
    for row in library_rows().values():
        assert family_words(row.family, lang) != row.family
        assert kind_words(row, lang)
        assert len(pedigree_words(row.factor, lang)) == 5
        assert has(f"factors.biogenic.{row.factor.biogenic}", lang)
        assert has(f"factors.quality.{row.factor.quality}", lang)
    assert all(has(f"factors.carrier.{carrier}", lang) for carrier in carriers())


def read_back(content: bytes) -> dict[str, tuple[Row, ...]]:
    """Return the rows of a list's workbook as the reader of tenders finds them."""
    workbook = read_workbooks([("list.xlsx", content)])[0]
    template = read_template(workbook)
    types = {name: TENDER_TABLES[name] for name in LIST_TABLES}
    headings = {name: headings_of(name, column_specs(row), (), template) for name, row in types.items()}
    found = find_sheets(workbook, template, [*headings.values()])
    read = {}
    for name, row in types.items():
        rows = read_rows(find_table(found[name], headings[name]), name, column_specs(row), Understanding())
        assert not any(each.faults for each in rows)
        read[name] = tuple(row.model_validate(each.values) for each in rows)
    return read


@pytest.mark.parametrize("depth", DEPTHS)
def test_a_list_reads_back_as_the_rows_of_the_library(depth: Depth) -> None:
    read = read_back(list_sheet((*PICKED, "pvc", "pfas"), depth))
    chosen, of_factors, grids, of_sources = select(PICKED[:5], PICKED[6:], PICKED[5:6])
    assert read["materials"] == chosen == tuple(materials()[key] for key in PICKED[:5])
    assert read["factors"] == of_factors
    assert {row.key for row in of_factors} == set(with_factors(PICKED[:6])) - set(PICKED[:5])
    assert read["factor_impacts"] == impacts_of(factor.key for factor in of_factors)
    assert read["grids"] == grids == tuple(row for row in grid_years() if row.carrier == "electricity_dk")
    assert read["substances"] == tuple(substances()[key] for key in ("pvc", "pfas"))
    assert read["sources"] == of_sources == tuple(sources()[source.key] for source in of_sources)


def test_no_substance_has_the_key_of_a_material_a_factor_or_a_carrier() -> None:
    assert substances().keys().isdisjoint({*library_rows(), *carriers()})


@pytest.mark.parametrize("depth", DEPTHS)
def test_a_list_has_the_columns_of_a_tender_of_its_depth_in_their_order(depth: Depth) -> None:
    """So that a row is copied as it stands; what the officer may paste into comes first."""
    draft = preset("standard_1")
    facts = {**draft["facts"][0], "depth": depth}
    tender = openpyxl.load_workbook(io.BytesIO(tender_sheet({**draft, "facts": (facts,)})))
    of_list = openpyxl.load_workbook(io.BytesIO(list_sheet(PICKED, depth)))
    for name in LIST_TABLES:
        ours, theirs = (
            [[cell.value for cell in book[table_sheet_name(name)][row]] for row in (5, 6)]
            for book in (of_list, tender)
        )
        count = len(specs(TENDER_TABLES[name]))
        assert [row[:count] for row in ours] == [row[:count] for row in theirs]


def test_a_list_pasted_into_a_tender_is_what_the_tender_publishes() -> None:
    """Cell by cell, from sheet to sheet; the sample of gowns is a tender of full depth."""
    book = openpyxl.load_workbook(io.BytesIO(tender_sheet(draft_of(sample("surgical_gowns").tender))))
    given = openpyxl.load_workbook(io.BytesIO(list_sheet(["pp", "ceramics"], "full")))
    for name in LIST_TABLES:
        source, target = given[table_sheet_name(name)], book[table_sheet_name(name)]
        columns = len(specs(TENDER_TABLES[name]))
        free = next(n for n in range(7, target.max_row + 1) if target.cell(n, 1).value is None)
        known = {target.cell(n, 1).value for n in range(7, free)}
        for row in source.iter_rows(min_row=7, max_col=columns, values_only=True):
            if row[0] is not None and (name == "factor_impacts" or row[0] not in known):
                for column, value in enumerate(row, start=1):
                    target.cell(free, column, value)
                free += 1
    saved = io.BytesIO()
    book.save(saved)
    tender = read_tender(saved.getvalue())
    assert {"pp", "ceramics"} <= {row.key for row in tender.materials}
    assert {materials()["pp"], materials()["ceramics"]} <= set(tender.materials)
    assert published_rows(tender).is_same["pp"]


def test_a_list_is_the_same_bytes_each_time() -> None:
    assert list_sheet(PICKED) == list_sheet(PICKED)


def test_an_unknown_key_is_named() -> None:
    with pytest.raises(UnknownKeyError) as raised:
        list_sheet(["steel_shet"])
    assert raised.value.key == "steel_shet"


def test_a_list_of_one_family_with_a_row_for_the_rest_needs_no_remark() -> None:
    of_family = keys("", kind="material", family="en15804_a1")
    assert list_remarks([*of_family[:12], "other_conservative"]) == ()
    (too_many,) = list_remarks(of_family)
    assert (too_many.about, too_many.count) == ("too_many", 38)
    (mixed,) = list_remarks([*of_family[:12], "other_conservative", "laptop"])
    assert mixed.families == ("en15804_a1", "ademe")
    assert "EN 15804+A1 og ADEME" in remark_text(mixed, "da")
    assert [remark.about for remark in list_remarks([*of_family[:3], "uk25_fre_hgv_all"])] == [
        "too_few",
        "no_conservative",
    ]


def test_the_citations_of_a_tender_are_its_sources_with_the_rows_that_name_them() -> None:
    tender = sample("office_furniture").tender
    cited = {each.key or each.citation: each for each in citations(tender)}
    assert list(cited)[:4] == [source.key for source in tender.sources]
    assert cited["br18_tabel8"].used_by == {
        "grids": tuple(f"electricity_dk {row.year}" for row in tender.grids)
    }
    assert cited["desnz_2025"].licence == "Open Government Licence v3.0"
    used = {key for each in cited.values() for key in each.used_by.get("factors", ())}
    assert used == {factor.key for factor in tender.factors}
    # The materials name the publication of their yield in their remarks.
    assert cited["madaster_2021"].used_by == {"materials": tuple(row.key for row in tender.materials)}


def test_a_source_in_words_has_the_terms_of_the_publication_where_the_tables_know_it() -> None:
    tender = sample("office_furniture").tender
    ef = weight_sets()["ef_3_1"]
    weight = ImpactWeight(weight_set="ef_3_1", indicator="a2_ap", weight=0.062, source=ef.citation)
    formula = ResourcePrice(key="heat", price=1.0, unit="kWh", source="=1+1, https://example.org/a, 2026")
    cited = {
        each.citation: each
        for each in citations(
            tender.model_copy(
                update={"impact_weights": (weight,), "resource_prices": (formula,), "sources": ()}
            )
        )
    }
    assert (cited[ef.citation].licence, cited[ef.citation].url) == (ef.licence, ef.url)
    assert cited[ef.citation].used_by == {"impact_weights": ("ef_3_1 a2_ap",)}
    price = next(each for each in cited.values() if "external_prices" in each.used_by)
    assert price.citation.startswith("Umweltbundesamt: ")
    assert price.url.startswith("https://www.umweltbundesamt.de/")
    assert cited[formula.source or ""].url == "https://example.org/a"
    # A key that the tender's list lacks stands for itself.
    assert cited["desnz_2025"].licence == ""


@pytest.mark.parametrize(("lang", "delimiter"), [("da", ";"), ("en", ",")])
def test_citations_open_in_a_spreadsheet_and_hold_nothing_of_a_bid(lang: str, delimiter: str) -> None:
    data = sample("office_furniture")
    cited = citations(data.tender)
    content = citations_csv(cited, lang)
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=delimiter))
    assert {len(row) for row in rows} == {8}
    assert len(rows) == 1 + len(cited) == 1 + len(citations_as_json(cited)["citations"])  # type: ignore[arg-type]
    text = content.decode("utf-8-sig")
    assert not any(bid.name in text or bid.id in text for bid in data.reading.bids)


def test_a_cell_of_citations_that_could_be_a_formula_is_text() -> None:
    tender = sample("kitchen_equipment").tender
    price = ResourcePrice(key="heat", price=1.0, unit="kWh", source="=HYPERLINK(1)")
    content = citations_csv(citations(tender.model_copy(update={"resource_prices": (price,)})), "en")
    assert "'=HYPERLINK(1)" in content.decode("utf-8-sig")


def test_a_tender_says_which_rows_of_the_library_it_publishes_and_which_it_changed() -> None:
    tender = sample("office_furniture").tender
    found = published_rows(tender)
    assert (found.differing, len(found.is_same)) == ((), len(tender.materials) + len(tender.factors))
    first = tender.factors[0].model_copy(update={"gwp_kg_co2e": 99.0})
    material = tender.materials[0].model_copy(update={"cff_a": 0.2, "title_da": "Andet navn"})
    changed = tender.model_copy(
        update={"factors": (first, *tender.factors[1:]), "materials": (material, *tender.materials[1:])}
    )
    assert published_rows(changed).differing == (first.key,)
    assert published_rows(sample("laptops").tender).others == ("laptop_refurbished",)
