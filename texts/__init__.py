"""Every sentence a person reads, in Danish and English, by key; and how numbers are written."""

from texts.catalogue import LANGUAGES, catalogue, has, t

__all__ = ["LANGUAGES", "catalogue", "has", "t"]
