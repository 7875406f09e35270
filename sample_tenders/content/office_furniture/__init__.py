"""Office furniture over four years: three lots, new and remanufactured, at standard depth."""
