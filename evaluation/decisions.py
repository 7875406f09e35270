"""What people decide: admission, evidence, judged points, reservations, questions, figures. Each with who and why."""

from collections.abc import Collection
from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict

from evaluation.schema import Row, Spec

Key = Annotated[str, Spec(kind="identifier", required=True)]
By = Annotated[str | None, Spec(required=True)]
When = Annotated[str | None, Spec(kind="date", required=True)]
Reason = Annotated[str | None, Spec()]


class Admission(Row):
    """Whether a bid is admitted to the evaluation of a lot. The tool proposes, a named person decides."""

    table: ClassVar[str] = "admissions"
    lot: Key
    bid: Key
    proposed: Annotated[str | None, Spec(kind="code", codes="admission")] = None
    failed: Annotated[str | None, Spec()] = None
    decision: Annotated[str | None, Spec(kind="code", codes="admission", required=True)] = None
    reason: Reason = None
    by: By = None
    at: When = None


class AcceptedEvidence(Row):
    """The level of evidence accepted for one claim of one item (``claim`` is the field, ``claimed_life``)."""

    table: ClassVar[str] = "accepted_evidence"
    lot: Key
    bid: Key
    item: Key
    claim: Key
    stated: Annotated[float | None, Spec(kind="number")] = None
    evidence_kind: Annotated[str | None, Spec(kind="code", codes="evidence_kind")] = None
    document: Annotated[str | None, Spec()] = None
    level: Annotated[str | None, Spec(kind="code", codes="@evidence_levels", required=True)] = None
    reason: Annotated[str | None, Spec(required=True)] = None
    by: By = None
    at: When = None


class Judgement(Row):
    """Points of one judged criterion for one bid, or one item of it, with the reason in words.

    ``role`` says whether it is one assessor's own score, which stays whatever is agreed on later, or the consensus of
    several. ``why_differs`` is due where a consensus is not the mean of the scores it is the consensus of.
    """

    table: ClassVar[str] = "judgements"
    lot: Key
    criterion: Key
    bid: Key
    item: Annotated[str | None, Spec(kind="identifier")] = None
    role: Annotated[str, Spec(kind="code", codes="judgement_role")] = "individual"
    points: Annotated[float | None, Spec(kind="number", required=True)] = None
    reason: Annotated[str | None, Spec(required=True)] = None
    why_differs: Reason = None
    by: By = None
    at: When = None


class StopAnswer(Row):
    """What one tester found of one stop criterion in a bid, or one item of it; a no proposes that the bid is out."""

    table: ClassVar[str] = "stop_answers"
    lot: Key
    bid: Key
    key: Key
    item: Annotated[str | None, Spec(kind="identifier")] = None
    met: Annotated[str | None, Spec(kind="code", codes="yes_no", required=True)] = None
    reason: Reason = None
    by: By = None
    at: When = None


class ReservationDecision(Row):
    """What becomes of a reservation: no effect, priced by rule, or not compliant."""

    table: ClassVar[str] = "reservations"
    lot: Key
    bid: Key
    text: Annotated[str | None, Spec()] = None
    place: Annotated[str | None, Spec()] = None
    decision: Annotated[str | None, Spec(kind="code", codes="reservation_decision", required=True)] = None
    amount: Annotated[float | None, Spec(kind="money", minimum=0)] = None
    reason: Reason = None
    by: By = None
    at: When = None


class Clarification(Row):
    """How a question about a bid was closed: what was read stands, with or without an answer of the bidder.

    ``key`` is the problem's fingerprint, so that another content of the same cell is an open question again.
    A bid that cannot be accepted as it stands is not admitted instead.
    """

    table: ClassVar[str] = "clarifications"
    lot: Key
    bid: Key
    key: Key
    place: Annotated[str | None, Spec()] = None
    text: Annotated[str | None, Spec()] = None
    decision: Annotated[str | None, Spec(kind="code", codes="clarification", required=True)] = None
    reason: Annotated[str | None, Spec(required=True)] = None
    by: By = None
    at: When = None


class Inquiry(Row):
    """What a bidder was asked because a price or a claim stands out, what it answered, and how that was judged.

    ``about`` is the measure or the field that stands out, and ``finding`` why; ``text`` what the bidder is asked.
    ``explained`` and ``not_explained`` close an inquiry and change nothing: a bid whose answer does not explain its
    price is kept out, where it is, by its :class:`Admission` (udbudsloven section 169).
    """

    table: ClassVar[str] = "inquiries"
    lot: Key
    bid: Key
    kind: Annotated[str, Spec(kind="code", codes="inquiry_kind", required=True)]
    about: Key
    place: Annotated[str | None, Spec()] = None
    finding: Annotated[str | None, Spec()] = None
    text: Annotated[str | None, Spec()] = None
    asked_at: Annotated[str | None, Spec(kind="date")] = None
    answered_at: Annotated[str | None, Spec(kind="date")] = None
    answer: Annotated[str | None, Spec()] = None
    decision: Annotated[str | None, Spec(kind="code", codes="inquiry_decision", required=True)] = None
    reason: Annotated[str | None, Spec(required=True)] = None
    by: By = None
    at: When = None

    @property
    def is_closed(self) -> bool:
        """Say whether a named person has judged the answer."""
        return self.decision in ("explained", "not_explained")


class ReplacedFigure(Row):
    """A figure that the buyer counts with instead of the one a bid states, of one of four kinds, and why.

    ``field`` is ``table.field`` of the bid sheet; ``key`` the row of the table (an item, a part, a service, a
    question), blank where the bid has one row there. ``stated`` is what the bid states, blank where it states
    nothing; a share is 0 to 1. A row that lacks the figure, the reason or the person replaces nothing.
    """

    table: ClassVar[str] = "replaced_figures"
    lot: Key
    bid: Key
    field: Key
    key: Annotated[str | None, Spec(kind="identifier")] = None
    stated: Annotated[float | None, Spec(kind="number")] = None
    used: Annotated[float | None, Spec(kind="number", required=True)] = None
    kind: Annotated[str | None, Spec(kind="code", codes="correction_kind", required=True)] = None
    reason: Annotated[str | None, Spec(required=True)] = None
    by: By = None
    at: When = None

    @property
    def is_decided(self) -> bool:
        """Say whether the row has what it needs to replace a figure."""
        return None not in (self.used, self.kind, self.reason, self.by)


class Decisions(BaseModel):
    """All decisions of a case."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    admissions: tuple[Admission, ...] = ()
    accepted_evidence: tuple[AcceptedEvidence, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    stop_answers: tuple[StopAnswer, ...] = ()
    reservations: tuple[ReservationDecision, ...] = ()
    clarifications: tuple[Clarification, ...] = ()
    inquiries: tuple[Inquiry, ...] = ()
    replaced_figures: tuple[ReplacedFigure, ...] = ()

    def without(self, bids: Collection[str]) -> "Decisions":
        """Return the decisions that are about none of these bids; of a baseline there is nothing to decide."""
        if not bids:
            return self
        tables = type(self).model_fields
        return Decisions(**{t: tuple(r for r in getattr(self, t) if r.bid not in bids) for t in tables})


DECISION_TABLES: dict[str, type[Row]] = {
    "admissions": Admission,
    "accepted_evidence": AcceptedEvidence,
    "judgements": Judgement,
    "stop_answers": StopAnswer,
    "reservations": ReservationDecision,
    "clarifications": Clarification,
    "inquiries": Inquiry,
    "replaced_figures": ReplacedFigure,
}
