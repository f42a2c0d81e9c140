"""Excel workbooks (.xlsx, .xlsm): calamine for most sheets, openpyxl for those the scan marks as special."""

from __future__ import annotations

import io
import warnings

import numpy as np

from evalkit.intake import preflight
from evalkit.intake.cells import Cells
from evalkit.intake.limits import Limits
from evalkit.intake.refusals import Refused
from evalkit.intake.scan import Scan, scan
from evalkit.intake.sheet import Sheet, clip
from evalkit.intake.units import SCALE
from evalkit.intake.values import Range, blank


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
    fast = _calamine(data) if any(not s.special or b"mergeCell" in parts[s.part] for s in scans) else None
    return [_exact(exact, fast, s, file, limits) if s.special else _fast(fast, s, file, limits) for s in scans]


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
    rows, merged = _rows(book, found)
    cells = Cells.of(rows).cut(limits)
    return _sheet(file, found, cells, merged)


def _rows(book, found: Scan) -> tuple[list[list[object]], list[Range]]:
    """Return what calamine reads of a sheet: its rows and its merged ranges."""
    try:
        sheet = book.get_sheet_by_name(found.name)
        return sheet.to_python(skip_empty_area=False), [(*start, *end) for start, end in sheet.merged_cell_ranges or []]
    except Exception as error:
        raise Refused(f"sheet {found.name}: {preflight.DAMAGED}", got=type(error).__name__) from None


def _sheet(file: str, found: Scan, cells: Cells, merged: list[Range], **more) -> Sheet:
    kept = clip(merged, cells)
    beneath = sum(_differs(cells, *kept[i]) for i in _covering(cells, kept))
    text = f"{beneath} merged cells hide values beneath them that differ from the one shown; unmerge them to look"
    note = "; ".join(filter(None, [_note(found), text if beneath else ""]))
    return Sheet(file, found.name, cells, kept, note=note, **more)


def _covering(cells: Cells, merged: tuple[Range, ...]) -> list[int]:
    """Return which merged ranges cover another filled cell than their first, all at once by a table of running sums."""
    if not merged:
        return []
    filled = cells.codes != 0
    sums = np.zeros((len(cells) + 1, cells.width + 1), dtype=np.int32)
    sums[1:, 1:] = filled.cumsum(axis=0, dtype=np.int32).cumsum(axis=1)
    top, left, bottom, right = np.array(merged).T
    within = sums[bottom + 1, right + 1] - sums[top, right + 1] - sums[bottom + 1, left] + sums[top, left]
    return np.flatnonzero(within > filled[top, left]).tolist()


def _differs(cells: Cells, top: int, left: int, bottom: int, right: int) -> bool:
    codes = cells.codes[top : bottom + 1, left : right + 1]
    others = np.unique(codes[(codes != 0) & (codes != codes[0, 0])])
    return any(not blank(cells.values[code]) for code in others.tolist())


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


def _exact(book, fast, found: Scan, file: str, limits: Limits) -> Sheet:
    from openpyxl.cell.cell import MergedCell

    sheet = book[found.name]
    beneath = _rows(fast, found)[0] if sheet.merged_cells.ranges else []  # openpyxl forgets what merged cells hide
    rows: list[list[object]] = []
    formats: dict[tuple[int, int], str] = {}
    for r, row in enumerate(sheet.iter_rows(min_row=1, min_col=1)):
        under = beneath[r] if r < len(beneath) else []
        hides = {c for c, cell in enumerate(row) if type(cell) is MergedCell and c < len(under)}
        rows.append([under[c] if c in hides else cell.value for c, cell in enumerate(row)])
        formats |= {(r, c): cell.number_format for c, cell in enumerate(row) if SCALE.search(cell.number_format)}
    cells = Cells.of(rows).cut(limits)
    merged = [(m.min_row - 1, m.min_col - 1, m.max_row - 1, m.max_col - 1) for m in sheet.merged_cells.ranges]
    hidden = frozenset(r - 1 for r, size in sheet.row_dimensions.items() if size.hidden and r <= len(cells))
    return _sheet(file, found, cells, merged, formats=formats, hidden_rows=hidden)
