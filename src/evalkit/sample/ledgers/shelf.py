"""Which ledgers travel in which file of which kind, and which were never sent."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from evalkit.sample.ledgers import files
from evalkit.sample.ledgers.grid import Grid
from evalkit.sample.truth import PROBLEMS, Truth

# File name -> ledgers in it. A workbook holds one sheet per ledger; CSV and HTML hold one ledger per file.
VILLAGE_FILES = {
    "户台账": ("households", "members", "guarantees"),
    "收入台账": ("income",),
    "防返贫监测": ("alerts", "meetings", "plans"),
    "帮扶措施台账": ("assistance",),
    "就业台账": ("jobs", "public_posts"),
    "产业台账": ("industry", "sales", "purchases"),
    "驻村工作": ("cadres", "assessments", "activities"),
}
COUNTY_FILES = {
    "村基本情况台账": ("villages",),
    "小额信贷台账": ("microcredit",),
    "资产资金台账": ("assets", "funds"),
}
HABITS = 6
# (village number modulo HABITS, year number, ledger): never sent.
NOT_SENT = {(5, 1, "jobs"), (5, 1, "public_posts"), (4, 0, "sales"), (3, 2, "meetings")}


def village_file_kind(name: str, village: int, year: int) -> str:
    """Return the kind of a village's file (numbers from 0): each village has its habits, all kinds occur."""
    habit = village % HABITS
    if name == "帮扶措施台账":
        return ("csv-gb18030", "xlsx", "csv-utf8")[habit % 3]
    if name == "就业台账":
        return "xls" if habit == 1 else "xlsx"
    if name == "产业台账":
        return "html" if habit == 2 and year % 2 == 0 else ("xls" if habit == 4 else "xlsx")
    if name == "收入台账":
        return "xls" if habit == 3 and year % 2 == 1 else "xlsx"
    return "xlsx"


def county_file_kind(name: str) -> str:
    """Return the kind of a county-wide file: the bank exports CSV."""
    return "csv-gb18030" if name == "小额信贷台账" else "xlsx"


def is_sent(village: int, year: int, ledger: str) -> bool:
    """Say whether a village sent this ledger that year (numbers counted from 0)."""
    return (village % HABITS, year, ledger) not in NOT_SENT


@dataclass
class Shelf:
    """Where files go, and the truth that is told about them."""

    root: Path
    truth: Truth

    def save(self, folder: str, name: str, grids: list[Grid], kind: str) -> None:
        """Write grids as one file, or one file each where the kind holds a single table.

        Parameters
        ----------
        folder, name : str
            Folder below the root, file name without suffix.
        grids : list of Grid
            Sheets; those without a record are left out, as nobody sends an empty ledger.
        kind : str
            As in `files.save`.
        """
        grids = [grid for grid in grids if grid.lines]
        if kind in files.ONE_TABLE and len(grids) > 1:
            for grid in grids:
                self.save(folder, f"{name}-{grid.sheet}", [grid], kind)
        elif grids:
            path = f"{folder}/{name}{files.SUFFIX[kind]}"
            files.save(self.root / path, grids, kind)
            for grid in grids:
                self.tell(grid, path, "" if kind in files.ONE_TABLE else grid.sheet)

    def tell(self, grid: Grid, path: str, sheet: str) -> None:
        """Record where every line and every planted bad cell of a sheet went."""
        for line in grid.lines:
            self.truth.line(line, path, sheet)
        for bad in grid.planted:
            where = {"file": path, "sheet": sheet, "row": bad.row, "col": bad.col}
            what = {"table": grid.lines[0].table, "column": bad.column, "what": bad.what}
            self.truth.row("problems.csv", PROBLEMS, where | what)
