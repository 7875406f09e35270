"""The evaluation of a tender: every lot by itself, then the limits over lots."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from types import MappingProxyType
from typing import Any, cast

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from evaluation.abnormally_low import low_price_flags
from evaluation.admission import Admitted, admissions
from evaluation.award_guards import rounding_decides
from evaluation.basket import Basket, Sealed, opened, waits_for_basket
from evaluation.bid import Bid
from evaluation.circularity import item_circularity
from evaluation.climate import impacts, missing_factors
from evaluation.climate_checks import climate_warnings
from evaluation.climate_declared import modules_not_compared
from evaluation.comparability import parts_of_several_materials
from evaluation.contract_value import value_warnings
from evaluation.cost import cost_by_year, streams
from evaluation.decisions import Decisions
from evaluation.declaration_checks import declaration_warnings
from evaluation.double_counting import counted_twice
from evaluation.external_cost import external_cost
from evaluation.good_claims import claim_flags
from evaluation.horizons import horizons
from evaluation.impact_sums import ImpactSums, impact_sums, weighted_impacts
from evaluation.indicators import LotTables, indicator
from evaluation.inquiries import Flag
from evaluation.judged import judged_points
from evaluation.kind_of_product import points_follow_kind
from evaluation.life_tests import tests_that_prove_less
from evaluation.lifespan import lives
from evaluation.lot_values import LotValues
from evaluation.material_flows import Parts, parts
from evaluation.measures import OF_EMISSIONS, OF_WEIGHTED_IMPACTS, family_of, measures_used
from evaluation.price_clauses import unclaused_growth
from evaluation.problems import ResultWarning
from evaluation.purchases import pieces_bought
from evaluation.recycling_credits import recycling_counted_twice
from evaluation.replaced_figures import replacement, replacement_warnings, with_replaced
from evaluation.result import BidResult, Evaluation, LotEvaluation
from evaluation.scored_claims import claims_without_clause
from evaluation.scoring.award import LotAward, LotLimit, LotToAward, award_lots
from evaluation.scoring.missing_lines import complete_prices
from evaluation.scoring.price_model import PriceModel
from evaluation.scoring.ranking import Ranking, Ties, rank_bids
from evaluation.scoring_model import ScoringModel, scoring_model
from evaluation.scoring_steps import score_values
from evaluation.seal import tender_sha256
from evaluation.tender import Lot, Tender
from evaluation.unbalanced_prices import price_line_flags, price_lines, quantity_warnings
from evaluation.waste import mass_flows, material_values

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
EVALUATION_PRICES = ("purchase_price", "life_cycle_cost")
COSTS = {"life_cycle_cost", "equivalent_annual_cost"}


def evaluate(
    tender: Tender,
    bids: Sequence[Bid],
    decisions: Decisions | None = None,
    baskets: Mapping[str, Basket] = MappingProxyType({}),
) -> Evaluation:
    """Evaluate all bids by the tender's published model.

    Parameters
    ----------
    tender : carries all that is read.
    bids : as read; a bid with a stop is left out of the lots the stop is of. A baseline among them is
        calculated, and changes no figure, point, rank or award of a bid.
    decisions : what people decided. Without a decision on admission the requirements' proposal stands
        in, and the lot says that its admission is open.
    baskets : by lot, what was sealed and not published. A lot is evaluated with the quantities of its basket where
        the published hash is of it, else with those that are published; where one is not, no bid is calculated.

    Returns
    -------
    The evaluation, not for award: :func:`for_award` makes it one where a seal matches.

    Raises
    ------
    UnusableModelError
        Where the published model cannot be calculated.
    """
    decided = (decisions or Decisions()).without({bid.id for bid in bids if bid.is_baseline})
    published, opening = tender, opened(tender, baskets)
    tender = opening.tender
    done = _lots(tender, bids, decided)
    if any(row.is_decided for row in decided.replaced_figures):
        stated = _lots(tender, bids, decided.model_copy(update={"replaced_figures": ()}))
        done = {key: _beside_stated(lot, stated[key], bids) for key, lot in done.items()}
    return Evaluation(
        tender=tender,
        decisions=decided,
        lots=done,
        problems=tuple(p for bid in bids for p in bid.problems),
        warnings=(
            *_basket_warnings(opening.sealed),
            *(w for lot in done.values() for w in lot.warnings),
        ),
        sha256=tender_sha256(published),
        published=published,
        baskets=opening.sealed,
    )


def _basket_warnings(sealed: Mapping[str, Sealed]) -> list[ResultWarning]:
    """Return that a lot is evaluated without its sealed basket, or with another one in the case."""
    found = []
    for lot, held in sealed.items():
        if held.state == "closed":
            found.append(ResultWarning("basket_closed", lot, {"sha256": held.sha256}))
        elif held.state == "differs":
            found.append(ResultWarning("basket_differs", lot, {"sha256": held.sha256, "found": held.found}))
    return found


def _lots(tender: Tender, bids: Sequence[Bid], decisions: Decisions) -> dict[str, LotEvaluation]:
    """Return every lot by itself, and then its award by the limits over lots."""
    lots = {lot.id: evaluate_lot(tender, lot, bids, decisions) for lot in tender.lots}
    awards = _award(tender, lots)
    return {key: replace(lot, award=awards[key]) for key, lot in lots.items()}


def _beside_stated(lot: LotEvaluation, stated: LotEvaluation, bids: Sequence[Bid]) -> LotEvaluation:
    """Return a lot with what the buyer's own figures change in it; as it is where there are none in it."""
    found = replacement(lot, stated, bids)
    if not found.figures:
        return lot
    told = replace(lot, replacement=found)
    return replace(told, warnings=(*lot.warnings, *replacement_warnings(told)))


