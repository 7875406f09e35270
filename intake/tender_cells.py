"""Which cell a fault of a tender as a whole is about."""

from collections.abc import Mapping, Sequence

from evaluation.problems import Problem
from evaluation.tender import TENDER_TABLES
from intake.open_table import RowRead

KEYS = ("key", "id", "lot", "field", "carrier", "component", "profile", "criterion")
LATER_ROW = frozenset({"key_twice", "mode_twice", "anchor_twice"})
# Faults of a lot's scoring name no field: the one that their code is about, and the table it stands in.
FIELD_OF_CODE: Mapping[str, tuple[str, str]] = {
    "rule_missing": ("criteria", "rule"),
    "measure_unknown": ("criteria", "measure"),
    "measure_missing": ("criteria", "measure"),
    "weights_missing": ("criteria", "weight"),
    "weight_not_exact": ("criteria", "weight"),
    "weight_out_of_range": ("criteria", "weight"),
    "weights_do_not_sum": ("criteria", "weight"),
    "weight_parent_missing": ("criteria", "id"),
    "slope_not_positive": ("criteria", "slope"),
    "interval_is_empty": ("criteria", "zero_at"),
    "interval_against_direction": ("criteria", "zero_at"),
    "direction_unknown": ("criteria", "direction"),
    "assessor_scale_not_positive": ("criteria", "assessor_scale"),
    "scale_not_positive": ("models", "scale"),
    "tie_criterion_unknown": ("models", "tie_break"),
    "tie_criterion_without_figures": ("models", "tie_break"),
    "tie_last_unknown": ("models", "tie_last"),
    "tie_seed_missing": ("models", "tie_seed"),
    "rounding_decimals_out_of_range": ("roundings", "decimals"),
    "rounding_mode_unknown": ("roundings", "mode"),
    "rounding_not_of_model": ("roundings", "step"),
    "rounding_criterion_unknown": ("roundings", "criterion"),
    "weight_missing": ("criteria", "weight"),
    "not_money": ("criteria", "rule"),
    "rule_gives_points": ("criteria", "rule"),
    "rule_gives_money": ("criteria", "rule"),
    "no_price": ("models", "combination"),
    "no_quality": ("models", "combination"),
    "price_without_weight": ("criteria", "weight"),
    "percent_missing": ("criteria", "most_percent"),
    "percent_out_of_range": ("criteria", "most_percent"),
    "deduction_of_everything": ("criteria", "most_percent"),
    "ratio_factor_not_positive": ("models", "ratio_factor"),
    "band_out_of_range": ("models", "ratio_band"),
    "band_by_unknown": ("models", "ratio_band_by"),
    "not_acknowledged": ("models", "acknowledged"),
    "threshold_moves": ("criteria", "least_percent"),
    "threshold_without_quality": ("models", "least_total"),
    "step_negative": ("criteria", "slope_step"),
    "step_not_positive": ("criteria", "zero_step"),
    "most_below_start": ("criteria", "slope_most"),
    "multiple_not_above_one": ("criteria", "zero_multiple"),
    "center_unknown": ("criteria", "center"),
    "center_points_out_of_range": ("criteria", "center_points"),
    "curve_basis_unknown": ("criteria", "curve_basis"),
    "table_empty": ("criteria", "rule"),
    "table_too_short": ("criteria", "rule"),
    "bracket_empty": ("score_rows", "from_value"),
    "brackets_overlap": ("score_rows", "from_value"),
    "brackets_apart": ("score_rows", "from_value"),
    "anchors_not_rising": ("score_rows", "from_value"),
    "table_against_direction": ("score_rows", "gives"),
    "amount_negative": ("score_rows", "gives"),
    "amount_not_positive": ("criteria", "unit_amount"),
    "amount_form_unknown": ("criteria", "amount_form"),
    "weight_ranges_cannot_sum": ("criteria", "weight_low"),
    "score_row_unread": ("score_rows", "criterion"),
    "missing_lines_unknown": ("models", "missing_lines"),
    "missing_lines_without_limit": ("models", "missing_max_lines"),
    "missing_lines_factor_below_one": ("models", "missing_factor"),
    "missing_lines_limit_out_of_range": ("models", "missing_max_share"),
}


def cell_of_fault(rows: Mapping[str, Sequence[RowRead]], fault: Problem) -> tuple[str | None, str | None]:
    """Return sheet and cell of what a fault is about, as far as it says so.

    Parameters
    ----------
    rows : the rows that were read, by attribute of the tender.
    fault : its values name table, key and field, or the criterion.
    """
    own = fault.values.get("table"), None
    table, name = own if fault.values.get("field") else FIELD_OF_CODE.get(fault.code, own)
    field_key = fault.values.get("field") or fault.values.get("parameter")
    if isinstance(field_key, str):
        name = field_key.rpartition(".")[2]
    key = fault.values.get("key") or fault.values.get("criterion") or _in_level(rows, fault)
    if table == "models":
        key = fault.lot
    found = [row for row in _rows_of(rows, table) if key is None or key in _keys(row)]
    of_lot = [row for row in found if fault.lot in (None, row.values.get("lot"), row.values.get("id"))]
    # Several rows of a profile share its name, and a mode is of one of them.
    # So do the anchors of a criterion, each of other points.
    same = [
        row
        for row in of_lot or found
        if all(fault.values.get(name) in (None, row.values.get(name)) for name in ("mode", "points"))
    ]
    # The later of two rows with one key is the one to change.
    row = next(iter(same[:: -1 if fault.code in LATER_ROW else 1]), None)
    if row is None:
        return None, None
    first = next(iter(row.cells.values()), None)
    return row.sheet, row.cells.get(name or "", row.cells.get(f"{name}.1", _key_cell(row) or first))


def _rows_of(rows: Mapping[str, Sequence[RowRead]], table: object) -> Sequence[RowRead]:
    return next(
        (rows[a] for a, row_type in TENDER_TABLES.items() if row_type.table == table and a in rows), ()
    )


def _keys(row: RowRead) -> set[object]:
    return {row.values.get(name) for name in KEYS}


def _key_cell(row: RowRead) -> str | None:
    return next((row.cells[name] for name in KEYS if name in row.cells), None)


def _in_level(rows: Mapping[str, Sequence[RowRead]], fault: Problem) -> object:
    """Return the first criterion of the level whose weights are wrong."""
    level = fault.values.get("level")
    if not isinstance(level, str):
        return None
    ids = [row.values.get("id") for row in rows.get("criteria", ()) if row.values.get("lot") == fault.lot]
    return next((each for each in ids if isinstance(each, str) and each.rpartition("/")[0] == level), None)
