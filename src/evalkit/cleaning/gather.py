"""All rows of one ledger from every sheet of a run, column by column, each value still as the file has it."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from evalkit.cleaning import units
from evalkit.cleaning.recognise import Field, Placed
from evalkit.codebook import Column, Table


@dataclass
class Raw:
    """One column of a ledger over all its rows: cells, 1-based sheet columns (0 where a sheet lacks it), units."""

    column: Column
    cells: np.ndarray
    col: np.ndarray
    unit: np.ndarray


@dataclass
class Ledger:
    """The rows of one ledger on their way from cells to clean rows.

    Parameters
    ----------
    table : Table
        The ledger.
    placed : list of Placed
        Its tables in the sheets; `rows["block"]` counts them.
    rows : DataFrame
        file_id, sheet_id, row (1-based), block; clean columns are added as they are made.
    raw : dict of str -> Raw
        The columns as read.
    fate : ndarray of str
        `kept`, `duplicate`, `subtotal` or `quarantined`.
    code : ndarray of str
        Why a row is not kept.
    """

    table: Table
    placed: list[Placed]
    rows: pd.DataFrame
    raw: dict[str, Raw]
    fate: np.ndarray = field(init=False)
    code: np.ndarray = field(init=False)

    def __post_init__(self) -> None:
        self.fate = np.full(len(self.rows), "kept", dtype=object)
        self.code = np.full(len(self.rows), "", dtype=object)

    def set_fate(self, where: np.ndarray, fate: str, code: str) -> None:
        """Give the rows of a mask a fate; a row that is no longer kept stays as it is."""
        fresh = where & (self.fate == "kept")
        self.fate[fresh] = fate
        self.code[fresh] = code

    @property
    def kept(self) -> np.ndarray:
        """Mask of the rows still kept."""
        return self.fate == "kept"


def gather(table: Table, placed: list[Placed]) -> Ledger:
    """Collect the rows and columns of one ledger.

    Parameters
    ----------
    table : Table
        The ledger.
    placed : list of Placed
        Its tables in the sheets, in the order of files and sheets.
    """
    counts = [len(p.block.rows) for p in placed]
    rows = pd.DataFrame(
        {
            "file_id": np.repeat([p.file_id for p in placed], counts).astype(np.int32),
            "sheet_id": np.repeat([p.sheet_id for p in placed], counts).astype(np.int32),
            "row": np.concatenate([np.array(p.block.rows, dtype=np.int32) for p in placed]) + 1,
            "block": np.repeat(np.arange(len(placed)), counts).astype(np.int32),
        }
    )
    raw = {}
    for column in table.columns:
        found = [_fields(p, column) for p in placed]
        if any(found) and column.role not in ("income_item", "amount", "total"):
            raw[column.name] = _column(column, placed, found)
    return Ledger(table, placed, rows, raw)


def cells_of(placed: Placed, c: int) -> list:
    """Return the data cells of one sheet column, merged `same as above` cells filled, truth values as words."""
    if c in placed.layout.far:
        return [placed.layout.given[c]] * len(placed.block.rows)
    sheet = placed.layout.sheet.cells
    values = [sheet[r][c] for r in placed.block.rows]
    if any(key[1] == c for key in placed.layout.origins):
        values = [placed.layout.value(r, c) for r in placed.block.rows]
    if any(type(value) is bool for value in values):
        values = [str(value).upper() if type(value) is bool else value for value in values]
    return values


def _fields(placed: Placed, column: Column) -> list[Field]:
    return [f for f in placed.fields if f.column is not None and f.column.name == column.name]


def _column(column: Column, placed: list[Placed], found: list[list[Field]]) -> Raw:
    cells, cols, unit = [], [], []
    for p, fields in zip(placed, found, strict=True):
        count = len(p.block.rows)
        if not fields:
            cells += [None] * count
            cols.append(np.zeros(count, dtype=np.int32))
            unit += [""] * count
            continue
        values, col = cells_of(p, fields[0].col), np.full(count, fields[0].col + 1, dtype=np.int32)
        for other in fields[1:]:
            values, col = _beside(values, col, cells_of(p, other.col), other.col + 1, column.type == "village")
        cells += values
        cols.append(col)
        unit += units.of_rows(p, fields[0]) if column.type == "money" else [""] * count
    array = np.empty(len(cells), dtype=object)
    array[:] = cells
    return Raw(column, array, np.concatenate(cols), np.array(unit, dtype=object))


def _beside(values: list, col: np.ndarray, others: list, other: int, prefer_codes: bool) -> tuple[list, np.ndarray]:
    """Fill the gaps of a column from a second one for the same thing; a village code goes before a name."""
    merged, col = list(values), col.copy()
    for i, (value, second) in enumerate(zip(values, others, strict=True)):
        if second is not None and (value is None or (prefer_codes and _is_code(second) and not _is_code(value))):
            merged[i], col[i] = second, other
    return merged, col


def _is_code(value: object) -> bool:
    text = str(value).strip().removesuffix(".0")
    return len(text) == 12 and text.isdigit()
