"""The command line, as an officer uses it: from a blank tender to an award, and every fault told."""

import io
import json
import shutil
from pathlib import Path

import openpyxl
import pytest
from docx import Document

import cli
from documents import draft_of, tender_sheet
from intake.read_decisions import read_decisions
from sample_tenders.filling import BlankWorkbook
from tests.intake.epd.declarations import door, gwp, zipped
from tests.sample_tenders.test_office_furniture import KONTORGAARDEN, SPOILT
from tests.samples import FOLDER, sample
from texts import t

KITCHEN, FURNITURE = FOLDER / "kitchen_equipment", FOLDER / "office_furniture"
FAULTY = "kontorgaarden_delaftale_1.xlsx"
Out = pytest.CaptureFixture[str]
BOTH = pytest.mark.parametrize("lang", ["da", "en"])


def run(out: Out, *arguments: object) -> tuple[int, str, str]:
    """Run a command; return its exit status and what it printed to both streams."""
    status = cli.main([str(each) for each in arguments])
    printed = out.readouterr()
    return status, printed.out, printed.err


def test_the_kitchen_sample_gives_the_figures_of_practice_as_json(capsys: Out) -> None:
    """Price + 8.316605 x yearly cost over ten years at 3.5 %; the arithmetic stands with the sample's own test."""
    status, printed, _ = run(capsys, "evaluate", KITCHEN, "--json")
    found = json.loads(printed)
    (lot,) = found["lots"]
    cost = {bid["id"]: round(bid["indicators"]["life_cycle_cost"]["value"]) for bid in lot["bids"]}
    assert cost == {"10203041": 2_298_904, "20304052": 2_218_102, "30405063": 2_181_678}
    assert {bid["indicators"]["life_cycle_cost"]["unit"] for bid in lot["bids"]} == {"DKK"}
    assert (status, found["tender"]["sealed"], found["tender"]["for_award"]) == (0, True, False)


@pytest.mark.parametrize("folder", [KITCHEN, FURNITURE])
def test_the_json_is_the_published_object_for_each_lot(capsys: Out, folder: Path) -> None:
    _, printed, _ = run(capsys, "evaluate", folder, "--json")
    found = json.loads(printed)
    assert {"id", "title", "currency", "sha256", "sealed"} <= set(found["tender"])
    assert set(found) == {"tender", "lots", "problems", "warnings"}
    for lot in found["lots"]:
        named = {
            "id",
            "title",
            "bids",
            "total_unit",
            "better",
            "ranking",
            "tied",
            "awarded",
            "not_awarded_reason",
        }
        assert named <= set(lot)
        bids = {bid["id"]: bid for bid in lot["bids"]}
        assert [bids[bid]["rank"] for bid in lot["ranking"]] == sorted(
            bids[bid]["rank"] for bid in lot["ranking"]
        )
        assert {each["bid"] for each in lot["awarded"]} <= set(lot["ranking"])
        for bid in lot["ranking"]:
            weighted = sum(points["weighted"] for points in bids[bid]["points"].values())
            assert weighted == pytest.approx(bids[bid]["total"])
    for problem in found["problems"]:
        assert set(problem) == {
            "severity", "bid", "lot", "file", "sheet", "cell", "code", "found", "expected", "how_to_fix",
        }  # fmt: skip


def test_a_case_with_a_baseline_is_evaluated_with_it_beside_the_bids(capsys: Out) -> None:
    """Lot 1 of the sample has one; its ranking and award are those of the bids, and the other lots have none."""
    _, printed, _ = run(capsys, "evaluate", FURNITURE, "--json")
    first, *others = json.loads(printed)["lots"]
    baseline = first["bids"][-1]
    assert (baseline["id"], baseline["state"]) == ("baseline_reparation_delaftale_1", "baseline")
    assert (baseline["points"], baseline["total"], baseline["rank"]) == ({}, None, None)
    assert baseline["indicators"]["life_cycle_cost"]["value"] > 0
    assert first["ranking"] == ["42708296", "40506074", "43809317", "41607185"]
    assert first["awarded"] == [{"bid": "42708296", "position": 1}]
    assert not any(bid["state"] == "baseline" for lot in others for bid in lot["bids"])
    _, printed, _ = run(capsys, "evaluate", FURNITURE, "--lang", "da")
    assert any("Reparation" in line and line.endswith("ikke et tilbud") for line in printed.splitlines())


