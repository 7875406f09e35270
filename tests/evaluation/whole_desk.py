"""A product with something in every module, on every route, with every indicator: small numbers, done by hand."""

from evaluation.bid import Bid
from evaluation.evaluation_model import Criterion, RouteShare
from evaluation.factors import Factor, FactorImpact, GridYear, Material
from evaluation.impact_indicators import INDICATORS
from evaluation.tender import Activity, Item, Tender
from tests.builders import LOT, bid_of, tender_of

# 4 desks over 8 years, each lasting 8: 4 pieces worn, 32 piece-years; 3 crates of a service used 100 times a year.
WEIGHED = Criterion(
    lot=LOT, id="gwp", title_da="CO2e", weight="100", measure="gwp_a_to_c", rule="linear_over_best", slope=50,
)  # fmt: skip
FACTORS: dict[str, tuple[str, float, str]] = {
    "steel_new": ("kg", 2.0, "A1-A3"),
    "steel_recycled": ("kg", 0.5, "A1-A3"),
    "steel_reused": ("kg", 0.1, "A1-A3"),
    "steel_sorted": ("kg", 0.05, "C3"),
    "steel_melted": ("kg", 0.02, "C3"),
    "steel_buried": ("kg", 0.01, "C4"),
    "steel_saved": ("kg", -1.2, "D"),
    "wood_new": ("kg", -1.5, "A1-A3"),
    "wood_burnt": ("kg", 1.7, "C3"),
    "wood_buried": ("kg", 0.03, "C4"),
    "heat_saved": ("kg", -0.4, "D"),
    "tap": ("m3", 0.3, "B7"),
    "screws": ("kg", 2.5, "A5"),
    "refrigerant": ("kg", 1400.0, "B1"),
    "soap": ("kg", 1.1, "B2"),
    "spare": ("kg", 3.0, "B3"),
    "exchange": ("kg", 2.2, "B4"),
    "lacquer": ("kg", 4.0, "B5"),
    "saw": ("hour", 0.6, "C1"),
}
MODULES = {
    "screws": "A5", "refrigerant": "B1", "soap": "B2", "spare": "B3", "exchange": "B4", "lacquer": "B5", "saw": "C1",
}  # fmt: skip
PER = {"screws": "piece", "exchange": "piece", "saw": "piece"}
AMOUNTS = {
    "screws": 0.2, "refrigerant": 0.001, "soap": 0.5, "spare": 0.1, "exchange": 0.3, "lacquer": 0.05, "saw": 0.25,
}  # fmt: skip
ASKED = ("soap", "saw")
ROUTES = {"reuse": 0.1, "recycling": 0.5, "energy_recovery": 0.3, "landfill": 0.1}


def whole_desk(**model: object) -> Tender:
    """Return a tender of one desk that takes something in every module from A1 to D.

    Every factor gives ``n / 1000`` of each indicator a unit for the n-th factor and indicator counted from 1, times
    the place of the indicator: numbers that differ everywhere.
    """
    steel = Material(
        key="steel", title_da="Stål", title_en="Steel", virgin="steel_new", recycled="steel_recycled",
        reused="steel_reused", recycling="steel_sorted", energy_recovery="steel_melted", landfill="steel_buried",
        credit_recycling="steel_saved", recycling_yield=0.9,
        cff_a=0.2, cff_b=0.0, cff_quality_in=1.0, cff_quality_out=1.0,
    )  # fmt: skip
    wood = Material(
        key="wood", title_da="Træ", title_en="Wood", virgin="wood_new", energy_recovery="wood_burnt",
        landfill="wood_buried", credit_energy="heat_saved", biogenic_kg_co2_per_kg=1.6, recycling_yield=0.8,
        cff_a=0.8, cff_b=0.0, cff_quality_in=1.0, cff_quality_out=1.0, conservative=True,
    )  # fmt: skip
    factors = [
        Factor(key=key, title_da=key, title_en=key, declared_unit=unit, gwp_kg_co2e=gwp, modules=modules)
        for key, (unit, gwp, modules) in FACTORS.items()
    ]
    lorry = Factor(key="lorry", title_da="Lastbil", title_en="Lorry", declared_unit="tkm", gwp_kg_co2e=0.08,
                   gwp_wtt_kg_co2e=0.02)  # fmt: skip
    desk = Item(key="desk", lot=LOT, title_da="Bord", quantity=(4.0,), reference_life=8, reference=True)
    activities = tuple(
        Activity(key=key, lot=LOT, item="desk", module=MODULES[key], title_da=key, factor=key,
                 unit=FACTORS[key][0], per=PER.get(key, "piece_year"), amount=None if key in ASKED else AMOUNTS[key])
        for key in MODULES
    )  # fmt: skip
    return tender_of(
        [desk],
        [WEIGHED],
        materials=(steel, wood),
        factors=(*factors, lorry),
        factor_impacts=impacts(),
        activities=activities,
        grids=(
            GridYear(carrier="el", year=2027, gwp_kg_co2e=0.1),
            GridYear(carrier="el", year=2031, gwp_kg_co2e=0.02),
        ),
        routes=tuple(
            RouteShare(component=component, route=route, share=share)
            for component in ("product", "packaging")
            for route, share in ROUTES.items()
        ),
        model={
            "study_years": 8, "electricity_carrier": "el", "water_factor": "tap", "transport_factor": "lorry",
            "transport_km": 500, "disposal_km": 50, "packaging_material": "wood",
            "reported_measures": ("gwp_d",), **model,
        },
    )  # fmt: skip


def per_unit(factor: str, indicator: str) -> float:
    """Return what a unit of a factor gives of an indicator: its place among the factors x the indicator's / 1000."""
    return ([*FACTORS, "lorry"].index(factor) + 1) * (list(INDICATORS).index(indicator) + 1) / 1000


def impacts(family: str = "a1") -> tuple[FactorImpact, ...]:
    """Return a figure of every factor for every indicator of a family and every flow."""
    return tuple(
        FactorImpact(factor=factor, indicator=key, value=per_unit(factor, key))
        for factor in (*FACTORS, "lorry")
        for key, row in INDICATORS.items()
        if row.family in (family, "flows")
    )


def desk_bid(name: str = "a", *, recycled: float | None = 0.4, reused: float | None = 0.1) -> Bid:
    """Return a bid: 10 kg of steel, 5 kg of wood and 1 kg of wooden packaging a desk, 20 kWh and 2 m3 a year."""
    return bid_of(
        name,
        prices=[{"key": "desk", "offered": "yes", "product": "x", "unit_price": 100.0}],
        product_data=[
            {"key": "desk", "electricity_kwh_per_year": 20.0, "water_m3_per_year": 2.0, "packaging_kg": 1.0,
             "reused_share": reused},
        ],
        materials=[
            {"key": "desk/1", "item": "desk", "part": "stel", "material": "steel", "mass_kg": 10.0,
             "recycled_share": recycled},
            {"key": "desk/2", "item": "desk", "part": "plade", "material": "wood", "mass_kg": 5.0,
             "recycled_share": None},
        ],
        activity_amounts=[{"key": key, "amount": AMOUNTS[key]} for key in ASKED],
    )  # fmt: skip
