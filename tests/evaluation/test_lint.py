"""Each finding of a lint in a tender or result that has it, and none in one that has not."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest

from evaluation import Evaluation, evaluate
from evaluation.bid import Bid
from evaluation.claim_clauses import ClaimClause
from evaluation.evaluation_model import Criterion, PriceClause, RoundingStep
from evaluation.lint import LintFinding, lint_result, lint_tender
from evaluation.result import LotEvaluation
from evaluation.tender import Item, Question, Requirement, Tender
from tests.builders import LOT, bid_of, tender_of

THING = Item(key="thing", lot=LOT, title_da="Ting", quantity=(1.0,), reference_life=10, reference=True)
PRICE = Criterion(
    lot=LOT, id="price", title_da="Pris (60 %)", title_en="Price (60%)", weight="60", measure="life_cycle_cost",
    rule="linear_over_best", slope=50,
)  # fmt: skip
LIFE = Criterion(
    lot=LOT, id="life", title_da="Garanti, referencelevetid 10 år", weight="40", measure="guarantee",
    rule="fixed_interval", zero_at=0, full_at=10,
)  # fmt: skip


def tender(*criteria: Criterion, **tables: object) -> Tender:
    return tender_of([THING], criteria or (PRICE, LIFE), model={"study_years": 10}, **tables)


def found(of: Tender) -> Mapping[str, LintFinding]:
    return {finding.code: finding for finding in lint_tender(of)}


def test_a_tender_that_says_what_its_rules_say_has_no_finding() -> None:
    assert found(tender()) == {}


def test_weights_that_do_not_sum_to_a_hundred_at_a_level() -> None:
    group = Criterion(lot=LOT, id="life", title_da="Holdbarhed", weight="40")
    below = [LIFE.model_copy(update={"id": f"life/{n}", "weight": Decimal(w)}) for n, w in ((1, 30), (2, 60))]
    finding = found(tender(PRICE, group, *below))["weights_sum"]
    assert (finding.severity, finding.values) == ("stop", {"level": "life", "sum": Decimal(90)})
    assert "weights_sum" not in found(
        tender(PRICE, group, below[0], below[1].model_copy(update={"weight": Decimal(70)}))
    )


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Pris 50 pct.", False),
        ("Pris, 55 %", True),
        ("Pris 60,0 %", False),
        ("Price, 70 per cent", True),
        ("Pris 2030", False),
    ],
)
def test_a_title_with_another_per_cent_than_its_weight_or_its_rules(title: str, expected: bool) -> None:  # noqa: FBT001  (a case)
    """The weight is 60 and the slope 50."""
    codes = found(tender(PRICE.model_copy(update={"title_da": title}), LIFE))
    assert ("title_states_other_weight" in codes) == expected


def test_the_weight_in_the_whole_is_a_weight_too() -> None:
    """Half of 40 is 20 of a hundred."""
    group = Criterion(lot=LOT, id="life", title_da="Holdbarhed 40 %", weight="40")
    below = [
        LIFE.model_copy(update={"id": f"life/{n}", "title_da": title, "weight": Decimal(50)})
        for n, title in ((1, "Garanti 20 %"), (2, "Garanti 30 %"))
    ]
    told = [f.values["criterion"] for f in lint_tender(tender(PRICE, group, *below))]
    assert told == ["life/2"]


@pytest.mark.parametrize(
    ("title", "word"),
    [
        ("Referencer fra lignende opgaver", "Referencer"), ("Erfaring med levering", "Erfaring"),
        ("Virksomhedens omsætning", "omsætning"), ("CV'er for teamet", "CV'er"), ("ISO 14001", "ISO 14001"),
        ("Previous experience", "experience"), ("Referencelevetid", None), ("Miljømærkning type I", None),
        ("Certificeret virksomhed", "Certificeret virksomhed"),
    ],
)  # fmt: skip
def test_a_criterion_about_the_bidder_is_a_question(title: str, word: str | None) -> None:
    """C-532/06 Lianakis keeps selection and award apart; C-601/13 Ambisig lets the team that does the work count."""
    finding = found(tender(PRICE, LIFE.model_copy(update={"title_da": title}))).get("criterion_about_bidder")
    assert (finding.values["word"] if finding else None) == word
    if finding:
        assert (finding.severity, finding.hook) == ("question", "selection_apart")


def test_the_question_that_a_criterion_reads_is_read_too() -> None:
    asked = Question(key="years", lot=LOT, text_da="Antal referencer")
    criterion = LIFE.model_copy(update={"measure": "answer:years", "direction": "higher"})
    assert (
        found(tender(PRICE, criterion, questions=(asked,)))["criterion_about_bidder"].values["word"]
        == "referencer"
    )


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("Vægten er højst 1.200 kg", "kg", False), ("Vægten er højst 100 kg", "kg", True),
        ("Vægten er højst 1200,0 kg (EN 12345)", "kg", False), ("Vægten oplyses efter EN 100", "kg", False),
        ("Højst 12 kg eller 1.200 kg", "kg", False),
    ],
)  # fmt: skip
def test_a_requirement_that_states_another_limit_than_its_own(text: str, unit: str, expected: bool) -> None:  # noqa: FBT001  (a case)
    row = Requirement(key="mk_1", lot=LOT, text_da=text, answer="value", maximum=1200.0, unit=unit)
    assert ("requirement_states_other_limit" in found(tender(requirements=(row,)))) == expected


def clause(remedy: str) -> ClaimClause:
    return ClaimClause(
        key="g", field="product_data.guarantee", measured_da="m", evidence_da="e", frequency="on_demand",
        remedy="penalty_amount", amount=5000.0, remedy_da=remedy,
    )  # fmt: skip


def test_a_clause_that_states_another_amount_than_its_own() -> None:
    assert "clause_states_other_amount" in found(tender(claim_clauses=(clause("Bod på 500 kr. pr. brud"),)))
    assert found(tender(claim_clauses=(clause("Bod på 5.000 kr. pr. brud"),))) == {}


def test_a_price_clause_that_states_another_cap_than_its_own() -> None:
    def with_clause(title: str) -> Tender:
        of = PriceClause(key="index", title_da=title, index="PRIS", first_year=2028, cap=0.03)
        thing = THING.model_copy(update={"price_clause": "index"})
        return tender_of([thing], (PRICE, LIFE), price_clauses=(of,))

    assert "clause_states_other_cap" in found(with_clause("Højst 2 % om året"))
    assert found(with_clause("Højst 3 % om året")) == {}


def test_what_is_counted_twice_is_a_notice() -> None:
    life = LIFE.model_copy(update={"measure": "life"})
    of = tender_of([THING], (PRICE, life), model={"life_basis": "credited"})
    finding = found(of)["life_counted_twice"]
    assert (finding.severity, finding.values) == ("notice", {"criterion": "price", "other": "life"})


def three_bids() -> list[Bid]:
    """Return three bids: 1,000, 1,100 and 1,300 with guarantees of 5, 6 and 9 years."""
    return [
        bid_of(
            name,
            prices=[{"key": "thing", "offered": "yes", "product": "x", "unit_price": price}],
            product_data=[{"key": "thing", "guarantee": years}],
        )
        for name, price, years in (("a", 1000.0, 5.0), ("b", 1100.0, 6.0), ("c", 1300.0, 9.0))
    ]


def done(step: str | None = None, **model: object) -> Evaluation:
    """Return the evaluation of the three bids; a step rounded to one decimal."""
    rounded = [] if step is None else [RoundingStep(lot=LOT, step=step, mode="half_up", decimals=1)]
    tables = {"roundings": tuple(rounded)}
    return evaluate(
        tender_of([THING], (PRICE, LIFE), model={"study_years": 10, **model}, **tables), three_bids()
    )


def changed(of: Evaluation, **parts: object) -> tuple[LintFinding, ...]:
    lot: LotEvaluation = replace(of.lots[LOT], **parts)  # type: ignore[arg-type]
    return lint_result(replace(of, lots={LOT: lot}))


@pytest.mark.parametrize(
    "model",
    [
        {},
        {"combination": "lowest_cost"},
        *({"step": step} for step in ("points", "weighted", "total")),
    ],
)
def test_a_result_of_the_model_has_no_finding_whatever_it_rounds(model: dict[str, str]) -> None:
    assert lint_result(done(**model)) == ()


def test_weighted_points_that_are_not_the_points_times_the_weight() -> None:
    """Bid a has 5 of 10 points for its guarantee: 40 % of them is 2, not 2.5; and the total is then another too."""
    of = done()
    weighted = of.lots[LOT].weighted.copy()
    weighted.loc["a", "life"] = 2.5
    first, second = changed(of, weighted=weighted)
    assert (first.code, first.severity, first.values["expected"], first.values["found"]) == (
        "weighted_differs", "stop", 2.0, 2.5,
    )  # fmt: skip
    assert (second.code, second.values["bid"]) == ("total_differs", "a")


def test_a_quality_of_a_price_model_that_is_not_the_sum_of_its_parts() -> None:
    """Bid a lacks 5 of 10 points of a criterion that weighs 40 to 60: a surcharge of 33.3 per cent, not 30."""
    price = PRICE.model_copy(update={"rule": None, "slope": None})
    model = {"study_years": 10, "combination": "percentage_surcharge"}
    of = evaluate(tender_of([THING], (price, LIFE), model=model), three_bids())
    assert lint_result(of) == ()
    lines = of.lots[LOT].lines.copy()
    lines.loc["a", "quality"] = 30.0
    (finding,) = changed(of, lines=lines)
    assert (finding.code, finding.values["bid"]) == ("total_differs", "a")
    assert finding.values["expected"] == pytest.approx(100 / 3)


def test_a_total_that_is_not_the_sum() -> None:
    of = done()
    total = of.lots[LOT].total.copy()
    total["b"] += 0.01
    (finding,) = changed(of, total=total)
    assert (finding.code, finding.values["bid"]) == ("total_differs", "b")


def test_ranks_against_the_totals_and_ranks_that_skip() -> None:
    of = done()
    ranks = of.lots[LOT].ranks
    first, second, third = ranks.order
    swapped = replace(ranks, ranks={first: 2, second: 1, third: 3})
    (finding,) = changed(of, ranks=swapped)
    assert (finding.code, finding.values["bid"], finding.values["other"]) == (
        "rank_against_total",
        first,
        second,
    )
    (finding,) = changed(of, ranks=replace(ranks, ranks={first: 1, second: 2, third: 4}))
    assert (finding.code, finding.values["found"], finding.values["expected"]) == ("rank_skips", 4, 3)