@dataclass(frozen=True)
class _Scored:
    """The points of one lot's bids."""

    values: pd.DataFrame
    points: pd.DataFrame
    weighted: pd.DataFrame
    lines: pd.DataFrame
    total: "pd.Series[float]"
    out: Mapping[str, str]


@dataclass(frozen=True)
class _Part:
    """What part each calculated row has in the scoring, (bids,): counts for others, and is a bid at all."""

    admitted: Sequence[bool]
    is_bid: Sequence[bool]


def evaluate_lot(
    tender: Tender,
    of: Lot,
    bids: Sequence[Bid],
    decisions: Decisions,
    out: Mapping[str, str] = MappingProxyType({}),
) -> LotEvaluation:
    """Return the evaluation of one lot by itself; the limits over lots, and with them its award, come after.

    Parameters
    ----------
    out : code by id of the bids that a threshold or limit of the model took out. Where it takes one more, the lot
        is evaluated again from the first step without it, until it takes none; nobody comes back.
    """
    lot = of.id
    model = scoring_model(tender, lot)
    stated, bids = bids, with_replaced(bids, lot, decisions)
    standing = _standing(tender, of, admissions(tender, lot, bids, decisions), out)
    in_lot = [bid for bid in bids if standing[bid.id].is_calculated]
    values = LotValues(tender, lot, in_lot)
    _complete_prices(values, model, standing)
    values.is_in = np.array([standing[bid.id].is_in for bid in in_lot], dtype=bool)
    found = lives(values, decisions)
    made_of = parts(values, found)
    flows = mass_flows(values, made_of)
    priced = _priced_reservations(decisions, lot)
    residual = _by_bid_and_item(flows, "residual_kg", values) if _has_price(tender, "disposal") else None
    cash = streams(values, found, residual, priced, material_values(values, flows))
    emitted = impacts(values, found, made_of)
    external = external_cost(values, emitted)
    sums = impact_sums(values, emitted, made_of)
    used = measures_used(tender, lot)
    is_circular = any(family_of(measure) == "mci" for measure in used)
    circular = item_circularity(values, made_of, found) if is_circular else None
    tables = LotTables(cash, emitted, flows, found, external, sums, circular)
    ids = pd.Index([bid.id for bid in in_lot], name="bid")
    figures = pd.DataFrame(
        {m: indicator(values, tables, m) for m in used if not m.startswith("judged:")}, index=ids
    )
    warnings = _factor_warnings(values, made_of, used)
    warnings += _refused_scores(values, sums, used)
    warnings += tests_that_prove_less(values, found)
    warnings += [
        *counted_twice(tender, lot),
        *recycling_counted_twice(tender, lot),
        *unclaused_growth(tender, lot),
        *claims_without_clause(tender, lot),
    ]
    part = _Part([standing[bid].is_in for bid in ids], [not bid.is_baseline for bid in in_lot])
    counts = np.array(part.admitted, dtype=bool) & np.array(part.is_bid, dtype=bool)
    warnings += value_warnings(values, cash.table, part.admitted)
    lines = price_lines(values, cash.table, counts)
    flags = [
        *_low_prices(values, tables, model, counts),
        *price_line_flags(values, lines),
        *claim_flags(values, made_of),
    ]
    warnings += [*(flag.warning for flag in flags), *quantity_warnings(values, lines)]
    scored, notes = _score(model, _leaf_values(model, figures, judged_points(values, decisions)), part)
    warnings += [
        ResultWarning(code, lot, {"criterion": path} if path else {})
        for path, codes in notes.items()
        for code in codes
    ]
    if scored.out:
        return evaluate_lot(tender, of, stated, decisions, {**out, **scored.out})
    ranks = _ranked(lot, model, scored, part)
    warnings += rounding_decides(
        lot, model, scored.values, scored.total, part.admitted, {b.id: b.name for b in in_lot}
    )
    warnings += points_follow_kind(values, model, scored.points.to_numpy(dtype=float), counts)
    seen = horizons(values, found, cash, part.admitted) if COSTS & set(used) else None
    if seen is not None and seen.differ:
        name = {bid.id: bid.name for bid in in_lot}
        orders = {
            horizon: [name[bid] for tied in order for bid in tied] for horizon, order in seen.orders.items()
        }
        code = (
            "horizons_differ_study_period"
            if seen.counted == "study_period"
            else "horizons_differ_equivalent_annual"
        )
        warnings.append(ResultWarning(code, lot, orders))
    is_open = any(standing[b].state.startswith("proposed") for b in ids)
    if is_open:
        warnings.append(
            ResultWarning(
                "admission_open", lot, {"bids": [b for b in ids if standing[b].state.startswith("proposed")]}
            )
        )
    return LotEvaluation(
        lot=lot,
        title=of.title,
        bids=_results(bids, standing, ids),
        calculated=tuple(ids),
        admitted=np.array([standing[b].is_in for b in ids], dtype=bool),
        model=model,
        indicators=figures,
        values=scored.values,
        points=scored.points,
        weighted=scored.weighted,
        lines=scored.lines,
        total=scored.total,
        taken_out=out,
        ranks=ranks,
        award=LotAward(lot),
        streams=cash.table,
        series=cash.series,
        impacts=tables.impacts,
        mass_flows=flows,
        external=external,
        impact_sums=sums,
        cost_by_year=cost_by_year(cash, values),
        pieces_bought=pieces_bought(values, found.purchase),
        pieces_asked=_asked(values),
        warnings=tuple(warnings),
        is_admission_open=is_open,
        horizons=seen,
        taken=values,
        lives=found,
        parts=made_of,
        decisions=decisions,
        flags=tuple(flags),
    )


