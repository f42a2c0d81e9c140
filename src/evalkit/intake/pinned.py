"""A sheet read as a person pinned it."""

from __future__ import annotations

from evalkit.codebook import Codebook, bare_form, normal_form
from evalkit.intake import rows, same_as_above
from evalkit.intake.blocks import Block
from evalkit.intake.grid import Grid
from evalkit.intake.layout import Layout
from evalkit.intake.pins import Pin
from evalkit.intake.sheet import Sheet
from evalkit.intake.units import of_header, of_title

STRENGTH = ("data", "subtotal", "header", "note", "title", "blank")  # of two pinned tables in one row, the earlier
EXPECTED = "rows and columns within the sheet"


def layout(sheet: Sheet, pins: list[Pin], book: Codebook) -> Layout:
    """Return the layout of a sheet that one or more pinned tables describe.

    Parameters
    ----------
    sheet : Sheet
        The sheet as read.
    pins : list of Pin
        The pinned tables meant for it.
    book : Codebook
        Where the columns' names are.

    Returns
    -------
    Layout
        With `is_form` and a reason when a pinned row or column lies outside the sheet, since the file has changed.

    Notes
    -----
    Within the pinned rows only words decide: 合计 is a subtotal, 注 a note, every other filled row is data. Blank
    cells are filled from above only in merged ranges and in the columns that `same_as_above` names.
    """
    grid = Grid(sheet)
    for pin in pins:
        if pin.first >= grid.height or max(pin.columns) >= grid.width or (pin.last or 0) >= grid.height:
            fates = ["data" if grid.filled(r) else "blank" for r in range(grid.height)]
            return Layout(sheet, (), fates, is_form=True, reason=f"{pin.where} names cells that the sheet lacks")
    far: dict[int, tuple[int, int] | None] = {}
    given: dict[int, object] = {}
    blocks, several, same = [], [], {}
    for pin in pins:
        own = _fates(grid, pin)
        several.append(own)
        same |= same_as_above.declared(sheet, [r for r, fate in enumerate(own) if fate == "data"], pin.same_as_above)
        blocks.append(_block(grid, pin, own, book, far, given))
    fates = [min((own[r] for own in several), key=STRENGTH.index) for r in range(grid.height)]
    starts = {r for r, fate in enumerate(fates) if fate in ("data", "subtotal")}
    origins = {
        (r, m[1]): m[0]
        for m in sheet.merged
        if m[2] > m[0] and m[0] in starts
        for r in range(m[0] + 1, m[2] + 1)
        if fates[r] == "data"
    }
    return Layout(sheet, tuple(blocks), fates, origins=same | origins, far=far, given=given)


def _fates(grid: Grid, pin: Pin) -> list[str]:
    fates = ["note" if grid.filled(r) else "blank" for r in range(grid.height)]
    columns = min(pin.columns), max(pin.columns)
    fates[: pin.first] = ["title" if fate == "note" else fate for fate in fates[: pin.first]]
    for r in pin.header:
        fates[r] = "header" if grid.filled(r) else "blank"
    end = _end(grid, pin)
    found = rows.classify(grid, columns, range(pin.first, end))
    for r, fate in found.items():
        fates[r] = {"beside": "note", "title": "data"}.get(fate, fate)
    if end < grid.height and grid.filled(end) and pin.last is None:
        words = [normal_form(text) for text in grid.texts(end).values()]
        fates[end] = "subtotal" if rows.is_total(words, len(words), grid.width) else "note"
    return fates


def _end(grid: Grid, pin: Pin) -> int:
    """Return the row below the data: after the last row, or the first one that begins with the stop word."""
    if pin.last is not None:
        return pin.last + 1
    if pin.stop:
        for r in range(pin.first, grid.height):
            filled = grid.filled(r)
            if filled and normal_form(grid.text(r, filled[0])).startswith(normal_form(pin.stop)):
                return r
    return grid.height


def _block(grid: Grid, pin: Pin, fates: list[str], book: Codebook, far: dict, given: dict) -> Block:
    table = book.tables[pin.table]
    names: dict[int, str] = {}
    units = {-1: pin.unit} if pin.unit else {}
    for c, pinned in pin.columns.items():
        names[c] = "/".join(filter(None, (bare_form(table.column(pinned.column).zh), pinned.period)))
        own = [grid.label(r, c) for r in reversed(pin.header)]
        if unit := pinned.unit or next((unit for text in own if (unit := of_header(text))), ""):
            units[c] = unit
    title = "\n".join(" ".join(grid.texts(r).values()) for r in range(pin.first) if fates[r] == "title")
    if stated := of_title(title):
        units.setdefault(-1, stated)
    if any(c >= 0 for c in units):  # the unit that one column names is not that of its neighbours
        own = {c: table.column(pinned.column).unit for c, pinned in pin.columns.items()}
        units = {c: units.get(-1, unit) for c, unit in own.items() if unit} | units
    for name, value in pin.given.items():
        c = grid.width + len(far)
        far[c], given[c], names[c] = None, value, table.column(name).zh
    first, last = min(names), max(names)
    headers = [names.get(c, "") for c in range(first, last + 1)]
    header = (min(pin.header), max(pin.header)) if pin.header else (pin.first - 1, pin.first - 1)
    data = [r for r in range(grid.height) if fates[r] == "data"]
    return Block(title, header, headers, list(headers), units, data, (first, last), pin.table)
