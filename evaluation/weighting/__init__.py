"""Help with weights before a tender is published: from what people say of criteria, never from what is bid.

A bid has no part in any function here: weights that follow from the bids would be weights that a bidder moves.
"""

from evaluation.weighting.exact_weights import exact_weights, named_once
from evaluation.weighting.pairwise import Departure, PairwiseWeights, pairwise_weights
from evaluation.weighting.ranges import range_faults
from evaluation.weighting.ranked import rank_order_centroid, rank_sum
from evaluation.weighting.swing import swing_weights
from evaluation.weighting.trade_offs import (
    Expected,
    PriceBeside,
    TradeOff,
    TradeOffs,
    expected_cost,
    prices_beside,
    trade_offs,
)
from evaluation.weighting.unusable import WeightingError

__all__ = [
    "Departure",
    "Expected",
    "PairwiseWeights",
    "PriceBeside",
    "TradeOff",
    "TradeOffs",
    "WeightingError",
    "exact_weights",
    "expected_cost",
    "named_once",
    "pairwise_weights",
    "prices_beside",
    "range_faults",
    "rank_order_centroid",
    "rank_sum",
    "swing_weights",
    "trade_offs",
]
