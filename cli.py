"""Front door for the command line: argument parsing and printing only."""

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import texts
from documents import (
    bid_sheet,
    contract_annex,
    decisions_sheet,
    explain_bid_sheet,
    filled_annex,
    preset,
    scoring_matrix,
    tender_sheet,
)
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
from documents.summary import outcome, plain_explanation, plain_summary, problem_lines
from evaluation import Evaluation, Seal, evaluate, for_award, tender_sha256
from evaluation.award_run import held_against, obstacles
from evaluation.problems import Problem, UnusableTender
from evaluation.robustness.rehearsal import rehearse
from evaluation.robustness.synthetic import with_expected_cost
from evaluation.schema import DEPTHS
from evaluation.scored_claims import claims_without_clause
from evaluation.scoring.unusable import UnusableModelError
from evaluation.seal import sealed_sha256
from intake import Case, read_bids, read_case, read_epds, read_tender, seal_beside
from lca_data import UnknownKeyError
from texts.problems import warning_text
from texts.rehearsal import RehearsalWords
from texts.rehearsal_summary import plain_rehearsal, rehearsal_as_json

OK, FAILED, STOPPED = 0, 1, 2
SEED = 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 is done, 2 is done with a stop or refused for award, 1 is anything else."""
    options = _parser().parse_args(arguments)
    try:
        status: int = options.run(options)
    except UnusableTender as unusable:
        _print_problems(unusable.problems, options.lang)
        return FAILED
    except UnusableModelError as unusable:
        _print_problems([Problem("stop", unusable.code, values=unusable.values)], options.lang)
        return FAILED
    except UnknownKeyError as unknown:
        print(texts.t("factors.unknown_key", options.lang, key=unknown.key), file=sys.stderr)
        return FAILED
    except OSError as missing:
        told = texts.t("cli.file", options.lang, file=str(missing.filename), why=missing.strerror)
        print(told, file=sys.stderr)
        return FAILED
    return status


def _parser() -> argparse.ArgumentParser:
    about = "Evaluate tenders on cost, emissions, lifespan and waste."
    parser = argparse.ArgumentParser(prog="cli.py", description=about)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: object, about: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=about, description=about)
        made.set_defaults(run=run)
        made.add_argument("--lang", choices=("da", "en"), default="da", help="language of the sentences")
        return made

    made = command("tender-sheet", _tender_sheet, "A tender to fill in.")
    made.add_argument("--preset", default="standard_1", help="named preset: small_purchase_1 or standard_1")
    made.add_argument("--out", type=Path, required=True)
    made = command(
        "bid-sheet", _bid_sheet, "The blank bid sheet of a lot, or what reads each of its columns."
    )
    made.add_argument("tender", type=Path)
    made.add_argument("--lot", help="lot id; the first lot unless stated")
    made.add_argument("--out", type=Path)
    made.add_argument("--explain", action="store_true")
    made = command("check", _check, "The problems of bid files only.")
    made.add_argument("tender", type=Path)
    made.add_argument("bids", type=Path, nargs="+")
    made.add_argument("--json", action="store_true")
    made = command("epd", _epd, "What is read in environmental product declarations, and their problems.")
    made.add_argument("files", type=Path, nargs="+", help="ILCD+EPD as XML, ZIP or JSON, or openEPD")
    made.add_argument("--json", action="store_true")
    made = command("decisions", _decisions, "A workbook of what a person has to decide in a case.")
    made.add_argument("case", type=Path)
    made.add_argument("--out", type=Path, required=True)
    made = command("seal", _seal, "Seal the tender of a case: write seal.json.")
    made.add_argument("case", type=Path)
    made.add_argument("--by", required=True, help="name of who seals")
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
    made = command("factors", _factors, "Browse factors and materials, or write a list of them for a tender.")
    _factors_arguments(made)
    made = command("citations", _citations, "The sources that a tender uses, with licence and address.")
    made.add_argument("case", type=Path, help="a case (folder or zip) or a tender's workbook")
    made.add_argument("--json", action="store_true")
    return parser


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


def _tender_sheet(options: argparse.Namespace) -> int:
    _write(options.out, tender_sheet(preset(options.preset)))
    return OK


def _bid_sheet(options: argparse.Namespace) -> int:
    tender = read_tender(options.tender)
    lot = options.lot or tender.lots[0].id
    if options.explain:
        print(plain_explanation(explain_bid_sheet(tender, lot), options.lang))
    if options.out is not None:
        sha256 = sealed_sha256(tender, seal_beside(options.tender))
        _write(options.out, bid_sheet(tender, lot, sha256=sha256))
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
    _write(options.out, decisions_sheet(case.tender, case.reading.bids, case.decisions, sha256=sha256))
    return OK


def _seal(options: argparse.Namespace) -> int:
    case = read_case(options.case)
    seal = Seal(tender_sha256(case.tender), options.by, datetime.now(UTC).isoformat(timespec="seconds"))
    _write(
        options.case / "seal.json", (json.dumps(seal.as_json(), indent=2, ensure_ascii=False) + "\n").encode()
    )
    print(seal.sha256)
    return OK


def _evaluate(options: argparse.Namespace) -> int:
    case = read_case(options.case)
    done = held_against(evaluate(case.tender, case.reading.bids, case.decisions), case.seal)
    if options.award:
        awarded = _for_award(options, case, done)
        if awarded is None:
            return STOPPED
        done = awarded
    _show(options, case, done)
    return _status(case.problems)


def _for_award(options: argparse.Namespace, case: Case, done: Evaluation) -> Evaluation | None:
    """Return an evaluation as an award run; None after saying what stands against it."""
    done = held_against(done, case.seal)
    against = obstacles(done, case.problems, case.seal)
    for code, values in against:
        print(texts.t(f"award.{code}", options.lang, **values), file=sys.stderr)
    return None if against else for_award(done)


def _annex(options: argparse.Namespace) -> int:
    is_workbook = options.case.suffix.lower() == ".xlsx"
    if options.awarded and is_workbook:
        print(texts.t("annex.needs_case", options.lang), file=sys.stderr)
        return FAILED
    case = None if is_workbook else read_case(options.case)
    tender = read_tender(options.case) if case is None else case.tender
    lots = [lot.id for lot in tender.lots]
    lot = options.lot or lots[0]
    if lot not in lots:
        print(texts.t("annex.no_lot", options.lang, lot=lot, lots=", ".join(lots)), file=sys.stderr)
        return FAILED
    if case is not None and options.awarded:
        return _filled_annex(options, case, lot)
    _write(options.out, contract_annex(tender, lot, options.lang))
    for found in claims_without_clause(tender, lot):
        print(warning_text(found, options.lang), file=sys.stderr)
    return OK


def _filled_annex(options: argparse.Namespace, case: Case, lot: str) -> int:
    done = _for_award(options, case, evaluate(case.tender, case.reading.bids, case.decisions))
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
    is_workbook = options.case.suffix.lower() == ".xlsx"
    if options.bids and is_workbook:
        print(texts.t("rehearsal.needs_case", options.lang), file=sys.stderr)
        return FAILED
    case = None if is_workbook else read_case(options.case)
    tender = read_tender(options.case) if case is None else case.tender
    lots = [lot.id for lot in tender.lots]
    lot = options.lot or lots[0]
    if lot not in lots:
        print(texts.t("annex.no_lot", options.lang, lot=lot, lots=", ".join(lots)), file=sys.stderr)
        return FAILED
    if options.cost is not None:
        tender = with_expected_cost(tender, lot, options.cost)
    loaded = None
    if case is not None and options.bids:
        loaded = evaluate(case.tender, case.reading.bids, case.decisions).lots[lot]
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


def _citations(options: argparse.Namespace) -> int:
    is_workbook = options.case.suffix.lower() == ".xlsx"
    cited = citations(read_tender(options.case) if is_workbook else read_case(options.case).tender)
    if options.json:
        print(json.dumps(citations_as_json(cited), ensure_ascii=False, indent=2))
    else:
        print(plain_citations(cited, options.lang))
    return OK


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
