"""What a linked household has of the village's projects."""

from __future__ import annotations

import pandas as pd

from evalkit.indicators import notes
from evalkit.indicators.ledger_totals import total_rows

NOTHING = notes.both("该年没有写明所需数字和带动户数的项目", "no project with the value and its linked households")
TWICE = notes.both("同一户联结多个项目时重复计数", "a household linked to two projects counts twice")


def scale_per_household(industry: pd.DataFrame, scope: pd.DataFrame) -> pd.DataFrame:
    """Return the output in yuan per linked household, over projects that state both."""
    return _per_household(industry, scope, "scale_per_household", "output")


def dividend_per_household(industry: pd.DataFrame, scope: pd.DataFrame) -> pd.DataFrame:
    """Return the yuan paid out per linked household, over projects that state both.

    Examples
    --------
    >>> from evalkit.indicators import scope
    >>> own = pd.DataFrame({"village": "v", "year": [2024], "dividend": [10_000], "households_linked": [4]})
    >>> dividend_per_household(own, scope.years("v", [2024]))["value"].item()
    25.0
    """
    return _per_household(industry, scope, "dividend_per_household", "dividend")


def _per_household(industry: pd.DataFrame, scope: pd.DataFrame, indicator: str, amount: str) -> pd.DataFrame:
    parts = {"top": industry[amount], "bottom": industry["households_linked"], "money": ("numerator",)}
    texts = {"note": TWICE, "nothing": NOTHING, "needs": (amount, "households_linked")}
    return total_rows(industry, scope, indicator, "yuan per household", table="industry", **parts, **texts)
