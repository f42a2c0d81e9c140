"""Shares of things that are either so or not: the count, the interval, and what was left out."""

from __future__ import annotations

import numpy as np
import pandas as pd

from evalkit.indicators import notes
from evalkit.indicators import scope as scopes

Z_95 = 1.959963984540054
SMALL = 10
SMALL_NOTE = notes.both("数量少，仅供参考", "small number, read with care")
UNKNOWN = notes.both("未知", "unknown")


def wilson(successes: np.ndarray | float, total: np.ndarray | float) -> tuple[np.ndarray, np.ndarray]:
    """Return the 95 % Wilson score interval of a share.

    Parameters
    ----------
    successes, total : array or number
        How many of how many.

    Returns
    -------
    tuple of arrays
        Lower and upper limit, 0..1; missing where the total is zero.

    References
    ----------
    Newcombe (1998), Statistics in Medicine 17, method 3.

    Examples
    --------
    >>> low, high = wilson(81, 263)
    >>> round(float(low), 4), round(float(high), 4)
    (0.2553, 0.3662)
    """
    total = np.asarray(total, dtype=float)
    known = np.where(total > 0, total, np.nan)
    share = np.asarray(successes, dtype=float) / known
    centre = (share + Z_95**2 / (2 * known)) / (1 + Z_95**2 / known)
    half = Z_95 * np.sqrt(share * (1 - share) / known + Z_95**2 / (4 * known**2)) / (1 + Z_95**2 / known)
    return np.clip(centre - half, 0, 1), np.clip(centre + half, 0, 1)


def rows(
    scope: pd.DataFrame,
    events: pd.DataFrame,
    indicator: str,
    *,
    nothing: str | pd.Series,
    unknown: str = UNKNOWN,
    caveat: str = "",
    group_by: str = "",
    unit: str = "share",
) -> pd.DataFrame:
    """Return the share of events that are so, one row for each line of the scope (and group).

    Parameters
    ----------
    scope : DataFrame
        Lines to report on.
    events : DataFrame
        village, year, `yes` (True, False or missing when it cannot be told), and `group` when `group_by` is given.
    indicator : str
        Name as declared.
    nothing, unknown, caveat : str
        Notes in both languages: why there is no event at all (one for each line of the scope allowed), why some events
        cannot be told, what every row must say.
    unit : str
        `share` where the events are households or persons; for others say of what, such as `share of projects`.

    Returns
    -------
    DataFrame
        Result rows with a Wilson interval: the village is seen as one draw from many like it.
        `denominator` counts the events that can be told, `n` all of them: their difference was left out.
    """
    met = scopes.within(events.assign(yes=events["yes"].astype("boolean")), scope)
    by = [*scopes.KEYS, "group"] if group_by else scopes.KEYS
    counts = met.groupby(by, sort=False, observed=True)["yes"].agg(numerator="sum", denominator="count", total="size")
    lines = (
        counts.reset_index()
        if group_by
        else scope.assign(nothing=nothing).merge(counts.reset_index(), on=scopes.KEYS, how="left")
    )
    lines = lines.fillna({"numerator": 0, "denominator": 0, "total": 0})
    lines[["numerator", "denominator", "total"]] = lines[["numerator", "denominator", "total"]].astype("int64")
    lines["low"], lines["high"] = wilson(lines["numerator"], lines["denominator"])
    lines["value"] = lines["numerator"] / lines["denominator"].where(lines["denominator"] > 0)
    lines["note"] = [_note(line, unknown, caveat) for line in lines.itertuples()]
    lines = lines.assign(n=lines["total"], group_by=group_by)
    return scopes.table(lines, indicator, unit, uncertainty="binomial (super-population)")


def left_out(unknown: str) -> str:
    """Return the note that some events were left out, and why; how many is `n` less `denominator`."""
    zh, _, en = unknown.partition(" / ")
    return notes.both(f"部分未计入（n减分母）：{zh}", f"some left out (n less denominator): {en}")


def _note(line: tuple, unknown: str, caveat: str) -> str:
    if line.total == 0:
        return line.nothing
    missing = left_out(unknown) if line.total > line.denominator else ""
    small = SMALL_NOTE if 0 < line.denominator < SMALL else ""
    return notes.joined([missing, small, caveat])
