"""The criteria of a lot with their weights and the numbers of their rules, one cell each."""

from collections.abc import Iterator, Mapping

from documents.matrix.book import Page
from documents.matrix.case import MatrixCase
from documents.matrix.looks import PLAIN, POINTS
from evaluation.evaluation_model import Criterion
from evaluation.result import LotEvaluation
from evaluation.scoring_model import weighed

COLUMNS = ("criterion", "name", "weight", "rule", "effective_weight")
WEIGHT, RULE, EFFECTIVE, FIRST_NUMBER = 2, 3, 4, 5
# The numbers of rules and thresholds in the order of their columns; only those that a lot has stand there.
NUMBERS = (
    "slope",
    "slope_step",
    "slope_most",
    "full_at",
    "zero_at",
    "zero_step",
    "zero_most",
    "zero_multiple",
    "center_points",
    "scale_maximum",
    "unit_amount",
    "amount_most",
    "full_amount",
    "most_percent",
    "least_percent",
    "lowest_valid",
    "highest_valid",
)
OF_TABLE = ("from", "to", "gives")
# The numbers of a table have a block of their own, and the scale one cell for the whole model.
ELSEWHERE = "scale"
OF_THRESHOLDS = {"least": "least_percent", "low": "lowest_valid", "high": "highest_valid"}


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
    whole beside each that gives points. Tables of points or amounts follow.
    """
    numbers = {leaf.id: numbers_of(lot, leaf) for leaf in lot.model.leaves}
    shown = [name for name in NUMBERS if any(name in own for own in numbers.values())]
    page.text(row, 0, f"{case.say('parameters.criteria')}: {case.lot_title(lot)}", "section")
    page.headings(row + 1, [case.say(f"parameters.columns.{name}") for name in (*COLUMNS, *shown)])
    page.sheet.set_column(FIRST_NUMBER, FIRST_NUMBER + max(1, len(shown)) - 1, 14)
    criteria = case.tender.in_lot(case.tender.criteria, lot.lot)
    row += 2
    effective = weighed(lot.model.combination)
    read = {path for leaf in effective for path in path_of(leaf)}
    for criterion in criteria:
        _write_criterion(case, page, lot, row, criterion)
        for name, value in numbers.get(criterion.id, {}).items():
            page.input(
                ("rule", lot.lot, criterion.id, name), row, FIRST_NUMBER + shown.index(name), value, PLAIN
            )
        if criterion.id in read and criterion.weight is not None:
            page.input(("weight", lot.lot, criterion.id), row, WEIGHT, float(criterion.weight), PLAIN)
        row += 1
    if effective:
        _write_effective(case, page, lot, row - len(criteria), criteria)
        row = _write_sums(case, page, lot, row, [c for c in criteria if c.id in read])
    return _write_tables(case, page, lot, row)


def numbers_of(lot: LotEvaluation, leaf: Criterion) -> Mapping[str, float]:
    """Return the numbers of a criterion that stand in its row: of its rule, its percentage and its thresholds."""
    found = {
        name: value
        for name, value in lot.model.rules[leaf.id].parameters().items()
        if name != ELSEWHERE and not is_of_table(name)
    }
    percents: Mapping[str, float] = getattr(lot.model.combination, "percents", {})
    if leaf.id in percents:
        found["most_percent"] = percents[leaf.id]
    for name, value in lot.model.thresholds.parameters().items():
        kind, _, path = name.partition(":")
        if path == leaf.id:
            found[OF_THRESHOLDS[kind]] = value
    is_shared = leaf.id in lot.model.thresholds.shared
    if is_shared and (leaf.measure or "").startswith("judged:") and leaf.assessor_scale is not None:
        found["scale_maximum"] = leaf.assessor_scale
    return found


def is_of_table(name: str) -> bool:
    """Say whether a rule's number is one of its table.

    >>> is_of_table("from_2"), is_of_table("full_at")
    (True, False)
    """
    kind, _, number = name.rpartition("_")
    return kind in OF_TABLE and number.isdigit()


def _write_criterion(
    case: MatrixCase, page: Page, lot: LotEvaluation, row: int, criterion: Criterion
) -> None:
    indent = "   " * criterion.id.count("/")
    page.text(row, 0, indent + case.either(criterion.title_da, criterion.title_en))
    page.text(row, 1, criterion.id)
    rule = lot.model.rules.get(criterion.id)
    if rule is not None and rule.key != "lowest_cost":
        page.text(row, RULE, case.code("rule", rule.key))


def _write_effective(
    case: MatrixCase, page: Page, lot: LotEvaluation, row: int, criteria: tuple[Criterion, ...]
) -> None:
    effective = weighed(lot.model.combination)
    for criterion in criteria:
        if criterion.id in effective:
            cells = [case.book.at("weight", lot.lot, path) for path in path_of(criterion.id)]
            formula = "*".join(cells) + "/100" * (len(cells) - 1)
            page.live(row, EFFECTIVE, formula, float(effective[criterion.id]), POINTS)
            page.name_cell(("effective", lot.lot, criterion.id), row, EFFECTIVE)
        row += 1


def _write_sums(case: MatrixCase, page: Page, lot: LotEvaluation, row: int, criteria: list[Criterion]) -> int:
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


def _write_tables(case: MatrixCase, page: Page, lot: LotEvaluation, row: int) -> int:
    """Write the tables that rules read: a row a bracket or anchor, and return the next free row."""
    for leaf in lot.model.leaves:
        numbers = {name: v for name, v in lot.model.rules[leaf.id].parameters().items() if is_of_table(name)}
        if not numbers:
            continue
        title = case.either(leaf.title_da, leaf.title_en)
        page.text(row + 1, 0, case.say("parameters.table", criterion=title), "label")
        page.headings(row + 2, ["", "", *(case.say(f"parameters.columns.{name}") for name in OF_TABLE)])
        row += 3
        rows = [r for r in case.tender.in_lot(case.tender.score_rows, lot.lot) if r.criterion == leaf.id]
        for number, of in enumerate(rows, start=1):
            words = (case.code("includes", of.includes) if of.to_value is not None else "", of.source or "")
            for column, word in enumerate(words):
                page.text(row, column, word, "helper_text")
            for column, name in enumerate(OF_TABLE, start=len(words)):
                key = f"{name}_{number}"
                if key in numbers:
                    page.input(("rule", lot.lot, leaf.id, key), row, column, numbers[key], PLAIN)
            row += 1
    return row


def _levels(criteria: list[Criterion]) -> Iterator[tuple[str, list[str]]]:
    parents = dict.fromkeys(c.id.rpartition("/")[0] for c in criteria)
    for parent in parents:
        yield parent, [c.id for c in criteria if c.id.rpartition("/")[0] == parent]
