"""The weights of indicators in one figure: normalised and weighted (EF 3.1), or priced (environmental prices).

A set is published whole. A figure is given only where every indicator of its set is known.
"""

from collections.abc import Sequence
from typing import Annotated, ClassVar

from evaluation.schema import Row, Spec


class ImpactWeight(Row):
    """What one indicator counts in a set: ``impact / normalisation * weight``.

    Of a normalised set ``normalisation`` is the impact of one person in a year [unit of the indicator] and
    ``weight`` a share, and the set gives points (Pt). Of a priced set ``normalisation`` is blank and ``weight``
    a price [tender currency / unit of the indicator]. Sources: Andreasi Bassi et al. 2023, JRC130796, for EF 3.1.
    """

    table: ClassVar[str] = "impact_weights"
    weight_set: Annotated[str, Spec(kind="identifier", depth="full", required=True, example="ef_3_1")]
    indicator: Annotated[str, Spec(kind="code", codes="impact_indicator", depth="full", required=True)]
    normalisation: Annotated[float | None, Spec(kind="number", depth="full", above=0)] = None
    weight: Annotated[float, Spec(kind="number", depth="full", required=True)]
    source: Annotated[str | None, Spec(depth="full")] = None


def weights_of(rows: Sequence[ImpactWeight], weight_set: str | None) -> dict[str, float]:
    """Return what a unit of each indicator counts in a set: ``weight / normalisation``.

    >>> climate = ImpactWeight(weight_set="s", indicator="a2_gwp_total", normalisation=8000.0, weight=0.2)
    >>> weights_of([climate], "s")
    {'a2_gwp_total': 2.5e-05}
    """
    return {
        row.indicator: row.weight / (row.normalisation or 1.0) for row in rows if row.weight_set == weight_set
    }
