"""Which rows of the library a tender publishes, and whether with the library's figures."""

from collections.abc import Mapping
from dataclasses import dataclass

from documents.factor_library.rows import library_rows
from evaluation.factors import Factor, Material
from evaluation.schema import specs
from evaluation.tender import Tender

# What may be worded otherwise without being another figure.
WORDS = ("text", "boolean", "code")


@dataclass(frozen=True)
class Published:
    """What a tender publishes of materials and factors.

    Parameters
    ----------
    is_same : key of a row of the library -> whether its figures and keys are the library's.
    others : keys of its rows that the library does not have.
    """

    is_same: Mapping[str, bool]
    others: tuple[str, ...]

    @property
    def differing(self) -> tuple[str, ...]:
        """The keys of its rows that are not the library's, by figure or altogether."""
        return (*(key for key, same in self.is_same.items() if not same), *self.others)


def published_rows(tender: Tender) -> Published:
    """Return which rows of the library a tender publishes."""
    is_same: dict[str, bool] = {}
    others = []
    rows: tuple[Factor | Material, ...] = (*tender.materials, *tender.factors)
    for row in rows:
        known = library_rows().get(row.key)
        own = None if known is None else known.factor if isinstance(row, Factor) else known.material
        if own is None or own.key != row.key:
            others.append(row.key)
        else:
            is_same[row.key] = _is_same(row, own)
    return Published(is_same, tuple(others))


def _is_same(row: Factor | Material, own: Factor | Material) -> bool:
    """Whether a row holds the figures of the library; what the library leaves blank, a tender may fill in."""
    fields = [
        name for name, spec in specs(type(own)).items() if spec.kind not in WORDS or name == "declared_unit"
    ]
    return all(getattr(own, name) in (None, getattr(row, name)) for name in fields)
