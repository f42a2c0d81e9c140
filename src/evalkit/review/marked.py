"""Copies of faulty workbooks with the cells in question coloured and commented."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from pathlib import Path

import pandas as pd

COLOUR = "FFFFC7CE"
ROW_COLOUR = "FFFFEB9C"
MOST_ROWS = 20_000  # openpyxl holds every cell in memory
WIDTH, HEIGHT = 320, 140


def can_mark(ledger: Path, rows: int) -> bool:
    """Return whether a copy can be made: a workbook in the .xlsx format, not too long."""
    return ledger.suffix.lower() == ".xlsx" and rows <= MOST_ROWS and zipfile.is_zipfile(ledger)


def copy(ledger: Path, points: pd.DataFrame) -> bytes | None:
    """Return a copy of a workbook with its points marked; the original is only read.

    Parameters
    ----------
    ledger : Path
        The raw workbook.
    points : DataFrame
        sheet (its name in the workbook), cell, problem, advice: the points of this file. A row without a cell is
        coloured as far as it is filled; what concerns a whole sheet is said at A1.

    Returns
    -------
    bytes or None
        None when openpyxl cannot read what other readers can.
    """
    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(ledger)
    except Exception:  # openpyxl raises whatever its parsers do on workbooks that calamine reads
        return None
    for (name, cell), own in points.groupby(["sheet", "cell"], sort=False):
        if name in book.sheetnames and name not in [sheet.title for sheet in book.chartsheets]:
            _mark(book[name], cell, [f"【{p}】{a}" for p, a in zip(own["problem"], own["advice"], strict=True)])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _mark(sheet, address: str, says: list[str]) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    row = re.fullmatch(r"第(\d+)行", address)
    target = sheet[f"A{row[1]}"] if row else sheet[address or "A1"]
    target = _anchor(sheet, target)
    cells = [c for c in sheet[int(row[1])] if c.value is not None] if row else [target] if address else []
    for cell in cells:
        colour = ROW_COLOUR if row else COLOUR
        cell.fill = PatternFill("solid", start_color=colour, end_color=colour)
    said = [target.comment.text] if target.comment else []
    target.comment = Comment("\n".join([*said, *says]), "evalkit", width=WIDTH, height=HEIGHT)


def _anchor(sheet, cell):
    """Return the cell that shows a merged range; a comment on any other of its cells would be lost."""
    for merged in sheet.merged_cells.ranges:
        if cell.coordinate in merged:
            return sheet.cell(merged.min_row, merged.min_col)
    return cell
