"""Clean tables and side tables of one cleaning, each read once."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from evalkit import codebook, store
from evalkit.indicators import ledger_quality, scope


class Ledgers:
    """What a cleaning left, read when it is asked for.

    Parameters
    ----------
    root : Path, optional
        Folder of clean tables; the project's own when omitted.
    """

    def __init__(self, root: Path | None = None):
        self.root = root
        self.book = codebook.load()
        self._kept: dict[tuple[str, ...], pd.DataFrame] = {}

    def rows(self, table: str, place: str | None) -> pd.DataFrame:
        """Return the rows of a clean table: of a village (12 digits), a county (6 digits), or all."""
        if (table, place) not in self._kept:
            of = {} if place is None else {"county" if len(place) == 6 else "village": place}
            self._kept[table, place] = store.read(table, **of, root=self.root)
        return self._kept[table, place]

    def side(self, name: str) -> pd.DataFrame:
        """Return a side table such as `_columns`."""
        if (name,) not in self._kept:
            self._kept[name,] = store.side(name, self.root)
        return self._kept[name,]

    def heads(self, table: str) -> pd.DataFrame:
        """Return where the columns of one ledger stand."""
        if ("_columns", table) not in self._kept:
            every = self.side("_columns")
            self._kept["_columns", table] = every[every["table"] == table]
        return self._kept["_columns", table]

    def sheets(self, village: str, first: int, last: int) -> pd.DataFrame:
        """Return the sheets that hold rows of a village in some years: sheet_id."""
        key = ("sheets", village, f"{first}", f"{last}")
        if key not in self._kept:
            tables = {name: self.rows(name, village) for name in self.book.tables}
            span = scope.span(village, first, last)
            self._kept[key] = ledger_quality.sheets(tables, self.side("_sources"), span)
        return self._kept[key]
