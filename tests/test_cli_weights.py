"""The command for weights: an order, swings, comparisons, and what the weights of a tender imply."""

import json

import pytest

from tests.samples import FOLDER
from tests.test_cli import Out, run

FURNITURE, KITCHEN = (FOLDER / name / "tender.xlsx" for name in ("office_furniture", "kitchen_equipment"))


@pytest.mark.parametrize(
    ("arguments", "weights"),
    [
        (["--rank", "cost,climate,life"], {"cost": "61.11", "climate": "27.78", "life": "11.11"}),
        (
            ["--rank", "cost, climate, life", "--method", "sum", "--decimals", "0"],
            {"cost": "50", "climate": "33", "life": "17"},
        ),
        (["--swing", "cost=100,climate=60"], {"cost": "62.50", "climate": "37.50"}),
        (
            ["--compare", "cost/climate=3,life/cost=1/6,climate/life=2", "--decimals", "1"],
            {"cost": "66.7", "climate": "22.2", "life": "11.1"},
        ),
    ],
)
def test_answers_give_weights_as_json_and_to_copy(
    capsys: Out, arguments: list[str], weights: dict[str, str]
) -> None:
    """3 and 6 of cost, and 2 of climate against life: 6, 2 and 1 of 9."""
    status, printed, _ = run(capsys, "weights", *arguments, "--json")
    assert (status, json.loads(printed)["weights"]) == (0, weights)
    _, printed, _ = run(capsys, "weights", *arguments, "--lang", "en")
    lines = [f"{name}\t{weight}" for name, weight in weights.items()]
    assert set(lines) <= set(printed.splitlines())


def test_comparisons_that_do_not_agree_are_said_to_and_still_give_their_figures(capsys: Out) -> None:
    status, printed, _ = run(capsys, "weights", "--compare", "a/b=3,b/c=3,a/c=1/3", "--json")
    found = json.loads(printed)
    assert (status, found["is_consistent"]) == (0, False)
    assert found["consistency_ratio"] > 0.1
    assert found["least_in_agreement"]["first"] == "a"


def test_the_weights_of_a_tender_are_told_in_money_without_a_bid(capsys: Out) -> None:
    """Kitchen: 0.5 x 2,200,000 / 10 / 0.85 = 129,412 kr. a point; a year of three gives 10/3 x 0.15 points."""
    status, printed, _ = run(capsys, "weights", KITCHEN, "--expected-cost", 2_200_000, "--json")
    found = json.loads(printed)
    cost, years = found["criteria"]
    assert status == 0
    assert found["worth_of_a_point"] == pytest.approx(129_411.7647)
    assert (cost["money_per_unit"], years["money_per_unit"]) == pytest.approx((1.0, 64_705.8824))
    assert found["expected_cost_is_estimated_value"] is False
    _, printed, _ = run(capsys, "weights", FURNITURE, "--lot", "LOT-0002", "--lang", "en")
    assert "DKK\u00a04,500,000" in printed


@pytest.mark.parametrize("lang", ["da", "en"])
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "--rank"),
        (["--swing", "cost=much"], "cost=much"),
        (["--compare", "a/b/c=3"], "a/b/c=3"),
        (["--compare", "a/b=3,a/b=2"], "a"),
        (["--rank", "cost"], "1"),
        ([KITCHEN], "LOT-0001"),
        ([KITCHEN, "--expect", "cost:3"], "cost:3"),
        ([KITCHEN, "--expected-cost", "1", "--expect", "speed=3"], "speed"),
        ([FURNITURE, "--lot", "LOT-9"], "LOT-0003"),
    ],
)
def test_what_cannot_be_used_is_said_in_words(
    capsys: Out, arguments: list[object], said: str, lang: str
) -> None:
    status, printed, told = run(capsys, "weights", *arguments, "--lang", lang)
    assert (status, printed) == (1, "")
    assert said in told
