"""What a bid rests on: published defaults, claims without evidence, claims whose evidence was accepted.

The bidder names the kind of the evidence, the document and the page; the buyer accepts a level. Only what is accepted
counts, so that a level that nobody has decided on is an open doubt wherever it could credit more.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from evaluation.bid import BID_TABLES
from evaluation.indicators import mean_weights
from evaluation.lifespan import LIFE_CLAIMS, accepted_credit, credited_life
from evaluation.lot_values import LotValues
from evaluation.measures import OF_EMISSIONS, OF_LIFE_CYCLE_COST, measure_of
from evaluation.result import LotEvaluation
from evaluation.schema import specs
from evaluation.scoring_model import ScoringModel

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
LIFE_MEASURES = frozenset({"life", "life_ratio"})
CLAIMED_LIFE = "claimed_life"
# Every number read is exactly one of these.
PARTS = ("defaulted", "unproven", "documented", "accepted", "offered")
SHARES_OF_VALUE = ("emissions_defaulted", "residual_defaulted")
NOT_STATED = ("defaulted", "filled")
# Tables whose rows each name a document of their own, and the one whose evidence is the declaration itself.
WITH_DOCUMENT = frozenset({"activity_amounts", "substance_answers"})
LISTS: Mapping[str, frozenset[str]] = {
    "service_prices": OF_LIFE_CYCLE_COST,
    "assortment_discounts": OF_LIFE_CYCLE_COST,
    "activity_amounts": OF_EMISSIONS,
}


def scored_measures(model: ScoringModel) -> tuple[str, ...]:
    """Return the measures that a lot's criteria give points for, each once."""
    return tuple(dict.fromkeys(str(leaf.measure) for leaf in model.leaves))


def reads_credited_life(lot: LotEvaluation) -> Bools:
    """Say of which items the credited life counts, (items,).

    Where it drives purchases (``life_basis`` is ``credited``), or where a criterion scores it as a life. Elsewhere no
    level of evidence changes a point.
    """
    values = lot.taken
    if values.model.life_basis == "credited":
        asked = values.is_read("product_data.claimed_life") | values.is_read("circulation.uses_per_piece")
        return np.asarray(asked & ~values.left_out)
    counts = np.zeros(len(values.items), dtype=bool)
    for measure in LIFE_MEASURES & set(scored_measures(lot.model)):
        counts |= mean_weights(values, measure) > 0
    return counts


def highest_credit(values: LotValues) -> float:
    """Return the credit of the highest published level [0 to 1]; 0 where none is published."""
    return max((level.credit for level in values.tender.evidence_levels), default=0.0)


def could_credit_more(lot: LotEvaluation, credit: Floats) -> Bools:
    """Say which claims of a life would count longer at the highest level than at a credit, (bids, items).

    A claim within the reference or the guarantee counts in full without any evidence.
    """
    lives = lot.lives
    low, high = (
        credited_life(lives.claimed, lives.guarantee, lives.reference, np.asarray(each))
        for each in (credit, highest_credit(lot.taken))
    )
    return np.asarray(reads_credited_life(lot) & ~np.isnan(lives.claimed) & (high > low + 1e-9))


def open_evidence(lot: LotEvaluation) -> Mapping[str, int]:
    """Return how many claims of each bid that counts await a level which could change their credited life.

    A decision of any level closes the doubt, also one that credits nothing.
    """
    level = accepted_credit(lot.taken, lot.decisions, CLAIMED_LIFE)[1]
    is_open = could_credit_more(lot, np.zeros(level.shape)) & pd.isna(level) & lot.admitted[:, None]
    counts = is_open.sum(axis=1)
    return {bid: int(n) for bid, n in zip(lot.calculated, counts, strict=True) if n}


def evidence_shares(lot: LotEvaluation) -> pd.DataFrame:
    """Return what the numbers of each calculated bid rest on, a row a bid.

    Counted are the numbers that the lot's scored measures read: every numeric cell of the bid that is filled in, and
    every one that a published default or the rule of missing lines fills. A blank without a default is no number; what
    is answered by a word (a material, a place) is not counted.

    ==============  =====================================================================================
    ``defaulted``   filled by a published default or by the rule of missing lines
    ``unproven``    a claim of which no evidence is named, or whose accepted level credits nothing; a claim
                    of life without an accepted level
    ``documented``  a claim with kind and document named, of which the buyer decides no level
    ``accepted``    a claim whose evidence the buyer accepted at a level that credits something
    ``offered``     no claim, but the offer itself: prices and terms
    ==============  =====================================================================================

    Returns
    -------
    The five counts and their sum ``of``; ``emissions_defaulted``, the share of the emissions of modules A to C, and
    ``residual_defaulted``, the share of the residual waste, whose amount is a default [0 to 1]. Those two are sums
    of absolute values; NaN where the lot has no such figure or the bid's is not known.
    """
    rows = _numbers(lot)
    counts = rows.groupby(["bid", "part"], observed=False).size().unstack(fill_value=0)  # noqa: PD010
    found = counts.reindex(index=list(lot.calculated), columns=list(PARTS), fill_value=0).astype(int)
    found = pd.DataFrame(found.to_numpy(), index=pd.Index(lot.calculated, name="bid"), columns=list(PARTS))
    found["of"] = found.sum(axis=1)
    of_life_cycle = lot.impacts.loc[(lot.impacts["module"] != "D").to_numpy()]
    found["emissions_defaulted"] = _share_defaulted(lot, of_life_cycle, "gwp")
    found["residual_defaulted"] = _share_defaulted(lot, lot.mass_flows, "residual_kg")
    return found


