"""Claims that are strikingly better than the other bids': each a question to the bidder, with its cell.

A claim is held against the published quantile of what the others claim of the same item, and of a life against the
reference life where too few others claim one. Nothing is changed: a person asks, and the published model decides.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evaluation.inquiries import Flag
from evaluation.lot_values import LotValues
from evaluation.material_flows import Parts, masses
from evaluation.places import place_of
from evaluation.problems import ResultWarning

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
OTHERS_NEEDED = 2
# What is better the lower, and the higher, it is; each as a bid states it, never a default. A guarantee is no claim:
# who gives it keeps it.
LOWER = (
    ("declarations", "gwp_a1_a3"),
    ("product_data", "electricity_kwh_per_year"),
    ("product_data", "heat_kwh_per_year"),
    ("product_data", "water_m3_per_year"),
    ("product_data", "power_off_w"),
    ("product_data", "power_sleep_w"),
    ("product_data", "power_idle_w"),
    ("product_data", "power_active_w"),
    ("product_data", "packaging_kg"),
    ("product_data", "hazardous_kg"),
    ("product_data", "consumables_kg_per_year"),
    ("product_data", "failures_per_year"),
    ("circulation", "electricity_kwh_per_cycle"),
    ("circulation", "heat_kwh_per_cycle"),
    ("circulation", "water_litres_per_cycle"),
    ("circulation", "loss_per_use"),
)
HIGHER = (
    ("product_data", "recycled_share"),
    ("product_data", "reused_share"),
    ("product_data", "claimed_life"),
    ("circulation", "uses_per_piece"),
)
OF_LIFE = frozenset({"claimed_life", "uses_per_piece"})


@dataclass(frozen=True)
class _Claim:
    """What the bids claim of one field, (bids, items), turned so that the lower is the better by ``sign``."""

    table: str
    field: str
    found: Floats
    sign: float


def claim_flags(values: LotValues, parts: Parts) -> Iterator[Flag]:
    """Yield what to ask each bid about: a flag a field, of all its items that are beyond their limit.

    Beyond is better than the limit by more than the model's ``claim_margin``, as a share of the limit.
    """
    for claim in _claims(values, parts):
        turned = claim.sign * claim.found
        limit = limits_of(turned, values.is_in, values.model.claim_quantile)
        if claim.field in OF_LIFE:
            limit = np.where(np.isnan(limit), claim.sign * _reference_lives(values, claim.field), limit)
        with np.errstate(invalid="ignore"):
            beyond = turned < limit - values.model.claim_margin * np.abs(limit)
        beyond &= values.is_in[:, None]
        for bid_no in np.flatnonzero(beyond.any(axis=1)).tolist():
            yield _flag(values, claim, bid_no, beyond[bid_no], claim.sign * limit[bid_no])


def _claims(values: LotValues, parts: Parts) -> Iterator[_Claim]:
    for table, name in LOWER:
        found = values.stated(table, name)
        if table == "circulation":
            # What is used once goes through no cycle: its noughts are no claim.
            found = np.where(values.stated(table, "uses_per_piece") <= 1.0, np.nan, found)
        yield _Claim(table, name, found, 1.0)
    kg = masses(values, parts)
    yield _Claim("materials", "mass_kg", kg, 1.0)
    yield from (_Claim(table, name, values.stated(table, name), -1.0) for table, name in HIGHER)
    if len(values.table("materials")):
        yield _Claim("materials", "recycled_share", _recycled(values, parts, kg), -1.0)


def _recycled(values: LotValues, parts: Parts, kg: Floats) -> Floats:
    """Return the recycled share of each product by its material rows, weighted with their mass, (bids, items).

    A row that is silent adds none; NaN for a product of which no row states a share.
    """
    recycled, stated = np.zeros(values.shape), np.zeros(values.shape)
    product = np.asarray(parts.component == "product")
    at = parts.bid_no[product], parts.item_no[product]
    np.add.at(recycled, at, parts.mass_kg[product] * np.nan_to_num(parts.recycled_share[product]))
    np.add.at(stated, at, parts.recycled_input[product] >= 0)
    return np.asarray(recycled / np.where((kg > 0) & (stated > 0), kg, np.nan))


def _reference_lives(values: LotValues, field: str) -> Floats:
    """Return the reference life of each item that is counted in the unit of a field, (items,); NaN for others."""
    wanted = ("uses",) if field == "uses_per_piece" else ("years", "uses")
    lives = [i.reference_life if i.life_unit in wanted else None for i in values.items]
    return np.array([np.nan if life is None else life for life in lives], dtype=np.float64)


def _flag(values: LotValues, claim: _Claim, bid_no: int, beyond: Bools, limit: Floats) -> Flag:
    bid, about = values.bids[bid_no], f"{claim.table}.{claim.field}"
    item_no = int(np.flatnonzero(beyond)[0])
    told = {
        "bid": bid.name,
        "count": int(beyond.sum()),
        "item": values.items[item_no].key,
        "field": about,
        "place": place_of(values, claim.table, claim.field, bid_no, item_no),
        "found": round(float(claim.found[bid_no, item_no]), 3),
        "limit": round(float(limit[item_no]), 3),
    }
    warning = ResultWarning("claim_beyond_others", values.lot, told)
    return Flag("good_claim", bid.id, about, warning, str(told["place"]))


def limits_of(claims: Floats, is_in: Bools, quantile: float) -> Floats:
    """Return the quantile of what the other bids claim, (bids, items); NaN where fewer than two others claim.

    >>> limits_of(np.array([[1.0], [10.0], [12.0]]), np.ones(3, dtype=bool), 0.0).ravel().tolist()
    [10.0, 1.0, 1.0]
    """
    counted = np.where(is_in[:, None], claims, np.nan)
    known = ~np.isnan(counted)
    others = known.sum(axis=0) - known
    ordered = np.sort(counted, axis=0)
    # The place of each bid's own claim among all of them; behind all for a bid that makes none that counts.
    own = np.where(known, np.argsort(np.argsort(counted, axis=0), axis=0), len(claims))
    place = np.maximum(others - 1, 0) * quantile
    low = np.floor(place).astype(np.int64)

    def of_others(k: NDArray[np.int64]) -> Floats:
        """Return the k-th smallest claim of the others: the bid's own is passed over."""
        at = np.minimum(np.where(k < own, k, k + 1), len(claims) - 1)
        return np.take_along_axis(ordered, at, axis=0)

    first, second = of_others(low), of_others(np.minimum(low + 1, np.maximum(others - 1, 0)))
    return np.where(others >= OTHERS_NEEDED, first + (place - low) * (second - first), np.nan)
