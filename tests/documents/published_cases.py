"""A small tender for every rule and every combination there is, with figures that stand nowhere else by chance."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from evaluation.evaluation_model import Criterion, RoundingStep, ScoreRow
from evaluation.tender import Item, Question, Tender
from tests.builders import LOT, tender_of

CHAIR = Item(
    key="chair", lot=LOT, title_da="Stol", title_en="Chair", quantity=(7.0,), reference_life=9, reference=True
)
PANELS = Question(key="panels", lot=LOT, text_da="Antal paneler", text_en="Number of panels", unit="stk.")
FALLING = ((12.5, None, 33.0), (7.25, 33.0, 71.0), (1.75, 71.0, None))
KNEE = ((11.5, 23.0), (8.25, 83.0), (0.5, 141.0))


def leaf(name: str, measure: str, **fields: object) -> Criterion:
    """Return a criterion named in Danish and English."""
    return Criterion.model_validate(
        {"lot": LOT, "id": name, "title_da": f"K{name}", "title_en": f"C{name}", "measure": measure, **fields}
    )


def case(
    *criteria: Criterion,
    rows: Sequence[ScoreRow] = (),
    roundings: Sequence[RoundingStep] = (),
    **model: object,
) -> Tender:
    """Return a tender of one chair and one question with these criteria."""
    return tender_of(
        [CHAIR],
        criteria,
        model={"study_years": 11, "discount_rate": 0.0425, "scale": 13, **model},
        score_rows=tuple(rows),
        roundings=tuple(roundings),
        questions=(PANELS,),
    )


def table_rows(name: str, anchors: Sequence[tuple[float | None, ...]]) -> tuple[ScoreRow, ...]:
    """Return a published table: what it gives, from, and to where a row is a bracket."""
    return tuple(
        ScoreRow(
            lot=LOT, criterion=name, gives=float(gives or 0), from_value=ends[0],
            to_value=ends[1] if len(ends) > 1 else None, source="Kilde A", date="2026-03-01",
        )
        for gives, *ends in anchors
    )  # fmt: skip


PRICE = leaf("price", "purchase_price", rule="linear_over_best", slope=57, weight=Decimal("61.5"))
WEIGHT = Decimal("38.5")
_RULES: Mapping[str, Mapping[str, object]] = {
    "linear_over_best": {"measure": "gwp_a_to_c", "slope": 43.5, "clip": "bottom"},
    "linear_escalating": {"measure": "gwp_a_to_c", "slope": 31, "slope_step": 17, "slope_most": 119},
    "fixed_interval": {"measure": "guarantee", "full_at": 8.25, "zero_at": 1.75, "clip": "both"},
    "interval_escalating": {
        "measure": "gwp_a_to_c", "full_at": 210, "zero_at": 470, "zero_step": 35, "zero_most": 985,
    },
    "best_ratio": {"measure": "gwp_a_to_c"},
    "min_max": {"measure": "guarantee"},
    "logarithmic": {"measure": "gwp_a_to_c", "zero_multiple": 2.75},
    "over_center": {"measure": "gwp_a_to_c", "center": "mean", "center_points": 6.75, "slope": 53},
    "judged_points": {"measure": "judged:x", "assessor_scale": 7},
    "brackets": {"measure": "answer:panels", "direction": "lower"},
    "curve": {"measure": "answer:panels", "direction": "lower", "clip": "top"},
}  # fmt: skip
_AMOUNTS: Mapping[str, Mapping[str, object]] = {
    "amount_per_unit": {"measure": "gwp_a_to_c", "unit_amount": 1.35, "zero_at": 810, "amount_most": 240},
    "amount_for_quality": {
        "measure": "judged:x", "full_amount": 91_500, "assessor_scale": 7, "amount_form": "surcharge",
    },
    "amount_brackets": {"measure": "answer:panels", "direction": "lower"},
    "amount_curve": {"measure": "answer:panels", "direction": "lower"},
}  # fmt: skip
TABLES = {"brackets": FALLING, "amount_brackets": FALLING, "curve": KNEE, "amount_curve": KNEE}


def _leaf_of(rule: str, fields: Mapping[str, object]) -> Criterion:
    own = {name: value for name, value in fields.items() if name != "measure"}
    return leaf("x", str(fields["measure"]), rule=rule, **own)


def of_rule(rule: str, **more: object) -> Tender:
    """Return the tender in which a rule scores one of two criteria."""
    rows = table_rows("x", TABLES[rule]) if rule in TABLES else ()
    if rule in _AMOUNTS:
        price = leaf("price", "purchase_price")
        return case(price, _leaf_of(rule, {**_AMOUNTS[rule], **more}), rows=rows, combination="fixed_amounts")
    own = _leaf_of(rule, {"weight": WEIGHT, **_RULES[rule], **more})
    return case(PRICE, own, rows=rows, acknowledged=("min_max", "over_center"))


def judged(name: str, **fields: object) -> Criterion:
    """Return a criterion that is judged on a scale of seven."""
    return leaf(name, f"judged:{name}", rule="judged_points", assessor_scale=7, **fields)


COST = leaf("price", "life_cycle_cost")
WEIGHED = (COST.model_copy(update={"weight": Decimal("62.5")}), judged("x", weight=Decimal("37.5")))
PERCENTS = (COST, judged("x", most_percent=19.5), judged("y", most_percent=7.5))
HALF = ("x", Decimal("34.5")), ("y", Decimal("65.5"))
ONLY_QUALITY = (COST, *(judged(name, weight=weight, least_percent=52) for name, weight in HALF))
COMBINATION_CASES: Mapping[str, Tender] = {
    "weighted_points": case(
        PRICE,
        leaf("env", "judged:none", weight=WEIGHT).model_copy(update={"measure": None}),
        judged("env/x", weight=Decimal("27.5"), weight_low=Decimal(21), weight_high=Decimal(33)),
        judged("env/y", weight=Decimal("72.5")),
        roundings=[
            RoundingStep(lot=LOT, step="points", mode="half_up", decimals=2),
            RoundingStep(lot=LOT, step="weighted", mode="half_up", decimals=1),
            RoundingStep(lot=LOT, step="total", mode="cut_off", decimals=0),
        ],
    ),
    "lowest_cost": case(COST, combination="lowest_cost"),
    "fixed_amounts": of_rule("amount_for_quality"),
    "percentage_surcharge": case(*WEIGHED, combination="percentage_surcharge"),
    "percentage_deduction": case(
        *PERCENTS, combination="percentage_deduction", acknowledged=("percentage_deduction",),
        roundings=[RoundingStep(lot=LOT, step="quality", mode="half_up", decimals=0)],
    ),
    "quality_per_price": case(
        *ONLY_QUALITY, combination="quality_per_price", ratio_factor=1_000_000, ratio_band=7.5,
    ),
    "utility_index": case(*WEIGHED, combination="utility_index"),
    "feature_coefficient": case(
        *PERCENTS, leaf("z", "external_cost"), combination="feature_coefficient",
    ),
    "quality_then_price": case(*ONLY_QUALITY, combination="quality_then_price", least_total=71.5),
}  # fmt: skip
CASES: Mapping[str, Tender] = {
    **{rule: of_rule(rule) for rule in (*_RULES, *_AMOUNTS)},
    **COMBINATION_CASES,
    "best_ratio_higher": of_rule("best_ratio", measure="guarantee"),
    "curve_of_lowest": of_rule("curve", curve_basis="percent_of_lowest"),
    "limits": of_rule("fixed_interval", lowest_valid=2.5, highest_valid=7.75),
    "ratio_without_band": case(*ONLY_QUALITY, combination="quality_per_price", ratio_factor=1_000),
}
