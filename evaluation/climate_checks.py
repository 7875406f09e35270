"""What is wrong with what a tender publishes for emissions and other impacts, and what its result must say of it."""

import re
from collections import Counter
from collections.abc import Iterator

from evaluation.codes import CODES
from evaluation.evaluation_model import EvidenceLevel
from evaluation.factors import Factor
from evaluation.faults import fault
from evaluation.impact_indicators import INDICATORS
from evaluation.impact_sums import needed_of
from evaluation.impact_weights import weights_of
from evaluation.lot_values import LotValues
from evaluation.measures import OF_EMISSIONS, OF_WEIGHTED_IMPACTS, leaves, measures_used
from evaluation.pedigree import is_pedigree
from evaluation.problems import Problem, ResultWarning
from evaluation.tender import Tender

CFF_NUMBERS = ("cff_a", "cff_quality_in", "cff_quality_out")
CREDITS = "gwp_d"
# The stages of life that each factor of a material may count, by where it stands; all others are counted elsewhere.
STAGES = {
    **dict.fromkeys(("virgin", "recycled", "reused"), "A"),
    **dict.fromkeys(("energy_recovery", "recycling", "landfill"), "C"),
    **dict.fromkeys(("credit_energy", "credit_recycling"), "D"),
}
STAGE = re.compile(r"\b([ABCD])(?=\d|\b)")


def climate_faults(tender: Tender) -> Iterator[Problem]:
    """Yield what no evaluation of emissions can be made from."""
    yield from _end_of_life(tender)
    yield from _stages(tender)
    yield from _activities(tender)
    yield from _impacts(tender)
    yield from _weights(tender)
    yield from _pedigrees(tender)
    yield from _uncertain_alone(tender)


def _end_of_life(tender: Tender) -> Iterator[Problem]:
    """The Circular Footprint Formula and module D share the same kilogram out twice: never both in one tender."""
    circular = [model for model in tender.models if model.end_of_life == "circular_footprint"]
    for model in tender.models:
        for module in model.declared_modules:
            if module not in CODES["declared_module"]:
                yield fault("module_unknown", model, "declared_modules", module=module)
        if circular and (CREDITS in measures_used(tender, model.lot) or "D" in model.declared_modules):
            yield fault("circular_footprint_with_credits", model, "end_of_life")
    if circular and len(circular) < len(tender.models):
        yield fault("end_of_life_differs", circular[0], "end_of_life")
    if circular:
        for row in tender.materials:
            blank = [name for name in CFF_NUMBERS if row.kind == "material" and getattr(row, name) is None]
            if blank:
                yield fault("circular_footprint_number_missing", row, blank[0])


def _stages(tender: Tender) -> Iterator[Problem]:
    """A factor that counts other stages too, such as a maker's footprint with use in it, would count them twice."""
    modules = {factor.key: factor.modules or "" for factor in tender.factors}
    for row in tender.materials:
        for slot, stage in STAGES.items():
            counted = modules.get(getattr(row, slot) or "", "")
            if set(STAGE.findall(counted)) - {stage}:
                yield fault("factor_of_other_stages", row, slot, factor=getattr(row, slot), modules=counted)


def _activities(tender: Tender) -> Iterator[Problem]:
    items = {item.key: item for item in tender.items}
    for row in tender.activities:
        item = items.get(row.item)
        if item is None:
            continue
        if item.lot != row.lot or not item.reference:
            yield fault("activity_of_other_item", row, "item", item=item.key)
        if row.per != "piece" and (row.per == "use") != (item.basis == "use"):
            yield fault("activity_per_differs", row, "per", item=item.key)


