"""The values a cell can have."""

from __future__ import annotations

import datetime as dt
from math import isfinite

Cell = None | str | int | float | dt.date | dt.datetime
Range = tuple[int, int, int, int]

SAME = frozenset({"同上", "〃", "″", "＂", '"', "“", "”"})
EXACT = 2**53  # beyond this a spreadsheet number no longer holds every digit


def plain(value: object) -> Cell:
    """Return a reader's value as a cell: whole numbers as int where exact, midnight as a date, times as text.

    A truth value is the word that the spreadsheet shows, TRUE or FALSE; what is no number (nan, inf) is text.

    Examples
    --------
    >>> plain(32000.0), plain(""), plain(1.3012319900101123e17)
    (32000, None, 1.3012319900101123e+17)
    """
    kind = type(value)
    if kind is str:
        return value or None
    if kind is float:
        if not isfinite(value):
            return str(value)
        return int(value) if value.is_integer() and abs(value) < EXACT else value
    if kind is int:
        return value if abs(value) < EXACT else float(value)
    if kind is dt.datetime:
        return value.date() if value.time() == dt.time() else value
    if value is None or kind is dt.date:
        return value
    return str(value).upper() if kind is bool else str(value)


def blank(value: Cell) -> bool:
    """Return whether a cell holds nothing or only blanks."""
    return value is None or (type(value) is str and not value.strip())


def says_same(value: Cell) -> bool:
    """Return whether a cell says that it holds the same as the one above: 同上, or the mark for it.

    Examples
    --------
    >>> says_same(" 同上"), says_same("〃"), says_same("上")
    (True, True, False)
    """
    return type(value) is str and value.strip() in SAME


def absent(value: Cell) -> bool:
    """Return whether a cell has no value of its own: blank, or same as above."""
    return blank(value) or says_same(value)
