"""From the published rows to what scores a lot."""

from evaluation import evaluate
from evaluation.evaluation_model import Criterion
from evaluation.tender import Item
from tests.builders import LOT, bid_of, tender_of


def test_a_tie_on_lowest_cost_is_broken_by_the_lower_figure_and_never_the_dearer_one() -> None:
    """Cost plus price: a 60 + 40 and 60, b 80 and 80, so 160 each; the tie rule is the price."""
    item = Item(key="thing", lot=LOT, title_da="Ting", quantity=(1.0,), reference_life=1, reference=True)
    criteria = [
        Criterion(lot=LOT, id="cost", title_da="TCO", weight="50", measure="life_cycle_cost"),
        Criterion(lot=LOT, id="price", title_da="Pris", weight="50", measure="purchase_price"),
    ]
    model = {"combination": "lowest_cost", "discount_rate": 0.0, "study_years": 1, "yearly_service": True}
    tender = tender_of([item], criteria, model={**model, "tie_break": ("price",)})
    bids = [
        bid_of(
            name,
            prices=[{"key": "thing", "offered": "yes", "product": "x", "unit_price": price}],
            product_data=[{"key": "thing", "service_price_per_year": service}],
        )
        for name, price, service in (("b", 80.0, 0.0), ("a", 60.0, 40.0))
    ]
    done = evaluate(tender, bids).lots[LOT]
    # a: 100 + 60 = 160; b: 80 + 80 = 160.
    assert done.total.to_dict() == {"b": 160.0, "a": 160.0}
    assert done.ranking == ("a", "b")
