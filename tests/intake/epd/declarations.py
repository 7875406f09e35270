"""Small declarations of the real forms, with invented figures: one description, written as XML, ZIP or JSON."""

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from evaluation.epd import Epd
from intake.epd import EpdRead, read_epd

MASS, AREA, VOLUME = (
    "93a60a56-a3c8-11da-a746-0800200b9a66",
    "93a60a56-a3c8-19da-a746-0800200c9a66",
    "93a60a56-a3c8-22da-a746-0800200c9a66",
)
CALORIFIC = "93a60a56-a3c8-11da-a746-0800200c9a66"
GWP_EF30, GWP_EF31, GWP_CML = (
    "6a37f984-a4b3-458a-a20a-64418c145fa2",
    "a7ea142a-9749-11ed-a8fc-0242ac120002",
    "77e416eb-a363-4258-a04e-171d843a6460",
)
AP, EP_FRESHWATER = "b5c611c6-def3-11e6-bf01-fe55135034f3", "b53ec18f-7377-4ad3-86eb-cc3f4f276b2b"
MER, PERE, SM = (
    "59a9181c-3aaf-46ee-8b13-2b3723b6e447",
    "20f32be5-0398-4288-9b6d-accddd195317",
    "c6a1f35f-2d09-4f54-8dfb-97e502e1ce92",
)
FLOWS = {MER, PERE, SM}
CO2, MASS_GROUP, OLD_MASS_GROUP, ENERGY_GROUP = (
    "1ebf3012-d0db-4de2-aefd-ef30cedb0be1",
    "93a60a57-a4c8-11da-a746-0800200c9a66",
    "ad38d542-3fe9-439d-9b95-2f5f7752acaf",
    "93a60a57-a3c8-11da-a746-0800200c9a66",
)
A1, A2_EF30, A2_EF31 = (
    "b00f9ec0-7874-11e3-981f-0800200c9a66",
    "c0016b33-8cf7-415c-ac6e-deba0d21440d",
    "d4aa3ec7-b1d7-4a4a-a6cb-37af88dcc902",
)
FLOW = "11111111-2222-3333-4444-555555555555"
NAMESPACES = (
    'xmlns="http://lca.jrc.it/ILCD/Process" xmlns:c="http://lca.jrc.it/ILCD/Common" '
    'xmlns:e="http://www.iai.kit.edu/EPD/2013" xmlns:e2="http://www.indata.network/EPD/2019" '
    'xmlns:e24="http://www.indata.network/EPD/2024"'
)
# Module and scenario (module alone where there is none) to the figure as text.
Figures = Mapping[Any, str | None]


@dataclass(frozen=True)
class Result:
    """One indicator of a declaration: unit group and name of the unit, either may be left out."""

    uuid: str
    figures: Figures
    group: str = ""
    unit: str = ""

    def amounts(self) -> list[tuple[str, str, str | None]]:
        return [
            (place, "", text) if isinstance(place, str) else (*place, text)
            for place, text in self.figures.items()
        ]


def gwp(figures: Figures, uuid: str = GWP_EF30) -> Result:
    return Result(uuid, figures, CO2, "kg CO2 eqv.")


@dataclass(frozen=True)
class Declaration:
    """A declaration for ``amount`` flows of ``mean`` [unit of the property]."""

    results: Sequence[Result] = (gwp({"A1-A3": "6.5"}),)
    uuid: str = "aaaaaaaa-0000-0000-0000-000000000001"
    flow_property: str = AREA
    unit: str = "m2"
    amount: str = "1"
    mean: str = "1"
    mass: str | None = None
    materials: Sequence[tuple[str, str, str]] = (("Grammage", "7.7", "kg/m^2"),)
    scenarios: Sequence[Mapping[str, str]] = ()
    cited: str = A2_EF30
    year: str = "2027"
    general: str = ""
    time: str = ""

    def properties(self) -> list[tuple[str, str, str]]:
        others = [] if self.mass is None else [(MASS, self.mass, "")]
        return [(self.flow_property, self.mean, self.unit), *others]


