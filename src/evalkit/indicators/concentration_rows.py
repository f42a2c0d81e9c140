"""Concentration of a ledger's amounts over kinds as result rows, with the lines that could not be counted."""

from __future__ import annotations

import pandas as pd

from evalkit.indicators import concentration, omissions
from evalkit.indicators import scope as scopes
from evalkit.indicators.ledger_totals import FEN, census_rows


def concentrated(
    ledger: pd.DataFrame,
    scope: pd.DataFrame,
    measure: str,
    indicator: str,
    unit: str,
    *,
    table: str,
    kind: str,
    amount: str,
    nothing: str,
) -> pd.DataFrame:
    """Return a measure of concentration of an amount over kinds, for every line of the scope.

    Parameters
    ----------
    ledger : DataFrame
        Clean table named `table`: village, year, kind and amount; a line without either is left out and counted.
    measure : str
        `top_share`, or a measure of `concentration.by_group`.
    kind, amount : str
        Names of the columns.
    nothing : str
        Why there is no figure.

    Returns
    -------
    DataFrame
        Result rows; numerator and denominator are the largest kind's amount and all in yuan, `n` the number of kinds.

    Examples
    --------
    >>> own = pd.DataFrame({"village": "v", "year": 2024, "buyer": ["a", "b"], "amount": [300, 100]})
    >>> words = {"table": "sales", "kind": "buyer", "amount": "amount", "nothing": "none"}
    >>> here = scopes.years("v", [2024])
    >>> concentrated(own, here, "top_share", "buyer_top_share", "share of sales", **words)["value"].item()
    0.75
    """
    rows = concentration.by_group(scopes.within(ledger, scope), scopes.KEYS, kind, amount)
    top, total = rows["top"].astype("float64"), rows["total"].astype("float64")
    rows = rows.assign(top_share=top / total, numerator=top / FEN, denominator=total / FEN, n=rows["kinds"])
    rows = rows.assign(value=rows[measure]).dropna(subset=["value"])
    left = omissions.by_place(ledger, scope, table, [kind, amount])
    return census_rows(rows, scope, indicator, unit, nothing=nothing, left=left, **{table: ledger})
