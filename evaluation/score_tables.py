"""What an assessor fills in on a score sheet: name and date, points with reasons, and yes or no to stop criteria."""

from typing import Annotated, ClassVar

from evaluation.schema import Row, Spec

Key = Annotated[str, Spec(kind="identifier", required=True)]


class Assessor(Row):
    """Who judged, and when."""

    table: ClassVar[str] = "assessor"
    by: Annotated[str | None, Spec(required=True)] = None
    at: Annotated[str | None, Spec(kind="date", required=True)] = None


class Score(Row):
    """Points that one assessor gives a product in a criterion, with the reason in words."""

    table: ClassVar[str] = "scores"
    key: Key
    points: Annotated[float | None, Spec(kind="number", minimum=0, required=True)] = None
    reason: Annotated[str | None, Spec(required=True)] = None


class StopTest(Row):
    """Whether a product passes a stop criterion in the eyes of one tester, with the reason where it does not."""

    table: ClassVar[str] = "stop_tests"
    key: Key
    met: Annotated[str | None, Spec(kind="code", codes="yes_no", required=True)] = None
    reason: Annotated[str | None, Spec()] = None


SCORE_TABLES: dict[str, type[Row]] = {"assessor": Assessor, "scores": Score, "stop_tests": StopTest}
