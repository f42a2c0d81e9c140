"""Notes which cells said 同上 and what was taken for them."""

from __future__ import annotations

import numpy as np

from evalkit.cleaning.gather import Ledger
from evalkit.cleaning.issues import Issues
from evalkit.cleaning.issues import shown as shape_of
from evalkit.intake.values import says_same


def note_same(ledger: Ledger, issues: Issues) -> None:
    """Note every used cell of a ledger that says `same as above`, with the value of the cell above."""
    starts = np.concatenate([[0], np.cumsum([len(p.block.rows) for p in ledger.placed])]).tolist()
    for placed, start in zip(ledger.placed, starts, strict=False):
        cells = placed.layout.sheet.cells
        if not cells.same:
            continue
        rows = np.array(placed.block.rows)
        for field in placed.fields:
            if field.col in placed.layout.far:
                continue
            for at in np.flatnonzero(np.isin(cells.codes[rows, field.col], cells.same)).tolist():
                value = placed.layout.value(int(rows[at]), field.col)
                if not says_same(value):
                    name, personal = (field.column.name, field.column.personal) if field.column else ("amount", "none")
                    before = str(cells.value(int(rows[at]), field.col))
                    after = [shape_of(value, personal)]
                    issues.at(ledger, np.array([start + at]), field.col + 1, "same_as_above", name, before, after)
