"""The ILCD+EPD document of a declaration as JSON, in the extended view that the portals hand out.

References
----------
okworx/soda4LCA, service API (``format=json&view=extended``). The reference exchange holds the flow itself.
"""

from evaluation.epd import EpdScenario
from intake.epd.draft import Amount, Draft, FlowProperty, MaterialProperty, ReferenceFlow, ResultRow
from intake.epd.identifiers import COMPLIANCE_UUIDS, INDICATOR_UUIDS
from intake.epd.json_tree import Node, any_of, at, by_language, listed, one_language, text

_SET = ("processInformation", "dataSetInformation")
_TIME = ("processInformation", "time")
_METHOD = ("modellingAndValidation", "LCIMethodAndAllocation")
_OWNERSHIP = ("administrativeInformation", "publicationAndOwnership")
_SHORT = "shortDescription"
_UNIT = "referenceToUnitGroupDataSet"


def is_ilcd(root: Node) -> bool:
    """Say whether a JSON document is one of ILCD."""
    return isinstance(at(root, *_SET), dict)


def draft_of(root: Node) -> Draft:
    """Return what a document says."""
    time = at(root, *_TIME)
    ownership = at(root, *_OWNERSHIP)
    exchanges = listed(root, "exchanges", "exchange")
    reference = _reference_exchange(root, exchanges)
    draft = Draft(
        uuid=text(root, *_SET, "UUID").casefold(),
        names=by_language(root, *_SET, "name", "baseName"),
        number=text(ownership, "registrationNumber"),
        owner=one_language(ownership, "referenceToOwnershipOfDataSet", _SHORT),
        programme=one_language(ownership, "referenceToRegistrationAuthority", _SHORT)
        or one_language(any_of(ownership, "referenceToPublisher"), _SHORT),
        pcr=_first_described(root),
        data_kind=text(any_of(at(root, *_METHOD), "subType")),
        geography=text(
            root, "processInformation", "geography", "locationOfOperationSupplyOrProduction", "location"
        ),
        published=text(any_of(time, "publicationDateOfEPD")),
        reference_year=text(time, "referenceYear"),
        valid_until=text(any_of(time, "expirationDateOfEPD")) or text(time, "dataSetValidUntil"),
        licence=text(ownership, "licenseType"),
        cited=tuple(
            COMPLIANCE_UUIDS[system] for system in _compliance_systems(root) if system in COMPLIANCE_UUIDS
        ),
        scenarios=_scenarios(root),
        flow=_flow(reference) if reference is not None else None,
    )
    results = listed(root, "LCIAResults", "LCIAResult")
    draft.results = [_row(one, "referenceToLCIAMethodDataSet") for one in results]
    for one in exchanges:
        row = _row(one, "referenceToFlowDataSet")
        if one is not reference and row.amounts:
            draft.results.append(row)
    return draft


def _first_described(root: Node) -> str:
    described = (one_language(one, _SHORT) for one in listed(root, *_METHOD, "referenceToLCAMethodDetails"))
    return next((said for said in described if said), "")


def _compliance_systems(root: Node) -> list[str]:
    path = ("modellingAndValidation", "complianceDeclarations", "compliance")
    return [text(one, "referenceToComplianceSystem", "refObjectId").casefold() for one in listed(root, *path)]


def _reference_exchange(root: Node, exchanges: list[Node]) -> Node | None:
    """Return the exchange that the document refers to, else the one that says of itself that it is it."""
    stated = at(root, "processInformation", "quantitativeReference", "referenceToReferenceFlow")
    numbers = {str(one) for one in (stated if isinstance(stated, list) else [stated])}
    referred = (one for one in exchanges if text(one, "dataSetInternalID") in numbers)
    marked = (one for one in exchanges if at(one, "referenceFlow") is True)
    return next(referred, None) or next(marked, None)


def _flow(exchange: Node) -> ReferenceFlow:
    return ReferenceFlow(
        amount=text(exchange, "meanAmount") or text(exchange, "resultingAmount"),
        total=text(exchange, "resultingflowAmount") or None,
        properties=tuple(
            FlowProperty(
                text(one, "uuid").casefold(),
                text(one, "meanValue"),
                at(one, "referenceFlowProperty") is True,
                text(one, "referenceUnit"),
            )
            for one in listed(exchange, "flowProperties")
        ),
        materials=tuple(
            MaterialProperty(text(one, "name"), text(one, "value"), text(one, "unit"))
            for one in listed(exchange, "materialProperties")
        ),
    )


def _scenarios(root: Node) -> tuple[EpdScenario, ...]:
    """Return the scenarios, which stand in a list of their own among the extensions."""
    extensions = listed(root, *_SET, "other", "anies")
    described = [one for extension in extensions for one in listed(extension, "scenario")]
    described += [one for extension in extensions for one in listed(extension, "value", "scenario")]
    found = {
        text(one, "name"): EpdScenario(
            text(one, "name"),
            one_language(one, "description"),
            text(one, "group"),
            is_default=at(one, "default") is True,
        )
        for one in described
    }
    return tuple(found.values())


def _row(node: Node, reference: str) -> ResultRow:
    identifier = text(node, reference, "refObjectId").casefold()
    unit = any_of(node, _UNIT)
    return ResultRow(
        identifier,
        one_language(node, reference, _SHORT),
        INDICATOR_UUIDS.get(identifier),
        tuple(
            Amount(text(one, "module"), text(one, "scenario"), text(one, "value"))
            for one in listed(node, "other", "anies")
            if text(one, "module")
        ),
        text(unit, "refObjectId").casefold(),
        one_language(unit, _SHORT),
    )
