"""All rows of one ledger from every sheet of a run, column by column, each value still as the file has it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from evalkit.cleaning import units
from evalkit.cleaning.recognise import Field, Placed
from evalkit.codebook import Column, Table
from evalkit.intake.cells import Numbers, packed, unpacked
from evalkit.intake.values import Cell

PLACE = ("file_id", "sheet_id", "row", "block", "village")


class Raw:
    """One column of a ledger over all its rows.

    Parameters
    ----------
    column : Column
        What the column is.
    codes : ndarray of int
        For each row the place of its cell in `values`; -1 where there is none.
    values : sequence of Cell
        The distinct cells; kept packed, since of names and numbers there are as many as rows.
    col : ndarray of int
        1-based sheet columns; 0 where a sheet lacks it.
    unit : ndarray of str
        Units of money.
    """

    def __init__(
        self, column: Column, codes: np.ndarray, values: Iterable[Cell], col: np.ndarray, unit: np.ndarray
    ) -> None:
        self.column, self.codes, self.col, self.unit = column, codes, col, unit
        self._packed = packed(list(values))

    @property
    def values(self) -> np.ndarray:
        """Return the distinct cells."""
        return _array(unpacked(self._packed))

    @property
    def cells(self) -> np.ndarray:
        """Return the cell of every row, None where there is none."""
        return np.append(self.values, None)[self.codes]


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

    def forget(self) -> None:
        """Let go of all but the place and the fate of each row."""
        self.raw, self.rows = {}, self.rows[[name for name in PLACE if name in self.rows]]

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
    present = {f.column.name for p in placed for f in p.fields if f.column is not None}
    growing = [
        _Growing(column)
        for column in table.columns
        if column.name in present and column.role not in ("income_item", "amount", "total")
    ]
    for p in placed:  # sheet by sheet, since only a few are unpacked at a time
        for column in growing:
            column.add(p)
    raw = {}
    while growing:
        column = growing.pop(0)
        raw[column.column.name] = column.raw()
    return Ledger(table, placed, rows, raw)


class Distinct:
    """Numbers for the distinct cells of several sheets, from 0 on; -1 is the cell that is not there."""

    def __init__(self) -> None:
        self.numbers = Numbers({None: 0})

    def of_column(self, placed: Placed, c: int) -> np.ndarray:
        """Return the numbers of a sheet column's data cells, merged `same as above` cells filled."""
        layout, rows = placed.layout, placed.block.rows
        if c in layout.far:
            return np.full(len(rows), self.of_list([layout.given[c]]))
        used, where = np.unique(layout.codes(c)[rows], return_inverse=True)
        return self.of_list(map(layout.sheet.cells.values.__getitem__, used.tolist()))[where]

    def of_list(self, cells: Iterable[object]) -> np.ndarray:
        """Return the numbers of single cells."""
        return np.array(list(map(self.numbers.__getitem__, cells)), dtype=np.int32) - 1

    def values(self) -> np.ndarray:
        """Return the distinct cells in the order of their numbers."""
        return _array(list(self.numbers)[1:])


def _small(numbers: np.ndarray) -> np.ndarray:
    """Return whole numbers, -1 among them, in the smallest type that holds them."""
    return numbers.astype(np.min_scalar_type(-1 - int(numbers.max(initial=0))))


def _array(cells: list) -> np.ndarray:
    array = np.empty(len(cells), dtype=object)
    array[:] = cells
    return array


def cells_of(placed: Placed, c: int) -> list:
    """Return the data cells of one sheet column, merged `same as above` cells filled."""
    distinct = Distinct()
    codes = distinct.of_column(placed, c)
    return np.append(distinct.values(), None)[codes].tolist()


def _fields(placed: Placed, column: Column) -> list[Field]:
    return [f for f in placed.fields if f.column is not None and f.column.name == column.name]


class _Growing:
    """A column of a ledger, collected from one table after another."""

    def __init__(self, column: Column) -> None:
        self.column, self.distinct = column, Distinct()
        self.codes, self.cols, self.units = [], [], []

    def add(self, placed: Placed) -> None:
        """Add the cells of a table that stands below those added so far."""
        fields, count = _fields(placed, self.column), len(placed.block.rows)
        own, col = np.full(count, -1, dtype=np.int32), np.zeros(count, dtype=np.int32)
        if fields:
            own, col = self.distinct.of_column(placed, fields[0].col), col + (fields[0].col + 1)
        for other in fields[1:]:
            first, second = np.append(self.distinct.values(), None)[own].tolist(), cells_of(placed, other.col)
            merged, col = _beside(first, col, second, other.col + 1, self.column.type == "village")
            own = self.distinct.of_list(merged)
        self.codes.append(own)
        self.cols.append(col)
        if self.column.type == "money":
            self.units.append(units.of_rows(placed, fields[0]) if fields else np.full(count, ""))

    def raw(self) -> Raw:
        """Return the column over all tables added."""
        codes = np.concatenate(self.codes)
        unit = np.concatenate(self.units) if self.units else np.broadcast_to("", len(codes))
        return Raw(self.column, _small(codes), self.distinct.values(), _small(np.concatenate(self.cols)), unit)


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
