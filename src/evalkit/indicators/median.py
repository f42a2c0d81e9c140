"""Medians of small groups with an interval that assumes no distribution."""

from __future__ import annotations

from math import comb

import pandas as pd

from evalkit.indicators import proportion
from evalkit.indicators import scope as scopes

CONFIDENCE = 0.95


def interval(values: list[float]) -> tuple[float, float]:
    """Return the order-statistic interval of a median, at least 95 %.

    Returns
    -------
    tuple of float
        Missing when fewer than 6 values: then no pair of them reaches 95 %.

    References
    ----------
    Conover (1999), Practical Nonparametric Statistics, section 3.2: the k-th smallest and k-th largest of n values
    cover the median with probability 1 - 2 P(B < k), B binomial(n, 1/2).

    Examples
    --------
    >>> interval([1, 2, 3, 4, 5, 6])
    (1, 6)
    """
    ordered, n = sorted(values), len(values)
    below, k = 0.0, 0
    while below + comb(n, k) / 2**n <= (1 - CONFIDENCE) / 2:
        below += comb(n, k) / 2**n
        k += 1
    return (ordered[k - 1], ordered[n - k]) if k else (float("nan"), float("nan"))


def rows(
    scope: pd.DataFrame,
    events: pd.DataFrame,
    indicator: str,
    unit: str,
    *,
    nothing: str | pd.Series,
    unknown: str = proportion.UNKNOWN,
    group_by: str = "",
) -> pd.DataFrame:
    """Return the median of a number over events, one row for each line of the scope (and group).

    Parameters
    ----------
    events : DataFrame
        village, year, number (missing when it cannot be told), and `group` when `group_by` is given.
    nothing, unknown : str
        Notes in both languages: why there is no event (one for each line of the scope allowed), why some events have no
        number.

    Returns
    -------
    DataFrame
        Result rows; `denominator` counts the events with a number, `n` all of them.
    """
    met = scopes.within(events.assign(number=events["number"].astype("Float64")), scope)
    by = [*scopes.KEYS, "group"] if group_by else scopes.KEYS
    found = [
        {**dict(zip(by, key, strict=True)), **_summary(group["number"], unknown)}
        for key, group in met.groupby(by, sort=False)
    ]
    columns = [*by, "value", "low", "high", "denominator", "n", "note"]
    lines = pd.DataFrame(found, columns=columns)
    if not group_by:
        lines = scope.assign(nothing=nothing).merge(lines, on=scopes.KEYS, how="left")
        lines = lines.fillna({"denominator": 0, "n": 0, "note": lines["nothing"]})
    return scopes.table(lines.assign(group_by=group_by), indicator, unit, uncertainty="super-population")


def _summary(numbers: pd.Series, unknown: str) -> dict[str, object]:
    known = numbers.dropna().astype(float).tolist()
    low, high = interval(known)
    value = float(pd.Series(known, dtype="float64").median())
    note = proportion.left_out(unknown) if len(known) < len(numbers) else ""
    return {"value": value, "low": low, "high": high, "denominator": len(known), "n": len(numbers), "note": note}
