"""The rehearsal on the command line: what it prints, what it refuses, and its exit status."""

import json
import math
from pathlib import Path

import pytest

import cli
from evaluation import Decisions, Tender
from intake import Case, Reading
from tests.evaluation.robustness.trial_tenders import price, quality, tender
from tests.ui.two_lamps import two_lamps
from texts import LANGUAGES, t

Out = pytest.CaptureFixture[str]
SLOPE = tender(price(40, slope=50), quality(60))
MIN_MAX = tender(price(40, "min_max"), quality(60), acknowledged=("min_max",))
BOOK = Path("tender.xlsx")


def run(out: Out, *arguments: object) -> tuple[int, str, str]:
    """Run a command; return its exit status and what it printed to both streams."""
    status = cli.main([str(each) for each in arguments])
    printed = out.readouterr()
    return status, printed.out, printed.err


@pytest.fixture
def tender_on_disk(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Tender:
    """Let the tender of a test be what is read."""
    of: Tender = request.param
    monkeypatch.setattr(cli, "read_tender", lambda _: of)
    return of


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("tender_on_disk", [SLOPE], indirect=True)
def test_it_prints_what_a_point_costs_what_weighs_and_what_lurks(
    capsys: Out, tender_on_disk: Tender, lang: str
) -> None:
    assert tender_on_disk is SLOPE
    status, printed, told = run(capsys, "rehearse", BOOK, "--cost", 1_000_000, "--lang", lang)
    assert (status, told) == (0, "")
    for key in ("worth", "weights", "spreads", "sweeps", "found"):
        assert t(f"rehearsal.{key}.question", lang) in printed
    assert t("rehearsal.decides_nothing", lang) in printed
    assert t("ways_out.fixed_points", lang) in printed
    assert "KOFA 2015/60" in printed
    assert not {"{", "**", "nan"} & set(printed.split())


@pytest.mark.parametrize("tender_on_disk", [MIN_MAX], indirect=True)
def test_a_stop_has_an_exit_status_of_its_own(capsys: Out, tender_on_disk: Tender) -> None:
    assert tender_on_disk is MIN_MAX
    status, printed, _ = run(capsys, "rehearse", BOOK, "--lang", "en")
    assert status == cli.STOPPED
    assert printed.count("[Stop]") == 2


@pytest.mark.parametrize("tender_on_disk", [SLOPE], indirect=True)
def test_the_json_holds_seed_numbers_and_sentences_and_is_the_same_again(
    capsys: Out, tender_on_disk: Tender
) -> None:
    """X = 50 % at a lowest cost near 1,000,000 x 0.82: a point costs about 0.5 x 0.86 m / 10 / 0.4 = 0.1 m."""
    assert tender_on_disk is SLOPE
    arguments = ("rehearse", BOOK, "--cost", 1_000_000, "--json", "--seed", 7, "--lang", "en")
    _, printed, _ = run(capsys, *arguments)
    found = json.loads(printed)
    lowest = next(each["at"] for each in found["worth"] if each["criterion"] == "price")
    assert found["point_costs"] == pytest.approx(0.5 * lowest / 10 / 0.4)
    assert (found["seed"], found["decides"]) == (7, False)
    assert math.isclose(sum(each["effective"] for each in found["weights"]), 100.0)
    assert all(each["found"] and each["what_to_do"] for each in found["findings"])
    assert printed == run(capsys, *arguments)[1]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("tender_on_disk", [SLOPE], indirect=True)
def test_a_tender_alone_has_no_bids_to_follow(capsys: Out, tender_on_disk: Tender, lang: str) -> None:
    assert tender_on_disk is SLOPE
    status, printed, told = run(capsys, "rehearse", BOOK, "--bids", "--lang", lang)
    assert (status, printed) == (cli.FAILED, "")
    assert told.strip() == t("rehearsal.needs_case", lang)


def test_a_lot_that_is_not_there_is_named(capsys: Out, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli, "read_tender", lambda _: SLOPE)
    status, _, told = run(capsys, "rehearse", BOOK, "--lot", "LOT-0009", "--lang", "en")
    assert status == cli.FAILED
    assert "LOT-0009" in told


def test_the_bids_of_a_case_are_followed_and_decide_nothing(
    capsys: Out, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two lamps: birk 7.324 before ask 7.034, as their own test works out."""
    done = two_lamps()
    case = Case(done.tender, Reading(tuple(done.lots["LOT-0001"].taken.bids), ()), Decisions(), None, (), {})
    monkeypatch.setattr(cli, "read_case", lambda _: case)
    monkeypatch.setattr(cli, "evaluate", lambda *_: done)
    status, printed, _ = run(capsys, "rehearse", Path("case"), "--bids", "--json")
    bids = json.loads(printed)["bids"]
    assert status == cli.OK
    assert dict(zip(bids["names"], bids["totals"]["published"], strict=True)) == {
        "ask": pytest.approx(7.034, abs=5e-4),
        "birk": pytest.approx(7.324, abs=5e-4),
    }
    assert bids["first"] == {"published": ["birk"]}
    _, plain, _ = run(capsys, "rehearse", Path("case"), "--bids", "--lang", "da")
    assert t("rehearsal.loaded", "da") in plain


def test_at_the_minimal_depth_it_is_one_page(capsys: Out, monkeypatch: pytest.MonkeyPatch) -> None:
    tables = {name: getattr(SLOPE, name) for name in Tender.model_fields}
    short = Tender(**{**tables, "facts": SLOPE.facts.model_copy(update={"depth": "minimal"})})
    monkeypatch.setattr(cli, "read_tender", lambda _: short)
    _, printed, _ = run(capsys, "rehearse", BOOK, "--lang", "en")
    assert t("rehearsal.worth.question", "en") in printed
    assert t("rehearsal.spreads.question", "en") not in printed
    assert len(printed.splitlines()) < 25
