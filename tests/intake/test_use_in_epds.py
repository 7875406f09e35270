"""Energy and water in use come from one place: the bid's own figures and the buyer's grid, whatever a maker declares."""

import math

import numpy as np
import pandas as pd
import pytest

from evaluation import evaluate
from evaluation.bid import Bid
from evaluation.factors import Factor, GridYear
from evaluation.impact_sums import DECLARED_IMPACTS
from evaluation.result import LotEvaluation
from evaluation.tender import Item, Tender
from intake.bid_epds import with_epds
from tests.builders import LOT, bid_of, figure, tender_of
from tests.evaluation.whole_desk import WEIGHED
from tests.intake.epd.declarations import AP, Declaration, Result, gwp, zipped
from tests.intake.epd.declarations import door as epd_of

GRID = 0.05
TAP = Factor(key="tap", title_da="Vand", title_en="Water", gwp_kg_co2e=0.4, declared_unit="m3", modules="B7")


def tender(life: int, *modules: str) -> Tender:
    """Return a tender of ten pieces for as long as they last, on a grid that stays as it is."""
    item = Item(
        key="piece", lot=LOT, title_da="Stk.", quantity=(10.0,), reference_life=life, reference=True,
        factor_basis="declared",
    )  # fmt: skip
    fields = {
        "study_years": life, "electricity_carrier": "el", "water_factor": "tap", "epd_files": True,
        "declared_modules": modules, "least_coverage": 0.0, "reported_measures": ("a2_ap",),
    }  # fmt: skip
    grids = (GridYear(carrier="el", year=2027, gwp_kg_co2e=GRID),)
    return tender_of([item], [WEIGHED], model=fields, grids=grids, factors=(TAP,))


def bid(made: Declaration, of: Tender, kwh: float, m3: float) -> Bid:
    """Return a bid that leaves its declaration to the file, and states what a piece uses a year."""
    declared = dict.fromkeys(("gwp_a1_a3", "gwp_a4", "gwp_c3", "gwp_c4"), np.nan)
    sheet = bid_of(
        "a",
        prices=[{"key": "piece", "offered": "yes", "product": "x", "unit_price": 1.0}],
        product_data=[{"key": "piece", "electricity_kwh_per_year": kwh, "water_m3_per_year": m3}],
        declarations=[{"key": "piece", "number": made.uuid, "units_per_piece": 1.0, **declared}],
    )
    return with_epds(of, sheet, [("a/epd.zip", zipped(made))])


def in_use(done: LotEvaluation) -> pd.DataFrame:
    return done.impacts.loc[done.impacts["module"].isin(["B6", "B7"]).to_numpy()]


def test_the_use_in_a_makers_footprint_gives_way_to_the_buyers() -> None:
    """Dell, OptiPlex 7090 Micro (Boavizta): 267 kg, of it 66 % to make, 2.9 % to bring, 0.3 % to discard.

    The other 30.8 %, 82.236 kg, is the maker's four years in the EU; 39.15 kWh a year. For the buyer 267 x 0.692 =
    184.764 kg, and six years x 39.15 kWh x 0.05 = 11.745 kg: 196.509 a computer. With the maker's use too, 278.745.
    """
    shares = {"A1-A3": 0.66, "A4": 0.029, "B6": 0.308, "C4": 0.003}
    assert math.fsum(shares.values()) == 1.0
    made = epd_of(results=(gwp({module: repr(267 * share) for module, share in shares.items()}),))
    computers = tender(6, "A1-A3", "A4", "C4")
    done = evaluate(computers, [bid(made, computers, kwh=39.15, m3=0.0)]).lots[LOT]
    assert figure(done, "a", "gwp_a_to_c") == pytest.approx(10 * 196.509)
    by_module = done.impacts.groupby("module", observed=True)["gwp"].sum()
    assert by_module["B6"] == pytest.approx(10 * 11.745)
    assert by_module["A1-A3"] == pytest.approx(10 * 176.22)


def test_energy_in_use_is_counted_once_and_never_from_a_declaration() -> None:
    """A fire curtain declares 126 kg in B6 and 3 in B7, and its bid 20 kWh and 2 m3 a year: 1 and 0.8 kg a year.

    Ten curtains, ten years: 65 + 20 declared of A1-A3 and C3, 100 of electricity and 80 of water are 265 kg. With B6
    of the file it would be 1525. Acidification is 0.02 a piece of A1-A3; the 0.9 of B6 is nowhere.
    """
    climate = gwp({"A1-A3": "6.5", "B6": "126", "B7": "3", "C3": "2"})
    made = epd_of(results=(climate, Result(AP, {"A1-A3": "0.02", "B6": "0.9"}, "", "mol H+ eqv.")))
    curtains = tender(10, "A1-A3", "C3")
    read = bid(made, curtains, kwh=20.0, m3=2.0)
    assert set(read.tables[DECLARED_IMPACTS]["module"]) == {"A1-A3", "C3"}
    done = evaluate(curtains, [read]).lots[LOT]
    used = in_use(done)
    assert list(zip(used["module"], used["activity"], used["factor"], strict=True)) == [
        ("B6", "electricity_in_use", "el"),
        ("B7", "water_in_use", "tap"),
    ]
    assert used["gwp"].tolist() == pytest.approx([100.0, 80.0])
    assert set(done.inputs.iloc[used["input"]]["source_file"]) == {"a.xlsx"}
    assert figure(done, "a", "gwp_a_to_c") == pytest.approx(265.0)
    assert figure(done, "a", "a2_ap") == pytest.approx(0.2)
