"""The weights of a criteria tree: exact decimals that sum to 100 at each level."""

from collections import defaultdict
from collections.abc import Mapping
from decimal import Context, Decimal, Inexact, localcontext

from evaluation.scoring.unusable import UnusableModelError

WHOLE = Decimal(100)
# Products of weights stay exact: seven levels of weights with nine decimals fit; beyond, Inexact is raised.
_EXACT = Context(prec=100, traps=[Inexact])


def effective_weights(weights: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """Return the weight of each leaf in the whole, the product of the weights on its path.

    Parameters
    ----------
    weights : per cent of the level, by path (``environment``, ``environment/gwp``), groups and leaves.

    Returns
    -------
    dict
        Path of each leaf to its per cent of the whole, in the order given; exact, sum 100.

    Raises
    ------
    UnusableModelError
        ``weights_missing``; ``weight_not_exact`` for anything but a finite Decimal;
        ``weight_out_of_range`` outside 0 to 100; ``weight_parent_missing``;
        ``weights_do_not_sum`` with the level and its sum.

    Examples
    --------
    Erhvervsstyrelsen 2025, price 25, split 5/10/85:

    >>> tree = {"price": 25, "price/takeover": 5, "price/monthly": 10, "price/hourly": 85, "other": 75}
    >>> leaves = effective_weights({path: Decimal(weight) for path, weight in tree.items()})
    >>> {path: str(weight) for path, weight in leaves.items()}
    {'price/takeover': '1.25', 'price/monthly': '2.5', 'price/hourly': '21.25', 'other': '75'}
    """
    if not weights:
        raise UnusableModelError("weights_missing")
    levels: dict[str, list[str]] = defaultdict(list)
    for path, weight in weights.items():
        _check_weight(path, weight)
        parent = path.rpartition("/")[0]
        if parent and parent not in weights:
            raise UnusableModelError("weight_parent_missing", {"criterion": path, "parent": parent})
        levels[parent].append(path)
    for level, members in levels.items():
        _check_level(level, [weights[path] for path in members])
    return {path: _product(path, weights) for path in weights if path not in levels}


def _check_weight(path: str, weight: object) -> None:
    # A float is refused, not converted: 33.3 is not the number that was published.
    if not isinstance(weight, Decimal) or not weight.is_finite():
        raise UnusableModelError("weight_not_exact", {"criterion": path, "weight": weight})
    if not 0 <= weight <= WHOLE:
        raise UnusableModelError("weight_out_of_range", {"criterion": path, "weight": weight})


def _check_level(level: str, members: list[Decimal]) -> None:
    with localcontext(_EXACT):
        total = sum(members, Decimal(0))
    if total != WHOLE:
        raise UnusableModelError("weights_do_not_sum", {"level": level, "sum": total})


def _product(path: str, weights: Mapping[str, Decimal]) -> Decimal:
    parts = path.split("/")
    with localcontext(_EXACT):
        product = WHOLE
        for depth in range(1, len(parts) + 1):
            product = product * weights["/".join(parts[:depth])] / WHOLE
        return product.normalize() if product != product.to_integral() else product.quantize(Decimal(1))