def _low_prices(values: LotValues, tables: LotTables, model: ScoringModel, counts: Bools) -> list[Flag]:
    """Return the abnormally low prices: by the purchase price and the life cycle cost, each where it is scored.

    Where neither is, by the purchase price. A price that is not evaluated may not compare: a fee a use has none.
    """
    scored = {leaf.measure for leaf in model.leaves}
    measures = tuple(m for m in EVALUATION_PRICES if m in scored) or EVALUATION_PRICES[:1]
    return [
        flag
        for measure in measures
        for flag in low_price_flags(values, indicator(values, tables, measure), measure, counts)
    ]


def _complete_prices(values: LotValues, model: ScoringModel, standing: dict[str, Admitted]) -> None:
    """Apply the published rule for missing lines; a bid it rejects is out from here on.

    A line of which nothing is bought needs no price, and counts for nobody.
    """
    price = values.take("prices", "unit_price").values
    not_offered = values.words("prices", "offered") == "no"
    price = np.where(not_offered, np.nan, price)
    admitted = [standing[bid.id].is_in for bid in values.bids]
    bought = np.array([values.tender.asked(item) != 0.0 for item in values.items], dtype=bool)
    done = complete_prices(price[:, bought], _asked(values)[bought], admitted, model.missing_lines)
    if done.filled.any():
        filled, prices = np.zeros(values.shape, dtype=bool), price.copy()
        filled[:, bought], prices[:, bought] = done.filled, done.unit_prices
        values.fill("prices", "unit_price", prices, filled, "filled")
    values.left_out = ~bought
    values.left_out[bought] = done.left_out
    for bid_no, code in done.rejected.items():
        bid = values.bids[bid_no].id
        standing[bid] = replace(standing[bid], state=_refused(standing[bid].state), excluded_by=code)


