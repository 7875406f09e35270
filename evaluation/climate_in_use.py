"""Energy, water and transport while products are used -> impacts of module B [kg CO2e].

B2 is the transport to and from where what goes round is made ready again, B6 energy, B7 water. Energy is of
one place: the buyer's, or for what goes round the place that the bidder names of those the buyer publishes.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evaluation.codes import CODES
from evaluation.factors import GridYear
from evaluation.lot_values import LotValues, Taken
from evaluation.material_flows import Parts
from evaluation.purchases import W_PER_KW, cohorts, hours_in_mode, yearly_uses
from evaluation.rows import RowGatherer

Floats = NDArray[np.float64]
LITRES_PER_M3 = 1000.0
KG_PER_TONNE = 1000.0


def grid_factor(grids: tuple[GridYear, ...], carrier: str, years: NDArray[np.int64]) -> Floats:
    """Return the factor of a carrier in calendar years [kg CO2e/kWh].

    Linear between the published years; the last published value is held after it, the first before it.

    >>> grids = (
    ...     GridYear(carrier="el", year=2025, gwp_kg_co2e=0.135),
    ...     GridYear(carrier="el", year=2030, gwp_kg_co2e=0.047),
    ... )
    >>> [round(float(f), 4) for f in grid_factor(grids, "el", np.array([2026, 2050]))]
    [0.1174, 0.047]
    """
    points = sorted((g.year, g.gwp_kg_co2e) for g in grids if g.carrier == carrier)
    if not points:
        raise KeyError(carrier)
    return np.interp(years, [p[0] for p in points], [p[1] for p in points])


def add_use(values: LotValues, parts: Parts, gather: RowGatherer) -> None:
    """Add the impacts of use of all bids of a lot to a table of impacts."""
    _transport_by_cycle(values, parts, gather)
    for resource in ("electricity", "heat"):
        _energy(values, gather, resource)
    _water(values, gather)


def places_of_processing(values: LotValues, resource: str) -> NDArray[np.object_]:
    """Return the energy carrier that each bid's item is processed with, shape (bids, items).

    The carrier of the place that the bidder names; a place that is not named is the published one with the
    highest factor, so that silence never pays. Without published places it is the buyer's carrier.
    """
    carrier = getattr(values.model, f"{resource}_carrier")
    carriers = {place.key: getattr(place, f"{resource}_carrier") for place in values.tender.places}
    if not carriers:
        return np.full(values.shape, carrier, dtype=object)
    years = values.model.first_year + np.arange(values.model.study_years)
    worst = max(carriers.values(), key=lambda each: grid_factor(values.tender.grids, each, years).sum())
    named = values.words("circulation", "place")
    found = np.full(values.shape, worst, dtype=object)
    for key, of_place in carriers.items():
        found[named == key] = of_place
    return found


@dataclass(frozen=True)
class _GridUse:
    """Energy of one carrier in study years: kWh as stated, the pieces or uses it is of, and for which bids.

    Of a mode (``mode``) the W are stated, and ``pieces`` are pieces x hours / 1000.
    """

    resource: str
    carrier: str
    years: NDArray[np.int64]
    kwh: Taken
    pieces: Floats
    mask: NDArray[np.bool_]
    mode: str = "in_use"


def _energy(values: LotValues, gather: RowGatherer, resource: str) -> None:
    carrier = getattr(values.model, f"{resource}_carrier")
    if carrier is None:
        return
    everywhere = np.ones(values.shape, dtype=bool)
    taken = values.take("product_data", f"{resource}_kwh_per_year")
    asked = values.is_read(f"product_data.{resource}_kwh_per_year")
    for cohort in cohorts(values):
        years = np.arange(cohort.start + 1, cohort.start + cohort.years + 1)
        of_asked = np.where(asked, cohort.pieces, 0.0)
        _add_energy(values, gather, _GridUse(resource, carrier, years, taken, of_asked, everywhere))
        if resource == "electricity":
            _power_by_mode(values, gather, cohort.pieces, years)
    cycle = values.take("circulation", f"{resource}_kwh_per_cycle")
    asked = values.is_read(f"circulation.{resource}_kwh_per_cycle")
    uses = np.where(asked, yearly_uses(values), 0.0)
    all_years = np.arange(1, values.model.study_years + 1)
    carriers = places_of_processing(values, resource)
    for each in sorted(set(carriers.ravel())):
        _add_energy(values, gather, _GridUse(resource, each, all_years, cycle, uses, carriers == each))


def _power_by_mode(values: LotValues, gather: RowGatherer, pieces: Floats, years: NDArray[np.int64]) -> None:
    """Add ``W * pieces * hours / 1000 * factor`` for each mode of the items' profiles of use."""
    carrier, everywhere = values.model.electricity_carrier or "", np.ones(values.shape, dtype=bool)
    for mode in CODES["use_mode"]:
        asked = values.is_read(f"product_data.power_{mode}_w")
        if asked.any():
            taken = values.take("product_data", f"power_{mode}_w")
            kilohours = np.where(asked, pieces * hours_in_mode(values, mode) / W_PER_KW, 0.0)
            use = _GridUse("electricity", carrier, years, taken, kilohours, everywhere, mode)
            _add_energy(values, gather, use)