@BOTH
def test_a_dozen_faults_are_a_dozen_problems_and_the_other_bids_are_evaluated(capsys: Out, lang: str) -> None:
    status, printed, told = run(capsys, "evaluate", FURNITURE, "--lang", lang)
    assert status == 2
    lines = [line for line in told.splitlines() if f" {FAULTY} " in line]
    assert len(lines) == len(SPOILT) == 12
    for sheet, cell, _, severity in SPOILT:
        start = f"[{t(f'codes.severity.{severity}', lang)}] {FAULTY} {sheet}!{cell}: "
        (line,) = (line for line in lines if line.startswith(start))
        assert len(line) > len(start) + 20
    for name in ("Genbo Kontor A/S", "Nordmøbel A/S", "Fjordkontor ApS", "Østlyst Kontorindretning A/S"):
        assert name in printed


@BOTH
def test_the_same_faults_are_told_by_the_check_of_one_file(capsys: Out, lang: str) -> None:
    status, printed, _ = run(
        capsys, "check", FURNITURE / "tender.xlsx", FURNITURE / "bids" / FAULTY, "--json", "--lang", lang
    )
    problems = json.loads(printed)["problems"]
    assert {(p["sheet"], p["cell"], p["code"], p["severity"]) for p in problems} == SPOILT
    assert {p["bid"] for p in problems} == {KONTORGAARDEN}
    assert all(p["found"] and p["how_to_fix"] for p in problems)
    assert status == 2


def test_an_award_run_needs_a_seal_that_matches(capsys: Out, tmp_path: Path) -> None:
    case = tmp_path / "case"
    shutil.copytree(KITCHEN, case)
    assert run(capsys, "evaluate", case, "--award")[0] == 0
    (case / "seal.json").unlink()
    status, printed, told = run(capsys, "evaluate", case, "--award")
    assert (status, printed) == (2, "")
    assert "forseglet" in told
    status, sealed, _ = run(capsys, "seal", case, "--by", "Anne Krogh", "--late", "Glemt")
    assert (status, len(sealed.strip())) == (0, 64)
    status, printed, _ = run(capsys, "evaluate", case, "--award", "--json")
    found = json.loads(printed)
    assert (status, found["tender"]["sealed"], found["tender"]["for_award"]) == (0, True, True)
    assert found["tender"]["sha256"] == sealed.strip()


def test_a_case_gives_its_matrix_and_result_as_files(capsys: Out, tmp_path: Path) -> None:
    status, _, _ = run(capsys, "evaluate", KITCHEN, "--out", tmp_path / "result", "--lang", "en")
    assert status == 0
    book = openpyxl.load_workbook(tmp_path / "result" / "scoring_matrix.xlsx")
    assert "Matrix" in book.sheetnames
    result = json.loads((tmp_path / "result" / "evaluation.json").read_text(encoding="utf-8"))
    assert result["lots"][0]["ranking"] == ["20304052", "30405063", "10203041"]


