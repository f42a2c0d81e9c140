"""Sensitivity where outcomes are known for some households only: corrected, bounded, and what would upset it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from evalkit.indicators import matching, notes, row_lines
from evalkit.indicators import scope as scopes
from evalkit.indicators.design import Design, Estimate, error, interval
from evalkit.indicators.matching import AFTER, BEFORE, OWNER
from evalkit.indicators.monitoring import NO_FALL, ONLY_ALERTED
from evalkit.indicators.verification_bias import begg_greenes, sensitivity_bounds, tells_sensitivity, tipping_point

CORRECTED, BOUND, TIPPING = "sensitivity_corrected", "sensitivity_bound", "sensitivity_tipping"
BELOW = 0.5
IGNORABLE = notes.both(
    "假定：同样是否预警的户（同一层内），有无结果记录与是否下降无关",
    "assumes that among households alike in alert and stratum, having a known outcome has nothing to do with falling",
)
EMPTY_CELL = notes.both("某层中没有结果可知的户", "some stratum has nobody with a known outcome")
WIDE = notes.both(
    "结果未知的户全部下降或全部没有下降；分子为结果可知的户年数",
    "all of those with unknown outcome fell, or none; the numerator counts household-years with known outcome",
)
NEVER = notes.both("结果未知的户即使全部下降也达不到", "not reached even if every unseen household-year had fallen")
ALREADY = notes.both("已经低于", "it is already")
UNITS = {CORRECTED: "share", BOUND: "share", TIPPING: "fall"}
NOBODY = notes.both("没有户名单", "no list of households")


def household_years(
    falls: pd.DataFrame,
    observed: pd.DataFrame,
    alerts: pd.DataFrame,
    households: pd.DataFrame,
    *,
    stratum: str | None = None,
    before: int = BEFORE,
) -> pd.DataFrame:
    """Return every listed household and year: was it alerted, is its outcome known, did it fall.

    Parameters
    ----------
    falls, observed, alerts
        As in `monitoring.alert_sensitivity`.
    households : DataFrame
        Clean table `households`: who is listed.
    stratum : str, optional
        Column of `households` on which it may depend whose outcome is known, such as `household_type`.
    before : int
        Months ahead of a fall from which a clue counts.

    Returns
    -------
    DataFrame
        village, household, year, stratum, alerted, verified, fell (boolean). Alerted is a year whose fall a clue met;
        without a fall, a year with a clue that met none. A village's years in which no outcome at all is known, such as
        its first, are left out: that is no matter of whom verification reached.
    """
    units = households[[*OWNER, "year"]].drop_duplicates()
    units = units.merge(observed[["village", "year"]].drop_duplicates(), on=["village", "year"])
    units["stratum"] = "" if stratum is None else _labels(households, stratum, units)
    keys = pd.MultiIndex.from_frame(units[[*OWNER, "year"]])
    own = matching.clues(alerts)
    pairs = matching.pairs(falls, own, before, AFTER)
    met = falls.iloc[sorted(set(pairs["fall"]))]
    stray = own[~own["number"].isin(pairs["number"])]
    among = {
        name: keys.isin(pd.MultiIndex.from_frame(part[[*OWNER, "year"]].astype({"year": "int64"})))
        for name, part in {"seen": observed, "fell": falls, "met": met, "stray": stray}.items()
    }
    fell = among["fell"]
    return units.assign(alerted=np.where(fell, among["met"], among["stray"]), verified=among["seen"] | fell, fell=fell)


def verification(units: pd.DataFrame, scope: pd.DataFrame, *, below: float = BELOW) -> pd.DataFrame:
    """Return the corrected sensitivity, its bounds, and how many unseen falls would bring it below a stated value.

    Parameters
    ----------
    units : DataFrame
        As from `household_years`.
    below : float
        The stated value of the tipping point.

    Returns
    -------
    DataFrame
        Result rows `sensitivity_corrected` (Begg and Greenes, share), `sensitivity_bound` (share, grouped by `bound`:
        low and high, limits of each bound) and `sensitivity_tipping` (falls; missing where even the fall of every
        unseen household would not do it). The first is refused where no unalerted household has a known outcome.
    """
    told = scopes.within(units, scope)
    parts = dict(iter(told.groupby(["village", "period"], sort=False)))
    lines = []
    for line in scope.itertuples(index=False):
        lines += _line(parts.get((line.village, line.period), told.iloc[:0]), line, below)
    return row_lines.table(lines)


def _line(own: pd.DataFrame, line: Any, below: float) -> list[dict]:
    if not len(own) or not (own["fell"] | ~own["verified"]).any():
        reason = NO_FALL if len(own) else NOBODY
        return [row_lines.refusal(name, line, reason, unit=unit) for name, unit in UNITS.items()]
    flags = [own[name].to_numpy(dtype=bool) for name in ("alerted", "verified", "fell")]
    design = Design(np.ones(len(own)), (own["village"] + own["household"]).to_numpy())
    counts = (int(flags[1].sum()), len(own), len(own))
    bounds = sensitivity_bounds(*flags)
    lines = []
    for group, found in (("low", bounds.low), ("high", bounds.high)):
        said = {"group_by": "bound", "group": group, "note": NO_FALL if np.isnan(found.value) else WIDE}
        lines.append(row_lines.figure(BOUND, line, found.value, _limits(found, design), counts, **said))
    if tells_sensitivity(*flags[:2]):
        found = begg_greenes(*flags, own["stratum"].to_numpy()).sensitivity
        note = EMPTY_CELL if np.isnan(found.value) else IGNORABLE
        lines.append(row_lines.figure(CORRECTED, line, found.value, _limits(found, design), counts, note=note))
    else:
        lines.append(row_lines.refusal(CORRECTED, line, ONLY_ALERTED, n=len(own)))
    return [*lines, _tipping(flags, below, line)]


def _limits(found: Estimate, design: Design) -> tuple[float, float]:
    return (np.nan, np.nan) if np.isnan(found.value) else interval(found.value, error(found, design), "logit")


def _tipping(flags: list[np.ndarray], below: float, line: Any) -> dict:
    alerted, verified, fell = flags
    met, missed = int((alerted & fell & verified).sum()), int((~alerted & fell & verified).sum())
    unseen = int((~alerted & ~verified).sum())
    found = tipping_point(met, missed, unseen, below)
    stated = notes.both(f"敏感度降到{below:g}以下", f"sensitivity below {below:g}")
    if not found.possible:
        return row_lines.refusal(TIPPING, line, notes.joined([stated, NEVER]), unit="fall", n=unseen)
    said = {"note": stated if found.falls else notes.joined([stated, ALREADY]), "uncertainty": "none (census)"}
    counts = (found.falls, unseen, unseen)
    return row_lines.figure(TIPPING, line, found.falls, (np.nan, np.nan), counts, unit="fall", **said)


def _labels(households: pd.DataFrame, column: str, units: pd.DataFrame) -> np.ndarray:
    own = households.drop_duplicates([*OWNER, "year"])
    return units.merge(own[[*OWNER, "year", column]], on=[*OWNER, "year"], how="left")[column].fillna("").to_numpy()
