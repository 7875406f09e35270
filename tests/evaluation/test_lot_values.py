"""What the bids say, as numbered inputs with their cells."""

import numpy as np
import pandas as pd

from tests.samples import sample


def test_inputs_asked_for_by_number_are_the_rows_that_all_inputs_have_there() -> None:
    lot = sample("office_furniture").done.lots["LOT-0001"]
    drawn = np.random.default_rng(7).integers(0, len(lot.inputs), size=60)
    asked = np.concatenate([drawn, [0, len(lot.inputs) - 1]])
    found = lot.inputs_at(asked)
    assert list(found.index) == sorted(set(asked.tolist()))
    expected = lot.inputs.loc[np.unique(asked)]
    pd.testing.assert_frame_equal(found, expected, check_dtype=False, check_index_type=False)
    assert len(lot.inputs_at(np.zeros(0, dtype=np.int64))) == 0
