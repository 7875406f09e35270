"""Substances: what takes a bid out, what gives points, and that saying nothing does neither good nor harm unseen."""

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest

from evaluation import evaluate
from evaluation.bid import Bid
from evaluation.evaluation_model import Criterion
from evaluation.result import LotEvaluation
from evaluation.sheets import bid_sheets
from evaluation.substances import Substance
from evaluation.tender import Item, Tender
from evaluation.tender_checks import tender_faults
from tests.builders import LOT, bid_of, figure, tender_of

CHAIR = Item(key="chair", lot=LOT, title_da="Stol", quantity=(30.0,), reference_life=10, reference=True)
LAMP = Item(key="lamp", lot=LOT, title_da="Lampe", quantity=(10.0,), reference_life=10, reference=True)
MAT = Item(key="mat", lot=LOT, title_da="Måtte", quantity=(5.0,), reference_life=10)
FREE = Criterion(
    lot=LOT, id="free", title_da="Fri for stoffer", weight=Decimal(100), measure="substance_free_share",
    rule="fixed_interval", zero_at=0, full_at=1,
)  # fmt: skip


def substance(key: str, *, must_be_absent: bool = False, lot: str | None = None) -> Substance:
    return Substance(
        key=key,
        title_da=key,
        title_en=key,
        group="pvc",
        definition="0.1 %",
        lot=lot,
        must_be_absent=must_be_absent,
    )


def tender(*substances: Substance) -> Tender:
    return tender_of([CHAIR, LAMP, MAT], [FREE], substances=substances)


def bid(name: str = "a", **answers: str | None) -> Bid:
    """Return a bid with answers as ``chair_pvc="yes"``."""
    price = {"offered": "yes", "product": "x", "unit_price": 1.0}
    rows = [
        {"key": key.replace("_", "/"), "item": key.split("_")[0], "contained": said, "document": None}
        for key, said in answers.items()
    ]
    prices = [{"key": item.key, **price} for item in (CHAIR, LAMP, MAT)]
    return bid_of(name, prices=prices, **({"substance_answers": rows} if rows else {}))


def of(tender: Tender, *bids: Bid) -> LotEvaluation:
    return evaluate(tender, bids).lots[LOT]


def test_the_share_is_the_mean_of_the_items_by_quantity_of_what_each_is_free_of() -> None:
    """Chair free of 1 of 2, lamp of 2 of 2: (30 x 0.5 + 10 x 1) / 40 = 0.625, 6.25 of 10 points; no mat is asked about."""
    asked = tender(substance("pvc"), substance("pfas"))
    done = of(asked, bid(chair_pvc="yes", chair_pfas="no", lamp_pvc="no", lamp_pfas="no"))
    assert figure(done, "a", "substance_free_share") == pytest.approx(0.625)
    assert done.points.loc["a", "free"] == pytest.approx(6.25)


def test_an_answer_that_is_missing_is_not_free_and_not_held() -> None:
    """Missing is not nought: the bid has no figure, rather than the better or the worse one."""
    asked = tender(substance("pvc"), substance("pfas"))
    done = of(asked, bid(chair_pvc="no", chair_pfas=None, lamp_pvc="no", lamp_pfas="no"), bid("b"))
    assert np.isnan(figure(done, "a", "substance_free_share"))
    assert np.isnan(figure(done, "b", "substance_free_share"))


def test_a_substance_that_must_be_absent_takes_a_bid_out_and_gives_no_points() -> None:
    asked = tender(substance("pvc"), substance("dehp", must_be_absent=True))
    clean = bid("a", chair_pvc="no", chair_dehp="no", lamp_pvc="yes", lamp_dehp="no")
    holds = bid("b", chair_pvc="no", chair_dehp="no", lamp_pvc="no", lamp_dehp="yes")
    done = of(asked, clean, holds)
    assert [(each.state, each.failed) for each in done.bids] == [
        ("proposed_admitted", ()),
        ("proposed_not_admitted", ("substance:dehp",)),
    ]
    # 30 chairs free of the one counted substance, 10 lamps not: 0.75.
    assert figure(done, "a", "substance_free_share") == pytest.approx(0.75)


def test_a_substance_is_asked_in_its_lot_and_of_reference_items_only() -> None:
    asked = tender(substance("pvc"), substance("pfas", lot=LOT), substance("dehp", lot="LOT-0002"))
    sheet = {each.table: each for each in bid_sheets(asked, LOT)}["substance_answers"]
    assert sheet.keys == ("chair/pvc", "chair/pfas", "lamp/pvc", "lamp/pfas")
    assert [column.field for column in sheet.columns] == ["contained", "document"]


def test_every_answer_is_an_input_with_its_cell_and_read_once() -> None:
    asked = tender(substance("pvc"))
    done = of(asked, bid(chair_pvc="yes", lamp_pvc="no"))
    found = done.inputs.loc[(done.inputs["table"] == "substance_answers").to_numpy()]
    assert list(zip(found["key"], found["value"], found["source_cell"], strict=True)) == [
        ("chair/pvc", 1.0, "C7"),
        ("lamp/pvc", 0.0, "C8"),
    ]


def test_a_key_with_a_slash_would_be_another_items_and_is_a_fault() -> None:
    faults = tender_faults(tender(substance("phthalate/dehp")))
    assert [(fault.code, fault.values["key"]) for fault in faults] == [("key_form", "phthalate/dehp")]


def test_what_a_stopped_answer_says_of_another_lot_takes_no_bid_out_of_this_one() -> None:
    asked = tender(substance("dehp", must_be_absent=True))
    holds = bid("b", lamp_dehp="yes")
    frame = holds.tables["substance_answers"].assign(lot="LOT-0002")
    elsewhere = replace(holds, tables={**holds.tables, "substance_answers": frame})
    assert of(asked, elsewhere).bids[0].failed == ()
