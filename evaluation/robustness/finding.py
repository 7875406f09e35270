"""A finding of the rehearsal: what lurks in a model, how grave it is, its figures, its legal hook and a way out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["stop", "warning", "note"]
SEVERITIES: tuple[Severity, ...] = ("stop", "warning", "note")


@dataclass(frozen=True)
class Case:
    """What became of the bids of an example one way: the totals, NaN for who is not there, and who is first."""

    code: str
    totals: tuple[float, ...]
    first: tuple[int, ...]


@dataclass(frozen=True)
class Example:
    """Concrete bids that show a finding: their values, and their totals one way and another.

    Parameters
    ----------
    bids : names of the bids.
    values : by leaf, the value of each bid [unit of the leaf's measure].
    cases : at least two, such as without and with the third bid.
    """

    bids: tuple[str, ...]
    values: Mapping[str, tuple[float, ...]]
    cases: tuple[Case, ...]


@dataclass(frozen=True)
class ModelFinding:
    """What lurks in a model.

    Parameters
    ----------
    code : key of the sentence in ``texts``.
    criterion : id of the criterion it is of; None for the whole model.
    values : what the sentence names.
    example : concrete bids; None where the figures say it all.
    """

    code: str
    severity: Severity
    criterion: str | None = None
    values: Mapping[str, object] = field(default_factory=dict)
    example: Example | None = None

    @property
    def hook(self) -> str | None:
        """Key of the rule of law or the ruling that it hangs on; None where there is none, only guidance."""
        return HOOKS_AND_WAYS_OUT[self.code][0]

    @property
    def way_out(self) -> str:
        """Key of what can be done about it."""
        return HOOKS_AND_WAYS_OUT[self.code][1]


HOOKS_AND_WAYS_OUT: Mapping[str, tuple[str | None, str]] = {
    "reversal_by_better_bid": ("ecli_nl_hr_2014_1078", "fixed_points"),
    "reversal_by_worse_bid": ("ecli_nl_hr_2014_1078", "fixed_points"),
    "reversal_chance": ("ecli_nl_hr_2014_1078", "fixed_points"),
    "difference_blown_up": ("vk_suedbayern_2016", "interval_or_slope"),
    "undefined_for_equal_bids": ("vk_suedbayern_2016", "interval_or_slope"),
    "slope_decides": ("udbudsloven_160_1", "slope_by_spread"),
    "stops_counting": ("kofa_2015_60", "let_points_fall"),
    "floor_price": ("hfd_2022_41", "full_points_lower"),
    "plateau_both": (None, "end_beyond_market"),
    "plateau_top": (None, "end_beyond_market"),
    "plateau_bottom": (None, "end_beyond_market"),
    "rounding_changes_order": ("udbudsloven_160_1", "round_total_only"),
    "weights_differ": ("c_6_15_dimarso", "narrow_scale"),
    "hardly_counts": (None, "narrow_scale"),
    "near_zero_reference": ("kofa_2017_97", "basket_total"),
    "zero_reference": ("kofa_2017_97", "interval_or_slope"),
    "other_model_other_winner": ("udbudsloven_160_1", "publish_and_keep"),
    "deduction_near_everything": (None, "surcharge"),
    "middle_never_wins": (None, "straight_line"),
    "cliff_at_edge": ("kofa_2025_0993", "curve_for_brackets"),
    "table_does_not_cover": ("kofa_2025_0993", "open_the_ends"),
    "worse_value_rewarded": ("udbudsloven_160_1", "keep_slope"),
    "exceeds_own_weight": ("udbudsloven_165", "fixed_interval"),
    "negative_points": ("kofa_2015_60", "say_negative"),
    "quality_rescaled": ("kofa_2017_68", "judged_points"),
    "ends_of_kinds": ("udbudsloven_2", "part_within_kind"),
    "claim_without_clause": ("c_448_01_evn", "write_clause"),
    "weight_ranges_overlap": ("kofa_2025_0876", "part_ranges"),
    "center_moves": ("vk_bund_2024", "fixed_points"),
    "ratio_of_weights": ("vgk_20_2023", "say_no_weights"),
    "parameters_of_bids": ("kofa_2017_102", "publish_and_keep"),
    "combination_of_bids": ("kofa_2017_102", "publish_and_keep"),
    "cost_not_known": ("kfst_modeltester", "state_cost"),
}
"""By code of a finding: the key of its legal hook, None where it has none, and the key of its way out."""


def by_severity(found: tuple[ModelFinding, ...]) -> tuple[ModelFinding, ...]:
    """Return findings with the gravest first, otherwise in their order."""
    return tuple(sorted(found, key=lambda each: SEVERITIES.index(each.severity)))
