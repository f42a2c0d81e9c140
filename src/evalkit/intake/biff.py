"""Old .xls workbooks, with xlrd (which reads the Chinese headers that faster readers garble)."""

from __future__ import annotations

import io

from evalkit.intake.cells import Cells
from evalkit.intake.limits import Limits
from evalkit.intake.preflight import DAMAGED
from evalkit.intake.refusals import Refused
from evalkit.intake.sheet import Sheet, clip
from evalkit.intake.units import SCALE
from evalkit.intake.values import Cell, plain


def read(data: bytes, file: str, limits: Limits) -> list[Sheet]:
    """Read the sheets of an .xls, hidden ones too.

    Raises
    ------
    Refused
        When the workbook is protected by a password or damaged.
    """
    book, formatted = _open(data)
    return [_sheet(book, sheet, file, formatted, limits) for sheet in book.sheets()]


def _open(data: bytes):
    """Return the workbook and whether its formats (merged ranges, hidden rows) could be read."""
    import xlrd

    for formatted in (True, False):
        try:
            settings = {"formatting_info": formatted, "ragged_rows": True, "logfile": io.StringIO()}
            return xlrd.open_workbook(file_contents=data, **settings), formatted
        except MemoryError:
            raise
        except Exception as error:  # a damaged file makes xlrd raise almost anything
            if "encrypted" in str(error).lower():
                text = "the workbook is protected by a password; remove the password and save it again"
                raise Refused(text) from None
            name = type(error).__name__
    raise Refused(DAMAGED, got=name)


def _sheet(book, sheet, file: str, formatted: bool, limits: Limits) -> Sheet:
    cells = Cells.of([[_value(book, cell) for cell in sheet.row(r)] for r in range(sheet.nrows)]).cut(limits)
    if not formatted:
        return Sheet(file, sheet.name, cells, note="merged cells could not be read")
    merged = [(r0, c0, r1 - 1, c1 - 1) for r0, r1, c0, c1 in sheet.merged_cells]
    hidden = frozenset(r for r, info in sheet.rowinfo_map.items() if info.hidden and r < len(cells))
    note = "hidden sheet" if sheet.visibility else ""
    return Sheet(file, sheet.name, cells, clip(merged, cells), _wan_formats(book, sheet), hidden, note=note)


def _value(book, cell) -> Cell:
    import xlrd

    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            return plain(xlrd.xldate.xldate_as_datetime(cell.value, book.datemode))
        except (ValueError, OverflowError):
            return plain(cell.value)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return xlrd.error_text_from_code.get(cell.value, "#ERROR")
    return plain(cell.value)


def _wan_formats(book, sheet) -> dict[tuple[int, int], str]:
    formats = {i: book.format_map[xf.format_key].format_str for i, xf in enumerate(book.xf_list)}
    wan = {i: text for i, text in formats.items() if SCALE.search(text)}
    if not wan:
        return {}
    return {
        (r, c): wan[sheet.cell_xf_index(r, c)]
        for r in range(sheet.nrows)
        for c in range(sheet.row_len(r))
        if sheet.cell_xf_index(r, c) in wan
    }
