"""The same thing written down twice: the first entry counts, the others are duplicates."""

from __future__ import annotations

import numpy as np
import pandas as pd

from evalkit.cleaning import repeats
from evalkit.cleaning.gather import Ledger
from evalkit.cleaning.parsers.plain import squeeze

KEYS = {
    "villages": ["village", "year"],
    "households": ["village", "household", "year"],
    "members": ["village", "person", "year"],
    "guarantees": ["village", "household", "year"],
    "alerts": ["village", "household", "channel", "clue_date"],
}
# Two rows alike may be two events here, unless the row says whose it is or how many it speaks of.
EVENTS = frozenset({"assistance", "microcredit", "sales", "purchases", "assessments", "activities"})
NAMED_BY = ("household", "person", "head_id", "source_line", "beneficiaries", "households_count")
RAW = "raw "
PLACE_OF_ROW = ["file_id", "sheet_id", "row", "block"]


def mark_duplicates(ledger: Ledger) -> dict[str, np.ndarray]:
    """Give later entries of one thing the fate `duplicate`.

    Returns
    -------
    dict of str -> ndarray of bool
        What a person should look at: `duplicate_differs`, second entries that differ from the first, and
        `repeated_row`, rows like an earlier one that count all the same.

    Notes
    -----
    Where a ledger has a key (a household in a year) a second entry is a duplicate whatever else it says. Elsewhere
    only rows alike in every known column are, names and phones included, since two people may share all the rest. In
    ledgers of events, rows that name nobody are told apart as `repeats.written_again` says.
    """
    rows = ledger.rows[ledger.kept]
    content = _content(ledger)[ledger.kept]
    keys = [name for name in KEYS.get(ledger.table.name, []) if name in rows]
    by = rows[keys] if keys else content
    if by.shape[1] == 0 or rows.empty:
        return {}
    group = by.groupby(list(by.columns), sort=False, dropna=False).ngroup().to_numpy()
    first = pd.Series(np.arange(len(rows))).groupby(group, sort=False).transform("min").to_numpy()
    alike = first != np.arange(len(rows))
    again = alike & ~_events(ledger, content, group, alike)
    differs = np.zeros(len(rows), dtype=bool)
    for name in content:
        values = pd.factorize(content[name])[0]
        differs |= again & (values != values[first])
    where = np.flatnonzero(ledger.kept)
    ledger.set_fate(_mask(where[again & ~differs], ledger), "duplicate", "identical")
    ledger.set_fate(_mask(where[differs], ledger), "duplicate", "duplicate_differs")
    return {"duplicate_differs": _mask(where[differs], ledger), "repeated_row": _mask(where[alike & ~again], ledger)}


def _events(ledger: Ledger, content: pd.DataFrame, group: np.ndarray, alike: np.ndarray) -> np.ndarray:
    """Return the rows that are events of their own although an earlier row says the same."""
    if ledger.table.name not in EVENTS or not alike.any():
        return np.zeros(len(content), dtype=bool)
    named = np.zeros(len(content), dtype=bool)
    for name in content:
        if name in NAMED_BY or name.startswith(RAW):
            named |= (content[name].notna() & (content[name] != "")).to_numpy(dtype=bool)
    serial = ledger.raw["seq"].cells[ledger.kept] if "seq" in ledger.raw else np.full(len(content), None)
    rows = ledger.rows.loc[ledger.kept, ["village", "year", "sheet_id"]]
    rows = rows.assign(group=group, serial=[squeeze(cell) for cell in serial])
    events = ~named
    events[~named] = ~repeats.written_again(rows[~named])
    return events


def _content(ledger: Ledger) -> pd.DataFrame:
    """Return all that a row says: clean columns, and the dropped ones as written."""
    content = ledger.rows.drop(columns=PLACE_OF_ROW)
    dropped = {
        f"{RAW}{name}": pd.Series(pd.array([*map(squeeze, raw.values), ""], dtype="str")[raw.codes])
        for name, raw in ledger.raw.items()
        if raw.column.personal == "direct" and raw.column.type != "phone"
    }
    return content.assign(**dropped)


def _mask(where: np.ndarray, ledger: Ledger) -> np.ndarray:
    mask = np.zeros(len(ledger.rows), dtype=bool)
    mask[where] = True
    return mask
