"""What the figures of a declaration are for: its declared unit, and how much of it.

References
----------
EN 15804:2012+A2:2019, 6.3.3. In ILCD the quantity is ``meanAmount`` of the exchange times ``meanValue`` of the
flow's reference property: one flow of 1000 kg is declared for 1000 kg, and not for 1 kg.
"""

import math
from dataclasses import dataclass

from intake.epd import amounts
from intake.epd.draft import Draft, FlowProperty, ReferenceFlow
from intake.epd.findings import Findings
from intake.epd.identifiers import FLOW_PROPERTY_UUIDS

_SAME = 1e-6


@dataclass(frozen=True)
class Declared:
    """The declared unit and quantity; either is None where the document does not tell it."""

    unit: str | None = None
    quantity: float | None = None


def declared_of(draft: Draft, findings: Findings) -> Declared:
    """Return what the figures are for; tell of it where the document does not say."""
    if draft.flow is not None:
        return _of_flow(draft.flow, findings)
    stated = amounts.declared_unit_of(draft.declared_unit) if draft.declared_unit else None
    if stated is None:
        findings.add("question", "epd_without_declared_unit", found=draft.declared_unit or None)
        return Declared()
    unit, factor = stated
    return Declared(unit, _checked(amounts.positive(draft.declared_quantity), factor, findings))


def _of_flow(flow: ReferenceFlow, findings: Findings) -> Declared:
    reference = next((one for one in flow.properties if one.is_reference), None)
    stated = _unit(reference, findings) if reference is not None else None
    if reference is None or stated is None:
        found = None if reference is None else reference.unit or reference.uuid
        findings.add("question", "epd_without_declared_unit", found=found or None)
        return Declared()
    unit, factor = stated
    amount, mean = amounts.positive(flow.amount), amounts.positive(reference.mean_value)
    total = amounts.positive(flow.total)
    product = amount * mean if amount is not None and mean is not None else None
    if (
        product is not None
        and total is not None
        and product <= amounts.LARGEST
        and not math.isclose(product, total, rel_tol=_SAME)
    ):
        findings.add("question", "epd_quantity_unclear", found=product, other=total)
        return Declared(unit, _checked(product, factor, findings))
    return Declared(unit, _checked(total if product is None else product, factor, findings))


def _checked(quantity: float | None, factor: float, findings: Findings) -> float | None:
    if quantity is None or not amounts.SMALLEST <= quantity * factor <= amounts.LARGEST:
        findings.add("question", "epd_quantity_unclear")
        return None
    return quantity * factor


def _unit(reference: FlowProperty, findings: Findings) -> tuple[str, float] | None:
    """Return the unit of the reference property and what the unit as written is in it."""
    by_identifier = FLOW_PROPERTY_UUIDS.get(reference.uuid)
    written = amounts.declared_unit_of(reference.unit) if reference.unit else None
    if by_identifier is None or written is None:
        return written if by_identifier is None else (by_identifier, 1.0)
    if written[0] == by_identifier:
        return written
    if written[0] == "kWh" and by_identifier == "MJ":
        return written
    findings.add("question", "epd_declared_unit_contradicts", found=reference.unit, other=by_identifier)
    return by_identifier, 1.0