def process_xml(made: Declaration) -> str:
    """Return the process document, with prefixes other than the usual ones."""
    scenarios = "".join(
        "<e:scenario "
        + " ".join(f"e:{name}={quoteattr(value)}" for name, value in one.items() if name != "description")
        + f"><e:description>{escape(one.get('description', ''))}</e:description></e:scenario>"
        for one in made.scenarios
    )
    impacts = "".join(_result_xml(one, "LCIAResult") for one in made.results if one.uuid not in FLOWS)
    flows = "".join(_result_xml(one, "exchange") for one in made.results if one.uuid in FLOWS)
    return f"""<?xml version="1.0" encoding="utf-8"?>
<processDataSet {NAMESPACES}><processInformation><dataSetInformation><c:UUID>{made.uuid}</c:UUID>
<name><baseName xml:lang="de">Tür</baseName><baseName xml:lang="da">Dør</baseName></name>
<c:other><e:scenarios>{scenarios}</e:scenarios>{made.general}</c:other></dataSetInformation>
<quantitativeReference><referenceToReferenceFlow>7</referenceToReferenceFlow></quantitativeReference>
<time><c:referenceYear>2022</c:referenceYear><c:dataSetValidUntil>{made.year}</c:dataSetValidUntil>
<c:other>{made.time}</c:other></time>
<geography><locationOfOperationSupplyOrProduction location="DK"/></geography></processInformation>
<modellingAndValidation><LCIMethodAndAllocation><c:other><e:subType>specific dataset</e:subType></c:other>
</LCIMethodAndAllocation><complianceDeclarations><compliance>
<c:referenceToComplianceSystem refObjectId="{made.cited}"/></compliance></complianceDeclarations>
</modellingAndValidation><administrativeInformation><publicationAndOwnership>
<c:registrationNumber>EPD-1</c:registrationNumber></publicationAndOwnership></administrativeInformation>
<exchanges><exchange dataSetInternalID="7"><referenceToFlowDataSet refObjectId="{FLOW}"/>
<meanAmount>{made.amount}</meanAmount></exchange>{flows}</exchanges>
<LCIAResults>{impacts}</LCIAResults></processDataSet>"""


def _result_xml(result: Result, tag: str) -> str:
    reference = "referenceToFlowDataSet" if tag == "exchange" else "referenceToLCIAMethodDataSet"
    figures = "".join(
        f"<e:amount e:module={quoteattr(module)}{f' e:scenario={quoteattr(scenario)}' if scenario else ''}>"
        f"{escape(text or '')}</e:amount>"
        for module, scenario, text in result.amounts()
    )
    unit = (
        f'<e:referenceToUnitGroupDataSet refObjectId="{result.group}"><c:shortDescription xml:lang="de">'
        f"{escape(result.unit)}</c:shortDescription></e:referenceToUnitGroupDataSet>"
    )
    has_unit = result.group or result.unit
    return (
        f'<{tag}><{reference} refObjectId="{result.uuid}"/><c:other>{unit if has_unit else ""}{figures}'
        f"</c:other></{tag}>"
    )


def flow_xml(made: Declaration) -> str:
    """Return the flow document: quantities, and material properties joined by identifier."""
    properties = "".join(
        f'<flowProperty dataSetInternalID="{n}"><referenceToFlowPropertyDataSet refObjectId="{uuid}"/>'
        f"<meanValue>{mean}</meanValue></flowProperty>"
        for n, (uuid, mean, _) in enumerate(made.properties())
    )
    data = "".join(
        f'<PropertyData property="p{n}"><Data format="float">{escape(text)}</Data></PropertyData>'
        for n, (_, text, _) in enumerate(made.materials)
    )
    details = "".join(
        f'<PropertyDetails id="p{n}"><Name>{name}</Name><Units name={quoteattr(unit)}/></PropertyDetails>'
        for n, (name, _, unit) in enumerate(made.materials)
    )
    return f"""<flowDataSet xmlns="http://lca.jrc.it/ILCD/Flow" xmlns:c="http://lca.jrc.it/ILCD/Common">
<flowInformation><dataSetInformation><c:UUID>{FLOW}</c:UUID><c:other><MatML_Doc xmlns="http://www.matml.org/">
<Material><BulkDetails>{data}</BulkDetails></Material><Metadata>{details}</Metadata></MatML_Doc></c:other>
</dataSetInformation><quantitativeReference><referenceToReferenceFlowProperty>0
</referenceToReferenceFlowProperty></quantitativeReference></flowInformation>
<flowProperties>{properties}</flowProperties></flowDataSet>"""


