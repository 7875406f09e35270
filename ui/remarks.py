"""What a reader of a lot's figures must know beside them."""

from evaluation import LotEvaluation
from texts.problems import warning_text


def remarks_on(lot: LotEvaluation, lang: str) -> list[str]:
    """Return the warnings of a lot in words; that admission is open stands in the hatched box already."""
    return [warning_text(each, lang) for each in lot.warnings if each.code != "admission_open"]
