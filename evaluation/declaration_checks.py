"""What makes declared and claimed figures hard to compare: each a warning with its cell, and what to ask the bidder.

Nothing is changed here. A person asks, and the published model decides.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from evaluation.climate_declared import TABLE, is_declared
from evaluation.lot_values import LotValues
from evaluation.material_flows import Parts
from evaluation.problems import ResultWarning

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
FOOTPRINT = "gwp_a1_a3"
# Kilograms CO2e a kilogram of product: below, or above, it is most often the wrong unit (1,000 kg for 1 kg).
LEAST_PER_KG, MOST_PER_KG = -2.0, 100.0
OTHERS_NEEDED = 2
USE = ("electricity_kwh_per_year", "heat_kwh_per_year", "water_m3_per_year")


def declaration_warnings(values: LotValues, parts: Parts, used: tuple[str, ...]) -> Iterator[ResultWarning]:
    """Yield every doubt about the declarations and claims of a lot's bids."""
    if values.table(TABLE).shape[1] > OTHERS_NEEDED:
        yield from _differing(values, "method")
        yield from _differing(values, "product_rules")
        yield from _expired(values)
        yield from _per_kg(values, parts)
    if "gwp_d" in used:
        yield from _recycled_with_credit(values, parts)
    yield from _better_than_others(values, parts)


def place_of(values: LotValues, table: str, field: str, bid_no: int, item_no: int) -> str:
    """Return file, sheet and cell of a field that a bid states of an item, as one text; blank where it has none."""
    frame = values.table(table)
    at = np.flatnonzero((frame["bid_no"].to_numpy() == bid_no) & (frame["item_no"].to_numpy() == item_no))
    if not len(at):
        return ""
    row = frame.iloc[int(at[0])]
    letter = values.bids[bid_no].columns.get((row["source_file"], table, field))
    cell = f"!{letter}{int(row['source_row'])}" if letter else ""
    return f"{row['source_file']}: {row['source_sheet']}{cell}"


def _differing(values: LotValues, field: str) -> Iterator[ResultWarning]:
    """Two declarations by different standards or product rules answer different questions."""
    words = values.words(TABLE, field)
    for item_no in np.flatnonzero(is_declared(values)):
        stated = {
            bid_no: str(words[bid_no, item_no])
            for bid_no in np.flatnonzero(values.is_in)
            if words[bid_no, item_no] is not None
        }
        if len({word.casefold() for word in stated.values()}) > 1:
            places = [place_of(values, TABLE, field, int(n), int(item_no)) for n in stated]
            told = {"item": values.items[item_no].key, "places": places}
            if field == "method":
                yield ResultWarning("declared_by_other_methods", values.lot, told)
            else:
                yield ResultWarning("declared_by_other_rules", values.lot, told)


def _expired(values: LotValues) -> Iterator[ResultWarning]:
    """A declaration holds on the deadline for bids, or it is no evidence."""
    until, deadline = values.words(TABLE, "valid_until"), values.tender.facts.deadline[:10]
    for bid_no, item_no in zip(*np.nonzero(until != None), strict=True):  # noqa: E711  (element by element)
        if is_declared(values)[item_no] and str(until[bid_no, item_no])[:10] < deadline:
            told = {
                "bid": values.bids[bid_no].name,
                "place": place_of(values, TABLE, "valid_until", int(bid_no), int(item_no)),
                "until": str(until[bid_no, item_no])[:10],
                "deadline": deadline,
            }
            yield ResultWarning("declaration_expired", values.lot, told)


def _mass(values: LotValues, parts: Parts) -> Floats:
    """Return the kilograms of one piece of each product, (bids, items); NaN where no mass is stated."""
    kg, count = np.zeros(values.shape), np.zeros(values.shape)
    of = np.asarray(parts.component == "product")
    at = parts.bid_no[of], parts.item_no[of]
    np.add.at(kg, at, parts.mass_kg[of])
    np.add.at(count, at, 1.0)
    return np.where(count > 0, kg, np.nan)


def _per_kg(values: LotValues, parts: Parts) -> Iterator[ResultWarning]:
    footprint = values.take(TABLE, FOOTPRINT).values
    with np.errstate(invalid="ignore", divide="ignore"):
        each = footprint / _mass(values, parts)
    strange = is_declared(values) & ((each < LEAST_PER_KG) | (each > MOST_PER_KG)) & np.isfinite(each)
    for bid_no, item_no in zip(*np.nonzero(strange), strict=True):
        told = {
            "bid": values.bids[bid_no].name,
            "place": place_of(values, TABLE, FOOTPRINT, int(bid_no), int(item_no)),
            "found": round(float(each[bid_no, item_no]), 2),
            "least": LEAST_PER_KG,
            "most": MOST_PER_KG,
        }
        yield ResultWarning("footprint_per_kg_unlikely", values.lot, told)


def _recycled_with_credit(values: LotValues, parts: Parts) -> Iterator[ResultWarning]:
    """Module D assumes that virgin material is replaced; a claim of recycled content counts the same metal again."""
    credited = {m.key for m in values.tender.materials if m.credit_recycling}
    of = np.isin(np.asarray(parts.material), list(credited)) & (parts.recycled_share > 0)
    for bid_no in np.unique(parts.bid_no[of]):
        materials = sorted(set(np.asarray(parts.material)[of & (parts.bid_no == bid_no)]))
        told = {"bid": values.bids[bid_no].name, "materials": materials}
        yield ResultWarning("recycled_with_credit", values.lot, told)


def _better_than_others(values: LotValues, parts: Parts) -> Iterator[ResultWarning]:
    """Yield claims beyond the published quantile of the others' by more than the published margin."""
    claimed = [(TABLE, FOOTPRINT, values.take(TABLE, FOOTPRINT).values)]
    claimed += [("product_data", name, values.take("product_data", name).values) for name in USE]
    claimed += [("materials", "mass_kg", _mass(values, parts))]
    for table, field, found in claimed:
        limit = limits_of(found, values.is_in, values.model.claim_quantile)
        beyond = found < limit - values.model.claim_margin * np.abs(limit)
        beyond = beyond & values.is_in[:, None]
        for bid_no in np.flatnonzero(beyond.any(axis=1)).tolist():
            item_no = int(np.flatnonzero(beyond[bid_no])[0])
            told = {
                "bid": values.bids[bid_no].name,
                "count": int(beyond[bid_no].sum()),
                "item": values.items[item_no].key,
                "field": f"{table}.{field}",
                "place": place_of(values, table, field, bid_no, item_no),
                "found": round(float(found[bid_no, item_no]), 3),
                "limit": round(float(limit[bid_no, item_no]), 3),
            }
            yield ResultWarning("claim_beyond_others", values.lot, told)


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
