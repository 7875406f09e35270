"""The large cases, made by the tool's own writers: ``LARGE`` is all reference items, ``WIDE`` a long price list.

A blank bid sheet is filled once with figures drawn from a fixed seed, and then once a bidder with other
prices and masses, as 20 bidders would. The files are what the tool itself sends out and reads.
"""

import io
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from documents import bid_sheet
from evaluation.evaluation_model import (
    Criterion,
    DiscountStep,
    EvaluationModel,
    GrowthClass,
    PriceIndex,
    ResourcePrice,
    RouteShare,
)
from evaluation.factors import FactorImpact
from evaluation.impact_indicators import INDICATORS
from evaluation.tender import Item, Lot, Tender, TenderFacts
from lca_data.library import materials, select

LOT = "LOT-0001"
BIDS, PARTS = 20, 10
FAMILY = "ghg_protocol"


@dataclass(frozen=True)
class Size:
    """How many items a tender has, how many are reference items with ten material rows, and if lives are scored."""

    name: str
    items: int
    reference: int
    has_life: bool = False


LARGE, WIDE = Size("large_case", 500, 500), Size("wide_case", 2000, 200, has_life=True)
LIFE = Criterion(
    lot=LOT, id="life", title_da="Levetid", weight=Decimal(10), measure="life", rule="fixed_interval", full_at=20.0,
    zero_at=0.0,
)  # fmt: skip


def large_tender(size: Size = LARGE) -> Tender:
    """Return a tender of a size: cost, emissions and waste over ten years; a price line has a price only."""
    keys = [m.key for m in materials().values() if m.family == FAMILY and m.kind == "material"][:20]
    listed, factors, grids, sources = select(keys, ["electricity_dk"])
    points = {"scale": 10.0}
    return Tender(
        facts=TenderFacts(
            id=size.name, title="Large case", authority="Benchmark", regime="eu_open", deadline="2026-11-02",
            approver="Benchmark",
        ),
        lots=(Lot(id=LOT, title="Everything"),),
        models=(
            EvaluationModel(
                lot=LOT, first_year=2027, study_years=10, discount_rate=0.035, yearly_service=True,
                electricity_carrier="electricity_dk", packaging_material="cardboard_desnz", **points,
            ),
        ),
        items=tuple(
            Item(
                key=f"item_{n}", lot=LOT, title_da=f"Vare {n}", quantity=(10.0,), reference_life=8.0,
                reference=n < size.reference, parts=PARTS,
            )
            for n in range(size.items)
        ),
        criteria=(
            Criterion(
                lot=LOT, id="cost", title_da="Omkostning", weight=Decimal(50), measure="life_cycle_cost",
                rule="linear_over_best", slope=50.0,
            ),
            Criterion(
                lot=LOT, id="climate", title_da="Klima", weight=Decimal(30), measure="gwp_a_to_c", rule="fixed_interval",
                full_at=0.0, zero_at=3e6,
            ),
            Criterion(
                lot=LOT, id="waste", title_da="Affald", weight=Decimal(10 if size.has_life else 20), measure="residual_waste",
                rule="fixed_interval", full_at=0.0, zero_at=3e6,
            ),
            *([LIFE] if size.has_life else []),
        ),
        resource_prices=(ResourcePrice(key="electricity", price=1.6, unit="kWh"),),
        routes=(
            RouteShare(component="product", route="recycling", share=0.19),
            RouteShare(component="product", route="energy_recovery", share=0.81),
            RouteShare(component="packaging", route="recycling", share=1.0),
        ),
        materials=listed, factors=factors, grids=grids, sources=sources,
    )  # fmt: skip


def switched_conventions(tender: Tender) -> Tender:
    """Return a tender of which each convention of time and money is another; what is asked of bids is the same."""
    other = {
        "discount_rate": None, "discount_steps": "steps", "timing": "mid_year", "growth_base": "year_one_today",
        "residual_value": "nist",
    }  # fmt: skip
    grown = {"price_growth": "path", "service_growth": "path"}
    tables = {name: getattr(tender, name) for name in Tender.model_fields}
    changed = {
        "models": tuple(model.model_copy(update=other) for model in tender.models),
        "items": tuple(item.model_copy(update=grown) for item in tender.items),
        "growth_classes": (GrowthClass(key="path"),),
        "price_indices": tuple(PriceIndex(growth_class="path", year=2027 + n, index=1 + n / 50) for n in range(10)),
        "discount_steps": (
            DiscountStep(schedule="steps", from_year=0, rate=0.035),
            DiscountStep(schedule="steps", from_year=5, rate=0.025),
        ),
    }  # fmt: skip
    return Tender(**{**tables, **changed})


