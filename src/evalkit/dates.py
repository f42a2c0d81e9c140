"""Dates as ledgers give them: ISO text with the precision that was written, never more."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable

import pandas as pd

from evalkit.errors import EvalkitError, Problem

_ISO = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d{2}))?)?")


def year_of(dates: pd.Series) -> pd.Series:
    """Return the year of each date.

    Parameters
    ----------
    dates : Series of str
        `2023-05-14`, `2023-05` or `2023`; missing allowed.

    Returns
    -------
    Series of Int32
        Missing where the date is missing.

    Examples
    --------
    >>> year_of(pd.Series(["2023-05", None])).tolist()
    [2023, <NA>]
    """
    return _by_distinct(dates, lambda year, month, day: year)


def month_index(dates: pd.Series) -> pd.Series:
    """Return each date's month as a running number, so that two of them can be subtracted.

    Parameters
    ----------
    dates : Series of str
        `2023-05-14`, `2023-05` or `2023`; missing allowed.

    Returns
    -------
    Series of Int32
        Months since year 0 (January of year 0 is 0); missing where the ledger gave only a year.

    Examples
    --------
    >>> month_index(pd.Series(["2023-05-14", "2023-05", "2023"])).tolist()
    [24280, 24280, <NA>]
    """
    return _by_distinct(dates, lambda year, month, day: None if month is None else year * 12 + month - 1)


def month_bounds(dates: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Return the earliest and the latest month each date can mean, as running numbers.

    Notes
    -----
    They differ only where the ledger gave a year alone: then January and December of it.

    Examples
    --------
    >>> first, last = month_bounds(pd.Series(["2023"]))
    >>> int(last.item() - first.item())
    11
    """
    first = _by_distinct(dates, lambda year, month, day: year * 12 + (month or 1) - 1)
    last = _by_distinct(dates, lambda year, month, day: year * 12 + (month or 12) - 1)
    return first, last


def months_between(earlier: pd.Series, later: pd.Series) -> pd.Series:
    """Return whole calendar months from one date to another; negative when `later` is before `earlier`.

    Returns
    -------
    Series of Int32
        Missing where either date lacks its month.

    Examples
    --------
    >>> months_between(pd.Series(["2023-11-30"]), pd.Series(["2024-02"])).tolist()
    [3]
    """
    return month_index(later) - month_index(earlier)


def days_between(earlier: pd.Series, later: pd.Series) -> pd.Series:
    """Return days from one date to another; negative when `later` is before `earlier`.

    Returns
    -------
    Series of Int32
        Missing where either date lacks its day.

    Examples
    --------
    >>> days_between(pd.Series(["2024-02-28"]), pd.Series(["2024-03-01"])).tolist()
    [2]
    """
    return _by_distinct(later, _day_number) - _by_distinct(earlier, _day_number)


def _day_number(year: int, month: int | None, day: int | None) -> int | None:
    return None if day is None else datetime.date(year, month, day).toordinal()


def _by_distinct(dates: pd.Series, number: Callable[[int, int | None, int | None], int | None]) -> pd.Series:
    codes, distinct = pd.factorize(dates)
    read = [_read(text) for text in distinct]
    if wrong := sum(parts is None for parts in read):
        where = f"date column {dates.name}" if dates.name else "date column"
        raise EvalkitError(Problem(where, "not an ISO date", "2023-05-14, 2023-05 or 2023", f"{wrong} other wordings"))
    numbers = pd.array([number(*parts) for parts in read] + [None], dtype="Int32")
    return pd.Series(numbers.take(codes), index=dates.index, name=dates.name)


def _read(text: object) -> tuple[int, int | None, int | None] | None:
    found = _ISO.fullmatch(str(text))
    if not found:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        datetime.date(year, month or 1, day or 1)
    except ValueError:
        return None
    return year, month, day
