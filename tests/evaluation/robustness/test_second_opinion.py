"""What other methods make of the same bids: laws, an independent computation, and the faults of the library."""

import sys
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from evaluation import evaluate
from evaluation.evaluation_model import Criterion
from evaluation.robustness.decision_methods import METHODS
from evaluation.robustness.preference_flows import Preference, preference_degrees, unicriterion_net_flows
from evaluation.robustness.second_opinion import (
    LotOpinion,
    Opinion,
    ranks_by_method,
    second_opinion,
    second_opinion_of,
)
from evaluation.scoring.rule import Direction
from tests.builders import LOT
from tests.evaluation.two_chairs import (
    LIFE,
    NORD,
    PRICE,
    SYD,
    chair_bid,
    chair_decisions,
    chair_tender,
    chairs,
)
from texts import LANGUAGES, t

Floats = NDArray[np.float64]
LAWS = settings(max_examples=40, deadline=None)
# What a bidder offers, in quarters: no value is lost in a double, and equal values are frequent.
QUARTERS = st.integers(1, 80).map(lambda q: q / 4)


@st.composite
def tables(draw: st.DrawFn) -> pd.DataFrame:
    """Draw two to six bids on one to four criteria, each of which tells some bids apart; ``low`` is the last."""
    bids, criteria = draw(st.integers(2, 6)), draw(st.integers(1, 4))
    rows = draw(
        st.lists(st.lists(QUARTERS, min_size=criteria, max_size=criteria), min_size=bids, max_size=bids)
    )
    found = pd.DataFrame(
        rows, index=[f"bid{n}" for n in range(bids)], columns=[*"abc"[: criteria - 1], "low"]
    )
    assume((found.max() > found.min()).all())
    return found


def weights_of(values: pd.DataFrame) -> dict[str, float]:
    """Return weights in the proportion 1 : 2 : 3 : 4, which make no sum of some equal to another by chance alone."""
    return {str(c): float(n) for n, c in enumerate(values.columns, 1)}


def directions_of(values: pd.DataFrame) -> dict[str, Direction]:
    return {str(c): "lower" if c == "low" else "higher" for c in values.columns}


def opinions(values: pd.DataFrame, **weights: float) -> dict[str, Opinion]:
    found = second_opinion(values, weights or weights_of(values), directions_of(values))
    return {opinion.method: opinion for opinion in found}


def ranks(values: pd.DataFrame) -> dict[str, dict[str, int]]:
    return {method: dict(opinion.ranks) for method, opinion in opinions(values).items()}


def by_plain_formula(values: pd.DataFrame) -> dict[str, list[float]]:
    """Return the scores by the equations of docs/second-opinion.md, criterion by criterion in plain sums."""
    x = values.to_numpy(dtype=float)
    w = np.array(list(weights_of(values).values()))
    w = w / w.sum()
    lower = [c == "low" for c in values.columns]
    columns = list(enumerate(zip(x.T, lower, strict=True)))
    none = np.zeros(len(x))

    def weighted(of_column: object) -> Floats:
        return sum((w[j] * of_column(col, low) for j, (col, low) in columns), start=none)  # type: ignore[operator]

    def in_range(col: Floats, low: bool) -> Floats:  # noqa: FBT001
        best, worst = (col.min(), col.max()) if low else (col.max(), col.min())
        return np.asarray((col - worst) / (best - worst))

    def to_best(col: Floats, low: bool) -> Floats:  # noqa: FBT001
        return np.asarray(col.min() / col if low else col / col.max())

    def of_sum(col: Floats, low: bool) -> Floats:  # noqa: FBT001
        share = 1 / col if low else col
        return np.asarray(share / share.sum())

    def on_vector(col: Floats, low: bool) -> Floats:  # noqa: FBT001
        return np.asarray((-1 if low else 1) * col / np.linalg.norm(col))

    ratios = weighted(to_best)
    product = np.exp(weighted(lambda col, low: np.log(to_best(col, low))))
    to_ideal = np.sqrt(
        sum((w[j] * (on_vector(c, low) - on_vector(c, low).max())) ** 2 for j, (c, low) in columns)
    )
    to_worst = np.sqrt(
        sum((w[j] * (on_vector(c, low) - on_vector(c, low).min())) ** 2 for j, (c, low) in columns)
    )
    over = weighted(lambda c, low: np.maximum(0, (-1 if low else 1) * (c - c.mean())) / c.mean())
    under = weighted(lambda c, low: np.maximum(0, (1 if low else -1) * (c - c.mean())) / c.mean())
    nothing = np.zeros_like(over)
    appraised = (
        (over / over.max() if over.max() else nothing) + 1 - (under / under.max() if under.max() else nothing)
    )
    regrets = np.max([w[j] * (1 - in_range(c, low)) for j, (c, low) in columns], axis=0)
    return {
        "wsm_min_max": weighted(in_range).tolist(),
        "wsm_best_ratio": ratios.tolist(),
        "wsm_sum": weighted(of_sum).tolist(),
        "wpm": product.tolist(),
        "waspas": (0.5 * ratios + 0.5 * product).tolist(),
        "topsis": (to_worst / (to_worst + to_ideal)).tolist(),
        "moora_ratio": weighted(on_vector).tolist(),
        "edas": (appraised / 2).tolist(),
        "equal_weights": np.mean([in_range(c, low) for _, (c, low) in columns], axis=0).tolist(),
        "minimum_regret": regrets.tolist(),
    }


