"""The closed lists of codes. Their words stand in ``texts`` under ``codes.LIST.CODE``."""

from collections.abc import Mapping

from evaluation.impact_indicators import INDICATORS

CODES: Mapping[str, tuple[str, ...]] = {
    "yes_no": ("yes", "no"),
    # A price of nought needs the bidder's own word for it, in the cell that says whether the line is offered.
    "offered": ("yes", "no", "yes_free_of_charge"),
    "depth": ("minimal", "standard", "full"),
    "regime": (
        "eu_open",
        "eu_restricted",
        "light",
        "national_191",
        "below_193",
        "dynamic_system",
        "mini_competition",
        "call_off",
    ),
    "condition": ("new", "remanufactured", "used"),
    "payer": ("buyer", "bidder"),
    "fee_basis": ("unit", "use", "month", "year", "contract"),
    # What a piece does in the hours of a profile of use (ENERGY STAR: off, sleep, idle, active).
    "use_mode": ("off", "sleep", "idle", "active"),
    "item_basis": ("piece_year", "use"),
    "life_unit": ("years", "uses"),
    "life_basis": ("reference", "guaranteed", "credited"),
    # Whether a life may be scored by itself, or counts only in the cost, emissions and waste that it divides.
    "life_in_criteria": ("scored", "denominators_only"),
    # "use_only": what is made and thrown away is counted for no bid, only the use that its cost counts.
    "factor_basis": ("generic_mass", "product_class", "declared", "use_only"),
    "price_basis": ("real", "nominal"),
    "timing": ("end_of_year", "mid_year", "continuous"),
    "growth_base": ("year_one_grown", "year_one_today"),
    "growth_basis": ("real_price", "nominal_price", "quantity"),
    # What a published price set may price; PM2.5 and PM10 are parted, PM is particulate matter of any size.
    "pollutant": ("co2e", "nox", "so2", "nmhc", "nh3", "pm2_5", "pm10", "pm"),
    "horizon": ("study_period", "equivalent_annual"),
    # Which statistic of a life is claimed: what half reach, what 90 % reach, or the mean.
    "life_statistic": ("mean", "median", "b10"),
    # Whose index of repair bidders state; ``card``: six scores where no scheme has the goods.
    "repair_scheme": ("none", "eu_2023_1669", "fr_repairability", "fr_durability", "ifixit_2", "card"),
    # Expected repairs count by the buyer's rate of failures, the same for all, by what each bidder claims, or as the
    # credited life and the shape of its distribution let expect.
    "repairs": ("none", "buyer_rate", "bidder_rate", "from_life"),
    "residual_value": ("none", "straight_line", "nist", "percentage", "buy_back"),
    # Parts used before enter with the factor of reuse (else as virgin), or free of burden (EN 15804, 6.4.3).
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
    # How often the supplier shows that what it promised is kept, and what follows where it is not.
    "clause_frequency": ("at_delivery", "yearly", "every_years", "on_demand"),
    "clause_remedy": ("advantage", "price_reduction", "replacement", "penalty_amount", "termination"),
    "evidence_kind": ("contract", "independent", "certificate", "own", "none"),
    "cost_category": (
        "purchase",
        "assortment",
        "delivery",
        "installation",
        "training",
        "change_over",
        "energy",
        "water",
        "consumables",
        "service",
        "repair",
        "downtime",
        "replacement",
        "data_wiping",
        "disposal",
        "material_value",
        "buy_back",
        "residual_value",
        "reservation",
        "other",
    ),
    "life_stage": ("get", "use", "keep", "end", "back"),
    "bid_state": (
        "not_offered",
        "stopped",
        "proposed_admitted",
        "proposed_not_admitted",
        "admitted",
        "not_admitted",
        "baseline",
    ),
    # Condition in which a piece comes back, or condition and year, as the buyer describes it.
    "buy_back_class": ("a", "b", "c", "d", "e", "f"),
    "route": ("reuse", "recycling", "energy_recovery", "landfill"),
    "measured_by": ("buyer", "default"),
    "route_source": ("contract", "epd", "buyer", "default"),
    "component": ("product", "packaging", "consumable"),
    "reservation_decision": ("none", "priced", "not_compliant"),
    "clarification": ("reading_stands", "answered"),
    "admission": ("admitted", "not_admitted"),
    # One assessor's own score, or what the assessors agreed on after they had given theirs.
    "judgement_role": ("individual", "consensus"),
    # How the scores of several assessors become one.
    "several_assessors": ("consensus", "mean", "median"),
    "correction_kind": ("reading", "obvious_error", "answer", "addition"),
    "severity": ("stop", "question", "notice"),
    "material_kind": ("material", "product_class"),
    # EN 15804: modules C apart from the credits of D; the Circular Footprint Formula shares them in one figure.
    "end_of_life": ("en15804", "circular_footprint"),
    # What stands for a module that a bid's declaration leaves out.
    "undeclared_modules": ("published_default", "common_modules"),
    "pedigree_set": ("ecoinvent_2", "ecoinvent_3"),
    "declared_module": (
        "A1-A3",
        "A4",
        "A5",
        "B1",
        "B2",
        "B3",
        "B4",
        "B5",
        "C1",
        "C2",
        "C3",
        "C4",
        "D",
    ),
    "declaration_method": ("en15804_a2", "en15804_a1", "iso14067", "pef", "other"),
    # Modules of what the buyer lists beside materials, transport, energy and water.
    "activity_module": ("A5", "B1", "B2", "B3", "B4", "B5", "C1"),
    "activity_per": ("piece", "piece_year", "use"),
    "impact_indicator": tuple(INDICATORS),
    # What a tender may ask to have declared; each by the definition and law of its row.
    "substance_group": ("svhc", "pvc", "phthalate", "pfas"),
}
