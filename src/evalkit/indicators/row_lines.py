"""Result rows put together line by line, made into one table at the end: a county has thousands of them."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

from evalkit.indicators import result
from evalkit.indicators import scope as scopes


def keys(line: Any) -> dict:
    """Return the keys of one line of a scope."""
    return {"county": line.county, "village": line.village, "year": line.year, "period": line.period}


def figure(
    indicator: str,
    line: Any,
    value: float,
    limits: tuple[float, float],
    counts: tuple[float, float, int],
    *,
    unit: str = "share",
    **columns: str,
) -> dict:
    """Return one figure of one line.

    Parameters
    ----------
    limits : tuple of float
        nan for none; the uncertainty is then left open.
    counts : tuple
        Numerator, denominator and n.
    columns
        Other result columns, such as group_by, group and note.

    Examples
    --------
    >>> from evalkit.indicators import scope
    >>> line = next(scope.years("990101100201", [2024]).itertuples())
    >>> figure("alert_sensitivity", line, 0.5, (0.2, 0.8), (4, 8, 8))["uncertainty"]
    'super-population'
    """
    told = not math.isnan(limits[0])
    numbers = {"value": value, "low": limits[0], "high": limits[1]}
    numbers |= dict(zip(("numerator", "denominator", "n"), counts, strict=True))
    said = {"group_by": "", "group": "", "note": "", "uncertainty": "super-population" if told else ""}
    return {"indicator": indicator, "unit": unit} | keys(line) | numbers | said | columns


def refusal(indicator: str, line: Any, reason: str, *, unit: str = "share", n: int = 0) -> dict:
    """Return the figure that is not given, with its reason."""
    nan = math.nan
    return figure(indicator, line, nan, (nan, nan), (nan, nan, n), unit=unit, note=reason)


def table(lines: list[dict]) -> pd.DataFrame:
    """Return the figures as a result table."""
    if not lines:
        return result.empty()
    frame = pd.DataFrame(lines)
    return scopes.table(frame, frame["indicator"], frame["unit"])
