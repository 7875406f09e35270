"""Problems and warnings in words: what was found, what was expected, and what to do about it."""

from evaluation.problems import Problem, ResultWarning
from texts.catalogue import has, t

SENTENCES = ("found", "expected", "how_to_fix")


def describe(problem: Problem, lang: str) -> dict[str, str]:
    """Return the three sentences of a problem.

    A code without sentences of its own takes the general ones, which name the code and its values.
    """
    values = {name: _worded(value, lang) for name, value in problem.values.items()}
    listed = ", ".join(f"{name}: {value}" for name, value in values.items())
    given = {"code": problem.code, "listed": listed, **values}
    return {name: _sentence(problem.code, name, lang, given) for name in SENTENCES}


def warning_text(warning: ResultWarning, lang: str) -> str:
    """Return the sentence of a warning."""
    values = {name: _worded(value, lang) for name, value in warning.values.items()}
    return t(f"warnings.{warning.code}", lang, **values)


def _sentence(code: str, name: str, lang: str, given: dict[str, object]) -> str:
    key = f"problems.{code}.{name}"
    return t(key if has(key, lang) else f"problems.general.{name}", lang, **given)


def _worded(value: object, lang: str) -> object:
    """Return a value as a person reads it: a field key or code in words, a list with commas."""
    if isinstance(value, str) and has(f"fields.{value}.title", lang):
        return t(f"fields.{value}.title", lang)
    if isinstance(value, list | tuple | set | frozenset):
        return ", ".join(str(_worded(each, lang)) for each in value)
    return value
