"""The ILCD+EPD document of a declaration, versions 1.1, 1.2 and 1.3, as XML.

References
----------
InDataWG/ILCD-EPD-Data-Format, doc (v1.1 to v1.3); European Commission, ILCD format 1.1.
"""

from xml.etree.ElementTree import Element

from evaluation.epd import EpdScenario, Standard
from intake.epd import amounts
from intake.epd.draft import Amount, Draft, ReferenceFlow, ResultRow
from intake.epd.identifiers import COMPLIANCE_UUIDS, INDICATOR_UUIDS
from intake.epd.ilcd_content import content_of
from intake.epd.ilcd_tree import attribute, by_language, each, first, one_language, text, uuid

_SET = "process:processInformation/process:dataSetInformation"
_TIME = "process:processInformation/process:time"
_METHOD = "process:modellingAndValidation/process:LCIMethodAndAllocation"
_OWNERSHIP = "process:administrativeInformation/process:publicationAndOwnership"
_SHORT = "common:shortDescription"


def draft_of_process(root: Element) -> Draft:
    """Return what a process document says; its reference flow stands in another one (``reference_of``)."""
    general = first(root, f"{_SET}/common:other")
    draft = Draft(
        uuid=text(root, f"{_SET}/common:UUID").casefold(),
        names=by_language(root, f"{_SET}/process:name/process:baseName"),
        number=text(root, f"{_OWNERSHIP}/common:registrationNumber"),
        owner=one_language(root, f"{_OWNERSHIP}/common:referenceToOwnershipOfDataSet/{_SHORT}"),
        programme=_programme(root),
        pcr=one_language(root, f"{_METHOD}/process:referenceToLCAMethodDetails/{_SHORT}"),
        data_kind=text(root, f"{_METHOD}/common:other/epd:subType"),
        geography=attribute(
            first(
                root,
                "process:processInformation/process:geography/process:locationOfOperationSupplyOrProduction",
            ),
            "location",
        ),
        published=text(root, f"{_TIME}/common:other/epd2:publicationDateOfEPD"),
        reference_year=text(root, f"{_TIME}/common:referenceYear"),
        valid_until=text(root, f"{_TIME}/common:other/epd24:expirationDateOfEPD")
        or text(root, f"{_TIME}/common:dataSetValidUntil"),
        licence=text(root, f"{_OWNERSHIP}/common:licenseType"),
        service_life_years=attribute(first(general, "epd24:referenceServiceLife"), "years"),
        safety_margin=text(general, "epd:safetyMargins/epd:margins"),
        has_svhc=_svhc(first(general, "epd24:SVHC")),
        cited=_cited(root),
        product_ids=tuple(
            (attribute(one, "type"), text(one)) for one in each(general, "epd24:productIds/epd24:productId")
        ),
        scenarios=_scenarios(general),
        content=content_of(first(general, "epd2:contentDeclaration")),
    )
    draft.results = [*_impacts(root), *_flows(root)]
    return draft


def reference_of(root: Element) -> tuple[str, ReferenceFlow]:
    """Return the identifier of the flow that the figures are for, and how much of it."""
    exchange = _reference_exchange(root)
    amount = text(exchange, "process:meanAmount") or text(exchange, "process:resultingAmount")
    return uuid(exchange, "process:referenceToFlowDataSet"), ReferenceFlow(amount=amount)


def _reference_exchange(root: Element) -> Element | None:
    number = text(
        root, "process:processInformation/process:quantitativeReference/process:referenceToReferenceFlow"
    )
    exchanges = each(root, "process:exchanges/process:exchange")
    return next((one for one in exchanges if attribute(one, "dataSetInternalID") == number), None)


def _programme(root: Element) -> str:
    publisher = f"{_OWNERSHIP}/common:other/epd2:referenceToPublisher/{_SHORT}"
    registered = f"{_OWNERSHIP}/common:referenceToRegistrationAuthority/{_SHORT}"
    return one_language(root, registered) or one_language(root, publisher)


def _cited(root: Element) -> tuple[Standard, ...]:
    path = "process:modellingAndValidation/process:complianceDeclarations/process:compliance"
    cited = (uuid(one, "common:referenceToComplianceSystem") for one in each(root, path))
    return tuple(COMPLIANCE_UUIDS[system] for system in cited if system in COMPLIANCE_UUIDS)


def _svhc(element: Element | None) -> bool | None:
    return {"true": True, "1": True, "false": False, "0": False}.get(attribute(element, "present").casefold())


def _scenarios(general: Element | None) -> tuple[EpdScenario, ...]:
    routes = {
        attribute(one, "scenario"): one for one in each(general, "epd24:scenarioData/epd24:eolScenarioData")
    }
    found = {}
    for one in each(general, "epd:scenarios/epd:scenario"):
        name = attribute(one, "name")
        recovery = first(routes.get(name), "epd24:recovery")
        disposal = first(routes.get(name), "epd24:disposal")
        found[name] = EpdScenario(
            name,
            one_language(one, "epd:description"),
            attribute(one, "group"),
            is_default=attribute(one, "default").casefold() in ("true", "1"),
            reuse=amounts.share(attribute(recovery, "reuse")),
            recycling=amounts.share(attribute(recovery, "recycling")),
            energy_recovery=amounts.share(attribute(recovery, "energyRecovery")),
            landfill=amounts.share(attribute(disposal, "finalDeposition")),
        )
    return tuple(found.values())


def _impacts(root: Element) -> list[ResultRow]:
    path = "process:LCIAResults/process:LCIAResult"
    return [_row(one, "process:referenceToLCIAMethodDataSet") for one in each(root, path)]


def _flows(root: Element) -> list[ResultRow]:
    """Return the exchanges that carry figures by module: all but the reference flow."""
    reference = _reference_exchange(root)
    return [
        _row(one, "process:referenceToFlowDataSet")
        for one in each(root, "process:exchanges/process:exchange")
        if one is not reference and first(one, "common:other/epd:amount") is not None
    ]


def _row(element: Element, reference: str) -> ResultRow:
    identifier = uuid(element, reference)
    unit = first(element, "common:other/epd:referenceToUnitGroupDataSet")
    return ResultRow(
        identifier,
        one_language(element, f"{reference}/{_SHORT}"),
        INDICATOR_UUIDS.get(identifier),
        tuple(
            Amount(attribute(one, "module"), attribute(one, "scenario"), text(one))
            for one in each(element, "common:other/epd:amount")
        ),
        attribute(unit, "refObjectId").casefold(),
        one_language(unit, _SHORT),
    )
