"""The evaluation as one JSON object: codes and figures, and the problems and warnings in words."""

import math
from collections.abc import Iterable
from dataclasses import asdict, fields
from typing import Any

import numpy as np

from evaluation.circularity_rates import CircularityRates
from evaluation.cost_levels import LEVELS
from evaluation.decisive_documents import decisive_documents
from evaluation.evidence import PARTS, SHARES_OF_VALUE, evidence_shares
from evaluation.inquiries import Flag, inquiry_of
from evaluation.investment import InvestmentMeasures, compared_pairs
from evaluation.lifespan_weight import lifespan_weight
from evaluation.measures import family_of, measure_of
from evaluation.problems import Problem
from evaluation.recycling_credits import recycling_credits
from evaluation.result import BidResult, Evaluation, LotEvaluation
from evaluation.scoring.combination import LowestTotal
from evaluation.seal import Seal
from texts.problems import describe, warning_text


def as_json(done: Evaluation, problems: Iterable[Problem], lang: str) -> dict[str, object]:
    """Return the object that ``evaluate --json`` prints.

    Parameters
    ----------
    done : the evaluation.
    problems : every problem of the case, the bids' own among them.
    lang : language of the sentences, ``da`` or ``en``. Keys and codes do not depend on it.
    """
    facts = done.tender.facts
    return {
        "tender": {
            "id": facts.id,
            "title": facts.title,
            "currency": facts.currency,
            "sha256": done.sha256,
            "sealed": done.sealed,
            "for_award": done.for_award,
            "seal": None if done.seal is None else _seal(done.seal),
            "fork": None if done.fork is None else done.fork.as_json(),
            "basket": {
                lot: {"sha256": held.sha256, "opened": held.state == "opened"}
                for lot, held in done.baskets.items()
            },
        },
        "lots": [_lot(done, lot) for lot in done.lots.values()],
        "problems": [problem_as_json(problem, lang) for problem in problems],
        "warnings": [{"code": w.code, "lot": w.lot, "text": warning_text(w, lang)} for w in done.warnings],
    }


def problem_as_json(problem: Problem, lang: str) -> dict[str, object]:
    """Return a problem with its place, its code and its three sentences."""
    return {
        "severity": problem.severity,
        "bid": problem.bid,
        "lot": problem.lot,
        "file": problem.file,
        "sheet": problem.sheet,
        "cell": problem.cell,
        "code": problem.code,
        **describe(problem, lang),
    }


def _seal(seal: Seal) -> dict[str, object]:
    """Return who sealed, when, which version, and why late; ``late_reason`` is null where it was not."""
    return {
        "by": seal.by,
        "at": seal.at,
        "version": seal.version,
        "calculation_version": seal.calculation_version,
        "previous": seal.previous or None,
        "late_reason": seal.late_reason or None,
    }


def _lot(done: Evaluation, lot: LotEvaluation) -> dict[str, object]:
    combination = lot.model.combination
    evidence = _evidence(lot)
    return {
        "id": lot.lot,
        "title": lot.title,
        "bids": [_bid(done, lot, bid) | {"evidence": evidence.get(bid.id)} for bid in lot.bids],
        "combination": combination.key,
        "total_unit": {"points": "points", "amount": done.tender.facts.currency}.get(
            combination.total_unit, "1"
        ),
        "better": combination.better,
        "ranking": list(lot.ranking),
        "tied": [list(group) for group in lot.ranks.tied],
        **_external(done, lot),
        "awarded": [{"bid": bid, "position": position} for bid, position in lot.awarded],
        "not_awarded_reason": lot.award.not_awarded_reason,
        "admission_open": lot.is_admission_open,
        "unequal_lives": _unequal_lives(lot),
        "pairs": [_pair(of) for of in compared_pairs(lot)],
        **_decisive_documents(done, lot),
        "lifespan_weight": _lifespan(lot),
        "inquiries": [_inquiry(lot, flag) for flag in lot.flags],
        "price_lines": _price_lines(lot),
        "replaced_figures": _replaced(lot),
        "recycling_credits": [
            {"credit": on.credit, "where": on.where, "criteria": list(on.criteria)}
            for on in recycling_credits(done.tender, lot.lot)
        ],
    }


def _decisive_documents(done: Evaluation, lot: LotEvaluation) -> dict[str, object]:
    """Return the documents of which one alone would change the ranking; nothing in an award run.

    Null with a reason where none was tried: ``life_not_read`` or ``too_many``.
    """
    if done.for_award:
        return {}
    study = decisive_documents(done, lot.lot)
    return {
        "decisive_documents": None if study.reason else [asdict(each) for each in study.documents],
        "decisive_documents_reason": study.reason,
    }


def _evidence(lot: LotEvaluation) -> dict[str, dict[str, object]]:
    """Return what each bid's numbers rest on: counts, and the shares of two figures that rest on defaults."""
    shares = evidence_shares(lot)
    counts = {name: shares[name].to_numpy(dtype=int).tolist() for name in (*PARTS, "of")}
    of_value = {name: shares[name].to_numpy(dtype=float) for name in SHARES_OF_VALUE}
    return {
        bid: {
            **{name: of[n] for name, of in counts.items()},
            **{name: _number(of[n]) for name, of in of_value.items()},
        }
        for n, bid in enumerate(lot.calculated)
        if bid not in lot.baselines
    }


