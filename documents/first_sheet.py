"""What stands on top of a workbook's first sheet: what it is, how to fill in, what the colours mean."""

from collections.abc import Mapping

from documents.wording import both
from documents.workbook import Role, Template

Line = tuple[tuple[Role, str] | None, ...]
RULES: Mapping[Template, int] = {"tender": 4, "bid": 6, "scores": 5}


def preface(template: Template, about: Mapping[str, str] | None = None) -> tuple[Line, ...]:
    """Return the lines, each a (role, text) or nothing by column.

    Parameters
    ----------
    about : what the workbook belongs to: name of the words (``lot`` for ``sheets.words.about_lot``) -> value.
    """
    lines: list[Line] = []
    for name, value in (about or {}).items():
        label = " / ".join(dict.fromkeys(both(f"sheets.words.about_{name}")))
        lines.append((None, ("label", label), ("help", value)))
    if lines:
        lines.append(())
    danish, english = both("sheets.words.how_to")
    lines.append((None, ("label", danish), None, None, ("label_english", english)))
    for number in range(1, RULES[template] + 1):
        danish, english = (f"{number}. {words}" for words in both(f"sheets.rules.{template}.{number}"))
        lines.append((None, ("help", danish), None, None, ("help_english", english)))
    yellow, grey, white = (
        "\n".join(both(f"sheets.words.{colour}"))
        for colour in (f"yellow.{template}", f"grey.{template}", "white")
    )
    lines += [(), (None, ("yellow_sample", yellow), ("locked", grey), ("computed", white))]
    return tuple(lines)
