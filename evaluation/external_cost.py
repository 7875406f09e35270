"""Emissions x published prices -> external cost: what a bid costs others than its buyer.

``sum over years of kg_t * price_t * G_t * DF_t / 1000`` [tender currency], with the price of a tonne in the
calendar year, its growth where prices are nominal, and the discount factor unless the model says that external
cost is not discounted. Greenhouse gases of modules A to C are priced, never the credits of module D. Kilograms
that are not known give a cost that is not known.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from evaluation.climate_in_use import grid_factor
from evaluation.conventions import NO_GROWTH, discount_factors, growth_factors
from evaluation.evaluation_model import EvaluationModel
from evaluation.external_prices import CO2E, price_path, prices_of
from evaluation.lot_values import LotValues
from evaluation.purchases import shares_of_years
from evaluation.tender import Tender

Floats = NDArray[np.float64]
KG_PER_TONNE = 1000.0
BEYOND = "D"
ENERGY = "B6"
ANY_ITEM = -1


@dataclass(frozen=True)
class Profile:
    """When kilograms are emitted: evenly from the first to the last year, unless one of two says otherwise.

    ``carrier`` is the energy carrier whose factor parts them over the years, ``item_no`` the item whose pieces
    in use part them.
    """

    first_year: int
    last_year: int
    carrier: str = ""
    item_no: int = ANY_ITEM


@dataclass(frozen=True)
class ExternalCost:
    """The external cost of the bids of a lot [tender currency].

    Parameters
    ----------
    price_set : the published set.
    weights : pollutant -> (T + 1,) what a kilogram in each study year counts.
    profiles : the distinct profiles of the impacts, and ``profile`` (impacts,) which one each row has;
        -1 for module D, which has none.
    worth : (impacts,) what a kilogram of each row counts over its years.
    by_item : (bids, items) of greenhouse gases.
    answered : pollutant -> (bids,) of those that bidders state.
    by_year : (bids, T + 1).
    """

    price_set: str
    weights: Mapping[str, Floats]
    profiles: tuple[Profile, ...]
    profile: NDArray[np.int64]
    worth: Floats
    by_item: Floats
    answered: Mapping[str, Floats]
    by_year: Floats

    @property
    def of_gases(self) -> Floats:
        """The external cost of greenhouse gases, (bids,)."""
        return np.asarray(self.by_item.sum(axis=1))

    @property
    def by_bid(self) -> Floats:
        """The external cost of all pollutants, (bids,)."""
        return np.asarray(sum(self.answered.values(), start=self.of_gases))


def external_cost(values: LotValues, impacts: pd.DataFrame) -> ExternalCost | None:
    """Return the external cost of all bids of a lot; None where its model names no price set."""
    model, tender = values.model, values.tender
    if model.external_price_set is None:
        return None
    weights = kilogram_weights(tender, model)
    profiles, profile = profiles_of(values, impacts)
    shares = np.stack([profile_shares(values, p) for p in profiles]) if profiles else np.zeros((0, 0))
    by_gas = weights.get(CO2E)
    bids, items = values.shape
    worth = np.zeros(len(impacts))
    by_item, by_year = np.zeros((bids, items)), np.zeros((bids, model.study_years + 1))
    if by_gas is not None and profiles:
        worth = np.where(profile < 0, 0.0, (shares @ by_gas)[profile])
        counted = profile >= 0
        bid_no = impacts["bid"].cat.codes.to_numpy()[counted]
        item_no = impacts["item"].cat.codes.to_numpy()[counted]
        kg = impacts["gwp"].to_numpy(dtype=float)[counted]
        np.add.at(by_item, (bid_no, item_no), kg * worth[counted])
        by_profile = np.zeros((bids, len(profiles)))
        np.add.at(by_profile, (bid_no, profile[counted]), kg)
        by_year = by_year + by_profile @ (shares * by_gas)
    answered = {}
    for pollutant, rows in prices_of(tender.external_prices, model.external_price_set).items():
        if pollutant != CO2E and rows[0].question is not None:
            yearly_kg = values.answer(rows[0].question).values
            answered[pollutant] = yearly_kg * weights[pollutant].sum()
            by_year = by_year + yearly_kg[:, None] * weights[pollutant]
    return ExternalCost(
        model.external_price_set, weights, profiles, profile, worth, by_item, answered, by_year
    )


def kilogram_weights(tender: Tender, model: EvaluationModel) -> dict[str, Floats]:
    """Return what a kilogram of each priced pollutant counts in study years 0 to T, (T + 1,) [currency/kg].

    ``price_t * G_t * DF_t / 1000``; nothing is emitted in year 0, which is the moment before the first year.
    """
    years = model.first_year + np.arange(model.study_years)
    at = time_weights(tender, model)
    return {
        pollutant: np.concatenate([[0.0], price_path(rows, years)]) * at / KG_PER_TONNE
        for pollutant, rows in prices_of(tender.external_prices, model.external_price_set).items()
    }


def time_weights(tender: Tender, model: EvaluationModel) -> Floats:
    """Return growth x discounting of a price in study years 0 to T, (T + 1,); nought in year 0.

    Prices are at the level of the tender date: they grow by general inflation where prices are nominal.
    """
    growth = growth_factors(tender, model)[NO_GROWTH, True]
    discount = (
        discount_factors(tender, model) if model.external_discounted else np.ones(model.study_years + 1)
    )
    return np.concatenate([[0.0], (growth * discount)[1:]])


def profiles_of(values: LotValues, impacts: pd.DataFrame) -> tuple[tuple[Profile, ...], NDArray[np.int64]]:
    """Return the distinct profiles of a lot's impacts, and which one each row has; -1 for module D.

    Energy in use is parted by the factor of its carrier in each year, what else has years evenly over them.
    Production, transport and the end of life follow the wear, which is that of the pieces in use.
    """
    if not len(impacts):
        return (), np.zeros(0, dtype=np.int64)
    first = impacts["first_year"].to_numpy(dtype=np.int64)
    last = impacts["last_year"].to_numpy(dtype=np.int64)
    item = impacts["item"].cat.codes.to_numpy().astype(np.int64)
    by_item = np.array([_wear(values, n) for n in range(len(values.items))], dtype=np.int64).reshape(-1, 3)
    has_years = first > 0
    first = np.where(has_years, first, by_item[item, 0])
    last = np.where(has_years, last, by_item[item, 1])
    of_item = np.where(has_years, ANY_ITEM, by_item[item, 2])
    module = impacts["module"].astype(str).to_numpy()
    words, code = impacts["factor"].cat.categories, impacts["factor"].cat.codes.to_numpy()
    carriers = {grid.carrier for grid in values.tender.grids}
    is_carrier = np.array([str(word) in carriers for word in words] or [False])[code]
    energy = np.where(has_years & (module == ENERGY) & is_carrier, code, -1)
    keys = np.stack([first, last, energy, of_item], axis=1)
    keys[module == BEYOND] = -2
    distinct, codes = np.unique(keys, axis=0, return_inverse=True)
    is_beyond = distinct[:, 0] == -2  # noqa: PLR2004  (the mark above)
    profiles = tuple(
        Profile(int(a), int(b), str(words[c]) if c >= 0 else "", int(d))
        for a, b, c, d in distinct[~is_beyond]
    )
    place = np.where(is_beyond, -1, np.cumsum(~is_beyond) - 1)
    return profiles, place[codes.ravel()]


def _wear(values: LotValues, item_no: int) -> tuple[int, int, int]:
    """Return first and last year and the item of the wear of an item; no item where pieces are of one year.

    What is bought at once wears evenly from the first year until its use ends, however many pieces it is.
    """
    item, model = values.items[item_no], values.model
    if item.basis != "use" and len(item.quantity) > 1:
        return 1, model.study_years, item_no
    used = model.study_years
    if item.basis != "use" and model.use_years is not None:
        used = min(model.use_years, used)
    return 1, used, ANY_ITEM


def profile_shares(values: LotValues, profile: Profile) -> Floats:
    """Return the share of the kilograms of a profile in study years 0 to T, (T + 1,)."""
    model = values.model
    shares = np.zeros(model.study_years + 1)
    years = np.arange(profile.first_year, profile.last_year + 1)
    if profile.item_no >= 0:
        shares[1:] = shares_of_years(values)[profile.item_no]
    elif profile.carrier:
        factors = grid_factor(values.tender.grids, profile.carrier, model.first_year + years - 1)
        whole = factors.sum()
        # Energy without emissions has no kilograms to part.
        shares[years] = factors / whole if whole != 0.0 else 0.0
    else:
        shares[years] = 1.0 / len(years)
    return shares


def discounted_tonnes(values: LotValues, impacts: pd.DataFrame, path: Floats) -> Floats:
    """Return the tonnes of greenhouse gases of each bid, each year weighted with a path, (bids,) [t].

    Parameters
    ----------
    path : (T + 1,) what a kilogram of each study year weighs.
    """
    profiles, profile = profiles_of(values, impacts)
    found = np.zeros(values.shape[0])
    if profiles:
        worth = np.stack([profile_shares(values, p) for p in profiles]) @ path
        counted = profile >= 0
        kg = impacts["gwp"].to_numpy(dtype=float)[counted]
        np.add.at(found, impacts["bid"].cat.codes.to_numpy()[counted], kg * worth[profile[counted]])
    return found / KG_PER_TONNE
