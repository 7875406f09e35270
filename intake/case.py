"""A case: the tender, the bids and the baseline, what was decided and the seal, from one folder or zip."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from pydantic import TypeAdapter

from evaluation.basket import Basket, Opened, opened, waits_for_basket
from evaluation.decisions import Decisions
from evaluation.problems import Problem, UnusableTender
from evaluation.replaced_figures import is_as_stated, row_of
from evaluation.seal import Fork, Seal, fork_from, seal_from
from evaluation.tender import Tender
from intake.case_files import NotACase, files_of_case
from intake.read_basket import read_basket
from intake.read_bids import BASELINE, Reading, read_bids
from intake.read_decisions import read_decisions
from intake.read_tender import read_tender_with_notices

TENDER, DECISIONS, SEAL, BIDS, FORK = "tender.xlsx", "decisions.xlsx", "seal.json", "bids", "fork.json"
BASKET = "basket.xlsx"
_OBJECT = TypeAdapter(dict[str, object])


@dataclass(frozen=True)
class Case:
    """Everything a case holds.

    Parameters
    ----------
    tender, reading, decisions : what was read from the workbooks.
    seal : from ``seal.json``; None where there is none, or none that can be read.
    problems : all of them: the tender's notices, the bids', the decisions' and the case's own.
    files : every file by its path inside the case, attachments and mappings too.
    fork : from ``fork.json``: the case was changed after its bids were opened; None where it was not.
    baskets : from ``basket.xlsx``, by lot: quantities that the tender publishes the hash of; none where it is not there.
    """

    tender: Tender
    reading: Reading
    decisions: Decisions
    seal: Seal | None
    problems: tuple[Problem, ...]
    files: Mapping[str, bytes]
    fork: Fork | None = None
    baskets: Mapping[str, Basket] = field(default_factory=dict)

    @property
    def has_bids(self) -> bool:
        """Say whether any file lies where bids do, readable or not."""
        return any(PurePosixPath(name).parts[0].casefold() == BIDS for name in self.files)


def read_case(given: str | Path | bytes) -> Case:
    """Read a case from a folder, a zip, or the bytes of a zip (which may hold it in one folder).

    Raises
    ------
    UnusableTender
        Where there is no case, no tender in it, or a tender that cannot be used; with every reason.
    """
    try:
        files = files_of_case(given)
    except NotACase as reason:
        raise UnusableTender((Problem("stop", reason.code, values=reason.values),)) from reason
    by_name = {name.casefold(): name for name in files}
    if TENDER not in by_name:
        raise UnusableTender((Problem("stop", "no_tender", file=TENDER),))
    read = read_tender_with_notices(files[by_name[TENDER]])
    if read.tender is None:
        raise UnusableTender(read.problems)
    tender = read.tender
    baskets, of_basket = _baskets(tender, files.get(by_name.get(BASKET, "")))
    opening = opened(tender, baskets)
    seal, sealed = _seal(files.get(by_name.get(SEAL, "")))
    bids = [name for name in files if _is_bid_sheet(name, BIDS)]
    baselines = [name for name in files if _is_bid_sheet(name, BASELINE)]
    reading = read_bids(
        tender,
        [(PurePosixPath(name).name, files[name]) for name in bids],
        # By its path: a bid may have a file of the same name.
        [(name, files[name]) for name in baselines],
        _attachments(files),
        seal.amendments if seal is not None else (),
        opening.tender,
    )
    decisions, decided = _decisions(tender, files.get(by_name.get(DECISIONS, "")))
    fork, forked = _fork(files.get(by_name.get(FORK, "")))
    held = {*bids, *baselines}
    unread = tuple(
        _not_a_bid(name)
        for name in files
        if (_is_in(name, BIDS) or _is_in(name, BASELINE)) and name not in held
    )
    problems = (
        *read.problems,
        *reading.problems,
        *unread,
        *_strangers(reading, decisions),
        *_not_as_stated(reading, decisions),
        *decided,
        *sealed,
        *forked,
        *of_basket,
        *_of_baskets(tender, baskets, opening),
    )
    return Case(tender, reading, decisions, seal, problems, files, fork, baskets)


def _baskets(tender: Tender, content: bytes | None) -> tuple[Mapping[str, Basket], tuple[Problem, ...]]:
    return ({}, ()) if content is None else read_basket(content, tender)


def _of_baskets(tender: Tender, baskets: Mapping[str, Basket], opening: Opened) -> tuple[Problem, ...]:
    """Tell of baskets that are not the sealed ones, that nothing asks for, or that a lot cannot be evaluated without."""
    found = []
    for lot in tender.lots:
        held = opening.sealed.get(lot.id)
        if held is None and lot.id in baskets:
            found.append(Problem("notice", "basket_not_asked", lot=lot.id, file=BASKET))
        elif held is not None and held.state == "differs":
            told = {"sha256": held.sha256, "found": held.found}
            found.append(Problem("stop", "basket_differs", lot=lot.id, file=BASKET, values=told))
        if held is not None and held.state != "opened" and waits_for_basket(tender, lot):
            found.append(Problem("stop", "basket_needed", lot=lot.id, file=BASKET))
    return tuple(found)


def _attachments(files: Mapping[str, bytes]) -> dict[str, list[tuple[str, bytes]]]:
    """Return what lies in ``bids/NAME/``, by NAME: what was handed in beside the bid sheet of that name."""
    found: dict[str, list[tuple[str, bytes]]] = {}
    for name, content in files.items():
        parts = PurePosixPath(name).parts
        if len(parts) > len((BIDS, "NAME")) and parts[0].casefold() == BIDS:
            found.setdefault(parts[1], []).append((PurePosixPath(*parts[1:]).as_posix(), content))
    return found


def seal_beside(tender: Path) -> Seal | None:
    """Return the seal that lies beside a tender's workbook, None where there is none that can be read."""
    path = tender.with_name(SEAL)
    return _seal(path.read_bytes() if path.is_file() else None)[0]


