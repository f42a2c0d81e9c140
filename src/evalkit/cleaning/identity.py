"""Whose row it is: the household number, or the household an ID number belongs to."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

import numpy as np
import pandas as pd

from evalkit.cleaning.gather import Ledger

SOURCES = (("households", "head_id"), ("members", "person"))
KEY = ["village", "number", "year"]


class Homes:
    """Which household each ID number belongs to, by village and year.

    Parameters
    ----------
    stated : DataFrame
        village, number, year, household: what the ledgers say, each statement once.
    """

    def __init__(self, stated: pd.DataFrame):
        self._stated = stated
        again = stated.duplicated(KEY).to_numpy()
        self.torn = frozenset(stated.loc[again, KEY].itertuples(index=False, name=None))

    @cached_property
    def _known(self) -> dict[tuple, str | None]:
        """The households by key; with year None that of all years, None where the person moved."""
        found: dict[tuple, str | None] = {}
        for village, number, year, household in self._stated.itertuples(index=False):
            for key in ((village, number, year), (village, number, None)):
                if found.setdefault(key, household) != household:
                    found[key] = None
        return found

    def of(self, village: str, number: str, year: int) -> str | None:
        """Return the household of a person in a year, else in all years; None where the ledgers disagree."""
        return self._known.get((village, number, year), self._known.get((village, number, None)))


def homes(ledgers: Mapping[str, Ledger]) -> Homes:
    """Return which household each ID number belongs to, from the household list and the members of a run."""
    parts = [pd.DataFrame({name: pd.Series(dtype="str") for name in [*KEY, "household"]}).astype({"year": "Int64"})]
    for name, column in SOURCES:
        ledger = ledgers.get(name)
        if ledger is not None and {column, "household"} <= set(ledger.rows):
            rows = ledger.rows.loc[ledger.kept, ["village", column, "year", "household"]].dropna()
            parts.append(rows.rename(columns={column: "number"}).astype({"year": "Int64"}))
    return Homes(pd.concat(parts, ignore_index=True).drop_duplicates())


def in_two_households(ledger: Ledger, column: str, known: Homes) -> np.ndarray:
    """Return the rows whose ID number stands in two households of the same year."""
    if column not in ledger.rows or not known.torn:
        return np.empty(0, dtype=int)
    keys = ledger.rows[["village", column, "year"]].itertuples(index=False, name=None)
    return np.flatnonzero([key in known.torn for key in keys])


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
        numbers = [known.of(*key) for key in part.itertuples(index=False, name=None)]
        ledger.rows.loc[missing, "household"] = pd.array(numbers, dtype="str")
        filled |= missing.to_numpy() & ledger.rows["household"].notna().to_numpy()
    if declared.required:
        ledger.set_fate(ledger.rows["household"].isna().to_numpy(), "quarantined", "unknown_household")
    return filled
