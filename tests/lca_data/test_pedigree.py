"""Pedigree scores of the factors: by rule, for Denmark in 2026, and the uncertainty that follows."""

import pytest

import lca_data
from evaluation.factors import Factor
from evaluation.pedigree import gsd, scores_of
from lca_data.making.pedigree import PLACES, RULES, scored, scores_of_row
from lca_data.making.tables import BuildError

ALL = (*lca_data.factors().values(), *lca_data.factors("odbl").values())
ROW = {
    "key": "x",
    "source": "desnz_2025",
    "category": "material_virgin",
    "geography": "GB",
    "year": "2025",
    "quality": "measured",
}


def _scores(factor: Factor) -> tuple[int, ...]:
    return scores_of(str(factor.pedigree))


def test_steel_cans_of_desnz_by_hand() -> None:
    """Scores 2, 3, 1, 3, 3: ln² of 1.05, 1.05, 1, 1.02 and 1.2 and of the basic 1.05 sum to 0.040774.

    √ = 0.201925; GSD² = exp(0.201925) = 1.22376; GSD = 1.1062.
    """
    steel = lca_data.factors()["uk25_mat_metal_steel_cans_prim"]
    assert steel.pedigree == "2,3,1,3,3"
    assert steel.gsd == 1.1062


def test_money_for_emissions_is_of_another_place_and_technology() -> None:
    spent = [f for f in ALL if f.category == "spend_based"]
    assert len(spent) == 24
    assert {_scores(f)[3:] for f in spent} == {(5, 5)}


def test_a_stand_in_is_of_related_technology_at_best() -> None:
    assert scores_of_row({**ROW, "quality": "proxy"})[4] == 4
    assert scores_of_row(ROW)[4] == 3


def test_every_factor_has_five_scores_and_the_uncertainty_that_follows_from_them() -> None:
    for factor in ALL:
        scores = _scores(factor)
        assert len(scores) == 5, factor.key
        assert factor.gsd == round(gsd(scores, 1.05, "ecoinvent_2"), 4), factor.key


def test_money_is_the_least_certain_and_a_gas_the_most() -> None:
    by = {factor.gsd or 0.0: factor for factor in ALL}
    assert by[max(by)].category == "spend_based"
    assert by[min(by)].category == "direct_emission_gas"


def test_a_year_that_is_not_stated_counts_as_the_worst() -> None:
    assert {_scores(f)[2] for f in ALL if f.year is None and f.source != "br18_tabel7"} == {5}


def test_danish_data_are_nearest_and_a_figure_per_kilogram_scores_as_the_one_it_is_of() -> None:
    factors = lca_data.factors()
    for key, factor in factors.items():
        if f"{key}_kg" in factors:
            assert factors[f"{key}_kg"].pedigree == factor.pedigree, key
    assert [PLACES[place] for place in ("DK", "EU", "DE", "US", "CN")] == [1, 2, 3, 4, 5]


def test_every_rule_has_its_reason_and_is_used() -> None:
    used = {(f.source, f.category) for f in ALL} | {(f.source, "") for f in ALL}
    assert set(RULES) <= used
    assert all(rule.why.endswith(".") for rule in RULES.values())


def test_a_source_or_a_place_without_a_rule_stops_the_build() -> None:
    with pytest.raises(BuildError, match="no pedigree rule"):
        scored({**ROW, "source": "somebody"})
    with pytest.raises(BuildError, match="no pedigree score"):
        scored({**ROW, "geography": "MARS"})
