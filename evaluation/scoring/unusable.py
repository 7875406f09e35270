"""What makes a scoring model impossible to calculate: a code and the values its sentence names."""

from collections.abc import Mapping


class UnusableModelError(ValueError):
    """A rule, weight, rounding or tie rule that cannot be used as it stands.

    Parameters
    ----------
    code : key of the sentence in ``texts``.
    values : what the sentence names.
    """

    def __init__(self, code: str, values: Mapping[str, object] | None = None) -> None:
        self.code = code
        self.values: Mapping[str, object] = dict(values or {})
        super().__init__(f"{code}: {self.values}")
