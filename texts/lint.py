"""What a lint finds in words: what was found, the rule it touches and a way out."""

from evaluation.lint import LintFinding
from evaluation.problems import ResultWarning
from texts.catalogue import has, t
from texts.numbers import exact, listed
from texts.problems import warning_text


def found_text(finding: LintFinding, lang: str) -> str:
    """Return what was found; what the evaluation warns of too stands in the words of its warning."""
    key = f"lint.found.{finding.code}"
    if not has(key, lang):
        return warning_text(ResultWarning(finding.code, finding.lot, finding.values), lang)
    return t(key, lang, **{name: _worded(name, value, lang) for name, value in finding.values.items()})


def hook_text(finding: LintFinding, lang: str) -> str:
    """Return the rule that a finding touches."""
    return t(f"lint.hooks.{finding.hook}", lang)


def way_out_text(finding: LintFinding, lang: str) -> str:
    """Return what can be done about a finding."""
    return t(f"lint.way_out.{finding.code}", lang)


def lint_line(finding: LintFinding, lang: str) -> str:
    """Return a finding as one line."""
    return t(
        "lint.line",
        lang,
        severity=t(f"codes.severity.{finding.severity}", lang),
        lot=finding.lot,
        found=found_text(finding, lang),
        hook=hook_text(finding, lang),
        way_out=way_out_text(finding, lang),
    )


def _worded(name: str, value: object, lang: str) -> object:
    if name == "level" and not value:
        return t("lint.top_level", lang)
    if isinstance(value, list):
        return listed([str(_worded("", each, lang)) for each in value], lang)
    return value if isinstance(value, str) else exact(value, lang)  # type: ignore[arg-type]
