"""A sealed basket: its hash, what it does to a lot once it is opened, and what stands against an award until then."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation import Evaluation, evaluate, tender_sha256
from evaluation.award_run import held_against, obstacles
from evaluation.basket import Basket
from evaluation.bid import Bid
from evaluation.evaluation_model import Criterion
from evaluation.lint import lint_tender
from evaluation.sealing import seal_of
from evaluation.tender import Item, Lot, Tender
from evaluation.tender_checks import tender_faults
from tests.builders import LOT, bid_of, tender_of

AT = "2026-11-20T12:00:00+00:00"
WORDS = "syv svaner på Esrum Sø"
BOUGHT = {"chair": (10.0, 5.0), "desk": (4.0,)}
CRITERIA = (
    Criterion(
        lot=LOT, id="cost", title_da="TCO", weight="70", measure="life_cycle_cost", rule="linear_over_best",
        slope=50,
    ),
    Criterion(
        lot=LOT, id="life", title_da="Garanti", weight="30", measure="guarantee", rule="fixed_interval",
        zero_at=0, full_at=10,
    ),
)  # fmt: skip


def basket(quantities: Mapping[str, tuple[float, ...]] = BOUGHT, secret: str = WORDS) -> Basket:
    return Basket("test", LOT, secret, quantities)


def tender(
    sha256: str | None, quantities: Mapping[str, tuple[float, ...]] | None = None, **model: object
) -> Tender:
    """Return a tender of chairs, desks and lamps that has a hash, quantities, or both."""
    items = [
        Item(
            key=key, lot=LOT, title_da=key, quantity=(quantities or {}).get(key, ()), reference_life=4,
            reference=True,
        )
        for key in ("chair", "desk", "lamp")
    ]  # fmt: skip
    lots = (Lot(id=LOT, title="Lot", basket_sha256=sha256),)
    return tender_of(items, CRITERIA, lots=lots, model={"contract_years": 3, **model})


def bids(lamp: float | None = 30.0) -> list[Bid]:
    """Return two bids, of which the first has this price of a lamp, or none."""
    prices = {"a": (100.0, 300.0, lamp), "b": (120.0, 250.0, 20.0)}
    guarantees = {"a": (5.0, 2.0, 9.0), "b": (3.0, 4.0, 1.0)}
    return [
        bid_of(
            name,
            prices=[
                {
                    "key": key,
                    "offered": "yes",
                    "product": "x",
                    "unit_price": np.nan if price is None else price,
                }
                for key, price in zip(("chair", "desk", "lamp"), prices[name], strict=True)
            ],
            product_data=[
                {"key": key, "guarantee": years}
                for key, years in zip(("chair", "desk", "lamp"), guarantees[name], strict=True)
            ],
        )
        for name in prices
    ]


def open_run(of: Basket, lamp: float | None = 30.0, **model: object) -> Evaluation:
    return evaluate(tender(of.sha256, None, **model), bids(lamp), baskets={LOT: of})


def test_the_hash_is_that_of_a_text_that_anyone_can_write_out() -> None:
    """The canonical text, by hand: keys in order, no spaces, numbers as strings, letters as they are, in UTF-8."""
    text = (
        '{"lot":"LOT-0001","quantities":{"chair":["10","5"],"desk":["4"]},'
        '"secret":"syv svaner på Esrum Sø","tender":"test"}'
    )
    assert basket().sha256 == hashlib.sha256(text.encode("utf-8")).hexdigest()


@given(
    st.sampled_from(["chair", "desk"]),
    st.lists(st.floats(0, 1000, allow_nan=False), min_size=1, max_size=3).map(tuple),
    st.text(),
)
def test_another_quantity_or_secret_gives_another_hash_and_a_line_of_nothing_the_same(
    key: str, quantity: tuple[float, ...], secret: str
) -> None:
    changed = basket({**BOUGHT, key: quantity})
    bought = tuple(np.trim_zeros(np.array(quantity), "b"))
    assert (changed.sha256 == basket().sha256) == (bought == BOUGHT[key])
    assert (basket(secret=secret).sha256 == basket().sha256) == (secret == WORDS)
    assert basket({**BOUGHT, "lamp": (0.0, 0.0)}).sha256 == basket().sha256


def figures(done: Evaluation) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    lot = done.lots[LOT]
    return lot.indicators, lot.weighted, lot.total.to_frame()


def test_an_opened_basket_gives_what_the_same_quantities_give_when_they_are_published() -> None:
    opened = open_run(basket())
    published = evaluate(tender(None, {**BOUGHT, "lamp": (0.0,)}), bids())
    for one, other in zip(figures(opened), figures(published), strict=True):
        pd.testing.assert_frame_equal(one, other, check_exact=True)
    assert opened.lots[LOT].ranking == published.lots[LOT].ranking
    assert opened.lots[LOT].award == published.lots[LOT].award
    assert [w.code for w in opened.warnings] == [w.code for w in published.warnings]


def test_a_line_that_the_basket_leaves_out_is_in_no_sum_and_no_mean() -> None:
    """Undiscounted over four years, one life: 10 + 5 chairs and 4 desks, guarantees weighted 15 to 4.

    a: 15 x 100 + 4 x 300 = 2,700; (15 x 5 + 4 x 2) / 19 = 83 / 19. b: 15 x 120 + 4 x 250 = 2,800;
    (15 x 3 + 4 x 4) / 19 = 61 / 19. The lamp's price and nine years' guarantee count nowhere.
    """
    found = open_run(basket(), study_years=4, discount_rate=0.0).lots[LOT].indicators
    assert found["life_cycle_cost"].tolist() == [2700.0, 2800.0]
    assert found["guarantee"].tolist() == pytest.approx([83 / 19, 61 / 19], rel=1e-12)


@pytest.mark.parametrize("rule", ["reject", "leave_out", "fill"])
def test_a_line_that_the_basket_leaves_out_needs_no_price(rule: str) -> None:
    model = {"missing_lines": rule, **({"missing_max_lines": 0} if rule == "fill" else {})}
    without, beside = (open_run(basket(), lamp, **model) for lamp in (None, 30.0))
    pd.testing.assert_frame_equal(figures(without)[2], figures(beside)[2], check_exact=True)
    assert without.lots[LOT].admitted.all()


def test_an_item_counted_in_uses_takes_the_uses_a_year() -> None:
    cup = Item(
        key="cup", lot=LOT, title_da="Krus", basis="use", life_unit="uses", reference_life=10, demand=None,
    )  # fmt: skip
    of = basket({"cup": (50.0,)})
    prices = [bid_of("a", prices=[{"key": "cup", "offered": "yes", "unit_price": 2.0, "fee_basis": "unit"}])]
    lots = (Lot(id=LOT, title="Lot", basket_sha256=of.sha256),)
    held = tender_of([cup], lots=lots, model={"study_years": 3, "discount_rate": 0.0})
    assert tender_faults(held) == ()
    done = evaluate(held, prices, baskets={LOT: of})
    # 50 uses a year for three years, ten uses a cup: 15 cups at 2.
    assert done.lots[LOT].indicators["life_cycle_cost"].tolist() == [30.0]


def against(done: Evaluation, published: Tender) -> list[str]:
    seal = seal_of(published, "A", AT)
    return [code for code, _ in obstacles(held_against(done, seal), (), seal) if code != "admission_open"]


def test_the_seal_is_of_the_tender_as_it_was_published() -> None:
    published = tender(basket().sha256)
    done = open_run(basket())
    assert against(done, published) == []
    held = held_against(done, seal_of(published, "A", AT))
    assert (held.sealed, held.sha256) == (True, tender_sha256(published))
    assert held.published == published
    assert held.tender.items[0].quantity == BOUGHT["chair"]


def test_a_closed_basket_leaves_the_published_quantities_and_no_award() -> None:
    published = tender(basket().sha256, {**BOUGHT, "lamp": (1.0,)})
    done = evaluate(published, bids())
    plain = evaluate(tender(None, {**BOUGHT, "lamp": (1.0,)}), bids())
    pd.testing.assert_frame_equal(figures(done)[2], figures(plain)[2], check_exact=True)
    assert [w.code for w in done.warnings if w.code.startswith("basket")] == ["basket_closed"]
    assert against(done, published) == ["basket_closed"]


def test_another_basket_than_the_sealed_one_is_not_used_and_both_hashes_are_told() -> None:
    published = tender(basket().sha256, {**BOUGHT, "lamp": (1.0,)})
    other = basket({**BOUGHT, "desk": (5.0,)})
    done = evaluate(published, bids(), baskets={LOT: other})
    pd.testing.assert_frame_equal(figures(done)[2], figures(evaluate(published, bids()))[2], check_exact=True)
    seal = seal_of(published, "A", AT)
    told = [values for code, values in obstacles(done, (), seal) if code == "basket_differs"]
    assert told == [{"lot": LOT, "sha256": basket().sha256, "found": other.sha256}]


def test_without_quantities_nothing_is_calculated_until_the_basket_is_opened() -> None:
    published = tender(basket().sha256)
    assert tender_faults(published) == ()
    lot = evaluate(published, bids()).lots[LOT]
    assert [(bid.state, bid.excluded_by) for bid in lot.bids] == [("stopped", "basket_closed")] * 2
    assert (lot.calculated, lot.awarded, lot.award.not_awarded_reason) == ((), (), "no_admitted_bids")


def test_the_test_vector_of_a_closed_lot_invents_its_quantities() -> None:
    vector = seal_of(tender(basket().sha256), "A", AT).vector
    assert vector is not None
    assert vector.missing == {}
    one_of_each = seal_of(tender(None, dict.fromkeys(("chair", "desk", "lamp"), (1.0,))), "A", AT).vector
    assert one_of_each is not None
    assert vector.figures == one_of_each.figures


def test_what_is_no_hash_is_a_fault_and_a_quantity_is_missing_without_one() -> None:
    assert [(f.code, f.values["field"]) for f in tender_faults(tender("abc"))] == [
        ("basket_hash_form", "lots.basket_sha256")
    ]
    assert {fault.code for fault in tender_faults(tender(None))} == {"quantity_missing"}


def test_a_bid_on_other_lots_does_not_wait_for_the_basket() -> None:
    stopped = [replace(bid, lots=()) if bid.id == "b" else bid for bid in bids()]
    states = {bid.id: bid.state for bid in evaluate(tender(basket().sha256), stopped).lots[LOT].bids}
    assert states == {"a": "stopped", "b": "not_offered"}


def test_a_lint_asks_how_a_sealed_basket_was_made() -> None:
    silent = tender(basket().sha256)
    lots = tuple(lot.model_copy(update={"basket_description": "Forbruget i 2025"}) for lot in silent.lots)
    told = [
        {each.code for each in lint_tender(of)} for of in (silent, silent.model_copy(update={"lots": lots}))
    ]
    assert [codes & {"basket_not_described"} for codes in told] == [{"basket_not_described"}, set()]


def test_a_line_that_is_left_out_has_no_part_in_a_mean_by_published_weights_either() -> None:
    """Chair and desk weigh one each, the lamp eight: a has (5 + 2) / 2 years of guarantee, b (3 + 4) / 2."""
    of = basket()
    weights = {"chair": 1.0, "desk": 1.0, "lamp": 8.0}
    plain = tender(of.sha256)
    items = tuple(item.model_copy(update={"mean_weight": weights[item.key]}) for item in plain.items)
    tables = {name: getattr(plain, name) for name in Tender.model_fields}
    done = evaluate(Tender(**{**tables, "items": items}), bids(), baskets={LOT: of})
    assert done.lots[LOT].indicators["guarantee"].tolist() == [3.5, 3.5]
