"""The fault of one bid: watts where kilowatt-hours a year are asked."""

from sample_tenders.content.answers import Fault

FAULTY_BID = "sydhavn_delaftale_1"
FAULTS = (
    # The power in use from the data sheet; how many hours of it there are in a year is not for a reader to guess.
    Fault(("product_data", "l1_laptop", "electricity_kwh_per_year"), "5,8 W", "unit_not_convertible"),
)
