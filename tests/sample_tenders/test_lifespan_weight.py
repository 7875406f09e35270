"""How much lifespan weighs in each sample: what the JSON says is what lives one per cent longer and shorter give."""

from typing import Any

import numpy as np
import pytest

from documents.evaluation_json import as_json
from evaluation import evaluate
from evaluation.recycling_credits import recycling_credits
from tests.evaluation.longer_lives import elasticities
from tests.samples import sample

SAMPLES = ("kitchen_equipment", "office_furniture", "surgical_gowns", "laptops")
# A weight of 100 is off by 100 x 2e-5 where the measure is smooth. Spare parts that are kept for the claimed life itself
# lie at a bend: 0.4 + 0.6/L above it, 1 below, slopes of 0.6 and 0. One per cent up is ln 1.01 = 0.00995, half of
# 0.02 less h/4, and 0.6/L curves by 0.6 - 0.6^2 = 0.24: in all 7.5 x (0.6 + 0.24) x 0.01 / 4 = 0.0158.
TOLERANCE = 0.016


def lots_of(name: str) -> list[dict[str, Any]]:
    """Return the lots in the JSON of a sample."""
    found = as_json(sample(name).done, (), "en")["lots"]
    assert isinstance(found, list)
    return found


@pytest.mark.parametrize("name", SAMPLES)
def test_the_weight_in_the_json_is_that_of_lives_one_per_cent_longer_and_shorter(name: str) -> None:
    data = sample(name)
    anew = evaluate(data.tender, data.reading.bids, data.decisions)
    for shown, lot in zip(lots_of(name), anew.lots.values(), strict=True):
        combination = lot.model.combination
        assert combination.key == "weighted_points"
        weights = np.array([float(combination.effective[leaf.id]) for leaf in lot.model.leaves])  # type: ignore[union-attr]
        by_bid = dict(zip(lot.calculated, elasticities(lot), strict=True))
        said = shown["lifespan_weight"]
        assert set(said["effective"]) == set(lot.calculated) - lot.baselines
        assert said["reasons"] == []
        for bid, effective in said["effective"].items():
            assert effective == pytest.approx(float(weights @ by_bid[bid]), abs=TOLERANCE)
            assert effective == pytest.approx(sum(said["by_criterion"][bid].values()), abs=1e-9)


def test_what_the_samples_weigh() -> None:
    """Furniture: the documented life alone. Laptops: the guarantee, and spare parts where they end before the claim.

    Gowns score no life, and yet two thirds of the points of a single-use gown are counted by its one use.
    """
    weight = {
        name: [
            (
                lot["lifespan_weight"]["nominal"],
                *sorted(round(w, 1) for w in lot["lifespan_weight"]["effective"].values()),
            )
            for lot in lots_of(name)
        ]
        for name in SAMPLES
    }
    assert weight == {
        "kitchen_equipment": [(15.0, 15.0, 15.0, 15.0)],
        "office_furniture": [(10.0, *[10.0] * len(lot["lifespan_weight"]["effective"]))
                             for lot in lots_of("office_furniture")],
        "surgical_gowns": [(0.0, 2.7, 4.2, 65.1, 67.0)],
        "laptops": [(15.0, 7.5, 9.8, 11.7), (15.0, 7.5, 9.8, 11.7)],
    }  # fmt: skip


def test_where_recycling_is_credited_in_the_samples() -> None:
    """Furniture and gowns: the same recycling lowers the waste that gives points and the bill for disposal."""
    found = {
        name: {
            (credit.credit, credit.where)
            for lot in sample(name).done.lots
            for credit in recycling_credits(sample(name).tender, lot)
        }
        for name in SAMPLES
    }
    both = {
        ("recycled_input", "recycled_factor"),
        ("recycling_after_use", "residual_waste"),
        ("recycling_after_use", "disposal_cost"),
    }
    assert found == {
        "kitchen_equipment": set(), "office_furniture": both, "surgical_gowns": both, "laptops": set(),
    }  # fmt: skip
    for name, credits_on in found.items():
        told = [w for w in sample(name).done.warnings if w.code == "recycling_counted_twice"]
        assert len(told) == (len(sample(name).done.lots) if credits_on else 0)
