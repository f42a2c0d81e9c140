"""Tables of an HTML file, which is what many office systems export under an .xls name."""

from __future__ import annotations

import re

from evalkit.intake.cells import Cells
from evalkit.intake.delimited import decode
from evalkit.intake.limits import Limits
from evalkit.intake.refusals import Refused
from evalkit.intake.sheet import Sheet, clip
from evalkit.intake.values import Cell, Range

DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
BREAK = "\u2028"
BLANKS = re.compile(r"[ \t\r\n\f\v\xa0]+")
HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)


def read(data: bytes, file: str, limits: Limits) -> list[Sheet]:
    """Read every innermost table as a sheet named `table1`, `table2`...; cells are text, spans are merged ranges.

    Raises
    ------
    Refused
        When there is no table with a filled cell.
    """
    from lxml import etree, html

    text = DECLARATION.sub("", decode(data))
    try:
        page = html.document_fromstring(text, parser=html.HTMLParser(no_network=True, remove_comments=True))
    except (etree.LxmlError, ValueError):
        raise Refused("this HTML or XML text cannot be read as a table", "an HTML table") from None
    sheets = []
    for table in page.iter("table"):
        if next(table.iterdescendants("table"), None) is not None:
            continue
        cells, merged, hidden = _table(table, limits)
        if cells:
            sheets.append(Sheet(file, f"table{len(sheets) + 1}", cells, clip(merged, cells), hidden_rows=hidden))
    if not sheets:
        raise Refused("this HTML file holds no table (its sheets may lie in a folder beside it)", "an HTML table")
    return sheets


def _table(table, limits: Limits) -> tuple[list[list[Cell]], list[Range], frozenset[int]]:
    rows: list[list[Cell]] = []
    merged: list[Range] = []
    taken: dict[int, set[int]] = {}
    hidden = set()
    lines = list(table.iter("tr"))
    for r, line in enumerate(lines):
        row: list[Cell] = []
        used = taken.pop(r, set())
        column = 0
        for cell in line.iterchildren("td", "th"):
            while column in used:
                column += 1
            down, across = _span(cell, "rowspan", len(lines) - r), _span(cell, "colspan", limits.columns)
            row += [None] * (column - len(row)) + [_text(cell)] + [None] * (across - 1)
            if down > 1 or across > 1:
                merged.append((r, column, r + down - 1, column + across - 1))
            for below in range(r + 1, r + down):
                taken.setdefault(below, set()).update(range(column, column + across))
            column += across
        if HIDDEN.search(line.get("style", "")):
            hidden.add(r)
        rows.append(row)
        if len(rows) * max(len(row), 1) > limits.cells:
            raise Refused("the HTML table is too large", f"at most {limits.cells} cells")
    cells = Cells.of(rows).cut(limits)
    return cells, merged, frozenset(r for r in hidden if r < len(cells))


def _span(cell, name: str, most: int) -> int:
    text = cell.get(name, "1").strip()
    return min(max(int(text), 1), most) if text.isdecimal() else 1


def _text(cell) -> str | None:
    """Return a cell's text: line breaks kept from <br>, other white space as one blank, as a browser shows it."""
    for line_break in cell.iter("br"):
        line_break.tail = BREAK + (line_break.tail or "")
    lines = (BLANKS.sub(" ", part).strip() for part in cell.text_content().split(BREAK))
    return "\n".join(part for part in lines if part) or None
