"""The data book says what the tables hold."""

from collections import Counter
from pathlib import Path

import lca_data
from evaluation.impact_indicators import INDICATORS
from lca_data.making.pedigree import PLACES, RULES

BOOK = (Path(__file__).parents[2] / "docs" / "lca-data.md").read_text(encoding="utf-8")
ROWS = [
    tuple(cell.strip() for cell in line.strip("|").split("|"))
    for line in BOOK.splitlines()
    if line[:1] == "|"
]


def test_the_coverage_of_each_indicator_is_counted() -> None:
    counted = Counter(key for values in lca_data.factor_impacts().values() for key in values)
    for key, number in counted.items():
        row = INDICATORS[key]
        assert (row.code, f"`{key}`", row.unit, str(number)) in ROWS
    assert f"in all {len(lca_data.factors())} factors" in BOOK
    assert f"in the {len(lca_data.factor_impacts())} factors" in BOOK


def test_each_family_of_factors_is_named_with_its_number() -> None:
    words = " ".join(BOOK.split())
    for family, number in Counter(f.family for f in lca_data.factors().values()).items():
        assert f"`{family}` ({number})" in words


def test_each_weight_stands_in_the_book_or_is_said_to_be_missing() -> None:
    points, prices = lca_data.weight_sets()["ef_3_1"], lca_data.weight_sets()["mki_a2_partial"]
    for one, price in zip(points.weights, prices.weights, strict=True):
        code, unit = INDICATORS[one.indicator].code, INDICATORS[one.indicator].unit
        told = "**missing**" if price.weight is None else f"{price.weight:g} €"
        assert (code, f"{one.normalisation} {unit}", f"{(one.weight or 0.0) * 100:.2f} %", told) in ROWS


def test_each_rule_of_the_pedigree_is_published() -> None:
    for rule in RULES.values():
        (row,) = (r for r in ROWS if r[:2] == (rule.source, rule.category or "all others"))
        assert row[2:4] == (rule.reliability, rule.completeness)
        assert row[4:] == (
            rule.data_year or "the row’s", rule.geographical or "by place", rule.technological, rule.why,
        )  # fmt: skip
    for score in range(1, 6):
        places = ", ".join(place for place, each in PLACES.items() if each == score)
        assert (str(score), places) in ROWS


def test_each_class_of_recycling_and_each_substance_is_published() -> None:
    for each in lca_data.circular_footprint_classes().values():
        p = each.parameters
        figures = tuple(f"{x:g}" for x in (p.a, p.b, p.quality_in, p.quality_out))
        assert (each.title_en, *figures, each.source, each.note, str(len(each.materials))) in ROWS
    for substance in lca_data.substances().values():
        assert any(row[:2] == (substance.title_en, substance.definition) for row in ROWS)
