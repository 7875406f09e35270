"""Claims and evidence -> the life that is credited, and the life that drives purchases.

All lives of an item are in its own unit: years, or uses.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from evaluation.decisions import Decisions
from evaluation.life_statistics import as_mean
from evaluation.lot_values import LotValues

Floats = NDArray[np.float64]
# Fields that claim a life, in years or in uses; evidence is accepted of either as ``claimed_life``.
LIFE_CLAIMS = ("claimed_life", "uses_per_piece")
DELIVERY_SCORES = ((5, 1.0), (10, 0.7), (15, 0.4))  # working days -> score; slower is 0


@dataclass(frozen=True)
class Lives:
    """The lives of all items, shape (bids, items) [years or uses]; ``reference`` is (items,).

    ``claim_factor`` is what a claim is multiplied by: its statistic as a mean, in the buyer's use and maintenance.
    ``credited`` is what the evidence carries; ``on_basis`` the life on the model's basis, and ``follows_bid``
    (items,) whether that is of the bid or the buyer's; ``with_losses`` the same, less what is lost on the way;
    ``purchase`` is the N that drives purchases, emissions and waste: the same within the highest age, at least
    one functional unit.
    """

    claimed: Floats
    claim_factor: Floats
    guarantee: Floats
    reference: Floats
    credit: Floats
    credited: Floats
    on_basis: Floats
    follows_bid: NDArray[np.bool_]
    with_losses: Floats
    purchase: Floats


def credited_life(claim: Floats, guarantee: Floats, reference: Floats, credit: Floats) -> Floats:
    """Return the credited life [unit of the arguments]; all broadcast against each other.

    ``min(claim, max(L_g, L_ref)) + e * max(0, claim - max(L_g, L_ref))``, never below the guarantee. A blank
    guarantee is none.

    >>> round(float(credited_life(15.0, 5.0, 10.0, 0.8)), 6), float(credited_life(8.0, 2.0, 10.0, 0.0))
    (14.0, 8.0)
    >>> float(credited_life(3.0, 5.0, 10.0, 0.0))
    5.0
    """
    floor, claim = np.fmax(guarantee, reference), np.fmax(claim, guarantee)
    return np.asarray(np.minimum(claim, floor) + credit * np.maximum(0.0, claim - floor))


def guaranteed_life(claim: Floats, guarantee: Floats, reference: Floats) -> Floats:
    """Return the longer of reference and guarantee, never above the claim [unit of the arguments].

    >>> float(guaranteed_life(15.0, 12.0, 10.0)), float(guaranteed_life(8.0, 2.0, 10.0))
    (12.0, 8.0)
    """
    return np.asarray(np.minimum(claim, np.fmax(guarantee, reference)))


def mean_uses(uses: Floats, loss: Floats) -> Floats:
    """Return the mean uses of a piece that may be lost at each use: ``(1 - (1 - q)^N) / q``.

    >>> round(float(mean_uses(75.0, 0.02)))
    39
    >>> float(mean_uses(75.0, 0.0))
    75.0
    """
    q = np.asarray(loss, dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        lost = -np.expm1(uses * np.log1p(-q)) / q
    return np.where(q == 0.0, uses, lost)


def accepted_credit(
    values: LotValues, decisions: Decisions, claim: str
) -> tuple[Floats, NDArray[np.object_]]:
    """Return the credit of a claim's accepted evidence and its level, (bids, items); none accepted is 0."""
    credit_of = {level.key: level.credit for level in values.tender.evidence_levels}
    bids = {bid.id: n for n, bid in enumerate(values.bids)}
    items = {item.key: n for n, item in enumerate(values.items)}
    credit = np.zeros(values.shape)
    level = np.full(values.shape, None, dtype=object)
    for row in decisions.accepted_evidence:
        if (
            row.lot == values.lot
            and row.claim == claim
            and row.level
            and row.bid in bids
            and row.item in items
        ):
            at = bids[row.bid], items[row.item]
            credit[at], level[at] = credit_of[row.level], row.level
    return credit, level


def lives(values: LotValues, decisions: Decisions) -> Lives:
    """Return the lives of all items of a lot.

    A blank claim is the guarantee, so that silence never lengthens a life; both blank leave the life
    unknown where the model reads it.
    """
    reference = np.array([np.nan if i.reference_life is None else i.reference_life for i in values.items])
    guarantee = values.take("product_data", "guarantee").values
    stated = values.take("product_data", "claimed_life").values
    stated = np.where(np.isnan(stated), values.take("circulation", "uses_per_piece").values, stated)
    factor = claim_factors(values)
    claimed = stated * factor
    claimed = np.where(np.isnan(claimed), guarantee, claimed)
    credit, _ = accepted_credit(values, decisions, "claimed_life")
    credited = credited_life(claimed, guarantee, reference, credit)
    asked = values.is_read("product_data.claimed_life") | values.is_read("circulation.uses_per_piece")
    fixed = np.broadcast_to(reference, values.shape)
    basis: Mapping[str, Floats] = {
        "reference": fixed,
        "guaranteed": np.where(asked, guaranteed_life(claimed, guarantee, reference), fixed),
        "credited": np.where(asked, credited, fixed),
    }
    on_basis = basis[values.model.life_basis]
    follows = asked & (values.model.life_basis != "reference")
    with_losses = life_with_losses(on_basis, values)
    chosen = np.maximum(uses_until_withdrawn(with_losses, values), 1.0)
    return Lives(
        stated, factor, guarantee, reference, credit, credited, on_basis, follows, with_losses, chosen
    )