@LAWS
@given(values=tables())
def test_the_scores_are_those_of_the_plain_equations(values: pd.DataFrame) -> None:
    found = opinions(values)
    for method, expected in by_plain_formula(values).items():
        np.testing.assert_allclose(list(found[method].scores.values()), expected, atol=1e-12, err_msg=method)


@LAWS
@given(values=tables(), seed=st.integers(0, 99))
def test_the_order_in_which_bids_come_in_changes_no_rank(values: pd.DataFrame, seed: int) -> None:
    assert ranks(values.sample(frac=1, random_state=seed)) == ranks(values)


@LAWS
@given(values=tables(), factor=st.sampled_from([0.5, 8.0, 1024.0]))
def test_another_unit_changes_no_rank(values: pd.DataFrame, factor: float) -> None:
    assert ranks(values.assign(low=values["low"] * factor)) == ranks(values)


@LAWS
@given(values=tables(), place=st.integers(0, 5))
def test_a_bid_and_its_twin_share_a_rank_by_every_method(values: pd.DataFrame, place: int) -> None:
    twin_of = values.index[place % len(values)]
    with_twin = pd.concat([values, values.loc[[twin_of]].set_axis(["twin"])])
    for method, found in ranks(with_twin).items():
        assert found["twin"] == found[twin_of], method


@LAWS
@given(values=tables())
def test_a_bid_that_is_better_on_everything_is_behind_by_no_method(values: pd.DataFrame) -> None:
    better = values.loc["bid0"] + pd.Series({c: -0.125 if c == "low" else 0.5 for c in values.columns})
    values.loc["better"] = better
    for method, found in ranks(values).items():
        assert found["better"] <= found["bid0"], method


@LAWS
@given(values=tables())
def test_a_criterion_on_which_all_are_equal_changes_no_rank_and_is_named(values: pd.DataFrame) -> None:
    """But by WASPAS, whose product and sum answer differently to the smaller share of the others' weights."""
    weights = {**weights_of(values), "same": 7.0}
    with_same, without = values.assign(same=3.0), ranks(values)
    for found in second_opinion(with_same, weights, {**directions_of(values), "same": "lower"}):
        assert found.unused == ("same",)
        if found.method != "waspas":
            assert found.ranks == without[found.method], found.method


@LAWS
@given(
    values=tables(),
    preference=st.sampled_from(
        [Preference(), Preference("linear", indifference=0.5, preference=6), Preference("gaussian", spread=3)]
    ),
    seed=st.integers(0, 99),
)
def test_net_flows_are_linear_in_the_weights(values: pd.DataFrame, preference: Preference, seed: int) -> None:
    """W @ Phi.T is what leaves less what enters, index by index, for any weights; and over the bids it is nought."""
    degrees = preference_degrees(values.to_numpy(dtype=float), [preference] * values.shape[1])
    weights = np.random.default_rng(seed).dirichlet(np.ones(values.shape[1]), 20)
    together = weights @ unicriterion_net_flows(degrees).T
    for flows, own in zip(together, weights, strict=True):
        index = (degrees * own).sum(axis=-1)
        apart = [(index[a].sum() - index[:, a].sum()) / (len(values) - 1) for a in range(len(values))]
        np.testing.assert_allclose(flows, apart, atol=1e-12)
    np.testing.assert_allclose(together.sum(axis=1), 0, atol=1e-12)


def test_a_cost_of_nought_is_best_or_the_method_says_that_it_cannot() -> None:
    """``BenefitCostInverter`` of scikit-criteria 0.10 gives every bid 0 on a criterion on which one bid has the cost 0."""
    values = pd.DataFrame({"a": [2.0, 2.0, 1.0], "low": [0.0, 10.0, 20.0]}, index=["none", "some", "most"])
    found = opinions(values)
    refused = {method for method, opinion in found.items() if opinion.reason}
    assert refused == {"wsm_best_ratio", "wsm_sum", "wpm", "waspas"}
    for method, opinion in found.items():
        if method in refused:
            assert (opinion.reason, opinion.ranks, opinion.scores) == ("cost_of_zero", {}, {})
            assert opinion.reason_values == {"criteria": ("low",), "bids": ("none",)}
        else:
            assert opinion.first == ("none",), method


