"""Small clean tables written by hand: only the columns that matter are given."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from evalkit import store
from evalkit.indicators.household_income import ALL_MONTHS

PLACE = {"county": "990101", "village": "990101100201", "year": 2023, "household": "h1"}


@pytest.fixture
def ledger() -> Callable[..., pd.DataFrame]:
    """Return a function that makes one clean table; rows are numbered as on a sheet whose data begin on row 2."""

    def make(table: str, *lines: dict) -> pd.DataFrame:
        declared = store.empty(table)
        own = PLACE | {"file_id": 0, "sheet_id": 0, "col": 1, "covered": ALL_MONTHS}
        given = [own | {"row": i} | line for i, line in enumerate(lines, 2)]
        columns = {
            name: pd.array([line.get(name) for line in given], dtype=kind) for name, kind in declared.dtypes.items()
        }
        return pd.DataFrame(columns)

    return make
