"""Every code that the program can raise has its sentences in both languages.

The codes are the literals in the source: what stands where a function or a class takes a code, and what the
names and functions that stand there can hold.
"""

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest

from evaluation.problems import SEVERITIES
from texts import LANGUAGES, catalogue, has
from texts.problems import SENTENCES

ROOT = Path(__file__).parent.parent.parent
FOLDERS = ("intake", "evaluation", "documents", "ui")
# The names of a parameter or a field that holds a code.
CODE = ("code", "excluded_by", "not_awarded_reason")
# Their code is another one: of a list of words, of a number format, or what a word is looked up by.
OTHER = frozenset({"_shows_per_cent", "code", "code_words", "currency_of_format", "reason_text", "says"})
# The topic of the sentence by what takes the code; every other code is that of a problem.
TOPICS = {
    "Admitted": "reasons",
    "LintFinding": "lint.found",
    "ModelFinding": "findings",
    "LotAward": "reasons",
    "PassedOver": "reasons",
    "ResultWarning": "warnings",
    "UnusableModelError": "model",
    "AmendmentRefused": "amend",
    "why_not_admitted": "reasons",
}
PROBLEMS = "problems"
# Where a code is a literal and no argument: a module, what finds the literals in it, and their topic.
FINDINGS, RULES = ("intake/raw.py", "SEVERITIES"), "applicable"
REASONS = "evaluation/scoring/missing_lines.py"
AWARD = "evaluation/award_run.py"


@cache
def modules() -> dict[str, ast.Module]:
    """Return the source of the program by path."""
    paths = [path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*.py"))]
    return {path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in paths}


@cache
def nodes(module: ast.Module) -> tuple[ast.AST, ...]:
    """Return all that stands in a module: its source is walked once."""
    return tuple(ast.walk(module))


@cache
def functions(module: ast.Module) -> tuple[ast.FunctionDef, ...]:
    return tuple(node for node in nodes(module) if isinstance(node, ast.FunctionDef))


@cache
def takers() -> dict[str, dict[str, set[int]]]:
    """Return the places of the code among the arguments, by name of what takes it and by module."""
    found: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))

    def note(taker: str, path: str, names: list[str]) -> None:
        if taker not in OTHER:
            places = {names.index(name) for name in CODE if name in names}
            if places:
                found[taker][path] |= places

    for path, module in modules().items():
        for node in nodes(module):
            if isinstance(node, ast.ClassDef):
                fields = [part for part in node.body if isinstance(part, ast.AnnAssign)]
                note(node.name, path, [ast.unparse(part.target) for part in fields])
                for made in (part for part in node.body if isinstance(part, ast.FunctionDef)):
                    if made.name == "__init__":
                        note(node.name, path, parameters(made))
            elif isinstance(node, ast.FunctionDef):
                note(node.name, path, parameters(node))
    return found


def parameters(function: ast.FunctionDef) -> list[str]:
    return [each.arg for each in function.args.args if each.arg not in ("self", "cls")]


def called(call: ast.Call) -> str:
    """Return the name of what is called, without what it is a part of."""
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def literals(value: ast.expr, module: ast.Module, seen: frozenset[str] = frozenset()) -> set[str]:
    """Return the texts that an expression can be, as far as the source says."""
    if isinstance(value, ast.Constant):
        return {value.value} if isinstance(value.value, str) else set()
    if isinstance(value, ast.IfExp):
        return literals(value.body, module, seen) | literals(value.orelse, module, seen)
    if isinstance(value, ast.BoolOp):
        return {text for each in value.values for text in literals(each, module, seen)}
    if isinstance(value, ast.Name) and value.id not in seen:
        bound = bindings(value.id, module)
        return {text for each in bound for text in literals(each, module, seen | {value.id})}
    if isinstance(value, ast.Call) and called(value) not in seen:
        return returned(called(value), seen)
    return set()


def returned(name: str, seen: frozenset[str]) -> set[str]:
    """Return the texts that a function of a name can return."""
    found: set[str] = set()
    for module in modules().values():
        for function in functions(module):
            if function.name == name:
                given = (node.value for node in ast.walk(function) if isinstance(node, ast.Return))
                for value in given:
                    found |= literals(value, module, seen | {name}) if value is not None else set()
    return found


def bindings(name: str, module: ast.Module) -> Iterator[ast.expr]:
    """Return what a name is bound to in a module: by assignment, or by a loop over rows written out."""
    for node in nodes(module):
        if isinstance(node, ast.Assign):
            if any(isinstance(target, ast.Name) and target.id == name for target in node.targets):
                yield node.value
        elif isinstance(node, ast.AnnAssign):
            if isinstance(node.target, ast.Name) and node.target.id == name and node.value is not None:
                yield node.value
        elif isinstance(node, ast.For) and isinstance(node.target, ast.Tuple):
            names = [getattr(each, "id", "") for each in node.target.elts]
            if name in names and isinstance(node.iter, ast.Tuple | ast.List):
                rows = [row for row in node.iter.elts if isinstance(row, ast.Tuple)]
                yield from (row.elts[names.index(name)] for row in rows)


