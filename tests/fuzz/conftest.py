"""Ledgers of the invented county, damaged in seeded ways: their content, their workbook, or the bytes of the file."""

from __future__ import annotations

import csv
import datetime as dt
import io
import random
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
import xlwt

from evalkit.intake import limits
from evalkit.intake.reader import read_file

ROWS = 30  # of each sheet, so that a case is cheap
JUNK = [
    None, "", " ", "　", "\n", "-", "无", "合计", "小计：", "注：数据来源：村委会", "第一网格", "户编号", "1月",
    "单位：万元", "约5000", "3000-5000", "三千二百元", "１２００", "1e5", "=1+1", "#REF!", "x" * 300, "\u202e\u0007",
    "\ufffe", "😀", "990101196503120011", 990101196503120011, 0, -1, 3.2, 1e300, 10**15, 45000, True, False, "是",
    "2023-13-40", dt.date(2023, 5, 1), dt.datetime(2023, 5, 1, 3, 4), dt.date(1900, 1, 1), "石门村", "至今", "4.35%",
    "√",
]  # fmt: skip


@pytest.fixture(scope="session")
def ledgers(home):
    """Return every shipped file: path below its folder, bytes, and its sheets as (name, rows)."""
    allowed = limits.load(home / "params" / "intake.yaml")
    found = []
    for folder in ("sample", "guanzhuang"):
        raw = home / "data" / "raw" / folder
        for path in sorted(
            p for p in raw.rglob("*.*") if "truth" not in p.parts and p.suffix in (".xlsx", ".xls", ".csv")
        ):
            sheets = read_file(path, path.name, allowed)
            found.append((path.relative_to(raw), path.read_bytes(), [(s.name, list(s.cells)[:ROWS]) for s in sheets]))
    return found


@pytest.fixture(scope="session")
def damage(ledgers):
    """Write one damaged ledger: `damage(folder, seed)` returns its path and its rows by sheet, {} if bytes changed."""

    def write(folder: Path, seed: int) -> tuple[Path, dict[str, int]]:
        rng = random.Random(seed)
        place, data, sheets = rng.choice(ledgers)
        path = folder / place.parent / f"case{seed:05d}{place.suffix}"
        path.parent.mkdir(parents=True, exist_ok=True)
        rows = {}
        if rng.random() < 0.85:
            sheets = [(name, _content(rng, [list(row) for row in cells])) for name, cells in sheets]
            kind = rng.choices([_xlsx, _xls, _delimited], [7, 2, 1])[0]
            data, rows = kind(rng, sheets)
        if rng.random() < 0.35 or not rows:
            data, rows = _bytes(rng, data), {}
        path.write_bytes(data)
        return path, rows

    return write


def _content(rng, rows):
    for _ in range(rng.randint(1, 4)):
        if rows and rows[0]:
            rows = rng.choice(CONTENT)(rng, rows)
    return rows


def _shuffle_rows(rng, rows):
    first = rng.choice((0, 3))
    return rows[:first] + rng.sample(rows[first:], len(rows[first:]))


def _repeat_rows(rng, rows):
    return [row for row in rows for _ in range(rng.choice((1, 1, 1, 2)))]


def _drop_rows(rng, rows):
    return [row for row in rows if rng.random() < 0.8]


def _blank_rows(rng, rows):
    return [part for row in rows for part in ([row] if rng.random() < 0.9 else [[None] * len(row), row])]


def _columns(rng, rows):
    """Shuffle, drop and repeat columns."""
    width = len(rows[0])
    order = [rng.randrange(width) if rng.random() < 0.1 else c for c in range(width) if rng.random() < 0.9]
    order = rng.sample(order, len(order)) if rng.random() < 0.5 else order
    return [[row[c] for c in order] for row in rows]


def _cells(rng, rows):
    share = rng.choice((0.02, 0.1, 0.5))
    return [[rng.choice(JUNK) if rng.random() < share else cell for cell in row] for row in rows]


def _types(rng, rows):
    """Turn numbers into text and text into numbers."""

    def turned(cell):
        if rng.random() > 0.2 or cell is None:
            return cell
        text = str(cell)
        return float(text) if text.isdecimal() else text

    return [[turned(cell) for cell in row] for row in rows]


def _shift(rng, rows):
    """Push some rows to the right, as a stray blank cell does."""
    wide = [[*row, None, None] for row in rows]
    return [[None] * (by := rng.choice((0, 0, 0, 1, 2))) + row[: len(row) - by] for row in wide]


def _twice(rng, rows):
    return rows + [[None] * len(rows[0])] * rng.randint(0, 2) + rows


