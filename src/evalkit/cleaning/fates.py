"""One fate for every row of every sheet."""

from __future__ import annotations

import numpy as np
import pandas as pd

from evalkit.cleaning.far_cells import sheet_rows
from evalkit.cleaning.gather import Ledger
from evalkit.cleaning.sheets import Intake

FATES = ("title", "header", "unit", "blank", "subtotal", "note", "kept", "duplicate", "quarantined")
# Where two tables stand side by side, the better fate is the row's.
STRENGTH = {"kept": 4, "duplicate": 3, "subtotal": 2, "quarantined": 1}


def fates(intake: Intake, ledgers: dict[str, Ledger]) -> pd.DataFrame:
    """Return sheet_id, row (1-based), fate, table, code: one line per sheet row, none missing, none twice."""
    table = _of_layouts(intake)
    starts = np.cumsum([0, *(len(layout.fates) for layout in intake.layouts)])
    strength = np.zeros(len(table), dtype=int)
    columns = {name: table[name].to_numpy(dtype=object).copy() for name in ("fate", "table", "code")}
    for name, ledger in ledgers.items():
        force = pd.Series(ledger.fate).map(STRENGTH).to_numpy(dtype=int)
        index, sheet_row = sheet_rows(ledger)
        order = np.argsort(force[index], kind="stable")
        index, at = index[order], (starts[ledger.rows["sheet_id"].to_numpy()[index]] + sheet_row - 1)[order]
        better = force[index] > strength[at]
        where, rows = at[better], index[better]
        strength[where] = force[rows]
        columns["fate"][where], columns["code"][where] = ledger.fate[rows], ledger.code[rows]
        columns["table"][where] = name
    table = table.assign(**{name: pd.array(values, dtype="str") for name, values in columns.items()})
    _check(intake, table)
    return table


def _of_layouts(intake: Intake) -> pd.DataFrame:
    """Return the fates the table finder gave; its data rows count as set aside until a ledger takes them."""
    reasons = {
        (p.sheet_id, r): "duplicate_column" if p.reason == "duplicate_column" else "unknown_ledger"
        for p in intake.placed
        if p.table is None or p.reason
        for r in p.block.rows
    }
    sheet_ids, rows, names, codes = [], [], [], []
    for sheet_id, layout in enumerate(intake.layouts):
        lost = "form_sheet" if layout.is_form else "outside_table"
        count = len(layout.fates)
        sheet_ids += [sheet_id] * count
        rows += range(1, count + 1)
        names += ["quarantined" if fate == "data" else fate for fate in layout.fates]
        codes += [reasons.get((sheet_id, r), lost) if fate == "data" else "" for r, fate in enumerate(layout.fates)]
    table = pd.DataFrame({"sheet_id": sheet_ids, "row": rows, "fate": names, "table": "", "code": codes})
    return table.astype({"sheet_id": "int32", "row": "int32", "fate": "str", "table": "str", "code": "str"})


def _check(intake: Intake, table: pd.DataFrame) -> None:
    counted = table["sheet_id"].value_counts()
    for sheet_id, layout in enumerate(intake.layouts):
        if counted.get(sheet_id, 0) != len(layout.sheet.cells):
            raise AssertionError(f"sheet {sheet_id}: fates do not add up to its rows")
    if not table["fate"].isin(FATES).all():
        raise AssertionError("a row without a fate")
