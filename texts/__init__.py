"""Every sentence a person reads, in Danish and English, by key; and how numbers are written."""

from texts.catalogue import LANGUAGES, catalogue, fill, has, t, template

__all__ = ["LANGUAGES", "catalogue", "fill", "has", "t", "template"]
