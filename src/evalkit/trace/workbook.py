"""A trace as a workbook, each address a working link to the cell of the raw ledger."""

from __future__ import annotations

import io
from pathlib import Path

from evalkit.files import write_whole
from evalkit.review.links import link
from evalkit.trace.evidence import COLUMNS, Shown

HEADS = ("村 village", "年度 year", "台账 ledger", "单元格 cell", "列 column", "表头 header", "清洗后 clean value",
         "原文 raw text", "处理代码 code", "更正 correction")  # fmt: skip
WIDTHS = (14, 7, 14, 44, 26, 26, 22, 22, 16, 30)
SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
MOST_LINKS = 60_000  # Excel holds 65,530 in a sheet
MOST_ROWS = 1_000_000


def write(lines: list[Shown], out: Path) -> Path:
    """Write the lines of a trace and return where they are.

    Parameters
    ----------
    lines : list of Shown
        From `chain.traced`.
    out : Path
        Workbook to write. Links are relative to its folder, so that the two can be moved together.
    """
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, SAFE)
    bold = book.add_format({"bold": True, "bg_color": "#E7EEF7"})
    sheet = book.add_worksheet("溯源")
    for c, (head, width) in enumerate(zip(HEADS, WIDTHS, strict=True)):
        sheet.set_column(c, c, width)
        sheet.write_string(0, c, head, bold)
    for r, line in enumerate(lines[:MOST_ROWS], start=1):
        for c, value in enumerate(line.fields):
            sheet.write_string(r, c, str(value))
        target = link(*line.target, out.parent) if line.target and r <= MOST_LINKS else ""
        if target:
            at = COLUMNS.index("address")
            sheet.write_url(r, at, target, string=line.fields[at])
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(lines), 1), len(HEADS) - 1)
    book.close()
    return write_whole(out, buffer.getvalue())
