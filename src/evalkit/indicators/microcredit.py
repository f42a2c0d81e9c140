"""Micro-credit of households: how much of the cap is used, and how many loans are overdue."""

from __future__ import annotations

import pandas as pd

from evalkit.indicators import notes
from evalkit.indicators.ledger_totals import total_rows

NO_LOAN = notes.both("该年没有写明所需数字的贷款", "no loan with the needed values in this year")


def microcredit_to_cap(microcredit: pd.DataFrame, scope: pd.DataFrame, *, cap_fen: int) -> pd.DataFrame:
    """Return the mean loan over the largest loan that the policy allows to a household.

    Parameters
    ----------
    microcredit : DataFrame
        Clean table, one line per loan or a total with its `households_count`.
    cap_fen : int
        From the policy file, key `microcredit_cap`, in fen.

    Examples
    --------
    >>> from evalkit.indicators import scope
    >>> own = pd.DataFrame({"village": "v", "year": [2024], "amount": [2_500_000], "households_count": [1]})
    >>> microcredit_to_cap(own, scope.years("v", [2024]), cap_fen=5_000_000)["value"].item()
    0.5
    """
    allowed = microcredit["households_count"].fillna(1) * cap_fen
    parts = {"top": microcredit["amount"], "bottom": allowed, "money": ("numerator", "denominator")}
    texts = {"nothing": NO_LOAN, "needs": ("amount",)}
    return total_rows(
        microcredit, scope, "microcredit_to_cap", "share of the cap", table="microcredit", **parts, **texts
    )


def microcredit_overdue(microcredit: pd.DataFrame, scope: pd.DataFrame) -> pd.DataFrame:
    """Return the share of the loans of the year that are overdue; a line that does not say so is left out."""
    late = microcredit["overdue"].astype("Int64")
    parts = {"top": late, "bottom": pd.Series(1, index=microcredit.index), "nothing": NO_LOAN}
    name, unit, needs = "microcredit_overdue", "share of loans", ("overdue",)
    return total_rows(microcredit, scope, name, unit, table="microcredit", needs=needs, **parts)
