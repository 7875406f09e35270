"""The buyer's own bid sheet in the folder ``baseline``: read like a bid, and never taken for one."""

import shutil
from pathlib import Path

import openpyxl
import pytest

from intake import read_bids, read_case
from intake.read_bids import Received
from tests.intake.bids import furniture
from tests.samples import FOLDER, sample

CASE = FOLDER / "office_furniture"
GENBO = CASE / "bids" / "genbo_kontor_delaftale_1.xlsx"
REPAIR = "baseline_reparation_delaftale_1"


def received(name: str) -> Received:
    """Return a bid of the sample under another name."""
    return name, GENBO.read_bytes()


def test_a_baseline_with_the_company_number_of_a_bidder_is_not_part_of_its_bid() -> None:
    tender = sample("office_furniture").tender
    bid, baseline = read_bids(tender, [GENBO], [received("baseline/genbo_kontor_delaftale_1.xlsx")]).bids
    assert (bid.id, bid.is_baseline, len(bid.files)) == ("42708296", False, 1)
    assert (baseline.id, baseline.is_baseline) == ("baseline_genbo_kontor_delaftale_1", True)
    assert baseline.files[0].name == "baseline/genbo_kontor_delaftale_1.xlsx"
    assert [len(frame) for frame in baseline.tables.values()] == [len(f) for f in bid.tables.values()]


def test_a_bid_keeps_its_id_where_a_baseline_wants_the_same() -> None:
    """Both files are no workbooks, so that the names of the files are all there is."""
    names = [("baseline_x.xlsx", b"not a workbook")], [("baseline/x.xlsx", b"not a workbook")]
    bids = read_bids(furniture(), *names).bids
    assert [(bid.id, bid.is_baseline) for bid in bids] == [("baseline_x", False), ("baseline_x_2", True)]


def test_two_baselines_on_one_lot_are_two() -> None:
    files = [received("baseline/today.xlsx"), received("baseline/repair.xlsx")]
    reading = read_bids(sample("office_furniture").tender, [], files)
    assert [bid.id for bid in reading.bids] == ["baseline_today", "baseline_repair"]
    assert reading.problems == ()


@pytest.mark.parametrize("folder", ["baseline", "Baseline"])
def test_a_case_holds_its_baseline_after_the_bids_and_asks_no_company_number_of_it(
    tmp_path: Path, folder: str
) -> None:
    """A text beside it is told of as a file that was not read."""
    case = tmp_path / "case"
    (case / folder).mkdir(parents=True)
    (case / "tender.xlsx").write_bytes((CASE / "tender.xlsx").read_bytes())
    (case / folder / "notes.txt").write_text("x")
    for path in (CASE / "baseline").iterdir():
        (case / folder / path.name).write_bytes(path.read_bytes())
    read = read_case(case)
    (baseline,) = read.reading.bids
    assert (baseline.id, baseline.name, baseline.lots) == (
        REPAIR,
        "Reparation af det nuværende",
        ("LOT-0001",),
    )
    assert [(p.code, p.file) for p in read.problems] == [("file_not_read", f"{folder}/notes.txt")]


def test_a_decision_about_a_baseline_is_told_as_one_about_no_bid(tmp_path: Path) -> None:
    """Every decision of the sample about Genbo is moved to its baseline; no other is about a bid it lacks."""
    case = tmp_path / "case"
    shutil.copytree(CASE, case)
    book = openpyxl.load_workbook(case / "decisions.xlsx")
    for cell in (cell for sheet in book for row in sheet.iter_rows() for cell in row):
        if cell.value == "42708296":
            cell.value = REPAIR
    book.save(case / "decisions.xlsx")
    told = [p.bid for p in read_case(case).problems if p.code == "decision_about_no_bid"]
    assert told == [REPAIR]
