"""What a declaration states of a whole product, by module -> impacts [kg CO2e].

``declared * pieces worn``, for each module that the model takes from declarations. Energy and water in use never come
from a declaration: they are counted once, from the bid's own figures and the buyer's grid. A module that a bid leaves
out is filled with the published default, or left out for every bid on the item, as the model says.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from evaluation.lot_values import LotValues
from evaluation.measures import declared_field
from evaluation.problems import ResultWarning
from evaluation.purchases import pieces_worn
from evaluation.rows import RowGatherer

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
TABLE = "declarations"
STORED = "biogenic_kg_co2"


def is_declared(values: LotValues) -> Bools:
    """Say which items count by a declaration, (items,)."""
    return np.array([item.reference and item.factor_basis == "declared" for item in values.items], dtype=bool)


def compared(values: LotValues, module: str) -> Bools:
    """Say of which items a module is counted, (items,).

    All that are declared; where the model compares what all bids declare, those for which every bid that counts
    states the module.
    """
    asked = is_declared(values) & values.is_read(f"{TABLE}.{declared_field(module)}")
    if values.model.undeclared_modules != "common_modules":
        return asked
    stated = ~np.isnan(values.take(TABLE, declared_field(module)).values)
    offered = (values.words("prices", "offered") != "no") & values.is_in[:, None]
    return np.asarray(asked & (stated | ~offered).all(axis=0))


def add_declared(values: LotValues, life: Floats, gather: RowGatherer) -> None:
    """Add what is declared of each product; ``life`` (bids, items) drives the pieces."""
    worn = pieces_worn(values, life)
    whole = {"multiplier": worn, "factor": "declared", "factor_value": 1.0}
    for module in values.model.declared_modules:
        taken = values.take(TABLE, declared_field(module))
        gather.add(
            np.broadcast_to(compared(values, module), values.shape),
            module=module,
            activity="declared_product",
            input=taken.inputs,
            stated=taken.values,
            **whole,
        )
    stored = values.take(TABLE, STORED)
    gather.add(
        np.broadcast_to(is_declared(values) & values.is_read(f"{TABLE}.{STORED}"), values.shape),
        module="C3",
        activity="biogenic_carbon_leaving",
        input=stored.inputs,
        stated=stored.values,
        **whole,
    )


def modules_not_compared(values: LotValues) -> Iterator[ResultWarning]:
    """Yield a warning for each module that is left out for every bid, with who does not declare it."""
    for module in values.model.declared_modules:
        asked = is_declared(values) & values.is_read(f"{TABLE}.{declared_field(module)}")
        silent = np.isnan(values.take(TABLE, declared_field(module)).values) & values.is_in[:, None]
        silent &= values.words("prices", "offered") != "no"
        for item_no in np.flatnonzero(asked & ~compared(values, module)):
            names = [
                bid.name for bid, is_silent in zip(values.bids, silent[:, item_no], strict=True) if is_silent
            ]
            told = {"module": module, "item": values.items[item_no].key, "bids": names}
            yield ResultWarning("module_not_compared", values.lot, told)
