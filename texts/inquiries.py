"""What stands out in a bid, in words: what the buyer reads, what the bidder is asked, and how the matter stands."""

import datetime as dt

from evaluation.decisions import Inquiry
from evaluation.inquiries import Flag
from texts.catalogue import t
from texts.numbers import date
from texts.problems import field_title


def question_text(flag: Flag, lang: str) -> str:
    """Return what the bidder is asked; it says nothing of other bids."""
    place = flag.place or t("inquiry.whole_bid", lang)
    return t(f"inquiry.{flag.kind}", lang, place=place, field=field_title(flag.about, lang))


def inquiry_state(inquiry: Inquiry | None, lang: str) -> str:
    """Return how an inquiry stands: not asked, asked and when, or how the answer was judged."""
    if inquiry is None or (inquiry.decision is None and inquiry.asked_at is None):
        return t("inquiry.none", lang)
    if inquiry.is_closed or inquiry.asked_at is None:
        return t(f"codes.inquiry_decision.{inquiry.decision}", lang)
    return t("inquiry.asked", lang, date=date(dt.date.fromisoformat(inquiry.asked_at[:10]), lang))
