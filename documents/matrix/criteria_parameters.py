"""The criteria of a lot with their weights and the numbers of their rules, one cell each."""

from collections.abc import Iterator

from documents.matrix.book import Page
from documents.matrix.case import MatrixCase
from documents.matrix.looks import PLAIN, POINTS
from evaluation.evaluation_model import Criterion
from evaluation.result import LotEvaluation
from evaluation.scoring.combination import WeightedPoints

COLUMNS = (
    "criterion",
    "name",
    "weight",
    "rule",
    "effective_weight",
    "slope",
    "full_at",
    "zero_at",
    "scale_maximum",
)
WEIGHT, RULE, EFFECTIVE, FIRST_NUMBER = 2, 3, 4, 5
NUMBERS = COLUMNS[FIRST_NUMBER:]


def path_of(criterion: str) -> tuple[str, ...]:
    """Return the criteria from the top down to one.

    >>> path_of("environment/gwp")
    ('environment', 'environment/gwp')
    """
    parts = criterion.split("/")
    return tuple("/".join(parts[: n + 1]) for n in range(len(parts)))


def write_criteria(case: MatrixCase, page: Page, lot: LotEvaluation, row: int) -> int:
    """Write the criteria from a row on and return the next free row.

    The weights are of their level and sum to 100 there; the sum stands below them, and the weight in the
    whole beside each that gives points.
    """
    page.text(row, 0, f"{case.say('parameters.criteria')}: {case.lot_title(lot)}", "section")
    page.headings(row + 1, [case.say(f"parameters.columns.{name}") for name in COLUMNS])
    page.sheet.set_column(FIRST_NUMBER, FIRST_NUMBER + len(NUMBERS) - 1, 14)
    criteria = case.tender.in_lot(case.tender.criteria, lot.lot)
    row += 2
    is_weighed = isinstance(lot.model.combination, WeightedPoints)
    for criterion in criteria:
        _write_criterion(case, page, lot, row, criterion)
        if is_weighed:
            page.input(("weight", lot.lot, criterion.id), row, WEIGHT, float(criterion.weight), PLAIN)
        row += 1
    if is_weighed:
        row = _write_effective(case, page, lot, row - len(criteria), criteria)
        row = _write_sums(case, page, lot, row, criteria)
    return row


def _write_criterion(
    case: MatrixCase, page: Page, lot: LotEvaluation, row: int, criterion: Criterion
) -> None:
    indent = "   " * criterion.id.count("/")
    page.text(row, 0, indent + case.either(criterion.title_da, criterion.title_en))
    page.text(row, 1, criterion.id)
    rule = lot.model.rules.get(criterion.id)
    if rule is None:
        return
    page.text(row, RULE, case.code("rule", rule.key) if rule.key != "lowest_cost" else "")
    for name, value in rule.parameters().items():
        if name != "scale":  # one cell for the whole model
            key = ("rule", lot.lot, criterion.id, name)
            page.input(key, row, FIRST_NUMBER + NUMBERS.index(name), value, PLAIN)


def _write_effective(
    case: MatrixCase, page: Page, lot: LotEvaluation, row: int, criteria: tuple[Criterion, ...]
) -> int:
    combination = lot.model.combination
    if not isinstance(combination, WeightedPoints):
        raise TypeError(combination.key)
    for criterion in criteria:
        if criterion.id in combination.effective:
            cells = [case.book.at("weight", lot.lot, path) for path in path_of(criterion.id)]
            weight = float(combination.effective[criterion.id])
            page.live(row, EFFECTIVE, combination.effective_weight_formula(cells), weight, POINTS)
            page.name_cell(("effective", lot.lot, criterion.id), row, EFFECTIVE)
        row += 1
    return row


def _write_sums(
    case: MatrixCase, page: Page, lot: LotEvaluation, row: int, criteria: tuple[Criterion, ...]
) -> int:
    for level, members in _levels(criteria):
        name = case.say("parameters.level_sum", level=level or case.say("parameters.top_level"))
        page.text(row, 0, name, "helper_text")
        cells = [case.book.at("weight", lot.lot, path) for path in members]
        page.live(row, WEIGHT, f"SUM({','.join(cells)})", 100.0, PLAIN, "helper")
        at = page.place(row, WEIGHT).cell
        page.live(
            row, RULE, f'IF(ROUND({at},9)=100,"","{case.say("parameters.not_100")}")', "", PLAIN, "banner"
        )
        row += 1
    return row


def _levels(criteria: tuple[Criterion, ...]) -> Iterator[tuple[str, list[str]]]:
    parents = dict.fromkeys(c.id.rpartition("/")[0] for c in criteria)
    for parent in parents:
        yield parent, [c.id for c in criteria if c.id.rpartition("/")[0] == parent]
