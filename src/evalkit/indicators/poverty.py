"""How many people live below the monitoring line, by how much, and how many sit just beside it."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from evalkit.indicators import annual, notes
from evalkit.indicators import poverty_line as line
from evalkit.indicators.estimates import ratios
from evalkit.indicators.household_income import PLACE_YEAR
from evalkit.indicators.poverty_measures import fgt

PERCENT = 100
ARITHMETIC = notes.both(
    "替代指标：只是算术，没有转移性收入时农户的做法会不同",
    "a proxy: arithmetic only, households would act differently without transfers",
)


def headcount_ratio(
    earned: pd.DataFrame, scope: pd.DataFrame, *, interval: bool = False, params: Path | None = None
) -> pd.DataFrame:
    """Return the share of persons whose net income per head is below the monitoring line of the year.

    Parameters
    ----------
    earned : DataFrame
        As from `household_income.household_years`.
    scope : DataFrame
        Villages and years to report on.
    interval : bool
        Also give the interval for many such villages.
    params : Path, optional
        Folder of the policy values.

    Returns
    -------
    DataFrame
        Result rows, unit `share`; numerator and denominator in persons, n households. A year without a line is refused.

    Notes
    -----
    FGT index of order 0. Whole fen are compared (net income against line x members), and a household exactly at the
    line is not below it. The interval counts households, not persons, as independent: logit limits of the linearised
    share; where nobody or everybody is below the line, Wilson's with the Kish size of the households,
    (sum of members)^2 / sum of members^2.

    References
    ----------
    Foster, Greer and Thorbecke (1984), Econometrica 52; Kish (1965), Survey Sampling.

    Examples
    --------
    >>> from evalkit.indicators import scope
    >>> homes = {"county": "990101", "village": "990101100201", "year": 2024, "household": ["a", "b"], "fault": ""}
    >>> earned = pd.DataFrame(homes | {"net": [700_000, 6_600_000], "members": [1, 4]})
    >>> headcount_ratio(earned, scope.years("990101100201", [2024]))["value"].tolist()
    [0.2]
    """
    return _headcount(earned, scope, "headcount_ratio", interval, params)


def headcount_without_transfers(
    earned: pd.DataFrame, scope: pd.DataFrame, *, interval: bool = False, params: Path | None = None
) -> pd.DataFrame:
    """Return the share of persons who would be below the monitoring line if all transfers stopped.

    Returns
    -------
    DataFrame
        As from `headcount_ratio`.

    Notes
    -----
    Arithmetic, not a forecast: households would act differently without transfers.
    """
    bare = earned.assign(net=earned["net"] - earned["transfer"])
    return _headcount(bare, scope, "headcount_without_transfers", interval, params, ARITHMETIC)


def poverty_gap(
    earned: pd.DataFrame, scope: pd.DataFrame, *, interval: bool = False, params: Path | None = None
) -> pd.DataFrame:
    """Return the average distance below the monitoring line, as a share of the line; zero for persons above it.

    Returns
    -------
    DataFrame
        Result rows, unit `share`; numerator is the money that would lift everybody to the line, in yuan per year,
        denominator the line times all persons, n households.

    Notes
    -----
    FGT index of order 1, persons weighted. A negative income counts with its full distance, so one person can
    contribute more than one. The interval is the linearised one (super-population), symmetric for the logarithm; where
    nobody is below the line the data hold no spread to make one from, and there is none.

    References
    ----------
    Foster, Greer and Thorbecke (1984), Econometrica 52.
    """
    met, on_line = line.beside_line(earned, scope, params)
    return line.rows(scope, earned, line.gap(met), on_line, "poverty_gap", "share", interval=interval)


def squared_poverty_gap(
    earned: pd.DataFrame, scope: pd.DataFrame, *, interval: bool = False, params: Path | None = None
) -> pd.DataFrame:
    """Return the average squared distance below the line as a share of the line: the poorest weigh most.

    Returns
    -------
    DataFrame
        Result rows, unit `index`, n households; notes and limits as for `poverty_gap`.

    References
    ----------
    Foster, Greer and Thorbecke (1984), Econometrica 52: order 2.
    """
    met, on_line = line.beside_line(earned, scope, params)
    found = line.figures(met, lambda x, w: fgt(x, 1, w, 2))
    return line.rows(scope, earned, found, on_line, "squared_poverty_gap", "index", interval=interval)


def share_near_line(
    earned: pd.DataFrame, scope: pd.DataFrame, *, within_percent: int = 10, params: Path | None = None
) -> pd.DataFrame:
    """Return the shares of persons just above and just below the monitoring line.

    Parameters
    ----------
    within_percent : int
        Width of each band, in percent of the line.

    Returns
    -------
    DataFrame
        Result rows, unit `share`, grouped by side: `above` (from the line itself up) and `below`.

    Notes
    -----
    Many more people just above than just below can mean incomes written to fit the line, or help that stops at the
    line. It is a reason to look, never a finding.
    """
    met, on_line = line.beside_line(earned, scope, params)
    net, least = met["net"] * PERCENT, met["least"]
    above = (net >= least * PERCENT) & (net < least * (PERCENT + within_percent))
    below = (net < least * PERCENT) & (net >= least * (PERCENT - within_percent))
    tables = [
        ratios(met, met["members"].where(side, 0), met["members"])
        .drop(columns=["low", "high"])
        .merge(on_line, on=PLACE_YEAR, how="outer")
        .assign(group_by="line_side", group=name)
        for name, side in (("above", above), ("below", below))
    ]
    note = notes.both(
        f"距监测线{within_percent}%以内；只是值得核看的理由，不是结论",
        f"within {within_percent} % of the line; a reason to look, not a finding",
    )
    figures = pd.concat(tables, ignore_index=True)
    kind = annual.CENSUS
    return annual.rows(scope, earned, figures, "share_near_line", "share", note=note, uncertainty=kind)


def _headcount(
    earned: pd.DataFrame, scope: pd.DataFrame, indicator: str, interval: bool, params: Path | None, note: str = ""
) -> pd.DataFrame:
    met, on_line = line.beside_line(earned, scope, params)
    return line.rows(scope, earned, line.headcount(met), on_line, indicator, "share", interval=interval, note=note)