def test_a_small_case_goes_from_a_blank_tender_to_what_has_to_be_decided(capsys: Out, tmp_path: Path) -> None:
    blank, decisions = tmp_path / "tender.xlsx", tmp_path / "decisions.xlsx"
    assert run(capsys, "tender-sheet", "--preset", "small_purchase_1", "--out", blank)[0] == 0
    assert openpyxl.load_workbook(blank).sheetnames
    sheet = tmp_path / "bid.xlsx"
    status, explained, _ = run(capsys, "bid-sheet", KITCHEN / "tender.xlsx", "--out", sheet, "--explain")
    assert status == 0
    assert "prices.unit_price" in explained
    # The blank sheet says which seal it was made under.
    seal = json.loads((KITCHEN / "seal.json").read_text(encoding="utf-8"))
    described = openpyxl.load_workbook(sheet)["_skema"].iter_rows(values_only=True)
    assert any(seal["sha256"] in row for row in described)
    status, _, told = run(capsys, "check", KITCHEN / "tender.xlsx", sheet)
    assert (status, "bid.xlsx" in told) == (2, True)
    assert run(capsys, "decisions", KITCHEN, "--out", decisions)[0] == 0
    assert "_skema" in openpyxl.load_workbook(io.BytesIO(decisions.read_bytes())).sheetnames


@BOTH
@pytest.mark.parametrize("given", [FURNITURE, FURNITURE / "tender.xlsx"])
def test_the_model_is_published_as_text_and_as_a_document_of_a_lot_or_of_all(
    capsys: Out, tmp_path: Path, given: Path, lang: str
) -> None:
    every, one = tmp_path / "model.docx", tmp_path / "model.md"
    assert run(capsys, "publish", given, "--out", every, "--lang", lang) == (0, "", "")
    assert run(capsys, "publish", given, "--lot", "LOT-0002", "--out", one, "--lang", lang)[0] == 0
    document = "\n".join(paragraph.text for paragraph in Document(str(every)).paragraphs)
    text = one.read_text(encoding="utf-8")
    assert all(f"(LOT-000{n})" in document for n in (1, 2, 3))
    assert text.startswith(f"# {t('published.title', lang)}\n")
    assert ("(LOT-0002)" in text, "(LOT-0001)" in text) == (True, False)
    assert json.loads((FURNITURE / "seal.json").read_text(encoding="utf-8"))["sha256"] in text


def test_a_model_is_published_in_no_other_kind_of_file_and_of_no_other_lot(
    capsys: Out, tmp_path: Path
) -> None:
    status, _, told = run(capsys, "publish", KITCHEN, "--out", tmp_path / "model.pdf")
    assert (status, "model.pdf" in told) == (1, True)
    status, _, told = run(capsys, "publish", KITCHEN, "--lot", "LOT-9", "--out", tmp_path / "model.md")
    assert (status, "LOT-0001" in told) == (1, True)
    assert list(tmp_path.iterdir()) == []


def test_a_tender_that_is_still_blank_is_told_of_cell_by_cell(capsys: Out, tmp_path: Path) -> None:
    blank = tmp_path / "tender.xlsx"
    run(capsys, "tender-sheet", "--preset", "small_purchase_1", "--out", blank)
    status, _, told = run(capsys, "bid-sheet", blank, "--out", tmp_path / "bid.xlsx")
    assert status == 1
    assert told.count("\n") > 3
    assert "tender.xlsx" in told


@BOTH
def test_factors_are_found_by_words_with_figure_source_licence_and_coverage(capsys: Out, lang: str) -> None:
    status, printed, told = run(capsys, "factors", "SPÅNPLADE", "mel", "--material", "--lang", lang)
    first, figure, source, spread, count = printed.splitlines()
    assert (status, told) == (0, "")
    assert first.startswith("chipboard_melamine  ")
    assert t("factors.family.en15804_a1", lang) in figure
    assert "ÖKOBAUDAT 2020-II · 2020 · DE · " in source
    assert "2,3,3,3,3, GSD 1" in spread
    assert t("factors.core_of", lang, core=7, of=7, method="+A1") in spread
    assert count == t("factors.found", lang, count=1, counted=1)


def test_factors_as_json_hold_the_indicators_and_what_a_material_points_to(capsys: Out) -> None:
    _, printed, _ = run(capsys, "factors", "--material", "--family", "okobaudat", "--json")
    found = json.loads(printed)
    assert found["count"] == len(found["rows"]) > 5
    row = next(each for each in found["rows"] if each["key"] == "chipboard_melamine")
    assert (row["unit"], row["factor"], row["year"]) == ("kg CO2e/kg", "obd_chipboard_mel_kg", 2020)
    assert row["source"]["licence"].startswith("Free of charge")
    assert row["coverage"]["indicators"]["a1_gwp"] == pytest.approx(row["value"])
    assert row["material"]["energy_recovery"] == "obd_chipboard_mel_c3_kg"
    assert row["interval_95"][0] < row["value"] < row["interval_95"][1]


