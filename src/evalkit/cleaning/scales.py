"""Amounts ten thousand times off: against a household's own other periods, and against its village. Only ever flagged.

A slip of 元 and 万元 that no stated total proves (see `slips`) still shows: the amount lies four powers of ten from its
like. That is a reason to ask, not to change anything.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from evalkit.cleaning.gather import Ledger
from evalkit.cleaning.issues import Issues
from evalkit.cleaning.numbering import joined

SLIP, AROUND, ROUNDING = 4, 0.7, 1e-9  # powers of ten
NORMAL = 1.4826  # median deviation to standard deviation, where amounts spread like a bell
CLEAR = 5
PERIODS, AMOUNTS, HOUSEHOLDS = 4, 5, 5  # fewer say too little


def ten_thousandfold(amounts: pd.Series, groups: Sequence[pd.Series], fewest: int) -> np.ndarray:
    """Return which amounts are about ten thousand times the middle of their group, or a ten-thousandth of it.

    Parameters
    ----------
    amounts : Series of float
        Amounts above zero; others are passed over.
    groups : sequence of Series
        What tells the groups apart.
    fewest : int
        Amounts a group must have.

    Notes
    -----
    On logarithms, with the median and the median deviation, which a few wrong amounts cannot move: an amount is named
    when it is 2,000 to 50,000 times off the median, and at least five times as far from it as the group spreads. A
    group that is half in 元 and half in 万元 has its median between both, and nothing is said.

    Examples
    --------
    >>> wages = pd.Series([3000.0, 3100.0, 0.3, 2900.0, 3000.0])
    >>> ten_thousandfold(wages, [pd.Series(["a"] * 5)], 4).tolist()
    [False, False, True, False, False]
    """
    logs = np.log10(amounts.where(amounts > 0).astype("float64"))
    keys = list(groups)
    asked = np.array(logs.groupby(keys, sort=False).transform("count") >= fewest, dtype=bool)
    by = logs[asked].groupby([key[asked] for key in keys], sort=False)
    # Medians are slow, and in a group whose amounts lie near each other none can be far from its middle.
    asked[asked] = by.transform("max") - by.transform("min") >= SLIP - AROUND - ROUNDING
    logs, keys = logs[asked], [key[asked] for key in keys]
    off = (logs - logs.groupby(keys, sort=False).transform("median")).abs()
    spread = NORMAL * off.groupby(keys, sort=False).transform("median")
    asked[asked] = off.between(SLIP - AROUND, SLIP + AROUND) & (off >= CLEAR * spread)
    return asked


def check_incomes(lines: pd.DataFrame, found) -> None:
    """Name the amounts unlike the household's other periods of an item, else unlike the item in the village.

    Parameters
    ----------
    lines : DataFrame
        The counted amounts: village and household (numbers, see `income_lines.homes`), item, months, amount (fen).
    found : Found
        Where they are noted.

    Notes
    -----
    Amounts are compared by month, over all years at hand. A village is asked only where at least five households have
    the item.
    """
    monthly = lines["amount"].astype("float64") / lines["months"].astype("float64")
    own, village = (
        ten_thousandfold(
            monthly, [pd.Series(joined(lines[place].to_numpy(), lines["item"].cat.codes.to_numpy()))], fewest
        )
        for place, fewest in (("household", PERIODS), ("village", AMOUNTS))
    )
    village &= ~own
    if village.any():
        homes = lines.groupby(["village", "item"], sort=False)["household"].transform("nunique").to_numpy()
        village &= homes >= HOUSEHOLDS
    found.add("unit_unlike_own", lines[own])
    found.add("unit_unlike_village", lines[village])


def check_amounts(ledger: Ledger, issues: Issues) -> None:
    """Name the amounts of a ledger that are unlike the same column's others in the village."""
    for column in ledger.table.columns:
        if column.type != "money" or column.name not in ledger.rows or column.role == "derived":
            continue
        amounts = ledger.rows[column.name].astype("float64").where(ledger.kept)
        named = ten_thousandfold(amounts, [ledger.rows["village"]], AMOUNTS)
        issues.rows(ledger, np.flatnonzero(named), "unit_unlike_village", column.name)
