"""What the buyer publishes for those who judge and test: what each number of points means, and what stops a product."""

from typing import Annotated, ClassVar

from evaluation.schema import Row, Spec

LotKey = Annotated[str, Spec(kind="identifier", depth="standard", codes="@lots", required=True)]
OptionalText = Annotated[str | None, Spec(depth="standard")]


class ScaleAnchor(Row):
    """What a number of points of a judged criterion means, in words, on the assessors' scale.

    Points that assessors give follow a published description: without one, two who mean the same give differently.
    """

    table: ClassVar[str] = "scale_anchors"
    lot: LotKey
    criterion: Annotated[
        str, Spec(kind="identifier", depth="standard", codes="@criteria", required=True, example="usability")
    ]
    points: Annotated[float, Spec(kind="number", depth="standard", minimum=0, required=True)]
    text_da: Annotated[str, Spec(depth="standard", required=True)]
    text_en: OptionalText = None


class StopCriterion(Row):
    """What a product must pass in a test, yes or no; a no proposes that the bid is not compliant.

    ``criterion`` is the judged criterion that it is tested together with, where it belongs to one.
    """

    table: ClassVar[str] = "stop_criteria"
    key: Annotated[str, Spec(kind="identifier", depth="standard", required=True, example="barrier")]
    lot: LotKey
    criterion: Annotated[
        str | None, Spec(kind="identifier", depth="standard", codes="@criteria", example="usability")
    ] = None
    text_da: Annotated[str, Spec(depth="standard", required=True)]
    text_en: OptionalText = None
