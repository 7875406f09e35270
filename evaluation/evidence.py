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
from evaluation.measures import OF_EMISSIONS, OF_LIFE_CYCLE_COST, family_of, measure_of
from evaluation.result import LotEvaluation
from evaluation.schema import specs
from evaluation.scoring_model import ScoringModel

Bools = NDArray[np.bool_]
Codes = NDArray[np.int64]
Floats = NDArray[np.float64]
LIFE_MEASURES = frozenset({"life", "life_ratio"})
# What reads the credited life: as a life, and as the utility of the circularity indicator.
READS_LIFE = LIFE_MEASURES | {"mci"}
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
    for measure in scored_measures(lot.model):
        if family_of(measure) in READS_LIFE:
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
    inputs = lot.taken.inputs(with_cells=False)
    found = pd.DataFrame(0, index=pd.Index(lot.calculated, name="bid"), columns=list(PARTS))
    if len(inputs):
        rows = _numbers(lot, inputs)
        at = rows["bid"].cat.codes.to_numpy() * len(PARTS) + rows["part"].cat.codes.to_numpy()
        found[:] = np.bincount(at, minlength=found.size).reshape(found.shape)
    found["of"] = found.sum(axis=1)
    of_life_cycle = lot.impacts.loc[(lot.impacts["module"] != "D").to_numpy()]
    found["emissions_defaulted"] = _share_defaulted(lot, inputs, of_life_cycle, "gwp")
    found["residual_defaulted"] = _share_defaulted(lot, inputs, lot.mass_flows, "residual_kg")
    return found


def _numbers(lot: LotEvaluation, inputs: pd.DataFrame) -> pd.DataFrame:
    """Return the numbers that the scored measures read, each with the part it belongs to."""
    rows = inputs.loc[inputs["value"].notna().to_numpy()]
    if (rows["state"] == "filled").any():
        # What a rule fills in stands for what the cell held.
        rows = rows.drop_duplicates(["bid", "table", "key", "field"], keep="last")
    item_no = rows["item"].cat.codes.to_numpy()
    field_no, fields = _fields(rows)
    is_left_out = (item_no >= 0) & np.append(lot.taken.left_out, [False])[item_no]
    is_counted = _is_scored(lot, rows, field_no, fields) & ~is_left_out
    rows, field_no = rows.loc[is_counted], field_no[is_counted]
    is_claim = np.array([_is_claim(*field) for field in fields], dtype=bool)[field_no]
    is_life = np.array([name in LIFE_CLAIMS for _, name in fields], dtype=bool)[field_no]
    credit = _accepted(lot, rows, field_no, fields)
    is_decided = ~np.isnan(credit)
    is_unproven = np.where(is_decided, credit <= 0.0, is_life | ~_is_named(lot, rows))
    part = np.select(
        [
            rows["state"].isin(NOT_STATED).to_numpy(dtype=bool),
            ~is_claim,
            is_unproven.astype(bool),
            is_decided,
        ],
        [PARTS.index(name) for name in ("defaulted", "offered", "unproven", "accepted")],
        PARTS.index("documented"),
    )
    found: pd.DataFrame = rows.assign(part=pd.Categorical.from_codes(part, categories=pd.Index(PARTS)))
    return found


def _fields(rows: pd.DataFrame) -> tuple[Codes, list[tuple[str, str]]]:
    """Return the fields that stand in the inputs, and the place of each input's among them, (inputs,)."""
    tables, names = (pd.Categorical(rows[column]) for column in ("table", "field"))
    both = tables.codes.astype(np.int64) * len(names.categories) + names.codes
    known, field_no = np.unique(both, return_inverse=True)
    at = (divmod(int(code), len(names.categories)) for code in known)
    return field_no, [(str(tables.categories[t]), str(names.categories[n])) for t, n in at]


def _is_claim(table: str, name: str) -> bool:
    return specs(BID_TABLES[table])[name].claim


def _is_scored(
    lot: LotEvaluation, rows: pd.DataFrame, field_no: Codes, fields: list[tuple[str, str]]
) -> Bools:
    """Say which inputs a scored measure reads of their item, (inputs,)."""
    values, scored = lot.taken, scored_measures(lot.model)
    # By field and item, with a last column for what is of no item.
    read = np.zeros((len(fields), len(values.items) + 1), dtype=bool)
    place = {f"{table}.{name}": n for n, (table, name) in enumerate(fields)}
    for measure in scored:
        for item_no, item in enumerate(values.items):
            for name in measure_of(measure).reads(values.tender, values.lot, item) & place.keys():
                read[place[name], item_no] = True
    for n, (table, _) in enumerate(fields):
        if LISTS.get(table, frozenset()) & set(scored):
            read[n] = True
    found = read[field_no, rows["item"].cat.codes.to_numpy()]
    answers = {measure.split(":", 1)[1] for measure in scored if measure.startswith("answer:")}
    if answers:
        found |= ((rows["table"] == "question_answers") & rows["key"].isin(answers)).to_numpy()
    return found


def _accepted(
    lot: LotEvaluation, rows: pd.DataFrame, field_no: Codes, fields: list[tuple[str, str]]
) -> Floats:
    """Return the credit of the level accepted of each input's claim, (inputs,); NaN where none is decided."""
    bid_no, item_no = rows["bid"].cat.codes.to_numpy(), rows["item"].cat.codes.to_numpy()
    found = np.full(len(rows), np.nan)
    decided = {row.claim for row in lot.decisions.accepted_evidence if row.lot == lot.lot}
    for n, (_, name) in enumerate(fields):
        claim = CLAIMED_LIFE if name in LIFE_CLAIMS else name
        if claim in decided:
            credit, level = accepted_credit(lot.taken, lot.decisions, claim)
            of = (field_no == n) & (item_no >= 0)
            found[of] = np.where(pd.isna(level), np.nan, credit)[bid_no[of], item_no[of]]
    return found


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


def _share_defaulted(lot: LotEvaluation, inputs: pd.DataFrame, table: pd.DataFrame, column: str) -> Floats:
    """Return the share of a figure of each bid whose amount is a default, (bids,) [0 to 1]."""
    is_default = np.append(inputs["state"].isin(NOT_STATED).to_numpy(dtype=bool), [False])
    size = table[column].abs()
    defaulted = size.where(is_default[table["input"].to_numpy(dtype=np.int64)], 0.0)
    sums = pd.DataFrame({"all": size, "defaulted": defaulted}).groupby(table["bid"], observed=False)
    totals = sums.sum(skipna=False).reindex(list(lot.calculated), fill_value=0.0)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(totals["defaulted"].to_numpy() / totals["all"].to_numpy())