@BOTH
def test_a_list_is_picked_into_a_workbook_and_what_to_look_at_is_told(
    capsys: Out, tmp_path: Path, lang: str
) -> None:
    out = tmp_path / "list.xlsx"
    keys = "steel_sheet, pp_desnz,electricity_dk"
    status, printed, told = run(capsys, "factors", "--pick", keys, "--out", out, "--lang", lang)
    assert (status, printed, told.count("\n")) == (0, "", 3)
    assert t("factors.remark.no_conservative", lang) in told
    assert len(openpyxl.load_workbook(out).sheetnames) == 8
    status, _, told = run(capsys, "factors", "--pick", "steel_shet", "--out", out, "--lang", lang)
    assert (status, told.strip()) == (1, t("factors.unknown_key", lang, key="steel_shet"))
    status, _, told = run(capsys, "factors", "--pick", "steel_sheet", "--lang", lang)
    assert (status, told.strip()) == (1, t("factors.pick_needs_out", lang))
    status, _, told = run(capsys, "factors", "--family", "nowhere", "--lang", lang)
    assert (status, "nowhere" in told, "en15804_a1" in told) == (1, True, True)


@pytest.mark.parametrize("given", [FURNITURE, FURNITURE / "tender.xlsx"])
def test_the_citations_of_a_case_or_a_tender_name_licence_address_and_rows(capsys: Out, given: Path) -> None:
    status, printed, _ = run(capsys, "citations", given, "--json")
    cited = json.loads(printed)["citations"]
    assert status == 0
    desnz = next(each for each in cited if each["key"] == "desnz_2025")
    assert (desnz["year"], desnz["licence"]) == ("2025", "Open Government Licence v3.0")
    assert desnz["url"].startswith("https://www.gov.uk/")
    assert "uk25_mat_wood_prim" in desnz["used_by"]["factors"]
    _, printed, _ = run(capsys, "citations", given, "--lang", "en")
    assert "Licence: Open Government Licence v3.0" in printed
    assert printed.splitlines()[-1] == t("factors.citations.count", "en", count=len(cited))


@pytest.mark.parametrize("given", [FURNITURE, FURNITURE / "tender.xlsx"])
def test_a_lint_of_a_case_or_a_tender_names_code_rule_and_way_out(capsys: Out, given: Path) -> None:
    """Each lot of the furniture gives credit for recycling in several places; its sums hold."""
    status, printed, _ = run(capsys, "lint", given, "--json")
    found = json.loads(printed)["findings"]
    assert (status, {f["code"] for f in found}) == (0, {"recycling_counted_twice"})
    assert all(f["severity"] == "notice" and f["rule"] and f["way_out"] for f in found)
    _, printed, _ = run(capsys, "lint", given, "--lang", "en")
    assert printed.count("recycled material in the product") == len(found)


def test_a_lint_that_finds_nothing_says_so(capsys: Out) -> None:
    status, printed, _ = run(capsys, "lint", KITCHEN, "--lang", "en")
    assert (status, printed.strip()) == (0, t("lint.none", "en"))


@pytest.mark.parametrize("missing", ["nowhere", "nowhere.zip"])
def test_a_case_that_is_not_there_is_said_in_a_sentence(capsys: Out, tmp_path: Path, missing: str) -> None:
    status, printed, told = run(capsys, "evaluate", tmp_path / missing)
    assert (status, printed) == (1, "")
    assert missing in told
    assert "Traceback" not in told


