"""Income per head of the last twelve months, month by month or quarter by quarter, and its growth on a year before."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from evalkit.indicators import annual, income_series, notes, result
from evalkit.indicators import scope as scopes
from evalkit.indicators.household_income import OFFICIAL

YEAR = 12  # months
PARTS = ["numerator", "denominator", "twelfths"]  # of a single period
LEVEL, GROWTH = "income_rolling_year", "income_rolling_growth"
BY_YEAR = notes.both(
    "收入只按年可知，没有滚动十二个月的数", "income is known by year only, so no window of twelve months rolls"
)
SHORT = notes.both("没有连续十二个月的收入", "no twelve months in a row are known")
FIRST = notes.both("一年前的同一窗口不全或收入不大于零", "the window of a year before is not whole or not above zero")


def income_rolling_year(
    income: pd.DataFrame, earned: pd.DataFrame, scope: pd.DataFrame, *, include: Sequence[str] = OFFICIAL
) -> pd.DataFrame:
    """Return net income per head of the twelve months that end in each month or quarter of a span, and its growth.

    Parameters
    ----------
    income, earned : DataFrame
        As for `income_series.income_by_period`.
    scope : DataFrame
        Spans to report on, from `indicators.scope.span`.
    include : sequence of str
        Sources and items that count as income, the same as given to `household_years`.

    Returns
    -------
    DataFrame
        Result rows of `income_rolling_year`, in yuan per person and year, and of `income_rolling_growth`, unit `ratio`
        (numerator and denominator are the two windows). The period is that in which the window ends.

    Notes
    -----
    Every month is divided by the persons of its own year, then added. A window with a gap gives no figure, so the
    first eleven months of a span have none. Seasons cannot move it, since each window holds every month once.

    Examples
    --------
    >>> from evalkit.indicators import household_income
    >>> own = {"county": "990101", "village": "990101100201", "year": 2024, "household": "a", "household_size": 1}
    >>> wage = {"item": "wage", "source": "wage", "period_kind": "month", "months": 1, "covered": 4095}
    >>> ledger = pd.DataFrame([own | wage | {"month": month, "amount": 10_000} for month in range(1, 13)])
    >>> earned = household_income.household_years(ledger)
    >>> rows = income_rolling_year(ledger, earned, scopes.span("990101100201", 2024, 2024))
    >>> rows[["period", "value"]].dropna().values.tolist()
    [['2024-12', 1200.0]]
    """
    ready, refused = scopes.split(scope, income_series.reasons(scope, earned))
    series = income_series.series(income, earned, ready, include=include)
    lines = [_windows(own) for _, own in series.groupby(income_series.LINE, sort=False)]
    table = pd.concat(lines, ignore_index=True) if lines else series.assign(before=float("nan")).drop(columns=PARTS)
    tables = [
        scopes.refusals(refused, name, unit, refused["note"]) for name, unit in ((LEVEL, "yuan"), (GROWTH, "ratio"))
    ]
    growth = table[table["before"] > 0].rename(columns={"value": "numerator", "before": "denominator"})
    growth = growth.assign(value=growth["numerator"] / growth["denominator"] - 1)
    for name, unit, rows, why in (
        (LEVEL, "yuan", table.drop(columns="before"), SHORT),
        (GROWTH, "ratio", growth, FIRST),
    ):
        tables += [
            scopes.table(rows, name, unit, uncertainty=annual.CENSUS),
            _lacking(ready, series, rows, name, unit, why),
        ]
    return result.concat(tables)


def _windows(own: pd.DataFrame) -> pd.DataFrame:
    """Return the whole windows of one span with the same window a year before; none where income is known by year."""
    grain = int(own["grain"].iloc[0])
    many = YEAR // grain
    by_number = own.set_index("number").sort_index()
    every = by_number["value"].reindex(range(by_number.index.min(), by_number.index.max() + 1))
    sums = every.rolling(many).sum() if grain < YEAR else every * float("nan")
    told = by_number.assign(value=sums, before=sums.shift(many)).dropna(subset=["value"])
    return told.reset_index().drop(columns=PARTS)


def _lacking(
    scope: pd.DataFrame, series: pd.DataFrame, rows: pd.DataFrame, name: str, unit: str, why: str
) -> pd.DataFrame:
    """Return a row with the reason for each span that has no window."""
    spans = list(zip(scope["village"], scope["since"], scope["year"], strict=True))
    reached = set(zip(*(rows[key] for key in income_series.LINE), strict=True))
    by_year = set(zip(*(series.loc[series["grain"] == YEAR, key] for key in income_series.LINE), strict=True))
    absent = pd.Series([span not in reached for span in spans], index=scope.index, dtype="bool")
    reasons = pd.Series([BY_YEAR if span in by_year else why for span in spans], index=scope.index, dtype="str")
    return scopes.refusals(scope[absent], name, unit, reasons[absent])
