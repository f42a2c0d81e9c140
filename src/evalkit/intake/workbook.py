"""Excel workbooks (.xlsx, .xlsm): calamine for most sheets, openpyxl for those the scan marks as special."""

from __future__ import annotations

import io
import warnings

from evalkit.intake import preflight
from evalkit.intake.limits import Limits
from evalkit.intake.scan import Scan, scan
from evalkit.intake.sheet import Cell, Range, Refused, Sheet, clip, plain, rectangle


def read(data: bytes, file: str, limits: Limits) -> list[Sheet]:
    """Read the worksheets of an .xlsx, hidden ones too.

    Raises
    ------
    Refused
        When the archive is unsafe, damaged or too large.
    """
    parts = preflight.members(data, limits)
    scans = scan(parts, limits)
    if any(s.trimmed is not None for s in scans):
        parts |= {s.part: s.trimmed for s in scans if s.trimmed is not None}
        data = preflight.repack(parts)
    exact = _openpyxl(data) if any(s.special for s in scans) else None
    fast = _calamine(data) if any(not s.special for s in scans) else None
    return [_exact(exact, s, file, limits) if s.special else _fast(fast, s, file, limits) for s in scans]


def _note(found: Scan) -> str:
    notes = ["hidden sheet"] if found.hidden else []
    if found.trimmed is not None:
        notes.append("blank cells far beyond the content were left out")
    if found.uncalculated:
        notes.append(f"{found.uncalculated} formula cells have no stored result; open and save it in Excel or WPS")
    return "; ".join(notes)


def _calamine(data: bytes):
    from python_calamine import CalamineWorkbook

    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(data))
    except Exception as error:  # calamine's error classes share no base besides Exception
        raise Refused(preflight.DAMAGED, got=type(error).__name__) from None


def _fast(book, found: Scan, file: str, limits: Limits) -> Sheet:
    try:
        sheet = book.get_sheet_by_name(found.name)
        rows = sheet.to_python(skip_empty_area=False)
    except Exception as error:
        raise Refused(f"sheet {found.name}: {preflight.DAMAGED}", got=type(error).__name__) from None
    cells = rectangle([[plain(value) for value in row] for row in rows], limits)
    merged: list[Range] = [(*start, *end) for start, end in sheet.merged_cell_ranges or []]
    return Sheet(file, found.name, cells, clip(merged, cells), note=_note(found))


def _openpyxl(data: bytes):
    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    except MemoryError:
        raise
    except Exception as error:  # openpyxl lets KeyError, ValueError, ParseError and others through
        raise Refused(preflight.DAMAGED, got=type(error).__name__) from None


def _exact(book, found: Scan, file: str, limits: Limits) -> Sheet:
    sheet = book[found.name]
    rows: list[list[Cell]] = []
    formats: dict[tuple[int, int], str] = {}
    for r, row in enumerate(sheet.iter_rows(min_row=1, min_col=1)):
        rows.append([plain(cell.value) for cell in row])
        formats |= {(r, c): cell.number_format for c, cell in enumerate(row) if "万" in cell.number_format}
    cells = rectangle(rows, limits)
    merged = [(m.min_row - 1, m.min_col - 1, m.max_row - 1, m.max_col - 1) for m in sheet.merged_cells.ranges]
    hidden = frozenset(r - 1 for r, size in sheet.row_dimensions.items() if size.hidden and r <= len(cells))
    return Sheet(file, found.name, cells, clip(merged, cells), formats, hidden, note=_note(found))
