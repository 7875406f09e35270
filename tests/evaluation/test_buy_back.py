"""Buy-back by class of condition: the buyer's one distribution, the share handed back, and a cap, by hand."""

import numpy as np
import pytest

from evaluation import evaluate
from evaluation.bid import Bid
from evaluation.evaluation_model import BuyBackClass
from evaluation.result import LotEvaluation
from evaluation.sheets import bid_sheets
from evaluation.tender import Item, Tender
from evaluation.tender_checks import tender_faults
from tests.builders import LOT, bid_of, figure, tender_of

CLASSES = tuple(
    BuyBackClass(key=key, title_da=f"Stand {key}", share=share)
    for key, share in (("a", 0.1), ("b", 0.3), ("c", 0.6))
)


def laptops(quantity: tuple[float, ...] = (8000.0,), **model: object) -> Tender:
    """Return a tender on laptops that are used four years."""
    item = Item(key="laptop", lot=LOT, title_da="Pc", quantity=quantity, reference_life=5, reference=True)
    years = {"study_years": 3 + len(quantity), "use_years": 4, "contract_years": len(quantity)}
    return tender_of([item], model={**years, "residual_value": "buy_back", **model}, buy_back_classes=CLASSES)


def bid(name: str, a: float, b: float, c: float, price: float = 6500.0) -> Bid:
    """Return a bid with a price of buy-back for each class."""
    return bid_of(
        name,
        prices=[{"key": "laptop", "offered": "yes", "product": "x", "unit_price": price}],
        product_data=[{"key": "laptop", "buy_back_a": a, "buy_back_b": b, "buy_back_c": c}],
    )


def of_lot(tender: Tender, *bids: Bid) -> LotEvaluation:
    """Return the evaluation of the one lot."""
    return evaluate(tender, bids).lots[LOT]


def credit(done: LotEvaluation, name: str) -> float:
    """Return what a bid's buy-back is worth today [kr.]."""
    streams = done.streams
    of = (streams["bid"] == name) & (streams["category"] == "buy_back")
    return -float(streams.loc[of, "present_value"].sum())


def test_what_is_not_handed_back_is_not_paid_for() -> None:
    """8,000 x 95 % x (0.1 x 1,500 + 0.3 x 200) = 1,596,000 in year 4: / 1.035^4 = 1,390,822."""
    done = of_lot(laptops(returned_share=0.95), bid("p", 1500.0, 200.0, 0.0))
    assert credit(done, "p") == pytest.approx(1_596_000 / 1.035**4)
    assert figure(done, "p", "life_cycle_cost") == pytest.approx(8000 * 6500 - 1_596_000 / 1.035**4)


def test_pieces_come_back_four_years_after_their_own_delivery() -> None:
    """4,000 at the end of year 4 and 4,000 of year 5, 210 kr. each on the mean."""
    done = of_lot(laptops((4000.0, 4000.0)), bid("p", 1500.0, 200.0, 0.0))
    assert credit(done, "p") == pytest.approx(4000 * 210 * (1.035**-4 + 1.035**-5))


def test_a_price_above_the_cap_counts_as_the_cap() -> None:
    """A cap of 10 % of 6,500 is 650: 0.1 x 650 + 0.3 x 200 = 125 kr. a piece."""
    done = of_lot(laptops(buy_back_cap=0.1), bid("p", 1500.0, 200.0, 0.0))
    assert credit(done, "p") == pytest.approx(8000 * 125 / 1.035**4)


def test_a_buy_back_that_is_not_stated_leaves_the_cost_unknown() -> None:
    done = of_lot(laptops(), bid("p", 1500.0, np.nan, 0.0))
    assert np.isnan(figure(done, "p", "life_cycle_cost"))


def by_year(quantity: tuple[float, ...] = (100.0,), after: int = 2, **model: object) -> Tender:
    """Return a tender whose pieces come back to a half after some years, and to a half at the end of use."""
    classes = (
        BuyBackClass(key="a", title_da="Som ny", share=0.5),
        BuyBackClass(key="d", title_da="Som ny", share=0.5, after_years=after),
    )
    return Tender.model_validate(
        {
            **{name: getattr(laptops(quantity, **model), name) for name in Tender.model_fields},
            "buy_back_classes": classes,
        }
    )


def test_pieces_of_a_class_come_back_after_its_own_years() -> None:
    """100 laptops used four years: 50 x 1,000 kr. at the end, and 50 x 2,000 kr. after two years."""
    offer = bid_of(
        "p",
        prices=[{"key": "laptop", "offered": "yes", "product": "x", "unit_price": 6500.0}],
        product_data=[{"key": "laptop", "buy_back_a": 1000.0, "buy_back_d": 2000.0}],
    )
    done = of_lot(by_year(), offer)
    assert credit(done, "p") == pytest.approx(50_000 / 1.035**4 + 100_000 / 1.035**2)


def test_only_the_conditions_that_the_buyer_publishes_are_asked_for() -> None:
    asked = {c.field for sheet in bid_sheets(by_year(), LOT) for c in sheet.columns if "buy_back" in c.field}
    assert asked == {"buy_back_a", "buy_back_d"}


@pytest.mark.parametrize(
    ("quantity", "after", "model", "fault"),
    [
        ((100.0,), 4, {}, None),
        ((100.0,), 5, {}, "buy_back_after_use"),
        # Of two deliveries the last is used three of four years.
        ((100.0, 100.0), 4, {"study_years": 4}, "buy_back_after_use"),
        ((100.0, 0.0), 4, {"study_years": 4}, None),
    ],
)
def test_no_piece_comes_back_after_the_end_of_its_use(
    quantity: tuple[float, ...], after: int, model: dict[str, object], fault: str | None
) -> None:
    codes = [each.code for each in tender_faults(by_year(quantity, after, **model))]
    assert codes == ([] if fault is None else [fault])
