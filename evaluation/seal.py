"""The seal: the SHA-256 of the canonical form of all that an award run reads.

Canonical JSON after RFC 8785 (sorted keys, no spaces, UTF-8), with every number as a string: a decimal
as it is written, a float in its shortest form, so that no reader's arithmetic can change the text.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from evaluation.tender import Tender

CALCULATION_VERSION = "1"


@dataclass(frozen=True)
class Seal:
    """Who sealed what, when. ``at`` is ISO time with zone; ``sha256`` is of :func:`canonical_json`."""

    sha256: str
    by: str
    at: str
    calculation_version: str = CALCULATION_VERSION

    def as_json(self) -> dict[str, str]:
        """Return the content of ``seal.json``."""
        return {
            "sha256": self.sha256,
            "by": self.by,
            "at": self.at,
            "calculation_version": self.calculation_version,
        }


def seal_from(content: Mapping[str, object]) -> Seal:
    """Return the seal that a ``seal.json`` holds.

    Raises
    ------
    ValueError
        Where a part is missing or not text.
    """
    parts = [content.get(name) for name in ("sha256", "by", "at", "calculation_version")]
    if not all(isinstance(part, str) and part for part in parts):
        raise ValueError("a seal holds sha256, by, at and calculation_version")
    return Seal(*(str(part) for part in parts))


def canonical_json(tender: Tender) -> str:
    """Return the canonical JSON of a tender and the version of the calculation it was made for."""
    content = {
        "calculation_version": CALCULATION_VERSION,
        "tender": _canonical(tender.model_dump(mode="python")),
    }
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def sealed_sha256(tender: Tender, seal: Seal | None) -> str:
    """Return the SHA-256 of a tender that a seal is of, nothing where it is of another or there is none."""
    sha256 = tender_sha256(tender)
    return sha256 if seal is not None and seal.sha256 == sha256 else ""


def tender_sha256(tender: Tender) -> str:
    """Return the SHA-256 of the canonical JSON, in hexadecimal."""
    return hashlib.sha256(canonical_json(tender).encode()).hexdigest()


def _canonical(value: object) -> object:
    """Return a value with every number as a string; -0.0 and 0.0 are one number.

    >>> _canonical({"a": 0.1, "b": Decimal("45.0"), "c": [1, True, None, -0.0]})
    {'a': '0.1', 'b': '45', 'c': ['1', True, None, '0']}
    """
    if isinstance(value, dict):
        return {key: _canonical(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_canonical(each) for each in value]
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return value
    if isinstance(value, int | float | Decimal):
        number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
        return format(number.normalize() + 0, "f")
    raise TypeError(type(value).__name__)