def test_nought_where_more_is_better_stops_a_product_and_no_sum() -> None:
    values = pd.DataFrame({"a": [0.0, 4.0], "low": [1.0, 3.0]}, index=["x", "y"])
    found = {method: opinion.reason for method, opinion in opinions(values).items()}
    assert {m for m, reason in found.items() if reason == "value_of_zero"} == {"wpm", "waspas"}
    assert set(found.values()) == {"value_of_zero", None}


def test_a_value_below_nought_stops_what_divides_by_it() -> None:
    values = pd.DataFrame({"a": [1.0, 4.0, 2.0], "low": [-5.0, 3.0, 1.0]}, index=["x", "y", "z"])
    found = {method: opinion.reason for method, opinion in opinions(values).items()}
    assert {m for m, reason in found.items() if reason == "negative_value"} == {
        "wsm_best_ratio", "wsm_sum", "wpm", "waspas", "edas",
    }  # fmt: skip
    assert set(found.values()) == {"negative_value", None}


def test_the_noise_of_doubles_is_no_difference_between_bids() -> None:
    """0.1 + 0.2 and 0.3 differ in the last place, and most methods would stretch that over their whole scale."""
    values = pd.DataFrame({"a": [0.1 + 0.2, 0.3], "low": [7.0, 7.0]}, index=["x", "y"])
    assert {opinion.reason for opinion in opinions(values).values()} == {"equal_bids"}


def test_vikor_does_not_stretch_the_noise_of_equal_sums() -> None:
    """S = 0.1 + 0.2 + 0.3 against 0.6: equal, so R decides, 0.3 against 0.6, and x is first with Q = 0 and 0.5.

    scikit-criteria 0.10 stretches the last place of S over the range and finds both at Q = 0.5.
    """
    values = pd.DataFrame({"a": [0.0, 1], "b": [0.0, 1], "c": [0.0, 1], "d": [1.0, 0]}, index=["x", "y"])
    by = dict(zip(values.columns, [0.1, 0.2, 0.3, 0.6], strict=True)), dict.fromkeys(values.columns, "higher")
    [found] = second_opinion(values, *by, methods=["vikor"])  # type: ignore[arg-type]
    assert found.scores == {"x": 0.0, "y": 0.5}
    assert found.order == (("x",), ("y",))


def test_one_bid_is_no_comparison_and_a_bid_without_a_value_is_named() -> None:
    values = pd.DataFrame({"a": [1.0, np.nan], "low": [2.0, 3.0]}, index=["x", "y"])
    for opinion in opinions(values).values():
        assert (opinion.reason, opinion.left_out, opinion.first) == ("fewer_than_two_bids", {"y": ("a",)}, ())
    table = ranks_by_method(second_opinion(pd.concat([values, values.loc[["x"]].set_axis(["z"]) * 2]),
                                           weights_of(values), directions_of(values), ["wpm", "topsis"]))  # fmt: skip
    assert table.loc["y"].isna().all()
    assert table.loc[["x", "z"]].notna().all(axis=None)


def test_a_criterion_without_weight_is_not_read() -> None:
    values = pd.DataFrame({"a": [np.nan, 2.0, 3.0], "low": [3.0, 2.0, 1.0]}, index=["x", "y", "z"])
    for opinion in opinions(values, a=0.0, low=100.0).values():
        assert (opinion.unused, opinion.left_out) == (("a",), {})
        assert opinion.order == (("z",), ("y",), ("x",)), opinion.method


@pytest.mark.parametrize(
    ("index", "weights", "methods"),
    [
        (["x", "x"], {"a": 1.0}, ["wpm"]),
        (["x", "y"], {"a": -1.0}, ["wpm"]),
        (["x", "y"], {"a": 0.0}, ["wpm"]),
        (["x", "y"], {"a": np.nan}, ["wpm"]),
        (["x", "y"], {"a": 1.0}, ["marcos"]),
    ],
)
def test_what_is_no_table_of_bids_is_refused(
    index: list[str], weights: dict[str, float], methods: list[str]
) -> None:
    with pytest.raises(ValueError, match=r"twice|Weights|No such method"):
        second_opinion(pd.DataFrame({"a": [1.0, 2.0]}, index=index), weights, {"a": "higher"}, methods)


