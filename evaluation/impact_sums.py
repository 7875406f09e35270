"""Every environmental indicator of a lot's bids, and how much of each bid has a figure for it.

Computed on sums: the amount of each factor that a bid takes, over all its rows, times what a unit of the factor gives
of each indicator, ``(bids, factors) @ (factors, indicators)``. Products that count by a declaration bring the values of
their EPD's file. Module D is summed apart. A figure that no source states is missing and adds nothing, and the coverage
beside each sum says how much that is: the share of the mass of products and packaging, and the share of the emissions
of modules A to C (without sign), that has a figure.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from evaluation.climate_declared import is_declared
from evaluation.impact_indicators import INDICATORS
from evaluation.impact_weights import weights_of
from evaluation.lot_values import LotValues
from evaluation.material_flows import Parts

Floats = NDArray[np.float64]
DECLARED_IMPACTS = "declared_impacts"
BIOGENIC, DECLARED, BEYOND, PRODUCTION = "biogenic_carbon", "declared", "D", "A1-A3"
# The release and uptake of carbon that materials keep: a climate figure, and nothing else.
OF_BIOGENIC = ("a1_gwp", "a2_gwp_total", "a2_gwp_biogenic")
TURNED = ("cff_virgin_saved",)
WHOLE = 1.0 - 1e-9
PARTS_OF_GWP = frozenset({"a2_gwp_fossil", "a2_gwp_biogenic", "a2_gwp_luluc"})


@dataclass(frozen=True)
class ImpactSums:
    """The indicators of the bids of a lot; arrays are (bids, indicators) unless they say otherwise.

    Parameters
    ----------
    indicators : keys, in the order of EN 15804.
    within, beyond : sums over modules A to C and of module D [unit of the indicator]; NaN where an amount, or for ``within`` an
        emission, is unknown.
    mass_share, gwp_share : coverage, 0 to 1; NaN where there is no mass, or no emission, to have a figure for.
    factors : keys of the factors that something is taken of.
    amounts, amounts_beyond : (bids, factors) [declared units].
    per_unit : (factors, indicators), NaN where there is none.
    declared, declared_beyond : what the files of EPDs bring to ``within`` and ``beyond``.
    """

    indicators: tuple[str, ...]
    within: Floats
    beyond: Floats
    mass_share: Floats
    gwp_share: Floats
    factors: tuple[str, ...]
    amounts: Floats
    amounts_beyond: Floats
    per_unit: Floats
    declared: Floats
    declared_beyond: Floats

    def of(self, indicator: str, least_coverage: float) -> Floats:
        """Return an indicator of all bids, (bids,); NaN where its coverage is below the published least."""
        if indicator not in self.indicators:
            return np.full(len(self.within), np.nan)
        n = self.indicators.index(indicator)
        covered = _at_least(self.mass_share[:, n], least_coverage) & _at_least(
            self.gwp_share[:, n], least_coverage
        )
        return np.where(covered, self.within[:, n], np.nan)

    def weighted(self, weights: dict[str, float]) -> tuple[Floats, tuple[tuple[str, ...], ...]]:
        """Return ``sum of impact * weight`` of all bids, (bids,), and by bid the indicators that it lacks.

        A bid that lacks one has none: neither a partial sum nor a nought stands for what is not known.
        """
        bids = range(len(self.within))
        needed = needed_of(weights)
        values = {key: self.of(key, WHOLE) for key in needed if key in weights}
        lacking = tuple(
            tuple(key for key in needed if key not in values or np.isnan(values[key][n])) for n in bids
        )
        total = sum((weights[key] * found for key, found in values.items()), start=np.zeros(len(self.within)))
        return np.where([bool(lack) for lack in lacking], np.nan, total), lacking


def _at_least(share: Floats, least: float) -> NDArray[np.bool_]:
    return np.asarray(np.isnan(share) | (share >= least - 1e-9))


def needed_of(weights: dict[str, float]) -> tuple[str, ...]:
    """Return the indicators that a set of weights must know: all of its family that measure an impact.

    GWP-total stands for its three parts. A method that leaves an indicator out says so by a weight of nought.
    """
    families = {INDICATORS[key].family for key in weights}
    return tuple(
        key
        for key, row in INDICATORS.items()
        if row.family in families and row.group in ("core", "additional") and key not in PARTS_OF_GWP
    )


def impact_sums(values: LotValues, impacts: pd.DataFrame, parts: Parts) -> ImpactSums | None:
    """Return every indicator of a lot; None where neither the tender nor an EPD's file states any."""
    declared = values.table(DECLARED_IMPACTS)
    stated = {row.indicator for row in values.tender.factor_impacts}
    stated |= set(declared["indicator"]) if len(declared) else set()
    if not stated:
        return None
    indicators = tuple(key for key in INDICATORS if key in stated)
    taken = _Taken(values, impacts)
    per_unit = _per_unit(values, taken.factors, indicators)
    known = ~np.isnan(per_unit)
    figure = np.where(known, per_unit, 0.0)
    from_files = _declared(values, impacts, parts, indicators)
    # What is not known is no nought: neither here nor in what it is a share of.
    unknown = np.isnan(taken.whole_gwp)[:, None]
    within = np.where(unknown, np.nan, taken.amounts @ figure + from_files.within)
    beyond = taken.amounts_beyond @ figure + from_files.beyond
    mass = taken.mass @ known + from_files.mass
    gwp = taken.gwp @ known + from_files.gwp
    with np.errstate(invalid="ignore", divide="ignore"):
        mass_share = mass / (taken.mass.sum(axis=1) + from_files.whole_mass)[:, None]
        gwp_share = gwp / taken.whole_gwp[:, None]
    return ImpactSums(
        indicators,
        within,
        beyond,
        mass_share,
        gwp_share,
        taken.factors,
        taken.amounts,
        taken.amounts_beyond,
        per_unit,
        from_files.within,
        from_files.beyond,
    )