def _refused(state: str) -> str:
    """Return the state of a bid that a published rule takes out, decided or proposed as it was.

    >>> _refused("proposed_admitted"), _refused("not_admitted")
    ('proposed_not_admitted', 'not_admitted')
    """
    return state if "not_admitted" in state else state.replace("admitted", "not_admitted")


def _standing(
    tender: Tender, of: Lot, admitted: Mapping[str, Admitted], out: Mapping[str, str]
) -> dict[str, Admitted]:
    """Return where each bid stands after what the model took out and what cannot be calculated."""
    standing = dict(admitted)
    for bid, code in out.items():
        standing[bid] = replace(standing[bid], state=_refused(standing[bid].state), excluded_by=code)
    if waits_for_basket(tender, of):
        standing = {bid: _without_quantities(each) for bid, each in standing.items()}
    return standing


def _without_quantities(standing: Admitted) -> Admitted:
    """Return where a bid stands in a lot of which a quantity is not known: nothing of it can be calculated."""
    return (
        replace(standing, state="stopped", excluded_by=standing.excluded_by or "basket_closed")
        if standing.is_calculated
        else standing
    )


def _asked(values: LotValues) -> Floats:
    return np.array([values.tender.asked(item) or 0.0 for item in values.items], dtype=np.float64)


def _has_price(tender: Tender, resource: str) -> bool:
    return any(price.key == resource for price in tender.resource_prices)


def _priced_reservations(decisions: Decisions, lot: str) -> dict[str, float]:
    priced: dict[str, float] = {}
    for row in decisions.reservations:
        if row.lot == lot and row.decision == "priced" and row.amount is not None:
            priced[row.bid] = priced.get(row.bid, 0.0) + row.amount
    return priced


def _by_bid_and_item(flows: pd.DataFrame, column: str, values: LotValues) -> Floats:
    found = np.zeros(values.shape)
    if len(flows):
        at = flows["bid"].cat.codes.to_numpy(), flows["item"].cat.codes.to_numpy()
        np.add.at(found, at, flows[column].to_numpy(dtype=float))
    return found


def _factor_warnings(values: LotValues, made_of: Parts, used: tuple[str, ...]) -> list[ResultWarning]:
    if not OF_EMISSIONS & set(used):
        return []
    bases = [item.factor_basis for item in values.items]
    by_use = bases.count("use_only")
    told = {"count": by_use, "items": len(bases)}
    return [
        *([ResultWarning("emissions_of_use_only", values.lot, told)] if by_use else []),
        *(
            ResultWarning("factor_missing", values.lot, {"material": material, "slot": slot})
            for material, slot in missing_factors(values, made_of)
        ),
        *parts_of_several_materials(values),
        *modules_not_compared(values),
        *climate_warnings(values, used),
        *declaration_warnings(values, made_of, used),
    ]


def _refused_scores(values: LotValues, sums: ImpactSums | None, used: tuple[str, ...]) -> list[ResultWarning]:
    """Return why a bid has no single score or environmental price, with every indicator that it lacks."""
    found = []
    for measure in sorted(OF_WEIGHTED_IMPACTS & set(used)):
        _, lacking = weighted_impacts(values, sums, measure)
        for bid, missing in zip(values.bids, lacking, strict=True):
            if missing:
                told = {"measure": measure, "bid": bid.name, "indicators": missing, "count": len(missing)}
                found.append(ResultWarning("impacts_not_known", values.lot, told))
    return found