def texts_in(nodes: Iterable[ast.AST]) -> set[str]:
    return {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}


@cache
def raised() -> dict[str, set[str]]:
    """Return every code in the source, by the topic of its sentence."""
    found: dict[str, set[str]] = defaultdict(set)
    for path, module in modules().items():
        for call in (node for node in nodes(module) if isinstance(node, ast.Call)):
            taker = called(call)
            of = takers().get(taker, {})
            places = of[path] if path in of else {place for each in of.values() for place in each}
            given = [call.args[place] for place in places if place < len(call.args)]
            given += [each.value for each in call.keywords if of and each.arg in CODE]
            for value in given:
                found[TOPICS.get(taker, PROBLEMS)] |= literals(value, module) - {*SEVERITIES}
    found[PROBLEMS] |= findings()
    found["warnings"] |= notes()
    found["reasons"] |= {
        text
        for node in modules()[REASONS].body
        if isinstance(node, ast.Assign)
        for text in literals(node.value, modules()[REASONS])
    }
    pairs = (node for node in ast.walk(modules()[AWARD]) if isinstance(node, ast.Tuple))
    found["award"] |= texts_in(
        pair.elts[0] for pair in pairs if len(pair.elts) == 2 and isinstance(pair.elts[1], ast.Dict)
    )
    return dict(found)


def findings() -> set[str]:
    """Return what the reading process may find: each has its severity in one table."""
    path, table = FINDINGS
    (value,) = bindings(table, modules()[path])
    return texts_in(ast.walk(value)) - {*SEVERITIES}


def notes() -> set[str]:
    """Return what a scoring rule may say of its values: all texts in it that it does not compare with."""
    found: set[str] = set()
    for module in modules().values():
        for function in functions(module):
            if function.name == RULES:
                compared = [node for node in ast.walk(function) if isinstance(node, ast.Compare)]
                compared_texts = {id(part) for node in compared for part in ast.walk(node)}
                said = (node for node in ast.walk(function) if id(node) not in compared_texts)
                found |= texts_in(said) - {ast.get_docstring(function, clean=False) or ""}
    return found


def missing(codes: set[str], topic: str, lang: str) -> set[str]:
    return {code for code in codes if not has(f"{topic}.{code}", lang)}


def test_codes_are_found_in_each_of_their_ways() -> None:
    """An argument, a choice, a name, a row of a loop, a function's answer, a table, a scoring rule, a pair."""
    found = raised()
    assert {
        "bid_is_empty",
        "same_file_twice",
        "row_without_key",
        "price_row_missing",
        "above_maximum",
        "too_much_memory",
    } <= found[PROBLEMS]
    assert {"clipped_at_bottom", "zero_spread", "factor_missing", "bid_sheet_too_long"} <= found["warnings"]
    assert {"reservation", "lot_limit_reached", "earlier_lot_undecided"} <= found["reasons"]
    assert {"no_seal", "questions_open"} <= found["award"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_problem_says_what_was_found_what_was_expected_and_what_to_do(lang: str) -> None:
    """A fault of a model has its own first sentence, and the other two in common with all of them."""
    own = {code for code in raised()[PROBLEMS] if not has(f"model.{code}", lang)}
    assert {
        f"{code}.{name}" for name in SENTENCES for code in own if not has(f"problems.{code}.{name}", lang)
    } == set()


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "topic", ["model", "warnings", "reasons", "award", "amend", "lint.found", "findings"]
)
def test_every_other_code_has_its_sentence(topic: str, lang: str) -> None:
    assert missing(raised()[topic], topic, lang) == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_browser_says_everything_that_stands_against_an_award(lang: str) -> None:
    assert missing(raised()["award"], "ui.not_for_award", lang) == set()


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("topic", [PROBLEMS, "model", "warnings", "award", "lint.found", "findings"])
def test_no_sentence_is_of_a_code_that_nobody_raises(topic: str, lang: str) -> None:
    within = f"{topic}."
    keys = (key.removeprefix(within) for key in catalogue(lang) if key.startswith(within))
    worded = {key.split(".")[0] for key in keys}
    common = {"general", "model", "words"} if topic == PROBLEMS else set()
    # A fault of a model may have more words of its own among the problems.
    known = raised()[topic] | (raised()["model"] if topic == PROBLEMS else set())
    assert worded - common - known == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_finding_of_a_lint_has_a_way_out(lang: str) -> None:
    """A finding in the words of a warning of the result has one too."""
    worded = {key.removeprefix("lint.way_out.") for key in catalogue(lang) if key.startswith("lint.way_out.")}
    twice = {code for code in raised()["warnings"] if code.endswith("_counted_twice")}
    assert worded == raised()["lint.found"] | twice
