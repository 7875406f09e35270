"""The materials: factors of one family, balanced biogenic carbon, a conservative row, the closed list."""

import pytest

import lca_data
from evaluation.factors import Factor, Material

MATERIALS = lca_data.materials()
FACTORS = lca_data.factors()
ROUTES = ("energy_recovery", "recycling", "landfill")


def _factor(row: Material, column: str) -> Factor | None:
    key = getattr(row, column)
    return None if key is None else FACTORS[key]


def test_every_factor_of_a_material_exists_and_is_of_its_family_and_unit() -> None:
    for row in MATERIALS.values():
        for key in lca_data.factor_keys_of(row):
            assert key in FACTORS, (row.key, key)
            assert FACTORS[key].family in lca_data.FAMILIES[str(row.family)], (row.key, key)
            assert FACTORS[key].declared_unit == row.declared_unit, (row.key, key)


def test_every_material_has_a_production_figure() -> None:
    assert all(row.virgin for row in MATERIALS.values())


def test_credits_are_of_module_d_and_nothing_else_is() -> None:
    for row in MATERIALS.values():
        for column in ("virgin", "recycled", "reused", *ROUTES, "credit_energy", "credit_recycling"):
            if (factor := _factor(row, column)) is not None:
                assert (factor.modules == "D") == column.startswith("credit"), (row.key, column)


def test_no_material_mixes_figures_with_and_without_biogenic_carbon() -> None:
    """DESNZ wood leaves it out; ÖKOBAUDAT's burning would charge it 1.8 kg/kg that does not exist."""
    for row in MATERIALS.values():
        found = {f.biogenic for c in ("virgin", "recycled", "reused", *ROUTES) if (f := _factor(row, c))}
        assert len(found) == 1, row.key


def _wood() -> list[Material]:
    return [row for row in MATERIALS.values() if row.biogenic_kg_co2_per_kg is not None]


def test_what_is_taken_up_is_given_up_on_every_route() -> None:
    """Uptake is in production; release is in burning, or is the stored carbon on a route without a factor.

    So every route ends at the same A to C, never below nothing: reuse does not make a desk store carbon.
    """
    for row in _wood():
        virgin, burning = _factor(row, "virgin"), _factor(row, "energy_recovery")
        assert virgin is not None
        assert burning is not None
        stored = row.biogenic_kg_co2_per_kg
        assert stored is not None
        assert stored == pytest.approx(burning.gwp_kg_co2e, rel=1e-12)
        assert (row.recycling, row.landfill, row.reused) == (None, None, None), row.key
        assert 0 < virgin.gwp_kg_co2e + stored < 1, row.key


def test_uptake_and_release_are_of_the_same_data_set() -> None:
    for row in _wood():
        assert (row.energy_recovery or "").replace("_c3", "") == row.virgin


def test_stored_carbon_is_near_what_dry_wood_holds() -> None:
    """EN 16449: 0.5 x 44/12 = 1.833 kg CO2 per kg of dry wood; less with moisture and glue, never more."""
    for row in _wood():
        assert 1.3 < (row.biogenic_kg_co2_per_kg or 0) <= 0.5 * 44 / 12, row.key


def test_a_production_figure_below_zero_names_the_carbon_it_stores() -> None:
    for row in MATERIALS.values():
        if FACTORS[row.virgin or ""].gwp_kg_co2e < 0:
            assert row.biogenic_kg_co2_per_kg is not None, row.key


def test_chipboard_holds_the_figures_of_its_data_set() -> None:
    """ÖKOBAUDAT: -760.3140291469 and 976.97 per m3 of 633.29 kg, so -1.200578 and 1.542690 per kg."""
    row = lca_data.material("chipboard_melamine")
    assert FACTORS[row.virgin or ""].gwp_kg_co2e == pytest.approx(-760.3140291469 / 633.29, rel=1e-10)
    assert FACTORS[row.energy_recovery or ""].gwp_kg_co2e == pytest.approx(976.97 / 633.29, rel=1e-10)


def test_recycled_plastic_emits_less_than_virgin() -> None:
    """DESNZ 2025: PP 2577.57172 and 1312.57172 kg per tonne."""
    row = lca_data.material("pp_desnz")
    assert FACTORS[row.virgin or ""].gwp_kg_co2e == pytest.approx(2.57757172, rel=1e-12)
    assert FACTORS[row.recycled or ""].gwp_kg_co2e == pytest.approx(1.31257172, rel=1e-12)


