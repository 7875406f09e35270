"""The streams of a lot in the order of the sheet, with the lines that a changed life or mass would call for."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from documents.matrix.lines import with_places
from evaluation.codes import CODES
from evaluation.conventions import present_worth_table
from evaluation.evaluation_model import EvaluationModel
from evaluation.purchases import replacements
from evaluation.result import LotEvaluation

PURCHASE_YEAR = "items.quantity."


def purchase_year(source: str) -> int:
    """Return the contract year of a stream's quantity, 0 where it is not of one.

    >>> purchase_year("items.quantity.3"), purchase_year("fee")
    (3, 0)
    """
    return int(source.removeprefix(PURCHASE_YEAR)) if source.startswith(PURCHASE_YEAR) else 0


def stream_lines(lot: LotEvaluation) -> pd.DataFrame:
    """Return the streams of a lot, by bid, item and category.

    A replacement that a life is too long for, an end value of nought and a disposal of no kilograms have no
    stream; here each has a line with no payment, so that a life or a mass may be changed in the workbook.
    ``bid_no`` and ``item_no`` are places on the axes, ``year`` the contract year of a purchase (0: none).
    """
    plain = with_places(lot.streams)
    plain["year"] = [purchase_year(source) for source in plain["quantity_source"]]
    whole = pd.concat([plain, *_unused(lot, plain)], ignore_index=True)
    order = {code: n for n, code in enumerate(CODES["cost_category"])}
    whole["category_no"] = [order[code] for code in whole["category"]]
    places = ["bid_no", "item_no", "category_no", "year"]
    return whole.sort_values(places, kind="stable", ignore_index=True)


def again_of(lot: LotEvaluation, lines: pd.DataFrame) -> NDArray[np.float64]:
    """Return how often the pieces of each line are bought in all, (lines,); 1 where they are of no year."""
    years = used_years(lot.taken.model, lines["year"].to_numpy(dtype=np.int64))
    life = lot.lives.purchase[lines["bid_no"].to_numpy(), lines["item_no"].to_numpy()]
    return np.asarray(1.0 + replacements(years, life))


def used_years(model: EvaluationModel, year: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return how many years the pieces of each contract year are used, at least 1."""
    left = model.study_years - np.maximum(year, 1) + 1
    return np.asarray(np.maximum(np.minimum(left, model.use_years or model.study_years), 1))


def _unused(lot: LotEvaluation, plain: pd.DataFrame) -> list[pd.DataFrame]:
    model, tender = lot.taken.model, lot.taken.tender
    found: list[pd.DataFrame] = []
    if model.horizon == "study_period":
        bought = plain.loc[(plain["category"] == "purchase").to_numpy() & (plain["year"] > 0).to_numpy()]
        life = lot.lives.purchase[bought["bid_no"].to_numpy(), bought["item_no"].to_numpy()]
        unpaid = bought.assign(life=model.life_basis, present_worth=0.0, present_value=bought["amount"] * 0.0)
        again = unpaid.assign(category="replacement", every_years=life, first_k=1, last_k=0)
        found.append(_without(again, plain))
        if model.residual_value in ("straight_line", "nist", "percentage"):
            used = used_years(model, bought["year"].to_numpy(dtype=np.int64))
            last_bought = np.ceil(np.round(replacements(used, life) * life, 9))
            start = unpaid["first_year"].to_numpy(dtype=float)
            left = unpaid.assign(
                category="residual_value",
                first_year=start + used,
                sign=0.0,
                price_year=np.where(np.isnan(last_bought), start, start + last_bought).astype(np.int64),
            )
            left["amount"] = left["present_value"]
            codes, series = present_worth_table(left, model, tender)
            left["present_worth"] = series["present_worth"].to_numpy()[codes]
            found.append(_without(left, plain))
    disposed = plain.loc[(plain["category"] == "disposal").to_numpy()]
    if len(disposed) and len(lot.mass_flows):
        flows = lot.mass_flows
        pairs = {(b, i) for b, i in zip(flows["bid"].cat.codes, flows["item"].cat.codes, strict=True)}
        known = set(zip(disposed["bid_no"], disposed["item_no"], strict=True))
        rows = [_at(disposed.iloc[[0]], lot, bid, item) for bid, item in sorted(pairs - known)]
        found += [row.assign(stated=0.0, amount=0.0, present_value=0.0) for row in rows]
    return found


def _without(lines: pd.DataFrame, known: pd.DataFrame) -> pd.DataFrame:
    """Return the lines of which there is none with the same category, bid, item and year."""
    names = ["category", "bid_no", "item_no", "year"]
    there = pd.MultiIndex.from_frame(known[names])
    return lines.loc[~np.asarray(pd.MultiIndex.from_frame(lines[names]).isin(there))]


def _at(line: pd.DataFrame, lot: LotEvaluation, bid_no: int, item_no: int) -> pd.DataFrame:
    bid, item = lot.calculated[bid_no], lot.taken.items[item_no]
    payer = item.disposal_payer
    return line.assign(bid=bid, item=item.key, bid_no=bid_no, item_no=item_no, payer=payer)
