"""The environmental indicators that stand beside the climate figure of a factor, as its source prints them.

Only data sets of ÖKOBAUDAT print any. They are of EN 15804+A1 and of what is used and left over; no table here
holds an indicator of +A2, and none is converted into the other.
"""

import csv
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from evaluation.factors import FactorImpact
from lca_data.library import UnknownKeyError, factors


@cache
def factor_impacts() -> Mapping[str, Mapping[str, float]]:
    """Factor key -> indicator -> value [unit of the indicator / declared unit of the factor].

    What a source does not print is not there: missing, never nought. A factor without any is of climate only.

    Examples
    --------
    >>> factor_impacts()["obd_pp_pipe"]["a1_ap"]
    0.0030824
    """
    found: dict[str, dict[str, float]] = {}
    with files("lca_data").joinpath("core", "factor_impacts.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["factor"], {})[row["indicator"]] = float(row["value"])
    return MappingProxyType({key: MappingProxyType(values) for key, values in found.items()})


def impacts_of(factor_keys: Iterable[str]) -> tuple[FactorImpact, ...]:
    """What a tender copies beside the factors it publishes, in the order of the tables.

    Parameters
    ----------
    factor_keys : the factors of the tender; one of climate only gives no row.

    Raises
    ------
    UnknownKeyError
        Where the tables have no such factor.

    Examples
    --------
    >>> len(impacts_of(["obd_pp_pipe", "uk25_fre_hgv_all"]))
    14
    """
    wanted = set(factor_keys)
    if unknown := wanted - set(factors()):
        raise UnknownKeyError(f"The tables have no factor {sorted(unknown)}.")
    return tuple(
        FactorImpact(factor=key, indicator=indicator, value=value)
        for key, values in factor_impacts().items()
        if key in wanted
        for indicator, value in values.items()
    )
