"""Income per head month by month, quarter by quarter or year by year, whichever the ledgers know."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from evalkit.indicators import annual, notes
from evalkit.indicators import scope as scopes
from evalkit.indicators.household_income import COST, KEYS, OFFICIAL, PLACE_YEAR, included

GRAINS = {1: "month", 3: "quarter", 12: "year"}
BY_ZH = {1: "按月", 3: "按季", 12: "按年"}
SHORTEST = {1: 36, 3: 12, 12: 8}
COARSE = 0.1
LINE = ["village", "since", "last_year"]


def income_by_period(
    income: pd.DataFrame,
    earned: pd.DataFrame,
    scope: pd.DataFrame,
    *,
    include: Sequence[str] = OFFICIAL,
    coarse: float = COARSE,
) -> pd.DataFrame:
    """Return net income per head in each month, quarter or year of a span.

    Parameters
    ----------
    income : DataFrame
        Clean table `income`; amounts in fen.
    earned : DataFrame
        As from `household_income.household_years`: which household-years count, and their members.
    scope : DataFrame
        Spans to report on, from `indicators.scope.span`.
    include : sequence of str
        Sources and items that count as income, the same as given to `household_years`.
    coarse : float
        Largest share of a year's gross amounts that may be known for longer periods only and is spread evenly.

    Returns
    -------
    DataFrame
        Result rows in yuan per person in the period; the period reads `2024-03`, `2024-Q1` or `2024`; n households.

    Notes
    -----
    Months or quarters are taken, whichever more years are known by (months when equal). Years known only for longer
    periods are left out and named, unless what remains is too short for a trend: then all years are given by year. A
    month without an amount is a month without income, since only households with twelve covered months are counted.
    """
    ready, refused = scopes.split(scope, reasons(scope, earned))
    table = series(income, earned, ready, include=include, coarse=coarse)
    rows = scopes.table(table, "income_by_period", "yuan", uncertainty=annual.CENSUS)
    refusals = scopes.refusals(refused, "income_by_period", "yuan", refused["note"])
    return pd.concat([rows, refusals], ignore_index=True)


def reasons(scope: pd.DataFrame, earned: pd.DataFrame) -> pd.Series:
    """Return for each span why there is no series, empty when there is one."""
    found = scopes.missing_ledger(scope, income=earned)
    full = scopes.within(annual.usable(earned), scope)
    known = set(zip(full["village"], full["period"], strict=True))
    bare = [(line.village, line.period) not in known for line in scope.itertuples()]
    return found.mask(pd.Series(bare, index=scope.index, dtype=bool) & (found == ""), annual.NO_HOUSEHOLD)


def series(
    income: pd.DataFrame,
    earned: pd.DataFrame,
    scope: pd.DataFrame,
    *,
    include: Sequence[str] = OFFICIAL,
    coarse: float = COARSE,
) -> pd.DataFrame:
    """Return one row per span and period, as `income_by_period` describes them.

    Returns
    -------
    DataFrame
        county, village, since, last_year (of the span), year, period, number (running number of the period), grain
        (months in it), value (yuan per person), numerator, denominator, n and note.
    """
    full = annual.usable(earned)
    people = full.groupby(PLACE_YEAR)["members"].agg(denominator="sum", n="size").reset_index()
    counted = income[included(income, include)].merge(full[KEYS], on=KEYS)
    met = scopes.within(counted, scope).rename(columns={"year": "last_year", "event_year": "year"})
    met = met.assign(amount=met["amount"].astype("int64")).merge(_grains(met, coarse), on=[*LINE, "year"])
    monthly = _by_month(met)
    monthly["number"] = (monthly["year"] * 12 + monthly["at"]) // monthly["grain"]
    keys = ["county", *LINE, "year", "grain", "note", "number"]
    totals = monthly.groupby(keys, sort=True)["twelfths"].sum().reset_index().merge(people, on=PLACE_YEAR)
    totals["numerator"] = totals["twelfths"] / (12.0 * annual.FEN)
    totals["value"] = totals["numerator"] / totals["denominator"].astype("float64")
    totals["period"] = [_label(*parts) for parts in zip(totals["year"], totals["number"], totals["grain"], strict=True)]
    return totals


def _grains(met: pd.DataFrame, coarse: float) -> pd.DataFrame:
    """The years of each span that are used, with the months in a period and a note on what was spread or left out."""
    size = met["amount"].abs()
    parts = met[[*LINE, "year"]].assign(all=size)
    for months in (1, 3):
        parts[months] = size.where(met["months"] > months, 0)
    years = parts.groupby([*LINE, "year"], sort=True).sum().reset_index()
    lines = []
    for _, own in years.groupby(LINE, sort=False):
        grain = _grain(own, coarse)
        fine = own[own[grain] <= coarse * own["all"]] if grain < 12 else own
        spread = fine[grain].sum() / max(fine["all"].sum(), 1) if grain < 12 else 0
        lost = [str(year) for year in own["year"] if year not in set(fine["year"])]
        lines.append(fine[[*LINE, "year"]].assign(grain=grain, note=_note(grain, spread, lost)))
    columns = [*LINE, "year", "grain", "note"]
    return pd.concat(lines, ignore_index=True) if lines else pd.DataFrame(columns=columns).astype({"village": "str"})


def _grain(years: pd.DataFrame, coarse: float) -> int:
    known = {months: int((years[months] <= coarse * years["all"]).sum()) for months in (1, 3)}
    best = 1 if known[1] >= known[3] else 3
    return best if known[best] == len(years) or known[best] * 12 // best >= SHORTEST[best] else 12


def _by_month(met: pd.DataFrame) -> pd.DataFrame:
    # A twelfth of a fen keeps the spreading of quarters and years in whole numbers.
    repeat = met["months"].to_numpy()
    sign = np.where(met["source"] == COST, -1, 1)
    spread = met.loc[met.index.repeat(repeat)].reset_index(drop=True)
    offset = np.arange(len(spread)) - np.repeat(repeat.cumsum() - repeat, repeat)
    twelfths = np.repeat(met["amount"].to_numpy() * sign * (12 // repeat), repeat)
    return spread.assign(at=spread["month"].to_numpy() - 1 + offset, twelfths=twelfths)


def _note(grain: int, spread: float, lost: list[str]) -> str:
    parts = [notes.both(BY_ZH[grain], f"by {GRAINS[grain]}")]
    if spread > 0:
        zh, en = f"{spread:.1%}的金额按更长时期平均分摊", f"{spread:.1%} of amounts spread evenly over longer periods"
        parts.append(notes.both(zh, en))
    if lost:
        zh, en = (
            f"{'、'.join(lost)}年只有更长时期的数，未计入",
            f"{', '.join(lost)} known for longer periods only, left out",
        )
        parts.append(notes.both(zh, en))
    return notes.joined(parts)


def _label(year: int, number: int, grain: int) -> str:
    within = number - year * 12 // grain
    return {1: f"{year}-{within + 1:02d}", 3: f"{year}-Q{within + 1}", 12: f"{year}"}[grain]
