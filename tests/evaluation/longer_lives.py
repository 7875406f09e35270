"""The second path to an elasticity: every measure counted anew with all lives longer and shorter by one per cent."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from evaluation.circularity import item_circularity
from evaluation.climate import impacts
from evaluation.cost import streams
from evaluation.external_cost import external_cost
from evaluation.impact_sums import impact_sums
from evaluation.indicators import LotTables, indicator
from evaluation.lifespan import Lives, life_with_losses, uses_until_withdrawn
from evaluation.material_flows import parts
from evaluation.result import LotEvaluation
from evaluation.waste import mass_flows, material_values

Floats = NDArray[np.float64]
ONE_PER_CENT = 0.01
# Bought once and not again: of these the model's own horizon is the continuous one.
OF_ONE_PURCHASE = ("purchase_price", "price_and_use_cost")


def scaled(lot: LotEvaluation, factor: float) -> Lives:
    """Return the lives of a lot times a factor, losses and the highest age counted anew; the reference stays."""
    found = lot.lives
    on_basis = np.where(found.follows_bid, found.on_basis * factor, found.on_basis)
    with_losses = life_with_losses(on_basis, lot.taken)
    # What is used once is never too old, also where it is used one hundredth longer.
    goes_round = life_with_losses(found.on_basis, lot.taken) > 1.0
    withdrawn = np.where(goes_round, uses_until_withdrawn(with_losses, lot.taken), with_losses)
    is_least = np.fmin(uses_until_withdrawn(found.with_losses, lot.taken), found.with_losses) < 1.0
    return replace(
        found,
        claimed=found.claimed * factor,
        guarantee=found.guarantee * factor,
        credited=found.credited * factor,
        on_basis=on_basis,
        with_losses=with_losses,
        purchase=np.where(is_least, 1.0, withdrawn),
    )


def measures_at(lot: LotEvaluation, factor: float) -> Floats:
    """Return the measures of the criteria with lives times a factor, (bids, criteria), each price over its own life.

    Judged points are as they are. What is read is read anew, so that the evaluation is not to be used after.
    """
    values, lives = lot.taken, scaled(lot, factor)
    own = values.model
    made_of = parts(values, lives)
    flows = mass_flows(values, made_of)
    emitted = impacts(values, lives, made_of)
    external, sums = external_cost(values, emitted), impact_sums(values, emitted, made_of)
    residual = np.zeros(values.shape)
    np.add.at(residual, (flows["bid"].cat.codes, flows["item"].cat.codes), flows["residual_kg"])
    is_priced = any(price.key == "disposal" for price in values.tender.resource_prices)
    paid = lot.streams.loc[(lot.streams["category"] == "reservation").to_numpy()]
    reservations = dict(zip(paid["bid"].astype(str), paid["stated"], strict=True))
    tables = {}
    for horizon in {own.horizon, "equivalent_annual"}:
        values.model = own.model_copy(update={"horizon": horizon})
        sold = material_values(values, flows)
        cash = streams(values, lives, residual if is_priced else None, reservations, sold)
        circular = item_circularity(values, made_of, lives)
        tables[horizon] = LotTables(cash, emitted, flows, lives, external, sums, circular)
    values.model = own
    columns = []
    for leaf in lot.model.leaves:
        measure = str(leaf.measure)
        if measure.startswith("judged:"):
            columns.append(np.ones(len(values.bids)))
            continue
        horizon = own.horizon if measure in OF_ONE_PURCHASE else "equivalent_annual"
        columns.append(indicator(values, tables[horizon], measure))
    return np.stack(columns, axis=1)


def elasticities(lot: LotEvaluation, step: float = ONE_PER_CENT) -> Floats:
    """Return ``|ln m(1 + h) - ln m(1 - h)| / (ln(1 + h) - ln(1 - h))``, (bids, criteria)."""
    up, down = measures_at(lot, 1.0 + step), measures_at(lot, 1.0 - step)
    with np.errstate(divide="ignore", invalid="ignore"):
        found = np.abs(np.log(np.abs(up)) - np.log(np.abs(down))) / (np.log1p(step) - np.log1p(-step))
    return np.where(up == down, 0.0, found)
