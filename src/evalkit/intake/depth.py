"""How many rows a header has: what merged cells prove, and what rows without them look like."""

from __future__ import annotations

from evalkit.codebook import normal_form
from evalkit.intake import units
from evalkit.intake.grid import Grid

DEPTH = 3


def depths(grid: Grid, r: int) -> tuple[int, list[int]]:
    """Return the last header row that merged cells prove, and others that the look of the rows allows."""
    certain = last = r
    possible = []
    while last + 1 < min(grid.height, r + DEPTH) and (proof := _continues(grid, r, last + 1)):
        last += 1
        if proof == "merged":
            certain = last
        else:
            possible.append(last)
    return certain, [row for row in possible if row > certain]


def _continues(grid: Grid, first: int, r: int) -> str:
    """Return how a row shows that it continues the header above: `merged`, `look`, or nothing."""
    filled = grid.texts(r)
    above = {c: grid.text(r - 1, c) for c in range(grid.width) if grid.text(r - 1, c)}
    grouped = grid.across(r - 1)
    small = {c for c in filled if any(m[1] <= c <= m[3] for m in grouped)}
    if not all(grid.is_label(r, c) or c in small for c in filled):
        return ""
    if any(units.of_cell(text) for text in filled.values()) and all(units.of_cell(t) for t in filled.values()):
        return ""
    if _repeats(above, filled):
        return "merged"
    down = [m for m in grid.ranges.get(r, ()) if first <= m[0] < r and m[2] < first + DEPTH]
    if down and filled:
        return "merged"
    if any(sum(m[1] <= c <= m[3] for c in filled) >= 2 for m in grouped):
        return "merged" if all(c in small or c not in above for c in filled) else "look"
    return "look" if _complements(above, filled) else ""


def _repeats(above: dict[int, str], below: dict[int, str]) -> bool:
    """Return whether group names are written out over each of their columns, as some exports do."""
    runs = {c for c in above if above.get(c + 1) == above[c] or above.get(c - 1) == above[c]}
    named = [below[c] for c in sorted(runs) if c in below]
    others = all(c in runs or normal_form(text) == normal_form(above.get(c, "")) for c, text in below.items())
    return bool(runs) and others and len(named) == len(runs) and len(set(named)) > 1


def _complements(above: dict[int, str], below: dict[int, str]) -> bool:
    """Return whether two rows without merged cells read as group names and the names under them."""
    if not below or len(above) < 0.3 * len(below):
        return False
    groups = [c for c in above if c in below and c + 1 not in above and c + 1 in below]
    members: set[int] = set()
    for start in groups:
        c = start
        while c in below and (c == start or c not in above):
            members.add(c)
            c += 1
    return bool(groups) and set(below) <= members
