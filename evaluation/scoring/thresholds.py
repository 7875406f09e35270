"""Thresholds and limits of validity: what takes a bid out before any reference value is formed.

They read a bid's own value or its own points only, so that no bid takes another one out.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from evaluation.scoring.rounding import COMPARISON_DECIMALS, FloatArray, for_comparison
from evaluation.scoring.rule import BoolArray

OUTSIDE_LIMITS = "value_outside_limits"
BELOW_CRITERION = "below_threshold"
BELOW_TOTAL = "below_total_threshold"
NOTHING_OUT = ""


@dataclass(frozen=True)
class Thresholds:
    """The published thresholds of a lot.

    Parameters
    ----------
    limits : by leaf, lowest and highest valid value [unit of its measure], inclusive; None for no limit.
    least : by leaf, the least share of full points [per cent], inclusive.
    least_total : the least weighted mean of the shares of full points [per cent], inclusive; None for none.
    weights : by leaf that has a share, its weight in that mean.

    A bid without a value on such a leaf is not taken out by it: it has no total, which is told by itself.

    References
    ----------
    udbudsportalen.dk, Tilbudsvælgeren, model 1 (70 % in total, 50 % on each criterion); AKB København 2020 (a bid
    below the published lowest price was validly rejected); Erhvervsstyrelsen 2025 (a hard ceiling).
    """

    limits: Mapping[str, tuple[float | None, float | None]] = field(default_factory=dict)
    least: Mapping[str, float] = field(default_factory=dict)
    least_total: float | None = None
    weights: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name in ("limits", "least", "weights"):
            object.__setattr__(self, name, MappingProxyType(dict(getattr(self, name))))

    @property
    def is_any(self) -> bool:
        """Whether anything can be taken out."""
        return bool(self.limits or self.least or self.least_total is not None)

    @property
    def shared(self) -> tuple[str, ...]:
        """The leaves whose share of full points is read."""
        of_total = tuple(self.weights) if self.least_total is not None else ()
        return tuple(dict.fromkeys((*self.least, *of_total)))

    def total_share(self, shares: Mapping[str, FloatArray]) -> FloatArray:
        """Return the weighted mean of the shares of full points [per cent], (..., bids)."""
        whole = sum(self.weights.values())
        parts = [weight * shares[path] for path, weight in self.weights.items()]
        return np.asarray(np.sum(parts, axis=0) / whole)

    def out(
        self, values: Mapping[str, npt.ArrayLike], shares: Mapping[str, FloatArray], shape: tuple[int, ...]
    ) -> npt.NDArray[np.object_]:
        """Return the code of what takes each bid out, (..., bids), the empty text where nothing does.

        Parameters
        ----------
        values : by leaf, (..., bids).
        shares : by leaf of :attr:`shared`, per cent of full points, (..., bids).
        shape : (..., bids).
        """
        found = np.full(shape, NOTHING_OUT, dtype=object)
        if self.least_total is not None:
            found[_below(self.total_share(shares), self.least_total)] = BELOW_TOTAL
        for path, least in self.least.items():
            found[_below(shares[path], least)] = BELOW_CRITERION
        for path, (low, high) in self.limits.items():
            value = np.asarray(values[path], dtype=np.float64)
            if low is not None:
                found[_below(value, low)] = OUTSIDE_LIMITS
            if high is not None:
                found[_below(-value, -high)] = OUTSIDE_LIMITS
        return found

    def parameters(self) -> Mapping[str, float]:
        """Return every number that stands in an input cell: ``least:PATH``, ``low:PATH``, ``high:PATH``, ``least_total``."""
        found = {f"least:{path}": least for path, least in self.least.items()}
        for path, (low, high) in self.limits.items():
            found |= {} if low is None else {f"low:{path}": low}
            found |= {} if high is None else {f"high:{path}": high}
        return {**found, **({} if self.least_total is None else {"least_total": self.least_total})}

    def formula(self, admitted: str, cells: Mapping[str, str]) -> str:
        """Return the formula of 1 for a bid that is admitted and stays in, else 0.

        ``cells`` names ``value:PATH``, ``share:PATH``, ``weight:PATH`` and the cells of :meth:`parameters`.
        """
        checks = [f"{admitted}=1"]
        checks += [_kept(cells[f"share:{path}"], ">=", cells[f"least:{path}"]) for path in self.least]
        for path, (low, high) in self.limits.items():
            value = cells[f"value:{path}"]
            checks += [] if low is None else [_kept(value, ">=", cells[f"low:{path}"])]
            checks += [] if high is None else [_kept(value, "<=", cells[f"high:{path}"])]
        if self.least_total is not None:
            checks.append(_kept(cells["total_share"], ">=", cells["least_total"]))
        return f"IF(AND({','.join(checks)}),1,0)"

    def total_share_formula(self, cells: Mapping[str, str]) -> str:
        """Return the formula of the weighted mean of the shares of full points [per cent]."""
        numbers = ",".join(f"ISNUMBER({cells[f'share:{path}']})" for path in self.weights)
        parts = "+".join(f"{cells[f'weight:{path}']}*{cells[f'share:{path}']}" for path in self.weights)
        whole = "+".join(cells[f"weight:{path}"] for path in self.weights)
        return f'IF(AND({numbers}),({parts})/({whole}),"")'

    def explain(self) -> tuple[str, Mapping[str, object]]:
        """Return the text code and values of the published thresholds."""
        return "thresholds", {
            "limits": dict(self.limits),
            "least": dict(self.least),
            "least_total": self.least_total,
        }


def share_formula(value: str, most: str) -> str:
    """Return the formula of a share of full points [per cent] from a cell of points and one of their top.

    >>> share_formula("C4", "$B$1")
    'IF(ISNUMBER(C4),C4/$B$1*100,"")'
    """
    return f'IF(ISNUMBER({value}),{value}/{most}*100,"")'


def _below(value: FloatArray, least: float) -> BoolArray:
    # A comparison with NaN is False: what has no value is not below.
    return np.asarray(for_comparison(value) < for_comparison(least))


def _kept(cell: str, sign: str, limit: str) -> str:
    """Return the check of one cell; a text is no number that could be outside."""
    shown = f"ROUND({cell},{COMPARISON_DECIMALS})"
    return f"IF(ISNUMBER({cell}),{shown}{sign}ROUND({limit},{COMPARISON_DECIMALS}),1=1)"
