"""Tables inside a household form: its members, its incomes item by item, the help it received."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from evalkit.codebook import Column
from evalkit.intake.form_cells import Form

# Which ledger, a column that must be named, and how many must be known. Members come first: they are in every form.
KINDS = (("members", ("name", "person"), 3), ("income", ("item",), 2), ("assistance", ("programme",), 2))
AMOUNTS = ("amount", "date")
SHARE = 0.6


@dataclass(frozen=True)
class Part:
    """A table inside a form; rows and columns counted from 0.

    Parameters
    ----------
    table : str
        The ledger it belongs to.
    first, last : int
        Its header rows, ends included.
    headers : dict of int -> str
        Column -> name, all levels joined by `/`.
    own : dict of int -> str
        Column -> name of the last level.
    columns : dict of int -> Column
        The columns known.
    rows : list of int
        Its data rows.
    unused : list of int
        Printed lines that nobody filled in.
    """

    table: str
    first: int
    last: int
    headers: dict[int, str]
    own: dict[int, str]
    columns: dict[int, Column]
    rows: list[int]
    unused: list[int]

    @property
    def all_rows(self) -> set[int]:
        """Return every row that belongs to it."""
        return {*range(self.first, self.last + 1), *self.rows, *self.unused}


def find(form: Form) -> list[Part]:
    """Return the tables inside a form from top to bottom."""
    parts, r = [], 0
    while r < form.grid.height:
        part = _at(form, r)
        if part:
            parts.append(part)
            r = max(part.all_rows)
        r += 1
    return parts


def _at(form: Form, r: int) -> Part | None:
    found = _kind(form, r)
    return _part(form, *found[:2], r, found[2]) if found else None


def _kind(form: Form, r: int) -> tuple[str, tuple[str, ...], dict[int, Column]] | None:
    """Return the ledger that a row could be the header of, the columns its rows must fill, and those known."""
    texts = form.grid.texts(r)
    if len(texts) < 2 or any(form.grid.is_number(r, c) for c in texts):
        return None
    for table, keys, fewest in KINDS:
        columns = _known(form, table, texts)
        names = {column.name for column in columns.values()}
        if len(columns) < fewest or not names & set(keys):
            continue
        if table != "members" and not names & set(AMOUNTS):
            continue
        first = min(columns)
        if len(columns) >= SHARE * sum(c >= first for c in texts):
            return table, keys, columns
    return None


def _known(form: Form, table: str, texts: dict[int, str]) -> dict[int, Column]:
    found = {c: form.words.column(table, text, text) for c, text in texts.items()}
    return {c: k.column for c, k in found.items() if k and k.column and k.column.role != "place"}


def _part(form: Form, table: str, keys: tuple[str, ...], r: int, columns: dict[int, Column]) -> Part:
    last = Counter(form.box(r, c)[2] for c in columns).most_common(1)[0][0]
    levels = {c: _levels(form, r, last, c) for c in range(form.grid.width)}
    headers = {c: "/".join(texts) for c, texts in levels.items() if texts}
    own = {c: levels[c][-1] for c in headers}
    for c in headers:
        if c not in columns and (known := form.words.column(table, headers[c], own[c])) and known.column:
            columns[c] = known.column
    rows, unused = _body(form, [c for c, column in columns.items() if column.name in keys], last, headers, columns)
    return Part(table, r, last, headers, own, columns, rows, unused)


def _levels(form: Form, first: int, last: int, c: int) -> list[str]:
    """Return a column's header texts; a label merged down beside the whole table names no column."""
    boxes = dict.fromkeys(form.box(r, c) for r in range(first, last + 1))
    texts = [form.grid.text(*box[:2]) for box in boxes if first <= box[0] and box[2] <= last]
    return [text for text in dict.fromkeys(texts) if text]


def _body(form: Form, keys: list[int], last: int, headers: dict, columns: dict) -> tuple[list[int], list[int]]:
    rows, unused = [], []
    for r in range(last + 1, form.grid.height):
        filled = [c for c in form.grid.filled(r) if c in headers]
        if any(_is_label(form, r, c, columns) for c in form.grid.filled(r)) or _kind(form, r):
            break
        if any(form.state((r, c)) == "value" for c in keys):
            rows.append(r)
        elif all(form.state((r, c)) == "blank" or headers[c] == "序号" for c in filled):
            unused.append(r)
        else:
            break
    while unused and rows and unused[-1] > rows[-1] and not form.grid.filled(unused[-1]):
        unused.pop()
    return rows, unused


def _is_label(form: Form, r: int, c: int, columns: dict[int, Column]) -> bool:
    """Return whether a cell is a label of the form; the word 户主 under 与户主关系 is a value."""
    if c in columns and columns[c].type in ("code", "codes"):
        return False
    return (r, c) in form.cells
