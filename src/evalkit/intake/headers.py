"""Header rows: where they are, how deep, and the one name of each column."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from evalkit.codebook import normal_form
from evalkit.intake import depth, unit_rows, units
from evalkit.intake.grid import LABEL_LENGTH, Grid, names_column

LEVELS = re.compile(r"/(?![^(（]*[)）])")
Knows = Callable[[str], bool]


@dataclass(frozen=True)
class Header:
    """The header of a table.

    Parameters
    ----------
    first, last : int
        Its rows, counted from 0, ends included; unit and number rows below it are not counted.
    columns : tuple of int
        First and last column.
    names, own : tuple of str
        Per column: all levels joined by `/`, and the last level alone.
    units : dict of int -> str
        Column -> unit.
    under : dict of int -> str
        Rows just below that belong to the header: row -> `unit` or `header`.
    score : float
        How many columns the codebook knows (0.9 where only the last level is known, 0.8 where only a group is).
    """

    first: int
    last: int
    columns: tuple[int, int]
    names: tuple[str, ...]
    own: tuple[str, ...]
    units: dict[int, str] = field(default_factory=dict)
    under: dict[int, str] = field(default_factory=dict)
    score: float = 0.0

    @property
    def end(self) -> int:
        """Return the last row that belongs to the header."""
        return max([self.last, *self.under])

    @property
    def key(self) -> tuple[str, ...]:
        """Return the names in normal form, to recognise a repeated header."""
        return tuple(normal_form(name) for name in self.names)

    @property
    def named(self) -> int:
        """Return the number of columns with a name."""
        return sum(1 for name in self.names if name)


def levels_of(header: str) -> list[str]:
    """Return the levels of a flattened header; a slash in brackets (元/月) divides none.

    Examples
    --------
    >>> levels_of("工资性收入/1月（元/月）")
    ['工资性收入', '1月（元/月）']
    """
    return [level for level in LEVELS.split(header) if level]


def remembered(knows: Knows) -> Knows:
    """Return `knows` with its answers kept, since the same few texts are asked about again and again."""
    answers: dict[str, bool] = {}

    def known(text: str) -> bool:
        if text not in answers:
            answers[text] = bool(text) and bool(knows(text))
        return answers[text]

    return known


def at(grid: Grid, r: int, knows: Knows) -> Header | None:
    """Return the best header that starts in a row, or None when the row cannot be a header's first."""
    labels = _labels(grid, r)
    if len({grid.spanned(r, c) or (r, c) for c in labels}) < 2 or _continued(grid, r, labels):
        return None
    certain, possible = depth.depths(grid, r)
    options = [_read(grid, r, last, knows) for last in dict.fromkeys((certain, *possible))]
    return max(options, key=lambda header: header.score)


def _labels(grid: Grid, r: int) -> list[int]:
    """Return the columns of a row that could name columns; none when the row holds numbers or remarks with colons."""
    filled = grid.texts(r)
    labels = [c for c in filled if grid.is_label(r, c)]
    others = [c for c in filled if c not in labels]
    if any(grid.is_number(r, c) for c in others):
        return []
    years = [int(filled[c]) for c in labels if grid.is_number(r, c)]
    if years not in (sorted(set(years)), sorted(set(years), reverse=True)):
        return []
    beside = [c for c in others if len(filled[c]) > LABEL_LENGTH]
    return labels if len(others) - len(beside) <= len(labels) // 4 and len(beside) <= max(1, len(labels) // 4) else []


def _continued(grid: Grid, r: int, labels: list[int]) -> bool:
    """Return whether a merged cell from a row above reaches into this row, between or next to its labels."""
    first, last = labels[0] - 1, labels[-1] + 1
    if any(grid.reached(r, c) for c in range(first, last + 1)):
        return True
    return any(m[0] < r and first <= m[3] and m[1] <= last for m in grid.ranges.get(r, ()))


def _read(grid: Grid, first: int, last: int, knows: Knows) -> Header:
    columns = _columns(grid, first, last)
    levels = [_level(grid, r, last, columns) for r in range(first, last + 1)]
    parts = [_distinct([level[i] for level in levels]) for i in range(columns[1] - columns[0] + 1)]
    names, own = tuple("/".join(p) for p in parts), tuple(p[-1] if p else "" for p in parts)
    found = {columns[0] + i: unit for i, levels in enumerate(parts) if (unit := _unit(levels))}
    under = unit_rows.below(grid, last, columns, found)
    score = sum(_known(name, levels, knows) for name, levels in zip(names, parts, strict=True) if name)
    return Header(first, last, columns, names, own, found, under, score)


def _unit(levels: list[str]) -> str:
    """Return the unit nearest to the data: that of the last level, else of a group above."""
    return next((unit for level in reversed(levels) if (unit := units.of_header(level))), "")


def _known(name: str, levels: list[str], knows: Knows) -> float:
    """Return how well a column is known: as a whole, by its last level, or by a group above it (as months are)."""
    if knows(name):
        return 1.0
    return 0.9 if knows(levels[-1]) else 0.8 * any(map(knows, levels))


def _columns(grid: Grid, first: int, last: int) -> tuple[int, int]:
    rows, every = range(first, last + 1), range(grid.width)
    named = [c for c in every if any(names_column(grid.label(r, c)) for r in rows)]
    return min(named), max(named)


def _level(grid: Grid, r: int, last: int, columns: tuple[int, int]) -> list[str]:
    """Return the labels of one header row, group names carried right over the columns they stand above."""
    row: list[str] = []
    group = ""
    for c in range(columns[0], columns[1] + 1):
        text, below = grid.label(r, c), any(grid.text(q, c) for q in range(r + 1, last + 1))
        if text:
            group = text if below else ""
        elif not below:
            group = ""
        row.append(text or group)
    return row


def _distinct(parts: list[str]) -> list[str]:
    kept: list[str] = []
    for part in parts:
        if part and (not kept or normal_form(kept[-1]) != normal_form(part)):
            kept.append(part)
    return kept