def _decisions(tender: Tender, content: bytes | None) -> tuple[Decisions, tuple[Problem, ...]]:
    return (Decisions(), ()) if content is None else read_decisions(tender, content)


def _is_in(name: str, folder: str) -> bool:
    """Say whether a file lies directly in a folder of bid sheets; what lies deeper is attached to one."""
    path = PurePosixPath(name)
    return len(path.parts) == len((folder, "NAME.xlsx")) and path.parts[0].casefold() == folder


def _is_bid_sheet(name: str, folder: str) -> bool:
    """Say whether a file is a bid sheet. What is another kind of spreadsheet is read too, and refused there."""
    kinds = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv")
    return _is_in(name, folder) and PurePosixPath(name).suffix.casefold() in kinds


def _not_a_bid(name: str) -> Problem:
    return Problem("notice", "file_not_read", file=name)


def _strangers(reading: Reading, decisions: Decisions) -> tuple[Problem, ...]:
    """Tell of decisions about bids that are not in the case, or about a baseline, which is none."""
    known = {bid.id for bid in reading.bids if not bid.is_baseline}
    decided = [row.bid for table in type(decisions).model_fields for row in getattr(decisions, table)]
    return tuple(
        Problem("question", "decision_about_no_bid", bid=bid, file=DECISIONS, values={"key": bid})
        for bid in dict.fromkeys(decided)
        if bid not in known
    )


def _not_as_stated(reading: Reading, decisions: Decisions) -> tuple[Problem, ...]:
    """Tell of a buyer's own figure that stands in for a row the bid has not, or for another figure than it states."""
    by_id = {bid.id: bid for bid in reading.bids if not bid.is_baseline}
    found = []
    for row in decisions.replaced_figures:
        bid = by_id.get(row.bid)
        if bid is None or is_as_stated(bid, row):
            continue
        code = "replaced_row_unknown" if row_of(bid, row) is None else "replaced_not_as_stated"
        told = {"field": row.field, "key": row.key or row.bid, "found": row.stated}
        found.append(Problem("question", code, row.bid, row.lot, DECISIONS, values=told))
    return tuple(found)


def _seal(content: bytes | None) -> tuple[Seal | None, tuple[Problem, ...]]:
    if content is None:
        return None, ()
    try:
        return seal_from(_OBJECT.validate_json(content)), ()
    except ValueError:
        return None, (Problem("question", "seal_unreadable", file=SEAL),)


def _fork(content: bytes | None) -> tuple[Fork | None, tuple[Problem, ...]]:
    """Return where a case was copied from; one that does not say so as it should is a fork all the same."""
    if content is None:
        return None, ()
    try:
        return fork_from(_OBJECT.validate_json(content)), ()
    except ValueError:
        return Fork(), (Problem("notice", "fork_unreadable", file=FORK),)
