"""The month, quarter or half-year of a whole sheet, where only its title or a name says it: one file for each month."""

from __future__ import annotations

from evalkit.cleaning.parsers.periods import Period, period, periods_within
from evalkit.cleaning.recognise import Placed
from evalkit.cleaning.said import sources, year_in

YEAR = 12


def of_sheet(placed: Placed) -> Period | None:
    """Return the part of a year that all amounts of a table are for, None when it is not said or is the year.

    Parameters
    ----------
    placed : Placed
        A table of an income ledger.

    Notes
    -----
    A sheet called 5月 says it; else the nearest of title, sheet name and file name that names any time decides: the
    title 2023年农户收入台账 speaks of a year even where the file's name ends in 12月. Two periods in one text decide
    nothing. Columns with periods of their own and household forms are not asked.

    Examples
    --------
    >>> periods_within("2023年5月收入台账")
    [Period(year=2023, month=5, months=1)]
    """
    if placed.layout.far or any(f.period and f.period.months < YEAR for f in placed.fields):
        return None
    own = period(placed.layout.sheet.name)
    if own and own.months < YEAR:
        return own
    for text in sources(placed)[:3]:
        found = periods_within(text)
        if found:
            return found[0] if len(found) == 1 else None
        if year_in(text):
            return None
    return None
