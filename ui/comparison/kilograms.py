"""Kilograms as they are written on a page: in tonnes where there are thousands of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from texts import t
from texts.numbers import number, with_unit

if TYPE_CHECKING:
    from ui.charts import Stack
    from ui.charts.stages import Stage

TONNE = 1000.0
TONNES_FROM, WHOLE_FROM = 10_000.0, 100.0


@dataclass(frozen=True)
class Kilograms:
    """How masses of a chart are written: all of them in tonnes, or all in kilograms.

    Parameters
    ----------
    unit : its word.
    one : how many kilograms are one of it.
    decimals : as many as show the largest.
    """

    unit: str
    one: float
    decimals: int
    lang: str

    def in_full(self, value: float) -> str:
        """Return a mass with its unit."""
        return with_unit(value / self.one, self.unit, self.lang, self.decimals)

    def in_bar(self, value: float) -> str:
        """Return a mass without its unit."""
        return number(value / self.one, self.lang, self.decimals)


def kilograms_of(masses: Iterable[float], lang: str, *, is_co2e: bool) -> Kilograms:
    """Return how to write masses so that the largest is easily read.

    >>> kilograms_of([61250.0], "en", is_co2e=False).in_bar(61250.0)
    '61.3'
    >>> [kilograms_of([mass], "en", is_co2e=False).in_bar(mass) for mass in (612.5, 6.125, 0.06125)]
    ['613', '6.1', '0.061']
    """
    largest = max((abs(mass) for mass in masses if mass == mass), default=0.0)  # noqa: PLR0124  (not NaN)
    if largest >= TONNES_FROM:
        return Kilograms(
            t("charts.words.tonnes_co2e" if is_co2e else "charts.words.tonnes", lang), TONNE, 1, lang
        )
    decimals = 0 if largest >= WHOLE_FROM or not largest else 1 if largest >= 1 else 3
    return Kilograms("kg CO₂e" if is_co2e else "kg", 1.0, decimals, lang)


def stack_of(section: str, group: str, stages: "Mapping[str, Stage]", mass: Kilograms) -> "Stack":
    """Return the stack of a section of masses: its parts from nought outwards, each with its stage of life.

    ``charts.SECTION.GROUP.PART`` is what a part is called.
    """
    from ui.charts import Part, Stack  # noqa: PLC0415  (altair is slow to load: only where it draws)

    parts = [
        Part(part, t(f"charts.{section}.{group}.{part}", mass.lang), stage) for part, stage in stages.items()
    ]
    left, right = (t(f"charts.{section}.{side}", mass.lang) for side in ("left", "right"))
    return Stack(parts, left, right, mass.in_full, mass.in_bar)
