"""The command line around the seal: sealing early and late, forks, amendments, and every refusal with both hashes."""

import io
import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

import openpyxl
import pytest

import cli
from documents import draft_of, tender_sheet
from evaluation.seal import tender_sha256
from evaluation.tender import TENDER_TABLES, Tender
from intake import read_case, read_tender
from tests.samples import FOLDER
from tests.test_cli import run

KITCHEN = FOLDER / "kitchen_equipment"
Out = pytest.CaptureFixture[str]
BOTH = pytest.mark.parametrize("lang", ["da", "en"])


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """Return a copy of the kitchen sample, sealed and with its bids."""
    shutil.copytree(KITCHEN, tmp_path / "case")
    return tmp_path / "case"


@pytest.fixture
def before(case: Path) -> Path:
    """Return the same before any bid came."""
    shutil.rmtree(case / "bids")
    (case / "decisions.xlsx").unlink()
    return case


def tender_with(facts: Mapping[str, object], quantity: float | None = None) -> Tender:
    """Return the tender of the kitchen sample with other facts, and another quantity of its first item."""
    tender = read_tender(KITCHEN / "tender.xlsx")
    tables: dict[str, Any] = {name: getattr(tender, name) for name in TENDER_TABLES}
    tables["facts"] = tender.facts.model_copy(update=dict(facts))
    if quantity is not None:
        first, *others = tender.items
        tables["items"] = (first.model_copy(update={"quantity": (quantity,)}), *others)
    return Tender(**tables)


def save(tender: Tender, path: Path) -> Path:
    path.write_bytes(tender_sheet(draft_of(tender)))
    return path


def seal_in(case: Path) -> dict[str, Any]:
    held: dict[str, Any] = json.loads((case / "seal.json").read_text(encoding="utf-8"))
    return held


@BOTH
def test_an_award_of_an_unsealed_tender_is_refused_with_its_hash_now(
    capsys: Out, case: Path, lang: str
) -> None:
    (case / "seal.json").unlink()
    status, printed, told = run(capsys, "evaluate", case, "--award", "--lang", lang)
    assert (status, printed) == (2, "")
    assert tender_sha256(read_tender(case / "tender.xlsx")) in told


@BOTH
def test_an_award_of_an_altered_tender_is_refused_with_both_hashes_and_the_part(
    capsys: Out, case: Path, lang: str
) -> None:
    changed = tender_with({"approver": "En anden"})
    save(changed, case / "tender.xlsx")
    status, printed, told = run(capsys, "evaluate", case, "--award", "--lang", lang)
    assert (status, printed) == (2, "")
    assert seal_in(case)["sha256"] in told
    assert tender_sha256(read_tender(case / "tender.xlsx")) in told
    assert {"da": "Udbud", "en": "Tender"}[lang] in told.splitlines()[-1]


@BOTH
def test_a_changed_tender_with_bids_cannot_be_sealed_again(capsys: Out, case: Path, lang: str) -> None:
    save(tender_with({"approver": "En anden"}), case / "tender.xlsx")
    sealed = (case / "seal.json").read_bytes()
    for late in ([], ["--late", "Glemt"]):
        status, printed, told = run(capsys, "seal", case, "--by", "Anne", *late, "--lang", lang)
        assert (status, printed) == (2, "")
        assert seal_in(case)["sha256"] in told
        assert tender_sha256(read_tender(case / "tender.xlsx")) in told
    assert (case / "seal.json").read_bytes() == sealed


def test_sealing_what_is_sealed_keeps_who_and_when(capsys: Out, case: Path) -> None:
    sealed = (case / "seal.json").read_bytes()
    assert run(capsys, "seal", case, "--by", "Anne")[0] == 0
    assert (case / "seal.json").read_bytes() == sealed


@BOTH
def test_a_late_seal_needs_a_reason_and_every_result_shows_it(
    capsys: Out, case: Path, tmp_path: Path, lang: str
) -> None:
    (case / "seal.json").unlink()
    assert run(capsys, "seal", case, "--by", "Anne")[0] == 2
    assert not (case / "seal.json").exists()
    assert run(capsys, "seal", case, "--by", "Anne Krogh", "--late", "Fil gik tabt")[0] == 0
    status, printed, _ = run(capsys, "evaluate", case, "--award", "--lang", lang, "--out", tmp_path / "out")
    assert status == 0
    assert "Fil gik tabt" in printed
    assert "Anne Krogh" in printed
    assert "Fil gik tabt" in front_of(tmp_path / "out")
    shown = json.loads((tmp_path / "out" / "evaluation.json").read_text(encoding="utf-8"))["tender"]
    assert (shown["seal"]["late_reason"], shown["seal"]["by"], shown["seal"]["version"]) == (
        "Fil gik tabt", "Anne Krogh", 1,
    )  # fmt: skip
    assert (shown["for_award"], shown["sha256"], shown["fork"]) == (True, seal_in(case)["sha256"], None)


