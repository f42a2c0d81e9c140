"""Values that stand apart from their row, as a form's do: from the column they were given back to their own cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd

from evalkit.cleaning.gather import Ledger
from evalkit.cleaning.recognise import Placed

Far = Mapping[int, Mapping[int, tuple[int, int] | None]]


def far_of(placed: Iterable[Placed]) -> dict[int, dict[int, tuple[int, int] | None]]:
    """Return the far columns of every sheet that has any: sheet_id -> column (from 0) -> cell (from 0)."""
    return {p.sheet_id: p.layout.far for p in placed if p.layout.far}


def at_home(lines: pd.DataFrame, far: Far) -> pd.DataFrame:
    """Return lines with `row` and `col` (from 1) of the cell where each value stands.

    Parameters
    ----------
    lines : DataFrame
        With sheet_id, row, col.
    far : mapping
        From `far_of`. A column that stands for no cell (a name, a pinned layout) leaves the row and gives col 0.
    """
    if not far or lines.empty:
        return lines
    rows, cols = lines["row"].to_numpy(dtype=object).copy(), lines["col"].to_numpy(dtype=object).copy()
    for i in np.flatnonzero(lines["sheet_id"].isin(list(far)).to_numpy()):
        own = far[int(lines["sheet_id"].iloc[i])]
        if pd.notna(cols[i]) and int(cols[i]) - 1 in own:
            cell = own[int(cols[i]) - 1]
            rows[i], cols[i] = (rows[i], 0) if cell is None else (cell[0] + 1, cell[1] + 1)
    types = {name: lines[name].dtype for name in ("row", "col")}
    return lines.assign(row=rows, col=cols).astype(types)


def sheet_rows(ledger: Ledger) -> tuple[np.ndarray, np.ndarray]:
    """Return pairs of ledger row and sheet row (from 1): each row's own, and those where its far values stand."""
    index, rows = [np.arange(len(ledger.rows))], [ledger.rows["row"].to_numpy()]
    blocks = ledger.rows["block"].to_numpy()
    for block, placed in enumerate(ledger.placed):
        cells = [placed.layout.far.get(field.col) for field in placed.fields] if placed.layout.far else []
        mine = np.flatnonzero(blocks == block) if any(cells) else ()
        for r in {cell[0] + 1 for cell in cells if cell}:
            index.append(np.asarray(mine))
            rows.append(np.full(len(mine), r))
    return np.concatenate(index), np.concatenate(rows)
