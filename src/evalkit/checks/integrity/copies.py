"""Copies: one amount in month after month, or one household's amounts in another's line."""

from __future__ import annotations

import pandas as pd

from evalkit.checks.declared import Rule
from evalkit.checks.inputs import OWNER
from evalkit.checks.integrity.compare import Test, against_others
from evalkit.checks.integrity.series import LEAST_MONTHS, SERIES, monthly, written
from evalkit.indicators.proportion import wilson

ROUND_FEN = 100_00
LEAST_AMOUNTS = 3
HOME = [*OWNER, "group"]


def across_months(income: pd.DataFrame, rule: Rule, by: str, **_: object) -> pd.DataFrame:
    """Return the share of households with one amount in at least six months running of a wage or business item.

    Notes
    -----
    A fixed salary repeats honestly; the village is therefore held against the other villages of its county and year
    (Fisher's exact test), not against zero.
    """
    series = monthly(income)
    same = series["amount"].eq(series.groupby(SERIES, sort=False)["amount"].shift())
    run = (~same).groupby([series[key] for key in SERIES], sort=False).cumsum()
    length = series.groupby([*SERIES, run.rename("run")], sort=False)["amount"].transform("size")
    homes = series.assign(figure=length >= LEAST_MONTHS).groupby(HOME, sort=False)["figure"].any().reset_index()
    return against_others(homes, rule, by, SHARE)


def across_households(income: pd.DataFrame, rule: Rule, by: str, **_: object) -> pd.DataFrame:
    """Return the share of households whose amounts of a whole wage or business item stand in another household's line.

    Notes
    -----
    Only items with at least three different amounts that are not whole hundreds of yuan are compared: fewer, or
    rounder, amounts meet by chance. Held against the other villages of the county and year (Fisher's exact test).
    """
    own = written(income).sort_values(["month"], kind="stable")
    marks = own["month"].astype("str") + ":" + own["amount"].astype("str")
    uneven = own["amount"].where(own["amount"] % ROUND_FEN != 0)
    by_series = own.assign(mark=marks, uneven=uneven).groupby(SERIES, sort=False)
    lines = by_series.agg(mark=("mark", "|".join), told=("uneven", "nunique")).reset_index()
    lines = lines[lines["told"] >= LEAST_AMOUNTS]
    twins = lines.groupby(["village", "year", "item", "mark"], sort=False)["household"].transform("nunique")
    homes = lines.assign(figure=twins > 1).groupby(HOME, sort=False)["figure"].any().reset_index()
    return against_others(homes, rule, by, SHARE)


def _fisher(own: pd.Series, rest: pd.Series) -> float:
    from scipy.stats import fisher_exact

    table = [[int(part.sum()), int((~part).sum())] for part in (own, rest)]
    return float(fisher_exact(table, alternative="greater").pvalue)


def _wilson(own: pd.Series) -> tuple[float, float]:
    low, high = wilson(int(own.sum()), len(own))
    return float(low), float(high)


def _parts(own: pd.Series) -> dict[str, float]:
    return {"numerator": float(own.sum()), "denominator": float(len(own))}


SHARE = Test("share", "binomial (super-population)", 1, lambda own: float(own.mean()), _wilson, _fisher, _parts)
