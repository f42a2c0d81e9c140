"""A sheet before it is a file: cells, merged ranges, and where each record went."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Line:
    """One truth line: a record as a cleaner should find it, with its 1-based row (and column for an income value)."""

    table: str
    values: dict[str, object]
    row: int
    col: int | None = None
    fate: str = "kept"


@dataclass
class Planted:
    """One planted bad cell: 1-based row and column, the ledger column and what is wrong with it."""

    row: int
    col: int
    column: str
    what: str


@dataclass
class Grid:
    """One sheet.

    `rows` hold None, text, numbers or dates; `merges` are 0-based (first row, first column, last row, last column).
    """

    sheet: str
    rows: list[list[object]] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    header_rows: set[int] = field(default_factory=set)
    lines: list[Line] = field(default_factory=list)
    planted: list[Planted] = field(default_factory=list)

    def append(self, cells: list[object]) -> int:
        """Append a row and return its 1-based number."""
        self.rows.append(list(cells))
        return len(self.rows)

    def banner(self, text: str, width: int, merged: bool = True) -> int:
        """Append a row of one text across the sheet."""
        number = self.append([text] + [None] * (width - 1))
        if merged and width > 1:
            self.merges.append((number - 1, 0, number - 1, width - 1))
        return number

    def merge_down(self, first: int, last: int, columns: list[int]) -> None:
        """Merge 1-based rows `first`..`last` in these 0-based columns; only the first row keeps its value."""
        if last <= first:
            return
        for column in columns:
            self.merges.append((first - 1, column, last - 1, column))
            for row in range(first, last):
                self.rows[row][column] = None

    @property
    def width(self) -> int:
        """Number of columns."""
        return max((len(row) for row in self.rows), default=0)
