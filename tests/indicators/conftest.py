"""Small clean tables written by hand; income ledgers cover the whole year unless a row says otherwise."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from evalkit import store
from evalkit.indicators.household_income import ALL_MONTHS


@pytest.fixture
def ledger() -> Callable[..., pd.DataFrame]:
    """Return a function that makes a clean table from rows with only the columns that matter."""

    def make(table: str, rows: list[dict], village: str = "990101100201") -> pd.DataFrame:
        declared = store.empty(table)
        given = pd.DataFrame(rows, index=range(len(rows)), dtype="object")
        given = given.assign(county=village[:6], village=given.get("village", village))
        if "covered" in declared and "covered" not in given:
            given["covered"] = ALL_MONTHS
        return pd.DataFrame(
            {
                name: pd.array(
                    [0] * len(given) if name not in given and str(kind).startswith("int") else _column(given, name),
                    dtype=kind,
                )
                for name, kind in declared.dtypes.items()
            }
        )

    return make


def _column(given: pd.DataFrame, name: str) -> list:
    if name not in given:
        return [None] * len(given)
    return [None if pd.isna(value) else value for value in given[name]]
