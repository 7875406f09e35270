"""Emission factors and materials as plain tables, each figure with its source."""
