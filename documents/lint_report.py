"""What a lint finds, as one JSON object: codes and figures, and the findings in words."""

from collections.abc import Iterable
from decimal import Decimal

from evaluation.lint import LintFinding
from texts.lint import found_text, hook_text, way_out_text


def lint_as_json(findings: Iterable[LintFinding], lang: str) -> dict[str, object]:
    """Return the object that ``lint --json`` prints; keys and codes do not depend on the language."""
    return {
        "findings": [
            {
                "code": finding.code,
                "severity": finding.severity,
                "lot": finding.lot,
                "hook": finding.hook,
                "values": {name: _plain(value) for name, value in finding.values.items()},
                "found": found_text(finding, lang),
                "rule": hook_text(finding, lang),
                "way_out": way_out_text(finding, lang),
            }
            for finding in findings
        ]
    }


def _plain(value: object) -> object:
    """Return a value JSON can hold: an exact decimal as it is written."""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value
