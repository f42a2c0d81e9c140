"""Rows that look like subtotals but name an income item: 其他转移性收入小计 is an item of its own in many ledgers."""

from __future__ import annotations

from dataclasses import replace

from evalkit.cleaning.parsers.plain import squeeze
from evalkit.cleaning.recognise import Placed
from evalkit.codebook import Codebook


def take_back(placed: Placed, book: Codebook) -> None:
    """Return subtotal rows of an income sheet to its data where the code list knows their item.

    Notes
    -----
    The table finder judges by words and sums and does not know the code list. Counting twice is no danger: a family's
    line beside its items is told apart later.
    """
    item = next((f.col for f in placed.fields if f.column is not None and f.column.role == "item"), None)
    if item is None:
        return
    layout, block = placed.layout, placed.block
    later = [b.header_rows[0] for b in layout.blocks if b.header_rows[0] > block.header_rows[1]]
    body = range(block.header_rows[1] + 1, min(later, default=len(layout.fates)))
    cells = layout.sheet.cells
    totals = [r for r in body if layout.fates[r] == "subtotal"]
    back = [r for r in totals if book.code("income_item", squeeze(cells[r][item])) is not None]
    if not back:
        return
    below = [m for m in layout.sheet.merged if m[0] > block.header_rows[1]]
    reach = {(r, m[1]): m[0] for m in below for r in back if m[0] < r <= m[2]}
    placed.layout = replace(layout, origins=layout.origins | reach)
    placed.block = replace(block, rows=sorted({*block.rows, *back}))
