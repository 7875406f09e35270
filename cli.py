"""Front door for the command line: argument parsing and printing only."""

import argparse
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import texts
from documents import (
    basket_sheet,
    bid_sheet,
    contract_annex,
    decisions_sheet,
    explain_bid_sheet,
    filled_annex,
    preset,
    preset_names,
    published_markdown,
    published_word,
    score_sheet,
    scoring_matrix,
    tender_sheet,
)
from documents.amended_case import amended_case, json_file
from documents.amendment_notice import deadline_lines
from documents.epd_summary import epd_summary, epds_as_json
from documents.evaluation_json import as_json, problem_as_json
from documents.factor_library import (
    citations,
    citations_as_json,
    families,
    find_rows,
    list_remarks,
    list_sheet,
    plain_citations,
    plain_rows,
    remark_text,
    rows_as_json,
)
from documents.lint_report import lint_as_json
from documents.summary import outcome, plain_explanation, plain_summary, problem_lines
from documents.trade_offs_summary import trade_offs_as_json, trade_offs_text
from documents.weights_summary import pairwise_as_json, pairwise_text, weights_as_json, weights_text
from evaluation import Evaluation, Tender, evaluate, for_award, tender_sha256
from evaluation.amending import AmendmentRefused, Asked, amended
from evaluation.award_run import held_against, obstacles
from evaluation.lint import lint_result, lint_tender
from evaluation.problems import Problem, UnusableTender
from evaluation.robustness.rehearsal import rehearse
from evaluation.robustness.synthetic import with_expected_cost
from evaluation.schema import DEPTHS
from evaluation.score_sheets import bids_to_judge, is_judged, score_key, with_scores
from evaluation.scored_claims import claims_without_clause
from evaluation.scoring.unusable import UnusableModelError
from evaluation.seal import Fork, sealed_as, sealed_sha256
from evaluation.sealing import refused, seal_of
from evaluation.weighting import (
    Expected,
    WeightingError,
    pairwise_weights,
    rank_order_centroid,
    rank_sum,
    swing_weights,
    trade_offs,
)
from intake import (
    Case,
    read_basket,
    read_bids,
    read_case,
    read_epds,
    read_score_key,
    read_scores,
    read_tender,
    seal_beside,
)
from intake.weighting_answers import read_comparisons, read_expected, read_order, read_swings
from lca_data import UnknownKeyError
from texts.lint import lint_line
from texts.problems import warning_text
from texts.rehearsal import RehearsalWords
from texts.rehearsal_summary import plain_rehearsal, rehearsal_as_json
from texts.seals import obstacle_text

OK, FAILED, STOPPED = 0, 1, 2
SEED = 1
Command = Callable[[str, object, str], argparse.ArgumentParser]
# Keys to anonymous score sheets lie apart from the sheets that are handed out.
SECRETARY = "secretary"


