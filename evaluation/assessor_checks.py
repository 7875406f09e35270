"""What is wrong with what a tender publishes for assessors and testers."""

from collections.abc import Iterator

from evaluation.evaluation_model import Criterion
from evaluation.faults import fault
from evaluation.judged import judged_items
from evaluation.problems import Problem
from evaluation.tender import Tender

JUDGED = "judged:"


def assessor_faults(tender: Tender) -> tuple[Problem, ...]:
    """Return anchors off the scale or of no judged criterion, and criteria judged item by item that have no item."""
    criteria = {(c.lot, c.id): c for c in tender.criteria if (c.measure or "").startswith(JUDGED)}
    return (*_anchors(tender, criteria), *_stops(tender, criteria), *_by_item(tender, criteria))


def _anchors(tender: Tender, criteria: dict[tuple[str, str], Criterion]) -> Iterator[Problem]:
    seen = set[tuple[str, str, float]]()
    for row in tender.scale_anchors:
        said: dict[str, object] = {"key": row.criterion, "points": row.points}
        criterion = criteria.get((row.lot, row.criterion))
        if criterion is None:
            yield fault("anchor_not_judged", row, "criterion", **said)
        elif criterion.assessor_scale is not None and row.points > criterion.assessor_scale:
            yield fault("anchor_off_scale", row, "points", **said, most=criterion.assessor_scale)
        if (row.lot, row.criterion, row.points) in seen:
            yield fault("anchor_twice", row, "points", **said)
        seen.add((row.lot, row.criterion, row.points))


def _stops(tender: Tender, criteria: dict[tuple[str, str], Criterion]) -> Iterator[Problem]:
    for row in tender.stop_criteria:
        if row.criterion is not None and (row.lot, row.criterion) not in criteria:
            yield fault("stop_not_judged", row, "criterion", value=row.criterion)


def _by_item(tender: Tender, criteria: dict[tuple[str, str], Criterion]) -> Iterator[Problem]:
    for criterion in criteria.values():
        if criterion.judged_by_item and not judged_items(tender, criterion):
            yield fault("judged_item_missing", criterion, "judged_by_item")
