"""Where the published rounding decides the order, the order without it is told beside it."""

from decimal import Decimal

from evaluation import evaluate
from evaluation.decisions import Decisions, Judgement
from evaluation.evaluation_model import Criterion, RoundingStep
from evaluation.problems import ResultWarning
from evaluation.tender import Tender
from tests.builders import LOT
from tests.evaluation.two_chairs import NORD, SYD, chair_tender, chairs

WEIGHTS = {"a": (40, 71, 69), "b": (25, 61, 62), "c": (25, 69, 66), "d": (10, 64, 66)}


def case(rounding: tuple[RoundingStep, ...]) -> tuple[ResultWarning, ...]:
    criteria = tuple(
        Criterion(
            lot=LOT, id=name, title_da=name, weight=Decimal(weight), measure=f"judged:{name}", rule="judged_points",
            assessor_scale=100,
        )
        for name, (weight, _, _) in WEIGHTS.items()
    )  # fmt: skip
    of = chair_tender(criteria, scale=100.0)
    tables = {name: getattr(of, name) for name in Tender.model_fields}
    judged = tuple(
        Judgement(lot=LOT, criterion=name, bid=bid, points=points, reason="x", by="N. N.")
        for name, (_, *given) in WEIGHTS.items()
        for bid, points in zip((SYD, NORD), given, strict=True)
    )
    tender = Tender(**{**tables, "roundings": rounding})
    return evaluate(tender, chairs(), Decisions(judgements=judged)).lots[LOT].warnings


def test_whole_weighted_points_turn_67_3_against_66_2_round_and_the_order_without_them_is_told() -> None:
    """Syd 0.4 x 71 + 0.25 x 61 + 0.25 x 69 + 0.1 x 64 = 67.3, rounded 28 + 15 + 17 + 6 = 66.

    Nord 0.4 x 69 + 0.25 x 62 + 0.25 x 66 + 0.1 x 66 = 66.2, rounded 28 + 16 + 17 + 7 = 68.
    """
    found = [
        w
        for w in case((RoundingStep(lot=LOT, step="weighted", mode="half_up"),))
        if w.code == "rounding_decides"
    ]
    assert [w.values for w in found] == [
        {"published": [f"1. {NORD}", f"2. {SYD}"], "unrounded": [f"1. {SYD}", f"2. {NORD}"]}
    ]


def test_a_rounding_that_changes_no_order_is_not_told() -> None:
    rounded = case((RoundingStep(lot=LOT, step="weighted", mode="half_up", decimals=2),))
    assert all(w.code != "rounding_decides" for w in (*rounded, *case(())))
