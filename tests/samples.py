"""The sample tenders as a person gets them: files on a disk, read and evaluated."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pandas as pd
from openpyxl.workbook import Workbook

import sample_tenders
from evaluation import Decisions, Evaluation, LotEvaluation, Problem, Tender, evaluate
from evaluation.bid import BID_TABLES
from evaluation.schema import specs
from intake import Reading, read_bids
from intake.read_decisions import read_decisions
from intake.read_tender import read_tender

FOLDER = Path(sample_tenders.__file__).parent


@dataclass(frozen=True)
class Sample:
    """A sample tender, what came in and what was decided."""

    folder: Path
    tender: Tender
    reading: Reading
    decisions: Decisions
    problems: tuple[Problem, ...]
    done: Evaluation

    def workbook(self, path: str) -> Workbook:
        """Return a workbook of the sample as it stands."""
        return _opened(self.folder / path)


@cache
def sample(name: str) -> Sample:
    """Return a sample, read and evaluated."""
    folder = FOLDER / name
    tender = read_tender(folder / "tender.xlsx")
    reading = read_bids(tender, sorted((folder / "bids").glob("*.xlsx")))
    decisions, problems = read_decisions(tender, folder / "decisions.xlsx")
    done = evaluate(tender, reading.bids, decisions)
    return Sample(folder, tender, reading, decisions, (*reading.problems, *problems), done)


@cache
def _opened(path: Path) -> Workbook:
    return openpyxl.load_workbook(path)


def ten_rows(lot: LotEvaluation, table: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Return the inputs behind ten rows of a tidy table, of those that a number in a bidder's cell stands behind."""
    inputs = lot.inputs.iloc[table.loc[table["input"] >= 0, "input"].to_numpy()]
    rows = table.loc[table["input"] >= 0, "stated"].to_numpy()
    typed = inputs["source_cell"].notna() & (inputs["state"] == "stated")
    behind = inputs.assign(in_table=rows).loc[typed.to_numpy()]
    chosen = np.random.default_rng(seed).choice(len(behind), size=min(10, len(behind)), replace=False)
    return behind.iloc[np.sort(chosen)]


def number_in_cell(of: Sample, row: "pd.Series[Any]") -> float:
    """Return the number that stands in the cell an input names, a share of per cent as 0 to 1."""
    book = of.workbook(f"bids/{row['source_file']}")
    value = book[str(row["source_sheet"])][str(row["source_cell"])].value
    assert isinstance(value, (int, float))
    spec = specs(BID_TABLES[str(row["table"])])[str(row["field"])]
    return value / 100 if spec.kind == "share" else float(value)