CONTENT = (_shuffle_rows, _repeat_rows, _drop_rows, _blank_rows, _columns, _cells, _types, _shift, _twice)


def _count(rows):
    """Return the number of rows down to the last one that holds more than blanks."""
    filled = [r for r, row in enumerate(rows, 1) if any(cell is not None and str(cell).strip() for cell in row)]
    return max(filled, default=0)


def _xlsx(rng, sheets):
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "nan_inf_to_errors": True, "strings_to_urls": False})
    date, wan = book.add_format({"num_format": "yyyy/m/d"}), book.add_format({"num_format": '0.00"万"'})
    for name, rows in sheets:
        sheet = book.add_worksheet(name)
        taken = set()
        for _ in range(rng.choice((0, 0, 2, 6))):
            _merge(rng, sheet, rows, taken)
        for r, row in enumerate(rows):
            for c, cell in enumerate(row):
                if isinstance(cell, dt.date):
                    sheet.write_datetime(r, c, dt.datetime(cell.year, cell.month, cell.day), date)
                elif isinstance(cell, (bool, int, float)):
                    sheet.write(r, c, cell, wan if rng.random() < 0.02 else None)
                elif cell is not None and str(cell).startswith(("=", "#")):
                    sheet.write_formula(r, c, "=1/0", None, "#DIV/0!" if cell.startswith("#") else 2)
                elif cell is not None:
                    sheet.write_string(r, c, cell)
    book.close()
    return buffer.getvalue(), {name: _count(rows) for name, rows in sheets}


def _merge(rng, sheet, rows, taken):
    """Merge a few cells; only the first of them keeps its value, as in a spreadsheet program."""
    if not rows or not rows[0]:
        return
    r, c = rng.randrange(len(rows)), rng.randrange(len(rows[0]))
    last = (min(r + rng.randint(0, 4), len(rows) - 1), min(c + rng.randint(0, 3), len(rows[0]) - 1))
    cells = {(i, j) for i in range(r, last[0] + 1) for j in range(c, last[1] + 1)}
    if len(cells) == 1 or cells & taken:
        return
    taken |= cells
    sheet.merge_range(r, c, *last, "")
    for i, j in cells - {(r, c)}:
        rows[i][j] = None


def _xls(rng, sheets):
    book = xlwt.Workbook(encoding="utf-8")
    date = xlwt.easyxf(num_format_str="yyyy/m/d")
    for name, rows in sheets:
        sheet = book.add_sheet(name)
        for r, row in enumerate(rows):
            for c, cell in enumerate(row[:256]):
                if isinstance(cell, dt.date):
                    sheet.write(r, c, dt.date(cell.year, cell.month, cell.day), date)
                elif cell is not None:
                    sheet.write(r, c, cell)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue(), {name: _count([row[:256] for row in rows]) for name, rows in sheets}


def _delimited(rng, sheets):
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=rng.choice(",\t")).writerows(sheets[0][1])
    encoding = rng.choice(("utf-8", "utf-8-sig", "gb18030", "utf-16"))
    # How many rows a delimited text has depends on its line breaks, so they are not counted here.
    return buffer.getvalue().encode(encoding, "replace"), {}


def _bytes(rng, data):
    return rng.choice((_flip_members, _flip_members, _flip, _cut, _drop_member, _double_member, _tail))(rng, data)


def _flip(rng, data):
    changed = bytearray(data)
    for _ in range(rng.choice((1, 10, 200))):
        if changed:
            changed[rng.randrange(len(changed))] = rng.randrange(256)
    return bytes(changed)


def _cut(rng, data):
    return data[: rng.randrange(len(data) + 1)]


def _tail(rng, data):
    return data + rng.randbytes(rng.choice((1, 50, 5000)))


def _members(data):
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return [(name, archive.read(name)) for name in archive.namelist()]
    except zipfile.BadZipFile:
        return None


def _packed(members):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return buffer.getvalue()


def _flip_members(rng, data):
    """Change bytes inside the archive's parts and pack them again, so that the checksums are right."""
    if (members := _members(data)) is None:
        return _flip(rng, data)
    chosen = rng.randrange(len(members))
    members[chosen] = (members[chosen][0], _flip(rng, members[chosen][1]))
    return _packed(members)


def _drop_member(rng, data):
    if (members := _members(data)) is None:
        return _cut(rng, data)
    members.pop(rng.randrange(len(members)))
    return _packed(members)


def _double_member(rng, data):
    """Give one part of the archive the content of another."""
    if (members := _members(data)) is None:
        return _flip(rng, data)
    one, other = rng.randrange(len(members)), rng.randrange(len(members))
    members[one] = (members[one][0], members[other][1])
    return _packed(members)
