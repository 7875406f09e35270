"""Parameters of the Circular Footprint Formula: as told by their sources, a class a material at most."""

from collections import Counter

import pytest

import lca_data

CLASSES = lca_data.circular_footprint_classes()


@pytest.mark.parametrize(
    ("key", "a", "quality_out"),
    [
        ("metal", 0.2, 1), ("glass", 0.2, 1), ("cardboard", 0.2, 1), ("plastics", 0.5, 0.9),
        ("pet_bottle", 0.5, 0.95), ("pur_rubber", 0.5, 0.75), ("wood", 0.8, 1), ("pet_fibre", 0.8, 0.3),
    ],
)  # fmt: skip
def test_the_parameters_of_ecobalyse(key: str, a: float, quality_out: float) -> None:
    """MTES-MCT/ecobalyse-data: (1 − A) is the amount of recycling, (1 − A)·Q_out that of the virgin replaced."""
    parameters = CLASSES[key].parameters
    assert (parameters.a, parameters.quality_out, parameters.b) == (a, quality_out, 0)


def test_every_class_keeps_within_the_bands_of_annex_c_and_names_its_source() -> None:
    for each in CLASSES.values():
        assert each.parameters.a in {0.2, 0.5, 0.8}, each.key
        assert 0 < float(each.parameters.quality_out) <= float(each.parameters.quality_in) <= 1, each.key
        assert each.source
        assert each.note.endswith(".")
        assert each.verified == "second_hand"


def test_a_material_is_of_one_class_at_most_and_of_none_that_does_not_exist() -> None:
    named = Counter(key for each in CLASSES.values() for key in each.materials)
    assert set(named) <= set(lca_data.materials())
    assert set(named.values()) == {1}
    for key in named:
        assert lca_data.circular_footprint_of(key) is not None


def test_what_no_source_classes_has_no_parameters() -> None:
    """Thermosets, ceramics, finished products and what is not on the list: none invented."""
    for key in ("ceramics", "silicone", "powder_coating", "other_conservative", "laptop", "clothing_desnz"):
        assert lca_data.circular_footprint_of(key) is None


def test_a_material_that_is_not_there_is_named() -> None:
    with pytest.raises(lca_data.UnknownKeyError, match="unobtainium"):
        lca_data.circular_footprint_of("unobtainium")
