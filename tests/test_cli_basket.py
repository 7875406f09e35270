"""A sealed basket on the command line: from the blank workbook over its hash in the tender to the award run."""

import hashlib
import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from documents import draft_of, scoring_matrix, tender_sheet
from evaluation import evaluate
from evaluation.award_run import held_against, obstacles
from evaluation.tender import Tender
from intake import read_basket, read_case, read_tender
from sample_tenders.filling import BlankWorkbook
from tests.documents.workbooks import opened
from tests.samples import FOLDER, sample
from tests.test_cli import run

LOT = "LOT-0001"
KITCHEN = FOLDER / "kitchen_equipment"
WORDS = "tolv grydeskeer i en krukke"
Out = pytest.CaptureFixture[str]


def basket_of(blank: Path, pieces: Mapping[str, float], words: str = WORDS) -> bytes:
    """Return the workbook of a basket with secret words, and pieces bought in the first year."""
    book = BlankWorkbook(blank.read_bytes(), "basket")
    book.write(("basket_secrets", LOT, "secret"), words)
    for key, quantity in pieces.items():
        book.write(("basket_lines", f"{LOT};{key}", "quantity.1"), quantity)
    return book.content()


def quantities(tender: Tender) -> dict[str, float]:
    return {item.key: sum(item.quantity) for item in tender.items}


@pytest.fixture
def blank(tmp_path: Path, capsys: Out) -> Path:
    out = tmp_path / "blank.xlsx"
    tender = KITCHEN / "tender.xlsx"
    assert run(capsys, "basket-sheet", tender, "--lot", LOT, "--out", out)[0] == 0
    return out


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """Return a copy of the kitchen sample without its seal, which is of a tender with quantities."""
    folder = tmp_path / "case"
    shutil.copytree(KITCHEN, folder)
    (folder / "seal.json").unlink()
    return folder


def sealed_for(case: Path, sha256: str, *, with_quantities: bool) -> None:
    """Write the tender of a case again with the hash of a basket, with or without its own quantities."""
    draft = dict(draft_of(read_tender(case / "tender.xlsx")))
    facts = {**draft["facts"][0], "depth": "full"}
    lots = tuple(
        {**lot, "basket_sha256": sha256, "basket_description": "Forbruget i 2025."} for lot in draft["lots"]
    )
    items = tuple(item if with_quantities else {**item, "quantity": ()} for item in draft["items"])
    (case / "tender.xlsx").write_bytes(
        tender_sheet({**draft, "facts": (facts,), "lots": lots, "items": items})
    )


def test_the_printed_hash_is_that_of_the_quantities_and_words_that_were_typed(
    tmp_path: Path, blank: Path, capsys: Out
) -> None:
    items = read_tender(KITCHEN / "tender.xlsx").items
    first = items[0].key
    (tmp_path / "basket.xlsx").write_bytes(basket_of(blank, {first: 2.5}))
    text = (
        f'{{"lot":"{LOT}","quantities":{{"{first}":["2.5"]}},"secret":"{WORDS}","tender":"{_tender_id()}"}}'
    )
    expected = hashlib.sha256(text.encode()).hexdigest()
    assert run(capsys, "basket-hash", tmp_path / "basket.xlsx", "--lot", LOT) == (0, f"{expected}\n", "")
    assert run(capsys, "basket-hash", tmp_path / "basket.xlsx")[1] == f"{LOT} {expected}\n"


def _tender_id() -> str:
    return read_tender(KITCHEN / "tender.xlsx").facts.id


def test_words_that_can_be_guessed_give_no_hash(tmp_path: Path, blank: Path, capsys: Out) -> None:
    (tmp_path / "basket.xlsx").write_bytes(basket_of(blank, {}, "kurv"))
    status, printed, told = run(capsys, "basket-hash", tmp_path / "basket.xlsx", "--lang", "en")
    assert (status, printed) == (2, "")
    assert "fewer than 16 signs" in told
    assert run(capsys, "basket-hash", blank)[0] == 1
    assert run(capsys, "basket-hash", KITCHEN / "tender.xlsx")[0] == 2


@pytest.mark.parametrize("with_quantities", [False, True])
def test_the_opened_basket_gives_the_award_that_the_published_quantities_give(
    case: Path, blank: Path, capsys: Out, *, with_quantities: bool
) -> None:
    """The kitchen sample's own quantities in the basket: the figures and the award are those of the sample."""
    expected = evaluate_json(capsys, KITCHEN)
    basket = basket_of(blank, quantities(read_tender(KITCHEN / "tender.xlsx")))
    (case / "basket.xlsx").write_bytes(basket)
    sha256 = run(capsys, "basket-hash", case / "basket.xlsx", "--lot", LOT)[1].strip()
    sealed_for(case, sha256, with_quantities=with_quantities)
    status, _, told = run(capsys, "seal", case, "--by", "Anne", "--late", "Prøve")
    assert (status, told) == (0, "")
    found = evaluate_json(capsys, case)
    assert found["tender"]["basket"] == {LOT: {"sha256": sha256, "opened": True}}
    assert found["tender"]["sealed"] is True
    for name in ("ranking", "awarded"):
        assert found["lots"][0][name] == expected["lots"][0][name]
    totals = [[bid["total"] for bid in each["lots"][0]["bids"]] for each in (found, expected)]
    assert totals[0] == totals[1]
    held = read_case(case)
    done = held_against(evaluate(held.tender, held.reading.bids, held.decisions, held.baskets), held.seal)
    # The sample's bids are on the sheets of its own tender, which is all that there is to ask about.
    assert [code for code, _ in obstacles(done, held.problems, held.seal)] == ["questions_open"]
    # A rehearsal of the case's own bids opens the basket too.
    status, rehearsed, _ = run(capsys, "rehearse", case, "--bids", "--lang", "en")
    assert status == 0
    assert all(bid["name"] in rehearsed for bid in found["lots"][0]["bids"])