def claim_factors(values: LotValues) -> Floats:
    """Return what a claimed life is multiplied by to be a mean in the buyer's conditions, (bids, items) [1].

    :func:`claim_statistics` times F (use) and G (maintenance) of ISO 15686-8; 1 where the buyer publishes none.
    """
    conditions = [(i.in_use_factor or 1.0) * (i.maintenance_factor or 1.0) for i in values.items]
    return np.asarray(claim_statistics(values) * np.array(conditions))


def claim_statistics(values: LotValues) -> Floats:
    """Return the mean of a life for one unit of the statistic that a bid claims, (bids, items) [1].

    At the item's Weibull shape; 1 where the buyer publishes none. NaN where a bid does not say which statistic it
    claims, so that its guarantee counts.
    """
    factor = np.ones(values.shape)
    shapes = np.array([np.nan if i.life_shape is None else i.life_shape for i in values.items])
    spread = ~np.isnan(shapes)
    if spread.any():
        said = values.words("product_data", "claimed_life_statistic")[:, spread]
        stated = np.where(said == None, "", said).astype(str)  # noqa: E711  (an array of words)
        beta = np.broadcast_to(shapes[spread], stated.shape)
        factor[:, spread] = as_mean(np.ones(stated.shape), stated, beta)
    return factor


def life_with_losses(life: Floats, values: LotValues) -> Floats:
    """Return the lives less what is lost on the way, (bids, items): :func:`mean_uses` of what is counted in uses."""
    loss = values.take("circulation", "loss_per_use").values
    uses = np.array([i.life_unit == "uses" for i in values.items], dtype=bool)
    return np.where(uses & ~np.isnan(loss), mean_uses(life, loss), life)


def uses_until_withdrawn(uses: Floats, values: LotValues) -> Floats:
    """Return the uses that a piece gives before the age at which the buyer has it taken out; (bids, items).

    ``min(uses, longest_years * D / pieces_in_pool)``: a pool of P pieces that takes D uses a year uses each
    piece D / P times a year. What is used once is never old. Both limits hold where the buyer publishes an
    age; a pool that is not stated leaves the life unknown.
    """
    longest = np.array([np.nan if i.longest_years is None else i.longest_years for i in values.items])
    demand = np.array([np.nan if i.demand is None else i.demand for i in values.items])
    pool = values.take("circulation", "pieces_in_pool").values
    limited = ~np.isnan(longest) & (uses > 1.0)
    return np.where(limited, np.minimum(uses, longest * demand / pool), uses)


def spare_parts_score(values: LotValues, found: Lives) -> Floats:
    """Return ``0.6 * min(1, years / L_claim) + 0.4 * delivery`` [0 to 1], shape (bids, items).

    Delivery within 5 working days gives 1, within 10 0.7, within 15 0.4, slower 0; a blank gives NaN.
    """
    years = values.take("product_data", "spare_parts_years").values
    days = values.take("product_data", "spare_parts_days").values
    delivery = np.zeros(values.shape)
    for limit, score in reversed(DELIVERY_SCORES):
        delivery = np.where(days <= limit, score, delivery)
    delivery = np.where(np.isnan(days), np.nan, delivery)
    life = np.where(np.isnan(found.claimed), found.reference, found.claimed)
    return np.asarray(0.6 * np.minimum(1.0, years / life) + 0.4 * delivery)


def claims_table(values: LotValues, decisions: Decisions, found: Lives) -> pd.DataFrame:
    """Return every claim taken from the bids, claimed and accepted side by side, with its cell."""
    inputs = values.inputs()
    rows = inputs.loc[inputs["table"].isin(["product_data", "circulation"])].reset_index(names="input")
    rows = rows.rename(columns={"field": "claim", "value": "stated"}).drop(columns="table")
    kind, document = (values.words("product_data", n) for n in ("evidence_kind", "evidence_document"))
    at = (rows["bid"].cat.codes.to_numpy(), rows["item"].cat.codes.to_numpy())
    rows["evidence_kind"], rows["document"] = kind[at], document[at]
    level = np.full(len(rows), None, dtype=object)
    credited = rows["stated"].to_numpy(dtype=float).copy()
    for claim in rows["claim"].unique():
        of = (rows["claim"] == claim).to_numpy()
        is_life = claim in LIFE_CLAIMS
        level[of] = accepted_credit(values, decisions, "claimed_life" if is_life else claim)[1][at][of]
        if is_life:
            credited[of] = found.credited[at][of]
    return rows.assign(level=level, credited=credited)


def life_ratio(values: LotValues, found: Lives) -> Floats:
    """Return the credited life as a share of the reference, within the model's bounds [1], (bids, items)."""
    model = values.model
    low = 0.0 if model.life_ratio_floor is None else model.life_ratio_floor
    high = np.inf if model.life_ratio_cap is None else model.life_ratio_cap
    return np.asarray(np.clip(found.credited / found.reference, low, high))


def guarantee_above_floor(values: LotValues, found: Lives) -> Floats:
    """Return how much longer the guarantee is than what is asked for anyway, never below nought, (bids, items).

    [unit of the guarantee]; an item without a floor has one of nought.
    """
    floor = np.array([item.guarantee_floor or 0.0 for item in values.items])
    return np.asarray(np.maximum(0.0, found.guarantee - floor))
