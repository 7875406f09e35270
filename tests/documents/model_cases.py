"""A tender with a lot for every model there is: all rules, all combinations, thresholds, limits and roundings."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from evaluation import Tender
from evaluation.decisions import Admission, Decisions, Judgement
from evaluation.evaluation_model import Criterion, EvaluationModel, RoundingStep, ScoreRow
from evaluation.tender import Item, Lot, Question, TenderFacts
from tests.documents.matrix_cases import MatrixCase, bid_of

# Prices of ten pieces, kilograms, years and two judgements; delta is not admitted, and gamma is dear and good.
OFFERS: Mapping[str, Mapping[str, float]] = {
    "alfa": {"price": 10_400, "kg": 410.5, "years": 6, "test": 7, "service": 8},
    "beta": {"price": 9_650, "kg": 702, "years": 4.5, "test": 5.5, "service": 6},
    "gamma": {"price": 13_125, "kg": 288, "years": 9, "test": 9, "service": 4},
    "delta": {"price": 6_100, "kg": 120, "years": 12, "test": 3, "service": 10},
}
OUT = "delta"
Row = Mapping[str, Any]

PRICE: Row = {"measure": "purchase_price"}
TEST: Row = {"measure": "judged:test", "rule": "judged_points", "assessor_scale": 10}
SERVICE: Row = {"measure": "judged:service", "rule": "judged_points", "assessor_scale": 10}
SLOPE: Row = {**PRICE, "rule": "linear_over_best", "slope": 50}
BRACKETS = (
    {"to_value": 300.0, "gives": 10.0, "date": "2026-01-01", "source": "En tabel"},
    {"from_value": 300.0, "to_value": 600.0, "includes": "both", "gives": 6.0},
    {"from_value": 600.0, "includes": "neither", "gives": 1.0},
)
KNEE = (
    {"from_value": 60.0, "gives": 12.0},
    {"from_value": 100.0, "gives": 8.0},
    {"from_value": 140.0, "gives": 0.0},
)
LINE = ({"from_value": 100.0, "gives": 10.0}, {"from_value": 720.0, "gives": 0.0})
BOUNDS = ({"from_value": 200.0, "gives": 9_000.0}, {"from_value": 600.0, "gives": 0.0})
GRADES = tuple(
    {"from_value": y, "to_value": y, "includes": "both", "gives": m}
    for y, m in ((4.5, 0), (6, 4_000), (9, 9_000))
)


@dataclass(frozen=True)
class Case:
    """One model: its fields, its criteria in order with their weights, tables by criterion, and roundings."""

    fields: Row
    criteria: Mapping[str, tuple[float | None, Row]]
    rows: Mapping[str, tuple[Row, ...]]
    roundings: tuple[Row, ...] = ()


def _points(rule: Row, *, rows: tuple[Row, ...] = (), acknowledged: tuple[str, ...] = ()) -> Case:
    """Return weighted points with a rule beside judged points."""
    return Case(
        {"acknowledged": acknowledged},
        {"first": (60, rule), "test": (40, TEST)},
        {"first": rows} if rows else {},
    )


def _price(
    combination: str,
    quality: Mapping[str, tuple[float | None, Row]],
    of_price: float | None,
    **fields: object,
) -> Case:
    return Case({"combination": combination, **fields}, {"price": (of_price, PRICE), **quality}, {})


def _weighed(test: float, service: float) -> Mapping[str, tuple[float | None, Row]]:
    return {"test": (test, TEST), "service": (service, SERVICE)}


KG: Row = {"measure": "answer:kg", "direction": "lower"}
YEARS: Row = {"measure": "answer:years", "direction": "higher"}
CASES: Mapping[str, Case] = {
    "linear_over_best": _points(SLOPE),
    "linear_escalating": _points({**PRICE, "rule": "linear_escalating", "slope": 30, "slope_step": 10, "slope_most": 200}),
    "follows": _points({**YEARS, "rule": "linear_escalating", "slope": 20, "slope_step": 0, "slope_most": 90}),
    "best_ratio": _points({**PRICE, "rule": "best_ratio"}),
    "relative_quality": _points({"measure": "judged:service", "rule": "best_ratio", "clip": "top"}),
    "fixed_interval": _points({**KG, "rule": "fixed_interval", "full_at": 250, "zero_at": 650, "clip": "bottom"}),
    "interval_escalating": _points(
        {**PRICE, "rule": "interval_escalating", "full_at": 0, "zero_at": 100_000, "zero_step": 50_000, "zero_most": 300_000}
    ),
    "logarithmic": _points({**PRICE, "rule": "logarithmic", "zero_multiple": 2}),
    "mean": _points(
        {**PRICE, "rule": "over_center", "center": "mean", "center_points": 5, "slope": 50}, acknowledged=("over_center",)
    ),
    "median": _points(
        {**YEARS, "rule": "over_center", "center": "median", "center_points": 6, "slope": 80}, acknowledged=("over_center",)
    ),
    "min_max": _points({**KG, "rule": "min_max"}, acknowledged=("min_max",)),
    "brackets": _points({**KG, "rule": "brackets"}, rows=BRACKETS),
    "curve": _points({**KG, "rule": "curve", "clip": "both"}, rows=LINE),
    "knee": _points({**PRICE, "rule": "curve", "curve_basis": "percent_of_mean"}, rows=KNEE),
    "rounded": Case(
        {}, {"first": (55, SLOPE), "test": (45, TEST)}, {},
        (
            {"step": "points", "criterion": "first", "mode": "half_up", "decimals": 2},
            {"step": "weighted", "mode": "half_even", "decimals": 0},
        ),
    ),
    "limits": Case(
        {"least_total": 50}, {
            "first": (50, {**SLOPE, "highest_valid": 135_000, "lowest_valid": 80_000}),
            "test": (30, {**TEST, "least_percent": 55}),
            "kg": (20, {**KG, "rule": "fixed_interval", "full_at": 250, "zero_at": 650, "least_percent": 30}),
        }, {},
    ),
    "lowest_cost": Case({"combination": "lowest_cost"}, {"price": (None, PRICE)}, {}),
    "fixed_amounts": Case(
        {"combination": "fixed_amounts"},
        {
            "price": (None, PRICE),
            "kg": (None, {**KG, "rule": "amount_per_unit", "unit_amount": 12.5, "zero_at": 300, "amount_most": 4_000}),
            "test": (None, {"measure": "judged:test", "rule": "amount_for_quality", "assessor_scale": 10, "full_amount": 20_000}),
            "service": (None, {"measure": "judged:service", "rule": "amount_for_quality", "assessor_scale": 10,
                               "full_amount": 5_000, "amount_form": "surcharge"}),
            "grade": (None, {**YEARS, "rule": "amount_brackets"}),
            "bound": (None, {**KG, "rule": "amount_curve"}),
        },
        {"grade": GRADES, "bound": BOUNDS},
        ({"step": "total", "mode": "half_up", "decimals": 0},),
    ),
    "percentage_surcharge": _price("percentage_surcharge", _weighed(25, 15), 60),
    "percentage_deduction": _price(
        "percentage_deduction",
        {"test": (None, {**TEST, "most_percent": 10}), "service": (None, {**SERVICE, "most_percent": 7.5})},
        None, acknowledged=("percentage_deduction",),
    ),
    "quality_per_price": _price("quality_per_price", _weighed(70, 30), None, ratio_factor=1_000_000),
    "band": _price("quality_per_price", _weighed(70, 30), None, ratio_factor=1_000_000, ratio_band=8, ratio_band_by="quality"),
    "utility_index": _price("utility_index", _weighed(40, 20), 40),
    "feature_coefficient": Case(
        {"combination": "feature_coefficient"},
        {
            "price": (None, PRICE), "test": (None, {**TEST, "most_percent": 20}),
            "running": (None, {**KG, "rule": "amount_per_unit", "unit_amount": 3}),
        }, {},
    ),
    "quality_then_price": Case(
        {"combination": "quality_then_price", "least_total": 60},
        {"price": (None, PRICE), "test": (70, {**TEST, "least_percent": 50}), "service": (30, SERVICE)}, {},
        ({"step": "quality", "mode": "cut_off", "decimals": 1},),
    ),
}  # fmt: skip
LOT_OF: Mapping[str, str] = {name: f"LOT-{n:04d}" for n, name in enumerate(CASES, start=1)}


def every_model() -> MatrixCase:
    """Return the case: four bids on every lot, one of them not admitted."""
    lots = {LOT_OF[name]: case for name, case in CASES.items()}
    tender = Tender(
        facts=TenderFacts(
            id="models", title="Alle modeller", authority="En kommune", regime="eu_open", deadline="2026-12-01", approver="AB"
        ),
        lots=tuple(Lot(id=lot, title=name) for name, lot in LOT_OF.items()),
        models=tuple(
            EvaluationModel(lot=lot, first_year=2027, study_years=1, discount_rate=0.0, **case.fields)
            for lot, case in lots.items()
        ),
        items=tuple(
            Item(key=f"item{lot[-4:]}", lot=lot, title_da="Vare", quantity=(10.0,), reference_life=10.0) for lot in lots
        ),
        criteria=tuple(row for lot, case in lots.items() for row in _criteria(lot, case)),
        score_rows=tuple(
            ScoreRow(lot=lot, criterion=path, **row)
            for lot, case in lots.items() for path, rows in case.rows.items() for row in rows
        ),
        roundings=tuple(RoundingStep(lot=lot, **row) for lot, case in lots.items() for row in case.roundings),
        questions=tuple(
            Question(key=f"{name}{lot[-4:]}", lot=lot, text_da=name, unit=unit)
            for lot in lots for name, unit in (("kg", "kg"), ("years", "år"))
        ),
    )  # fmt: skip
    return MatrixCase(tender, tuple(bid_of(name, _offer(name)) for name in OFFERS), _decisions(tender))


def _criteria(lot: str, case: Case) -> list[Criterion]:
    found = []
    for path, (weight, row) in case.criteria.items():
        measure = row["measure"]
        asked = f"{measure}{lot[-4:]}" if measure.startswith("answer:") else measure
        of = {**row, "measure": asked, "weight": None if weight is None else Decimal(weight)}
        found.append(Criterion(lot=lot, id=path, title_da=path.title(), **of))
    return found


def _offer(name: str) -> Mapping[str, Mapping[str, list[dict[str, object]]]]:
    offer = OFFERS[name]
    return {
        lot: {
            "prices": [{"key": f"item{lot[-4:]}", "offered": "yes", "unit_price": offer["price"]}],
            "question_answers": [{"key": f"{of}{lot[-4:]}", "value": offer[of]} for of in ("kg", "years")],
        }
        for lot in LOT_OF.values()
    }


def _decisions(tender: Tender) -> Decisions:
    by: dict[str, str] = {"by": "N. N.", "at": "2026-12-02", "reason": "x"}
    return Decisions(
        admissions=tuple(
            Admission(lot=lot, bid=bid, decision="not_admitted" if bid == OUT else "admitted", **by)
            for lot in LOT_OF.values()
            for bid in OFFERS
        ),
        judgements=tuple(
            Judgement(
                lot=c.lot, criterion=c.id, bid=bid, points=offer[str(c.measure).partition(":")[2]], **by
            )
            for c in tender.criteria
            if str(c.measure).startswith("judged:")
            for bid, offer in OFFERS.items()
        ),
    )
