"""What tests without a failure prove of the lives that bids claim."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from evaluation.life_statistics import from_quantile
from evaluation.lifespan import Lives
from evaluation.lot_values import LotValues
from evaluation.problems import ResultWarning

Floats = NDArray[np.float64]


def proven_lives(values: LotValues, found: Lives) -> tuple[Floats, Floats]:
    """Return the life that the share ``test_reliability`` reaches, as a test proves it and as is claimed; (bids, items).

    Proven is ``L_test * (n * ln R / ln(1 - C))^(1/shape)``, of n pieces without a failure; claimed is the quantile of the
    Weibull distribution with the claimed mean. [unit of the item's life]; NaN where no test is stated.
    """
    model, shape = values.model, values.shape
    beta = np.array([np.nan if i.life_shape is None else i.life_shape for i in values.items])
    units, tested = (values.take("product_data", name).values for name in ("units_tested", "tested_life"))
    if np.isnan(beta).all():
        return np.full(shape, np.nan), np.full(shape, np.nan)
    reliability, confidence = model.test_reliability, model.test_confidence
    at_one = np.log(reliability) / np.log1p(-confidence)
    proven = tested * (units * at_one) ** (1.0 / beta)
    mean = found.claimed * found.claim_factor
    with_shape = np.where(np.isnan(beta), 1.0, beta)
    of_mean = from_quantile(1.0 - reliability, 1.0, with_shape).mean
    return proven, np.where(np.isnan(beta), np.nan, mean / of_mean)


def tests_that_prove_less(values: LotValues, found: Lives) -> Iterator[ResultWarning]:
    """Yield a warning for each claimed life that the test stated for it does not prove."""
    proven, claimed = proven_lives(values, found)
    for bid_no, item_no in zip(*np.nonzero(proven < claimed), strict=True):
        item = values.items[item_no]
        told = {
            "bid": values.bids[bid_no].name,
            "item": item.title_da,
            "proven": round(float(proven[bid_no, item_no]), 1),
            "claimed": round(float(claimed[bid_no, item_no]), 1),
            "percent": round(100 * values.model.test_reliability, 1),
        }
        yield ResultWarning("test_proves_less", values.lot, told)
