"""What reading a file gives: sheets of typed cells with their place in the file, or a refusal."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from evalkit.errors import Problem
from evalkit.intake.limits import Limits

Cell = None | str | int | float | bool | dt.date | dt.datetime
Range = tuple[int, int, int, int]

EXACT = 2**53  # beyond this a spreadsheet number no longer holds every digit


@dataclass(frozen=True)
class Sheet:
    """One sheet as the file has it.

    Parameters
    ----------
    file : str
        Path below the raw folder, with forward slashes.
    name : str
        Name of the sheet; `table1`, `table2`... in an HTML file, `csv` in delimited text.
    cells : list of list
        Rectangular; `cells[0][0]` is A1. Types are the file's own: an ID number typed as a number stays a number.
    merged : tuple of (first row, first column, last row, last column)
        Merged ranges, counted from 0, ends included, clipped to `cells`.
    formats : dict of (row, column) -> str
        Number formats that change how a number reads: those containing 万.
    hidden_rows : frozenset of int
        Rows hidden in the file, counted from 0.
    sha256 : str
        Hash of the whole file.
    note : str
        What a reader of the results should know about how this sheet was read.
    """

    file: str
    name: str
    cells: list[list[Cell]]
    merged: tuple[Range, ...] = ()
    formats: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    sha256: str = ""
    note: str = ""

    @property
    def width(self) -> int:
        """Return the number of columns."""
        return len(self.cells[0]) if self.cells else 0


@dataclass(frozen=True)
class Refusal:
    """A file that was not read, and why.

    Parameters
    ----------
    file : str
        Path below the raw folder.
    what, expected, got : str
        What is wrong, what would have been read, and what there was.
    """

    file: str
    what: str
    expected: str = ""
    got: str = ""

    def problem(self) -> Problem:
        """Return the refusal as a problem to show."""
        return Problem(self.file, self.what, self.expected, self.got)


class Refused(Exception):
    """Raised while reading a file that cannot be read; becomes a `Refusal`."""

    def __init__(self, what: str, expected: str = "", got: str = ""):
        super().__init__(what, expected, got)
        self.what, self.expected, self.got = what, expected, got


def plain(value: object) -> Cell:
    """Return a reader's value as a cell: whole numbers as int where exact, midnight as a date, times as text.

    Examples
    --------
    >>> plain(32000.0), plain(""), plain(1.3012319900101123e17)
    (32000, None, 1.3012319900101123e+17)
    """
    kind = type(value)
    if kind is str:
        return value or None
    if kind is float:
        return int(value) if value.is_integer() and abs(value) < EXACT else value
    if kind is int:
        return value if abs(value) < EXACT else float(value)
    if kind is dt.datetime:
        return value.date() if value.time() == dt.time() else value
    if value is None or kind in (bool, dt.date):
        return value
    return str(value)


def rectangle(rows: list[list[Cell]], limits: Limits) -> list[list[Cell]]:
    """Return rows without blank rows below and blank columns to the right, all of one width.

    Raises
    ------
    Refused
        When what is left is larger than the limits.
    """
    last_row = last_column = -1
    for r, row in enumerate(rows):
        for c in range(len(row) - 1, -1, -1):
            if not blank(row[c]):
                last_row, last_column = r, max(last_column, c)
                break
    width = last_column + 1
    if width > limits.columns or width * (last_row + 1) > limits.cells:
        raise Refused(
            "a sheet is too large",
            f"at most {limits.cells} cells and {limits.columns} columns",
            f"{last_row + 1} rows and {width} columns",
        )
    return [(row + [None] * (width - len(row)))[:width] for row in rows[: last_row + 1]]


def blank(value: Cell) -> bool:
    """Return whether a cell holds nothing or only blanks."""
    return value is None or (type(value) is str and not value.strip())


def clip(merged: list[Range], cells: list[list[Cell]]) -> tuple[Range, ...]:
    """Return merged ranges cut to the cells and in reading order; single cells are left out."""
    height, width = len(cells), len(cells[0]) if cells else 0
    cut = ((r0, c0, min(r1, height - 1), min(c1, width - 1)) for r0, c0, r1, c1 in merged)
    return tuple(sorted(m for m in cut if m[2] >= m[0] and m[3] >= m[1] and (m[0], m[1]) != (m[2], m[3])))
