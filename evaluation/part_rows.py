"""Rows of impacts of parts: each is of a part's mass, times the pieces, times what the block says."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from evaluation.material_flows import Parts
from evaluation.rows import RowGatherer


@dataclass(frozen=True)
class PartRows:
    """Adds blocks of rows of a lot's parts to its table of impacts."""

    parts: Parts
    gather: RowGatherer

    def add(self, used: NDArray[np.bool_], *, per_piece: float = 1.0, **columns: object) -> None:
        """Add a row for each part that is used; columns are scalars or arrays over the parts."""
        parts = self.parts
        rows = {n: v[used] if isinstance(v, np.ndarray | pd.Categorical) else v for n, v in columns.items()}
        self.gather.add_rows(
            parts.bid_no[used],
            parts.item_no[used],
            component=parts.component[used],
            material=parts.material[used],
            input=parts.mass_input[used],
            stated=parts.mass_kg[used],
            multiplier=parts.pieces[used] * per_piece,
            **rows,
        )
