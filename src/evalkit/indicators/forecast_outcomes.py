"""Which forecasts can be held against what happened, and on how many households and falls a score would rest."""

from __future__ import annotations

import pandas as pd

from evalkit.indicators import notes
from evalkit.indicators.household_income import PLACE_YEAR
from evalkit.indicators.vulnerability_forecasts import NO_BASE, Forecasts
from evalkit.indicators.vulnerable_households import NO_PAST, fitted_notes, placed

FEWEST = 5
AMONG = {
    "above": notes.both("上年不低于监测线的农户", "among households not below the line the year before"),
    "all": notes.both("全部农户", "among all households"),
}


def judged(found: Forecasts, scope: pd.DataFrame, among: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return what can be scored, and for each line of the scope why nothing can or what the scores rest on.

    Parameters
    ----------
    found : Forecasts
        As from `vulnerability_forecasts.foretell`.
    scope : DataFrame
        Villages, or counties, and years.
    among : {"above", "all"}
        Households not below the line in the year before, or all.

    Returns
    -------
    households : DataFrame
        With an outcome and a forecast by every rule there is; `fell` says whether it was below the line in the year.
    lines : DataFrame
        The scope with `how` (the fit), `reason` (why there is no score, else empty) and `base` (what it rests on).

    Raises
    ------
    ValueError
        When `among` is neither.
    """
    if among not in AMONG:
        raise ValueError(f"among: expected one of {list(AMONG)}, got {among!r}")
    households = placed(found, scope)
    households = households[(households["before"] >= 1) | (among == "all")]
    seen = households["after"].notna()
    lines = fitted_notes(found, scope)
    need = households.merge(lines[[*PLACE_YEAR, "fitted"]], on=PLACE_YEAR, how="left")["fitted"].to_numpy(dtype=bool)
    told = households["past_mean"].notna() & (households["fgls"].notna() | ~need)
    kept = seen & told
    parts = {"all": 1, "unseen": ~seen, "untold": seen & ~told, "used": kept, "fell": kept & (households["after"] < 1)}
    counts = households[PLACE_YEAR].assign(**parts).groupby(PLACE_YEAR).sum().reset_index()
    lines = lines.merge(counts, on=PLACE_YEAR, how="left").fillna(dict.fromkeys(parts, 0))
    lines = lines.astype(dict.fromkeys(parts, "int64"))
    lines["reason"] = [_reason(line) for line in lines.itertuples()]
    lines["base"] = [_base(line, among) for line in lines.itertuples()]
    return households[kept].assign(fell=households.loc[kept, "after"] < 1), lines.drop(columns=list(parts))


def _reason(line: tuple) -> str:
    if not line.all:
        return NO_BASE
    if line.all == line.unseen:
        return notes.both(
            "本年没有收入满一年的农户，无从对照", "no household with a full year of income to score against"
        )
    if not line.used:
        return NO_PAST
    if min(line.fell, line.used - line.fell) >= FEWEST:
        return ""
    zh = f"{line.used}户中{line.fell}户低于监测线；两类各须至少{FEWEST}户才评分"
    return notes.both(
        zh, f"{line.fell} of {line.used} households below the line; {FEWEST} of each kind needed for a score"
    )


def _base(line: tuple, among: str) -> str:
    parts = [
        AMONG[among],
        notes.both(f"{line.used}户中本年{line.fell}户低于监测线", f"{line.fell} of {line.used} below it in the year"),
        notes.both("只用以往年度预测", "foretold from earlier years alone"),
    ]
    if line.unseen:
        zh = f"{line.unseen}户本年收入不全，未计入"
        parts.append(notes.both(zh, f"{line.unseen} households without a full income in the year left out"))
    if line.untold:
        zh = f"{line.untold}户以往收入不足两年，未计入"
        parts.append(notes.both(zh, f"{line.untold} households with fewer than two past years left out"))
    return notes.joined(parts)
