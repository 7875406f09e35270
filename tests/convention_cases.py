"""Tenders in which each lot counts by other conventions of time and money, and their cost year by year by hand.

``cost_by_hand`` is a second computation: plain loops over items, years and payments, from the formulas of the
docstrings of ``evaluation.conventions`` and ``evaluation.cost``, which it does not import.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

import pandas as pd

from evaluation.bid import Bid
from evaluation.evaluation_model import (
    BuyBackClass,
    Criterion,
    DiscountStep,
    EvaluationModel,
    GrowthClass,
    PriceIndex,
    ResourcePrice,
)
from evaluation.tender import Item, Lot, Service, Tender, TenderFacts

FIRST_YEAR, STUDY_YEARS, USE_YEARS = 2027, 9, 7
STEPS = ((0, 0.04), (4, 0.025), (7, 0.015))
RATE, INFLATION = 0.035, 0.021
RATES = {"wages": 0.012, "energy": 0.027, "metal": -0.008, "wear": 0.031}
PATH = [1.0 + 0.03 * math.sin(1.3 * t) + 0.01 * t for t in range(STUDY_YEARS)]
SHARES = {"a": 0.6, "b": 0.4}
RETURNED, CAP, RESIDUAL_SHARE = 0.9, 0.3, 0.2


@dataclass(frozen=True)
class Conventions:
    """The conventions of one lot."""

    price_basis: str
    discount: str
    timing: str
    growth_base: str
    growth: str
    horizon: str
    residual_value: str


CHOICES: Mapping[str, Sequence[str]] = {
    "price_basis": ("real", "nominal"),
    "discount": ("flat", "stepped"),
    "timing": ("end_of_year", "mid_year", "continuous"),
    "growth_base": ("year_one_grown", "year_one_today"),
    "growth": ("rate", "path"),
    "horizon": ("study_period", "equivalent_annual"),
    "residual_value": ("none", "straight_line", "nist", "percentage", "buy_back"),
}


def every_combination() -> Iterator[Conventions]:
    """Yield all conventions, each with each."""
    for choice in product(*CHOICES.values()):
        yield Conventions(*choice)


def covering(price_basis: str, at_least: int = 20) -> list[Conventions]:
    """Return conventions of a price basis in which every two choices of two fields meet.

    Greedily: of all combinations the one that has most pairs not met so far, the first of equals; then others,
    spread over all combinations, up to the number that is asked for.
    """
    everything = [each for each in every_combination() if each.price_basis == price_basis]
    open_pairs = set().union(*(_pairs(each) for each in everything))
    chosen: list[Conventions] = []
    while open_pairs:
        best = max(everything, key=lambda each: len(_pairs(each) & open_pairs))
        chosen.append(best)
        open_pairs -= _pairs(best)
    others = [each for each in everything if each not in chosen]
    return chosen + others[7 :: len(others) // max(at_least - len(chosen), 1)][: at_least - len(chosen)]


def _pairs(of: Conventions) -> set[tuple[str, str, str, str]]:
    chosen = [(name, getattr(of, name)) for name in CHOICES]
    return {(*one, *other) for n, one in enumerate(chosen) for other in chosen[n + 1 :]}


# What a bid offers, by item: price, guarantee, claimed life, kWh and service a year, buy-back in each class.
OFFERS: Mapping[str, Mapping[str, Mapping[str, float]]] = {
    "alfa": {
        "chair": {"price": 900.0, "guarantee": 2.0, "claim": 2.4, "kwh": 31.0, "service": 17.0, "a": 200.0, "b": 90.0},
        "desk": {"price": 5200.0, "guarantee": 5.0, "claim": 12.0, "kwh": 4.0, "service": 60.0, "a": 2100.0, "b": 0.0},
    },
    "beta": {
        "chair": {"price": 1350.0, "guarantee": 3.0, "claim": 8.0, "kwh": 22.0, "service": 9.0, "a": 150.0, "b": 40.0},
        "desk": {"price": 3900.0, "guarantee": 2.0, "claim": 3.0, "kwh": 6.0, "service": 45.0, "a": 700.0, "b": 300.0},
    },
}  # fmt: skip
QUANTITY = {"chair": (40.0, 0.0, 12.0), "desk": (6.0,)}
REFERENCE = {"chair": 3.5, "desk": 7.0}
FEE, USES, CHECK, CHECKS = 1.75, 400.0, 800.0, 5.0


def lot_of(number: int) -> str:
    """Return the id of the n-th lot."""
    return f"LOT-{number:04d}"


def tender_with(conventions: Sequence[Conventions]) -> Tender:
    """Return a tender with a lot for each of some conventions, all of one price basis."""
    basis = conventions[0].price_basis
    lots, models, items, criteria, services = [], [], [], [], []
    for number, chosen in enumerate(conventions, start=1):
        lot = lot_of(number)
        named = {"wages": "wages_path", "metal": "metal_path"} if chosen.growth == "path" else {}
        wages, metal = named.get("wages", "wages"), named.get("metal", "metal")
        lots.append(Lot(id=lot, title=f"Lot {number}"))
        models.append(_model(lot, chosen))
        items += [
            Item(key=f"{key}_{number}", lot=lot, title_da=key, quantity=QUANTITY[key], reference_life=REFERENCE[key],
                 reference=True, price_growth=metal, service_growth=wages)
            for key in QUANTITY
        ]  # fmt: skip
        items.append(
            Item(key=f"gown_{number}", lot=lot, title_da="gown", basis="use", life_unit="uses", demand=USES,
                 reference_life=50, price_growth=metal)
        )  # fmt: skip
        services.append(
            Service(key=f"check_{number}", lot=lot, title_da="check", quantity=CHECKS, first_year=1, every_years=3,
                    times=3, category="service", growth_class=wages, quantity_growth="wear")
        )  # fmt: skip
        criteria.append(
            Criterion(lot=lot, id="cost", title_da="TCO", weight=Decimal(100), measure="life_cycle_cost",
                      rule="best_ratio")
        )  # fmt: skip
    return Tender(
        facts=TenderFacts(id="conventions", title="Conventions", authority="A", regime="eu_open",
                          deadline="2026-11-02", approver="B"),
        lots=tuple(lots), models=tuple(models), items=tuple(items), criteria=tuple(criteria), services=tuple(services),
        resource_prices=(
            ResourcePrice(key="electricity", price=1.6, unit="kWh", growth_class="energy", quantity_growth="wear"),
        ),
        growth_classes=(
            *(GrowthClass(key=key, rate=RATES[key], basis=f"{basis}_price") for key in ("wages", "energy", "metal")),
            GrowthClass(key="wear", rate=RATES["wear"], basis="quantity"),
            *(GrowthClass(key=key, basis=f"{basis}_price") for key in ("wages_path", "metal_path")),
        ),
        price_indices=tuple(
            PriceIndex(growth_class=key, year=FIRST_YEAR + t, index=PATH[t] ** power)
            for key, power in (("wages_path", 1), ("metal_path", 2))
            for t in range(STUDY_YEARS)
        ),
        discount_steps=tuple(DiscountStep(schedule="steps", from_year=year, rate=rate) for year, rate in STEPS),
        buy_back_classes=tuple(BuyBackClass(key=key, title_da=key, share=share) for key, share in SHARES.items()),
    )  # fmt: skip


def _model(lot: str, chosen: Conventions) -> EvaluationModel:
    flat = chosen.discount == "flat"
    return EvaluationModel(
        lot=lot, first_year=FIRST_YEAR, study_years=STUDY_YEARS, use_years=USE_YEARS, contract_years=3,
        yearly_service=True, life_basis="credited", discount_rate=RATE if flat else None,
        discount_steps=None if flat else "steps", price_basis=chosen.price_basis,
        inflation=INFLATION if chosen.price_basis == "nominal" else None, timing=chosen.timing,
        growth_base=chosen.growth_base, horizon=chosen.horizon, residual_value=chosen.residual_value,
        residual_share=RESIDUAL_SHARE if chosen.residual_value == "percentage" else None, returned_share=RETURNED,
        buy_back_cap=CAP,
    )  # fmt: skip


def bids_on(conventions: Sequence[Conventions]) -> tuple[Bid, ...]:
    """Return the two bids on the lots of :func:`tender_with`."""
    return tuple(_bid(name, offer, len(conventions)) for name, offer in OFFERS.items())


def _bid(name: str, offer: Mapping[str, Mapping[str, float]], lots: int) -> Bid:
    tables: dict[str, list[dict[str, object]]] = {"prices": [], "product_data": [], "service_prices": []}
    for number in range(1, lots + 1):
        line = {"lot": lot_of(number), "offered": "yes", "product": "x"}
        for key, of in offer.items():
            tables["prices"].append({**line, "key": f"{key}_{number}", "unit_price": of["price"]})
            tables["product_data"].append(
                {"lot": lot_of(number), "key": f"{key}_{number}", "guarantee": of["guarantee"],
                 "claimed_life": of["claim"], "electricity_kwh_per_year": of["kwh"],
                 "service_price_per_year": of["service"], "buy_back_a": of["a"], "buy_back_b": of["b"]}
            )  # fmt: skip
        tables["prices"].append({**line, "key": f"gown_{number}", "unit_price": FEE, "fee_basis": "use"})
        tables["service_prices"].append({"lot": lot_of(number), "key": f"check_{number}", "price": CHECK})
    frames: dict[str, pd.DataFrame] = {}
    columns: dict[tuple[str, str, str], str] = {}
    for table, rows in tables.items():
        file = f"{name}.xlsx"
        frame = pd.DataFrame(rows)
        columns |= {(file, table, field): chr(65 + n) for n, field in enumerate(frame.columns)}
        rows_of = range(7, 7 + len(frame))
        frames[table] = frame.assign(source_file=file, source_sheet=table, source_row=rows_of)
    return Bid(name, name, tuple(lot_of(n) for n in range(1, lots + 1)), (), frames, columns)


@dataclass(frozen=True)
class ByHand:
    """The cost of a bid under some conventions, by loops."""

    of: Conventions

    def rate(self, year: int) -> float:
        """The discount rate of a year."""
        if self.of.discount == "flat":
            return RATE
        found = 0.0
        for first, rate in STEPS:
            if first <= year:
                found = rate
        return found

    def discount(self, year: int) -> float:
        """The discount factor of a year."""
        worth = 1.0
        for before in range(1, year + 1):
            if self.of.timing == "continuous":
                worth *= math.exp(-self.rate(before))
            elif self.of.timing == "mid_year" and before == year:
                worth /= math.sqrt(1 + self.rate(before))
            else:
                worth /= 1 + self.rate(before)
        return worth

    def price(self, name: str, year: int, *, running: bool) -> float:
        """What a price of a class is in a year, against today."""
        if self.of.growth == "path" and name in ("wages", "metal"):
            return 1.0 if year == 0 else PATH[year - 1] ** (2 if name == "metal" else 1)
        times = year - 1 if running and year > 0 and self.of.growth_base == "year_one_today" else year
        return (1 + RATES[name]) ** times

    def general(self, year: int) -> float:
        """What a price of no class is in a year, where it runs through it."""
        if self.of.price_basis == "real":
            return 1.0
        times = year - 1 if self.of.growth_base == "year_one_today" else year
        return (1 + INFLATION) ** times

    def years_in_force(self, life: float) -> float:
        """The sum of the discount factors over a life, its last year by its part."""
        found, year, left = 0.0, 1, life
        while left > 0:
            found += self.discount(year) * min(1.0, left)
            year, left = year + 1, left - 1
        return found

    def cost(self, name: str) -> list[float]:
        """The present value that the bidder of a name costs in each study year."""
        paid = [0.0] * (STUDY_YEARS + 1)
        for key, of in OFFERS[name].items():
            life = min(of["claim"], max(of["guarantee"], REFERENCE[key]))
            for start, pieces in enumerate(QUANTITY[key]):
                used = min(USE_YEARS, STUDY_YEARS - start)
                for year, amount in self._pieces(of, pieces, start, life):
                    paid[year] += amount
                for year in range(start + 1, start + used + 1):
                    kwh = of["kwh"] * (self.price("wear", year, running=True))
                    paid[year] += (
                        pieces * kwh * 1.6 * self.price("energy", year, running=True) * self.discount(year)
                    )
                    service = of["service"] * self.price("wages", year, running=True)
                    paid[year] += pieces * service * self.discount(year)
        for year in range(1, STUDY_YEARS + 1):
            paid[year] += FEE * USES * self.price("metal", year, running=True) * self.discount(year)
        for year in (1, 4, 7):
            checks = CHECKS * self.price("wear", year, running=True)
            paid[year] += CHECK * checks * self.price("wages", year, running=True) * self.discount(year)
        return paid

    def _pieces(
        self, of: Mapping[str, float], pieces: float, start: int, life: float
    ) -> Iterator[tuple[int, float]]:
        used = min(USE_YEARS, STUDY_YEARS - start)
        price, end = of["price"] * pieces, start + used
        if self.of.horizon == "equivalent_annual":
            first = price * self.price("metal", start, running=False)
            if self.of.residual_value == "percentage":
                first *= 1 - RESIDUAL_SHARE * self.discount(math.ceil(life))
            for year in range(start + 1, end + 1):
                yield year, first / self.years_in_force(life) * self.discount(year)
        else:
            k, last = 0, start
            while k == 0 or k * life < used - 1e-9:
                last = start + math.ceil(k * life - 1e-9)
                yield last, price * self.price("metal", last, running=False) * self.discount(last)
                k += 1
            left = {
                "straight_line": (k * life - used) / life,
                "nist": max(0.0, (life - end + max(0, last - 1)) / life),
                "percentage": RESIDUAL_SHARE,
            }.get(self.of.residual_value, 0.0)
            yield end, -left * price * self.price("metal", last, running=False) * self.discount(end)
        if self.of.residual_value == "buy_back":
            for key, share in SHARES.items():
                credit = min(of[key], CAP * of["price"]) * share * RETURNED * pieces
                # What the bidder pays back is stated for the year it is paid in and follows general prices.
                yield end, -credit * self.point(end) * self.discount(end)

    def point(self, year: int) -> float:
        """What a price of no class is at a point of time."""
        return (1 + INFLATION) ** year if self.of.price_basis == "nominal" else 1.0
