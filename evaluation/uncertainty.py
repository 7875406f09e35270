"""How uncertain factors and claims are, apart from each other and ready for draws.

A factor is shared: it is drawn once and moves every bid. A claim is a bidder's own and is drawn for that bid alone. The
spread is lognormal, ``value * exp(sd * z)`` with z standard normal and ``sd = ln(GSD)``; the GSD follows from pedigree
scores by the set that the model names (``evaluation.pedigree``), a factor's from its row, a claim's from the evidence
level that was accepted for it, without which it has the level with the widest spread.

A published default stands for what a bid does not say, and takes the tail: it is drawn from itself towards what is
worse for the bid and never towards what is better, ``value * exp(±sd * |z|)``, so that silence does not pay here
either.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from evaluation.pedigree import gsd, scores_of
from evaluation.result import LotEvaluation
from evaluation.tender import Tender

Floats = NDArray[np.float64]
# Where more is better for the bid, the worse tail is the lower one.
BETTER_WHEN_HIGHER = frozenset(
    {
        *("recycled_share", "reused_share", "taken_back_reuse_share", "taken_back_recycling_share"),
        *("guarantee", "claimed_life", "uses_per_piece", "spare_parts_years", "service_free_years"),
        *("epd_reuse_kg", "epd_recycling_kg", "buy_back_a", "buy_back_b", "buy_back_c"),
        *("buy_back_d", "buy_back_e", "buy_back_f"),
    }
)
CLAIM_TABLES = frozenset({"product_data", "declarations", "materials", "circulation", "activity_amounts"})


@dataclass(frozen=True)
class Spreads:
    """The spreads of a lot.

    Parameters
    ----------
    factors : key -> sd of the logarithm, of what all bids share; a factor without a GSD is not drawn.
    claims : index the number of an input; ``bid``, ``field``, ``sd``, and ``tail``: 0 both ways, 1 only upwards,
        -1 only downwards.
    """

    factors: Mapping[str, float]
    claims: pd.DataFrame


def spreads(lot: LotEvaluation) -> Spreads:
    """Return the spreads of a lot's factors and claims."""
    tender = lot.taken.tender
    shared = {f.key: float(np.log(f.gsd)) for f in tender.factors if f.gsd is not None}
    inputs = lot.inputs
    rows = inputs.loc[inputs["table"].isin(CLAIM_TABLES).to_numpy() & inputs["value"].notna().to_numpy()]
    by_level = _by_level(tender, lot)
    widest = max(by_level.values(), default=0.0)
    accepted = {
        (row.bid, row.item, row.claim): widest if row.level is None else by_level.get(row.level, widest)
        for row in lot.decisions.accepted_evidence
        if row.lot == lot.lot
    }
    named = zip(rows["bid"].astype(str), rows["item"].astype(object), rows["field"], strict=True)
    sd = np.array([accepted.get((bid, str(item), field), widest) for bid, item, field in named], dtype=float)
    is_default = (rows["state"] == "defaulted").to_numpy()
    worse = np.where(rows["field"].isin(BETTER_WHEN_HIGHER), -1, 1)
    return Spreads(
        shared,
        pd.DataFrame(
            {
                "bid": rows["bid"].to_numpy(),
                "field": rows["field"].to_numpy(),
                "sd": sd,
                "tail": np.where(is_default, worse, 0),
            },
            index=rows.index,
        ),
    )


def _by_level(tender: Tender, lot: LotEvaluation) -> dict[str, float]:
    return {
        level.key: float(np.log(gsd(scores_of(level.pedigree), pedigree_set=lot.taken.model.pedigree_set)))
        for level in tender.evidence_levels
        if level.pedigree is not None
    }


def multipliers(normal: Floats, sd: Floats, tail: NDArray[np.int64]) -> Floats:
    """Return what values are multiplied by in draws, (..., values).

    Parameters
    ----------
    normal : (..., values) standard normal draws; sd, tail : (values,).

    Examples
    --------
    >>> multipliers(np.array([-1.0, -1.0, -1.0]), np.full(3, np.log(2.0)), np.array([0, 1, -1])).round(
    ...     9
    ... ).tolist()
    [0.5, 2.0, 0.5]
    """
    z = np.where(tail == 0, normal, tail * np.abs(normal))
    return np.asarray(np.exp(sd * z))