def test_a_declaration_is_printed_and_what_is_wrong_with_another_is_told(capsys: Out, tmp_path: Path) -> None:
    good, bad = tmp_path / "door.zip", tmp_path / "brochure.pdf"
    good.write_bytes(zipped(door(results=(gwp({"A1-A3": "6.5", "C3": "0"}),))))
    bad.write_bytes(b"%PDF-1.7")
    status, printed, told = run(capsys, "epd", good, bad, "--lang", "en")
    assert status == 2
    assert "1 m2" in printed
    assert any(line.split() == ["A1-A3", "6.5"] for line in printed.splitlines())
    (line,) = told.splitlines()
    assert line.startswith("[stop] brochure.pdf: The file is not an EPD")
    status, printed, _ = run(capsys, "epd", good, "--json")
    found = json.loads(printed)
    assert (status, found["problems"]) == (0, [])
    assert found["epds"][0]["kg_per_declared_quantity"] == 7.7


@BOTH
def test_the_annex_to_publish_is_the_same_from_the_tender_alone_and_from_the_case(
    capsys: Out, tmp_path: Path, lang: str
) -> None:
    alone, whole = tmp_path / "alone.docx", tmp_path / "whole.docx"
    for source, target in ((KITCHEN / "tender.xlsx", alone), (KITCHEN, whole)):
        assert run(capsys, "annex", source, "--lang", lang, "--out", target) == (0, "", "")
    assert alone.read_bytes() == whole.read_bytes()


@BOTH
def test_the_annex_after_award_is_filled_from_the_winner_and_of_several_there_is_a_file_each(
    capsys: Out, tmp_path: Path, lang: str
) -> None:
    """A lot of the furniture has two suppliers. A bid of that sample has stops, which the status says."""
    arguments = ("--awarded", "--lang", lang, "--out", tmp_path / "annex.docx")
    assert run(capsys, "annex", KITCHEN, *arguments)[0] == 0
    assert run(capsys, "annex", FURNITURE, "--lot", "LOT-0003", *arguments)[0] == 2
    written = sorted(path.name for path in tmp_path.iterdir())
    assert written == ["annex.docx", "annex_40506074.docx", "annex_44910428.docx"]


@BOTH
def test_an_annex_is_not_filled_where_anything_stands_against_an_award(
    capsys: Out, tmp_path: Path, lang: str
) -> None:
    case, target = tmp_path / "case", tmp_path / "annex.docx"
    shutil.copytree(KITCHEN, case)
    (case / "seal.json").unlink()
    status, _, told = run(capsys, "annex", case, "--awarded", "--lang", lang, "--out", target)
    assert status == 2
    assert told.startswith(t("award.no_seal", lang, sha256="")[:20])
    assert not target.exists()


@BOTH
def test_a_lot_that_the_tender_has_not_is_named_with_those_it_has(
    capsys: Out, tmp_path: Path, lang: str
) -> None:
    told = t("cli.no_lot", lang, lot="LOT-0009", lots="LOT-0001") + "\n"
    tender, target = KITCHEN / "tender.xlsx", tmp_path / "out.xlsx"
    for command in ("bid-sheet", "basket-sheet", "weights", "rehearse", "publish"):
        out = ("--out", target.with_suffix(".md") if command == "publish" else target)
        written = () if command in ("weights", "rehearse") else out
        asked = (command, tender, "--lot", "LOT-0009", "--lang", lang, *written)
        assert run(capsys, *asked) == (1, "", told)
    assert not list(tmp_path.iterdir())


@BOTH
def test_an_annex_of_no_such_lot_and_one_to_fill_from_a_tender_alone_are_refused_in_words(
    capsys: Out, tmp_path: Path, lang: str
) -> None:
    target = tmp_path / "annex.docx"
    arguments = ("--lang", lang, "--out", target)
    no_lot = t("cli.no_lot", lang, lot="LOT-0009", lots="LOT-0001")
    assert run(capsys, "annex", KITCHEN, "--lot", "LOT-0009", *arguments) == (1, "", f"{no_lot}\n")
    needs_case = t("annex.needs_case", lang)
    tender = KITCHEN / "tender.xlsx"
    assert run(capsys, "annex", tender, "--awarded", *arguments) == (1, "", f"{needs_case}\n")
    assert not target.exists()


