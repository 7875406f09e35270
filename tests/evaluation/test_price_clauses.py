"""Growth that a calculation counts on, held against what the contract lets prices do."""

from collections.abc import Mapping

from evaluation.evaluation_model import GrowthClass, PriceClause, PriceIndex
from evaluation.price_clauses import unclaused_growth
from evaluation.tender import Service, Tender
from tests.builders import LOT
from tests.evaluation.lamps import lamps

CLAUSE = {
    "key": "net",
    "title_da": "Nettopris",
    "index": "Nettoprisindekset",
    "first_year": 2027,
    "cap": 0.03,
}
GROWTH = {"key": "wages", "rate": 0.02, "index": "Nettoprisindekset"}


def tender(
    growth: Mapping[str, object] | None = None, clause: Mapping[str, object] | None = None, **tables: object
) -> Tender:
    """Return a tender on lamps whose price grows by a class and is regulated by a clause, from 2027."""
    item = {"price_growth": "wages", "price_clause": "net"}
    rows = {
        "growth_classes": (GrowthClass.model_validate({**GROWTH, **(growth or {})}),),
        "price_clauses": (PriceClause.model_validate({**CLAUSE, **(clause or {})}),),
    }
    return lamps([], [item], tables={**rows, **tables})


def codes(of: Tender) -> list[str]:
    """Return the codes of the warnings."""
    return [warning.code for warning in unclaused_growth(of, LOT)]


def test_growth_by_the_clauses_index_within_its_cap_and_years_is_right() -> None:
    assert codes(tender()) == []


def test_growth_without_a_clause_is_named_of_items_and_of_services() -> None:
    service = Service(key="setup", lot=LOT, title_da="x", quantity=1, growth_class="wages")
    found = list(unclaused_growth(tender(services=(service,)), LOT))
    assert [(w.code, dict(w.values)) for w in found] == [
        ("growth_without_clause", {"line": "setup", "growth": "wages"})
    ]


def test_a_class_that_does_not_grow_needs_no_clause() -> None:
    service = Service(key="setup", lot=LOT, title_da="x", quantity=1, growth_class="wages")
    assert codes(tender({"rate": 0.0}, services=(service,))) == []


def test_another_index_than_the_clauses_is_named() -> None:
    found = next(unclaused_growth(tender({"index": "Lønindekset"}), LOT))
    assert found.code == "growth_of_other_index"
    assert (found.values["index"], found.values["clause_index"]) == ("Lønindekset", "Nettoprisindekset")


def test_growth_above_the_cap_is_named_with_its_highest_year() -> None:
    """1, 1.01, 1.05, 1.06: the third year grows by 1.05 / 1.01 - 1 = 3.96 %, the cap is 3 %."""
    path = tuple(
        PriceIndex(growth_class="wages", year=2027 + t, index=i)
        for t, i in enumerate((1.0, 1.01, 1.05, 1.06))
    )
    (found,) = unclaused_growth(tender({"rate": None}, {"first_year": 2028}, price_indices=path), LOT)
    assert found.code == "growth_above_cap"
    assert found.values["percent"] == round(100 * (1.05 / 1.01 - 1), 6)
    assert codes(tender({"rate": 0.03})) == []
    assert codes(tender({"rate": 0.2}, {"cap": None})) == []


def test_growth_before_the_clause_lets_prices_change_is_named() -> None:
    """A price that grows from year 1 on has changed in 2027; the clause holds it until 2029."""
    (found,) = unclaused_growth(tender(None, {"first_year": 2029}), LOT)
    assert found.code == "growth_before_clause"
    assert (found.values["year"], found.values["first_year"]) == ("2027", "2029")
