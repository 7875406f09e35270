"""The chapter on models names every rule, combination and preset there is, and no other."""

import re
from pathlib import Path

import numpy as np

import documents
from documents import preset_names
from documents.presets import preset_about
from evaluation.scoring.combinations import COMBINATIONS
from evaluation.scoring.rules import RULES
from evaluation.scoring.spread import EscalatingInterval, EscalatingSlope

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


def test_escalation_by_steps_rewards_the_dearer_bid_as_the_chapter_says() -> None:
    """100 − 100 × 0.30/0.30 = 0 and 100 − 100 × 0.31/0.40 = 22.5; 100 × (150,000 − 100,001)/150,000 = 33.33."""
    slope = EscalatingSlope(direction="lower", scale=100, slope=30, slope_step=10, slope_most=200)
    fee = EscalatingInterval(
        direction="lower", scale=100, full_at=0, zero_at=100_000, zero_step=50_000, zero_most=300_000
    )
    both = np.array([True, True])
    given = [
        float(rule.points(np.array([best, own]), both)[1])
        for rule, best, own in (
            (slope, 1000, 1300),
            (slope, 1000, 1310),
            (fee, 0, 100_000),
            (fee, 0, 100_001),
        )
    ]
    np.testing.assert_allclose(given, [0, 22.5, 0, 33.3327], atol=1e-3)
    assert all(figure in CHAPTER for figure in ("1,310 gives 22.5 of 100", "100,001 gives 33.3 of 100"))


def test_a_nominal_weight_is_not_an_effective_one_as_the_chapter_says() -> None:
    """30 × 6.67 of 30 × 6.67 + 70 × 2.0 is 58.8 per cent."""
    assert round(100 * 30 * 6.67 / (30 * 6.67 + 70 * 2.0)) == 59
    assert "leaves price 59 % of the spread" in CHAPTER
