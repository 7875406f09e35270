"""Environmental product declarations in: ILCD+EPD as XML, ZIP or JSON, and openEPD."""

from intake.epd.read import EpdRead, read_epd, read_epds

__all__ = ["EpdRead", "read_epd", "read_epds"]
