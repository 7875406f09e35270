"""What stands out in the bids beside the others: what to ask whom, and how the matter stands."""

from evaluation import Evaluation, LotEvaluation
from evaluation.inquiries import inquiry_of
from texts import t
from texts.inquiries import inquiry_state
from texts.problems import warning_text
from ui.tables import Column, Html, Row, table


def inquiries_table(lot: LotEvaluation, lang: str) -> Html | None:
    """Return the table of what to ask in a lot, the low prices first; None where nothing stands out."""
    if not lot.flags:
        return None
    columns = [
        Column(t("ui.bids.inquiries.bid", lang), width=20),
        Column(t("ui.bids.inquiries.kind", lang), width=16),
        Column(t("ui.bids.inquiries.finding", lang)),
        Column(t("ui.bids.inquiries.state", lang), width=14),
    ]
    rows = [
        Row(
            [
                lot.name_of(flag.bid),
                t(f"codes.inquiry_kind.{flag.kind}", lang),
                warning_text(flag.warning, lang),
                inquiry_state(inquiry_of(flag, lot.lot, lot.decisions), lang),
            ]
        )
        for flag in lot.flags
    ]
    return table(t("ui.bids.inquiries.caption", lang, lot=lot.title), columns, rows)


def inquiries_tables(done: Evaluation, lang: str) -> list[Html]:
    """Return the table of each lot in which something stands out."""
    tables = (inquiries_table(lot, lang) for lot in done.lots.values())
    return [each for each in tables if each is not None]