def _lifespan(lot: LotEvaluation) -> dict[str, object]:
    """Return how much lifespan weighs, of 100: nominal, and effective at each bid, in all and by criterion.

    ``points_per_year`` is by one more year or use of life, as ``unit`` says. What is null has a reason: of a
    criterion, or where that is null of the points by year.
    """
    found = lifespan_weight(lot)
    return {
        "nominal": found.nominal,
        "effective": dict(zip(found.bids, map(_number, found.effective), strict=True)),
        "by_criterion": {
            bid: dict(zip(found.criteria, map(_number, row), strict=True))
            for bid, row in zip(found.bids, found.by_criterion, strict=True)
        },
        "unit": found.unit,
        "points_per_year": dict(zip(found.bids, map(_number, found.points_per_year), strict=True)),
        "reasons": [
            {"bid": why.bid, "criterion": why.criterion, "reason": why.reason} for why in found.unknown
        ],
    }


def _pair(of: InvestmentMeasures) -> dict[str, object]:
    """Return the investment measures of two bids, the larger investment against the smaller.

    What is infinite or not defined is null; ``payback`` says in a word which it is of the payback.
    """
    return {
        "base": of.base,
        "alternative": of.alternative,
        "crossing_years": list(of.crossing_years),
        "net_saving": _number(of.net_saving),
        "savings_to_investment_ratio": _number(of.savings_to_investment_ratio),
        "adjusted_internal_rate_of_return": _number(of.adjusted_internal_rate_of_return),
        "simple_payback_years": _number(of.simple_payback.years),
        "discounted_payback_years": _number(of.discounted_payback.years),
        "payback": of.payback,
    }


def _unequal_lives(lot: LotEvaluation) -> dict[str, object] | None:
    """Return the annual cost of each bid by each way of treating unequal lives; None where no cost counts."""
    seen = lot.horizons
    if seen is None:
        return None
    return {
        "counted": seen.counted,
        "annual_cost": {
            horizon: dict(zip(lot.calculated, map(_number, costs), strict=True))
            for horizon, costs in seen.yearly.items()
        },
        "order": {horizon: [list(tied) for tied in order] for horizon, order in seen.orders.items()},
        "orders_differ": seen.differ,
    }


def _bid(done: Evaluation, lot: LotEvaluation, bid: BidResult) -> dict[str, object]:
    shown: dict[str, object] = {
        "id": bid.id,
        "name": bid.name,
        "state": bid.state,
        "excluded_by": bid.excluded_by,
        "indicators": {},
        "points": {},
        "lines": {},
        "cost_levels": None,
        "impacts": {},
        "circularity": {},
        "under_inquiry": bid.id in lot.under_inquiry,
        "total": None,
        "rank": None,
    }
    if bid.is_calculated:
        currency = done.tender.facts.currency
        figures = lot.indicators.loc[bid.id]
        shown["indicators"] = {
            key: {"value": _number(figures[key]), "unit": measure_of(key).unit.format(currency=currency)}
            for key in lot.indicators.columns
        }
        if lot.model.combination.key != LowestTotal.key and not bid.is_baseline:
            raw, weighted = lot.points.loc[bid.id], lot.weighted.loc[bid.id]
            shown["points"] = {
                path: {"raw": _number(raw[path]), "weighted": _number(weighted[path])} for path in raw.index
            }
            shown["lines"] = {name: _number(lot.lines[name][bid.id]) for name in lot.lines.columns}
        shown["impacts"] = _impacts(lot, lot.calculated.index(bid.id))
        shown["circularity"] = _circularity(lot, lot.calculated.index(bid.id))
        shown |= _levels(done, lot, lot.calculated.index(bid.id))
        shown["total"] = _number(lot.total[bid.id])
        shown["rank"] = lot.ranks.ranks.get(bid.id)
    return shown


def _inquiry(lot: LotEvaluation, flag: Flag) -> dict[str, object]:
    """Return what stands out in a bid, and what was asked, answered and decided about it; null where nothing was."""
    row = inquiry_of(flag, lot.lot, lot.decisions)
    return {
        "kind": flag.kind,
        "bid": flag.bid,
        "about": flag.about,
        "code": flag.warning.code,
        "place": flag.place or None,
        **{
            name: None if row is None else getattr(row, name)
            for name in ("asked_at", "answered_at", "answer", "decision", "reason", "by", "at")
        },
    }


