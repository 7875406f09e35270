"""What is handed on, and under which terms: share-alike data apart, restricted data nowhere."""

import lca_data
from lca_data.making.sources import LEFT_OUT, why_left_out


def test_every_figure_of_the_core_leads_to_a_source_with_a_licence() -> None:
    sources = lca_data.sources()
    assert {f.source for f in lca_data.factors().values()} <= set(sources)
    assert {g.source for g in lca_data.grid_years()} <= set(sources)
    assert all(s.licence and s.citation and s.publisher and s.url for s in sources.values())


def test_no_share_alike_figure_stands_in_the_core() -> None:
    for source in lca_data.sources().values():
        assert "ODbL" not in (source.licence or ""), source.key
    for key, factor in lca_data.factors().items():
        assert not key.startswith(("emaps_", "pcf_")), key
        assert factor.family not in {"electricity_maps", "boavizta"}, key


def test_the_share_alike_part_holds_share_alike_figures_alone() -> None:
    sources = lca_data.sources("odbl")
    assert all((s.licence or "").startswith("ODbL") for s in sources.values())
    assert {f.source for f in lca_data.factors("odbl").values()} == set(sources)
    assert not set(lca_data.factors("odbl")) & set(lca_data.factors())


def test_what_may_not_be_handed_on_is_in_neither_part() -> None:
    barred = (
        "negaoctet",
        "ecoinvent",
        "ibu.data",
        "idemat",
        "bafa",
        "gemis",
        "probas",
        "dansk beton",
        "rizan",
    )
    for part in ("core", "odbl"):
        for source in lca_data.sources(part).values():
            names = f"{source.key} {source.title} {source.publisher}".casefold()
            assert not any(name in names for name in barred), source.key
        for key in lca_data.factors(part):
            assert not key.startswith(
                ("bafa23_", "gemis_", "probas_", "danskbeton_", "rizan21_", "hb2016_")
            ), key


def test_each_source_left_out_has_its_reason() -> None:
    for begins, reason in LEFT_OUT:
        assert reason.endswith(".")
        assert why_left_out(f"{begins} and more") == reason