def with_every_indicator(tender: Tender) -> Tender:
    """Return a tender in which each factor has a figure of every indicator of EN 15804+A2; the bids are the same."""
    keys = [key for key, row in INDICATORS.items() if row.family in ("a2", "flows")]
    draw = np.random.default_rng(15804)
    figures = tuple(
        FactorImpact(factor=factor.key, indicator=key, value=float(draw.lognormal()))
        for factor in tender.factors
        for key in keys
    )
    tables = {name: getattr(tender, name) for name in Tender.model_fields}
    return Tender(**{**tables, "factor_impacts": figures})


def write_bids(tender: Tender, folder: Path) -> list[Path]:
    """Write the bids of the large case, and return their paths; a folder that has them is left alone."""
    paths = [folder / f"bid_{n:02}.xlsx" for n in range(BIDS)]
    if all(path.exists() for path in paths):
        return paths
    folder.mkdir(parents=True, exist_ok=True)
    book = openpyxl.load_workbook(io.BytesIO(bid_sheet(tender, LOT)))
    with tempfile.TemporaryDirectory() as filled:
        for n, path in enumerate(paths):
            _fill(book, n, tender)
            book.save(Path(filled) / path.name)
        _save_through_office(Path(filled), folder)
    return paths


def _save_through_office(filled: Path, folder: Path) -> None:
    """Save files as a bidder's office suite does, with the values of their formulas."""
    files = sorted(str(path) for path in filled.glob("*.xlsx"))
    profile = f"-env:UserInstallation={(filled / 'profile').as_uri()}"
    kind = "xlsx:Calc MS Excel 2007 XML"
    command = ["soffice", "--headless", profile, "--convert-to", kind, "--outdir", str(folder), *files]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603  (our own arguments)


def _fill(book: openpyxl.Workbook, number: int, tender: Tender) -> None:
    draw = np.random.default_rng(number)
    listed = [m.key for m in tender.materials]
    answers: dict[str, dict[str, Callable[[], Any]]] = {
        "prices": {
            "offered": lambda: "ja", "product": lambda: "P1", "condition": lambda: "ny",
            "unit_price": lambda: round(float(draw.uniform(500, 2000)), 2),
        },
        "product_data": {
            "electricity_kwh_per_year": lambda: round(float(draw.uniform(0, 50)), 1),
            "service_price_per_year": lambda: round(float(draw.uniform(0, 50)), 2),
            "guarantee": lambda: 5, "claimed_life": lambda: round(float(draw.uniform(6, 15)), 1),
            "evidence_kind": lambda: "ingen", "packaging_kg": lambda: 1.0, "taken_back": lambda: "nej", "reused_share": lambda: 0,
        },
        "materials": {
            "part": lambda: "Del", "material": lambda: listed[int(draw.integers(len(listed)))],
            "mass_kg": lambda: round(float(draw.uniform(0.1, 5)), 3), "recycled_share": lambda: int(draw.integers(1, 60)),
        },
    }  # fmt: skip
    for sheet, table, columns, first in _places(book):
        if table == "bidder":
            who = {"name": f"Bidder {number}", "company_no": f"{10_000_000 + number}", "bids_on_lot": "ja",
                   "has_reservations": "nej"}  # fmt: skip
            for name, line in columns.items():
                if name in who:
                    sheet[f"D{line}"] = who[name]
            continue
        for name, answer in answers[table].items():
            if name in columns:
                for row in range(first, sheet.max_row + 1):
                    if sheet[f"A{row}"].value is not None:
                        sheet[f"{columns[name]}{row}"] = answer()


def _places(book: openpyxl.Workbook) -> Iterator[tuple[Worksheet, str, dict[str, str], int]]:
    """Yield each sheet with its table, its columns and its first row, as the hidden list of places says."""
    rows = [[cell for cell in row if cell is not None] for row in book["_skema"].iter_rows(values_only=True)]
    for kind, table, *rest in (row for row in rows if row):
        if kind == "sheet":
            columns = {str(r[2]): str(r[3]) for r in rows if r and r[0] == "column" and r[1] == table}
            yield book[str(rest[0])], str(table), columns, int(str(rest[-1]))
