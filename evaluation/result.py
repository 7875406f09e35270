"""The result of an evaluation: frozen, a part a lot, and the only thing that pages and documents read."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from evaluation.basket import Sealed
from evaluation.circularity import bid_rates, item_circularity
from evaluation.circularity_rates import CircularityRates
from evaluation.cost_levels import CostLevels, cost_levels
from evaluation.decisions import Decisions
from evaluation.external_cost import ExternalCost
from evaluation.horizons import Horizons
from evaluation.impact_sums import ImpactSums
from evaluation.indicators import mean_weights
from evaluation.inquiries import Flag, under_inquiry
from evaluation.judged import Judged, judged_criteria
from evaluation.lifespan import Lives, claims_table
from evaluation.lot_values import LotValues
from evaluation.material_circularity import Circularity
from evaluation.material_flows import Parts
from evaluation.problems import Problem, ResultWarning
from evaluation.replaced_figures import Replacement
from evaluation.scoring.award import LotAward
from evaluation.scoring.ranking import Ranking
from evaluation.scoring_model import ScoringModel
from evaluation.seal import Fork, Seal
from evaluation.switching_price import SwitchingPrices, switching_prices
from evaluation.tender import Tender
from evaluation.unbalanced_prices import PriceLines, price_lines
from evaluation.waste import residual_by_year


@dataclass(frozen=True)
class BidResult:
    """A bid in a lot: its state, what took it out (requirement, problem or rule), and what it failed."""

    id: str
    name: str
    state: str
    excluded_by: str | None
    failed: tuple[str, ...]
    is_calculated: bool
    is_admitted: bool

    @property
    def is_baseline(self) -> bool:
        """Say whether this is no bid, but what the bids are compared with beside their ranking."""
        return self.state == "baseline"


@dataclass(frozen=True)
class LotEvaluation:
    """The evaluation of one lot.

    Frames over bids have the calculated bids as index, in the order of the bid axis.

    Parameters
    ----------
    bids : every bid of the tender with its state in this lot, and the baselines of this lot.
    calculated : ids on the bid axis.
    admitted : (bids,) whether each counts in the evaluation.
    indicators : a column a measure [unit of the measure].
    values : a column a leaf: the value its rule scores (a measure, or judged points).
    points : a column a leaf: points before weighting, rounded where the model says so; none for a baseline.
    weighted : what each leaf adds: weighted points, amounts, or parts of the quality of a price model.
    lines : a column a line between them and the total, such as the price and the quality of a price model.
    total : what the bids are ranked by.
    taken_out : code by id of the bids that a threshold or limit of the model took out.
    peers_out : codes of what the values do to a rule, by leaf.
    streams, series, impacts, mass_flows : the tidy tables; ``input`` columns are row numbers of
        ``inputs``, ``series`` of ``series``.
    external : the external cost of emissions; None where the model names no price set.
    impact_sums : every environmental indicator with its coverage; None where nothing states any but the climate's.
    cost_by_year : (bids, T + 1) present value by study year.
    pieces_bought, pieces_asked : (bids, items) and (items,) pieces.
    horizons : the cost as the model treats unequal lives and as it does not; None where no cost is counted.
    is_admission_open : some bid still awaits a person's decision: no points may be shown.
    taken, lives, parts, decisions : what ``inputs`` and ``claims`` are made from.
    flags : what stands out in the bids beside the others': each a question to a bidder.
    replacement : the buyer's own figures in place of the bids' and what they change; None where there are none.
    """

    lot: str
    title: str
    bids: tuple[BidResult, ...]
    calculated: tuple[str, ...]
    admitted: NDArray[np.bool_]
    model: ScoringModel
    indicators: pd.DataFrame
    values: pd.DataFrame
    points: pd.DataFrame
    weighted: pd.DataFrame
    lines: pd.DataFrame
    total: "pd.Series[float]"
    taken_out: Mapping[str, str]
    ranks: Ranking
    award: LotAward
    streams: pd.DataFrame
    series: pd.DataFrame
    impacts: pd.DataFrame
    mass_flows: pd.DataFrame
    external: ExternalCost | None
    impact_sums: ImpactSums | None
    cost_by_year: NDArray[np.float64]
    pieces_bought: NDArray[np.float64]
    pieces_asked: NDArray[np.float64]
    warnings: tuple[ResultWarning, ...]
    is_admission_open: bool
    horizons: Horizons | None
    taken: LotValues
    lives: Lives
    parts: Parts
    decisions: Decisions
    flags: tuple[Flag, ...] = ()
    replacement: Replacement | None = None

    @cached_property
    def inputs(self) -> pd.DataFrame:
        """Every number taken from the bids, with its cell; made when it is first asked for."""
        return self.taken.inputs()

    def inputs_at(self, numbers: NDArray[np.int64]) -> pd.DataFrame:
        """Some of the inputs, by their numbers: what a page shows of them does not wait for all."""
        return self.taken.inputs(numbers)

    @cached_property
    def claims(self) -> pd.DataFrame:
        """Every claim, stated and accepted side by side, with its cell; made when it is first asked for."""
        return claims_table(self.taken, self.decisions, self.lives)

    @cached_property
    def judged(self) -> Mapping[str, Judged]:
        """What assessors gave by criterion, and how it becomes one figure; made when it is first asked for."""
        return judged_criteria(self.taken, self.decisions)

    @cached_property
    def circularity(self) -> Circularity:
        """The Material Circularity Indicator of each item with what it comes from, (bids, items)."""
        return item_circularity(self.taken, self.parts, self.lives)

    @cached_property
    def circularity_rates(self) -> CircularityRates:
        """The rates of what goes round of each calculated bid, (bids,)."""
        return bid_rates(self.taken, self.parts, self.lives, mean_weights(self.taken, "mci"))

    @cached_property
    def residual_by_year(self) -> NDArray[np.float64]:
        """Residual waste of each calculated bid in study years 1 to T, (bids, T) [kg]."""
        return residual_by_year(self.taken, self.mass_flows)

    @cached_property
    def cost_levels(self) -> CostLevels:
        """What each calculated bid costs at four levels, each with the one before in it."""
        return cost_levels(self.taken, self.streams, self.external)

    @cached_property
    def switching_prices(self) -> SwitchingPrices:
        """The prices of CO2e at which another bid becomes the cheapest."""
        counts = self.admitted & ~np.isin(self.calculated, list(self.baselines))
        return switching_prices(self.taken, self.impacts, self.cost_levels, self.external, counts)

    @cached_property
    def price_lines(self) -> PriceLines:
        """The unit prices beside their median, and what half and double the quantity of each line means."""
        counts = self.admitted & ~np.isin(self.calculated, list(self.baselines))
        return price_lines(self.taken, self.streams, counts)

    @cached_property
    def under_inquiry(self) -> frozenset[str]:
        """Ids of the bids whose price is abnormally low and whose explanation nobody has judged."""
        return under_inquiry(self.flags, self.lot, self.decisions)

    @property
    def ranking(self) -> tuple[str, ...]:
        """Ids of the ranked bids, best first."""
        return self.ranks.order

    @property
    def awarded(self) -> tuple[tuple[str, int], ...]:
        """(bid, position) of each supplier that the model gives the lot to."""
        return tuple((a.bid, a.position) for a in self.award.awarded)

    @cached_property
    def baselines(self) -> frozenset[str]:
        """Ids of what stands beside the bids and is none."""
        return frozenset(bid.id for bid in self.bids if bid.is_baseline)

    def name_of(self, bid: str) -> str:
        """The bidder's name."""
        return next(b.name for b in self.bids if b.id == bid)


@dataclass(frozen=True)
class Evaluation:
    """The evaluation of a tender, a part a lot. There is no winner of the whole tender.

    ``sha256`` is the tender's; ``sealed`` whether it matched a seal, and ``seal`` that seal; ``for_award`` whether
    an award run was asked for and allowed; ``fork`` says of a case that was changed after its bids were opened where
    it comes from. ``tender`` has the quantities of the baskets that were opened; ``published`` is the tender as it
    was published, of which ``sha256`` and the seal are, and ``baskets`` says of each lot with a sealed basket whether
    it was opened.
    """

    tender: Tender
    decisions: Decisions
    lots: Mapping[str, LotEvaluation]
    problems: tuple[Problem, ...]
    warnings: tuple[ResultWarning, ...]
    sha256: str
    published: Tender
    baskets: Mapping[str, Sealed]
    sealed: bool = False
    for_award: bool = False
    seal: Seal | None = None
    fork: Fork | None = None

    @property
    def open_questions(self) -> tuple[Problem, ...]:
        """Problems that a person must close before an award."""
        return tuple(p for p in self.problems if p.severity == "question")
