"""What a reader of a lot's figures must know beside them."""

from dataclasses import replace

from evaluation import Evaluation, LotEvaluation
from texts.problems import warning_text
from ui.figures import criterion_titles


def remarks_on(done: Evaluation, lot: LotEvaluation, lang: str) -> list[str]:
    """Return the warnings of a lot in words; that admission is open stands in the hatched box already."""
    titles = criterion_titles(done.tender, lot.lot, lang)
    named = [
        replace(each, values={**each.values, "criterion": titles[str(each.values["criterion"])]})
        if "criterion" in each.values
        else each
        for each in lot.warnings
        if each.code != "admission_open"
    ]
    return [warning_text(each, lang) for each in named]
