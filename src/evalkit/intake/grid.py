"""A sheet seen as text and kinds, with merged cells resolved; what the table finder looks at."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from functools import cache, lru_cache

import numpy as np

from evalkit.codebook import normal_form
from evalkit.intake.sheet import Sheet
from evalkit.intake.units import BRACKET
from evalkit.intake.values import Cell, Range

NUMBER = re.compile(r"[-+¥￥]?\d[\d,，]*(?:[.．]\d+)?(?:[eE][-+]?\d+)?%?")
REMARK = re.compile(r"(?<!项)(?<!其中):(?!\d)")  # `label: value`; 求和项:金额 and 其中:务工收入 are names
LABEL_LENGTH = 45
YEARS = range(1949, 2101)
BLANK, NUMERIC, OTHER = 0, 1, 2  # what a cell holds; a text of plain digits is numeric
KINDS = {type(None): BLANK, int: NUMERIC, float: NUMERIC}


def kind_of(value: Cell) -> int:
    """Return what a cell holds: `BLANK`, `NUMERIC` or `OTHER`."""
    return _text_kind(value) if type(value) is str else KINDS.get(type(value), OTHER)


def is_year(value: Cell) -> bool:
    """Return whether a number, typed or written, may be a year and so name a column."""
    text = str(value).strip()
    return text.isdecimal() and int(text) in YEARS


@lru_cache(maxsize=1 << 13)
def _text_kind(text: str) -> int:
    bare = text.strip()
    return BLANK if not bare else NUMERIC if NUMBER.fullmatch(bare) else OTHER


def names_column(text: str) -> bool:
    """Return whether a text is short enough for a column's name and no sentence or `label: value`."""
    return 0 < len(text) <= 3 * LABEL_LENGTH and _names_column(text)


@cache
def _names_column(text: str) -> bool:
    tight = BRACKET.sub("", normal_form(text))  # 收入（单位：万元） is a name with its unit, not `label: value`
    return 0 < len(tight) <= LABEL_LENGTH and "。" not in tight and not REMARK.search(tight)


class Grid:
    """A sheet's cells as text, and where merged ranges lie.

    Parameters
    ----------
    sheet : Sheet
        The sheet to look at.

    Attributes
    ----------
    value_kinds, kinds : ndarray of uint8, the latter of shape (rows, columns)
        What each distinct value and each cell is: `BLANK`, `NUMERIC` or `OTHER`.
    down : ndarray of bool, shape (rows, columns)
        Which cells a merged cell above reaches down to.
    """

    def __init__(self, sheet: Sheet):
        self.sheet, self.cells = sheet, sheet.cells
        self.height, self.width = len(sheet.cells), sheet.width
        self.value_kinds = np.array([kind_of(value) for value in sheet.cells.values], dtype=np.uint8)
        self.kinds = self.value_kinds[sheet.cells.codes]
        self.ranges: dict[int, list[Range]] = {}
        for merged in sheet.merged:
            for r in range(merged[0], min(merged[2], merged[0] + 3) + 1):
                self.ranges.setdefault(r, []).append(merged)
        self._filled: dict[int, tuple[int, ...]] = {}
        self.down = np.zeros(self.kinds.shape, dtype=bool)
        for top, left, bottom, _ in sheet.merged:
            self.down[top + 1 : bottom + 1, left] = True
        self._texts: list[str | None] = [None] * len(sheet.cells.values)

    def text(self, r: int, c: int) -> str:
        """Return a cell's text without blanks at its ends."""
        code = self.cells.codes[r, c]
        text = self._texts[code]
        if text is None:
            text = self._texts[code] = _text(self.cells.values[code])
        return text

    def filled(self, r: int) -> tuple[int, ...]:
        """Return the columns of a row that hold something."""
        if r not in self._filled:
            self._filled[r] = tuple(self.kinds[r].nonzero()[0].tolist())
        return self._filled[r]

    def texts(self, r: int) -> dict[int, str]:
        """Return the filled cells of a row: column -> text."""
        return {c: self.text(r, c) for c in self.filled(r)}

    def spanned(self, r: int, c: int) -> Range | None:
        """Return the merged range over a cell near the range's top, or None."""
        return next((m for m in self.ranges.get(r, ()) if m[1] <= c <= m[3]), None)

    def label(self, r: int, c: int) -> str:
        """Return a cell's text, taken from the top-left cell of its merged range."""
        merged = self.spanned(r, c)
        return self.text(merged[0], merged[1]) if merged else self.text(r, c)

    def is_number(self, r: int, c: int) -> bool:
        """Return whether a cell is a number, typed or written as plain digits."""
        return bool(self.kinds[r, c] == NUMERIC)

    def is_label(self, r: int, c: int) -> bool:
        """Return whether a cell could name a column: short text, a year or a month; not `label: value`."""
        value = self.cells.value(r, c)
        if isinstance(value, dt.date):
            return True
        if self.is_number(r, c):
            return is_year(value)
        return names_column(self.text(r, c))

    def across(self, r: int) -> list[Range]:
        """Return the merged ranges that start in a row and span several columns."""
        return [m for m in self.ranges.get(r, ()) if m[0] == r and m[3] > m[1]]

    def reached(self, r: int, c: int) -> bool:
        """Return whether a merged cell above reaches down to this cell."""
        return 0 <= c < self.width and bool(self.down[r, c])

    def words_that(self, say: Callable[[Cell], object]) -> np.ndarray:
        """Return which cells hold words, or a date, that something is said of; each distinct value is asked once."""
        values = self.cells.values
        hits = [code for code in np.flatnonzero(self.value_kinds == OTHER).tolist() if say(values[code])]
        said = np.zeros(len(values), dtype=bool)
        said[hits] = True
        return said[self.cells.codes]


def _text(value: Cell) -> str:
    if value is None:
        return ""
    if type(value) is str:
        return value.strip()
    if isinstance(value, dt.date):
        return f"{value.year}年{value.month}月" if value.day == 1 else value.strftime("%Y-%m-%d")
    return str(value)
