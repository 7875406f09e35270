"""What a document says, before it is judged: the same for every format."""

from dataclasses import dataclass, field

from evaluation.epd import Content, EpdScenario, Standard
from intake.epd.identifiers import Identified


@dataclass(frozen=True)
class Amount:
    """One figure as text, at the place that it stands for; ``text`` is None where the place is empty."""

    module: str
    scenario: str
    text: str | None


@dataclass(frozen=True)
class ResultRow:
    """One indicator of the document: what it is called there, what it is, its unit, and its figures.

    ``indicator`` is None where the tool knows no such indicator. ``unit_group`` is the identifier of the unit
    and ``unit`` its name as written; either may be empty, and then the unit is the indicator's own, unless the
    format leaves it open (``needs_unit``).
    """

    identifier: str
    label: str
    indicator: Identified | None
    amounts: tuple[Amount, ...]
    unit_group: str = ""
    unit: str = ""
    needs_unit: bool = False


@dataclass(frozen=True)
class FlowProperty:
    """A quantity of the declared flow: mass, area, volume; ``mean_value`` of it in one flow."""

    uuid: str
    mean_value: str | None
    is_reference: bool
    unit: str = ""


@dataclass(frozen=True)
class MaterialProperty:
    """A property of the product as it is written: gross density, ``> 500``, ``kg/m^3``."""

    name: str
    text: str
    unit: str


@dataclass(frozen=True)
class ReferenceFlow:
    """The flow that the figures are for. ``amount`` of it; ``total`` where the document states the product."""

    amount: str | None = None
    total: str | None = None
    properties: tuple[FlowProperty, ...] = ()
    materials: tuple[MaterialProperty, ...] = ()


@dataclass
class Draft:
    """A document as it was read.

    Parameters
    ----------
    declared : unit, quantity and kg as stated outright (openEPD), each as written.
    flow : what tells unit and quantity in ILCD; None where the document does not hold it.
    cited : the versions of the standard that the document cites.
    unknown_methods : methods of impact assessment of neither family.
    """

    uuid: str = ""
    names: dict[str, str] = field(default_factory=dict)
    number: str = ""
    owner: str = ""
    programme: str = ""
    pcr: str = ""
    data_kind: str = ""
    geography: str = ""
    published: str = ""
    reference_year: str = ""
    valid_until: str = ""
    licence: str = ""
    service_life_years: str = ""
    safety_margin: str = ""
    has_svhc: bool | None = None
    cited: tuple[Standard, ...] = ()
    product_ids: tuple[tuple[str, str], ...] = ()
    scenarios: tuple[EpdScenario, ...] = ()
    content: tuple[Content, ...] = ()
    results: list[ResultRow] = field(default_factory=list)
    flow: ReferenceFlow | None = None
    declared_unit: str = ""
    declared_quantity: str = ""
    mass: str = ""
    mass_unit: str = ""
    unknown_methods: tuple[str, ...] = ()