class _Taken:
    """What each bid takes of each factor, (bids, factors): amounts, emissions without sign, and mass."""

    def __init__(self, values: LotValues, impacts: pd.DataFrame) -> None:
        words = impacts["factor"].cat.categories
        self.factors = tuple(str(word) for word in words)
        bids, count = len(values.bids), len(self.factors)
        cell = impacts["bid"].cat.codes.to_numpy().astype(np.int64) * count
        cell += impacts["factor"].cat.codes.to_numpy()
        sign = np.where(impacts["activity"].isin(TURNED), -1.0, 1.0)
        amount = (impacts["stated"] * impacts["share"] * impacts["multiplier"]).to_numpy(dtype=float) * sign
        gwp = impacts["gwp"].to_numpy(dtype=float)
        # Carbon kept in a material is itself kilograms of carbon dioxide, with its sign.
        amount = np.where((impacts["factor"] == BIOGENIC).to_numpy(), gwp, amount)
        is_declared_row = (impacts["factor"] == DECLARED).to_numpy()
        is_beyond = (impacts["module"] == BEYOND).to_numpy()
        of_mass = (impacts["module"] == PRODUCTION).to_numpy() & (impacts["component"] != "").to_numpy()
        of_mass &= (impacts["factor"] != BIOGENIC).to_numpy()

        def gathered(of: Floats, rows: NDArray[np.bool_]) -> Floats:
            found = np.bincount(cell[rows], weights=of[rows], minlength=bids * count)
            return found.reshape(bids, count).astype(np.float64)

        self.amounts = gathered(amount, ~is_beyond & ~is_declared_row)
        self.amounts_beyond = gathered(amount, is_beyond & ~is_declared_row)
        self.mass = gathered(amount, of_mass)
        self.gwp = gathered(np.abs(gwp), ~is_beyond & ~is_declared_row)
        self.whole_gwp = gathered(np.abs(gwp), ~is_beyond).sum(axis=1)