@BOTH
def test_an_annex_to_publish_tells_which_scored_claims_no_clause_holds(
    capsys: Out, tmp_path: Path, lang: str
) -> None:
    """Lot 2 of the laptops scores six claims: guarantee, life, spare parts twice, electricity and the footprint."""
    tender, target = tmp_path / "tender.xlsx", tmp_path / "annex.docx"
    bare = sample("laptops").tender.model_copy(update={"claim_clauses": ()})
    tender.write_bytes(tender_sheet(draft_of(bare)))
    status, _, told = run(capsys, "annex", tender, "--lot", "LOT-0002", "--lang", lang, "--out", target)
    assert (status, told.count("\n"), target.exists()) == (0, 1, True)
    assert told.startswith("6 ")
    assert "C-448/01" in told


GOWNS = FOLDER / "surgical_gowns"
SCORE_SHEETS = ("score-sheets", GOWNS, "--assessor", "Åse Holm", "--assessor", "Bo")


def test_scores_go_out_anonymously_and_come_back_as_rows_of_decisions(capsys: Out, tmp_path: Path) -> None:
    """Two assessors give each of four gowns 6 and 8 and a yes; what the sample has decided before stays as it was."""
    status, *_ = run(capsys, *SCORE_SHEETS, "--anonymous", "--seed", "blå hest 17", "--out", tmp_path)
    assert status == 0
    key = tmp_path / "secretary" / "score_key_LOT-0001.json"
    letters = json.loads(key.read_text(encoding="utf-8"))["bids"]
    sheets = [tmp_path / f"scores_LOT-0001_{name}.xlsx" for name in ("Åse_Holm", "Bo")]
    for path, points in zip(sheets, (6, 8), strict=True):
        workbook = BlankWorkbook(path.read_bytes(), "scores")
        workbook.write(("assessor", "", "at"), "2026-11-20")
        for letter in letters:
            workbook.write(("scores", f"{letter}/usability", "points"), points)
            workbook.write(("scores", f"{letter}/usability", "reason"), "Sidder godt")
            workbook.write(("stop_tests", f"{letter}/barrier", "met"), "ja")
        path.write_bytes(workbook.content())
    out = tmp_path / "decisions.xlsx"
    status, printed, err = run(capsys, "scores", GOWNS, *sheets, "--key", key, "--out", out, "--lang", "en")
    assert (status, printed, err) == (0, "16 scores and tests were read.\n", "")
    before = sample("surgical_gowns").decisions
    after, _ = read_decisions(sample("surgical_gowns").tender, out)
    own = [row for row in after.judgements if row.points is not None]
    assert {(row.bid, row.by, row.points) for row in own} - {
        (row.bid, row.by, row.points) for row in before.judgements
    } == {(bid, by, points) for bid in letters.values() for by, points in (("Åse Holm", 6.0), ("Bo", 8.0))}
    assert [row for row in own if row in before.judgements] == list(before.judgements)
    assert after.admissions == before.admissions
    status, _, err = run(capsys, "scores", GOWNS, *sheets, "--out", out, "--lang", "en")
    assert (status, err.count("the key to its letters was not given")) == (2, 2)


@BOTH
def test_anonymous_sheets_need_a_seed_and_a_tender_in_which_something_is_judged(
    capsys: Out, tmp_path: Path, lang: str
) -> None:
    status, _, err = run(capsys, *SCORE_SHEETS, "--anonymous", "--out", tmp_path / "a", "--lang", lang)
    assert (status, err) == (1, t("scores.needs_seed", lang) + "\n")
    status, _, err = run(
        capsys, "score-sheets", KITCHEN, "--assessor", "Bo", "--out", tmp_path / "a", "--lang", lang
    )
    assert (status, err) == (1, t("scores.nothing_judged", lang) + "\n")
    assert not (tmp_path / "a").exists()
