"""Whose row it is: the household number, or the household an ID number belongs to."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from evalkit.cleaning.gather import Ledger

Homes = dict[tuple[str, str, int | None], str | None]
SOURCES = (("households", "head_id"), ("members", "person"))


def homes(ledgers: Mapping[str, Ledger]) -> Homes:
    """Return which household each ID number belongs to, by village and year.

    Parameters
    ----------
    ledgers : mapping
        Parsed ledgers of the run; the household list and the members are used.

    Returns
    -------
    dict
        (village, ID number, year) -> household number, None where the ledgers of the year disagree; with year None the
        household of all years, None where the person moved.
    """
    found: Homes = {}
    for name, column in SOURCES:
        ledger = ledgers.get(name)
        if ledger is None or not {column, "household"} <= set(ledger.rows):
            continue
        rows = ledger.rows.loc[ledger.kept, ["village", column, "year", "household"]].dropna().drop_duplicates()
        for village, number, year, household in rows.itertuples(index=False):
            for key in ((village, number, int(year)), (village, number, None)):
                if found.setdefault(key, household) != household:
                    found[key] = None
    return found


def in_two_households(ledger: Ledger, column: str, known: Homes) -> np.ndarray:
    """Return the rows whose ID number stands in two households of the same year."""
    if column not in ledger.rows:
        return np.empty(0, dtype=int)
    keys = ledger.rows[["village", column, "year"]].itertuples(index=False, name=None)
    return np.flatnonzero([key in known and known[key] is None for key in keys])


def find_households(ledger: Ledger, known: Homes) -> np.ndarray:
    """Fill missing household numbers from the ID numbers of the row; return the mask of rows filled.

    Notes
    -----
    Rows that must have a household and have none are set aside.
    """
    declared = next((c for c in ledger.table.columns if c.name == "household"), None)
    filled = np.zeros(len(ledger.rows), dtype=bool)
    if declared is None:
        return filled
    if "household" not in ledger.rows:
        ledger.rows["household"] = pd.array([None] * len(ledger.rows), dtype="str")
    for column in ("head_id", "person"):
        missing = ledger.rows["household"].isna()
        if column not in ledger.rows or not missing.any():
            continue
        part = ledger.rows.loc[missing, ["village", column, "year"]]
        numbers = [known.get((v, n, y), known.get((v, n, None))) for v, n, y in part.itertuples(index=False)]
        ledger.rows.loc[missing, "household"] = pd.array(numbers, dtype="str")
        filled |= missing.to_numpy() & ledger.rows["household"].notna().to_numpy()
    if declared.required:
        ledger.set_fate(ledger.rows["household"].isna().to_numpy(), "quarantined", "unknown_household")
    return filled
