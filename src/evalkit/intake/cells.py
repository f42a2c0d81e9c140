"""A rectangle of cells, held as numbers into the list of its distinct values.

Ledgers repeat themselves: of a million cells a few ten thousand differ. What a value looks like, is or means is then
asked once for each distinct value, and whole sheets are compared as arrays of numbers. Values that another process
read stay packed but for the few sheets in use: those of a whole county would fill the memory.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import chain

import numpy as np

from evalkit.intake.limits import Limits
from evalkit.intake.refusals import Refused
from evalkit.intake.values import Cell, blank, plain, says_same

UNPACKED = 4  # sheets whose values are at hand


class Cells:
    """The cells of a sheet; A1 is row 0, column 0.

    Parameters
    ----------
    codes : ndarray of int, shape (rows, columns)
        For every cell the place of its value in `values`.
    values : list of Cell
        Distinct values; the first is None, the empty cell.

    Examples
    --------
    >>> cells = Cells.of([["户编号", "金额"], ["1", 32000.0], ["2", None]])
    >>> len(cells), cells.width, cells[1], cells.value(2, 1) is None
    (3, 2, ['1', 32000], True)
    """

    def __init__(self, codes: np.ndarray, values: list[Cell]):
        self.codes = codes
        self._own: list[Cell] | None = values
        self._packed = b""

    def __getstate__(self) -> tuple[np.ndarray, bytes]:
        return self.codes, packed(self.values)

    def __setstate__(self, state: tuple[np.ndarray, bytes]) -> None:
        self.codes, self._packed = state
        self._own = None

    @property
    def values(self) -> list[Cell]:
        """Return the distinct values; the list is not to be changed."""
        return _at_hand(self._packed) if self._own is None else self._own

    @classmethod
    def of(cls, rows: Sequence[Sequence[object]], made: Callable[[object], Cell] = plain) -> Cells:
        """Return rows of any lengths as cells; `made` turns each distinct value that is no text into a cell."""
        width = max(map(len, rows), default=0)
        if any(len(row) != width for row in rows):
            rows = [[*row, *[None] * (width - len(row))] for row in rows]
        codes, raw = _numbered(rows, len(rows) * width)
        values = [value if type(value) is str and value else made(value) for value in raw]
        return cls(*_blank_first(codes.reshape(len(rows), width), values))

    @property
    def width(self) -> int:
        """Return the number of columns."""
        return self.codes.shape[1]

    def __len__(self) -> int:
        return len(self.codes)

    def __eq__(self, other: object) -> bool:
        return list(self) == list(other) if isinstance(other, Cells | list) else NotImplemented

    __hash__ = None

    def __getitem__(self, r: int) -> list[Cell]:
        values = self.values
        return [values[code] for code in self.codes[r].tolist()]

    def __iter__(self) -> Iterator[list[Cell]]:
        return (self[r] for r in range(len(self)))

    def value(self, r: int, c: int) -> Cell:
        """Return one cell."""
        return self.values[self.codes[r, c]]

    @cached_property
    def same(self) -> list[int]:
        """Return the codes of the values that say `same as above`."""
        return [code for code, value in enumerate(self.values) if says_same(value)]

    def replace(self, r: int, c: int, value: Cell) -> None:
        """Put another value into one cell."""
        self.__dict__.pop("same", None)
        self.codes = self.codes.astype(np.int32)
        self.codes[r, c] = len(self.values)
        if self._own is None:
            self._own = list(self.values)
        self._own.append(value)

    def cut(self, limits: Limits) -> Cells:
        """Return the cells without blank rows below and blank columns to the right.

        Raises
        ------
        Refused
            When what is left is larger than the limits.
        """
        height, width = self._reach(self.codes), self._reach(self.codes.T)
        if width > limits.columns or width * height > limits.cells:
            raise Refused(
                "a sheet is too large",
                f"at most {limits.cells} cells and {limits.columns} columns",
                f"{height} rows and {width} columns",
            )
        return Cells(self.codes[:height, :width], self.values)

    def _reach(self, lines: np.ndarray) -> int:
        """Return the number of rows, or columns, up to the last that is not blank."""
        filled = np.flatnonzero(lines.any(axis=1)).tolist()
        while filled and all(blank(self.values[code]) for code in np.unique(lines[filled[-1]]).tolist()):
            filled.pop()
        return filled[-1] + 1 if filled else 0


def packed(values: list[Cell]) -> bytes:
    """Return values in as few bytes as they need."""
    return pickle.dumps(values, protocol=pickle.HIGHEST_PROTOCOL)


def unpacked(values: bytes) -> list[Cell]:
    """Return what `packed` has packed."""
    return pickle.loads(values)


_at_hand = lru_cache(maxsize=UNPACKED)(unpacked)


class Numbers(dict):
    """Numbers every value when it is first met, from 0 on."""

    def __missing__(self, value: object) -> int:
        number = self[value] = len(self)
        return number


def _numbered(rows: Sequence[Sequence[object]], count: int) -> tuple[np.ndarray, list]:
    numbers = Numbers()
    codes = np.fromiter(map(numbers.__getitem__, chain.from_iterable(rows)), dtype=np.int32, count=count)
    if (True in numbers or False in numbers) and bool in set(map(type, chain.from_iterable(rows))):
        numbers = Numbers()  # True equals 1, yet is another cell
        keys = ((type(value) is bool, value) for value in chain.from_iterable(rows))
        codes = np.fromiter(map(numbers.__getitem__, keys), dtype=np.int32, count=count)
        return codes, [value for _, value in numbers]
    return codes, list(numbers)


def _blank_first(codes: np.ndarray, values: list[Cell]) -> tuple[np.ndarray, list[Cell]]:
    """Give the empty cell the number 0, and the codes the smallest type that holds them."""
    moved = np.arange(1, len(values) + 1)
    moved[[i for i, value in enumerate(values) if value is None]] = 0
    small = np.min_scalar_type(len(values))
    return moved.astype(small)[codes], [None, *values]
