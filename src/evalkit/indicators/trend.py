"""The trend of income per head, tested by ranks."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from evalkit.indicators import income_series, notes, rank_tests, result
from evalkit.indicators import scope as scopes
from evalkit.indicators.household_income import OFFICIAL
from evalkit.indicators.income_series import COARSE, GRAINS, LINE, SHORTEST
from evalkit.indicators.rank_trend import Trend, trend

COUNTED_ZH = {1: "个月", 3: "个季度", 12: "年"}
UNITS = {"income_trend": "yuan per year", "income_trend_p": "probability"}
RANK_TEST = "rank test"
YEAR = 12  # months
NO_SEASONS = notes.both("只有年度收入，没有季节可比", "income by year only: no seasons to compare")


def income_trend(
    income: pd.DataFrame,
    earned: pd.DataFrame,
    scope: pd.DataFrame,
    *,
    include: Sequence[str] = OFFICIAL,
    coarse: float = COARSE,
    shortest: dict[int, int] | None = None,
) -> pd.DataFrame:
    """Return by how much income per head grows each year, as the median of all comparisons, with its rank test.

    Parameters
    ----------
    income, earned, scope, include, coarse
        As in `income_series.income_by_period`.
    shortest : dict, optional
        Fewest periods that are tested, by months in a period; 36 months, 12 quarters or 8 years when omitted.

    Returns
    -------
    DataFrame
        Two result rows per span: `income_trend`, the Theil-Sen slope in yuan of yearly income per person, each year,
        with its 95 % limits; and `income_trend_p`, the two-sided p-value of the (seasonal) Mann-Kendall test. Nominal
        prices. `n` is the smallest number of households of any year.

    Notes
    -----
    Months are compared with the same month of other years only, so the harvest and the new year make no trend. A series
    shorter than `shortest` is refused: with fewer than eight yearly values the test can hardly reject anything.
    """
    spans, refused = _spans(income, earned, scope, include, coarse)
    rows = [scopes.refusals(refused, name, unit, refused["note"]) for name, unit in UNITS.items()]
    for line, own in spans:
        rows += _tested(line, own, SHORTEST | (shortest or {}))
    return result.concat(rows)


def income_trend_p_correlated(
    income: pd.DataFrame,
    earned: pd.DataFrame,
    scope: pd.DataFrame,
    *,
    include: Sequence[str] = OFFICIAL,
    coarse: float = COARSE,
    shortest: dict[int, int] | None = None,
) -> pd.DataFrame:
    """Return the p-value of the income trend when the months of a year may move together.

    Parameters
    ----------
    income, earned, scope, include, coarse, shortest
        As in `income_trend`.

    Returns
    -------
    DataFrame
        One result row per span, unit `probability`; `n` is the smallest number of households of any year. A series of
        years has no seasons and is refused.

    References
    ----------
    Hirsch and Slack (1984), Water Resources Research 20.
    """
    name, unit = "income_trend_p_correlated", "probability"
    spans, refused = _spans(income, earned, scope, include, coarse)
    rows = [scopes.refusals(refused, name, unit, refused["note"])]
    for line, own in spans:
        grain, length, least = int(own["grain"].iloc[0]), len(own), SHORTEST | (shortest or {})
        keys = _keys(line, own)
        if grain == YEAR or length < least[grain]:
            reason = NO_SEASONS if grain == YEAR else _too_short(length, grain, least[grain])
            rows.append(result.refusal(name, unit=unit, reason=reason, **keys))
            continue
        found = rank_tests.correlated_seasonal(_evenly(own, grain), YEAR // grain)
        note = notes.joined([own["note"].iloc[0], _allowed(length, grain)])
        rows.append(result.row(name, unit=unit, value=found.p, uncertainty=RANK_TEST, note=note, **keys))
    return result.concat(rows)


def _spans(
    income: pd.DataFrame, earned: pd.DataFrame, scope: pd.DataFrame, include: Sequence[str], coarse: float
) -> tuple[list[tuple[tuple, pd.DataFrame]], pd.DataFrame]:
    """Return the spans that can be looked at, each with its series, and the others with the reason."""
    ready, refused = scopes.split(scope, income_series.reasons(scope, earned))
    series = income_series.series(income, earned, ready, include=include, coarse=coarse)
    parts = dict(list(series.groupby(LINE, sort=False)))
    return [(line, parts[(line.village, line.since, line.year)]) for line in ready.itertuples()], refused


def _keys(line: tuple, series: pd.DataFrame) -> dict[str, object]:
    keys = {"county": line.county, "village": line.village, "year": line.year, "period": line.period}
    return keys | {"n": int(series["n"].min())}


def _tested(line: tuple, series: pd.DataFrame, shortest: dict[int, int]) -> list[pd.DataFrame]:
    grain, length = int(series["grain"].iloc[0]), len(series)
    keys = _keys(line, series)
    if length < shortest[grain]:
        reason = _too_short(length, grain, shortest[grain])
        return [result.refusal(name, unit=unit, reason=reason, **keys) for name, unit in UNITS.items()]
    found = _trend_of(series, grain)
    note = notes.joined([series["note"].iloc[0], _caveat(length, grain)])
    own = {"income_trend": {"value": found.slope, "low": found.low, "high": found.high}}
    own["income_trend_p"] = {"value": found.p}
    return [
        result.row(name, unit=unit, uncertainty=RANK_TEST, note=note, **own[name], **keys)
        for name, unit in UNITS.items()
    ]


def _trend_of(series: pd.DataFrame, grain: int) -> Trend:
    return trend(_evenly(series, grain), season=YEAR // grain)


def _evenly(series: pd.DataFrame, grain: int) -> np.ndarray:
    """Return yearly amounts of every period from the first of a year on, missing ones as NaN."""
    per_year = YEAR // grain
    first = int(series["number"].min()) // per_year * per_year
    values = np.full(int(series["number"].max()) - first + 1, np.nan)
    values[series["number"].to_numpy() - first] = series["value"] * per_year
    return values


def _too_short(length: int, grain: int, least: int) -> str:
    return notes.both(
        f"只有{length}{COUNTED_ZH[grain]}的收入，判断趋势至少要{least}{COUNTED_ZH[grain]}",
        f"{length} {GRAINS[grain]}s of income: a trend needs at least {least}",
    )


def _caveat(length: int, grain: int) -> str:
    return notes.both(
        f"共{length}{COUNTED_ZH[grain]}；现价；区间假定各期相互独立",
        f"{length} {GRAINS[grain]}s; current prices; limits take the {GRAINS[grain]}s as independent",
    )


def _allowed(length: int, grain: int) -> str:
    return notes.both(
        f"共{length}{COUNTED_ZH[grain]}；现价；已计入同一年各期之间的相关",
        f"{length} {GRAINS[grain]}s; current prices; allows for {GRAINS[grain]}s of one year moving together",
    )
