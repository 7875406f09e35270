"""Tenders of one cost and some judged or measured criteria, as the pathologies of evaluation models need them."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from evaluation.evaluation_model import Criterion
from evaluation.robustness.finding import ModelFinding
from evaluation.robustness.rehearsal import findings
from evaluation.robustness.synthetic import with_expected_cost
from evaluation.scoring_model import ScoringModel, scoring_model
from evaluation.scoring_steps import score_values
from evaluation.tender import Item, Tender
from tests.builders import LOT, tender_of

ITEM = Item(key="thing", lot=LOT, title_da="Ting", quantity=(1.0,), reference_life=10.0, reference=True)
SETS = 1000


def price(weight: float | None, rule: str | None = "linear_over_best", **fields: object) -> Criterion:
    """Return the criterion of cost."""
    return criterion("price", weight, "purchase_price", rule, **fields)


def quality(weight: float | None, key: str = "quality", scale: float = 10.0, **fields: object) -> Criterion:
    """Return a judged criterion."""
    given = {"rule": "judged_points", "assessor_scale": scale, **fields}
    rule = given.pop("rule")
    return criterion(key, weight, f"judged:{key}", str(rule), **given)


def criterion(key: str, weight: float | None, measure: str, rule: str | None, **fields: object) -> Criterion:
    """Return a criterion of any measure."""
    told = {"lot": LOT, "id": key, "title_da": key, "measure": measure, "rule": rule, **fields}
    return Criterion.model_validate({**told, "weight": None if weight is None else Decimal(str(weight))})


def tender(
    *criteria: Criterion, tables: Mapping[str, object] | None = None, scale: float = 10.0, **model: object
) -> Tender:
    """Return a tender of one lot with these criteria; ``tables`` are further ones."""
    return tender_of([ITEM], criteria, model={"scale": scale, **model}, **(tables or {}))


def totals(of: Tender | ScoringModel, *values: Sequence[float], without: Sequence[int] = ()) -> list[float]:
    """Return the totals of bids, a row of values a leaf; NaN for those left out."""
    model = scoring_model(of, LOT) if isinstance(of, Tender) else of
    admitted = np.ones(len(values[0]), dtype=bool)
    admitted[list(without)] = False
    done = score_values(model, np.array(values, dtype=float), admitted)
    found: NDArray[np.float64] = np.where(done.counted, done.total, np.nan)
    return [float(each) for each in found]


def found_in(of: Tender, expected: float = 100.0, seed: int = 1) -> dict[str, ModelFinding]:
    """Return the findings of a tender by code, the first of each."""
    found: dict[str, ModelFinding] = {}
    for each in findings(with_expected_cost(of, LOT, expected), LOT, seed=seed, sets=SETS):
        found.setdefault(each.code, each)
    return found


def bids_in(finding: ModelFinding) -> list[tuple[float, ...]]:
    """Return the values of a finding's bids, a row a leaf."""
    assert finding.example is not None
    return list(finding.example.values.values())


def figure(finding: ModelFinding, name: str) -> float:
    """Return a figure that a finding tells."""
    value = finding.values[name]
    assert isinstance(value, float)
    return value


def replayed(of: Tender, finding: ModelFinding, case: int, without: Sequence[int] = ()) -> list[float]:
    """Return the totals of a finding's bids, scored anew; they are those that it states."""
    assert finding.example is not None
    again = totals(of, *bids_in(finding), without=without)
    np.testing.assert_allclose(again, finding.example.cases[case].totals, rtol=1e-12)
    return again