def _per_unit(values: LotValues, factors: tuple[str, ...], indicators: tuple[str, ...]) -> Floats:
    stated = {(row.factor, row.indicator): row.value for row in values.tender.factor_impacts}
    found = np.array([[stated.get((key, name), np.nan) for name in indicators] for key in factors])
    found = found.reshape(len(factors), len(indicators))
    if BIOGENIC in factors:
        found[factors.index(BIOGENIC)] = [1.0 if name in OF_BIOGENIC else 0.0 for name in indicators]
    return found


@dataclass(frozen=True)
class _FromFiles:
    """What the files of EPDs bring: sums and what they cover, (bids, indicators); all their mass, (bids,)."""

    within: Floats
    beyond: Floats
    mass: Floats
    gwp: Floats
    whole_mass: Floats


def _declared(
    values: LotValues, impacts: pd.DataFrame, parts: Parts, indicators: tuple[str, ...]
) -> _FromFiles:
    bids, items = values.shape
    size = (bids, len(indicators))
    within, beyond, mass, gwp = (np.zeros(size) for _ in range(4))
    kg = np.zeros((bids, items))
    of_product = np.asarray(parts.component == "product") & is_declared(values)[parts.item_no]
    np.add.at(
        kg,
        (parts.bid_no[of_product], parts.item_no[of_product]),
        (parts.mass_kg * parts.pieces)[of_product],
    )
    whole_mass = np.nan_to_num(kg).sum(axis=1)
    rows = impacts.loc[
        ((impacts["factor"] == DECLARED) & (impacts["activity"] == "declared_product")).to_numpy()
    ]
    table = values.table(DECLARED_IMPACTS)
    if len(table) and len(rows):
        counted = pd.DataFrame(
            {
                "bid_no": rows["bid"].cat.codes.to_numpy(),
                "item_no": rows["item"].cat.codes.to_numpy(),
                "module": rows["module"].astype(str).to_numpy(),
                "pieces": rows["multiplier"].to_numpy(dtype=float),
                "kg_co2e": np.abs(rows["gwp"].to_numpy(dtype=float)),
            }
        )
        both = table.merge(counted, on=["bid_no", "item_no", "module"], how="inner")
        n = pd.Index(indicators).get_indexer(pd.Index(both["indicator"]))
        at = both["bid_no"].to_numpy(), n
        amount = (both["value"] * both["pieces"]).to_numpy(dtype=float)
        is_beyond = (both["module"] == BEYOND).to_numpy()
        np.add.at(beyond, (at[0][is_beyond], n[is_beyond]), amount[is_beyond])
        np.add.at(within, (at[0][~is_beyond], n[~is_beyond]), amount[~is_beyond])
        np.add.at(gwp, (at[0][~is_beyond], n[~is_beyond]), both["kg_co2e"].to_numpy()[~is_beyond])
        made = (both["module"] == PRODUCTION).to_numpy()
        of_items = np.nan_to_num(kg)[at[0], both["item_no"].to_numpy()]
        np.add.at(mass, (at[0][made], n[made]), of_items[made])
    return _FromFiles(within, beyond, mass, gwp, whole_mass)


def weighted_impacts(
    values: LotValues, sums: ImpactSums | None, measure: str
) -> tuple[Floats, tuple[tuple[str, ...], ...]]:
    """Return the single score or the environmental price of all bids, and by bid which indicators it lacks.

    Raises
    ------
    KeyError
        For another measure.
    """
    named = {
        "single_score": values.model.single_score_set,
        "environmental_price": values.model.environmental_price_set,
    }[measure]
    weights = weights_of(values.tender.impact_weights, named)
    if sums is None:
        return np.full(len(values.bids), np.nan), tuple(needed_of(weights) for _ in values.bids)
    return sums.weighted(weights)
