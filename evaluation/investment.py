"""What the dearer of two purchases buys: net saving, saving per invested unit, rate of return, payback.

Two bids are compared as NIST compares two alternatives: the *base* is the one with the smaller investment, the
*alternative* the one with the larger. The figures are told beside the ranking and are no part of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from evaluation.conventions import discount_factors, yearly_rates
from evaluation.cost import crossing_years
from evaluation.evaluation_model import EvaluationModel
from evaluation.indicators import sum_by_bid
from evaluation.result import LotEvaluation
from evaluation.tender import Tender

Floats = NDArray[np.float64]
MEASURE = "life_cycle_cost"
# Categories of cost that are investment; what is in none of them is saved on, or not, while the thing is in use.
INVESTMENT = (
    "purchase",
    "delivery",
    "installation",
    "training",
    "change_over",
    "replacement",
    "residual_value",
    "buy_back",
    "material_value",
    "data_wiping",
    "reservation",
)
MOST_IN_PAIRS = 12  # bids of which each two are compared; of more, each with the first alone
EQUAL = 1e-9  # of what is compared: amounts that differ by less are equal


@dataclass(frozen=True)
class Payback:
    """When the alternative has earned what it cost more.

    Parameters
    ----------
    first_year : first study year at whose end it has cost no more than the base, as NIST E3 counts [study year].
        Nought where it costs no more from the start, infinite where it never comes to that.
    years : the same with the last year counted by its part, the flows of a year spread evenly over it [years].
    """

    first_year: float
    years: float


NEVER = Payback(np.inf, np.inf)
NOTHING_TO_PAY_BACK = Payback(np.nan, np.nan)


@dataclass(frozen=True)
class InvestmentMeasures:
    """The measures of an alternative against a base, in present value [tender currency] unless said otherwise.

    Parameters
    ----------
    base, alternative : ids of the bid with the smaller investment and of the one with the larger.
    extra_investment : what the alternative costs more in :data:`INVESTMENT`; never below 0.
    saving : what it costs less in all other categories.
    net_saving : what it costs less altogether.
    savings_to_investment_ratio : [1], infinite or NaN where nothing more is invested.
    adjusted_internal_rate_of_return : [1/year], NaN where nothing more is invested or nothing saved.
    simple_payback, discounted_payback : without and with discounting; NaN where nothing more is invested.
    crossing_years : study years in which the cumulative costs of the two change places.
    """

    base: str
    alternative: str
    extra_investment: float
    saving: float
    net_saving: float
    savings_to_investment_ratio: float
    adjusted_internal_rate_of_return: float
    simple_payback: Payback
    discounted_payback: Payback
    crossing_years: tuple[int, ...]

    @property
    def payback(self) -> Literal["paid_back", "never", "no_extra_investment"]:
        """Say in a word whether the extra investment is paid back within the study period, with discounting."""
        if np.isnan(self.discounted_payback.years):
            return "no_extra_investment"
        return "never" if np.isinf(self.discounted_payback.years) else "paid_back"


def compare_investment(lot: LotEvaluation, base: str, alternative: str) -> InvestmentMeasures:
    """Return the investment measures of two bids of a lot, or of a bid and a baseline.

    Parameters
    ----------
    base, alternative : ids of the two in any order. The result calls base the one with the smaller investment;
        where they invest the same, the one that costs more altogether.

    Raises
    ------
    ValueError
        Where the life-cycle cost of either is not known.
    """
    if not (has_cost(lot, base) and has_cost(lot, alternative)):
        raise ValueError(f"{base} and {alternative} cannot be compared: a life-cycle cost is not known.")
    return _measures(lot, _invested(lot), base, alternative)


def compared_pairs(lot: LotEvaluation) -> list[InvestmentMeasures]:
    """Return the measures of each two admitted bids of a lot with a known life-cycle cost, by rank.

    Of more than twelve admitted bids only those of each with the first; none where the lot does not count cost.
    """
    admitted = {bid.id for bid in lot.bids if bid.is_admitted and not bid.is_baseline}
    ranked = [bid for bid in lot.ranking if bid in admitted]
    bids = [*ranked, *(bid for bid in lot.calculated if bid in admitted - set(ranked))]
    pairs = combinations(bids, 2) if len(bids) <= MOST_IN_PAIRS else ((bids[0], other) for other in bids[1:])
    invested = _invested(lot)
    return [_measures(lot, invested, *pair) for pair in pairs if all(has_cost(lot, bid) for bid in pair)]


def has_cost(lot: LotEvaluation, bid: str) -> bool:
    """Say whether the lot counts life-cycle cost, and that of a bid is known."""
    return MEASURE in lot.indicators and bid in lot.calculated and not np.isnan(lot.indicators[MEASURE][bid])


def net_saving(base_cost: float, alternative_cost: float) -> float:
    """Return the net saving of an alternative, ``NS = LCC_base - LCC_alt`` [tender currency].

    10 CFR 436.20 and NIST Handbook 135, chapter 6; both costs in present value.

    >>> net_saving(2_800.0, 2_720.0)
    80.0
    """
    return _gap(base_cost, alternative_cost)


def savings_to_investment_ratio(saving: float, extra_investment: float) -> float:
    """Return what is saved for each unit that is invested more [1].

    ``SIR = (N_base - N_alt) / (I_alt - I_base)``, N what is not investment and I what is, in present value (10 CFR
    436.21; NIST Handbook 135, chapter 6): above 1 the larger investment pays. Where nothing more is invested it
    is infinite if something is saved, and NaN if not (NIST E3, ``check_fraction``).

    >>> savings_to_investment_ratio(550.0 - 300.0, 200.0 - 100.0), savings_to_investment_ratio(1.0, 0.0)
    (2.5, inf)
    """
    if extra_investment <= 0:
        return np.inf if saving > 0 else np.nan
    return saving / extra_investment


def adjusted_internal_rate_of_return(ratio: float, rate: float, years: int) -> float:
    """Return what an investment yields a year when its savings are invested again at the discount rate [1/year].

    ``AIRR = (1 + r) SIR^(1/N) - 1`` (10 CFR 436.22; NIST Handbook 135, chapter 6). NaN where the ratio is
    infinite, not known or not above 0 (NIST E3, ``airr``).

    Parameters
    ----------
    ratio : savings-to-investment ratio [1].
    rate : discount rate r [1/year]; :func:`flat_rate` where it steps.
    years : study period N [years].

    >>> round(adjusted_internal_rate_of_return(2.5, 0.05, 10), 6)
    0.150756
    """
    if not np.isfinite(ratio) or ratio <= 0:
        return np.nan
    return float((1.0 + rate) * ratio ** (1.0 / years) - 1.0)


def payback(base: Floats, alternative: Floats) -> Payback:
    """Return when the cumulative cost of an alternative is first no higher than that of the base.

    The first year t with ``sum (base - alternative) >= 0`` over years 0 to t (NIST E3, ``payback_period``; NIST
    Handbook 135, chapter 6), and within that year ``t - 1 + gap_(t-1) / (gap_(t-1) - gap_t)``, gap_t what the
    alternative has cost more by the end of year t. What is paid again later may undo it: the net saving tells.

    Parameters
    ----------
    base, alternative : (T + 1,) cost by study year [tender currency]; discounted or not, as the payback is to be.

    1,200 more at first and 350 less a year: 1,200 / 350 = 3.43 years, and year 4 is the first whole one.

    >>> paid = payback(np.array([0.0, 350, 350, 350, 350]), np.array([1200.0, 0, 0, 0, 0]))
    >>> paid.first_year, round(paid.years, 2)
    (4.0, 3.43)
    """
    gap = np.cumsum(alternative) - np.cumsum(base)
    # As in crossing_years, equal to the billionth of what is compared is equal.
    gap = np.where(np.abs(gap) <= EQUAL * np.maximum(np.abs(np.cumsum(base)), 1.0), 0.0, gap)
    level = np.flatnonzero(gap <= 0.0)
    if not len(level):
        return NEVER
    year = int(level[0])
    if year == 0:
        return Payback(0.0, 0.0)
    before, after = float(gap[year - 1]), float(gap[year])
    return Payback(float(year), year - 1.0 + before / (before - after))


def flat_rate(tender: Tender, model: EvaluationModel) -> float:
    """Return the discount rate of a model; where it steps, the flat rate that comes to the same in T years.

    ``DF_T^(-1/T) - 1`` for the end-of-year factor ``DF_T = prod 1/(1 + r_y)`` of the last study year T [1/year].
    """
    if model.discount_rate is not None:
        return model.discount_rate
    rates = yearly_rates(tender, model, model.study_years)
    return float(np.prod(1.0 + rates) ** (1.0 / model.study_years) - 1.0)


def _invested(lot: LotEvaluation) -> dict[str, float]:
    """Return what the buyer pays for each calculated bid in :data:`INVESTMENT`, in present value [tender currency]."""
    counted = (lot.streams["payer"] == "buyer") & lot.streams["category"].isin(INVESTMENT)
    found = sum_by_bid(lot.streams, "present_value", counted.to_numpy(), len(lot.calculated))
    return dict(zip(lot.calculated, found.tolist(), strict=True))


def _measures(
    lot: LotEvaluation, invested: Mapping[str, float], base: str, alternative: str
) -> InvestmentMeasures:
    cost = {bid: float(lot.indicators[MEASURE][bid]) for bid in (base, alternative)}
    extra = _gap(invested[alternative], invested[base])
    if extra < 0 or (extra == 0 and cost[base] < cost[alternative]):
        base, alternative, extra = alternative, base, abs(extra)
    saving = _gap(cost[base] - invested[base], cost[alternative] - invested[alternative])
    ratio = savings_to_investment_ratio(saving, extra)
    tender, model = lot.taken.tender, lot.taken.model
    discounted = [lot.cost_by_year[lot.calculated.index(bid)] for bid in (base, alternative)]
    # What is paid in a year is its present value over the discount factor of that year, growth included.
    paid = [by_year / discount_factors(tender, model) for by_year in discounted]
    return InvestmentMeasures(
        base=base,
        alternative=alternative,
        extra_investment=extra,
        saving=saving,
        net_saving=net_saving(cost[base], cost[alternative]),
        savings_to_investment_ratio=ratio,
        adjusted_internal_rate_of_return=adjusted_internal_rate_of_return(
            ratio, flat_rate(tender, model), model.study_years
        ),
        simple_payback=payback(*paid) if extra > 0 else NOTHING_TO_PAY_BACK,
        discounted_payback=payback(*discounted) if extra > 0 else NOTHING_TO_PAY_BACK,
        crossing_years=tuple(crossing_years(*discounted)),
    )


def _gap(first: float, second: float) -> float:
    """Return a difference; nought where two amounts are equal to the billionth of them."""
    return 0.0 if abs(first - second) <= EQUAL * max(abs(first), abs(second), 1.0) else first - second
