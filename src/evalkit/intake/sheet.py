"""What reading a file gives: sheets of typed cells with their place in the file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from evalkit.intake.cells import Cells
from evalkit.intake.values import Range


@dataclass(frozen=True)
class Sheet:
    """One sheet as the file has it.

    Parameters
    ----------
    file : str
        Path below the raw folder, with forward slashes.
    name : str
        Name of the sheet; `table1`, `table2`... in an HTML file, `csv` in delimited text.
    cells : Cells, or list of list
        Types are the file's own: an ID number typed as a number stays a number. Lists are turned into `Cells`.
    merged : tuple of (first row, first column, last row, last column)
        Merged ranges, counted from 0, ends included, clipped to `cells`.
    formats : dict of (row, column) -> str
        Number formats that change how a number reads: those with 百, 千, 万 or 亿.
    hidden_rows : frozenset of int
        Rows hidden in the file, counted from 0.
    sha256 : str
        Hash of the whole file.
    note : str
        What a reader of the results should know about how this sheet was read.
    """

    file: str
    name: str
    cells: Cells
    merged: tuple[Range, ...] = ()
    formats: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    sha256: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        if not isinstance(self.cells, Cells):
            object.__setattr__(self, "cells", Cells.of(self.cells))

    @property
    def width(self) -> int:
        """Return the number of columns."""
        return self.cells.width


def clip(merged: Iterable[Range], cells: Cells) -> tuple[Range, ...]:
    """Return merged ranges cut to the cells and in reading order; single cells are left out."""
    height, width = len(cells), cells.width
    cut = ((r0, c0, min(r1, height - 1), min(c1, width - 1)) for r0, c0, r1, c1 in merged)
    return tuple(sorted(m for m in cut if m[2] >= m[0] and m[3] >= m[1] and (m[0], m[1]) != (m[2], m[3])))