def _add_energy(values: LotValues, gather: RowGatherer, use: _GridUse) -> None:
    years = values.model.first_year + use.years - 1
    gather.add(
        np.broadcast_to(use.pieces != 0.0, values.shape) & use.mask,
        module="B6",
        activity=f"{use.resource}_{use.mode}",
        input=use.kwh.inputs,
        stated=use.kwh.values,
        multiplier=use.pieces,
        factor=use.carrier,
        factor_value=float(grid_factor(values.tender.grids, use.carrier, years).sum()),
        first_year=int(use.years[0]),
        last_year=int(use.years[-1]),
    )


def _water(values: LotValues, gather: RowGatherer) -> None:
    if values.model.water_factor is None:
        return
    factor = next(f for f in values.tender.factors if f.key == values.model.water_factor)
    of_factor = {"module": "B7", "factor": factor.key, "factor_value": factor.gwp_kg_co2e}
    taken = values.take("product_data", "water_m3_per_year")
    asked = values.is_read("product_data.water_m3_per_year")
    for cohort in cohorts(values):
        gather.add(
            np.broadcast_to(asked & (cohort.pieces != 0.0), values.shape),
            activity="water_in_use",
            input=taken.inputs,
            stated=taken.values,
            multiplier=cohort.pieces * cohort.years,
            first_year=cohort.start + 1,
            last_year=cohort.start + cohort.years,
            **of_factor,
        )
    litres = values.take("circulation", "water_litres_per_cycle")
    asked = values.is_read("circulation.water_litres_per_cycle")
    uses = yearly_uses(values)
    gather.add(
        np.broadcast_to(asked & (uses != 0.0), values.shape),
        activity="water_by_cycle",
        input=litres.inputs,
        stated=litres.values,
        multiplier=uses * values.model.study_years / LITRES_PER_M3,
        first_year=1,
        last_year=values.model.study_years,
        **of_factor,
    )


def _transport_by_cycle(values: LotValues, parts: Parts, gather: RowGatherer) -> None:
    """Add ``km * uses * kg / 1000 * factor``: a piece and its packaging, there and back, at each use."""
    model = values.model
    if model.transport_factor is None:
        return
    factor = next(f for f in values.tender.factors if f.key == model.transport_factor)
    uses = yearly_uses(values) * model.study_years
    mass_kg, count = np.zeros(values.shape), np.zeros(values.shape)
    np.add.at(mass_kg, (parts.bid_no, parts.item_no), parts.mass_kg)
    np.add.at(count, (parts.bid_no, parts.item_no), 1.0)
    mass_kg = np.where(count > 0.0, mass_kg, np.nan)
    taken = values.take("circulation", "transport_km_per_cycle")
    asked = values.is_read("circulation.transport_km_per_cycle")
    gather.add(
        np.broadcast_to(asked & (uses != 0.0), values.shape),
        module="B2",
        activity="transport_by_cycle",
        input=taken.inputs,
        stated=taken.values,
        multiplier=uses * mass_kg / KG_PER_TONNE,
        factor=factor.key,
        factor_value=factor.gwp_kg_co2e + (factor.gwp_wtt_kg_co2e or 0.0),
        first_year=1,
        last_year=model.study_years,
    )