def _impacts(tender: Tender) -> Iterator[Problem]:
    """Figures of one factor are of one family, and each stands once."""
    families: dict[str, set[str]] = {}
    twice = Counter((row.factor, row.indicator) for row in tender.factor_impacts)
    for row in tender.factor_impacts:
        if (family := INDICATORS[row.indicator].family) != "flows":
            families.setdefault(row.factor, set()).add(family)
            if len(families[row.factor]) > 1:
                yield fault("impact_families_mixed", row, "indicator", factor=row.factor)
                families[row.factor] = {family}
        if twice.pop((row.factor, row.indicator), 0) > 1:
            yield fault("impact_twice", row, "indicator", factor=row.factor, indicator=row.indicator)


def _weights(tender: Tender) -> Iterator[Problem]:
    published = {row.weight_set for row in tender.impact_weights}
    families: dict[str, set[str]] = {}
    for weight in tender.impact_weights:
        families.setdefault(weight.weight_set, set()).add(INDICATORS[weight.indicator].family)
        if len(families[weight.weight_set]) > 1:
            yield fault("impact_families_mixed", weight, "indicator", factor=weight.weight_set)
            families[weight.weight_set] = set()
    for model in tender.models:
        used = set(measures_used(tender, model.lot))
        for measure, named in (
            ("single_score", model.single_score_set),
            ("environmental_price", model.environmental_price_set),
        ):
            if measure in used and (named is None or named not in published):
                yield fault("weight_set_missing", model, f"{measure}_set", measure=measure)
            elif named is not None and measure in used & OF_WEIGHTED_IMPACTS:
                weights = weights_of(tender.impact_weights, named)
                lacking = [key for key in needed_of(weights) if key not in weights]
                if lacking:
                    told = {"weight_set": named, "indicators": lacking}
                    yield fault("weight_set_incomplete", model, f"{measure}_set", **told)


def _pedigrees(tender: Tender) -> Iterator[Problem]:
    """Scores are five or six whole numbers from 1 to 5."""
    rows: tuple[Factor | EvidenceLevel, ...] = (*tender.factors, *tender.evidence_levels)
    for row in rows:
        if row.pedigree is not None and not is_pedigree(row.pedigree):
            yield fault("pedigree_unreadable", row, "pedigree", found=row.pedigree)


def _uncertain_alone(tender: Tender) -> Iterator[Problem]:
    """An indicator that EN 15804 wants used with care (+A2, table 5) decides no award by itself."""
    for lot in tender.lots:
        scored = leaves(tender.in_lot(tender.criteria, lot.id))
        if (
            len(scored) == 1
            and (row := INDICATORS.get(scored[0].measure or "")) is not None
            and row.uncertain
        ):
            yield fault("uncertain_indicator_alone", scored[0], "measure", indicator=row.key)


def climate_warnings(values: LotValues, used: tuple[str, ...]) -> Iterator[ResultWarning]:
    """Yield what the reader of a lot's emissions must know of the published figures themselves."""
    model, tender = values.model, values.tender
    if not OF_EMISSIONS & set(used):
        return
    last = model.first_year + model.study_years - 1
    carriers = {model.electricity_carrier, model.heat_carrier} | {
        carrier for place in tender.places for carrier in (place.electricity_carrier, place.heat_carrier)
    }
    for carrier in sorted(carrier for carrier in carriers if carrier):
        years = [row.year for row in tender.grids if row.carrier == carrier]
        if years and max(years) < last:
            yield ResultWarning(
                "grid_held", values.lot, {"carrier": carrier, "year": max(years), "last": last}
            )
    for criterion in leaves(tender.in_lot(tender.criteria, values.lot)):
        if (scored := INDICATORS.get(criterion.measure or "")) is not None and scored.uncertain:
            told = {"criterion": criterion.id, "indicators": (scored.key,)}
            yield ResultWarning("uncertain_indicator", values.lot, told)
    is_listed = any(item.factor_basis == "generic_mass" and item.reference for item in values.items)
    materials = [row for row in tender.materials if row.kind == "material"]
    if is_listed and materials and not any(row.conservative for row in materials):
        yield ResultWarning("no_conservative_material", values.lot, {})