def test_recycled_input_is_never_dearer_than_virgin() -> None:
    for row in MATERIALS.values():
        if row.recycled and row.virgin:
            assert FACTORS[row.recycled].gwp_kg_co2e <= FACTORS[row.virgin].gwp_kg_co2e, row.key


def test_the_conservative_row_is_no_better_than_any_material_of_its_family() -> None:
    for other in (row for row in MATERIALS.values() if row.conservative):
        family = [m for m in MATERIALS.values() if m.family == other.family and m.kind == "material"]
        for row in family:
            assert _gwp(row, "virgin") <= _gwp(other, "virgin")
            assert _gwp(row, "recycled") <= _gwp(other, "recycled")
            for route in ROUTES:
                assert _gwp(row, route) <= _gwp(other, route), (row.key, route)
        assert (other.credit_energy, other.credit_recycling) == (None, None)


def _gwp(row: Material, column: str) -> float:
    factor = _factor(row, column)
    return float("-inf") if factor is None else factor.gwp_kg_co2e


def test_each_family_of_raw_materials_has_one_conservative_row() -> None:
    assert sorted(str(row.family) for row in MATERIALS.values() if row.conservative) == [
        "en15804_a1",
        "ghg_protocol",
    ]


def test_a_stand_in_is_flagged() -> None:
    for key in (
        "nitrile_rubber",
        "pur_foam",
        "pur_foam_desnz",
        "mdf_desnz",
        "stainless_steel_desnz",
        "clothing_desnz",
    ):
        assert lca_data.material(key).proxy, key


def test_finished_products_and_raw_materials_are_told_apart() -> None:
    assert lca_data.material("clothing_desnz").kind == "product_class"
    assert lca_data.material("laptop").kind == "product_class"
    assert lca_data.material("pet_desnz").kind == "material"


def test_a_net_credit_is_never_an_end_of_life() -> None:
    """ADEME prints -44.64 for a washing machine: a credit netted in, so blank here."""
    assert lca_data.material("washing_machine").recycling is None
    for row in MATERIALS.values():
        for route in ROUTES:
            assert _gwp(row, route) >= 0 or _factor(row, route) is None, row.key


def test_an_energy_credit_is_of_a_waste_that_burns_alike() -> None:
    """The own (German) credit is at least 60 % of that of the waste whose Danish credit is taken.

    PTFE: 0.168 of 1.405 kg/kg. With the credit of mixed plastics it would gain more than it can.
    """
    for row in MATERIALS.values():
        own = FACTORS.get((row.energy_recovery or "").replace("_c3", "_d"))
        if row.credit_energy and own is not None:
            waste = row.credit_energy.removeprefix("derived_dkcredit_").rsplit("_", 1)[0]
            assert own.gwp_kg_co2e <= 0.6 * FACTORS[f"obd_{waste}_d"].gwp_kg_co2e, row.key
    assert lca_data.material("ptfe").credit_energy is None


def test_insulation_of_raw_cotton_is_offered_to_nobody() -> None:
    for key in ("br18_g0951", "br18_g1051", "obd_cotton", "obd_cotton_org"):
        assert key not in FACTORS


def test_a_search_finds_every_word_in_either_language() -> None:
    assert [m.key for m in lca_data.search("spånplade mel")] == ["chipboard_melamine"]
    assert [m.key for m in lca_data.search("beech", "en")] == ["solid_beech"]
    assert lca_data.search("uldtæppe fra månen") == ()


def test_the_closed_list_holds_every_factor_and_source_it_leads_to() -> None:
    keys = ["steel_desnz", "cardboard_desnz", "chipboard_melamine"]
    chosen, factors, grids, sources = lca_data.select(keys, ["electricity_dk"], ["uk25_fre_hgv_all"])
    assert [m.key for m in chosen] == keys
    has = {f.key for f in factors}
    assert has == {key for m in chosen for key in lca_data.factor_keys_of(m)} | {"uk25_fre_hgv_all"}
    assert {g.carrier for g in grids} == {"electricity_dk"}
    assert {f.source for f in factors} | {g.source for g in grids} | {"madaster_2021"} == {
        s.key for s in sources
    }


def test_a_key_that_is_not_there_is_named() -> None:
    with pytest.raises(lca_data.UnknownKeyError, match="no material 'unobtainium'"):
        lca_data.select(["unobtainium"])
    with pytest.raises(lca_data.UnknownKeyError, match="no carrier"):
        lca_data.select(["pp"], ["steam"])
    with pytest.raises(lca_data.UnknownKeyError, match="no factor 'x'"):
        lca_data.select(["pp"], [], ["x"])
