"""Tables put together: a header, its body, and what each row in it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from evalkit.codebook import normal_form
from evalkit.intake import rows, subtotals, tables, units
from evalkit.intake.grid import NUMERIC, Grid
from evalkit.intake.headers import Header

ORDER = ("data", "subtotal", "note", "title", "beside", "blank")  # of two fates side by side, the earlier wins


@dataclass(frozen=True)
class Block:
    """One table of a sheet. Rows and columns are counted from 0.

    Parameters
    ----------
    title : str
        All text above the table, one line per row; the table above's when it has none of its own.
    header_rows : tuple of int
        First and last header row.
    headers, own_headers : list of str
        One per column from `columns[0]` on: all levels joined by `/`, and the last level alone; "" where unnamed.
    units : dict of int -> str
        Sheet column -> unit; key -1 holds the unit stated for the whole table.
    rows : list of int
        Data rows.
    columns : tuple of int
        First and last column, ends included.
    table : str
        The ledger, where a form or a pinned layout settles it.
    said : str
        Words of the sheet's or file's name that are a household number, lest they be read as a year.
    """

    title: str
    header_rows: tuple[int, int]
    headers: list[str]
    own_headers: list[str]
    units: dict[int, str]
    rows: list[int]
    columns: tuple[int, int]
    table: str = ""
    said: str = ""

    def header(self, c: int) -> str:
        """Return the flattened header of a sheet column."""
        return self.headers[c - self.columns[0]]


@dataclass(frozen=True)
class Part:
    """One table under one header row, before repeated headers are joined.

    Parameters
    ----------
    header : Header
        The header; None for rows of numbers that stand above every header.
    columns : tuple of int
        First and last column.
    body : range
        Rows from below the header to the next header.
    fates : dict of int -> str
        Row -> fate within these columns; `beside` where only other columns are filled.
    """

    header: Header | None
    columns: tuple[int, int]
    body: range
    fates: dict[int, str]

    def named(self, texts: tuple[str, ...]) -> list[str]:
        """Return header texts for this part's columns."""
        c0, c1 = self.columns
        if self.header is None:
            return [""] * (c1 - c0 + 1)
        first = self.header.columns[0]
        known = dict(zip(range(first, first + len(texts)), texts, strict=True))
        return [known.get(c, "") for c in range(c0, c1 + 1)]


def read(grid: Grid, headers: list[Header]) -> list[Part]:
    """Return the parts of a sheet from top to bottom."""
    top = range(headers[0].first)
    numbers = (grid.kinds[: top.stop] == NUMERIC).sum(axis=1)
    loose = {r: "data" for r in top if numbers[r] >= 2}
    parts = [Part(None, (0, grid.width - 1), top, loose)] if loose else []
    for i, (header, body) in enumerate(zip(headers, tables.bodies(headers, grid.height), strict=True)):
        end = _titles_above(grid, body) if i + 1 < len(headers) else body.stop
        for columns in tables.segments(grid, header, range(body.start, end)):
            parts.append(_part(grid, header, columns, range(body.start, end)))
    return parts


def _part(grid: Grid, header: Header, columns: tuple[int, int], body: range) -> Part:
    part = Part(header, columns, body, rows.classify(grid, columns, body))
    data = [r for r, fate in part.fates.items() if fate == "data"]
    for r in subtotals.by_sums(grid, columns, part.named(header.names), data):
        part.fates[r] = "subtotal"
    return part


def fates(grid: Grid, parts: list[Part]) -> list[str]:
    """Return one fate per sheet row; rows above and between tables are titles."""
    found = ["title" if filled else "blank" for filled in grid.kinds.any(axis=1).tolist()]
    seen: dict[int, set[str]] = {}
    for part in parts:
        for r, fate in part.fates.items():
            seen.setdefault(r, set()).add(fate)
        if part.header:
            for r in range(part.header.first, part.header.last + 1):
                found[r] = "header" if grid.filled(r) else "blank"
            for r, fate in part.header.under.items():
                found[r] = fate
    for r, several in seen.items():
        fate = min(several, key=ORDER.index)
        found[r] = "note" if fate == "beside" else fate
    return found


def _titles_above(grid: Grid, body: range) -> int:
    """Return the first of the title rows that stand just above the next header."""
    r = body.stop
    while r - 1 >= body.start and _is_title(grid, r - 1):
        r -= 1
    return r


def _is_title(grid: Grid, r: int) -> bool:
    texts = [normal_form(grid.text(r, c)) for c in grid.filled(r)]
    if not texts:
        return True
    sparse = len(set(texts)) <= 3 and len(texts) <= max(1, grid.width // 3)
    if not sparse or any(grid.is_number(r, c) for c in grid.filled(r)):
        return False
    return not rows.NOTE.match(texts[0]) and not rows.is_total(texts, len(texts), grid.width)


def build(grid: Grid, parts: list[Part]) -> list[Block]:
    """Return the blocks of a sheet; a header that only repeats, as on the next printed page, continues its block."""
    blocks: list[Block] = []
    title, above, before = "", 0, None
    for part in parts:
        first = part.header.first if part.header else 0
        if part.header and part.header is not before:
            own = _text(grid, range(above, first))
            continues = bool(blocks) and (not own or _plain(own) == _plain(title))
            title = own or title
            above, before = part.body.stop, part.header
        data = [r for r, fate in part.fates.items() if fate == "data"]
        same = _same(blocks, part) if part.header and continues else None
        if same:
            same.rows.extend(data)
        else:
            blocks.append(_block(grid, part, title, data))
    return blocks


def _same(blocks: list[Block], part: Part) -> Block | None:
    """Return the block whose names and columns a repeated header has."""
    names = part.named(part.header.key)
    for block in reversed(blocks):
        if block.columns == part.columns and [normal_form(name) for name in block.headers] == names:
            return block if block.header_rows[0] != part.header.first else None
    return None


def _plain(title: str) -> str:
    tight = normal_form(title)
    for word in ("(续)", "(续表)", "续表", "(接上页)"):
        tight = tight.replace(word, "")
    return tight


def _block(grid: Grid, part: Part, title: str, data: list[int]) -> Block:
    header = part.header
    if header is None:
        names = part.named(())
        return Block("", (part.body.start, part.body.start - 1), names, list(names), {}, data, part.columns)
    found = {c: unit for c, unit in header.units.items() if part.columns[0] <= c <= part.columns[1]}
    notes = _text(grid, (r for r, fate in part.fates.items() if fate == "note"))
    if stated := units.of_title(title) or units.of_title(notes):
        found[-1] = stated
    names, own = part.named(header.names), part.named(header.own)
    return Block(title, (header.first, header.last), names, own, found, data, part.columns)


def _text(grid: Grid, which: Iterable[int]) -> str:
    lines = (" ".join(dict.fromkeys(grid.texts(r).values())) for r in which)
    return "\n".join(line for line in lines if line)
