"""How many people live below the monitoring line, by how much, and how many sit just beside it."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from evalkit import policy
from evalkit.indicators import annual, notes
from evalkit.indicators.estimates import ratios
from evalkit.indicators.household_income import PLACE_YEAR
from evalkit.indicators.proportion import wilson

PERCENT = 100
WILSON = "binomial (super-population)"
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
        Also give a Wilson interval for many such villages.
    params : Path, optional
        Folder of the policy values.

    Returns
    -------
    DataFrame
        Result rows, unit `share`; numerator and denominator in persons, n households. A year without a line is refused.

    Notes
    -----
    FGT index of order 0. Whole fen are compared (net income against line x members), and a household exactly at the
    line is not below it. The Wilson interval counts households, not persons, as independent: its size is that of Kish,
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
    contribute more than one. The interval is the linearised one (super-population), cut at zero; where nobody is below
    the line the data hold no spread to make one from, and there is none.

    References
    ----------
    Foster, Greer and Thorbecke (1984), Econometrica 52.
    """
    met, on_line = _beside_line(earned, scope, params)
    short = (met["least"] - met["net"]).clip(lower=0)
    figures = ratios(met, short, met["least"])
    figures = annual.yuan(figures, "numerator", "denominator").merge(on_line, on=PLACE_YEAR, how="outer")
    figures["low"] = figures["low"].clip(lower=0)
    figures.loc[figures["numerator"] == 0, ["low", "high"]] = float("nan")
    figures = figures if interval else figures.drop(columns=["low", "high"])
    kind = annual.SUPER if interval else annual.CENSUS
    return annual.rows(scope, earned, figures, "poverty_gap", "share", uncertainty=kind)


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
    met, on_line = _beside_line(earned, scope, params)
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
    met, on_line = _beside_line(earned, scope, params)
    poor = met["members"].where(met["net"] < met["least"], 0)
    figures = ratios(met, poor, met["members"])
    squares = met.assign(square=met["members"] ** 2).groupby(PLACE_YEAR, sort=True)["square"].sum().to_numpy()
    kish = figures["denominator"] ** 2 / squares
    figures["low"], figures["high"] = wilson(figures["value"] * kish, kish)
    figures = figures if interval else figures.drop(columns=["low", "high"])
    figures = figures.merge(on_line, on=PLACE_YEAR, how="outer")
    kind = WILSON if interval else annual.CENSUS
    return annual.rows(scope, earned, figures, indicator, "share", note=note, uncertainty=kind)


def _beside_line(earned: pd.DataFrame, scope: pd.DataFrame, params: Path | None) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Usable household-years with what the line asks of them (fen), and a note per village and year on the line."""
    full = annual.usable(earned)
    places = full[PLACE_YEAR].drop_duplicates().merge(scope[["village", "year"]].drop_duplicates())
    lines, reasons = annual.looked_up(places, lambda county, year: policy.monitoring_line(county, year, params))
    words = pd.Series([_line_note(line) for line in lines], index=places.index, dtype="str")
    places["note"] = reasons.where(reasons != "", words)
    places["fen"] = pd.array([None if line is None else line.fen for line in lines], dtype="Int64")
    met = full.merge(places.dropna(subset=["fen"])[[*PLACE_YEAR, "fen"]], on=PLACE_YEAR)
    met["members"] = met["members"].astype("int64")
    met["least"] = met["fen"].astype("int64") * met["members"]
    return met, places[[*PLACE_YEAR, "note"]]


def _line_note(line: policy.Line | None) -> str:
    if line is None:
        return ""
    yuan = f"{line.fen / annual.FEN:,.0f}"
    return notes.both(f"监测线{yuan}元（{notes.certainty(line.certainty)}）", f"line {yuan} yuan ({line.certainty})")
