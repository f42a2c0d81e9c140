"""Two readers that know nothing of each other see the same cells in every workbook, or the sheet says why not.

`evalkit` reads .xlsx mostly with calamine, and .xls with xlrd; here openpyxl reads the first again, xlrd the second,
and the table rows of a web page saved as .xls are compared with the text between its tags.
"""

import datetime as dt
import math
import os
import re
import warnings
from html import unescape
from pathlib import Path

import openpyxl
import pytest
import xlrd
from openpyxl.utils.escape import unescape as without_escapes

from evalkit.intake import limits
from evalkit.intake.layout import locate
from evalkit.intake.reader import read_file

HOME = Path(__file__).parents[2]
REFS = Path(os.environ.get("EVALKIT_REFS") or HOME.parent / "shared") / "sheets"
ENDINGS = (".xlsx", ".xlsm", ".xls", ".ods")
EXACT = 2**53  # from here on a spreadsheet's number has lost digits, whoever reads it


def workbooks(folder):
    return sorted(path for path in folder.rglob("*") if path.suffix.lower() in ENDINGS)


def told(value):
    """Return a cell as its kind and content, however a library holds it."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, bool):
        return "text", str(value).upper()  # as a spreadsheet shows it
    if isinstance(value, int | float):
        return "number", float(value)
    if isinstance(value, dt.datetime):
        return "date", value
    if isinstance(value, dt.date):
        return "date", dt.datetime(value.year, value.month, value.day)
    return "text", without_escapes(str(value)).strip()


def same(ours, other):
    if ours is None or other is None or ours[0] != other[0] or ours[0] != "number":
        return ours == other
    return ours[1] == other[1] or math.isclose(ours[1], other[1], rel_tol=1e-15 if abs(ours[1]) < EXACT else 1e-14)


def by_openpyxl(path):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(path, data_only=True)
    for sheet in book.worksheets:
        cells = {(c.row - 1, c.column - 1): told(c.value) for row in sheet.iter_rows() for c in row}
        merged = {(m.min_row - 1, m.min_col - 1, m.max_row - 1, m.max_col - 1) for m in sheet.merged_cells.ranges}
        yield sheet.title, cells, merged, {r - 1 for r, row in sheet.row_dimensions.items() if row.hidden}


def by_xlrd(path):
    book = xlrd.open_workbook(path, formatting_info=True)
    for sheet in book.sheets():
        cells = {(r, c): _of_xlrd(book, sheet.cell(r, c)) for r in range(sheet.nrows) for c in range(sheet.ncols)}
        merged = {(r0, c0, r1 - 1, c1 - 1) for r0, r1, c0, c1 in sheet.merged_cells}
        yield sheet.name, cells, merged, {r for r, row in sheet.rowinfo_map.items() if row.hidden}


def _of_xlrd(book, cell):
    if cell.ctype == xlrd.XL_CELL_DATE:
        return "date", dt.datetime(*xlrd.xldate_as_tuple(cell.value, book.datemode))
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return "text", xlrd.error_text_from_code[cell.value]
    return told(bool(cell.value) if cell.ctype == xlrd.XL_CELL_BOOLEAN else cell.value)


def texts_of_a_page(path):
    """Return the filled cells of each table row of a web page, found between the tags alone."""
    data = path.read_bytes()
    try:
        page = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        page = data.decode("gb18030")
    rows = re.findall(r"<tr\b[^>]*>(.*?)</tr>", page, re.DOTALL | re.IGNORECASE)
    cells = (re.findall(r"<t[dh]\b[^>]*>(.*?)</t[dh]>", row, re.DOTALL | re.IGNORECASE) for row in rows)
    return [[text for cell in row if (text := _tight(unescape(re.sub(r"<[^>]+>", "", cell))))] for row in cells]


def _tight(text):
    return " ".join(str(text or "").split())


def compare(path, read):
    """Return what two readers see differently in a file, one sentence each; a note or a refusal settles a sheet."""
    if not isinstance(read, list):
        return [] if read.what else [f"{path.name}: refused without a reason"]
    layouts = [locate(sheet, lambda text: False) for sheet in read]
    if path.read_bytes()[:4] not in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"):
        seen = [[v for c in range(x.sheet.width) if (v := _tight(x.value(r, c)))] for x in layouts for r in _rows(x)]
        rows = [row for row in texts_of_a_page(path) if row]
        return [] if [row for row in seen if row] == rows else [f"{path.name}: the rows of the page differ"]
    others = list((by_openpyxl if path.read_bytes()[:2] == b"PK" else by_xlrd)(path))
    filled = [other for other in others if any(cell is not None for cell in other[1].values())]
    if [x.sheet.name for x in layouts] != [name for name, *_ in filled]:
        return [f"{path.name}: other sheets"]
    return [
        f"{path.name}, sheet {name}: {what}"
        for layout, (name, *other) in zip(layouts, filled, strict=True)
        for what in ([] if layout.sheet.note else _differences(layout, *other))
    ]


def _rows(layout):
    return range(len(layout.fates))


def _differences(layout, cells, merged, hidden):
    height, width, found = len(layout.fates), layout.sheet.width, []
    for (r, c), other in cells.items():
        if r >= height or c >= width:
            found += [f"row {r + 1}, column {c + 1} is missing"] if other is not None else []
        elif layout.cell(r, c) == (r, c) and not same(told(layout.value(r, c)), other):
            found.append(f"row {r + 1}, column {c + 1}: {told(layout.value(r, c))} and {other}")
    inside = {(a, b, min(x, height - 1), min(y, width - 1)) for a, b, x, y in merged if a < height and b < width}
    found += ["merged ranges"] if set(layout.sheet.merged) != {m for m in inside if m[:2] != m[2:]} else []
    if set(layout.sheet.hidden_rows) != {r for r in hidden if r < height}:
        found.append("hidden rows")
    return found


def differences_below(folder):
    allowed = limits.load(HOME / "params" / "intake.yaml")
    files = workbooks(folder)
    return files, [what for path in files for what in compare(path, read_file(path, path.name, allowed))]


def test_two_readers_agree_on_every_shipped_workbook():
    files, found = differences_below(HOME / "data" / "raw")
    assert len(files) > 150
    assert found == []


@pytest.mark.skipif(not REFS.is_dir(), reason="the real sheets are not here (EVALKIT_REFS)")
def test_two_readers_agree_on_every_real_workbook():
    files, found = differences_below(REFS)
    assert len(files) == 9
    assert found == []
