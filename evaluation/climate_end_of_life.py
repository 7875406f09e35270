"""Where materials go at their end -> impacts of modules C and D, or of the Circular Footprint Formula [kg CO2e].

After EN 15804 each route has its own factor: what is reused, recycled or burnt for energy is treated in C3, what is
deposited in C4, packaging is treated in A5; the way there is C2. Credits are module D, always apart. A factor that its
source does not part by module stays in C1-C4, and has its own transport in it.

Biogenic carbon balances to nought over A to C on every route: burning holds the release in its factor, on any other
route the stored carbon leaves the system with the material.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evaluation.lot_values import LotValues
from evaluation.material_factors import biogenic_of, modules_of, number_of, slot_of
from evaluation.material_flows import Parts
from evaluation.part_rows import PartRows
from evaluation.waste import ROUTES, part_routes, shown_routes

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
PACKAGING_MODULE, UNPARTED, TREATED, DEPOSITED = "A5", "C1-C4", "C3", "C4"
CREDITS = (("energy_recovery", "credit_energy"), ("recycling", "credit_recycling"))


@dataclass(frozen=True)
class Ends:
    """The routes of a lot's parts: shares and which have a row, (parts, routes), and of which mass counts."""

    values: LotValues
    parts: Parts
    by_mass: Bools
    shares: Floats
    is_shown: Bools

    def of_route(self, route: str) -> tuple[Floats, Bools]:
        """Return the share of a route and which parts have a row of it."""
        n = ROUTES.index(route)
        return self.shares[:, n], np.asarray(self.by_mass & self.is_shown[:, n])


def add_end_of_life(values: LotValues, parts: Parts, by_mass: Bools, rows: PartRows) -> None:
    """Add the end of life of every part that counts by its mass, as the model shares it with the next product."""
    shares, _ = part_routes(values, parts)
    ends = Ends(values, parts, by_mass, shares, shown_routes(values, parts, shares))
    _carbon_leaving(ends, rows)
    _transport(ends, rows)
    if values.model.end_of_life == "circular_footprint":
        _circular_footprint(ends, rows)
        return
    for route in ROUTES:
        share, used = ends.of_route(route)
        if route != "reuse":
            keys, value = slot_of(values.tender, parts.material, route)
            module = _module(ends, route)
            rows.add(
                used & ~np.isnan(value),
                module=module,
                activity=route,
                route=route,
                share=share,
                factor=keys,
                factor_value=value,
            )
    for route, slot in CREDITS:
        share, used = ends.of_route(route)
        keys, value = slot_of(values.tender, parts.material, slot)
        rows.add(
            used & ~np.isnan(value),
            module="D",
            activity=slot,
            route=route,
            share=share,
            factor=keys,
            factor_value=value,
        )


def _module(ends: Ends, route: str) -> NDArray[np.object_]:
    """Return the module of a route by part: as its factor's source parts it, packaging in A5."""
    stated = modules_of(ends.values.tender, ends.parts.material, route)
    own = DEPOSITED if route == "landfill" else TREATED
    known = np.where((stated == TREATED) | (stated == DEPOSITED), stated, UNPARTED)
    of_packaging = np.asarray(ends.parts.component == "packaging")
    return np.where(of_packaging, PACKAGING_MODULE, np.where(route == "reuse", own, known)).astype(object)


def _carbon_leaving(ends: Ends, rows: PartRows) -> None:
    stored = biogenic_of(ends.values.tender, ends.parts.material)
    of_packaging = np.asarray(ends.parts.component == "packaging")
    for route in ROUTES:
        if route != "energy_recovery":
            share, used = ends.of_route(route)
            module = DEPOSITED if route == "landfill" else TREATED
            rows.add(
                used & (stored > 0),
                module=np.where(of_packaging, PACKAGING_MODULE, module).astype(object),
                activity="biogenic_carbon_leaving",
                route=route,
                share=share,
                factor="biogenic_carbon",
                factor_value=stored,
            )


