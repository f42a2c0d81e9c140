"""Rows whose amount is merged with another row's or another period's: nobody can tell how much is whose."""

from __future__ import annotations

import numpy as np

from evalkit.cleaning.gather import Ledger
from evalkit.cleaning.income_cells import check_of, is_amount
from evalkit.cleaning.issues import Issues
from evalkit.cleaning.recognise import IDENTITY, Field, Placed

CODE = "merged_amount"


def set_aside(ledger: Ledger, issues: Issues) -> None:
    """Set aside the rows of merged amounts, and name the cell.

    Notes
    -----
    An amount merged over several columns (one sum for three months) belongs to none of them. Merged downwards, it is
    one sum for several rows of an income ledger, or for several households or events of another; what is said of one
    household (人均纯收入 beside each of its members) is the same for all of its rows. Stated totals are only checks.
    """
    start = 0
    for placed in ledger.placed:
        rows = np.array(placed.block.rows)
        for r, c in sorted(torn(placed).items()):
            at = start + np.flatnonzero(rows == r)
            at = at[ledger.kept[at]]
            found = str(placed.layout.sheet.cells.value(*_top(placed, r, c)))
            issues.at(ledger, at, c + 1, CODE, "", [found] * len(at))
            ledger.fate[at], ledger.code[at] = "quarantined", CODE
        start += len(rows)


def torn(placed: Placed) -> dict[int, int]:
    """Return the sheet rows of a table that a merged amount reaches, and its column; rows and columns from 0."""
    columns = {field.col for field in placed.fields if _holds_amount(placed, field)}
    data, cells, found = set(placed.block.rows), placed.layout.sheet.cells, {}
    for top, left, bottom, right in placed.layout.sheet.merged:
        wide = sum(left <= c <= right for c in columns)
        rows = [r for r in range(top, bottom + 1) if r in data] if wide else []
        if not rows or cells.codes[top, left] == 0:
            continue
        if wide > 1 or (len(rows) > 1 and left in columns and _several(placed, rows)):
            found |= dict.fromkeys(rows, left)
    return found


def _holds_amount(placed: Placed, field: Field) -> bool:
    if placed.table.name == "income":
        return is_amount(field) and not check_of(placed, field)
    return field.column is not None and field.column.type == "money"


def _several(placed: Placed, rows: list[int]) -> bool:
    """Return whether rows are about different things: all of an income ledger, else those not of one household."""
    names = [f.col for f in placed.fields if f.column is not None and f.column.name in IDENTITY[:2]]
    if placed.table.name == "income" or not names:
        return True
    return len({tuple(str(placed.layout.value(r, c)) for c in names) for r in rows}) > 1


def _top(placed: Placed, r: int, c: int) -> tuple[int, int]:
    return next((m[0], m[1]) for m in placed.layout.sheet.merged if m[0] <= r <= m[2] and m[1] <= c <= m[3])
