"""The closed lists of codes. Their words stand in ``texts`` under ``codes.LIST.CODE``."""

from collections.abc import Mapping

CODES: Mapping[str, tuple[str, ...]] = {
    "yes_no": ("yes", "no"),
    # A price of nought needs the bidder's own word for it, in the cell that says whether the line is offered.
    "offered": ("yes", "no", "yes_free_of_charge"),
    "depth": ("minimal", "standard", "full"),
    "regime": (
        "eu_open", "eu_restricted", "light", "national_191", "below_193",
        "dynamic_system", "mini_competition", "call_off",
    ),
    "condition": ("new", "remanufactured", "used"),
    "payer": ("buyer", "bidder"),
    "fee_basis": ("unit", "use", "month", "year", "contract"),
    "item_basis": ("piece_year", "use"),
    "life_unit": ("years", "uses"),
    "life_basis": ("reference", "guaranteed", "credited"),
    "factor_basis": ("generic_mass", "product_class", "declared"),
    "price_basis": ("real", "nominal"),
    "timing": ("end_of_year",),
    "residual_value": ("none", "straight_line"),
    # How parts used before enter: with the factor of reuse (else as virgin), or free of burden (EN 15804, 6.4.3).
    "reused_parts": ("factor_or_virgin", "burden_free"),
    "combination": ("weighted_points", "lowest_cost"),
    "rule": ("linear_over_best", "fixed_interval", "best_ratio", "judged_points"),
    "direction": ("lower", "higher"),
    "tie_last": ("stop", "drawn_lot"),
    "missing_lines": ("reject", "fill", "leave_out"),
    "rounding_mode": ("none", "half_up", "half_even", "cut_off", "up"),
    "rounding_at": ("points", "weighted", "total"),
    "award_form": ("single", "cascade", "mini_competition"),
    "lots_kept_by": ("lot_order", "largest_value_first"),
    "requirement_kind": ("minimum", "competition"),
    "answer_kind": ("yes_no", "value"),
    "evidence_kind": ("contract", "independent", "certificate", "own", "none"),
    "cost_category": (
        "purchase", "delivery", "installation", "training", "energy", "water", "consumables",
        "service", "replacement", "disposal", "buy_back",
        "residual_value", "reservation", "other",
    ),
    "life_stage": ("get", "use", "keep", "end", "back"),
    "bid_state": (
        "not_offered", "stopped", "proposed_admitted", "proposed_not_admitted", "admitted", "not_admitted",
    ),
    "route": ("reuse", "recycling", "energy_recovery", "landfill"),
    "component": ("product", "packaging", "consumable"),
    "reservation_decision": ("none", "priced", "not_compliant"),
    "admission": ("admitted", "not_admitted"),
    "correction_kind": ("reading", "obvious_error", "answer", "addition"),
    "severity": ("stop", "question", "notice"),
    "material_kind": ("material", "product_class"),
}
