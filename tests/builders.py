"""A small tender and bids in it, for tests of the core: what a reader would have made of workbooks."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

import pandas as pd

from evaluation.bid import Bid
from evaluation.evaluation_model import Criterion, EvaluationModel
from evaluation.result import LotEvaluation
from evaluation.tender import Item, Lot, Tender, TenderFacts

LOT = "LOT-0001"


def tender_of(items: Sequence[Item], criteria: Sequence[Criterion] = (), **tables: object) -> Tender:
    """Return a tender of one lot; ``model`` holds fields of its evaluation model."""
    fields: dict[str, object] = {"first_year": 2027, "study_years": 10, "discount_rate": 0.035}
    fields.update(tables.pop("model", {}))  # type: ignore[call-overload]
    price = Criterion(
        lot=LOT, id="cost", title_da="TCO", weight=Decimal(100), measure="life_cycle_cost",
        rule="linear_over_best", slope=50,
    )  # fmt: skip
    return Tender.model_validate(
        {
            "facts": TenderFacts(
                id="test",
                title="Test",
                authority="A",
                regime="national_191",
                deadline="2026-11-02",
                approver="B",
            ),
            "lots": (Lot(id=LOT, title="Lot"),),
            "models": (EvaluationModel.model_validate({"lot": LOT, **fields}),),
            "items": tuple(items),
            "criteria": tuple(criteria) or (price,),
            **tables,
        }
    )


def bid_of(name: str, **tables: Sequence[Mapping[str, object]]) -> Bid:
    """Return a bid on the lot; each table is given as rows with their key, from row 7 of its sheet on."""
    frames = {}
    columns: dict[tuple[str, str, str], str] = {}
    for table, rows in tables.items():
        frame = pd.DataFrame([dict(row) for row in rows])
        frame["lot"], frame["source_file"], frame["source_sheet"] = LOT, f"{name}.xlsx", table
        frame["source_row"] = range(7, 7 + len(frame))
        frames[table] = frame
        columns |= {(f"{name}.xlsx", table, field): chr(65 + n) for n, field in enumerate(frame.columns)}
    return Bid(name, name, (LOT,), (), frames, columns)


def figure(done: LotEvaluation, bid: str, measure: str) -> float:
    """Return one indicator of one bid."""
    return float(done.indicators[measure].to_numpy(dtype=float)[done.calculated.index(bid)])
