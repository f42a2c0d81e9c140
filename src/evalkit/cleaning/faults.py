"""What stops a cleaning once the ledgers are read: places nobody knows, and nothing left to use."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from evalkit.cleaning.issues import is_repair
from evalkit.cleaning.reasons import REASONS
from evalkit.cleaning.sheets import Intake, letter
from evalkit.cleaning.tables import Clean
from evalkit.errors import Problem


def unknown_places(made: Clean) -> list[Problem]:
    """Return one fault per table of which no row has a known village."""
    faults = []
    for ledger in made.ledgers.values():
        share = ledger.rows["village"].isna().groupby(ledger.rows["block"].to_numpy()).all()
        for block in share.index[share]:
            placed = ledger.placed[block]
            first = int((ledger.rows["block"] == block).to_numpy().argmax())
            raw = ledger.raw.get("village")
            stated = raw is not None and raw.col[first] > 0
            row, col = int(ledger.rows["row"].iloc[first]) - 1, None
            if stated:
                row, col = placed.layout.cell(row, int(raw.col[first]) - 1)
            cell = "title and file name" if col is None else f"{letter(col)}{row + 1}"
            where = f"{placed.layout.sheet.file}, sheet {placed.layout.sheet.name}, {cell}"
            shared = ledger.code[first] == "ambiguous_village"
            what = "a village name that several villages share" if shared else "an unknown village"
            got = str(raw.cells[first]) if stated and raw.cells[first] is not None else "none named"
            expected = "a village of params/villages.csv or of a village sheet (村基本情况台账)"
            faults.append(Problem(where, what, expected, got))
    return faults


def nothing_left(raw: Path, noticed: pd.DataFrame, intake: Intake) -> list[Problem]:
    """Return why no row could be used: each kind of problem with its first place and how often it occurred."""
    problems = noticed[~is_repair(noticed["code"])]
    found = [Problem(raw.name, "no row of any ledger could be used", "at least one")]
    for code, own in problems.groupby("code", sort=False):
        first = own.iloc[0]
        where = intake.files[int(first["file_id"])]
        if pd.notna(first["row"]):
            cell = f"{letter(int(first['col']) - 1)}{first['row']}" if pd.notna(first["col"]) else f"row {first['row']}"
            where += f", sheet {intake.layouts[int(first['sheet_id'])].sheet.name}, {cell}"
        found.append(Problem(where, f"{REASONS[code].zh} / {REASONS[code].en}", got=f"{len(own)} in all"))
    return found
