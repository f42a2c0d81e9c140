"""Whom project money reached: yuan per household that rose above the line, and whether poorer villages got more."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from evalkit.indicators import annual, funding, notes, poverty_line, result
from evalkit.indicators.benefit_concentration import concentration_index
from evalkit.indicators.household_income import KEYS, PLACE_YEAR

LIFTED, ORDER = "funding_per_household_lifted", "funding_progressivity"
FEWEST = 5
NOT_AN_EFFECT = notes.both(
    "两个合计之比，不是资金的效果：农户升到线上有许多原因",
    "a quotient of two totals, not an effect of the money: households rise above the line for many reasons",
)
NOBODY = notes.both(
    "没有上年在监测线以下、本年不在线下的农户", "no household below the line the year before and not below it now"
)
NO_PAIR = notes.both(
    "没有两年收入都满一年、人口数和监测线都已知的农户",
    "no household whose income, size and line are known in both years",
)


def funding_per_household_lifted(
    funds: pd.DataFrame, earned: pd.DataFrame, scope: pd.DataFrame, *, params: Path | None = None
) -> pd.DataFrame:
    """Return the yuan spent in the year per household below the monitoring line the year before and not below it now.

    Parameters
    ----------
    funds : DataFrame
        Clean table, amounts in fen.
    earned : DataFrame
        As from `household_income.household_years`, of the year and the one before.
    scope : DataFrame
        Villages and years to report on.
    params : Path, optional
        Folder of the policy values.

    Returns
    -------
    DataFrame
        Result rows; numerator yuan spent, denominator households that rose above the line, n households compared. The
        note counts those that fell below it.

    Notes
    -----
    A quotient of two totals, not an effect. Each year is held against its own line; a household exactly at the line is
    not below it. A project may serve later years, and households may be counted that no project touched.
    """
    spent = funding.funding_amount(funds, scope, "spent")
    crossed = _crossings(earned, scope, params)
    rows = spent.drop(columns=["n", "denominator"]).merge(crossed, on=["village", "year"], how="left")
    known = rows["value"].notna()
    reason = rows["n"].notna().map({True: NOBODY, False: NO_PAIR})
    rows["denominator"] = rows["rose"].astype("float64").where(known)
    rows["value"] = rows["numerator"] / rows["denominator"].where(rows["denominator"] > 0)
    told = rows["value"].notna()
    words = [NOT_AN_EFFECT if has else "" for has in told]
    words = [notes.joined(pair) for pair in zip(words, reason.where(known & ~told, ""), strict=True)]
    fell = [_fell(n) for n in rows["fell"].where(told, 0)]
    rows["note"] = [notes.joined(parts) for parts in zip(rows["note"], words, fell, strict=True)]
    rows = rows.fillna({"n": 0}).assign(indicator=LIFTED, unit="yuan per household")
    rows["uncertainty"] = rows["uncertainty"].where(told, "")
    return result.validate(rows[result.COLUMNS])


def funding_progressivity(
    funds: pd.DataFrame, earned: pd.DataFrame, scope: pd.DataFrame, *, stage: str = "spent"
) -> pd.DataFrame:
    """Return the concentration index of money per head over a county's villages, from the poorest to the richest.

    Parameters
    ----------
    funds : DataFrame
        Clean table of the county's villages, amounts in fen.
    earned : DataFrame
        As from `household_income.household_years`.
    scope : DataFrame
        Counties and years, as from `scope.county_years`.
    stage : {"spent", "arrived", "planned", "needed"}
        Which amount.

    Returns
    -------
    DataFrame
        Result rows, unit `index (-1 to 1)`; below zero when poorer villages got more per head; n villages. Refused
        under five villages.

    Notes
    -----
    Villages weigh by the persons of the households with a full year of income and a known size, whose income per head
    ranks them. A village without a line of funds in the year is not known to have got nothing: it is left out, and so
    is one whose amounts are not all known; both are counted.

    References
    ----------
    Kakwani, Wagstaff and van Doorslaer (1997), Journal of Econometrics 77.
    """
    heads = annual.usable(earned).groupby(PLACE_YEAR)[["net", "members"]].sum().reset_index()
    paid = funds.groupby(["village", "year"])[stage]
    money = paid.sum().where(paid.count() == paid.size()).rename("money").reset_index()
    met = heads.merge(money, on=["village", "year"], how="left")
    return result.concat([_order(met[(met["county"] == one.county) & (met["year"] == one.year)], one)
                          for one in scope.itertuples()])  # fmt: skip


def _order(villages: pd.DataFrame, line: Any) -> pd.DataFrame:
    keys = {"unit": "index (-1 to 1)", "county": line.county, "year": int(line.year), "period": line.period}
    own = villages.dropna(subset=["money"])
    left = len(villages) - len(own)
    without = notes.both(f"{left}个村没有完整的资金数，未计入", f"{left} villages without complete funds left out")
    if len(own) < FEWEST:
        few = notes.both(
            f"收入和资金都已知的村不足{FEWEST}个", f"fewer than {FEWEST} villages with both incomes and funds known"
        )
        return result.refusal(ORDER, reason=few, n=len(own), **keys)
    people = own["members"].to_numpy(dtype=float)
    head, money = (own[name].to_numpy(dtype=float) / people for name in ("net", "money"))
    value = concentration_index(head, money, people).value
    if np.isnan(value):
        return result.refusal(ORDER, reason=funding.NOTHING, n=len(own), **keys)
    return result.row(ORDER, value=value, n=len(own), uncertainty=annual.CENSUS, note=without if left else "", **keys)


def _crossings(earned: pd.DataFrame, scope: pd.DataFrame, params: Path | None) -> pd.DataFrame:
    """Households compared in each village and year (n), and how many rose above the line and fell below it."""
    before = scope.assign(year=scope["year"] - 1)
    met, _ = poverty_line.beside_line(earned, pd.concat([scope, before], ignore_index=True), params)
    below = met[KEYS].assign(below=met["net"] < met["least"])
    both = below.merge(below.assign(year=below["year"] + 1), on=KEYS, suffixes=("", "_before"))
    both = both.assign(rose=both["below_before"] & ~both["below"], fell=both["below"] & ~both["below_before"])
    return (
        both.groupby(["village", "year"])
        .agg(n=("rose", "size"), rose=("rose", "sum"), fell=("fell", "sum"))
        .reset_index()
    )


def _fell(number: float) -> str:
    zh, en = f"同期{number:.0f}户落到线下", f"{number:.0f} households fell below the line meanwhile"
    return notes.both(zh, en) if number > 0 else ""