@contextmanager
def restless_threads() -> Iterator[None]:
    """Let threads take turns as often as the interpreter can, so that what can meet does."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        yield
    finally:
        sys.setswitchinterval(before)


def test_threads_get_the_same_answers_and_leave_the_warnings_of_the_program_alone() -> None:
    """Streamlit runs each session in a thread of its own.

    Unlocked, the VIKOR of scikit-criteria 0.10 leaves the interpreter's warnings in a list that nobody reads.
    """
    rng = np.random.default_rng(7)
    cases = [pd.DataFrame(rng.uniform(1, 9, (6, 4)), columns=[*"abc", "low"]) for _ in range(8)]
    alone = [second_opinion(case, weights_of(case), directions_of(case)) for case in cases]
    found: dict[int, list[tuple[Opinion, ...]]] = {n: [] for n in range(len(cases))}

    def ask(n: int) -> None:
        for _ in range(4):
            found[n].append(second_opinion(cases[n], weights_of(cases[n]), directions_of(cases[n])))

    filters, show = list(warnings.filters), vars(warnings)["_showwarnmsg_impl"]
    threads = [threading.Thread(target=ask, args=(n,)) for n in range(len(cases))]
    with restless_threads():
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert found == {n: [answer] * 4 for n, answer in enumerate(alone)}
    assert list(warnings.filters) == filters
    assert vars(warnings)["_showwarnmsg_impl"] is show


def weighed(price: int, life: int) -> tuple[Criterion, Criterion]:
    return (
        PRICE.model_copy(update={"weight": Decimal(price)}),
        LIFE.model_copy(update={"weight": Decimal(life)}),
    )


def of_chairs(levels: dict[str, str | None], criteria: tuple[Criterion, ...]) -> LotOpinion:
    done = evaluate(chair_tender(criteria), chairs(), chair_decisions(levels))
    return second_opinion_of(done.lots[LOT])


def test_a_lot_names_the_methods_that_put_none_of_its_first_bids_first() -> None:
    """Cost 4,200 and 4,000 at 60 %, life 15 and 11.6 at 40 %: the model gives 9.4 and 8.64.

    Over the range of two bids the heavier criterion alone decides, 0.4 against 0.6; by ratio to the best it is
    0.6 x 4,000 / 4,200 + 0.4 = 0.9714 against 0.6 + 0.4 x 11.6 / 15 = 0.9093; equal weights make it a tie.
    """
    found = of_chairs({SYD: "E4", NORD: "E5"}, weighed(60, 40))
    assert found.published == {NORD: 1, SYD: 2}
    by = {opinion.method: opinion for opinion in found.opinions}
    assert set(by) == set(METHODS)
    assert by["wsm_best_ratio"].scores == pytest.approx({NORD: 0.9714286, SYD: 0.9093333})
    assert by["wsm_min_max"].scores == pytest.approx({NORD: 0.4, SYD: 0.6})
    assert by["equal_weights"].order == ((NORD, SYD),)
    assert found.other_first == (
        "wsm_min_max", "vikor", "promethee_usual", "promethee_linear", "minimum_regret",
    )  # fmt: skip


def test_a_baseline_and_a_bid_that_is_out_are_not_compared() -> None:
    today = replace(chair_bid("today", 1.0, claimed_life=40.0), is_baseline=True)
    out = chair_decisions({SYD: "E4", NORD: "E5"}, admitted=(NORD,))
    done = evaluate(chair_tender(), [*chairs(), today], out)
    found = second_opinion_of(done.lots[LOT])
    assert found.published == {NORD: 1}
    assert {opinion.reason for opinion in found.opinions} == {"fewer_than_two_bids"}
    both = evaluate(chair_tender(), [*chairs(), today], chair_decisions({SYD: "E4", NORD: "E5"}))
    without = evaluate(chair_tender(), chairs(), chair_decisions({SYD: "E4", NORD: "E5"}))
    assert second_opinion_of(both.lots[LOT]) == second_opinion_of(without.lots[LOT])


def test_the_lowest_cost_weighs_nothing() -> None:
    lowest = PRICE.model_copy(update={"rule": None, "slope": None, "weight": Decimal(100)})
    done = evaluate(chair_tender((lowest,), combination="lowest_cost"), chairs(), chair_decisions({}))
    found = second_opinion_of(done.lots[LOT])
    assert (found.reason, found.opinions, found.published) == ("no_weights", (), {NORD: 2, SYD: 1})


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_method_scale_and_reason_has_its_words(lang: str) -> None:
    for key, method in METHODS.items():
        assert t(f"second_opinion.methods.{key}", lang)
        assert t(f"second_opinion.normalisations.{method.normalisation}", lang)
    for reason in ("fewer_than_two_bids", "equal_bids", "negative_value", "cost_of_zero", "value_of_zero"):
        assert t(f"second_opinion.reasons.{reason}", lang, criteria=["a"], bids=["b"])
