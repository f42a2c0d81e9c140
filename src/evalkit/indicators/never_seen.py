"""How many episodes of risk no channel ever found, from those that several channels found."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from evalkit.indicators import matching, notes, row_lines
from evalkit.indicators import scope as scopes
from evalkit.indicators.capture_loglinear import loglinear
from evalkit.indicators.capture_recapture import (
    ASSUMPTIONS,
    FEWEST_SHARED,
    Size,
    chapman,
    least_shared,
    lower_bound,
)
from evalkit.indicators.matching import OWNER

NAME, UNIT = "risk_episodes_in_all", "episode"
EPISODE = 6
CHANNELS = {"supervision": "feedback", "platform": "feedback"}
MERGED = notes.both("监督渠道和平台并入市县反馈", "supervision and platform counted as city and county feedback")
ONE_LIST = notes.both("发现过风险的渠道不足两个", "fewer than two channels found any risk")
TOO_FEW = notes.both(
    f"被两个以上渠道发现的风险不足{FEWEST_SHARED}例：渠道很少重合，或台账只记首个渠道，无法推算",
    f"fewer than {FEWEST_SHARED} episodes of risk were found by two or more channels: channels rarely meet, or the "
    "ledger keeps the first channel only, so nothing can be told",
)
SPARSE = notes.both("有的渠道之间重合很少，只给下限", "some channels share very few episodes: a lower bound only")


def risk_episodes(alerts: pd.DataFrame) -> pd.DataFrame:
    """Return which channels found each episode of risk.

    Parameters
    ----------
    alerts : DataFrame
        Clean table `alerts`.

    Returns
    -------
    DataFrame
        village, household, episode, year (of its first clue) and list (channel, or the list it is counted under), one
        row per episode and list.

    Notes
    -----
    Clues of one household make one episode until six months pass without one; it counts when any of its clues was
    verified as at risk. Clues about different episodes are no overlap of channels: the second channel could not have
    found what was over, and would make the channels look independent where each risk is written down once. Clues
    without a month or a channel are left out.
    """
    own = matching.clues(alerts).dropna(subset=["month", "channel"])
    own = own.sort_values([*OWNER, "month", "number"], ignore_index=True)
    before = own.groupby(OWNER, sort=False)["month"].shift()
    own["episode"] = (before.isna() | (own["month"] - before > EPISODE)).astype(bool).cumsum()
    grouped = own.assign(risk=own["outcome"] == "identified").groupby("episode", sort=False)
    own = own.assign(risk=grouped["risk"].transform("any"), year=grouped["year"].transform("first"))
    own = own[own["risk"]].assign(list=own["channel"].replace(CHANNELS))
    return own[[*OWNER, "episode", "year", "list"]].drop_duplicates(ignore_index=True)


def episodes_in_all(alerts: pd.DataFrame, scope: pd.DataFrame) -> pd.DataFrame:
    """Estimate how many episodes of risk there were in all, found or not, from how far the channels overlap.

    Parameters
    ----------
    alerts : DataFrame
        Clean table `alerts`.
    scope : DataFrame
        Lines to report on; villages are small, so several years or a whole county (`county_pool`) tell more.

    Returns
    -------
    DataFrame
        Result rows, unit `episode`, grouped by `method`: `chapman` with two channels, `loglinear` averaged over models
        (AIC, limits by bootstrap) with three or four, `lower_bound` where some pair of channels shares fewer than
        seven. `n` and numerator are the episodes found. Refused where fewer than seven were found by two channels or
        more, as where the ledger keeps the first channel only.

    References
    ----------
    As in `capture_recapture` and `capture_loglinear`.
    """
    told = scopes.within(risk_episodes(alerts), scope)
    merged = MERGED if alerts["channel"].isin(CHANNELS).any() else ""
    lacking = scopes.nothing(scope, ONE_LIST, alerts=alerts)
    parts = dict(iter(told.groupby(["village", "period"], sort=False)))
    pairs = zip(scope.itertuples(index=False), lacking, strict=True)
    return row_lines.table(
        [_line(parts.get((line.village, line.period), told.iloc[:0]), line, why, merged) for line, why in pairs]
    )


def _line(found: pd.DataFrame, line: Any, reason: str, merged: str) -> dict:
    _, home = np.unique(found["episode"].to_numpy(), return_inverse=True)
    names, channel = np.unique(found["list"].to_numpy(dtype=str), return_inverse=True)
    caught = np.zeros((home.max(initial=-1) + 1, len(names)), dtype=bool)
    caught[home, channel] = True
    if len(names) < 2:
        return row_lines.refusal(NAME, line, reason, unit=UNIT, n=len(caught))
    if int((caught.sum(axis=1) > 1).sum()) < FEWEST_SHARED:
        return row_lines.refusal(NAME, line, notes.joined([TOO_FEW, merged]), unit=UNIT, n=len(caught))
    method, size, said = _estimate(caught)
    words = {"group_by": "method", "group": method, "note": notes.joined([said, merged, *ASSUMPTIONS])}
    counts = (size.seen, np.nan, size.seen)
    return row_lines.figure(NAME, line, size.value, (size.low, size.high), counts, unit=UNIT, **words)


def _estimate(caught: np.ndarray) -> tuple[str, Size, str]:
    if caught.shape[1] == 2:
        both = int(caught.all(axis=1).sum())
        return "chapman", chapman(*map(int, caught.sum(axis=0)), both), ""
    if least_shared(caught) < FEWEST_SHARED:
        return "lower_bound", lower_bound(caught), SPARSE
    averaged = loglinear(caught, limits="bootstrap")
    models = len(averaged.models)
    return "loglinear", averaged.size, notes.both(f"{models}个模型加权平均", f"averaged over {models} models")
