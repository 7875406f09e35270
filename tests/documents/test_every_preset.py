"""Every preset from its blank sheet to an evaluation: opened, filled, read back, sealed, evaluated and published."""

import re
from collections.abc import Sequence
from functools import cache

import numpy as np
import pytest

import cli
from documents import draft_of, preset, preset_names, published_model, tender_sheet
from documents.presets import preset_about, preset_notes
from documents.published_model import texts_of
from evaluation import evaluate
from evaluation.problems import ResultWarning
from evaluation.scoring_model import ScoringModel, scoring_model
from evaluation.scoring_steps import score_values
from evaluation.seal import is_sealed_by
from evaluation.sealing import seal_of
from evaluation.tender import Tender
from evaluation.test_vector import invented_bids, invented_decisions
from intake.read_tender import read_tender_with_notices
from lca_data.library import select
from tests.documents.workbooks import LOT, kitchen
from tests.texts.test_catalogue import DANISH_LETTERS, ENGLISH_WORDS
from texts import LANGUAGES

EVERY = pytest.mark.parametrize("name", preset_names())
WHEN = "2026-10-01T09:00:00+02:00"
BASES = {"small_purchase_1", "standard_1"}
# Keys of a tender that a text quotes, and names of publications.
NAMES = re.compile(r"\b[a-z]+_[a-z0-9_]+\b|TED 2022/S [\d-]+|C-448/01, EVN")


@cache
def officers(name: str) -> Tender:
    """Return a preset with what an officer adds: three items of a kitchen, and a short list of materials."""
    parts = select(["pp_desnz", "steel_desnz"], ["electricity_dk", "district_heat_dk"])
    names = ("materials", "factors", "grids", "sources")
    lists = {
        n: [row.model_dump(exclude_none=True) for row in rows] for n, rows in zip(names, parts, strict=True)
    }
    return kitchen(name, **({} if name == "small_purchase_1" else lists))


@cache
def read_back(name: str) -> Tender:
    """Return the tender that an officer made of a preset, as it is read from its workbook."""
    reading = read_tender_with_notices(tender_sheet(draft_of(officers(name))))
    assert reading.problems == ()
    assert reading.tender is not None
    return reading.tender


@EVERY
def test_a_preset_becomes_a_tender_that_is_read_as_it_was_written(name: str) -> None:
    assert read_back(name) == officers(name)


@EVERY
def test_a_tender_of_a_preset_is_sealed_and_ranks_invented_bids(name: str) -> None:
    tender = read_back(name)
    assert is_sealed_by(tender, seal_of(tender, "Anne Krogh", WHEN))
    lot = evaluate(tender, invented_bids(tender), invented_decisions(tender)).lots[LOT]
    assert np.isfinite(lot.total).all()
    # In the Commission's model a bid below the thresholds has no place.
    assert lot.ranking if name == "commission_model_1" else len(lot.ranking) == 3


@EVERY
def test_a_claim_that_a_preset_scores_has_a_clause(name: str) -> None:
    tender = officers(name)
    warnings: Sequence[ResultWarning] = evaluate(tender, invented_bids(tender)).lots[LOT].warnings
    assert "scored_claim_without_clause" not in {warning.code for warning in warnings}


@EVERY
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_model_of_a_preset_is_published_in_both_languages(name: str, lang: str) -> None:
    text = "\n".join(texts_of(published_model(officers(name), lang)))
    assert not re.search(r"[{}]|\bnan\b|\bNone\b", text)
    titles = [row["title_en" if lang == "en" else "title_da"] for row in preset(name)["criteria"]]
    assert all(str(title) in text for title in titles)


@EVERY
def test_a_preset_is_named_and_noted_in_both_languages(name: str) -> None:
    about = preset_about(name)
    danish = [about.title("da"), about.when("da"), *(note.da for note in preset_notes(name))]
    english = [about.title("en"), about.when("en"), *(note.en for note in preset_notes(name))]
    assert all(danish)
    assert all(english)
    assert [w for text in danish for w in ENGLISH_WORDS.findall(NAMES.sub("", text))] == []
    assert [
        text
        for text in english
        if DANISH_LETTERS.search(text) and not re.search("POGI|DFØ|Tilbudsv|Sør", text)
    ] == []


