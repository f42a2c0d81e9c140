"""Reading a workbook: evalkit's reader with its pre-flight, against pandas with openpyxl."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path
from typing import Any

import pandas as pd

from bench.timing import compare

ROWS, COLUMNS = 4_000, 14


def results() -> list[dict[str, Any]]:
    """Time one generated ledger of text and whole numbers, so that both ways can be compared cell by cell."""
    from evalkit.intake import limits
    from evalkit.intake.reader import read_file

    limit = limits.load()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.xlsx"
        write_ledger(path)

        def ours():
            return read_file(path, path.name, limit)[0].cells

        def plain():
            return pd.read_excel(path, header=None, engine="openpyxl").values.tolist()

        return [compare(f"read a workbook of {ROWS} rows x {COLUMNS} columns, against pandas + openpyxl", ours, plain)]


def write_ledger(path: Path) -> None:
    """Write the ledger; half of its columns hold words, half amounts."""
    import xlsxwriter

    chance = random.Random(20240501)
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("台账")
        for row in range(ROWS):
            for column in range(COLUMNS):
                value = chance.choice(["脱贫户", "一般农户", "务工"]) if column % 2 else chance.randrange(1, 90_000)
                sheet.write(row, column, value)
