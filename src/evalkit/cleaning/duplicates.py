"""The same thing written down twice: the first entry counts, the others are duplicates."""

from __future__ import annotations

import numpy as np
import pandas as pd

from evalkit.cleaning.gather import Ledger
from evalkit.cleaning.parsers.plain import squeeze

KEYS = {
    "villages": ["village", "year"],
    "households": ["village", "household", "year"],
    "members": ["village", "person", "year"],
    "guarantees": ["village", "household", "year"],
    "alerts": ["village", "household", "channel", "clue_date"],
}
PLACE_OF_ROW = ["file_id", "sheet_id", "row", "block"]


def mark_duplicates(ledger: Ledger) -> np.ndarray:
    """Give later entries of one thing the fate `duplicate`; return the mask of those that differ from the first.

    Notes
    -----
    Where a ledger has a key (a household in a year) a second entry is a duplicate whatever else it says. Elsewhere
    only rows alike in every known column are, names and phones included, since two people may share all the rest.
    """
    rows = ledger.rows[ledger.kept]
    content = _content(ledger)[ledger.kept]
    keys = [name for name in KEYS.get(ledger.table.name, []) if name in rows]
    by = rows[keys] if keys else content
    if by.shape[1] == 0 or rows.empty:
        return np.zeros(len(ledger.rows), dtype=bool)
    group = by.groupby(list(by.columns), sort=False, dropna=False).ngroup().to_numpy()
    first = pd.Series(np.arange(len(rows))).groupby(group, sort=False).transform("min").to_numpy()
    again = first != np.arange(len(rows))
    differs = np.zeros(len(rows), dtype=bool)
    for name in content:
        values = pd.factorize(content[name])[0]
        differs |= again & (values != values[first])
    where = np.flatnonzero(ledger.kept)
    ledger.set_fate(_mask(where[again & ~differs], ledger), "duplicate", "identical")
    ledger.set_fate(_mask(where[differs], ledger), "duplicate", "duplicate_differs")
    return _mask(where[differs], ledger)


def _content(ledger: Ledger) -> pd.DataFrame:
    """Return all that a row says: clean columns, and the dropped ones as written."""
    content = ledger.rows.drop(columns=PLACE_OF_ROW)
    dropped = {
        f"raw {name}": pd.Series([squeeze(cell) for cell in raw.cells], dtype="str")
        for name, raw in ledger.raw.items()
        if raw.column.personal == "direct" and raw.column.type != "phone"
    }
    return content.assign(**dropped)


def _mask(where: np.ndarray, ledger: Ledger) -> np.ndarray:
    mask = np.zeros(len(ledger.rows), dtype=bool)
    mask[where] = True
    return mask
