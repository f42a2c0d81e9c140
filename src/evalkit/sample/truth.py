"""The truth beside the ledgers: clean values with the cell they stand in, and the planted effects."""

from __future__ import annotations

import csv
import gzip
import io
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import Any, TextIO

from evalkit import codebook
from evalkit.sample.ledgers.grid import Line

README = """This folder holds what the ledgers beside it should say: clean values, planted effects and planted errors.
It is for tests only. Nothing in the pipeline reads it; cleaning skips every folder named `truth`.
Made by `evalkit sample`; effects.yaml names the arguments.

<table>.csv.gz one line per data row written (income: one per value cell): the processed columns, raw identifiers in
               place of pseudonyms, then file, sheet, row (and col), 1-based, and expected_fate (kept, duplicate or
               quarantined); sheet is blank for CSV and HTML files, which have no sheet names
problems.csv   cells spoilt on purpose: file, sheet, row, col, table, column, what
falls.csv      planted falls in income: household, first month, months, cause, relapse, what it cost the household (fen,
               within the years written), the channel that caught it and the date of the clue (blank when none did)
people.csv     every invented name, ID number and phone, to search for leaks
effects.yaml   planted parameters: growth, team arrivals and their effect, alert channels, the odd villages
All of it is invented; codes start with 99.
"""


NOT_WRITTEN = {"file_id", "sheet_id", "row", "col", "covered"}  # facts of the sheets, not of the households


@cache
def columns_of(table: str) -> tuple[str, ...]:
    """Return the columns of a truth table."""
    own = [name for name in codebook.processed_columns(table) if name not in NOT_WRITTEN]
    return (*own, "file", "sheet", "row", *(["col"] if table == "income" else []), "expected_fate")


PROBLEMS = ("file", "sheet", "row", "col", "table", "column", "what")
PEOPLE = ("household", "name", "person", "phone")
FALLS = ("village", "household", "month", "months", "cause", "relapse", "loss", "channel", "clue_date")


def plain(value: object) -> str:
    """Return a truth value as text: blank for missing, codes joined with a semicolon."""
    if value is None:
        return ""
    return ";".join(value) if isinstance(value, list) else str(value)


class Truth:
    """Writes truth lines while ledgers are written, so that a big county needs no more memory than a small one.

    Parameters
    ----------
    folder : Path
        The `truth` folder; made here.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "README.txt").write_text(README, encoding="utf-8")
        self.folder = folder
        self.open = ExitStack()
        self.writers: dict[str, Any] = {}

    def __enter__(self) -> Truth:
        return self

    def __exit__(self, *raised: object) -> None:
        self.open.close()

    def line(self, line: Line, file: str, sheet: str) -> None:
        """Write where a record was written and how it should come out."""
        values = line.values | {"county": str(line.values["village"])[:6], "head": line.values.get("head_id")}
        values |= {"file": file, "sheet": sheet, "row": line.row, "col": line.col, "expected_fate": line.fate}
        self.row(f"{line.table}.csv.gz", columns_of(line.table), values)

    def row(self, name: str, columns: tuple[str, ...], values: dict[str, object]) -> None:
        """Write one row of a truth file, its header first."""
        if name not in self.writers:
            self.writers[name] = csv.writer(self.file(name), lineterminator="\n")
            self.writers[name].writerow(columns)
        self.writers[name].writerow([plain(values.get(column)) for column in columns])

    def file(self, name: str) -> TextIO:
        """Open a file of the folder; a compressed one carries neither its name nor a time, so that bytes repeat."""
        if not name.endswith(".gz"):
            return self.open.enter_context((self.folder / name).open("w", encoding="utf-8", newline=""))
        raw = self.open.enter_context((self.folder / name).open("wb"))
        packed = self.open.enter_context(gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0))
        return self.open.enter_context(io.TextIOWrapper(packed, encoding="utf-8", newline=""))
