"""The dozen faults of one bid: what a hurried bidder types, a cell each, and what the reader calls it."""

import datetime as dt

from sample_tenders.content.answers import Fault

FAULTY_BID = "kontorgaarden_delaftale_1"
FAULTS = (
    # 600 asked, 400 offered: the buyer's own cell is changed.
    Fault(("prices", "l1_02", "quantity"), 400, "buyer_cell_changed"),
    # One, or a thousand?
    Fault(("prices", "l1_04", "unit_price"), "1.000", "number_ambiguous"),
    Fault(("prices", "l1_05", "unit_price"), "#DIV/0!", "error_value"),
    # A formula that no program has calculated: no value stands in the file.
    Fault(("prices", "l1_06", "unit_price"), "=1590+100", "formula_without_value"),
    Fault(("prices", "l1_07", "unit_price"), None, "price_missing"),
    Fault(("prices", "l1_08", "unit_price"), dt.date(2026, 11, 2), "date_in_number"),
    Fault(("prices", "l1_10", "unit_price"), "EUR 122", "other_currency"),
    # A life without the kind of its evidence; the document is blank already.
    Fault(("product_data", "l1_03", "evidence_kind"), None, "evidence_not_stated"),
    Fault(("materials", "l1_01/1", "mass_kg"), -9.2, "below_minimum"),
    Fault(("materials", "l1_01/2", "material"), "Titan", "not_in_list"),
    Fault(("materials", "l1_03/1", "mass_kg"), "27 liter", "unit_not_convertible"),
    # The key of a blank row is overwritten by that of the row above.
    Fault(("materials", "l1_03/5", "key"), "l1_03/4", "key_in_two_rows"),
)
