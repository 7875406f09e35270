"""One value -> one cell: how each kind of field is shown, formatted and checked as it is typed."""

from dataclasses import dataclass
from decimal import Decimal

from xlsxwriter.worksheet import Worksheet

from documents.lists_sheet import Lists
from documents.wording import both, code_words
from documents.workbook import Book, Role
from evaluation.schema import NUMERIC, Kind, Spec

Shown = str | float | int | None
NUMBER_FORMATS: dict[Kind, str] = {
    "text": "@", "identifier": "@", "date": "@", "code": "@", "boolean": "@", "list": "@",
    "money": "#,##0.00", "integer": "0",
}  # fmt: skip
WIDTHS: dict[Kind, float] = {
    "text": 30, "identifier": 17, "date": 13, "code": 22, "boolean": 13, "list": 30,
    "money": 16, "integer": 12, "number": 13, "share": 13, "weight": 10,
}  # fmt: skip
PER_CENT = Decimal(100)
LONGEST_PROMPT = 255


def shown(spec: Spec, value: object) -> Shown:
    """Return what a cell holds for a value of the program: words for codes, per cent for shares.

    >>> shown(Spec(kind="share"), 0.035), shown(Spec(kind="list"), ("cost", "guarantee"))
    (3.5, 'cost; guarantee')
    >>> shown(Spec(kind="boolean"), True), shown(Spec(kind="code", codes="@lots"), "LOT-0001")
    ('ja / yes', 'LOT-0001')
    """
    if value is None or value in ("", ()):
        return None
    if spec.kind == "boolean":
        return code_words("yes_no", "yes" if value else "no")
    if spec.kind == "code" and spec.codes and not spec.codes.startswith("@"):
        return code_words(spec.codes, str(value))
    if spec.kind == "list" and isinstance(value, (tuple, list)):
        return "; ".join(str(each) for each in value)
    if spec.kind in NUMERIC and isinstance(value, (int, float, Decimal)):
        # By its shortest decimal form: 0.035 x 100 is 3.5 here, not 3.5000000000000004.
        exact = Decimal(str(value)) * (PER_CENT if spec.kind == "share" else 1)
        return int(exact) if exact == exact.to_integral_value() else float(exact)
    return str(value)


@dataclass(frozen=True)
class Page:
    """A sheet being written, with the formats and the lists of its workbook."""

    book: Book
    lists: Lists
    sheet: Worksheet

    @property
    def name(self) -> str:
        """Name of the sheet."""
        return str(self.sheet.name)

    def write(self, cell: tuple[int, int], spec: Spec, value: object, role: Role) -> None:
        """Write one value as its field is shown; text stays text whatever it begins with."""
        look = self.book.look(role, NUMBER_FORMATS.get(spec.kind, ""))
        content = shown(spec, value)
        if content is None:
            self.sheet.write_blank(*cell, None, look)
        elif isinstance(content, str):
            self.sheet.write_string(*cell, content, look)
        else:
            self.sheet.write_number(*cell, content, look)

    def check(self, area: tuple[int, int, int, int], spec: Spec, help_key: str, choices: str = "") -> None:
        """Have a range of cells checked as they are typed in, with a message in both languages.

        Parameters
        ----------
        area : first row, first column, last row, last column, counted from 0.
        help_key : key of the help that shows when a cell is entered.
        choices : range that holds the words to choose from, where it is no list of codes.
        """
        rule = _rule(self.lists, spec, choices)
        prompt = "\n".join(both(help_key))
        if len(prompt) <= LONGEST_PROMPT:
            rule["input_message"] = prompt
        self.sheet.data_validation(*area, rule)


def _rule(lists: Lists, spec: Spec, choices: str) -> dict[str, object]:
    title = both("sheets.check.error_title")[0]
    source = choices or lists.source(spec)
    if source:
        # Where the tender's own keys may be typed beforehand, a word that is not there yet is no error.
        strict = not choices
        rule: dict[str, object] = {"validate": "list", "source": source, "error_title": title}
        message = both("sheets.check.choose")
        return {
            **rule,
            "error_message": "\n".join(message),
            "error_type": "stop" if strict else "information",
        }
    if spec.kind not in NUMERIC:
        return {"validate": "any"}
    key, rule = _limits(spec)
    low, high = (_limit_words(rule.get(name)) for name in ("minimum", "maximum"))
    low = low or _limit_words(rule.get("value"))
    message = both(f"sheets.check.{key}", low=low, high=high or low)
    return {**rule, "error_title": title, "error_message": "\n".join(message)}


def _limits(spec: Spec) -> tuple[str, dict[str, object]]:
    """Return the key of the message and the rule for a number."""
    scale = 100.0 if spec.kind == "share" else 1.0
    whole = "whole_" if spec.kind == "integer" else ""
    rule: dict[str, object] = {"validate": "integer" if whole else "decimal"}
    if spec.above is not None and not (whole or spec.maximum):
        return "above", {**rule, "criteria": ">", "value": spec.above * scale}
    low = spec.minimum if spec.minimum is not None else spec.above
    if low is not None and spec.maximum is not None:
        limits = {"criteria": "between", "minimum": low * scale, "maximum": spec.maximum * scale}
        return f"{whole}between", {**rule, **limits}
    if low is not None:
        return f"{whole}at_least", {**rule, "criteria": ">=", "value": low * scale}
    if spec.maximum is not None:
        return "at_most", {**rule, "criteria": "<=", "value": spec.maximum * scale}
    widest = {"criteria": "between", "minimum": -1e15, "maximum": 1e15}
    return "whole_any" if whole else "any_number", {**rule, **widest}


def _limit_words(limit: object) -> str:
    return f"{limit:g}" if isinstance(limit, (int, float)) else ""
