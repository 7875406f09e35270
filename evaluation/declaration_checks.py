"""What makes declared figures hard to compare: each a warning with its cell, and what to ask the bidder.

Nothing is changed here. A person asks, and the published model decides.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from evaluation.climate_declared import TABLE, is_declared
from evaluation.lot_values import LotValues
from evaluation.material_flows import Parts, masses
from evaluation.places import place_of
from evaluation.problems import ResultWarning

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
FOOTPRINT = "gwp_a1_a3"
# Kilograms CO2e a kilogram of product: below, or above, it is most often the wrong unit (1,000 kg for 1 kg).
LEAST_PER_KG, MOST_PER_KG = -2.0, 100.0
# A table of keys alone has the places of its rows and nothing that is declared.
KEYS_ONLY = 2


def declaration_warnings(values: LotValues, parts: Parts, used: tuple[str, ...]) -> Iterator[ResultWarning]:
    """Yield every doubt about the declarations of a lot's bids."""
    if values.table(TABLE).shape[1] > KEYS_ONLY:
        yield from _differing(values, "method")
        yield from _differing(values, "product_rules")
        yield from _expired(values)
        yield from _per_kg(values, parts)
    if "gwp_d" in used:
        yield from _recycled_with_credit(values, parts)


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


def _per_kg(values: LotValues, parts: Parts) -> Iterator[ResultWarning]:
    footprint = values.take(TABLE, FOOTPRINT).values
    with np.errstate(invalid="ignore", divide="ignore"):
        each = footprint / masses(values, parts)
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
