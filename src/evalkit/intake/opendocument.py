"""OpenDocument spreadsheets (.ods): calamine for the cells, the XML for merged ranges and hidden rows."""

from __future__ import annotations

import io
from xml.etree import ElementTree

from evalkit.intake import preflight
from evalkit.intake.cells import Cells
from evalkit.intake.limits import Limits
from evalkit.intake.refusals import Refused
from evalkit.intake.sheet import Sheet, clip
from evalkit.intake.values import Range

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"


def read(data: bytes, file: str, limits: Limits) -> list[Sheet]:
    """Read the sheets of an .ods.

    Raises
    ------
    Refused
        When the archive is unsafe, damaged or too large.
    """
    from python_calamine import CalamineWorkbook

    parts = preflight.members(data, limits)
    try:
        tables = list(ElementTree.fromstring(parts["content.xml"]).iter(TABLE + "table"))
    except (KeyError, ElementTree.ParseError):
        raise Refused(preflight.DAMAGED) from None
    shapes = [_shape(table, limits) for table in tables]
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        values = [book.get_sheet_by_index(i).to_python(skip_empty_area=False) for i in range(len(tables))]
    except Exception as error:  # calamine's error classes share no base besides Exception
        raise Refused(preflight.DAMAGED, got=type(error).__name__) from None
    sheets = []
    for table, rows, (merged, hidden) in zip(tables, values, shapes, strict=True):
        cells = Cells.of(rows).cut(limits)
        hidden = frozenset(r for r in hidden if r < len(cells))
        sheets.append(Sheet(file, table.get(TABLE + "name", ""), cells, clip(merged, cells), hidden_rows=hidden))
    return sheets


def _shape(table: ElementTree.Element, limits: Limits) -> tuple[list[Range], set[int]]:
    """Return merged ranges and hidden rows; refuse a sheet whose repeated filled cells exceed the limits."""
    merged: list[Range] = []
    hidden: set[int] = set()
    r = filled = 0
    for row in table.iter(TABLE + "table-row"):
        times = int(row.get(TABLE + "number-rows-repeated", "1"))
        c = last = 0
        for cell in row:
            across = int(cell.get(TABLE + "number-columns-repeated", "1"))
            down, right = (int(cell.get(f"{TABLE}number-{side}-spanned", "1")) for side in ("rows", "columns"))
            if down > 1 or right > 1:
                merged.append((r, c, r + down - 1, c + right - 1))
            c += across
            if cell.get(OFFICE + "value-type"):
                last = c
        filled += times * last
        if filled > limits.cells or last > limits.columns:
            text = f"sheet {table.get(TABLE + 'name', '')}: repeated cells make it too large"
            raise Refused(text, f"at most {limits.cells} cells and {limits.columns} columns")
        if row.get(TABLE + "visibility") in ("collapse", "filter") and times < 100_000:
            hidden.update(range(r, r + times))
        r += times
    return merged, hidden
