"""Writes the sample tenders again, the same bytes each time: ``python -m sample_tenders.build``.

A sample is made as a case is: the tender is a workbook that is read back, the bid sheets are made from
it, filled in by bidders and read, and what is to be decided is filled in by the buyer's people.
"""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from documents import bid_sheet, decisions_sheet, draft_of, preset, tender_sheet
from documents.amended_case import json_file
from evaluation.seal import tender_sha256
from evaluation.sealing import seal_of
from intake import read_bids
from intake.read_tender import read_tender
from sample_tenders.content import kitchen_equipment, laptops, office_furniture, surgical_gowns
from sample_tenders.content.answers import BidAnswers, Fault, Place, bid_answers, decided
from sample_tenders.content.kitchen_equipment import tender as kitchen
from sample_tenders.content.laptops import faults as laptop_faults
from sample_tenders.content.laptops.tender import laptops as laptop_tender
from sample_tenders.content.office_furniture import faults as furniture_faults
from sample_tenders.content.office_furniture.tender import office_furniture as furniture_tender
from sample_tenders.content.surgical_gowns.tender import surgical_gowns as gowns_tender
from sample_tenders.filling import BlankWorkbook

FOLDER = Path(__file__).parent
Files = Mapping[str, bytes]


def kitchen_files() -> Files:
    """Return the files of the kitchen sample: the officer fills in the blank tender of a small purchase."""
    blank = BlankWorkbook(tender_sheet(preset(kitchen.PRESET)), "tender")
    blank.fill(kitchen.TENDER_ANSWERS)
    content = Path(kitchen_equipment.__file__).parent
    answers = bid_answers(content / "bids", kitchen.LOT)
    seal = ("Karen Vang, indkøber", "2026-10-01T09:00:00+02:00")
    return _case(blank.content(), answers, decided(content / "decisions.toml"), seal)


def furniture_files() -> Files:
    """Return the files of the furniture sample; one of its bids has a dozen faults."""
    content = Path(office_furniture.__file__).parent
    workbook = tender_sheet(draft_of(furniture_tender()))
    answers = bid_answers(content / "bids")
    seal = ("Anne Krogh, indkøbschef", "2026-09-14T10:30:00+02:00")
    baseline = bid_answers(content / "baseline")
    return _case(workbook, answers, decided(content / "decisions.toml"), seal, baseline)


def gowns_files() -> Files:
    """Return the files of the gowns sample: single-use against a service, counted in uses."""
    content = Path(surgical_gowns.__file__).parent
    workbook = tender_sheet(draft_of(gowns_tender()))
    seal = ("Anne Krogh, indkøbschef", "2026-08-24T14:00:00+02:00")
    return _case(workbook, bid_answers(content / "bids"), decided(content / "decisions.toml"), seal)


def laptop_files() -> Files:
    """Return the files of the laptop sample; one of its bids states watts where kWh a year are asked."""
    content = Path(laptops.__file__).parent
    workbook = tender_sheet(draft_of(laptop_tender()))
    answers = bid_answers(content / "bids")
    seal = ("Lone Dam, indkøbschef", "2026-09-01T11:15:00+02:00")
    return _case(workbook, answers, decided(content / "decisions.toml"), seal)


# The faults of each bid that has any.
SPOILT: Mapping[str, Sequence[Fault]] = {
    module.FAULTY_BID: module.FAULTS for module in (furniture_faults, laptop_faults)
}


def _case(
    workbook: bytes,
    answers: Sequence[BidAnswers],
    decisions: Mapping[Place, object],
    seal: tuple[str, str],
    baseline: Sequence[BidAnswers] = (),
) -> Files:
    """Return the files of a case by their path in it; a baseline is a bid sheet that the buyer fills in."""
    tender = read_tender(workbook)
    sha256 = tender_sha256(tender)
    blank_of = {lot.id: bid_sheet(tender, lot.id, sha256=sha256) for lot in tender.lots}
    bids, beside = (
        {f"{each.name}.xlsx": _filled_bid(blank_of[each.lot], each) for each in of}
        for of in (answers, baseline)
    )
    reading = read_bids(tender, [*bids.items()])
    to_decide = BlankWorkbook(decisions_sheet(tender, reading.bids, sha256=sha256), "decisions")
    to_decide.fill(decisions)
    by, at = seal
    return {
        "tender.xlsx": workbook,
        **{f"bids/{name}": content for name, content in bids.items()},
        **{f"baseline/{name}": content for name, content in beside.items()},
        "decisions.xlsx": to_decide.content(),
        "seal.json": json_file(seal_of(tender, by, at)),
    }


def _filled_bid(blank: bytes, answers: BidAnswers) -> bytes:
    sheet = BlankWorkbook(blank, "bid")
    sheet.fill(answers.cells)
    faults = SPOILT.get(answers.name, ())
    # Every cell is found before any is spoilt: one fault is a key.
    cells = [sheet.cell_of(fault.place) for fault in faults]
    for (name, cell), fault in zip(cells, faults, strict=True):
        sheet.book[name][cell] = fault.written
    return sheet.content()


SAMPLES = {
    "kitchen_equipment": kitchen_files,
    "laptops": laptop_files,
    "office_furniture": furniture_files,
    "surgical_gowns": gowns_files,
}


def main() -> int:
    """Write every sample and say what was written."""
    for name, files_of in SAMPLES.items():
        files = files_of()
        for path, content in files.items():
            target = FOLDER / name / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        print(f"{name}: {len(files)} files, {sum(len(content) for content in files.values()):,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
