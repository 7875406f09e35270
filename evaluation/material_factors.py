"""The figures of each part's material, looked up once a material: factors of a slot, stored carbon, parameters."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from evaluation.tender import Tender

Floats = NDArray[np.float64]


def slot_of(tender: Tender, material: pd.Categorical, slot: str) -> tuple[pd.Categorical, Floats]:
    """Return the factor key and value [kg CO2e/kg] of one slot of each part's material; NaN where there is none."""
    factors = {f.key: f.gwp_kg_co2e for f in tender.factors}
    key_of: Mapping[str, str | None] = {m.key: getattr(m, slot) for m in tender.materials}
    keys = [key_of.get(name) or "" for name in material.categories]
    by_material = np.array([factors.get(key, np.nan) for key in keys])
    words = pd.Categorical(keys)
    codes = words.codes[material.codes]
    return pd.Categorical.from_codes(codes, categories=words.categories), by_material[material.codes]


def modules_of(tender: Tender, material: pd.Categorical, slot: str) -> NDArray[np.object_]:
    """Return the life-cycle modules that the factor of a slot is stated for, by part; blank where it does not say."""
    stated = {f.key: f.modules or "" for f in tender.factors}
    slots = {m.key: getattr(m, slot) for m in tender.materials}
    words = [stated.get(slots.get(name) or "", "") for name in material.categories]
    return np.asarray(np.array(words, dtype=object)[material.codes])


def biogenic_of(tender: Tender, material: pd.Categorical) -> Floats:
    """Return the carbon dioxide that each part's material keeps until its end [kg CO2/kg]; nought where none."""
    return np.nan_to_num(number_of(tender, material, "biogenic_kg_co2_per_kg"))


def number_of(tender: Tender, material: pd.Categorical, name: str) -> Floats:
    """Return a number of each part's material; NaN where the tender publishes none."""
    numbers = {m.key: getattr(m, name) for m in tender.materials}
    by_material = [np.nan if (found := numbers.get(key)) is None else found for key in material.categories]
    return np.asarray(np.array(by_material, dtype=float)[material.codes])
