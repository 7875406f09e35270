"""A buyer's own figure in place of a bidder's: counted, marked, told with what it changes, and never without a name."""

import pytest

from evaluation import evaluate
from evaluation.bid import Bid
from evaluation.decisions import Admission, Decisions, ReplacedFigure
from evaluation.replaced_figures import is_as_stated, row_of
from evaluation.tender import Item, Tender
from tests.builders import LOT, bid_of, figure, tender_of

THING = Item(key="thing", lot=LOT, title_da="Ting", quantity=(2.0,), reference_life=1, reference=True)
BY = {"lot": LOT, "reason": "Svar af 10. november", "by": "Jonas Riis", "at": "2026-11-18"}
PRICES = {"a": 100.0, "b": 110.0, "c": 130.0}


def tender() -> Tender:
    return tender_of([THING], model={"study_years": 1, "discount_rate": 0.0})


def bids() -> list[Bid]:
    return [
        bid_of(name, prices=[{"key": "thing", "offered": "yes", "product": "x", "unit_price": price}])
        for name, price in PRICES.items()
    ]


def own(bid: str = "a", used: float | None = 120.0, **other: object) -> ReplacedFigure:
    fields = {
        "field": "prices.unit_price",
        "key": "thing",
        "stated": PRICES[bid],
        "kind": "answer",
        **BY,
        **other,
    }
    return ReplacedFigure(bid=bid, used=used, **fields)


def decided(*figures: ReplacedFigure) -> Decisions:
    rows = [Admission(bid=name, decision="admitted", **BY) for name in PRICES]
    return Decisions(admissions=tuple(rows), replaced_figures=figures)


def test_the_buyers_figure_counts_and_the_result_says_that_the_winner_changes() -> None:
    """Two pieces: a 200, b 220 and c 260. With 120 for a piece, a is 240 and b first."""
    lot = evaluate(tender(), bids(), decided(own())).lots[LOT]
    assert [figure(lot, name, "life_cycle_cost") for name in PRICES] == [240.0, 220.0, 260.0]
    assert lot.replacement is not None
    assert lot.replacement.changes == "winner"
    assert lot.replacement.ranks_as_stated == {"a": 1, "b": 2, "c": 3}
    assert lot.replacement.ranks == {"a": 2, "b": 1, "c": 3}
    told = {w.code: w.values for w in lot.warnings}
    assert told["figures_replaced"] == {"count": 1, "changes": "winner"}
    one = told["figure_replaced"]
    assert (one["bid"], one["stated"], one["used"], one["by"]) == ("a", 100.0, 120.0, "Jonas Riis")


@pytest.mark.parametrize(
    ("of", "changes"),
    [
        # c at 105 a piece is 210: second behind a (200), before b (220).
        (own("c", 105.0), "ranks"),
        (own("c", 140.0), "none"),
    ],
)
def test_the_result_says_whether_only_the_order_or_nothing_changes(of: ReplacedFigure, changes: str) -> None:
    lot = evaluate(tender(), bids(), decided(of)).lots[LOT]
    assert lot.replacement is not None
    assert lot.replacement.changes == changes


def test_before_admission_is_decided_nothing_is_said_of_the_order() -> None:
    lot = evaluate(tender(), bids(), Decisions(replaced_figures=(own(),))).lots[LOT]
    (told,) = [w.values for w in lot.warnings if w.code == "figures_replaced"]
    assert told["changes"] == "open"


def test_the_figure_says_that_it_is_the_buyers_and_no_other_does() -> None:
    inputs = evaluate(tender(), bids(), decided(own())).lots[LOT].inputs
    prices = inputs.loc[inputs["field"] == "unit_price"].set_index("bid")
    assert prices["state"].to_dict() == {"a": "replaced", "b": "stated", "c": "stated"}
    assert prices["value"].to_dict() == {"a": 120.0, "b": 110.0, "c": 130.0}
    assert prices.loc["a", "source_cell"] == "D7"


@pytest.mark.parametrize(
    "lacks",
    [
        {"used": None},
        {"by": None},
        {"reason": None},
        {"kind": None},
        {"key": "other"},
        {"field": "prices.product"},
    ],
)
def test_without_figure_person_reason_kind_or_row_nothing_is_replaced(lacks: dict[str, object]) -> None:
    lot = evaluate(tender(), bids(), decided(own(**lacks))).lots[LOT]  # type: ignore[arg-type]
    assert figure(lot, "a", "life_cycle_cost") == 200.0
    assert lot.replacement is None
    assert "figures_replaced" not in {w.code for w in lot.warnings}


def test_a_blank_row_is_the_only_one_and_the_bid_that_was_read_stays_as_it_is() -> None:
    read = bids()
    lot = evaluate(tender(), read, decided(own(key=None))).lots[LOT]
    assert figure(lot, "a", "life_cycle_cost") == 240.0
    assert lot.replacement is not None
    assert [row.key for row in lot.replacement.figures] == ["thing"]
    assert read[0].tables["prices"]["unit_price"].tolist() == [100.0]
    assert not read[0].replaced


def test_a_decision_about_another_figure_than_the_bid_states_is_known() -> None:
    a = bids()[0]
    assert is_as_stated(a, own())
    assert not is_as_stated(a, own(stated=99.0))
    assert not is_as_stated(a, own(stated=None))
    assert row_of(a, own(key="other")) is None
