"""Subtotal rows that no word betrays: rows whose numbers are the sums of the rows above."""

from __future__ import annotations

import math
import re

import numpy as np

from evalkit.intake.grid import BLANK, NUMERIC, Grid, kind_of
from evalkit.intake.values import Cell

SCALE = 10_000  # numbers are compared as whole ten-thousandths, so that sums are exact
NEVER_SUMMED = re.compile(r"序号|编号|号码|证件|身份证|代码|电话|年度|年份|日期|时间|月份|比例|比重|率|人均|单价|%")
NOTABLE = 100


def by_sums(grid: Grid, columns: tuple[int, int], names: list[str], rows: list[int]) -> list[int]:
    """Return data rows that are sums of the rows above them.

    Parameters
    ----------
    grid : Grid
        The sheet.
    columns : tuple of int
        First and last column of the table.
    names : list of str
        Column names from the first column on.
    rows : list of int
        Data rows, in order.

    Notes
    -----
    A row counts when every number in it equals the sum since the last subtotal, or since the first row, and the
    columns that other rows fill with words are blank in it: all of them; or half of them, and two or more sums
    agree; or one of them, and three or more sums of three or more rows agree, one of them of 100 or more. A
    coincidence that passes this is less likely than a forgotten word; what is not sure stays data.
    """
    summed, keys = _columns(grid, columns, names, rows)
    if not summed or not keys or len(rows) < 3:
        return []
    blank_keys = (~_keyed(grid)[np.ix_(rows, keys)]).sum(axis=1).tolist()
    if not any(blank_keys):
        return []
    found: list[int] = []
    group, whole = _Sum(), _Sum()
    scaled = [_number(value) for value in grid.cells.values]
    table = grid.cells.codes[np.ix_(rows, summed)].tolist()
    for r, codes, blanks in zip(rows, table, blank_keys, strict=True):
        numbers = {c: scaled[code] for c, code in zip(summed, codes, strict=True) if scaled[code] is not None}
        if blanks and (group.equals(numbers, blanks, keys) or whole.equals(numbers, blanks, keys)):
            found.append(r)
            group = _Sum()
        else:
            group.add(numbers)
            whole.add(numbers)
    return found


class _Sum:
    """Running sums of some columns over some rows."""

    def __init__(self) -> None:
        self.rows, self.sums, self.parts = 0, {}, {}

    def add(self, numbers: dict[int, int]) -> None:
        self.rows += 1
        for c, number in numbers.items():
            self.sums[c] = self.sums.get(c, 0) + number
            self.parts[c] = self.parts.get(c, 0) + (number != 0)

    def equals(self, numbers: dict[int, int], blanks: int, keys: list[int]) -> bool:
        told = [c for c, number in numbers.items() if number and self.parts.get(c, 0) >= 2]
        if self.rows < 2 or not told or any(self.sums.get(c, 0) != number for c, number in numbers.items()):
            return False
        if 2 * len(numbers) < sum(1 for total in self.sums.values() if total):
            return False
        if blanks == len(keys) or (2 * blanks >= len(keys) and len(told) >= 2):
            return True
        return len(told) >= 3 and self.rows >= 3 and max(numbers.values()) >= NOTABLE * SCALE


def _columns(grid: Grid, columns: tuple[int, int], names: list[str], rows: list[int]) -> tuple[list[int], list[int]]:
    """Return the columns of numbers that can be summed, and those of words that most rows fill."""
    summed, keys = [], []
    sample = rows[:500]
    filled = _keyed(grid)[sample].sum(axis=0)
    numbers = (grid.kinds[sample] == NUMERIC).sum(axis=0)
    for c, name in zip(range(columns[0], columns[1] + 1), names, strict=True):
        if NEVER_SUMMED.search(name) or numbers[c] < 0.6 * filled[c] or not filled[c]:
            if filled[c] >= 0.5 * len(sample):
                keys.append(c)
        else:
            summed.append(c)
    return summed, keys


def _keyed(grid: Grid) -> np.ndarray:
    """Return which cells are filled, by themselves or by a merged cell that reaches down to them."""
    return (grid.kinds != BLANK) | grid.down


def _number(value: Cell) -> int | None:
    if type(value) in (int, float):
        return _scaled(float(value))
    if kind_of(value) == NUMERIC and not value.strip().endswith("%"):
        digits = re.sub(r"[,，¥￥]", "", value.strip()).replace("．", ".")
        return _scaled(float(digits))
    return None


def _scaled(value: float) -> int | None:
    return round(value * SCALE) if math.isfinite(value * SCALE) else None
