"""What a model counts twice: the same kilogram, or the same life, as money and as points.

Both may be meant, and then the officer lets them stand; a warning names the two criteria.
"""

from collections.abc import Iterator
from itertools import product

from evaluation.evaluation_model import Criterion
from evaluation.external_prices import CO2E, prices_of
from evaluation.measures import OF_EXTERNAL_COST, OF_LIFE_CYCLE_COST, leaves
from evaluation.problems import ResultWarning
from evaluation.tender import Tender

OF_GASES = frozenset({"gwp_a_to_c"})
OF_LIFE = frozenset({"life", "life_ratio", "guarantee"})


def counted_twice(tender: Tender, lot: str) -> Iterator[ResultWarning]:
    """Yield a warning for each pair of scored criteria that count the same thing twice.

    Emissions that have a price in a scored cost, and are scored in kilograms too. A life that drives purchases
    in a scored cost, and is scored as a life or a guarantee too.
    """
    model = tender.model_of[lot]
    scored = leaves(tender.in_lot(tender.criteria, lot))
    prices = prices_of(tender.external_prices, model.external_price_set).get(CO2E, ())
    if any(row.price > 0.0 for row in prices):
        for cost, other in _pairs(scored, OF_EXTERNAL_COST, OF_GASES):
            yield ResultWarning("emissions_counted_twice", lot, {"criterion": cost, "other": other})
    if model.life_basis != "reference":
        for cost, other in _pairs(scored, OF_LIFE_CYCLE_COST, OF_LIFE):
            yield ResultWarning("life_counted_twice", lot, {"criterion": cost, "other": other})


def _pairs(
    scored: tuple[Criterion, ...], priced: frozenset[str], figures: frozenset[str]
) -> Iterator[tuple[str, str]]:
    costs, others = ([c.id for c in scored if c.measure in of] for of in (priced, figures))
    return product(costs, others)