def _transport(ends: Ends, rows: PartRows) -> None:
    """Add ``kg / 1000 * km * factor`` to where waste is treated, except where the route's factor holds it."""
    model, tender = ends.values.model, ends.values.tender
    if model.transport_factor is None or model.disposal_km is None:
        return
    factor = next(f for f in tender.factors if f.key == model.transport_factor)
    of_packaging = np.asarray(ends.parts.component == "packaging")
    for route in ROUTES:
        share, used = ends.of_route(route)
        if route != "reuse":
            used = used & (modules_of(tender, ends.parts.material, route) != UNPARTED)
        rows.add(
            used,
            per_piece=model.disposal_km / 1000.0,
            module=np.where(of_packaging, PACKAGING_MODULE, "C2").astype(object),
            activity="transport_to_treatment",
            route=route,
            share=share,
            factor=factor.key,
            factor_value=factor.gwp_kg_co2e + (factor.gwp_wtt_kg_co2e or 0.0),
        )


def _circular_footprint(ends: Ends, rows: PartRows) -> None:
    """Add the end of life by the Circular Footprint Formula (EU 2021/2279, annex I, 4.4.8.1).

    ``(1-A) R2 (ErecEoL - Ev* Qsout/Qp) + (1-B) R3 (Eer - credit) + (1-R2-R3) Ed``, R2 after the losses of recycling,
    which are deposited. What is reused is left out of it. ErecEoL is the factor of recycled material, where the
    material has one, else that of its treatment; Ev* is the virgin material's, without the carbon that it stores.
    """
    values, parts = ends.values, ends.parts
    tender = values.tender
    a, b, quality = (
        number_of(tender, parts.material, name) for name in ("cff_a", "cff_b", "cff_quality_out")
    )
    recycled, used = ends.of_route("recycling")
    to_r2 = np.nan_to_num(number_of(tender, parts.material, "recycling_yield"))
    r2 = recycled * to_r2
    energy, burnt = ends.of_route("energy_recovery")
    landfill, deposited = ends.of_route("landfill")
    own_keys, own = slot_of(tender, parts.material, "recycled")
    other_keys, other = slot_of(tender, parts.material, "recycling")
    has_own = ~np.isnan(own)
    treated_keys = np.where(has_own, np.asarray(own_keys), np.asarray(other_keys)).astype(object)
    treated = np.where(has_own, own, other)
    virgin_keys, virgin = slot_of(tender, parts.material, "virgin")
    stored = biogenic_of(tender, parts.material)
    burnt_keys, burning = slot_of(tender, parts.material, "energy_recovery")
    credit_keys, credit = slot_of(tender, parts.material, "credit_energy")
    buried_keys, buried = slot_of(tender, parts.material, "landfill")
    share = (1.0 - np.nan_to_num(b)) * energy
    lost = recycled * (1.0 - to_r2)
    listed: Iterator[tuple[str, str, Bools, Floats, object, Floats]] = iter(
        (
            ("cff_recycling", "recycling", used & ~np.isnan(treated), (1.0 - a) * r2, treated_keys, treated),
            ("cff_virgin_saved", "recycling", used, (1.0 - a) * r2 * quality, virgin_keys, -virgin),
            (
                "cff_carbon_saved",
                "recycling",
                used & (stored > 0),
                (1.0 - a) * r2 * quality,
                "biogenic_carbon",
                -stored,
            ),
            ("cff_energy", "energy_recovery", burnt & ~np.isnan(burning), share, burnt_keys, burning),
            ("cff_energy_saved", "energy_recovery", burnt & ~np.isnan(credit), share, credit_keys, credit),
            ("cff_loss", "recycling", used & ~np.isnan(buried), lost, buried_keys, buried),
            ("cff_disposal", "landfill", deposited & ~np.isnan(buried), landfill, buried_keys, buried),
        )
    )
    of_packaging = np.asarray(parts.component == "packaging")
    for activity, route, mask, weight, keys, value in listed:
        module = DEPOSITED if activity in ("cff_loss", "cff_disposal") else TREATED
        rows.add(
            mask,
            module=np.where(of_packaging, PACKAGING_MODULE, module).astype(object),
            activity=activity,
            route=route,
            share=weight,
            factor=keys,
            factor_value=value,
        )
