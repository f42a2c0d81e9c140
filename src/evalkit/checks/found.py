"""The one table every check returns: rows a person should look at."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

DTYPES = {
    "rule": "str",
    "county": "str",
    "village": "str",
    "year": "int32",
    "table": "str",
    "file_id": "int32",
    "sheet_id": "int32",
    "row": "int32",
    "column": "str",
    "household": "str",
}
COLUMNS = list(DTYPES)
ORDER = ["county", "village", "year", "rule", "table", "file_id", "sheet_id", "row", "column"]


def empty() -> pd.DataFrame:
    """Return the table without rows: nothing was found."""
    return pd.DataFrame({name: pd.Series(dtype=dtype) for name, dtype in DTYPES.items()})


def rows(table: str, lines: pd.DataFrame, column: str = "") -> pd.DataFrame:
    """Return lines of a ledger as rows to look at; the rule's number is added by whoever runs the rule.

    Parameters
    ----------
    table : str
        Name of the ledger's table.
    lines : DataFrame
        Lines that break the rule, with county, village, year, file_id, sheet_id, row and, where the ledger has
        one, household.
    column : str
        Column to look at; empty when it is the whole row.

    Returns
    -------
    DataFrame
        Columns `COLUMNS`, one row per sheet row.

    Examples
    --------
    >>> line = {"county": "990101", "village": "990101100201", "year": 2024, "file_id": 0, "sheet_id": 0, "row": 4}
    >>> rows("villages", pd.DataFrame([line]), "households_total")[["table", "row", "column"]].values.tolist()
    [['villages', 4, 'households_total']]
    """
    home = lines["household"].fillna("") if "household" in lines else ""
    made = lines.assign(rule="", table=table, column=column, household=home)
    return made[COLUMNS].astype(DTYPES).drop_duplicates(COLUMNS[:-1], ignore_index=True)


def concat(tables: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Stack tables of found rows, in the order of places, years, rules and sheets; pseudonyms play no part in it."""
    filled = [table for table in tables if len(table)]
    if not filled:
        return empty()
    stacked = pd.concat(filled, ignore_index=True).astype(DTYPES)
    return stacked.drop_duplicates(COLUMNS[:-1]).sort_values(ORDER, kind="stable", ignore_index=True)