class _NoSuchLot(Exception):
    """A lot was asked for that the tender has not."""

    def __init__(self, lot: str, lots: Sequence[str]) -> None:
        super().__init__(lot)
        self.values = {"lot": lot, "lots": ", ".join(lots)}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 is done, 2 is done with a stop or refused for award, 1 is anything else."""
    options = _parser().parse_args(arguments)
    try:
        status: int = options.run(options)
    except (UnusableTender, UnusableModelError, WeightingError) as unusable:
        _print_problems(_problems_of(unusable), options.lang)
        return FAILED
    except _NoSuchLot as unknown:
        print(texts.t("cli.no_lot", options.lang, **unknown.values), file=sys.stderr)
        return FAILED
    except UnknownKeyError as unknown:
        print(texts.t("factors.unknown_key", options.lang, key=unknown.key), file=sys.stderr)
        return FAILED
    except OSError as missing:
        told = texts.t("cli.file", options.lang, file=str(missing.filename), why=missing.strerror)
        print(told, file=sys.stderr)
        return FAILED
    return status


def _problems_of(unusable: UnusableTender | UnusableModelError | WeightingError) -> Sequence[Problem]:
    if isinstance(unusable, UnusableTender):
        return unusable.problems
    if isinstance(unusable, WeightingError):
        return [unusable.problem]
    return [Problem("stop", unusable.code, values=unusable.values)]


def _parser() -> argparse.ArgumentParser:
    about = "Evaluate tenders on cost, emissions, lifespan and waste."
    parser = argparse.ArgumentParser(prog="cli.py", description=about)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: object, about: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=about, description=about)
        made.set_defaults(run=run)
        made.add_argument("--lang", choices=("da", "en"), default="da", help="language of the sentences")
        return made

    for add in (_tender_commands, _decision_commands, _case_changes, _result_commands, _library_commands):
        add(command)
    return parser


def _tender_commands(command: Command) -> None:
    made = command("tender-sheet", _tender_sheet, "A tender to fill in.")
    made.add_argument("--preset", default="standard_1", help=f"named preset: {', '.join(preset_names())}")
    made.add_argument("--out", type=Path, required=True)
    made = command(
        "bid-sheet", _bid_sheet, "The blank bid sheet of a lot, or what reads each of its columns."
    )
    made.add_argument("tender", type=Path)
    made.add_argument("--lot", help="lot id; the first lot unless stated")
    made.add_argument("--out", type=Path)
    made.add_argument("--explain", action="store_true")
    made = command(
        "basket-sheet", _basket_sheet, "The workbook of a basket that is sealed and not published."
    )
    made.add_argument("tender", type=Path)
    made.add_argument("--lot", help="lot id; all lots unless stated")
    made.add_argument("--out", type=Path, required=True)
    made = command("basket-hash", _basket_hash, "The SHA-256 of a basket, to publish in the tender.")
    made.add_argument("basket", type=Path)
    made.add_argument("--lot", help="lot id: its hash alone; every lot and its hash unless stated")
    made = command("check", _check, "The problems of bid files only.")
    made.add_argument("tender", type=Path)
    made.add_argument("bids", type=Path, nargs="+")
    made.add_argument("--json", action="store_true")
    made = command("epd", _epd, "What is read in environmental product declarations, and their problems.")
    made.add_argument("files", type=Path, nargs="+", help="ILCD+EPD as XML, ZIP or JSON, or openEPD")
    made.add_argument("--json", action="store_true")


def _decision_commands(command: Command) -> None:
    made = command("decisions", _decisions, "A workbook of what a person has to decide in a case.")
    made.add_argument("case", type=Path)
    made.add_argument("--out", type=Path, required=True)
    made = command("score-sheets", _score_sheets, "Score sheets for assessors, one for each lot they judge.")
    _score_sheets_arguments(made)
    made = command("scores", _scores, "Read filled score sheets into the workbook of decisions.")
    made.add_argument("case", type=Path)
    made.add_argument("files", type=Path, nargs="+")
    made.add_argument("--key", type=Path, action="append", default=[], help="key of anonymous sheets")
    made.add_argument("--out", type=Path, required=True)


def _result_commands(command: Command) -> None:
    made = command("evaluate", _evaluate, "Evaluate a case (folder or zip).")
    made.add_argument("case", type=Path)
    made.add_argument(
        "--award", action="store_true", help="an award run: the seal must match, nothing may be open"
    )
    made.add_argument("--out", type=Path, help="folder for the scoring matrix and the result as JSON")
    made.add_argument("--json", action="store_true", help="print the result as one JSON object")
    made = command(
        "annex", _annex, "The contract annex of a lot: to publish, or filled from the winning bid."
    )
    made.add_argument("case", type=Path, help="a case (folder or zip) or a tender's workbook")
    made.add_argument("--lot", help="lot id; the first lot unless stated")
    made.add_argument(
        "--awarded", action="store_true", help="fill it from the winning bid; of several, a file each"
    )
    made.add_argument("--out", type=Path, required=True)
    made = command("publish", _publish, "The evaluation model in words, for the tender documents.")
    made.add_argument("case", type=Path, help="a case (folder or zip) or a tender's workbook")
    made.add_argument("--lot", help="lot id; all lots unless stated")
    made.add_argument("--out", type=Path, required=True, help="FILE.md or FILE.docx")
    made = command("lint", _lint, "What does not hold in a tender, and in the result of a case.")
    made.add_argument("case", type=Path, help="a case (folder or zip) or a tender's workbook")
    made.add_argument("--json", action="store_true")
    made = command(
        "rehearse", _rehearse, "What a lot's model would do to bids, before it is published. Decides nothing."
    )
    made.add_argument("case", type=Path, help="a case (folder or zip) or a tender's workbook")
    made.add_argument("--lot", help="lot id; the first lot unless stated")
    made.add_argument("--bids", action="store_true", help="follow the case's own bids; it decides nothing")
    made.add_argument("--seed", type=int, default=SEED, help="of the invented bids")
    made.add_argument(
        "--cost", type=float, help="what the lot is expected to cost; its estimated value unless stated"
    )
    made.add_argument("--json", action="store_true")


def _library_commands(command: Command) -> None:
    made = command("factors", _factors, "Browse factors and materials, or write a list of them for a tender.")
    _factors_arguments(made)
    made = command("citations", _citations, "The sources that a tender uses, with licence and address.")
    made.add_argument("case", type=Path, help="a case (folder or zip) or a tender's workbook")
    made.add_argument("--json", action="store_true")
    about = (
        "Weights from an order, swings or comparisons, or what the weights of a tender imply. No bid is read."
    )
    _weights_arguments(command("weights", _weights, about))


def _weights_arguments(made: argparse.ArgumentParser) -> None:
    said = made.add_mutually_exclusive_group()
    said.add_argument("--rank", help="criteria with commas between, the most important first")
    said.add_argument("--swing", help="points from 0 to 100: cost=100,climate=60")
    said.add_argument("--compare", help="every pair on the scale from 1/9 to 9: cost/climate=3,cost/life=1/2")
    made.add_argument("tender", type=Path, nargs="?", help="a tender's workbook, for what its weights imply")
    made.add_argument("--method", choices=("centroid", "sum"), default="centroid", help="of an order")
    made.add_argument(
        "--decimals", type=int, choices=range(10), default=2, metavar="0-9", help="of the weights"
    )
    made.add_argument("--lot", help="lot id; the first lot unless stated")
    made.add_argument("--expected-cost", type=float, help="lowest cost; the estimated value unless stated")
    made.add_argument(
        "--expect", action="append", default=[], metavar="CRITERION=FIGURE", help="best figure of a criterion"
    )
    made.add_argument("--json", action="store_true")


def _case_changes(command: Command) -> None:
    made = command("seal", _seal, "Seal the tender of a case: write seal.json.")
    made.add_argument("case", type=Path)
    made.add_argument("--by", required=True, help="name of who seals")
    made.add_argument(
        "--late", metavar="REASON", default="", help="why it is sealed when bids are there already"
    )
    made = command(
        "fork", _fork, "Copy a case in order to try a change after bids were opened: never for award."
    )
    made.add_argument("case", type=Path)
    made.add_argument("--by", required=True, help="name of who copies")
    made.add_argument("--reason", required=True)
    made.add_argument("--out", type=Path, required=True, help="folder for the copy")
    made = command("amend", _amend, "Make the next version of a sealed tender before the deadline.")
    _amend_arguments(made)


def _amend_arguments(made: argparse.ArgumentParser) -> None:
    made.add_argument("case", type=Path, help="the case as it is sealed, without bids")
    made.add_argument("tender", type=Path, help="the amended tender's workbook")
    made.add_argument("--by", required=True, help="name of who makes it")
    for name, about in (
        ("essential", "do the changes ask more time of bidders (udbudsloven § 93 stk. 4 nr. 2)?"),
        ("basic-element", "could they have made others take part, or do they distort competition?"),
    ):
        made.add_argument(f"--{name}", choices=("yes", "no"), required=True, help=about)
    made.add_argument("--published", required=True, metavar="DATE", help="the day of publication, 2026-10-21")
    made.add_argument("--accelerated", action="store_true", help="an accelerated procedure: 4 days, not 6")
    made.add_argument("--out", type=Path, required=True, help="folder for the amended case")


def _score_sheets_arguments(made: argparse.ArgumentParser) -> None:
    made.add_argument("case", type=Path)
    made.add_argument("--assessor", action="append", required=True, help="name; repeat it for several")
    made.add_argument("--anonymous", action="store_true", help="letters instead of bidders; needs --seed")
    made.add_argument("--seed", help="what the order of the letters follows from; nobody should guess it")
    made.add_argument("--out", type=Path, required=True, help="folder; the key goes to its folder secretary")


def _factors_arguments(made: argparse.ArgumentParser) -> None:
    made.add_argument("words", nargs="*", help="what the title or key holds")
    kind = made.add_mutually_exclusive_group()
    kind.add_argument(
        "--material", dest="kind", action="store_const", const="material", help="materials only"
    )
    kind.add_argument("--factor", dest="kind", action="store_const", const="factor", help="factors only")
    made.add_argument("--family", help="of a material or a factor, such as en15804_a1 or okobaudat")
    made.add_argument("--json", action="store_true")
    made.add_argument(
        "--pick", help="keys of materials, factors, energy carriers and substances, with commas between"
    )
    made.add_argument("--out", type=Path, help="workbook for the picked rows, laid out as a tender's")
    made.add_argument(
        "--depth", choices=DEPTHS, default="standard", help="of the tender that the rows go into"
    )


def _lots_of(tender: Tender, asked: str | None) -> list[str]:
    """Return the lot that was asked for, or all of them."""
    lots = [lot.id for lot in tender.lots]
    if asked is not None and asked not in lots:
        raise _NoSuchLot(asked, lots)
    return lots if asked is None else [asked]


def _opened(given: Path) -> tuple[Tender, Case | None]:
    """Return a tender, and its case where it is one."""
    if given.suffix.lower() == ".xlsx":
        return read_tender(given), None
    case = read_case(given)
    return case.tender, case


def _tender_sheet(options: argparse.Namespace) -> int:
    _write(options.out, tender_sheet(preset(options.preset)))
    return OK


def _bid_sheet(options: argparse.Namespace) -> int:
    tender = read_tender(options.tender)
    lot = _lots_of(tender, options.lot)[0]
    if options.explain:
        print(plain_explanation(explain_bid_sheet(tender, lot), options.lang))
    if options.out is not None:
        sha256 = sealed_sha256(tender, seal_beside(options.tender))
        _write(options.out, bid_sheet(tender, lot, sha256=sha256))
    return OK


def _basket_sheet(options: argparse.Namespace) -> int:
    tender = read_tender(options.tender)
    _write(options.out, basket_sheet(tender, _lots_of(tender, options.lot)))
    return OK


def _basket_hash(options: argparse.Namespace) -> int:
    baskets, problems = read_basket(options.basket)
    _print_problems(problems, options.lang)
    if _status(problems) == STOPPED:
        return STOPPED
    if not baskets or (options.lot is not None and options.lot not in baskets):
        lots = ", ".join(baskets) or "–"
        print(texts.t("basket.none_filled", options.lang, lot=options.lot or "–", lots=lots), file=sys.stderr)
        return FAILED
    for lot, basket in baskets.items():
        if options.lot is None:
            print(f"{lot} {basket.sha256}")
        elif lot == options.lot:
            print(basket.sha256)
    return OK


def _check(options: argparse.Namespace) -> int:
    reading = read_bids(read_tender(options.tender), options.bids)
    if options.json:
        shown = {"problems": [problem_as_json(problem, options.lang) for problem in reading.problems]}
        print(json.dumps(shown, ensure_ascii=False, indent=2))
    else:
        _print_problems(reading.problems, options.lang)
    return _status(reading.problems)


def _epd(options: argparse.Namespace) -> int:
    reads = [read for path in options.files for read in read_epds(path.name, path.read_bytes())]
    epds = [read.epd for read in reads if read.epd is not None]
    problems = [problem for read in reads for problem in read.problems]
    if options.json:
        print(json.dumps(epds_as_json(epds, problems, options.lang), ensure_ascii=False, indent=2))
    else:
        if epds:
            print("\n\n".join(epd_summary(epd, options.lang) for epd in epds))
        _print_problems(problems, options.lang)
    return _status(problems)


def _decisions(options: argparse.Namespace) -> int:
    case = read_case(options.case)
    sha256 = sealed_sha256(case.tender, case.seal)
    sheet = decisions_sheet(
        case.tender, case.reading.bids, case.decisions, baskets=case.baskets, sha256=sha256
    )
    _write(options.out, sheet)
    return OK


def _score_sheets(options: argparse.Namespace) -> int:
    if options.anonymous and not options.seed:
        print(texts.t("scores.needs_seed", options.lang), file=sys.stderr)
        return FAILED
    case = read_case(options.case)
    lots = [lot.id for lot in case.tender.lots if is_judged(case.tender, lot.id)]
    if not lots:
        print(texts.t("scores.nothing_judged", options.lang), file=sys.stderr)
        return FAILED
    options.out.mkdir(parents=True, exist_ok=True)
    for lot in lots:
        bids = bids_to_judge(case.tender, lot, case.reading.bids, case.decisions)
        key = None
        if options.anonymous:
            key = score_key(case.tender, lot, [bid.id for bid in bids], options.seed)
            (options.out / SECRETARY).mkdir(exist_ok=True)
            content = json.dumps(key.as_json(), ensure_ascii=False, indent=2) + "\n"
            _write(options.out / SECRETARY / f"score_key_{lot}.json", content.encode())
        for assessor in options.assessor:
            name = "".join(c if c.isalnum() else "_" for c in assessor)
            sheet = score_sheet(case.tender, lot, bids, assessor, options.lang, key)
            _write(options.out / f"scores_{lot}_{name}.xlsx", sheet)
    return OK


def _scores(options: argparse.Namespace) -> int:
    case = read_case(options.case)
    keys = [read_score_key(path.name, path.read_bytes()) for path in options.key]
    bids = [bid.id for bid in case.reading.bids if not bid.is_baseline]
    files = [(path.name, path.read_bytes()) for path in options.files]
    read = read_scores(case.tender, files, bids, [key for key, _ in keys if key is not None])
    decisions, clashes = with_scores(case.decisions, read.judgements, read.stop_answers)
    sha256 = sealed_sha256(case.tender, case.seal)
    sheet = decisions_sheet(case.tender, case.reading.bids, decisions, baskets=case.baskets, sha256=sha256)
    _write(options.out, sheet)
    problems = [*(problem for _, told in keys for problem in told), *read.problems, *clashes]
    count = len(read.judgements) + len(read.stop_answers)
    print(texts.t("scores.read", options.lang, count=count))
    _print_problems(problems, options.lang)
    return _status(problems)


def _seal(options: argparse.Namespace) -> int:
    if not options.case.is_dir():
        return _refuse(options, "seal.refused.not_a_folder", case=options.case)
    case = read_case(options.case)
    late = options.late.strip()
    why = refused(
        case.tender, case.seal, has_bids=case.has_bids, is_fork=case.fork is not None, late_reason=late
    )
    sha256 = tender_sha256(case.tender)
    if why is not None:
        sealed = "" if case.seal is None else case.seal.sha256
        status = _refuse(options, f"seal.refused.{why}", sealed=sealed, sha256=sha256)
        return OK if why == "already" else status
    made = seal_of(case.tender, options.by, _now())
    held = case.seal
    if held is not None:
        made = replace(made, previous=held.sha256, amendments=held.amendments)
    made = replace(made, late_reason=late)
    _write(options.case / "seal.json", json_file(made))
    print(made.sha256)
    for lot, code in (made.vector.missing if made.vector is not None else {}).items():
        print(texts.t(f"seal.refused.missing.{code}", options.lang, lot=lot), file=sys.stderr)
    return OK


def _fork(options: argparse.Namespace) -> int:
    case = read_case(options.case)
    if _is_taken(options.out):
        return _refuse(options, "seal.fork_command.out_not_empty", out=options.out)
    fork = Fork(sealed_as(case.tender, case.seal), options.by, _now(), options.reason)
    _write_case(options.out, {**case.files, "fork.json": json_file(fork)})
    print(texts.t("seal.fork_command.done", options.lang, out=options.out))
    return OK


def _amend(options: argparse.Namespace) -> int:
    case = read_case(options.case)
    for code, is_so in (("is_fork", case.fork is not None), ("bids_in_case", case.has_bids)):
        if is_so:
            return _refuse(options, f"amend.{code}")
    if _is_taken(options.out):
        return _refuse(options, "amend.out_not_empty", out=options.out)
    try:
        published = date.fromisoformat(options.published)
    except ValueError:
        return _refuse(options, "amend.bad_date", found=options.published)
    asked = Asked(
        options.by,
        _now(),
        published,
        is_essential=options.essential == "yes",
        changes_basic_element=options.basic_element == "yes",
        is_accelerated=options.accelerated,
    )
    try:
        done = amended(case.tender, case.seal, read_tender(options.tender), asked)
    except AmendmentRefused as why:
        return _refuse(options, f"amend.{why.code}", **why.values)
    _write_case(options.out, amended_case(case.files, options.tender.read_bytes(), done))
    for line in (*deadline_lines(done, options.lang), done.seal.sha256):
        print(line)
    print(texts.t("amend.done", options.lang, version=done.seal.version, out=options.out))
    return OK


def _refuse(options: argparse.Namespace, key: str, **values: object) -> int:
    print(texts.t(key, options.lang, **values), file=sys.stderr)
    return STOPPED


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _is_taken(folder: Path) -> bool:
    return folder.exists() and (not folder.is_dir() or any(folder.iterdir()))


def _write_case(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(path, content)


def _evaluate(options: argparse.Namespace) -> int:
    case = read_case(options.case)
    done = evaluate(case.tender, case.reading.bids, case.decisions, case.baskets)
    done = held_against(done, case.seal, case.fork)
    if options.award:
        awarded = _for_award(options, case, done)
        if awarded is None:
            return STOPPED
        done = awarded
    _show(options, case, done)
    return _status(case.problems)


def _for_award(options: argparse.Namespace, case: Case, done: Evaluation) -> Evaluation | None:
    """Return an evaluation as an award run; None after saying what stands against it."""
    done = held_against(done, case.seal, case.fork)
    against = obstacles(done, case.problems, case.seal, case.fork)
    for code, values in against:
        print(obstacle_text(code, values, options.lang), file=sys.stderr)
    return None if against else for_award(done)


def _annex(options: argparse.Namespace) -> int:
    tender, case = _opened(options.case)
    if options.awarded and case is None:
        print(texts.t("annex.needs_case", options.lang), file=sys.stderr)
        return FAILED
    lot = _lots_of(tender, options.lot)[0]
    if case is not None and options.awarded:
        return _filled_annex(options, case, lot)
    _write(options.out, contract_annex(tender, lot, options.lang))
    for found in claims_without_clause(tender, lot):
        print(warning_text(found, options.lang), file=sys.stderr)
    return OK


def _filled_annex(options: argparse.Namespace, case: Case, lot: str) -> int:
    done = _for_award(options, case, evaluate(case.tender, case.reading.bids, case.decisions, case.baskets))
    if done is None:
        return STOPPED
    awarded = [bid for bid, _ in done.lots[lot].awarded]
    if not awarded:
        print(outcome(done.lots[lot], options.lang), file=sys.stderr)
        return STOPPED
    for bid in awarded:
        name = options.out.name if len(awarded) == 1 else f"{options.out.stem}_{bid}{options.out.suffix}"
        _write(options.out.with_name(name), filled_annex(done, case.reading.bids, lot, bid, options.lang))
    return _status(case.problems)


def _rehearse(options: argparse.Namespace) -> int:
    tender, case = _opened(options.case)
    if options.bids and case is None:
        print(texts.t("rehearsal.needs_case", options.lang), file=sys.stderr)
        return FAILED
    lot = _lots_of(tender, options.lot)[0]
    if options.cost is not None:
        tender = with_expected_cost(tender, lot, options.cost)
    loaded = None
    if case is not None and options.bids:
        loaded = evaluate(case.tender, case.reading.bids, case.decisions, case.baskets).lots[lot]
        if loaded.is_admission_open or not loaded.ranking:
            print(texts.t("rehearsal.no_bids", options.lang), file=sys.stderr)
            return FAILED
    done = rehearse(tender, lot, seed=options.seed, loaded=loaded)
    words = RehearsalWords(done, tender, options.lang)
    if options.json:
        print(json.dumps(rehearsal_as_json(words), ensure_ascii=False, indent=2, allow_nan=False))
    else:
        print(plain_rehearsal(words))
    return STOPPED if done.is_stopped else OK


def _publish(options: argparse.Namespace) -> int:
    writers = {".md": published_markdown, ".docx": published_word}
    write = writers.get(options.out.suffix.lower())
    if write is None:
        print(texts.t("published.file_kind", options.lang, file=options.out.name), file=sys.stderr)
        return FAILED
    tender, case = _opened(options.case)
    seal = seal_beside(options.case) if case is None else case.seal
    _write(options.out, write(tender, options.lang, _lots_of(tender, options.lot), seal))
    return OK


def _factors(options: argparse.Namespace) -> int:
    if options.pick is not None:
        return _pick(options)
    if options.family is not None and options.family not in families():
        known = ", ".join(families())
        said = texts.t("factors.unknown_family", options.lang, family=options.family, families=known)
        print(said, file=sys.stderr)
        return FAILED
    rows = find_rows(" ".join(options.words), options.lang, kind=options.kind, family=options.family)
    if options.json:
        print(json.dumps(rows_as_json(rows, options.lang), ensure_ascii=False, indent=2, allow_nan=False))
    else:
        print(plain_rows(rows, options.lang))
    return OK


def _pick(options: argparse.Namespace) -> int:
    if options.out is None:
        print(texts.t("factors.pick_needs_out", options.lang), file=sys.stderr)
        return FAILED
    keys = [key.strip() for key in options.pick.split(",") if key.strip()]
    _write(options.out, list_sheet(keys, options.depth))
    for remark in list_remarks(keys):
        print(remark_text(remark, options.lang), file=sys.stderr)
    return OK


def _lint(options: argparse.Namespace) -> int:
    """Print the findings: 2 where some arithmetic does not hold, 0 for anything else."""
    if options.case.suffix.lower() == ".xlsx":
        found = lint_tender(read_tender(options.case))
    else:
        case = read_case(options.case)
        done = evaluate(case.tender, case.reading.bids, case.decisions, case.baskets)
        found = (*lint_tender(case.tender), *lint_result(done))
    if options.json:
        print(json.dumps(lint_as_json(found, options.lang), ensure_ascii=False, indent=2, allow_nan=False))
    else:
        lines = [lint_line(finding, options.lang) for finding in found]
        print("\n".join(lines) if lines else texts.t("lint.none", options.lang))
    return STOPPED if any(finding.severity == "stop" for finding in found) else OK


def _citations(options: argparse.Namespace) -> int:
    cited = citations(_opened(options.case)[0])
    if options.json:
        print(json.dumps(citations_as_json(cited), ensure_ascii=False, indent=2))
    else:
        print(plain_citations(cited, options.lang))
    return OK


def _weights(options: argparse.Namespace) -> int:
    if options.compare is not None:
        found = pairwise_weights(read_comparisons(options.compare), options.decimals)
        _print_either(options, pairwise_as_json(found), pairwise_text(found, options.lang))
        return OK
    if options.rank is not None:
        method = rank_sum if options.method == "sum" else rank_order_centroid
        weights = method(read_order(options.rank), options.decimals)
    elif options.swing is not None:
        weights = swing_weights(read_swings(options.swing), options.decimals)
    else:
        return _trade_offs(options)
    _print_either(options, {"weights": weights_as_json(weights)}, weights_text(weights, options.lang))
    return OK


def _trade_offs(options: argparse.Namespace) -> int:
    if options.tender is None:
        print(texts.t("weights.cli.nothing_asked", options.lang), file=sys.stderr)
        return FAILED
    tender = read_tender(options.tender)
    lot = _lots_of(tender, options.lot)[0]
    found = trade_offs(tender, lot, Expected(options.expected_cost, read_expected(options.expect)))
    _print_either(options, trade_offs_as_json(tender, found), trade_offs_text(tender, found, options.lang))
    return OK


def _print_either(options: argparse.Namespace, shown: dict[str, object], text: str) -> None:
    print(json.dumps(shown, ensure_ascii=False, indent=2, allow_nan=False) if options.json else text)


def _show(options: argparse.Namespace, case: Case, done: Evaluation) -> None:
    result = ""
    if options.out is not None or options.json:
        shown = as_json(done, case.problems, options.lang)
        result = json.dumps(shown, ensure_ascii=False, indent=2, allow_nan=False)
    if options.out is not None:
        options.out.mkdir(parents=True, exist_ok=True)
        _write(options.out / "scoring_matrix.xlsx", scoring_matrix(done, options.lang))
        _write(options.out / "evaluation.json", (result + "\n").encode())
    if options.json:
        print(result)
    else:
        print(plain_summary(done, options.lang))
        _print_problems(case.problems, options.lang)


def _print_problems(problems: Sequence[Problem], lang: str) -> None:
    for line in problem_lines(problems, lang):
        print(line, file=sys.stderr)


def _status(problems: Sequence[Problem]) -> int:
    return STOPPED if any(problem.severity == "stop" for problem in problems) else OK


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(content)


if __name__ == "__main__":
    sys.exit(main())