def front_of(folder: Path) -> str:
    """Return all that stands on the first sheet of a scoring matrix."""
    book = openpyxl.load_workbook(folder / "scoring_matrix.xlsx", read_only=True)
    return "\n".join(
        str(cell) for row in book.worksheets[0].iter_rows(values_only=True) for cell in row if cell
    )


def test_before_bids_came_a_tender_may_be_sealed_again_and_names_the_seal_before(
    capsys: Out, before: Path
) -> None:
    first = seal_in(before)["sha256"]
    save(tender_with({"approver": "En anden"}), before / "tender.xlsx")
    assert run(capsys, "seal", before, "--by", "Anne")[0] == 0
    assert seal_in(before)["previous"] == first
    assert run(capsys, "seal", before, "--by", "Anne", "--late", "x")[0] == 0
    save(tender_with({"approver": "En tredje"}), before / "tender.xlsx")
    assert run(capsys, "seal", before, "--by", "Anne", "--late", "x")[0] == 2


@BOTH
def test_a_fork_is_marked_everywhere_and_never_awards_though_it_is_sealed_again(
    capsys: Out, case: Path, tmp_path: Path, lang: str
) -> None:
    parent, fork, out = seal_in(case)["sha256"], tmp_path / "fork", tmp_path / "out"
    made = run(
        capsys, "fork", case, "--by", "Bo", "--reason", "Hvad hvis garantien vejer mere?", "--out", fork
    )
    assert made[0] == 0
    assert json.loads((fork / "fork.json").read_text(encoding="utf-8"))["parent"] == parent
    assert run(capsys, "fork", case, "--by", "Bo", "--reason", "x", "--out", fork)[0] == 2
    assert not (case / "fork.json").exists()
    save(tender_with({"approver": "En anden"}), fork / "tender.xlsx")
    assert run(capsys, "seal", fork, "--by", "Bo")[0] == 0
    status, printed, told = run(capsys, "evaluate", fork, "--award", "--lang", lang)
    assert (status, printed) == (2, "")
    assert parent in told
    status, printed, _ = run(capsys, "evaluate", fork, "--lang", lang, "--out", out)
    mark = {"da": "IKKE TIL TILDELING", "en": "NOT FOR AWARD"}[lang]
    for shown in (printed, front_of(out)):
        assert mark in shown
        assert "Hvad hvis garantien vejer mere?" in shown
        assert parent in shown
    tender = json.loads((out / "evaluation.json").read_text(encoding="utf-8"))["tender"]
    assert (tender["fork"]["parent"], tender["for_award"], tender["sealed"]) == (parent, False, True)


def test_a_fork_that_cannot_be_read_is_a_fork(capsys: Out, case: Path) -> None:
    (case / "fork.json").write_text("{", encoding="utf-8")
    status, _, told = run(capsys, "evaluate", case, "--award", "--lang", "en")
    assert status == 2
    assert "copy that was changed after bids were opened" in told
    assert [p.code for p in read_case(case).problems if p.file == "fork.json"] == ["fork_unreadable"]


ANSWERS = ("--by", "Anne Krogh", "--essential", "no", "--basic-element", "no", "--published", "2026-10-05")


