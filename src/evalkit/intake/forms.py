"""Forms (label and value cells, as in 一户一档) told from tables, which they can look like."""

from __future__ import annotations

import re

from evalkit.intake.grid import Grid
from evalkit.intake.headers import Header, Knows

MERGED_ROWS = 3
MERGED_SHARE = 0.3
SAMPLE = 300
PERIOD = re.compile(
    r"\d|季度|半年|全年|[一二三四五六七八九十]月"
)  # a value in many tables, though a column's name in others
KNOWN_SHARE = 0.7
ONCE = 0.8


def why(grid: Grid, headers: list[Header], fates: list[str], knows: Knows) -> str:
    """Return why a sheet is a form rather than a table, or nothing.

    Notes
    -----
    A table's data rows have no cells merged across columns: three or more rows that have, making up three tenths of
    the rows, make a form. Nor are its values column names, each standing once: a header that is known in part only,
    with names of columns in half of the rows below it, is the first line of a form.
    """
    data = [r for r, fate in enumerate(fates) if fate == "data"][:SAMPLE]
    across = [r for r in data if grid.across(r)]
    if len(across) >= MERGED_ROWS and len(across) >= MERGED_SHARE * len(data):
        return f"a form, not a table: {len(across)} of {len(data)} rows have cells merged across columns"
    best = max(headers, key=lambda header: header.score)
    if best.score > KNOWN_SHARE * best.named:
        return ""
    labels = {r: found for r in data if (found := _labels(grid, r, knows))}
    every = [text for found in labels.values() for text in found]
    alternating = 2 if best.score >= 1.8 else 1
    rows = [r for r, found in labels.items() if len(found) >= alternating]
    if len(rows) >= 2 and 2 * len(rows) >= len(data) and len(set(every)) >= ONCE * len(every):
        return f"a form, not a table: {len(rows)} of {len(data)} rows hold names of columns beside their values"
    return ""


def _labels(grid: Grid, r: int, knows: Knows) -> list[str]:
    texts = [text for c, text in grid.texts(r).items() if not grid.is_number(r, c) and not PERIOD.search(text)]
    return [text for text in texts if knows(text)]
