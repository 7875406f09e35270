"""What one bidder is asked to clarify: a text to send, place by place, neutral in tone and alike for all."""

from collections.abc import Iterable

from evaluation.award_run import open_questions
from evaluation.bid import Bid
from evaluation.decisions import Decisions
from evaluation.problems import Problem
from evaluation.tender import Tender
from texts import t
from texts.problems import describe

INDENT = "   "


def to_clarify(problems: Iterable[Problem], bid: Bid, decisions: Decisions) -> tuple[Problem, ...]:
    """Return what a bidder can clarify: its stops, and its questions that nobody has closed.

    Behind a baseline stands no bidder.
    """
    if bid.is_baseline:
        return ()
    own = [problem for problem in problems if problem.bid == bid.id]
    stops = tuple(problem for problem in own if problem.severity == "stop")
    return stops + open_questions(own, decisions)


def clarification_list(tender: Tender, bid: Bid, problems: Iterable[Problem], lang: str) -> str:
    """Return the text to a bidder: what was found in which cell and what was expected, with room for an answer.

    It says nothing of other bids, of points or of how to mend a bid: a bidder may supplement, clarify and
    complete its bid, but not make another of it. Each point carries the fingerprint under which the workbook
    of decisions knows it.
    """
    facts = tender.facts
    head = [
        t("clarification.title", lang, bid=bid.name),
        t("clarification.tender", lang, title=facts.title, authority=facts.authority),
        "",
        t("clarification.opening", lang),
        "",
    ]
    points = [_point(number, problem, lang) for number, problem in enumerate(problems, start=1)]
    return "\n".join([*head, "\n\n".join(points), ""])


def _point(number: int, problem: Problem, lang: str) -> str:
    said = describe(problem, lang)
    cell = "!".join(part for part in (problem.sheet, problem.cell) if part)
    where = ", ".join(part for part in (cell, problem.file) if part)
    heading = t("clarification.place", lang, number=number, place=where or t("clarification.whole_bid", lang))
    lines = [t("clarification.found", lang, what=said["found"])]
    if said["expected"]:
        lines.append(t("clarification.expected", lang, what=said["expected"]))
    lines += [t("clarification.answer", lang), t("clarification.key", lang, key=problem.fingerprint)]
    return "\n".join([heading, *(f"{INDENT}{line}" for line in lines)])