def test_no_two_presets_have_one_name() -> None:
    for lang in LANGUAGES:
        titles = [preset_about(name).title(lang) for name in preset_names()]
        assert len(set(titles)) == len(titles)


@EVERY
def test_a_preset_that_builds_on_another_says_so_of_itself_alone(name: str) -> None:
    (facts,) = preset(name)["facts"]
    assert facts["preset"] == name
    if name not in BASES:
        assert preset(name)["sources"] == preset("standard_1")["sources"]
        assert preset(name)["criteria"] != preset("standard_1")["criteria"]


def test_the_command_names_every_preset(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["tender-sheet", "--help"])
    told = " ".join(capsys.readouterr().out.split())
    assert all(name in told for name in preset_names())


# ------------------------------------------------------------------------ what the notes of presets say of their models


def model_of(name: str) -> ScoringModel:
    return scoring_model(kitchen(name), LOT)


def test_each_level_of_the_ladder_takes_off_its_per_cent() -> None:
    """1, 2, 4, 7 and 10 % off 30 million at levels 1 to 5, nothing at level 0; level 3 is the published 28.8 million."""
    values: list[list[float]] = [[30e6] * 6, [0, 1, 2, 3, 4, 5]]
    total = score_values(model_of("co2_ladder_1"), values, [True] * 6).total
    np.testing.assert_allclose(total, [30e6, 29.7e6, 29.4e6, 28.8e6, 27.9e6, 27e6], rtol=1e-12)


def test_without_any_quality_a_bid_costs_a_third_more_by_percentage_weighting() -> None:
    """60/20/20: no quality adds 20/60 of the price, and emissions that give no points as much."""
    tender = kitchen("percentage_weighting_1")
    full, zero = 10.0, 100.0
    values: list[list[float]] = [[900.0] * 3, [8, 0, 0], [full, full, zero]]
    total = score_values(scoring_model(tender, LOT), values, [True] * 3).total
    np.testing.assert_allclose(total, [900, 1200, 1500], rtol=1e-12)


def test_the_commissions_model_lets_in_from_70_in_total_and_50_on_each() -> None:
    """60/40: (70, 70) is on the limit and in; (69, 70) is 69.4; (100, 49) is 79.6 in total and out on the second."""
    values: list[list[float]] = [[5.0, 4.0, 3.0, 6.0], [70, 69, 100, 80], [70, 70, 49, 60]]
    scored = score_values(model_of("commission_model_1"), values, [True] * 4)
    assert scored.counted.tolist() == [True, False, False, True]


def test_a_fixed_amount_never_takes_anything_off_the_price() -> None:
    """A krone and a half per kilogram, and the amount for full quality (5,000) in part for what is missing of 8 points."""
    values: list[list[float]] = [[1e6, 1e6], [8, 6], [0, 1000]]
    total = score_values(model_of("fixed_amount_1"), values, [True, True]).total
    np.testing.assert_allclose(total, [1e6, 1e6 + 5000 * 2 / 8 + 1500], rtol=1e-12)


def test_points_for_price_are_linear_or_in_proportion() -> None:
    """1,000 and 1,250 kr.: 10 and 10 − 10 × 0.25 / 0.5 = 5 points; in proportion 10 and 8. Half of the total."""
    values: list[list[float]] = [[1000, 1250], [0, 0], [100, 100]]
    for name, points in (("linear_price_points_1", 5.0), ("proportional_1", 8.0)):
        total = score_values(model_of(name), values, [True, True]).total
        np.testing.assert_allclose(total, [5.0, points / 2], rtol=1e-12)


@pytest.mark.parametrize("name", ["economy_usability_environment_1", "nordic_packaging_1"])
def test_economy_usability_and_environment_weigh_as_amgros_had_them(name: str) -> None:
    weights = {str(row["id"]): row["weight"] for row in preset(name)["criteria"]}
    assert [weight for path, weight in weights.items() if "/" not in path] == [40, 40, 20]
    assert sum(weight for path, weight in weights.items() if "/" in path) == 100  # type: ignore[misc]
