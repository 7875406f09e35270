"""What bids say of repair and of a second life -> scores of 0 to 1."""

import numpy as np
from numpy.typing import NDArray

from evaluation.lot_values import LotValues
from evaluation.measures import CARD_FIELDS, SECOND_LIFE_FIELDS
from evaluation.repair_index import CARD_WEIGHTS, POINTS, SCHEMES

Floats = NDArray[np.float64]
CARD = "card"


def repair_score(values: LotValues) -> Floats:
    """Return how well each item can be repaired, (bids, items) [0 to 1]; NaN where nothing is asked or said.

    The index of the item's scheme taken over onto 0 to 1, ``(index - lowest) / (highest - lowest)``; of the card the
    weighted sum of its scores so taken over, ``sum of weight * (score - 1) / 4``. An index outside of its scheme is
    unknown here; the reader has asked about it.
    """
    schemes = [item.repair_scheme for item in values.items]
    index = values.take("product_data", "repair_index").values
    low, high = scheme_range(values)
    taken_over = (index - low) / (high - low)
    share = np.where((taken_over < 0) | (taken_over > 1), np.nan, taken_over)
    lowest, highest = POINTS
    scores = {name: values.take(*of.split(".")).values for name, of in CARD_FIELDS.items()}
    card = sum(CARD_WEIGHTS[name] * (score - lowest) / (highest - lowest) for name, score in scores.items())
    return np.where([scheme == CARD for scheme in schemes], np.asarray(card), share)


def scheme_range(values: LotValues) -> tuple[Floats, Floats]:
    """Return the lowest and the highest value of the scheme of each item, (items,); NaN where it has none."""
    of = [SCHEMES.get(item.repair_scheme) for item in values.items]
    low = np.array([np.nan if scheme is None else scheme.lowest for scheme in of])
    return low, np.array([np.nan if scheme is None else scheme.highest for scheme in of])


def second_life_score(values: LotValues) -> Floats:
    """Return the share of upgrade, refurbishment and buy-back that is offered, (bids, items) [0 to 1].

    A third each; an answer that is missing leaves the score unknown.
    """
    offered = [values.take_yes(*of.split(".")).values for of in SECOND_LIFE_FIELDS]
    return np.asarray(np.mean(offered, axis=0))
