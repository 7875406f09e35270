"""The desk with something in every module, with three bids: by EN 15804 and by the Circular Footprint Formula."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import pandas as pd

from evaluation import Bid, Decisions, Tender
from evaluation.impact_sums import needed_of
from evaluation.impact_weights import ImpactWeight
from evaluation.tender import Item
from tests.builders import LOT, bid_of
from tests.documents.matrix_cases import MatrixCase
from tests.evaluation.whole_desk import desk_bid, impacts, whole_desk

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


# Electricity has no figures of its own, so that not all of what is emitted has any.
INDICATORS = ("a1_ap", "a1_ep", "a1_gwp", "pert", "hwd", "cru")


def by_modules() -> MatrixCase:
    """Return the desk by EN 15804, with module D apart, and figures that some sources do not state."""
    tender = whole_desk(least_coverage=0.6, reported_measures=("gwp_d", *INDICATORS))
    lacking = {("steel_new", "a1_ep"), ("wood_new", "hwd"), ("lorry", "pert")}
    stated = tuple(row for row in tender.factor_impacts if (row.factor, row.indicator) not in lacking)
    return MatrixCase(with_tables(tender, factor_impacts=stated), bids(), Decisions())


def by_circular_footprint() -> MatrixCase:
    """Return the desk by the Circular Footprint Formula."""
    tender = whole_desk(end_of_life="circular_footprint", least_coverage=0.55, reported_measures=INDICATORS)
    return MatrixCase(tender, bids(), Decisions())


def weighted() -> MatrixCase:
    """Return the desk without electricity, so that every impact is known, with two sets of weights."""
    tender = whole_desk(
        single_score_set="even",
        environmental_price_set="priced",
        reported_measures=("single_score", "environmental_price", "a2_ap", "a2_htp_c"),
        electricity_carrier=None,
    )
    sets = (
        ImpactWeight(weight_set=name, indicator=key, normalisation=norm, weight=0.1 + n / 7)
        for name, norm in (("even", 3.0), ("priced", None))
        for n, key in enumerate(needed_of({"a2_ap": 1.0}))
    )
    tables = {"factor_impacts": impacts("a2"), "impact_weights": tuple(sets)}
    return MatrixCase(with_tables(tender, **tables), bids(), Decisions())


def declared() -> MatrixCase:
    """Return the desk beside two declared lamps: one with the file of an EPD in some bids, one without."""
    lamps = tuple(
        Item(key=key, lot=LOT, title_da=key, quantity=(pieces,), reference_life=life, reference=True,
             factor_basis="declared", stores_carbon=key == "lamp")
        for key, pieces, life in (("lamp", 6.0, 4.0), ("spot", 3.0, 5.0))
    )  # fmt: skip
    tender = whole_desk(
        least_coverage=0.5,
        declared_modules=("A1-A3", "A4", "C4", "D"),
        reported_measures=("gwp_d", "residual_waste", *INDICATORS),
    )
    tender = with_tables(tender, items=(*tender.items, *lamps))
    own = zip(bids(), ((2.0, True), (3.1, True), (1.4, False)), strict=True)
    return MatrixCase(tender, tuple(with_lamps(bid, *of) for bid, of in own), Decisions())


def with_lamps(bid: Bid, level: float, has_file: bool) -> Bid:  # noqa: FBT001  (a case)
    """Return a bid that also declares two lamps; the file states two or three indicators a module."""
    prices = [{"key": key, "offered": "yes", "product": "x", "unit_price": 10.0} for key in ("lamp", "spot")]
    used = {"packaging_kg": 0.1 * level, "electricity_kwh_per_year": 1.5, "water_m3_per_year": 0.0}
    data = [{"key": key, "mass_kg": mass * level, **used} for key, mass in (("lamp", 1.0), ("spot", 0.5))]
    figures = {"gwp_a1_a3": level, "gwp_a4": 0.1, "gwp_c4": -0.2 * level, "gwp_d": -0.4}
    stated = [{"key": key, **figures, "biogenic_kg_co2": level / 9} for key in ("lamp", "spot")]
    in_file: list[dict[str, object]] = [
        {"key": "lamp", "indicator": indicator, "module": module, "value": value * level}
        for module, values in (
            ("A1-A3", {"a1_ap": 0.02, "a1_ep": 3e-7, "pert": 4e6}),
            ("A4", {"a1_ap": 0.001, "pert": 7.0}),
            ("D", {"a1_ap": -0.005, "hwd": 0.3}),
            # No cell asks for this module.
            ("C2", {"a1_ap": 100.0}),
        )
        for indicator, value in values.items()
    ]
    files = {"declared_impacts": in_file} if has_file else {}
    more = bid_of(bid.id, prices=prices, product_data=data, declarations=stated, **files)
    joined = {
        name: pd.concat([bid.tables[name], frame], ignore_index=True) if name in bid.tables else frame
        for name, frame in more.tables.items()
    }
    return replace(bid, tables={**bid.tables, **joined}, columns={**more.columns, **bid.columns})


def with_tables(tender: Tender, **tables: object) -> Tender:
    """Return a tender with other tables."""
    return Tender(**{**{name: getattr(tender, name) for name in Tender.model_fields}, **tables})


CASES: Mapping[str, Callable[[], MatrixCase]] = {
    "by_modules": by_modules,
    "by_circular_footprint": by_circular_footprint,
    "weighted": weighted,
    "declared": declared,
}
