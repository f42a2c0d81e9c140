"""Grids to files: xlsx, genuine xls, CSV in two encodings, and an HTML page that calls itself xls."""

from __future__ import annotations

import csv
import datetime as dt
import html
import io
from pathlib import Path

from evalkit.sample.ledgers.grid import Grid

CREATED = dt.datetime(2025, 1, 6, 9, 0, 0)
ONE_TABLE = {"csv-gb18030", "csv-utf8", "html"}
SUFFIX = {"xlsx": ".xlsx", "xls": ".xls", "csv-gb18030": ".csv", "csv-utf8": ".csv", "html": ".xls"}


def save(path: Path, grids: list[Grid], kind: str) -> None:
    """Write grids as a file of this kind; the folder is made when missing.

    Parameters
    ----------
    path : Path
        Where to write; the name says nothing about the content.
    grids : list of Grid
        Sheets; kinds that hold one table take exactly one.
    kind : str
        `xlsx`, `xls`, `csv-gb18030`, `csv-utf8` (with byte order mark) or `html`.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    if kind == "xlsx":
        save_xlsx(path, grids)
    elif kind == "xls":
        save_xls(path, grids)
    elif kind == "html":
        path.write_bytes(page(grids[0]).encode("utf-8"))
    else:
        path.write_bytes(csv_text(grids[0]).encode("gb18030" if kind == "csv-gb18030" else "utf-8-sig"))


def save_xlsx(path: Path, grids: list[Grid]) -> None:
    """Write an xlsx workbook with a fixed creation date, so that the same content gives the same bytes."""
    import xlsxwriter

    off = ("strings_to_formulas", "strings_to_urls", "strings_to_numbers")
    book = xlsxwriter.Workbook(path, {"in_memory": True, **dict.fromkeys(off, False)})
    book.set_properties({"created": CREATED})
    plain, date = book.add_format({}), book.add_format({"num_format": "yyyy/m/d"})
    head = book.add_format({"bold": True, "align": "center", "valign": "vcenter", "border": 1})
    for grid in grids:
        sheet = book.add_worksheet(grid.sheet)
        merged = {(r, c): (r, c, last_row, last_col) for r, c, last_row, last_col in grid.merges}
        for r, row in enumerate(grid.rows):
            style = head if r + 1 in grid.header_rows else plain
            for c, value in enumerate(row):
                if (r, c) in merged:
                    sheet.merge_range(*merged[r, c], "", style)
                put_xlsx(sheet, r, c, value, style, date)
    book.close()


def put_xlsx(sheet, row: int, col: int, value: object, style, date) -> None:
    """Write one cell by its type."""
    if isinstance(value, dt.date):
        sheet.write_datetime(row, col, dt.datetime(value.year, value.month, value.day), date)
    elif isinstance(value, (int, float)):
        sheet.write_number(row, col, value, style)
    elif value is not None:
        sheet.write_string(row, col, str(value), style)


def save_xls(path: Path, grids: list[Grid]) -> None:
    """Write a genuine xls workbook (BIFF8)."""
    import xlwt

    book = xlwt.Workbook(encoding="utf-8")
    date = xlwt.easyxf(num_format_str="yyyy/m/d")
    for grid in grids:
        sheet = book.add_sheet(grid.sheet)
        merged = {(r, c): (r, last_row, c, last_col) for r, c, last_row, last_col in grid.merges}
        for r, row in enumerate(grid.rows):
            for c, value in enumerate(row):
                if (r, c) in merged:
                    sheet.write_merge(*merged[r, c], value)
                elif value is not None and isinstance(value, dt.date):
                    sheet.write(r, c, value, date)
                elif value is not None:
                    sheet.write(r, c, value)
    buffer = io.BytesIO()
    book.save(buffer)
    path.write_bytes(buffer.getvalue())


def filled(grid: Grid) -> list[list[object]]:
    """Return the rows with downward merges written out, as an office does before it saves a CSV."""
    rows = [list(row) for row in grid.rows]
    for r, c, last_row, last_col in grid.merges:
        if last_col == c and r + 1 not in grid.header_rows:
            for below in range(r + 1, last_row + 1):
                rows[below][c] = rows[r][c]
    return rows


def as_text(value: object) -> str:
    """Return a cell as a spreadsheet program would save it to text."""
    if value is None:
        return ""
    if isinstance(value, dt.date):
        return f"{value.year}/{value.month}/{value.day}"
    if isinstance(value, float) and value >= 1e15:
        return f"{value:.5E}"
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def csv_text(grid: Grid) -> str:
    """Return the grid as CSV text with Windows line ends."""
    buffer = io.StringIO()
    width = grid.width
    writer = csv.writer(buffer, lineterminator="\r\n")
    for row in filled(grid):
        writer.writerow([as_text(value) for value in row] + [""] * (width - len(row)))
    return buffer.getvalue()


def page(grid: Grid) -> str:
    """Return the grid as the HTML table that office systems export under the name .xls."""
    spans = {(r, c): (last_row - r + 1, last_col - c + 1) for r, c, last_row, last_col in grid.merges}
    hidden = {
        (row, col)
        for r, c, last_row, last_col in grid.merges
        for row in range(r, last_row + 1)
        for col in range(c, last_col + 1)
    } - set(spans)
    body = []
    for r, row in enumerate(grid.rows):
        cells = []
        for c in range(grid.width):
            if (r, c) in hidden:
                continue
            down, across = spans.get((r, c), (1, 1))
            attributes = (f' rowspan="{down}"' if down > 1 else "") + (f' colspan="{across}"' if across > 1 else "")
            value = row[c] if c < len(row) else None
            cells.append(f"<td{attributes}>{html.escape(as_text(value))}</td>")
        body.append("<tr>" + "".join(cells) + "</tr>")
    head = '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="utf-8"></head><body>\n'
    return head + '<table border="1">\n' + "\n".join(body) + "\n</table></body></html>\n"