def ranked_at(lot: LotEvaluation, values: pd.DataFrame) -> Ranking:
    """Return the ranking that a lot's model gives other values of its criteria, a column a leaf as in ``values``."""
    is_bid = ~np.isin(lot.calculated, list(lot.baselines))
    part = _Part(lot.admitted.tolist(), is_bid.tolist())
    return _ranked(lot.lot, lot.model, _score(lot.model, values, part)[0], part)


def _ranked(lot: str, model: ScoringModel, scored: _Scored, part: _Part) -> Ranking:
    figures = {
        step.path: dict((scored.values if step.by == "value" else scored.points)[step.path])
        for step in model.ties.criteria
    }
    return rank_bids(
        dict(scored.total),
        [bid for bid, is_in in zip(scored.total.index, part.admitted, strict=True) if is_in],
        model.combination.better,
        Ties(lot, model.ties, figures),
    )


def _leaf_values(model: ScoringModel, figures: pd.DataFrame, judged: Mapping[str, Floats]) -> pd.DataFrame:
    columns = {
        leaf.id: judged[leaf.id] if leaf.id in judged else figures[str(leaf.measure)].to_numpy(dtype=float)
        for leaf in model.leaves
    }
    return pd.DataFrame(columns, index=figures.index)


def _score(model: ScoringModel, values: pd.DataFrame, part: _Part) -> tuple[_Scored, dict[str, list[str]]]:
    is_in = np.array(part.admitted, dtype=bool)
    is_bid = np.array(part.is_bid, dtype=bool)
    leaves = [leaf.id for leaf in model.leaves]
    columns = values[leaves].to_numpy(dtype=float).T.reshape(len(leaves), len(values))
    done = score_values(model, columns, is_in)
    notes = {}
    if len(values):
        notes = {
            path: model.rules[path].applicable(columns[n], done.counted) for n, path in enumerate(leaves)
        }
        if isinstance(model.combination, PriceModel):
            order = [leaves.index(path) for path in model.combination.leaves]
            notes[""] = model.combination.applicable(done.raw[order], done.counted)
    raw, weighed = (np.where(is_bid, steps, np.nan) for steps in (done.points, done.weighted))
    points, weighted = (pd.DataFrame(a.T, index=values.index, columns=leaves) for a in (raw, weighed))
    lines = pd.DataFrame(
        {name: np.where(is_bid, line, np.nan) for name, line in done.lines.items()}, index=values.index
    )
    total = pd.Series(np.where(is_bid, done.total, np.nan), index=values.index, dtype=float)
    out = {str(bid): str(code) for bid, code in zip(values.index, done.out, strict=True) if code}
    return _Scored(values, points, weighted, lines, total, out), notes


def _results(
    bids: Sequence[Bid], standing: Mapping[str, Admitted], ids: "pd.Index[str]"
) -> tuple[BidResult, ...]:
    return tuple(
        BidResult(
            bid.id,
            bid.name,
            standing[bid.id].state,
            standing[bid.id].excluded_by,
            standing[bid.id].failed,
            bid.id in ids,
            standing[bid.id].is_in and bid.id in ids,
        )
        for bid in bids
        # A baseline is of its own lots, and unlike a bidder it is missed in no other.
        if not (bid.is_baseline and standing[bid.id].state == "not_offered")
    )


def _award(tender: Tender, lots: Mapping[str, LotEvaluation]) -> Mapping[str, LotAward]:
    rows = {lot.id: lot for lot in tender.lots}
    asked = [
        LotToAward(
            key,
            done.ranks,
            rows[key].suppliers,
            cast("Any", rows[key].award_form),
            None if rows[key].estimated_value is None else Decimal(repr(rows[key].estimated_value)),
        )
        for key, done in lots.items()
    ]
    limit = None
    if tender.facts.maximum_lots is not None:
        limit = LotLimit(tender.facts.maximum_lots, cast("Any", tender.facts.lots_kept_by))
    return award_lots(asked, limit)


def for_award(done: Evaluation) -> Evaluation:
    """Return an evaluation marked as an award run, after the caller has held it against its seal."""
    return replace(done, sealed=True, for_award=True)
