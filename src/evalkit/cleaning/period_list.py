"""The periods that one ledger speaks of, each under a number: a line of income then holds a number, not a period."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from evalkit.cleaning.parsers.periods import KINDS, Period

WHOLE_YEAR = Period(None, 1, 12)


class Periods:
    """Different periods in the order they were first met; number 0 is the whole year, -1 no period.

    Examples
    --------
    >>> periods = Periods()
    >>> periods.number(None), periods.number(Period(2023, 5, 1)), periods.number(WHOLE_YEAR)
    (-1, 1, 0)
    """

    def __init__(self) -> None:
        self._numbers: dict[Period, int] = {WHOLE_YEAR: 0}

    def number(self, period: Period | None) -> int:
        """Return the number of a period, a new one when it was not met before."""
        return -1 if period is None else self._numbers.setdefault(period, len(self._numbers))

    def __iter__(self) -> Iterator[Period]:
        return iter(self._numbers)

    def of(self, numbers: np.ndarray, row_year: np.ndarray) -> pd.DataFrame:
        """Return year, month, months and kind of periods given by number.

        Parameters
        ----------
        numbers : ndarray of int
            Numbers from 0 on.
        row_year : ndarray of int
            The year of each one's row, 0 where it has none; it holds where the period names no year.
        """
        month, months, year = np.array([(p.month, p.months, p.year or 0) for p in self], dtype=np.int32).T
        kinds = pd.Categorical([p.kind for p in self], categories=[*KINDS.values(), "span"])
        own = year[numbers]
        return pd.DataFrame(
            {
                "year": np.where(own == 0, row_year, own).astype(np.int32),
                "month": month.astype(np.int8)[numbers],
                "months": months.astype(np.int8)[numbers],
                "kind": kinds[numbers],
            }
        )
