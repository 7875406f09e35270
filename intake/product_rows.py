"""The rows of product data: what one cell says of another, and what counts where one is blank."""

import numpy as np
from numpy.typing import NDArray

from evaluation.repair_index import SCHEMES
from intake.bid_table import TableRead

Bools = NDArray[np.bool_]
TAKEN_BACK, REUSE, RECYCLING = "taken_back", "taken_back_reuse_share", "taken_back_recycling_share"
EPD_FLOWS = ("epd_reuse_kg", "epd_recycling_kg", "epd_energy_recovery_kg")
COUNTS_AS_NONE = ("recycled_share", "reused_share")
# Shares that people added up in their heads are whole to this.
_WHOLE = 1.0 + 1e-9


def check_product_rows(table: TableRead, circulation: TableRead | None, wanted: Bools) -> None:
    """Tell of lives, take-back, shares and evidence that are missing or do not agree.

    Parameters
    ----------
    circulation : its lives count in uses where it asks for them.
    wanted : which rows something is asked of.
    """
    _check_lives(table, circulation, wanted)
    _check_take_back(table, wanted)
    _check_epd_flows(table, wanted)
    for name in COUNTS_AS_NONE:
        table.tell_all("notice", "share_counts_as_none", name, table.open_cells(name) & wanted)
    if all(name in table for name in COUNTS_AS_NONE):
        total = np.sum([np.nan_to_num(table.values[name]) for name in COUNTS_AS_NONE], axis=0)
        table.tell_all("question", "shares_over_whole", COUNTS_AS_NONE[0], (total > _WHOLE) & wanted)
    _check_repair_index(table, wanted)
    _check_evidence(table, wanted)


def _check_repair_index(table: TableRead, wanted: Bools) -> None:
    """An index of repair stands within the range of the item's scheme."""
    if "repair_index" not in table:
        return
    scheme = {item.key: SCHEMES.get(item.repair_scheme) for item in table.bid_layout.tender.items}
    index = table.values["repair_index"]
    for row, key in enumerate(table.layout.keys):
        of = scheme[key]
        if (
            of is not None
            and wanted[row]
            and not of.lowest <= index[row] <= of.highest
            and index[row] == index[row]
        ):
            told = {"found": float(index[row]), "lowest": of.lowest, "highest": of.highest}
            table.tell(None, "repair_index_out_of_scheme", "repair_index", row, **told)


def _check_lives(table: TableRead, circulation: TableRead | None, wanted: Bools) -> None:
    """A blank claim is the guarantee, a blank guarantee none; both blank leave the life unknown."""
    no_claim, no_guarantee = (table.open_cells(n) & wanted for n in ("claimed_life", "guarantee"))
    has_uses = circulation is not None and "uses_per_piece" in circulation
    keys = circulation.layout.keys if circulation is not None and has_uses else ()
    by_uses = np.array([key in keys for key in table.layout.keys], dtype=np.bool_)
    claimed = by_uses | (table.filled["claimed_life"] if "claimed_life" in table else False)
    if "guarantee" in table:
        is_scored = "guarantee" in table.bid_layout.scored
        lacking = no_guarantee if is_scored else no_guarantee & ~claimed
        table.tell_all(None, "value_missing", "guarantee", lacking)
        table.tell_all("notice", "guarantee_not_stated", "guarantee", no_guarantee & ~lacking)
    table.tell_all("notice", "life_falls_back", "claimed_life", no_claim & ~no_guarantee & ~by_uses)
    if "claimed_life" in table and "guarantee" in table:
        shorter = table.values["claimed_life"] < table.values["guarantee"]
        table.tell_all("question", "life_below_guarantee", "claimed_life", shorter & wanted)


def _check_take_back(table: TableRead, wanted: Bools) -> None:
    """Only a yes with shares is a contracted route; everything else goes the buyer's way."""
    if not all(name in table for name in (TAKEN_BACK, REUSE, RECYCLING)):
        return
    readable = wanted & ~np.logical_or.reduce([table.told[name] for name in (TAKEN_BACK, REUSE, RECYCLING)])
    answer = table.values[TAKEN_BACK]
    yes, no = readable & (answer == "yes"), readable & (answer == "no")
    silent = readable & table.open_cells(TAKEN_BACK)
    reuse_blank, recycling_blank = table.open_cells(REUSE), table.open_cells(RECYCLING)
    total = np.nan_to_num(table.values[REUSE]) + np.nan_to_num(table.values[RECYCLING])
    nothing = yes & reuse_blank & recycling_blank
    table.tell_all("notice", "take_back_not_stated", TAKEN_BACK, silent & (total == 0.0))
    table.tell_all("question", "take_back_contradicts", TAKEN_BACK, (no | silent) & (total > 0.0))
    table.tell_all("question", "take_back_without_shares", REUSE, nothing)
    table.tell_all("notice", "share_counts_as_none", REUSE, yes & reuse_blank & ~nothing)
    table.tell_all("notice", "share_counts_as_none", RECYCLING, yes & recycling_blank & ~nothing)
    table.tell_all("stop", "shares_over_whole", REUSE, yes & (total > _WHOLE))


def _check_epd_flows(table: TableRead, wanted: Bools) -> None:
    """The flows of an EPD are parts of the product's mass; without any the buyer's routes count."""
    if not all(name in table for name in EPD_FLOWS):
        return
    blank = {name: table.open_cells(name) & wanted for name in EPD_FLOWS}
    nothing = np.logical_and.reduce(list(blank.values()))
    table.tell_all("notice", "epd_flows_not_stated", EPD_FLOWS[0], nothing)
    for name, is_blank in blank.items():
        table.tell_all("notice", "epd_flow_counts_as_none", name, is_blank & ~nothing)
    if "mass_kg" in table:
        total = np.sum([np.nan_to_num(table.values[name]) for name in EPD_FLOWS], axis=0)
        over = total > table.values["mass_kg"] * _WHOLE
        table.tell_all("stop", "epd_flows_over_mass", EPD_FLOWS[0], over & wanted)


def _check_evidence(table: TableRead, wanted: Bools) -> None:
    """A claim without the kind of its evidence counts as one without any."""
    claims = [c.field for c in table.layout.columns if c.spec.claim]
    if "evidence_kind" in table and claims:
        claimed = np.logical_or.reduce([table.filled[name] for name in claims])
        silent = table.blank("evidence_kind") & claimed & wanted
        table.tell_all("notice", "evidence_not_stated", "evidence_kind", silent)
