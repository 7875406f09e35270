"""The chapter on models names every rule, combination and preset there is, and no other."""

import re
from pathlib import Path

import documents
from documents import preset_names
from documents.presets import preset_about
from evaluation.scoring.combinations import COMBINATIONS
from evaluation.scoring.rules import RULES

CHAPTER = (Path(documents.__file__).parent.parent / "docs" / "models.md").read_text(encoding="utf-8")


def named_in_rows(heading: str, ending: str = "## ") -> set[str]:
    """Return the keys that the rows of a section's table begin with."""
    section = CHAPTER.partition(f"## {heading}\n")[2].partition(f"\n{ending}")[0]
    return set(re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE))


def test_every_rule_stands_in_one_of_the_two_tables_of_rules() -> None:
    assert named_in_rows("From a value to points") | named_in_rows("From a value to an amount") == set(RULES)


def test_every_combination_stands_in_its_table() -> None:
    assert named_in_rows("From criteria to a winner") == set(COMBINATIONS)


def test_every_preset_stands_in_its_table_by_its_danish_name() -> None:
    assert named_in_rows("Presets") == set(preset_names())
    assert all(f"| `{name}` | {preset_about(name).title('da')}" in CHAPTER for name in preset_names())
