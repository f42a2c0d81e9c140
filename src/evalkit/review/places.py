"""Which village a row, a sheet or a file belongs to, so that each village gets its own points."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

import pandas as pd

from evalkit.cleaning.gather import Ledger


@dataclass(frozen=True)
class Places:
    """Villages of rows, and of the sheets, files and folders that hold rows of one village only."""

    rows: dict[tuple[int, int], str]
    sheets: dict[int, set[str]]
    files: dict[int, set[str]]
    folders: dict[str, set[str]]
    paths: list[str]

    def village(self, file_id: int, sheet_id: int | None, row: int | None) -> str:
        """Return the village of a row, else the only one of its sheet, file or nearest folder; "" when none is."""
        if (sheet_id, row) in self.rows:
            return self.rows[sheet_id, row]
        folders = [str(folder) for folder in PurePosixPath(self.paths[file_id]).parents]
        held = [self.sheets.get(sheet_id), self.files.get(file_id), *(self.folders.get(f) for f in folders)]
        nearest = next((villages for villages in held if villages), set())
        return next(iter(nearest)) if len(nearest) == 1 else ""


def places(ledgers: Mapping[str, Ledger], paths: list[str]) -> Places:
    """Return where every row of the ledgers belongs, rows set aside included.

    Parameters
    ----------
    ledgers : mapping
        Table name to its rows on their way, with `village` where one was found.
    paths : list of str
        Path of every file by its number.
    """
    parts = [
        ledger.rows[["file_id", "sheet_id", "row", "village"]]
        for ledger in ledgers.values()
        if "village" in ledger.rows
    ]
    rows, sheets, files, folders = {}, defaultdict(set), defaultdict(set), defaultdict(set)
    for part in parts:
        known = part[part["village"].notna() & (part["village"] != "")]
        rows |= {(int(s), int(r)): str(v) for s, r, v in known[["sheet_id", "row", "village"]].itertuples(index=False)}
        for file_id, sheet_id, village in known.drop(columns="row").drop_duplicates().itertuples(index=False):
            sheets[int(sheet_id)].add(str(village))
            files[int(file_id)].add(str(village))
    for file_id, villages in files.items():
        for folder in PurePosixPath(paths[file_id]).parents:
            folders[str(folder)] |= villages
    return Places(rows, dict(sheets), dict(files), dict(folders), paths)


def single_village(held: Places, file_id: int) -> str:
    """Return the village all rows of a file belong to; "" when there are several or none.

    Examples
    --------
    >>> single_village(Places({}, {}, {0: {"990101100201"}}, {}, ["a.xlsx"]), 0)
    '990101100201'
    """
    villages = held.files.get(file_id, set())
    return next(iter(villages)) if len(villages) == 1 else ""


def all_villages(held: Places) -> pd.Index:
    """Return every village that any row belongs to, sorted."""
    return pd.Index(sorted(set().union(*held.files.values()))) if held.files else pd.Index([], dtype="str")
