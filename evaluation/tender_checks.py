"""What is wrong with a tender as a whole, all at once: what no single cell can tell.

Every fault is a stop: a tender that has one cannot be evaluated. ``values`` name the table, the row's
key and the field, from which a reader finds the cell.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from evaluation.assessor_checks import assessor_faults
from evaluation.basket_checks import basket_faults
from evaluation.climate_checks import climate_faults
from evaluation.convention_checks import convention_faults
from evaluation.evaluation_model import EvaluationModel
from evaluation.external_checks import external_faults
from evaluation.faults import fault, key_of
from evaluation.measures import OF_EMISSIONS, has_material_rows, measure_of, measures_used
from evaluation.problems import Problem
from evaluation.schema import Row, specs
from evaluation.scored_claims import clause_faults
from evaluation.scoring.unusable import UnusableModelError
from evaluation.scoring_checks import scoring_faults
from evaluation.scoring_model import scoring_model
from evaluation.tender import TENDER_TABLES, Assortment, Item, Service, Tender

ID = re.compile(r"[a-z0-9_]+(/[a-z0-9_]+)*")
LOT_ID = re.compile(r"LOT-\d{4}")
WITHOUT_KEY = (
    "grids",
    "routes",
    "defaults",
    "facts",
    "price_indices",
    "discount_steps",
    "use_profiles",
    "external_prices",
    "factor_impacts",
    "impact_weights",
    "score_rows",
    "roundings",
    "scale_anchors",
)
# A leap year has 8,784, and the use of every year is counted alike.
HOURS_OF_YEAR = 8760.0
WASTE_MEASURES = {"residual_waste", "waste_hierarchy_score"}


def tender_faults(tender: Tender) -> tuple[Problem, ...]:
    """Return every fault of a tender as a whole; none means that it can be evaluated."""
    found = [
        *_ids(tender),
        *_lots(tender),
        *_references(tender),
        *_items(tender),
        *_routes(tender),
        *_materials(tender),
    ]
    found += [
        *_profiles(tender),
        *_repairs(tender),
        *_listed(tender),
        *_buy_back(tender),
        *convention_faults(tender),
        *external_faults(tender),
        *climate_faults(tender),
        *assessor_faults(tender),
        *basket_faults(tender),
    ]
    if not found:
        found += [*_models(tender)]
    if not found:
        found += [*clause_faults(tender)]
    return tuple(found)


def _tables(tender: Tender) -> Iterator[tuple[str, Sequence[Row]]]:
    for attribute in TENDER_TABLES:
        rows = getattr(tender, attribute)
        yield attribute, rows if isinstance(rows, tuple) else (rows,)


def _ids(tender: Tender) -> Iterator[Problem]:
    for attribute, rows in _tables(tender):
        if attribute in WITHOUT_KEY:
            continue
        times = Counter(
            (getattr(row, "lot", None) if attribute == "criteria" else None, key_of(row)) for row in rows
        )
        for row in rows:
            key = key_of(row)
            if times[getattr(row, "lot", None) if attribute == "criteria" else None, key] > 1:
                yield fault("key_twice", row)
            is_lot = attribute in ("lots", "models")
            if (
                key is not None
                and not (LOT_ID if is_lot else ID).fullmatch(key)
                and attribute != "evidence_levels"
            ):
                yield fault("key_form", row)
            elif attribute == "substances" and "/" in str(key):
                # A bid's answer has the key of the item, a slash and the key of the substance.
                yield fault("key_form", row)


def _lots(tender: Tender) -> Iterator[Problem]:
    if not tender.lots:
        yield fault("no_lots")
    for lot in tender.lots:
        if lot.id not in tender.model_of:
            yield fault("lot_without_model", lot, "id")
        if not tender.in_lot(tender.items, lot.id):
            yield fault("lot_without_items", lot, "id")


def _references(tender: Tender) -> Iterator[Problem]:
    keys = {name: {key_of(row) for row in rows} for name, rows in _tables(tender)}
    for _, rows in _tables(tender):
        for row in rows:
            for name, spec in specs(type(row)).items():
                value = getattr(row, name)
                if spec.codes and spec.codes.startswith("@") and value is not None:
                    of = spec.codes[1:]
                    if value not in keys[of]:
                        yield fault("unknown_key", row, name, value=value, of=of)
    yield from _carriers(tender)


def _carriers(tender: Tender) -> Iterator[Problem]:
    """Yield the carriers of energy that a model or a place names and no grid has, or a place lacks."""
    carriers = {grid.carrier for grid in tender.grids}
    for model in tender.models:
        for name in ("electricity_carrier", "heat_carrier"):
            carrier = getattr(model, name)
            if carrier is not None and carrier not in carriers:
                yield fault("unknown_key", model, name, value=carrier, of="grids")
    for place in tender.places:
        for name in ("electricity_carrier", "heat_carrier"):
            carrier = getattr(place, name)
            if carrier is not None and carrier not in carriers:
                yield fault("unknown_key", place, name, value=carrier, of="grids")
            elif carrier is None and any(getattr(model, name) for model in tender.models):
                yield fault("carrier_missing", place, name)


def _items(tender: Tender) -> Iterator[Problem]:
    sealed = {lot.id for lot in tender.lots if lot.basket_sha256 is not None}
    for item in tender.items:
        model = tender.model_of.get(item.lot)
        if model is None:
            continue
        if not item.quantity and item.demand is None and item.lot not in sealed:
            yield fault("quantity_missing", item, "quantity")
        if len(item.quantity) > model.contract_years:
            yield fault("quantity_after_contract", item, "quantity", years=model.contract_years)
        if item.reference_life is None:
            yield fault("reference_life_missing", item, "reference_life")
        if item.basis == "use" and item.demand is None and item.lot not in sealed:
            yield fault("demand_missing", item, "demand")
        if (item.basis == "use") != (item.life_unit == "uses"):
            yield fault("life_unit_differs", item, "life_unit", basis=item.basis)
        if item.longest_years is not None and item.basis != "use":
            yield fault("age_without_uses", item, "longest_years")
        yield from _basis_of(tender, item)


def _basis_of(tender: Tender, item: Item) -> Iterator[Problem]:
    used = set(measures_used(tender, item.lot))
    if not item.reference or not OF_EMISSIONS & used:
        return
    if item.factor_basis == "generic_mass" and not has_material_rows(tender, item):
        yield fault("no_material_list", item, "parts")
    if item.factor_basis == "product_class" and item.product_class is None:
        yield fault("product_class_missing", item, "product_class")


def _routes(tender: Tender) -> Iterator[Problem]:
    counted = any(_is_routed(tender, item) for item in tender.items)
    consumed = any(model.consumables_waste for model in tender.models)
    for component in ("product", "packaging", *(["consumable"] if consumed else [])):
        rows = [r for r in tender.routes if r.component == component]
        total = round(sum(r.share for r in rows), 9)
        if rows and total != 1.0:
            yield fault("routes_not_whole", rows[0], "share", component=component, total=total)
        if not rows and counted:
            yield fault("routes_missing", component=component)


def _is_routed(tender: Tender, item: Item) -> bool:
    """Say whether a figure reads where an item goes at its end; a whole product has no mass of its own there."""
    if not item.reference or item.lot not in tender.model_of:
        return False
    used = set(measures_used(tender, item.lot))
    return bool(WASTE_MEASURES & used or (item.factor_basis == "generic_mass" and OF_EMISSIONS & used))


def _profiles(tender: Tender) -> Iterator[Problem]:
    """Yield profiles of more hours than a year has, modes that stand twice, and profiles of what is used."""
    hours: dict[str, float] = {}
    modes = Counter((row.profile, row.mode) for row in tender.use_profiles)
    for row in tender.use_profiles:
        before = hours.get(row.profile, 0.0)
        hours[row.profile] = before + row.hours
        if before <= HOURS_OF_YEAR < hours[row.profile]:
            whole = sum(r.hours for r in tender.use_profiles if r.profile == row.profile)
            yield fault("profile_over_year", row, "hours", mode=row.mode, hours=whole, most=HOURS_OF_YEAR)
        if modes.pop((row.profile, row.mode), 0) > 1:
            yield fault("mode_twice", row, "mode", mode=row.mode)
    for item in tender.items:
        if item.use_profile is not None and item.basis == "use":
            yield fault("profile_with_uses", item, "use_profile")


def _listed(tender: Tender) -> Iterator[Problem]:
    """Yield services and assortments that are paid after the study period, when nothing is counted."""
    rows: tuple[Service | Assortment, ...] = (*tender.services, *tender.assortments)
    for row in rows:
        every = row.every_years if isinstance(row, Service) else 1
        last, model = row.first_year + every * (row.times - 1), tender.model_of.get(row.lot)
        if model is not None and last > model.study_years:
            yield fault("paid_after_period", row, "times", last=last, years=model.study_years)


def _repairs(tender: Tender) -> Iterator[Problem]:
    """Yield models that count repairs by a rate or a shape that no item has, and rates that no model counts."""
    for model in tender.models:
        items = tender.in_lot(tender.items, model.lot)
        rated = [item for item in items if item.failures_per_year is not None]
        if model.repairs == "from_life" and all(item.life_shape is None for item in items):
            yield fault("life_shape_missing", model, "repairs")
        if model.repairs == "buyer_rate" and not rated:
            yield fault("failures_missing", model, "repairs")
        elif model.repairs != "buyer_rate" and rated:
            yield fault("failures_not_counted", rated[0], "failures_per_year")


def _buy_back(tender: Tender) -> Iterator[Problem]:
    rows = tender.buy_back_classes
    counting = [model for model in tender.models if model.residual_value == "buy_back"]
    if rows and not counting:
        yield fault("buy_back_not_counted", tender.models[0] if tender.models else None, "residual_value")
    if counting and not rows:
        yield fault("buy_back_without_classes", counting[0], "residual_value")
    total = round(sum(row.share for row in rows), 9)
    if rows and total != 1.0:
        yield fault("buy_back_not_whole", rows[0], "share", total=total)
    shortest = min((_shortest_use(tender, model) for model in counting), default=0)
    for row in rows:
        if counting and row.after_years is not None and row.after_years > shortest:
            yield fault("buy_back_after_use", row, "after_years", years=shortest)


def _shortest_use(tender: Tender, model: EvaluationModel) -> int:
    """Return how many years the pieces of the last delivery of a lot are used within the study period."""
    items = [i for i in tender.in_lot(tender.items, model.lot) if i.reference and i.basis == "piece_year"]
    bought = [year for item in items for year, pieces in enumerate(item.quantity) if pieces]
    used = [left for year in bought or [0] if (left := model.study_years - year) > 0]
    return min([*used, model.use_years or model.study_years])


def _materials(tender: Tender) -> Iterator[Problem]:
    families = {m.family for m in tender.materials if m.kind == "material"}
    if len(families) > 1:
        yield fault("families_mixed", families=sorted(str(f) for f in families))


def _models(tender: Tender) -> Iterator[Problem]:
    for lot in tender.lots:
        for key in tender.model_of[lot.id].reported_measures:
            if not _is_measure(key):
                yield fault("measure_unknown", tender.model_of[lot.id], "reported_measures", measure=key)
        try:
            yield from scoring_faults(tender, lot.id, scoring_model(tender, lot.id))
        except UnusableModelError as unusable:
            yield Problem("stop", unusable.code, lot=lot.id, values={"table": "criteria", **unusable.values})
        questions = {q.key for q in tender.in_lot(tender.questions, lot.id)}
        for criterion in tender.in_lot(tender.criteria, lot.id):
            asked = (criterion.measure or "").removeprefix("answer:")
            if (criterion.measure or "").startswith("answer:") and asked not in questions:
                yield fault("unknown_key", criterion, "measure", value=asked, of="questions")


def _is_measure(key: str) -> bool:
    try:
        measure_of(key)
    except KeyError:
        return False
    return True
