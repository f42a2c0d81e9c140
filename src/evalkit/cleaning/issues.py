"""What was noticed in cells, rows, sheets and files, collected until everything is known."""

from __future__ import annotations

import numpy as np
import pandas as pd

from evalkit.cleaning.far_cells import Far, at_home
from evalkit.cleaning.gather import Ledger
from evalkit.cleaning.parsers.plain import squeeze
from evalkit.cleaning.reasons import CODES, IS_PROBLEM, IS_REPAIR, NUMBER
from evalkit.privacy.known import Known

COLUMNS = ["file_id", "sheet_id", "row", "col", "table", "column", "code", "before", "after", "expected"]
NUMBERS = ["file_id", "sheet_id", "row", "col"]
TEXTS = dict.fromkeys(COLUMNS[4:], "str")


class Issues:
    """A growing list of what was noticed; texts are masked when it is read out."""

    def __init__(self) -> None:
        self.parts: list[pd.DataFrame] = []
        self.single: list[list] = []
        self.far: Far = {}

    def cells(self, ledger: Ledger, name: str, codes: np.ndarray) -> None:
        """Add the cells of a parsed column whose reason number is a repair or a problem, each with its value."""
        rows = np.flatnonzero((IS_REPAIR | IS_PROBLEM)[codes])
        if len(rows):
            after = ledger.rows[name].array[rows].to_numpy(dtype=object, na_value=None)
            self.rows(ledger, rows, CODES[codes[rows]], name, after)

    def rows(self, ledger: Ledger, rows: np.ndarray, code: object, name: str = "", after: object = None) -> None:
        """Add rows of a ledger under a code, at the cell of column `name` where the sheet has it."""
        if not len(rows):
            return
        raw = ledger.raw.get(name)
        before = [""] * len(rows) if raw is None else [shown(cell, raw.column.personal) for cell in raw.cells[rows]]
        personal = raw is not None and raw.column.personal != "none"
        self.at(ledger, rows, 0 if raw is None else raw.col[rows], code, name, before, None if personal else after)

    def at(
        self, ledger: Ledger, rows: np.ndarray, col: object, code: object, name="", before="", after=None, expected=""
    ) -> None:
        """Add rows of a ledger with the sheet column, the text found, the value made of it and what was expected."""
        if not len(rows):
            return
        place = ledger.rows.iloc[rows][["file_id", "sheet_id", "row"]].reset_index(drop=True)
        made = "" if after is None else ["" if value is pd.NA or value != value else str(value) for value in after]
        said = {"table": ledger.table.name, "column": name, "code": code, "before": before, "after": made}
        self.parts.append(place.assign(col=col, **said, expected=expected).astype(TEXTS))

    def place(
        self, code: str, file_id: int, sheet_id=None, row=None, col=None, column="", found="", expected=""
    ) -> None:
        """Add something about a file, a sheet or one of its columns."""
        self.single.append([file_id, sheet_id, row, col, "", column, code, found, "", expected])

    def table(self, known: Known) -> pd.DataFrame:
        """Return everything noticed in the order of files, sheets, rows and columns, personal values masked."""
        parts = [pd.DataFrame(self.single, columns=COLUMNS).astype(TEXTS), *self.parts]
        table = pd.concat([part.astype(dict.fromkeys(NUMBERS, "Int64")) for part in parts], ignore_index=True)
        table = at_home(table, self.far)
        table["col"] = table["col"].where(table["col"] > 0)
        for name in ("before", "after"):
            masked = {text: known.mask(text) for text in table[name].unique()}
            table[name] = table[name].map(masked)
        table = table.drop_duplicates(["file_id", "sheet_id", "row", "col", "table", "column", "code"])
        table = table.sort_values(NUMBERS, kind="stable", na_position="first", ignore_index=True)
        return table.astype(TEXTS)


def is_repair(codes: pd.Series) -> np.ndarray:
    """Return which codes are repairs; all others noticed are problems."""
    return IS_REPAIR[codes.map(NUMBER).to_numpy(dtype=int)] if len(codes) else np.zeros(0, dtype=bool)


def shown(cell: object, personal: str) -> str:
    """Return a cell for the list of problems; of a personal one only its shape."""
    if personal == "none":
        return str(cell) if cell is not None else ""
    if type(cell) in (int, float):
        return f"数字格，{len(f'{cell:.0f}')}位"
    text = squeeze(cell)
    return f"文字，{len(text)}位" if text else ""