def evaluate_json(capsys: Out, case: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run(capsys, "evaluate", case, "--json")[1])
    return found


@pytest.mark.parametrize("with_quantities", [False, True])
def test_a_changed_basket_is_refused_with_both_hashes(
    case: Path, blank: Path, capsys: Out, *, with_quantities: bool
) -> None:
    tender = read_tender(KITCHEN / "tender.xlsx")
    bought = quantities(tender)
    sealed, problems = read_basket(basket_of(blank, bought))
    assert problems == ()
    sealed_for(case, sealed[LOT].sha256, with_quantities=with_quantities)
    run(capsys, "seal", case, "--by", "Anne", "--late", "Prøve")
    changed = {**bought, tender.items[0].key: bought[tender.items[0].key] + 1}
    (case / "basket.xlsx").write_bytes(basket_of(blank, changed))
    other = read_basket(case / "basket.xlsx")[0][LOT].sha256
    for arguments in ((), ("--award",)):
        status, _, told = run(capsys, "evaluate", case, *arguments)
        assert status == 2
        assert sealed[LOT].sha256 in told
        assert other in told
    (case / "basket.xlsx").unlink()
    status, printed, told = run(capsys, "evaluate", case, "--award", "--lang", "en")
    assert (status, printed) == (2, "")
    assert "sealed basket is not opened" in told


def test_a_closed_lot_without_quantities_is_told_and_written_all_the_same(
    case: Path, tmp_path: Path, capsys: Out
) -> None:
    sealed_for(case, "a" * 64, with_quantities=False)
    status, printed, told = run(capsys, "evaluate", case, "--out", tmp_path / "out", "--json", "--lang", "en")
    found = json.loads(printed)
    assert (status, found["lots"][0]["ranking"]) == (2, [])
    assert "basket_needed" in [problem["code"] for problem in found["problems"]]
    assert told == ""
    assert opened((tmp_path / "out" / "scoring_matrix.xlsx").read_bytes()).sheetnames
    for command in ("decisions", "lint"):
        arguments = ("--out", tmp_path / "decisions.xlsx") if command == "decisions" else ()
        assert run(capsys, command, case, *arguments)[0] == 0
    assert run(capsys, "bid-sheet", case / "tender.xlsx", "--out", tmp_path / "bid.xlsx")[0] == 0


def test_the_matrix_and_every_line_that_is_not_in_the_basket(case: Path, blank: Path) -> None:
    """The last line is left out of the basket: a bid that has no price of it is read and counted."""
    tender = read_tender(KITCHEN / "tender.xlsx")
    bought = quantities(tender)
    left_out = tender.items[-1].key
    del bought[left_out]
    content = basket_of(blank, bought)
    (case / "basket.xlsx").write_bytes(content)
    sealed_for(case, read_basket(content)[0][LOT].sha256, with_quantities=False)
    path = next((case / "bids").glob("*.xlsx"))
    bid = BlankWorkbook(path.read_bytes(), "bid")
    for field in ("offered", "unit_price"):
        bid.write(("prices", left_out, field), None)
    path.write_bytes(bid.content())
    held = read_case(case)
    assert [p.code for p in held.problems if p.severity == "stop"] == []
    assert "price_not_needed" in {problem.code for problem in held.problems}
    done = evaluate(held.tender, held.reading.bids, held.decisions, held.baskets)
    lot = done.lots[LOT]
    assert left_out not in set(lot.streams["item"].astype(object))
    assert len(lot.ranking) == len(list((case / "bids").glob("*.xlsx")))
    assert opened(scoring_matrix(done, "da")).sheetnames


def test_the_matrix_of_waste_is_written_where_no_bid_is_calculated() -> None:
    gowns = sample("surgical_gowns")
    tables = {name: getattr(gowns.tender, name) for name in Tender.model_fields}
    lots = tuple(lot.model_copy(update={"basket_sha256": "a" * 64}) for lot in gowns.tender.lots)
    items = tuple(item.model_copy(update={"quantity": (), "demand": None}) for item in gowns.tender.items)
    done = evaluate(Tender(**{**tables, "lots": lots, "items": items}), gowns.reading.bids, gowns.decisions)
    assert done.lots[LOT].calculated == ()
    assert "residual_waste" in done.lots[LOT].indicators
    assert opened(scoring_matrix(done, "da")).sheetnames
