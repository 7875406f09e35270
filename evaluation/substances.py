"""The substances that a tender asks bidders to declare: a closed list, each by its definition and its law.

A bidder answers for each reference item whether it holds the substance, with a document. One that must be absent is
a minimum requirement; the others may give points by the measure ``substance_free_share``. The list is the tender's;
a list that changes outside it, as the candidate list does, counts as it stood on the day that the tender names.
"""

from typing import Annotated, ClassVar

from evaluation.schema import Row, Spec


class Substance(Row):
    """One substance or group of substances that is asked for, so defined that the answer is yes or no.

    Without a lot it is asked for in all. ``must_be_absent`` makes it a minimum requirement of every reference item.
    """

    table: ClassVar[str] = "substances"
    key: Annotated[str, Spec(kind="identifier", depth="full", required=True)]
    title_da: Annotated[str, Spec(depth="full", required=True)]
    title_en: Annotated[str, Spec(depth="full", required=True)]
    lot: Annotated[str | None, Spec(kind="identifier", depth="full", codes="@lots")] = None
    must_be_absent: Annotated[bool, Spec(kind="boolean", depth="full")] = False
    group: Annotated[str, Spec(kind="code", codes="substance_group", depth="full", required=True)]
    definition: Annotated[str, Spec(depth="full", required=True)]
    source: Annotated[str | None, Spec(depth="full")] = None
