"""The clauses that make what a bidder claims a promise of the contract: how it is held, and what a breach costs.

They are published with the tender. A criterion whose fulfilment the buyer neither can nor will verify may not be
used (C-448/01 EVN, paragraphs 50 to 52), and nothing that was not published may be added after award.
"""

from typing import Annotated, ClassVar

from evaluation.schema import Row, Spec

# The Dutch practice: what was gained by a promise that is not kept, and half as much again.
DUTCH_FACTOR = 1.5


class ClaimClause(Row):
    """One clause: of which field of the bid, how it is measured, by what evidence, how often, and the remedy.

    ``field`` is ``table.field`` of the bid sheet, or ``answer:KEY`` of a question; the clause is of every row that
    the field is asked of. Without a lot it is of every lot that asks for the field. ``every_years`` is how often where
    ``frequency`` is ``every_years``. ``factor`` is what the advantage gained is multiplied by where ``remedy`` is
    ``advantage``; ``amount`` [currency] what one breach costs where it is ``penalty_amount``. ``remedy_da`` and
    ``remedy_en`` are what is to be said of the remedy beside its published rule.
    """

    table: ClassVar[str] = "claim_clauses"
    key: Annotated[str, Spec(kind="identifier", depth="standard", required=True)]
    lot: Annotated[str | None, Spec(kind="identifier", depth="standard", codes="@lots")] = None
    field: Annotated[
        str,
        Spec(kind="identifier", depth="standard", required=True, example="product_data.guarantee"),
    ]
    measured_da: Annotated[str, Spec(depth="standard", required=True)]
    measured_en: Annotated[str | None, Spec(depth="standard")] = None
    evidence_da: Annotated[str, Spec(depth="standard", required=True)]
    evidence_en: Annotated[str | None, Spec(depth="standard")] = None
    frequency: Annotated[str, Spec(kind="code", codes="clause_frequency", depth="standard", required=True)]
    every_years: Annotated[int | None, Spec(kind="integer", depth="standard", minimum=1, unit="years")] = None
    remedy: Annotated[str, Spec(kind="code", codes="clause_remedy", depth="standard", required=True)]
    factor: Annotated[float, Spec(kind="number", depth="standard", above=0)] = DUTCH_FACTOR
    amount: Annotated[float | None, Spec(kind="money", depth="standard", minimum=0, unit="{currency}")] = None
    remedy_da: Annotated[str | None, Spec(depth="standard")] = None
    remedy_en: Annotated[str | None, Spec(depth="standard")] = None
