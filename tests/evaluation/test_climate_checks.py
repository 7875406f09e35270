"""What no evaluation of emissions is made from, and what its reader is told."""

import re
from decimal import Decimal
from pathlib import Path

import pytest

from evaluation import evaluate
from evaluation.evaluation_model import Criterion, EvidenceLevel
from evaluation.factors import FactorImpact
from evaluation.impact_weights import ImpactWeight
from evaluation.tender import Tender
from evaluation.tender_checks import tender_faults
from tests.builders import LOT
from tests.evaluation.whole_desk import desk_bid, impacts, whole_desk

ROOT = Path(__file__).parents[2]


def codes(tender: Tender, **tables: object) -> set[str]:
    whole = {name: getattr(tender, name) for name in Tender.model_fields}
    return {problem.code for problem in tender_faults(Tender(**{**whole, **tables}))}


def test_nothing_is_wrong_with_the_whole_desk() -> None:
    assert codes(whole_desk()) == set()


def test_the_circular_footprint_formula_never_stands_beside_module_d() -> None:
    assert "circular_footprint_with_credits" in codes(whole_desk(end_of_life="circular_footprint"))
    only = whole_desk(end_of_life="circular_footprint", reported_measures=())
    assert codes(only) == set()
    assert "circular_footprint_with_credits" in codes(
        whole_desk(end_of_life="circular_footprint", reported_measures=(), declared_modules=("A1-A3", "D"))
    )


def test_the_formula_needs_its_numbers_for_every_material() -> None:
    tender = whole_desk(end_of_life="circular_footprint", reported_measures=())
    without = tuple(row.model_copy(update={"cff_a": None}) for row in tender.materials)
    assert codes(tender, materials=without) == {"circular_footprint_number_missing"}


def test_figures_of_two_families_never_stand_beside_each_other() -> None:
    both = (*impacts(), FactorImpact(factor="tap", indicator="a2_ap", value=1.0))
    assert codes(whole_desk(), factor_impacts=both) == {"impact_families_mixed"}
    assert codes(whole_desk(), factor_impacts=(*impacts(), impacts()[0])) == {"impact_twice"}


@pytest.mark.parametrize(
    ("slot", "modules", "is_right"),
    [
        ("virgin", "A1-A3", True),
        ("virgin", "A1-A4", True),
        ("virgin", "A1-C4", False),
        ("virgin", "A1-A3, B6", False),
        ("landfill", "C2-C4", True),
        ("landfill", "C3-D", False),
        ("credit_energy", "D", True),
        ("credit_energy", None, True),
    ],
)
def test_a_factor_of_a_material_counts_no_stage_that_is_counted_elsewhere(
    slot: str,
    modules: str | None,
    is_right: bool,  # noqa: FBT001  (a case)
) -> None:
    """A footprint with the maker's use in it (A1-C4) as a material would count use twice: trap 13, typed by hand."""
    tender = whole_desk()
    material = next(row for row in tender.materials if getattr(row, slot))
    key = getattr(material, slot)
    changed = tuple(
        row.model_copy(update={"modules": modules}) if row.key == key else row for row in tender.factors
    )
    assert codes(tender, factors=changed) == (set() if is_right else {"factor_of_other_stages"})


def test_a_set_of_weights_is_whole_or_gives_no_score() -> None:
    tender = whole_desk(single_score_set="few", reported_measures=("single_score",))
    assert codes(tender) == {"weight_set_missing"}
    few = (ImpactWeight(weight_set="few", indicator="a2_gwp_total", weight=1.0),)
    assert codes(tender, impact_weights=few) == {"weight_set_incomplete"}


@pytest.mark.parametrize(("measure", "alone"), [("a1_ap", False), ("a2_sqp", True)])
def test_an_uncertain_indicator_never_decides_alone(measure: str, alone: bool) -> None:  # noqa: FBT001  (a case)
    def scored(weight: int, key: str = measure) -> Criterion:
        return Criterion(
            lot=LOT, id=key, title_da=key, weight=Decimal(weight), measure=key, rule="linear_over_best", slope=50,
        )  # fmt: skip

    assert ("uncertain_indicator_alone" in codes(whole_desk(), criteria=(scored(100),))) == alone
    pair = (scored(50), scored(50, "gwp_a_to_c"))
    assert "uncertain_indicator_alone" not in codes(whole_desk(), criteria=pair)


def test_scores_of_a_pedigree_are_read_or_told_of() -> None:
    level = EvidenceLevel(key="E1", title_da="Egen", credit=0.2, pedigree="2,2,9")
    assert codes(whole_desk(), evidence_levels=(level,)) == {"pedigree_unreadable"}


def test_an_activity_is_of_a_reference_item_and_counted_as_it_is() -> None:
    tender = whole_desk()
    by_use = tuple(row.model_copy(update={"per": "use"}) for row in tender.activities[:1])
    assert codes(tender, activities=by_use) == {"activity_per_differs"}
    desk = tuple(item.model_copy(update={"reference": False}) for item in tender.items)
    assert "activity_of_other_item" in codes(tender, items=desk)


def test_a_module_that_no_declaration_gives_is_refused() -> None:
    assert codes(whole_desk(declared_modules=("A1-A3", "B6"))) == {"module_unknown"}


def test_a_grid_that_is_held_after_its_last_year_is_an_assumption_that_is_told() -> None:
    """The grid is published until 2031, and studied until 2034."""
    told = [
        w.values for w in evaluate(whole_desk(), [desk_bid()]).lots[LOT].warnings if w.code == "grid_held"
    ]
    assert told == [{"carrier": "el", "year": 2031, "last": 2034}]


def test_every_trap_of_the_method_book_is_held_by_a_test_that_exists_and_is_its_own() -> None:
    book = (ROOT / "docs" / "emissions.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d+) [^|]*\| ([^|]*) \|$", book, flags=re.MULTILINE)
    assert [int(number) for number, _ in rows] == list(range(1, 25))
    named = [re.findall(r"`(test_\w+)`", tests) for _, tests in rows]
    assert all(named)
    names = [name for of_trap in named for name in of_trap]
    assert len(set(names)) == len(names)
    source = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    assert [name for name in names if f"def {name}(" not in source] == []
