"""The 合计 row under a table against the sum of its column: finds lost rows and amounts in another unit."""

from __future__ import annotations

import numpy as np

from evalkit.cleaning import units
from evalkit.cleaning.gather import Ledger, Raw
from evalkit.cleaning.issues import Issues
from evalkit.cleaning.parsers.measures import number
from evalkit.cleaning.parsers.money import in_yuan, money
from evalkit.cleaning.parsers.plain import squeeze
from evalkit.cleaning.recognise import Field, Placed

GRAND = ("合计", "总计", "共计")
SUMMED = ("money", "count")
TOLERANCE = {"money": 100, "count": 0}  # fen: totals are often rounded to whole yuan
SLIP = 10_000


def check_totals(ledger: Ledger, issues: Issues) -> None:
    """Report every amount or count of a table's only 合计 row that is not the sum of the rows above.

    Notes
    -----
    All data rows count, set aside or not, since the total was made from them. Columns with a cell that cannot be read
    are passed over. Incomes are not checked here: their totals mix costs and incomes (see `slips`).
    """
    starts = np.concatenate([[0], np.cumsum([len(p.block.rows) for p in ledger.placed])])
    for block, placed in enumerate(ledger.placed):
        row = grand_total(placed)
        if row is None or not placed.block.rows:
            continue
        rows = slice(int(starts[block]), int(starts[block + 1]))
        for field in placed.fields:
            if field.column is not None and field.column.type in SUMMED and field.column.name in ledger.rows:
                _compare(ledger, placed, field, row, rows, issues)


def grand_total(placed: Placed) -> int | None:
    """Return the sheet row of a table's 合计, None when it has none or several."""
    layout, block = placed.layout, placed.block
    later = [b.header_rows[0] for b in layout.blocks if b.header_rows[0] > block.header_rows[1]]
    body = range(block.header_rows[1] + 1, min(later, default=len(layout.fates)))
    named = [
        r
        for r in body
        if layout.fates[r] == "subtotal" and any(squeeze(cell).startswith(GRAND) for cell in layout.sheet.cells[r])
    ]
    return named[0] if len(named) == 1 and named[0] > max(block.rows, default=0) else None


def _compare(ledger: Ledger, placed: Placed, field: Field, row: int, rows: slice, issues: Issues) -> None:
    cell = placed.layout.sheet.cells[row][field.col]
    stated = _read(cell, field, placed)
    values = ledger.rows[field.column.name].iloc[rows]
    missing = values.isna().to_numpy()
    if stated is None or missing.all() or _unreadable(ledger.raw[field.column.name], rows, missing):
        return
    total = int(values.sum())
    if abs(total - stated) <= TOLERANCE[field.column.type]:
        return
    slip = stated and total and (abs(total - stated * SLIP) <= SLIP or abs(total * SLIP - stated) <= SLIP)
    code = "unit_doubtful" if slip else "total_differs"
    place = (placed.file_id, placed.sheet_id, row + 1, field.col + 1)
    issues.place(code, *place, column=field.column.zh, found=str(cell), expected=_shown(total, field.column.type))


def _unreadable(raw: Raw, rows: slice, missing: np.ndarray) -> bool:
    """Return whether any of the cells that gave no value holds something."""
    codes = raw.codes[rows][missing]
    return bool((codes >= 0).any()) and any(squeeze(cell) for cell in raw.values[np.unique(codes[codes >= 0])])


def _read(cell: object, field: Field, placed: Placed) -> int | None:
    if field.column.type == "money":
        return money(cell, units.of_rows(placed, field)[0])[0]
    value = number(cell)[0]
    return None if value is None else round(value)


def _shown(total: int, kind: str) -> str:
    return in_yuan(total) if kind == "money" else str(total)
