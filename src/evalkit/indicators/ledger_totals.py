"""Totals and quotients of totals of one ledger as result rows, with the lines that could not be counted."""

from __future__ import annotations

import pandas as pd

from evalkit.indicators import omissions
from evalkit.indicators import scope as scopes

FEN = 100
CENSUS = "none (census)"


def total_rows(
    ledger: pd.DataFrame,
    scope: pd.DataFrame,
    indicator: str,
    unit: str,
    *,
    table: str,
    top: pd.Series,
    bottom: pd.Series | None = None,
    money: tuple[str, ...] = (),
    by: str = "",
    note: str = "",
    nothing: str,
    needs: tuple[str, ...] = (),
) -> pd.DataFrame:
    """Return the total of `top`, or its quotient by the total of `bottom`, for every line of the scope.

    Parameters
    ----------
    ledger : DataFrame
        Clean table named `table`: village, year and, where used, the column `by`.
    top, bottom : Series
        What each line adds, on the index of `ledger`; a line that lacks either is left out of both and counted.
    money : tuple of str
        Which of `numerator`, `denominator` are fen, to be told in yuan.
    by : str
        Column to group by; a line without it is left out and counted.
    note, nothing : str
        What every figure must say; why there is none.
    needs : tuple of str
        Columns of the ledger that `top` and `bottom` are made of, named in the note on the lines left out.

    Returns
    -------
    DataFrame
        Result rows; `n` counts the ledger lines. A denominator that is not above zero gives no figure.

    Examples
    --------
    >>> own = pd.DataFrame({"village": "v", "year": [2024, 2024], "spent": [1, 2], "arrived": [4, 4]})
    >>> parts = {"table": "funds", "top": own["spent"], "bottom": own["arrived"], "nothing": "none"}
    >>> total_rows(own, scopes.years("v", [2024]), "funding_execution", "share", **parts)["value"].item()
    0.375
    """
    groups = [by] if by else []
    own = ledger[["village", "year", *groups]].assign(top=top, bottom=1 if bottom is None else bottom)
    met = scopes.within(own, scope)
    known = met[["top", "bottom", *groups]].notna().all(axis=1)
    sums = met[known].groupby([*scopes.KEYS, *groups], sort=False, observed=True)
    rows = sums.agg(numerator=("top", "sum"), denominator=("bottom", "sum"), n=("top", "size")).reset_index()
    columns = (*needs, *groups) if needs else ()
    left = met[~known].groupby(["village", "period"]).size().to_dict()
    texts = {"left": {place: omissions.left_out(n, table, columns) for place, n in left.items()}, "nothing": nothing}
    rows["note"] = note
    if by:
        rows, scope = rows.assign(group_by=by, group=rows[by].astype("str")), scope.assign(group_by=by)
    if bottom is None:
        rows = rows.assign(value=rows["numerator"].astype("float64")).drop(columns="denominator")
        rows[["value", "numerator"]] /= FEN if money else 1
        return census_rows(rows, scope, indicator, unit, **texts, **{table: ledger})
    return quotient_rows(rows, scope, indicator, unit, money=money, **texts, **{table: ledger})


def quotient_rows(
    totals: pd.DataFrame,
    scope: pd.DataFrame,
    indicator: str,
    unit: str,
    *,
    money: tuple[str, ...] = ("numerator", "denominator"),
    nothing: str,
    left: dict[omissions.Place, str] | None = None,
    **ledgers: pd.DataFrame,
) -> pd.DataFrame:
    """Return the quotient of two totals, one row per line of `totals` whose denominator is above zero.

    Parameters
    ----------
    totals : DataFrame
        The keys of the scope, numerator, denominator and any result columns.
    money : tuple of str
        Which of `numerator`, `denominator` are fen, to be told in yuan.
    nothing : str
        Why a line of the scope has no figure, where its ledger came.
    left : dict, optional
        By village and period, what was left out.
    ledgers : DataFrame
        The ledgers behind the totals by table name.
    """
    rows = totals[totals["denominator"] > 0].astype({"numerator": "float64", "denominator": "float64"})
    rows[list(money)] /= FEN
    rows = rows.assign(value=rows["numerator"] / rows["denominator"])
    return census_rows(rows, scope, indicator, unit, nothing=nothing, left=left, **ledgers)


def census_rows(
    rows: pd.DataFrame,
    scope: pd.DataFrame,
    indicator: str,
    unit: str,
    *,
    nothing: str,
    left: dict[omissions.Place, str] | None = None,
    **ledgers: pd.DataFrame,
) -> pd.DataFrame:
    """Return figures of whole ledgers as result rows, lines of the scope without one with the reason.

    Parameters
    ----------
    rows : DataFrame
        The keys of the scope and any result columns.
    nothing : str
        Why a line of the scope has no figure, where its ledger came.
    left : dict, optional
        By village and period, what was left out: said beside the figures and beside the reasons.
    ledgers : DataFrame
        The ledgers behind the figures by table name.
    """
    left = left or {}
    rows = rows.assign(note=omissions.beside(rows, rows.get("note", ""), left))
    why = pd.Series(omissions.beside(scope, scopes.nothing(scope, nothing, **ledgers), left), scope.index, dtype="str")
    return scopes.with_refusals(rows, scope, indicator, unit, why, uncertainty=CENSUS)
