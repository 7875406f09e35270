"""Which problems a reader looks at: of one bid or all, of which severities."""

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from evaluation.problems import SEVERITIES, Problem
from texts import t
from ui.reading import BidStanding, chosen_problems

ALL = None
TENDER = ""


def choose_problems(
    problems: Sequence[Problem], found: Sequence[BidStanding], lang: str
) -> tuple[str | None, tuple[Problem, ...]]:
    """Draw the two filters, and return the bid they choose (None for all) and the problems they leave."""
    names = {standing.bid.id: standing.bid.name for standing in found}
    others = [TENDER] if any(p.bid is None for p in problems) else []
    whose, severity = st.columns([1, 1], vertical_alignment="bottom")
    bid = whose.selectbox(
        t("ui.bids.problems.bid", lang),
        [ALL, *names, *others],
        format_func=lambda each: _named(each, names, lang),
        key="problems_of",
    )
    counts = Counter(p.severity for p in chosen_problems(problems, bid, SEVERITIES))
    severities = severity.segmented_control(
        t("ui.bids.problems.severity", lang),
        SEVERITIES,
        format_func=lambda each: t(
            "ui.bids.problems.of_severity", lang, severity=t(f"ui.severity.{each}", lang), count=counts[each]
        ),
        selection_mode="multi",
        default=SEVERITIES,
        key="severities",
    )
    return bid, chosen_problems(problems, bid, severities)


def _named(bid: str | None, names: dict[str, str], lang: str) -> str:
    if bid is ALL:
        return t("ui.bids.problems.all_bids", lang)
    return names.get(bid) or t("ui.bids.problems.tender", lang)
