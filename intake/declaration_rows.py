"""The rows of declarations: what a stated figure needs beside it, and what cannot be."""

import numpy as np
from numpy.typing import NDArray

from intake.bid_table import TableRead

Bools = NDArray[np.bool_]
FIGURE, STORED = "gwp_", "biogenic_kg_co2"
# What a figure is of: without it nobody can hold two figures against each other.
NAMES = ("method", "number", "valid_until")


def check_declaration_rows(table: TableRead, wanted: Bools) -> None:
    """Tell of figures without a declaration, and of carbon that is taken up and kept nowhere.

    Where no figure is stated there is no declaration to name: the figures themselves are what is missing.
    """
    figures = [column.field for column in table.layout.columns if column.field.startswith(FIGURE)]
    stated = np.logical_or.reduce([table.filled[name] for name in figures]) if figures else wanted & False
    for name in NAMES:
        if name in table:
            table.tell_all(None, "value_missing", name, stated & table.open_cells(name) & wanted)
    if STORED in table and "gwp_a1_a3" in table:
        taken_up = (table.values["gwp_a1_a3"] < 0.0) & (table.values[STORED] == 0.0)
        table.tell_all("question", "uptake_without_carbon", STORED, taken_up & wanted)
