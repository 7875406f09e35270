"""The rows of the environmental data that a tender publishes: sources, factors, grids and materials.

``lca_data`` holds them for the designer of a tender; the tender copies the closed list it uses, and an
award run reads only that copy.
"""

from typing import Annotated, ClassVar

from evaluation.schema import Row, Spec

Text = Annotated[str | None, Spec(kind="text", depth="standard")]
FactorKey = Annotated[str | None, Spec(kind="identifier", depth="standard", codes="@factors")]


Allocation = Annotated[float | None, Spec(kind="number", depth="full", minimum=0, maximum=1)]


class Source(Row):
    """Where figures come from: a publication with its year, licence and address."""

    table: ClassVar[str] = "sources"
    key: Annotated[str, Spec(kind="identifier", required=True)]
    title: Annotated[str, Spec(required=True)]
    publisher: Text = None
    year: Annotated[int | None, Spec(kind="integer", depth="standard")] = None
    licence: Text = None
    url: Text = None
    citation: Text = None
    read_at: Text = None


class Factor(Row):
    """One emission factor [kg CO2e per declared unit], with the figure and unit as they were printed."""

    table: ClassVar[str] = "factors"
    key: Annotated[str, Spec(kind="identifier", required=True)]
    title_da: Annotated[str, Spec(required=True)]
    title_en: Annotated[str, Spec(required=True)]
    category: Text = None
    declared_unit: Annotated[str, Spec(required=True)]
    gwp_kg_co2e: Annotated[float, Spec(kind="number", required=True, unit="kg CO2e")]
    gwp_wtt_kg_co2e: Annotated[float | None, Spec(kind="number", depth="standard", unit="kg CO2e")] = None
    printed_value: Annotated[float | None, Spec(kind="number", depth="standard")] = None
    printed_unit: Text = None
    modules: Text = None
    boundary: Text = None
    gwp_set: Text = None
    biogenic: Text = None
    family: Text = None
    year: Annotated[int | None, Spec(kind="integer", depth="standard")] = None
    geography: Text = None
    source: Annotated[str | None, Spec(kind="identifier", depth="standard", codes="@sources")] = None
    pedigree: Text = None
    gsd: Annotated[float | None, Spec(kind="number", depth="full", minimum=1)] = None
    quality: Text = None
    note: Text = None


class FactorImpact(Row):
    """What one declared unit of a factor gives of an indicator other than its climate figure [indicator's unit].

    A blank is what the source does not state: missing, never nought. ``indicator`` is a key of
    :data:`evaluation.impact_indicators.INDICATORS`; all rows of a factor are of one family.
    """

    table: ClassVar[str] = "factor_impacts"
    factor: Annotated[str, Spec(kind="identifier", depth="full", codes="@factors", required=True)]
    indicator: Annotated[str, Spec(kind="code", codes="impact_indicator", depth="full", required=True)]
    value: Annotated[float, Spec(kind="number", depth="full", required=True)]


class GridYear(Row):
    """The factor of an energy carrier in one calendar year [kg CO2e/kWh]; years between are interpolated."""

    table: ClassVar[str] = "grids"
    carrier: Annotated[str, Spec(kind="identifier", required=True)]
    year: Annotated[int, Spec(kind="integer", required=True)]
    gwp_kg_co2e: Annotated[float, Spec(kind="number", required=True, unit="kg CO2e/kWh")]
    source: Annotated[str | None, Spec(kind="identifier", depth="standard", codes="@sources")] = None


class Material(Row):
    """A material or product class a bidder may choose: the factors of its life, all of one family.

    A blank factor key means that the source has no figure, never nought. ``cff_a``, ``cff_b``, ``cff_quality_in`` and
    ``cff_quality_out`` are A, B, Qsin/Qp and Qsout/Qp of the Circular Footprint Formula.
    """

    table: ClassVar[str] = "materials"
    key: Annotated[str, Spec(kind="identifier", required=True)]
    title_da: Annotated[str, Spec(required=True)]
    title_en: Annotated[str, Spec(required=True)]
    kind: Annotated[str, Spec(kind="code", codes="material_kind", depth="standard")] = "material"
    family: Text = None
    declared_unit: Annotated[str, Spec(depth="standard")] = "kg"
    virgin: FactorKey = None
    recycled: FactorKey = None
    reused: FactorKey = None
    energy_recovery: FactorKey = None
    recycling: FactorKey = None
    landfill: FactorKey = None
    credit_energy: FactorKey = None
    credit_recycling: FactorKey = None
    biogenic_kg_co2_per_kg: Annotated[float | None, Spec(kind="number", depth="standard", minimum=0)] = None
    recycling_yield: Annotated[float | None, Spec(kind="share", depth="standard", minimum=0, maximum=1)] = (
        None
    )
    cff_a: Allocation = None
    cff_b: Allocation = None
    cff_quality_in: Allocation = None
    cff_quality_out: Allocation = None
    conservative: Annotated[bool, Spec(kind="boolean", depth="standard")] = False
    proxy: Text = None
    note: Text = None