def _numbers(lot: LotEvaluation) -> pd.DataFrame:
    """Return the numbers that the scored measures read, each with the part it belongs to."""
    rows = lot.inputs.loc[lot.inputs["value"].notna().to_numpy()]
    # What a rule fills in stands for what the cell held.
    rows = rows.drop_duplicates(["bid", "table", "key", "field"], keep="last")
    item_no = rows["item"].cat.codes.to_numpy()
    is_left_out = (item_no >= 0) & np.append(lot.taken.left_out, [False])[item_no]
    rows = rows.loc[_is_scored(lot, rows) & ~is_left_out]
    claimed = {
        (table, name) for table, row in BID_TABLES.items() for name, spec in specs(row).items() if spec.claim
    }
    is_claim = np.array(
        [pair in claimed for pair in zip(rows["table"], rows["field"], strict=True)], dtype=bool
    )
    credit = _accepted(lot, rows)
    is_life = rows["field"].isin(LIFE_CLAIMS).to_numpy()
    is_decided = ~np.isnan(credit)
    is_unproven = np.where(is_decided, credit <= 0.0, is_life | ~_is_named(lot, rows))
    part = np.select(
        [
            rows["state"].isin(NOT_STATED).to_numpy(dtype=bool),
            ~is_claim,
            is_unproven.astype(bool),
            is_decided,
        ],
        ["defaulted", "offered", "unproven", "accepted"],
        "documented",
    )
    found: pd.DataFrame = rows.assign(part=pd.Categorical(part, categories=list(PARTS)))
    return found


def _is_scored(lot: LotEvaluation, rows: pd.DataFrame) -> Bools:
    """Say which inputs a scored measure reads of their item, (inputs,)."""
    values, scored = lot.taken, scored_measures(lot.model)
    read = {
        (name, item.key)
        for measure in scored
        for item in values.items
        for name in measure_of(measure).reads(values.tender, values.lot, item)
    }
    names = rows["table"] + "." + rows["field"]
    found = np.array(
        [pair in read for pair in zip(names, rows["item"].astype(object), strict=True)], dtype=bool
    )
    answers = {measure.split(":", 1)[1] for measure in scored if measure.startswith("answer:")}
    found |= ((rows["table"] == "question_answers") & rows["key"].isin(answers)).to_numpy()
    for table, of in LISTS.items():
        if of & set(scored):
            found |= (rows["table"] == table).to_numpy()
    return found


def _accepted(lot: LotEvaluation, rows: pd.DataFrame) -> Floats:
    """Return the credit of the level accepted of each input's claim, (inputs,); NaN where none is decided."""
    credit_of = {level.key: level.credit for level in lot.taken.tender.evidence_levels}
    decided = {
        (row.bid, row.item, row.claim): credit_of[row.level]
        for row in lot.decisions.accepted_evidence
        if row.lot == lot.lot and row.level
    }
    claims = rows["field"].where(~rows["field"].isin(LIFE_CLAIMS), CLAIMED_LIFE)
    named = zip(rows["bid"].astype(object), rows["item"].astype(object), claims, strict=True)
    return np.array([decided.get(each, np.nan) for each in named], dtype=float)


def _is_named(lot: LotEvaluation, rows: pd.DataFrame) -> Bools:
    """Say of which inputs the bid names evidence, (inputs,): kind and document, or the declaration they are from."""
    values = lot.taken
    kind, document = (values.words("product_data", f"evidence_{name}") for name in ("kind", "document"))
    of_item = ~pd.isna(kind) & (kind != "none") & ~pd.isna(document)
    of_declaration = ~pd.isna(values.words("declarations", "number"))
    bid_no, item_no = rows["bid"].cat.codes.to_numpy(), rows["item"].cat.codes.to_numpy()
    is_declared = (rows["table"] == "declarations").to_numpy()
    found = (item_no >= 0) & np.where(is_declared, of_declaration[bid_no, item_no], of_item[bid_no, item_no])
    for table in WITH_DOCUMENT & set(rows["table"]):
        frame, of_table = values.table(table), (rows["table"] == table).to_numpy()
        if "document" in frame:
            told = frame.loc[frame["document"].notna().to_numpy()]
            known = pd.MultiIndex.from_arrays([told["bid_no"], told["key"]])
            asked = pd.MultiIndex.from_arrays([bid_no[of_table], rows["key"].to_numpy()[of_table]])
            found[of_table] = asked.isin(known)
        else:
            found[of_table] = False
    return np.asarray(found)


def _share_defaulted(lot: LotEvaluation, table: pd.DataFrame, column: str) -> Floats:
    """Return the share of a figure of each bid whose amount is a default, (bids,) [0 to 1]."""
    is_default = np.append(lot.inputs["state"].isin(NOT_STATED).to_numpy(dtype=bool), [False])
    size = table[column].abs()
    defaulted = size.where(is_default[table["input"].to_numpy(dtype=np.int64)], 0.0)
    sums = pd.DataFrame({"all": size, "defaulted": defaulted}).groupby(table["bid"], observed=False)
    totals = sums.sum(skipna=False).reindex(list(lot.calculated), fill_value=0.0)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(totals["defaulted"].to_numpy() / totals["all"].to_numpy())
