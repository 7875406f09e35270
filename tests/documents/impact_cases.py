"""The desk with something in every module, with three bids: by EN 15804 and by the Circular Footprint Formula."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from evaluation import Bid, Decisions
from tests.documents.matrix_cases import MatrixCase
from tests.evaluation.whole_desk import desk_bid, whole_desk

MASSES = {"materials": "mass_kg", "product_data": "packaging_kg", "activity_amounts": "amount"}


def bids() -> tuple[Bid, ...]:
    """Return three bids: the desk, a heavier one of more recycled steel, and a lighter one of new steel."""
    return (
        desk_bid("alfa"),
        scaled(desk_bid("beta", recycled=0.95, reused=0.2), 1.3),
        scaled(desk_bid("gamma", recycled=None, reused=None), 0.85),
    )


def scaled(bid: Bid, level: float) -> Bid:
    """Return a bid with other kilograms and amounts."""
    tables = {
        name: frame.assign(**{MASSES[name]: frame[MASSES[name]] * level}) if name in MASSES else frame
        for name, frame in bid.tables.items()
    }
    return replace(bid, tables=tables)


def by_modules() -> MatrixCase:
    """Return the desk by EN 15804, with module D apart."""
    return MatrixCase(whole_desk(), bids(), Decisions())


def by_circular_footprint() -> MatrixCase:
    """Return the desk by the Circular Footprint Formula."""
    tender = whole_desk(end_of_life="circular_footprint", reported_measures=())
    return MatrixCase(tender, bids(), Decisions())


CASES: Mapping[str, Callable[[], MatrixCase]] = {
    "by_modules": by_modules,
    "by_circular_footprint": by_circular_footprint,
}
