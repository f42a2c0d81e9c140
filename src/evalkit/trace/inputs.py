"""From one figure to the rows and columns it was computed from, as the catalogue declares them."""

from __future__ import annotations

from pathlib import Path

from evalkit import catalogue
from evalkit.trace import figures, narrow, parameters, sheet_rows, values
from evalkit.trace.ledgers import Ledgers
from evalkit.trace.line import Line

SIDES = {
    "_fates": sheet_rows.fates,
    "_problems": sheet_rows.problems,
    "_checks": sheet_rows.checks,
    "_review": sheet_rows.review,
}
GROUPED = {"problem": "_problems"}  # a figure of this group rests on one of its side tables only


def lines(name: str, *, village: str, year: int, period: str, groups: dict[str, str], ledgers: Ledgers) -> list[Line]:
    """Return the values that a figure was computed from.

    Parameters
    ----------
    name : str
        Indicator.
    village, year, period : str, int, str
        Of the figure.
    groups : dict
        Keys and values of its group; none for the whole village.
    ledgers : Ledgers
        Clean tables and side tables.

    Returns
    -------
    list of Line
        Ledger by ledger in the order of the catalogue, row by row.
    """
    found: list[Line] = []
    first, last = figures.span(period, year)
    for need in catalogue.inputs(name).needs:
        if need.table in SIDES:
            if all(GROUPED.get(key, need.table) == need.table for key in groups):
                looked_at = years(need.window, first, last)
                found += SIDES[need.table](ledgers, village, looked_at[-1], looked_at[0], groups)
            continue
        place = village[:6] if need.window.startswith("county") else village
        rows = ledgers.rows(need.table, place)
        rows = rows[rows["year"].isin(years(need.window, first, last))]
        table = ledgers.book.tables[need.table]
        rows = narrow.narrowed(table, rows, groups, period)
        found += values.lines(rows, table, need.columns, ledgers.heads(table.name))
    return found


def declared(
    name: str, *, village: str, year: int, period: str, groups: dict[str, str], params: Path | None = None
) -> list[tuple]:
    """Return the values of params/ that a figure was computed with, in the fields of `evidence.COLUMNS`."""
    first, last = figures.span(period, year)
    own = catalogue.inputs(name, params)
    # Lines and prices are held against incomes, and no further from the figure's years than a year.
    windows = (catalogue.WINDOWS[need.window] for need in own.needs if need.table == "income")
    before, after = next(windows, (0, 0))
    looked_at = range(first - min(before, 1), last + min(after, 1) + 1)
    return [line for key in own.params for line in parameters.lines(key, village, looked_at, groups, params)]


def years(window: str, first: int, last: int) -> range:
    """Return the years of a window around a figure's own.

    Examples
    --------
    >>> years("previous year", 2024, 2024)
    range(2023, 2025)
    """
    before, after = catalogue.WINDOWS[window]
    return range(first - before, last + after + 1)
