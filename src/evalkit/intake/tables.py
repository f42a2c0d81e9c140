"""Where the tables of a sheet begin: by known column names first, by shape where no name is known."""

from __future__ import annotations

from itertools import islice

import numpy as np

from evalkit.intake.grid import NUMERIC, Grid, is_year
from evalkit.intake.headers import Header, Knows, at

FIRST_ROWS = 60  # a header without known names is looked for this far down
LOOK = 12  # rows below a header that show what its columns hold


def find(grid: Grid, knows: Knows) -> list[Header]:
    """Return the headers of a sheet from top to bottom; repeated headers of a printed layout are among them.

    Parameters
    ----------
    grid : Grid
        The sheet.
    knows : callable
        Whether a flattened header is a known column.
    """
    possible = _possible(grid)
    first = _first_known(grid, knows, possible)
    above = _first_shaped(grid, knows, possible, first.first if first else FIRST_ROWS)
    if above and (first is None or _numbers_below(grid, above)):
        first = above
    if first is None:
        return []
    headers = [first]
    for r in (r for r in range(first.end + 1, grid.height) if possible[r]):
        header = _another(grid, r, headers[-1], knows) if r > headers[-1].end else None
        if header:
            headers.append(header)
    return headers


def _possible(grid: Grid) -> list[bool]:
    """Return which rows could be a header's first: two filled cells or more, and no number except years."""
    numeric = grid.kinds == NUMERIC
    possible = np.count_nonzero(grid.cells.codes, axis=1) >= 2
    rows = np.flatnonzero(possible & numeric.any(axis=1))
    if not len(rows):
        return possible.tolist()
    used, where = np.unique(grid.cells.codes[rows, numeric[rows].argmax(axis=1)], return_inverse=True)
    begins_with_year = np.array([is_year(grid.cells.values[code]) for code in used.tolist()], dtype=bool)[where]
    possible[rows[~begins_with_year]] = False
    for r in rows[begins_with_year].tolist():
        possible[r] = all(is_year(grid.cells.value(r, c)) for c in np.flatnonzero(numeric[r]).tolist())
    return possible.tolist()


def _known(header: Header, share: float = 0.4) -> bool:
    """Return whether enough columns are known: three, or two that are a fair part of all."""
    return header.score >= 2.7 or (header.score >= 1.8 and header.score >= share * header.named)


def _first_known(grid: Grid, knows: Knows, possible: list[bool]) -> Header | None:
    """Return the first header with known columns; a row just below that knows more is the better header."""
    for r in (r for r in range(grid.height) if possible[r]):
        header = at(grid, r, knows)
        if header and _known(header):
            rivals = (at(grid, q, knows) for q in range(r + 1, min(r + 4, grid.height)) if possible[q])
            return max([header, *(rival for rival in rivals if rival)], key=lambda h: h.score)
    return None


def _first_shaped(grid: Grid, knows: Knows, possible: list[bool], end: int) -> Header | None:
    """Return the first header by shape that ends above a row."""
    for r in (r for r in range(min(grid.height, FIRST_ROWS, end)) if possible[r]):
        header = at(grid, r, knows)
        if header and header.end < end and _shaped(grid, header):
            return header
    return None


def _shaped(grid: Grid, header: Header) -> bool:
    """Return whether the rows below fill the columns that a row seems to name."""
    c0, c1 = header.columns
    below = [grid.filled(r) for r in range(header.end + 1, min(header.end + 1 + LOOK, grid.height))]
    below = [row for row in below if row]
    if not below:
        return False
    width = max(len(row) for row in below)
    full = [row for row in below if sum(c0 <= c <= c1 for c in row) >= max(2, 0.25 * header.named)]
    return header.named >= 0.5 * width and bool(full) and len(full) >= 0.5 * min(len(below), 3)


def _another(grid: Grid, r: int, before: Header, knows: Knows) -> Header | None:
    """Return the header that starts in a row below another table, or None."""
    header = at(grid, r, knows)
    if header is None:
        return None
    if header.key == before.key:
        return header
    words = sum(1 for c in grid.filled(r) if not grid.is_number(r, c))
    if words >= 2 and _known(header, share=0.6):
        return header
    c0, c1 = before.columns
    numeric = [c for c in range(c0, c1 + 1) if _mostly_numbers(grid, before.end + 1, r, c)]
    changed = any(grid.is_label(r, c) and not grid.is_number(r, c) for c in numeric)
    apart = r > 0 and len(set(grid.texts(r - 1).values())) <= 1
    return header if apart and changed and _numbers_below(grid, header) and _shaped(grid, header) else None


def _mostly_numbers(grid: Grid, first: int, end: int, c: int) -> bool:
    filled = [r for r in range(first, min(end, first + 200)) if grid.text(r, c)]
    return len(filled) >= 1 and sum(grid.is_number(r, c) for r in filled) >= 0.6 * len(filled)


def _numbers_below(grid: Grid, header: Header) -> bool:
    r = header.end + 1
    columns = range(header.columns[0], header.columns[1] + 1)
    return r < grid.height and any(grid.is_number(r, c) for c in columns)


def bodies(headers: list[Header], height: int) -> list[range]:
    """Return the rows between each header and the next."""
    ends = [header.first for header in headers[1:]] + [height]
    return [range(header.end + 1, end) for header, end in zip(headers, ends, strict=True)]


def extent(grid: Grid, header: Header, body: range) -> tuple[int, int]:
    """Return a table's columns: those named, and unnamed ones beside them that are filled in most rows."""
    c0, c1 = header.columns
    rows = list(islice((r for r in body if grid.filled(r)), LOOK))
    dense = [c for c in range(grid.width) if rows and sum(bool(grid.text(r, c)) for r in rows) > 0.5 * len(rows)]
    while c0 - 1 in dense or (c0 >= 2 and c0 - 2 in dense):
        c0 -= 1
    while c1 + 1 in dense:
        c1 += 1
    return c0, c1


def segments(grid: Grid, header: Header, body: range) -> list[tuple[int, int]]:
    """Return the columns of the tables side by side under one header row, divided by wholly blank columns.

    A part with a single name is text beside the table and left out, unless there is no other.
    """
    c0, c1 = extent(grid, header, body)
    names = dict(zip(range(header.columns[0], header.columns[1] + 1), header.names, strict=True))
    gaps = [c for c in range(c0, c1 + 1) if not names.get(c) and not grid.kinds[body.start : body.stop, c].any()]
    parts, start = [], c0
    for c in [*gaps, c1 + 1]:
        if c > start:
            parts.append((start, c - 1))
        start = c + 1
    several = [part for part in parts if sum(bool(names.get(c)) for c in range(part[0], part[1] + 1)) >= 2]
    return several or [(c0, c1)]
