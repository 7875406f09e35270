"""What assessors gave as a page shows it: every score with its name and reason, and the figure that they became."""

import re

from tests.documents.test_judged_matrix import case
from ui.judgements import judged_tables

TAGS = re.compile(r"<[^>]+>")


def rows_of(table: str) -> list[list[str]]:
    return [
        [" ".join(TAGS.sub(" ", cell).split()) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)]
        for row in re.findall(r"<tr[^>]*>(.*?)</tr>", table)
    ]


def test_every_score_stands_with_its_reason_before_the_figure_it_became() -> None:
    """Two own scores of ``a``, the consensus of 5 that differs from their mean of 6, and then the 5."""
    done = case().evaluated()
    agreed, *_ = judged_tables(done, next(iter(done.lots.values())), "en")
    assert rows_of(agreed)[1:5] == [
        ["a", "Anne own score", "4", "Reason of Anne"],
        ["a", "Bo own score", "8", "Reason of Bo"],
        ["a", "Anne, Bo consensus", "5", "r Bo had not seen the sleeve"],
        ["a", "The bid in all", "5", ""],
    ]
    assert rows_of(agreed)[-1][2] == "–"


def test_scores_of_items_stand_with_their_item() -> None:
    """(3 x 2.5 + 8.5) / 4 = 4, of the gown and the hood."""
    done = case().evaluated()
    middle = judged_tables(done, next(iter(done.lots.values())), "en")[2]
    assert [row[0] for row in rows_of(middle)[1:6]] == ["a gown", "a gown", "a hood", "a hood", "a"]
    assert rows_of(middle)[5][2] == "4"


def test_what_points_mean_stands_after_the_scores_of_a_criterion() -> None:
    of = case()
    anchors = [
        {"lot": "LOT-0001", "criterion": "mean", "points": points, "text_da": "Ringe", "text_en": words}
        for points, words in ((0, "Poor"), (10, "<b>Good</b>"))
    ]
    tables = {name: getattr(of.tender, name) for name in type(of.tender).model_fields}
    tender = type(of.tender).model_validate({**tables, "scale_anchors": anchors})
    done = type(of)(tender, of.bids, of.decisions).evaluated()
    shown = judged_tables(done, next(iter(done.lots.values())), "en")[2]
    assert rows_of(shown)[1:] == [["10", "&lt;b&gt;Good&lt;/b&gt;"], ["0", "Poor"]]