def _price_lines(lot: LotEvaluation) -> list[dict[str, object]]:
    """Return the lines that stand out, or whose quantity decides who is the cheapest, with what the lot then costs.

    ``of_median`` is each bid's unit price as a share of the line's median; ``at_half`` and ``at_double`` what the lot
    costs with half and double the quantity of the line [tender currency].
    """
    lines, model = lot.price_lines, lot.taken.model
    strange = lines.is_near_zero(model.near_zero_share) | lines.is_unbalanced(model.unbalanced_share)
    shown = strange.any(axis=0) | lines.changes_order.any(axis=0)
    counted = [(n, bid) for n, bid in enumerate(lot.calculated) if lines.counts[n]]

    def by_bid(figures: Any) -> dict[str, float | None]:  # noqa: ANN401  (an array over bids)
        return {bid: _number(figures[n]) for n, bid in counted}

    return [
        {
            "item": lot.taken.items[n].key,
            "of_median": by_bid(lines.of_median[:, n]),
            "at_half": by_bid(lines.lot_costs[0, :, n]),
            "at_double": by_bid(lines.lot_costs[1, :, n]),
            "changes_first": {
                "half": bool(lines.changes_first[0, n]),
                "double": bool(lines.changes_first[1, n]),
            },
            "changes_order": {
                "half": bool(lines.changes_order[0, n]),
                "double": bool(lines.changes_order[1, n]),
            },
        }
        for n in np.flatnonzero(shown).tolist()
    ]


def _replaced(lot: LotEvaluation) -> dict[str, object] | None:
    """Return the buyer's own figures with what they change; null where there are none.

    What changes, and the ranks without them, are null until admission is decided.
    """
    found = lot.replacement
    if found is None:
        return None
    is_open = lot.is_admission_open
    return {
        "figures": [row.model_dump(exclude={"lot"}) for row in found.figures],
        "changes": None if is_open else found.changes,
        "ranks_as_stated": None if is_open else dict(found.ranks_as_stated),
    }


def _impacts(lot: LotEvaluation, bid_no: int) -> dict[str, object]:
    """Return every indicator that something is known of: modules A to C, module D apart, and what has a figure."""
    sums = lot.impact_sums
    if sums is None:
        return {}
    columns = {
        "a_to_c": sums.within[bid_no],
        "d": sums.beyond[bid_no],
        "share_of_mass": sums.mass_share[bid_no],
        "share_of_emissions": sums.gwp_share[bid_no],
    }
    return {
        key: {
            **{name: _number(of[n]) for name, of in columns.items()},
            "unit": measure_of(key).unit,
        }
        for n, key in enumerate(sums.indicators)
    }


def _circularity(lot: LotEvaluation, bid_no: int) -> dict[str, object]:
    """Return the rates of what goes round, after ISO 59020, and the indicator of each item; none where it is not counted."""
    if not any(family_of(str(measure)) == "mci" for measure in lot.indicators):
        return {}
    rates, found = lot.circularity_rates, lot.circularity
    items = {
        item.key: {
            "linear_flow_index": _number(found.lfi[bid_no, n]),
            "utility": _number(found.utility[bid_no, n]),
            "mci": _number(found.mci[bid_no, n]),
        }
        for n, item in enumerate(lot.taken.items)
        if item.reference
    }
    named = {each.name: _number(getattr(rates, each.name)[bid_no]) for each in fields(CircularityRates)}
    return {"rates": named, "items": items}


def _external(done: Evaluation, lot: LotEvaluation) -> dict[str, object]:
    """Return the price set of a lot and the prices of CO2e at which the cheapest bid changes.

    ``switching_co2_prices`` is null where there is no figure, and ``switching_co2_prices_reason`` says why; an
    empty list is of a lot in which one bid is the cheapest at every price.
    """
    found, unit = lot.switching_prices, f"{done.tender.facts.currency}/t"
    prices = [
        {"price": change.price, "unit": unit, "from": list(change.before), "to": list(change.after)}
        for change in found.changes
    ]
    return {
        "external_price_set": lot.taken.model.external_price_set,
        "switching_co2_prices": None if found.reason else prices,
        "switching_co2_prices_reason": found.reason,
    }


def _levels(done: Evaluation, lot: LotEvaluation, bid_no: int) -> dict[str, object]:
    """Return what a bid costs at each level, and for each unit and year of use where its lot has one item.

    A level that is null is of a lot that does not count it, or a figure that is not known; the reasons tell which,
    and whether the last level is the third one again for want of a published price.
    """
    levels = lot.cost_levels
    found: dict[str, object] = {
        "cost_levels": _by_level(levels.by_bid[bid_no]),
        "cost_levels_unit": done.tender.facts.currency,
        "cost_levels_reasons": [r for r in (levels.cost_reason, levels.external_reason) if r],
    }
    if len(lot.taken.items) == 1:
        (item,) = lot.taken.items
        found["cost_per_unit"] = {
            "unit": item.basis,
            "units": _number(levels.units[0]),
            "levels": _by_level(levels.per_unit(0, is_only=True)[bid_no]),
        }
    return found


def _by_level(figures: Iterable[float]) -> dict[str, float | None]:
    return {level: _number(figure) for level, figure in zip(LEVELS, figures, strict=True)}


def _number(value: Any) -> float | None:  # noqa: ANN401  (what a cell of a frame is to a type checker)
    """Return a number JSON can hold: missing or infinite is null, never NaN and never nought."""
    return float(value) if math.isfinite(value) else None
