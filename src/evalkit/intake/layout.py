"""The tables of a sheet: one fate per row, one name per column, and what merged cells mean."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from evalkit.intake import blocks, forms, guides, tables
from evalkit.intake.blocks import Block
from evalkit.intake.grid import Grid
from evalkit.intake.headers import Knows, remembered
from evalkit.intake.sheet import Sheet
from evalkit.intake.values import Cell, absent

FATES = ("title", "header", "unit", "blank", "subtotal", "note", "data")


@dataclass(frozen=True)
class Layout:
    """What a sheet consists of.

    Parameters
    ----------
    sheet : Sheet
        The sheet.
    blocks : tuple of Block
        Its tables, from top to bottom.
    fates : list of str
        One of `FATES` per sheet row.
    is_form : bool
        No table was found; `reason` says why.
    reason : str
        Empty, or why there is no table.
    origins : dict of (row, column) -> row
        Cells that a merged cell above reaches down to, or that say `same as above`, and the row where their value
        stands.
    far : dict of int -> (row, column) or None
        Columns beyond the sheet's own, and the cell each of them stands for; None where the value stands in a name or
        in a pinned layout.
    given : dict of int -> Cell
        The value of such a column, the same in every row.
    """

    sheet: Sheet
    blocks: tuple[Block, ...]
    fates: list[str]
    is_form: bool = False
    reason: str = ""
    origins: dict[tuple[int, int], int] = field(default_factory=dict, repr=False)
    far: dict[int, tuple[int, int] | None] = field(default_factory=dict, repr=False)
    given: dict[int, Cell] = field(default_factory=dict, repr=False)

    def value(self, r: int, c: int) -> Cell:
        """Return a cell's value; a blank cell that a merged cell above reaches down to has that cell's value.

        Only merged cells below a header and in their own first column are carried down: beside it, one merged
        amount would be counted twice. Other blank cells stay blank, unless a pinned layout declares their column; a
        cell that says 同上 has the value of the one above (`same_as_above`). Nothing is guessed.
        """
        if c in self.far:
            return self.given[c]
        value = self.sheet.cells.value(r, c)
        if absent(value) and (r, c) in self.origins:
            return self.sheet.cells.value(self.origins[r, c], c)
        return value

    def codes(self, c: int) -> np.ndarray:
        """Return a column of the sheet as numbers of `sheet.cells.values`, merged cells carried down as in `value`."""
        codes = self.sheet.cells.codes[:, c]
        if c not in self._reached:
            return codes
        rows, tops = self._reached[c]
        values = self.sheet.cells.values
        empty = np.array([absent(values[code]) for code in codes[rows].tolist()], dtype=bool)
        codes = codes.copy()
        codes[rows[empty]] = codes[tops[empty]]
        return codes

    @cached_property
    def _reached(self) -> dict[int, tuple[np.ndarray, np.ndarray]]:
        """Return for each column with such cells their rows, and the rows where their values stand."""
        found: dict[int, tuple[list[int], list[int]]] = {}
        for (r, c), top in self.origins.items():
            rows, tops = found.setdefault(c, ([], []))
            rows.append(r)
            tops.append(top)
        return {c: (np.array(rows), np.array(tops)) for c, (rows, tops) in found.items()}

    def cell(self, r: int, c: int) -> tuple[int, int | None]:
        """Return the row and column where a value stands, for every column, also those beyond the sheet's own."""
        if c in self.far:
            return self.far[c] or (r, None)
        return self.origin(r, c), c

    def origin(self, r: int, c: int) -> int:
        """Return the row where a cell's value stands: its own, or that of the merged cell above."""
        return self.origins.get((r, c), r) if absent(self.sheet.cells.value(r, c)) else r


def locate(sheet: Sheet, knows: Knows) -> Layout:
    """Find the tables of a sheet and give every row a fate.

    Parameters
    ----------
    sheet : Sheet
        The sheet as read.
    knows : callable
        Whether a header text is a known column of the codebook.

    Returns
    -------
    Layout
        With `is_form` and a reason when there is no table; its filled rows are then all `data`. The rows of a sheet
        that says how to fill in the others are all `note`, and how it was read is of no concern.

    Examples
    --------
    >>> sheet = Sheet("a.csv", "csv", [["收入台账", None], ["户编号", "金额（元）"], ["1", "32000"], ["合计", "32000"]])
    >>> layout = locate(sheet, lambda text: text in ("户编号", "金额（元）"))
    >>> layout.fates, layout.blocks[0].units
    (['title', 'header', 'data', 'subtotal'], {1: '元'})
    """
    grid, knows = Grid(sheet), remembered(knows)
    if guides.is_guide(sheet):
        fates = ["note" if grid.filled(r) else "blank" for r in range(grid.height)]
        return Layout(replace(sheet, note=""), (), fates)
    found = tables.find(grid, knows)
    if not found:
        return _form(grid, "no header row: no row names two or more columns with values below them")
    parts = blocks.read(grid, found)
    fates = blocks.fates(grid, parts)
    if reason := forms.why(grid, found, fates, knows):
        return _form(grid, reason)
    starts = {r for r, fate in enumerate(fates) if fate in ("data", "subtotal")}
    origins = {
        (r, m[1]): m[0]
        for m in sheet.merged
        if m[2] > m[0] and m[0] in starts
        for r in range(m[0] + 1, m[2] + 1)
        if fates[r] == "data"
    }
    return Layout(sheet, tuple(blocks.build(grid, parts)), fates, origins=origins)


def _form(grid: Grid, reason: str) -> Layout:
    fates = ["data" if filled else "blank" for filled in grid.kinds.any(axis=1).tolist()]
    return Layout(grid.sheet, (), fates, is_form=True, reason=reason)