def test_an_amendment_makes_the_next_version_and_what_is_published(
    capsys: Out, before: Path, tmp_path: Path
) -> None:
    first, out = seal_in(before), tmp_path / "amended"
    deadline = read_tender(before / "tender.xlsx").facts.deadline
    new = save(tender_with({"amendment": 1}, 9.0), tmp_path / "new.xlsx")
    status, printed, told = run(capsys, "amend", before, new, *ANSWERS, "--out", out)
    assert (status, told) == (0, ""), told
    seal = seal_in(out)
    assert seal["sha256"] == tender_sha256(read_tender(new))
    assert seal["sha256"] in printed
    assert (seal["version"], seal["previous"]) == (2, first["sha256"])
    assert [each["deadline"] for each in seal["amendments"]] == [deadline]
    assert json.loads((out / "versions" / "1" / "seal.json").read_text(encoding="utf-8")) == first
    assert (out / "versions" / "1" / "tender.xlsx").read_bytes() == (before / "tender.xlsx").read_bytes()
    published = {path.name for path in (out / "amendments" / "1").iterdir()}
    texts = {f"amendment_{lang}.{kind}" for lang in ("da", "en") for kind in ("docx", "md")}
    assert published == {*texts, "bid_sheet_LOT-0001.xlsx"}
    sheet = openpyxl.load_workbook(out / "amendments" / "1" / "bid_sheet_LOT-0001.xlsx")
    described = [*sheet["_skema"].iter_rows(values_only=True)]
    assert any(seal["sha256"] in row for row in described)
    assert any(row[:2] == ("amendment", 1) for row in described)
    assert run(capsys, "evaluate", out)[0] == 0
    # The next one goes on from there, and the tender it amends is not sealed in another way.
    status, _, told = run(capsys, "seal", out, "--by", "Anne")
    assert status == 0
    assert seal_in(out) == seal
    assert run(capsys, "amend", out, new, *ANSWERS, "--out", tmp_path / "again")[0] == 2


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"--basic-element": "yes"}, "Udbuddet skal annulleres"),
        ({"--essential": "yes"}, "§ 93, stk. 4"),
        ({"--published": "5. oktober"}, "5. oktober"),
    ],
)
def test_an_amendment_that_cannot_be_made_so_leaves_nothing_behind(
    capsys: Out, before: Path, tmp_path: Path, changed: dict[str, str], expected: str
) -> None:
    facts = {"amendment": 1, "regime": "eu_open"}
    old = tender_with({"regime": "eu_open"})
    save(old, before / "tender.xlsx")
    assert run(capsys, "seal", before, "--by", "Anne")[0] == 0
    new = save(tender_with(facts, 9.0), tmp_path / "new.xlsx")
    given = dict(zip(ANSWERS[::2], ANSWERS[1::2], strict=True)) | changed
    flat = [each for pair in given.items() for each in pair]
    status, _, told = run(capsys, "amend", before, new, *flat, "--out", tmp_path / "out")
    assert status == 2
    assert expected in told
    assert not (tmp_path / "out").exists()


def test_after_bids_came_a_tender_cannot_be_amended(capsys: Out, case: Path, tmp_path: Path) -> None:
    new = save(tender_with({"amendment": 1}, 9.0), tmp_path / "new.xlsx")
    status, _, told = run(capsys, "amend", case, new, *ANSWERS, "--out", tmp_path / "out")
    assert (status, "fork" in told) == (2, True)


RULES = [
    ("question", 9.0, ("question", "older_sheet_differs")),
    ("question", None, ("question", "older_sheet_is_the_same")),
    ("stop", 9.0, ("stop", "older_sheet_refused")),
    ("stop", None, ("stop", "older_sheet_refused")),
    ("accept_if_same", 9.0, ("question", "older_sheet_differs")),
    ("accept_if_same", None, ("notice", "older_sheet_accepted")),
]


@pytest.mark.parametrize(("rule", "quantity", "found"), RULES)
def test_a_bid_on_an_older_sheet_is_read_and_the_published_rule_says_what_counts(
    before: Path, rule: str, quantity: float | None, found: tuple[str, str]
) -> None:
    """Amendment 1 changes a quantity, which is printed in the sheet, or only who approves, which is not."""
    facts = {"depth": "standard", "older_sheet": rule}
    save(tender_with(facts), before / "tender.xlsx")
    out = before.parent / "amended"
    new = save(tender_with({**facts, "amendment": 1, "approver": "Ny"}, quantity), before.parent / "new.xlsx")
    assert cli.main(["seal", str(before), "--by", "Anne"]) == 0
    assert cli.main(["amend", str(before), str(new), *ANSWERS, "--out", str(out)]) == 0
    shutil.copytree(KITCHEN / "bids", out / "bids")
    told = [p for p in read_case(out).problems if p.code.startswith("older_sheet") or "amendment" in p.code]
    assert [(p.severity, p.code) for p in told] == [found] * 3
    assert {(p.values["found"], p.values["expected"]) for p in told} == {(0, 1)}
    named = {place for p in told for place in cast("tuple[object, ...]", p.values.get("changes", ()))}
    first = read_tender(new).items[0].key
    assert named == (set() if quantity is None else {("prices", first, "quantity")})


def test_the_differences_are_named_in_words(capsys: Out, before: Path, tmp_path: Path) -> None:
    new, out = save(tender_with({"amendment": 1}, 9.0), tmp_path / "new.xlsx"), tmp_path / "amended"
    assert run(capsys, "amend", before, new, *ANSWERS, "--out", out)[0] == 0
    shutil.copytree(KITCHEN / "bids", out / "bids")
    _, _, told = run(capsys, "evaluate", out, "--lang", "en")
    first = read_tender(new).items[0].key
    assert f"Changed since: Prices, {first}: Quantity" in told


def test_a_zip_cannot_be_sealed_in_place(capsys: Out, tmp_path: Path) -> None:
    packed = shutil.make_archive(str(tmp_path / "case"), "zip", KITCHEN)
    status, _, told = run(capsys, "seal", packed, "--by", "Anne")
    assert (status, "case.zip" in told) == (2, True)
    assert io.BytesIO(Path(packed).read_bytes()).read(2) == b"PK"
