"""The flow and unit documents beside a process: what the figures are for, and what it weighs."""

from collections.abc import Mapping
from dataclasses import replace
from xml.etree.ElementTree import Element

from intake.epd.draft import FlowProperty, MaterialProperty, ReferenceFlow
from intake.epd.ilcd_tree import attribute, each, first, one_language, text, uuid

_FLOW = "flow:flowInformation"
_MATERIAL = f"{_FLOW}/flow:dataSetInformation/common:other/matml:MatML_Doc"


def uuid_of_flow(root: Element) -> str:
    """Return the identifier of a flow document."""
    return text(root, f"{_FLOW}/flow:dataSetInformation/common:UUID").casefold()


def with_flow(reference: ReferenceFlow, root: Element) -> ReferenceFlow:
    """Return a reference flow with the quantities and material properties of its document."""
    number = text(root, f"{_FLOW}/flow:quantitativeReference/flow:referenceToReferenceFlowProperty")
    return replace(
        reference,
        properties=tuple(
            FlowProperty(
                uuid(one, "flow:referenceToFlowPropertyDataSet"),
                text(one, "flow:meanValue"),
                attribute(one, "dataSetInternalID") == number,
            )
            for one in each(root, "flow:flowProperties/flow:flowProperty")
        ),
        materials=_materials(first(root, _MATERIAL)),
    )


def unit_of_group(root: Element) -> tuple[str, str]:
    """Return the identifier of a unit group and the name of its reference unit."""
    about = "unit:unitGroupInformation"
    number = text(root, f"{about}/unit:quantitativeReference/unit:referenceToReferenceUnit")
    units: Mapping[str, str] = {
        attribute(one, "dataSetInternalID"): text(one, "unit:name")
        for one in each(root, "unit:units/unit:unit")
    }
    group = text(root, f"{about}/unit:dataSetInformation/common:UUID").casefold()
    return group, units.get(number, "")


def _materials(matml: Element | None) -> tuple[MaterialProperty, ...]:
    """Return the figures of a material document, each joined to what its identifier stands for there."""
    details = {
        attribute(one, "id"): (one_language(one, "matml:Name"), attribute(first(one, "matml:Units"), "name"))
        for one in each(matml, "matml:Metadata/matml:PropertyDetails")
    }
    found = []
    for one in each(matml, "matml:Material/matml:BulkDetails/matml:PropertyData"):
        name, unit = details.get(attribute(one, "property"), ("", ""))
        if name:
            found.append(MaterialProperty(name, text(one, "matml:Data"), unit))
    return tuple(found)