def packed(members: Mapping[str, str | bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return made.getvalue()


def zipped(*declarations: Declaration, extra: Mapping[str, str | bytes] | None = None) -> bytes:
    """Return the ZIP that a portal exports."""
    members: dict[str, str | bytes] = {
        f"ILCD/processes/{made.uuid}.xml": process_xml(made) for made in declarations
    }
    members[f"ILCD/flows/{FLOW}.xml"] = flow_xml(declarations[0])
    return packed(members | dict(extra or {}))


def json_of(made: Declaration) -> dict[str, object]:
    """Return the extended view that a portal hands out as JSON."""
    reference: dict[str, object] = {
        "dataSetInternalID": 7,
        "referenceToFlowDataSet": {"refObjectId": FLOW},
        "meanAmount": float(made.amount),
        "resultingflowAmount": float(made.amount) * float(made.mean),
        "flowProperties": [
            {"uuid": uuid, "meanValue": float(mean), "referenceUnit": unit, "referenceFlowProperty": n == 0}
            for n, (uuid, mean, unit) in enumerate(made.properties())
        ],
        "materialProperties": [
            {"name": name, "value": text, "unit": unit} for name, text, unit in made.materials
        ],
    }
    scenarios = [
        {
            "name": one["name"],
            **({"group": one["group"]} if "group" in one else {}),
            **({"default": True} if one.get("default") == "true" else {}),
            "description": [{"value": one["description"]}] if "description" in one else [],
        }
        for one in made.scenarios
    ]
    return {
        "processInformation": {
            "dataSetInformation": {
                "UUID": made.uuid,
                "name": {"baseName": [{"value": "Tür", "lang": "de"}, {"value": "Dør", "lang": "da"}]},
                "other": {"anies": [{"scenario": scenarios}]},
            },
            "quantitativeReference": {"referenceToReferenceFlow": [7]},
            "time": {"referenceYear": 2022, "dataSetValidUntil": int(made.year)},
            "geography": {"locationOfOperationSupplyOrProduction": {"location": "DK"}},
        },
        "modellingAndValidation": {
            "LCIMethodAndAllocation": {
                "other": {"anies": [{"name": "subType", "value": "specific dataset"}]}
            },
            "complianceDeclarations": {
                "compliance": [{"referenceToComplianceSystem": {"refObjectId": made.cited}}]
            },
        },
        "administrativeInformation": {"publicationAndOwnership": {"registrationNumber": "EPD-1"}},
        "exchanges": {
            "exchange": [
                reference,
                *(_result_json(r, "referenceToFlowDataSet") for r in made.results if r.uuid in FLOWS),
            ]
        },
        "LCIAResults": {
            "LCIAResult": [
                _result_json(r, "referenceToLCIAMethodDataSet") for r in made.results if r.uuid not in FLOWS
            ]
        },
    }


def _result_json(result: Result, reference: str) -> dict[str, object]:
    anies: list[dict[str, object]] = [
        {"module": module, **({"scenario": scenario} if scenario else {}), "value": text}
        for module, scenario, text in result.amounts()
    ]
    unit = {"refObjectId": result.group, "shortDescription": [{"value": result.unit}]}
    anies.append({"name": "referenceToUnitGroupDataSet", "value": unit})
    return {reference: {"refObjectId": result.uuid}, "other": {"anies": anies}}


def as_bytes(document: object) -> bytes:
    return json.dumps(document).encode()


OPEN_EPD: Mapping[str, object] = {
    "doctype": "openEPD",
    "id": "ec3abc",
    "product_name": "Door",
    "valid_until": "2029-02-11T00:00:00Z",
    "declared_unit": {"qty": 1, "unit": "m2"},
    "kg_per_declared_unit": {"qty": 20, "unit": "kg"},
    "impacts": {"EF 3.1": {"gwp": {"A1A2A3": {"mean": 30.0, "unit": "kgCO2e"}}}},
}


def open_epd(**fields: object) -> bytes:
    return as_bytes({**OPEN_EPD, **fields})


def read(made: Declaration) -> EpdRead:
    return read_epd("epd.zip", zipped(made))


def epd_of(made: Declaration | bytes) -> Epd:
    found = read(made) if isinstance(made, Declaration) else read_epd("epd", made)
    assert found.epd is not None, found.problems
    return found.epd


def codes_of(made: Declaration | bytes) -> list[str]:
    found = read(made) if isinstance(made, Declaration) else read_epd("epd", made)
    return [problem.code for problem in found.problems]


DOOR = Declaration()


def door(**fields: object) -> Declaration:
    return replace(DOOR, **fields)  # type: ignore[arg-type]
