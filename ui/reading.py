"""What was read: each bid with its state, and every problem with its place and what to do about it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from evaluation.bid import Bid
from evaluation.problems import SEVERITIES, Problem
from evaluation.tender import Tender
from texts import t
from texts.numbers import capital, in_words, listed, number
from texts.problems import describe
from ui.tables import Column, Html, Row, RowKind, html, place, said, severity, table, two_lines

MOST_ROWS = 200  # of problems at a time; the filters reach the others
STATES = ("stopped", "waiting", "ready")
SYMBOL_OF = {"stopped": "stop", "waiting": "question", "ready": "ready", "baseline": "notice"}


@dataclass(frozen=True)
class BidStanding:
    """A bid as it was read: how many problems of each severity it has."""

    bid: Bid
    counts: Mapping[str, int]

    @property
    def state(self) -> str:
        """``stopped`` by a stop in some lot, ``waiting`` for an answer, or ``ready``; a baseline awaits none."""
        if self.bid.is_baseline and not self.counts["stop"]:
            return "baseline"
        return "stopped" if self.counts["stop"] else "waiting" if self.counts["question"] else "ready"


def standings(bids: Iterable[Bid]) -> list[BidStanding]:
    """Return the bids with the gravest problems first; equal ones in the order they were received.

    What is not a bid stands last.
    """
    found = [BidStanding(bid, Counter(p.severity for p in bid.problems)) for bid in bids]
    return sorted(found, key=lambda s: (s.bid.is_baseline, *(-s.counts[severity] for severity in SEVERITIES)))


def reading_in_words(found: Sequence[BidStanding], lang: str) -> str:
    """Return how many bids were read and how they stand, and what was read beside them."""
    bids = [standing for standing in found if not standing.bid.is_baseline]
    beside = [standing.bid.name for standing in found if standing.bid.is_baseline]
    counted = Counter(standing.state for standing in bids)
    parts = [
        t(f"ui.bids.{state}", lang, count=counted[state], counted=in_words(counted[state], lang))
        for state in STATES
        if counted[state]
    ]
    states = f"{capital(listed(parts, lang))}."
    count = len(bids)
    lead = t("ui.bids.lead", lang, count=count, counted=capital(in_words(count, lang)), states=states)
    if not beside:
        return lead
    return f"{lead} {t('ui.bids.baseline', lang, count=len(beside), names=listed(beside, lang))}"


def bids_table(tender: Tender, found: Sequence[BidStanding], lang: str) -> Html:
    """Return the table of bids: state, problems by severity, cells filled in."""
    has_lots = len(tender.lots) > 1
    columns = [
        Column(t("ui.bids.table.bid", lang), width=30),
        Column(t("ui.bids.table.state", lang)),
        *([Column(t("ui.bids.table.lots", lang))] if has_lots else []),
        *(Column(t(f"ui.bids.table.{kind}s", lang), is_number=True) for kind in SEVERITIES),
        Column(t("ui.bids.table.fields", lang), is_number=True),
    ]
    rows = [_bid_row(tender, standing, lang) for standing in found]
    count = sum(not standing.bid.is_baseline for standing in found)
    caption = t("ui.bids.table.caption", lang, count=count, counted=in_words(count, lang))
    return table(caption, columns, rows)


def problems_table(problems: Sequence[Problem], bids: Iterable[Bid], lang: str) -> Html:
    """Return the table of problems: where, what was found, what was expected, what to do."""
    names = {bid.id: bid.name for bid in bids}
    columns = [
        Column(t("ui.bids.problems.severity", lang)),
        Column(t("ui.bids.problems.bid", lang), width=15),
        Column(t("ui.bids.problems.place", lang), width=21),
        Column(t("ui.bids.problems.found", lang), width=28),
        Column(t("ui.bids.problems.how_to_fix", lang), width=26),
    ]
    shown = in_order(problems)[:MOST_ROWS]
    caption = t("ui.count.problems", lang, count=len(problems))
    if len(shown) < len(problems):
        caption = f"{caption}. {t('ui.bids.problems.first', lang, shown=number(len(shown), lang))}"
    return table(caption, columns, [_problem_row(problem, names, lang) for problem in shown])


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Return problems with stops first; within a severity in the order they were found."""
    return sorted(problems, key=lambda p: SEVERITIES.index(p.severity))


def chosen_problems(
    problems: Iterable[Problem], bid: str | None, severities: Iterable[str]
) -> tuple[Problem, ...]:
    """Return the problems of some severities: of all bids for None, of the tender itself for ``""``.

    >>> found = [Problem("stop", "price_missing", bid="a"), Problem("notice", "far_cell")]
    >>> [p.code for p in chosen_problems(found, None, ["stop"])]
    ['price_missing']
    >>> [p.code for p in chosen_problems(found, "", ["stop", "notice"])]
    ['far_cell']
    """
    asked = set(severities)
    return tuple(p for p in problems if bid in (None, p.bid or "") and p.severity in asked)


def no_problems(found: Sequence[BidStanding], bid: str | None, lang: str) -> Html:
    """Return what is said where a choice holds no problem."""
    for standing in found:
        if standing.bid.id == bid and not standing.bid.problems:
            filled = sum(standing.bid.filled.values())
            return said("ui.bids.problems.none", lang, bid=standing.bid.name, count=filled)
    if any(standing.bid.problems for standing in found):
        return said("ui.bids.problems.none_of_kind", lang)
    return said("ui.bids.problems.none_at_all", lang)


def _bid_row(tender: Tender, standing: BidStanding, lang: str) -> Row:
    bid = standing.bid
    state = severity(SYMBOL_OF[standing.state], t(f"ui.state.{standing.state}", lang))
    numbers = {lot.id: str(n) for n, lot in enumerate(tender.lots, start=1)}
    lots = [", ".join(numbers[lot] for lot in bid.lots) or "–"] if len(tender.lots) > 1 else []
    fields = t(
        "ui.count.fields_read",
        lang,
        filled=number(sum(bid.filled.values()), lang),
        asked=number(sum(bid.asked.values()), lang),
    )
    files = ", ".join(file.name for file in bid.files)
    counts = [str(standing.counts[kind]) for kind in SEVERITIES]
    name = t("ui.common.not_a_bid", lang, name=bid.name) if bid.is_baseline else bid.name
    kind: RowKind = "baseline" if bid.is_baseline else "plain"
    return Row([two_lines(name, files), state, *lots, *counts, fields], kind)


def _problem_row(problem: Problem, names: Mapping[str, str], lang: str) -> Row:
    words = describe(problem, lang)
    whose = names.get(problem.bid or "", problem.bid) or t("ui.bids.problems.tender", lang)
    where = Html(f'{place(problem, lang)}<small class="under">{html(problem.file or "")}</small>')
    kind = severity(problem.severity, t(f"ui.severity.{problem.severity}", lang))
    return Row([kind, whose, where, found_and_expected(words, lang), words["how_to_fix"]])


def found_and_expected(words: Mapping[str, str], lang: str) -> Html:
    """Return what was found, and under it what was expected."""
    expected = t("ui.bids.problems.expected", lang, what=words["expected"]) if words["expected"] else ""
    return two_lines(words["found"], expected)
