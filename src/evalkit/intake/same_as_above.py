"""Cells that say `same as above`: 同上 and its marks anywhere, blank cells only in a column declared so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from evalkit.intake.layout import Layout
from evalkit.intake.sheet import Sheet
from evalkit.intake.values import absent


def followed(layout: Layout) -> Layout:
    """Return a layout in which every 同上 has the value of the cell above it.

    Parameters
    ----------
    layout : Layout
        The sheet with its fates.

    Notes
    -----
    Only the row just above counts, and only where it is data: below a header, a subtotal or a blank cell, 同上 says
    nothing that could be known and stays as it is, an unknown wording. Cleaning notes each cell as `same_as_above`.
    """
    cells = layout.sheet.cells
    if not cells.same:
        return layout
    origins = dict(layout.origins)
    for r, c in np.argwhere(np.isin(cells.codes, cells.same)).tolist():
        if r == 0 or layout.fates[r] != "data" or layout.fates[r - 1] != "data":
            continue
        above = origins.get((r - 1, c), r - 1) if absent(cells.value(r - 1, c)) else r - 1
        if not absent(cells.value(above, c)):
            origins[r, c] = above
    return replace(layout, origins=origins)


def declared(sheet: Sheet, rows: Sequence[int], columns: Iterable[int]) -> dict[tuple[int, int], int]:
    """Return where the blank cells of declared columns take their value from: (row, column) -> row.

    Parameters
    ----------
    sheet : Sheet
        The sheet.
    rows : sequence of int
        Its data rows; a gap between two of them (a subtotal, a blank row) ends what is carried down.
    columns : iterable of int
        The columns that a person declared.
    """
    origins = {}
    for c in columns:
        top = before = None
        for r in rows:
            top = None if before != r - 1 else top
            if not absent(sheet.cells.value(r, c)):
                top = r
            elif top is not None:
                origins[r, c] = top
            before = r
    return origins
