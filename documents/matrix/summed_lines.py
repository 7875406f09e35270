"""What the lines of impacts carry for the sums of every indicator: of which factor, its mass, amount and emissions."""

import numpy as np
import pandas as pd

from evaluation.impact_sums import BEYOND, BIOGENIC, DECLARED, PRODUCTION, TURNED

# Module D is summed apart from A to C, and what has no factor by itself; no factor is called so.
BEYOND_MARK, WITHOUT_FACTOR = "D|", "-"


def summed_words(impacts: pd.DataFrame) -> dict[str, np.ndarray]:
    """Return what each line counts by in the sums of indicators.

    ``sum_word`` is its factor, with a mark in module D, and nothing for what is declared there; ``mass_word`` its factor
    where it is mass of a product or packaging; ``sum_amount`` [declared units] and ``emitted`` [kg CO2e, without sign].
    """
    factor = impacts["factor"].astype(object).to_numpy()
    gwp = impacts["gwp"].to_numpy(dtype=float)
    is_beyond = (impacts["module"] == BEYOND).to_numpy()
    is_biogenic, is_declared = factor == BIOGENIC, factor == DECLARED
    sign = np.where(impacts["activity"].isin(TURNED), -1.0, 1.0)
    amount = (impacts["stated"] * impacts["share"] * impacts["multiplier"]).to_numpy(dtype=float) * sign
    is_mass = (impacts["module"] == PRODUCTION).to_numpy() & (impacts["component"] != "").to_numpy()
    word = np.where(factor == "", WITHOUT_FACTOR, factor)
    beyond = np.where(is_declared, "", np.char.add(BEYOND_MARK, word.astype(str)).astype(object))
    return {
        "sum_word": np.where(is_beyond, beyond, word).astype(object),
        "mass_word": np.where(is_mass & ~is_biogenic, word, "").astype(object),
        "sum_amount": np.where(is_biogenic, gwp, amount),
        "emitted": np.abs(gwp),
    }
