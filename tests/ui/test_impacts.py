"""The section on other impacts: each figure with its coverage, and what no source states as missing."""

import pytest

from evaluation import evaluate
from evaluation.factors import FactorImpact
from evaluation.tender import Tender
from tests.builders import LOT
from tests.evaluation.whole_desk import desk_bid, impacts, whole_desk
from ui.comparison import impacts_section


def with_figures(tender: Tender, figures: tuple[FactorImpact, ...]) -> Tender:
    return Tender(
        **{**{name: getattr(tender, name) for name in Tender.model_fields}, "factor_impacts": figures}
    )


@pytest.mark.parametrize(
    ("lang", "least"),
    [("da", "Dækningen går ned til <b>89 %</b>"), ("en", "The coverage goes down to <b>89%</b>")],
)
def test_the_answer_tells_the_least_coverage(lang: str, least: str) -> None:
    """Electricity has no figures: 28.8 of 260.032 kg, so that 88.9 % have."""
    done = evaluate(whole_desk(), [desk_bid()])
    section = impacts_section(done, done.lots[LOT], lang)
    assert section is not None
    assert least in section.answer.replace("\xa0", " ")
    assert "100 % / 89 %" in section.table.replace("\xa0", " ") or lang == "en"


def test_what_no_source_states_is_missing_and_not_nought() -> None:
    """Only lacquer has a figure of acidification, and of land use nothing has."""
    figures = (*impacts()[:1], FactorImpact(factor="tap", indicator="a1_ap", value=0.0))
    done = evaluate(with_figures(whole_desk(), figures), [desk_bid()])
    section = impacts_section(done, done.lots[LOT], "en")
    assert section is not None
    assert "Acidification, +A1 (AP)" in section.table
    assert "Land use" not in section.table


def test_without_any_figure_there_is_no_section() -> None:
    done = evaluate(with_figures(whole_desk(), ()), [desk_bid()])
    assert impacts_section(done, done.lots[LOT], "da") is None
