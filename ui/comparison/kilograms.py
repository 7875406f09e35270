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
TONNES_FROM = 10_000.0


@dataclass(frozen=True)
class Kilograms:
    """How masses of a chart are written: all of them in tonnes, or all in kilograms.

    Parameters
    ----------
    tonnes, kilograms : the words for the two units.
    """

    in_tonnes: bool
    tonnes: str
    kilograms: str
    lang: str

    def in_full(self, value: float) -> str:
        """Return a mass with its unit."""
        unit = self.tonnes if self.in_tonnes else self.kilograms
        return with_unit(value / TONNE if self.in_tonnes else value, unit, self.lang, self._decimals)

    def in_bar(self, value: float) -> str:
        """Return a mass without its unit."""
        return number(value / TONNE if self.in_tonnes else value, self.lang, self._decimals)

    @property
    def _decimals(self) -> int:
        return 1 if self.in_tonnes else 0


def kilograms_of(masses: Iterable[float], lang: str, *, is_co2e: bool) -> Kilograms:
    """Return how to write masses so that the largest is easily read."""
    largest = max((abs(mass) for mass in masses if mass == mass), default=0.0)  # noqa: PLR0124  (not NaN)
    tonnes = t("charts.words.tonnes_co2e" if is_co2e else "charts.words.tonnes", lang)
    return Kilograms(largest >= TONNES_FROM, tonnes, "kg CO₂e" if is_co2e else "kg", lang)


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
