"""How fast clues became measures and clearings: shares within days with their room, and medians."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from evalkit.indicators import cluster_bootstrap, interval_censored, interval_figures, notes, result
from evalkit.indicators.response_rows import TOO_SHORT, UNUSABLE, absence, groups, household, row, table
from evalkit.indicators.response_spells import KEPT

WITHIN = (15, 30, 180)
BOUND = notes.both(
    "只计跟踪满该天数的；日期按月份能落到的最早、最晚日计",
    "of those followed that many days; dates read as early or as late as their month allows",
)


def response_times(
    alerts: pd.DataFrame,
    scope: pd.DataFrame,
    cover: pd.DataFrame,
    *,
    seed: int,
    exits: pd.DataFrame | None = None,
    within: tuple[int, ...] = WITHIN,
    by_risk: bool = False,
    draws: int = cluster_bootstrap.DRAWS,
) -> pd.DataFrame:
    """Return what share of each stage was done within so many days, and the median days, open ones not dropped.

    Parameters
    ----------
    alerts : DataFrame
        Clean table `alerts`, or as from `response_inputs.first_measures`.
    scope : DataFrame
        Villages or whole counties, and years of the start; spells already open when the ledgers begin belong to the
        ledgers' first year. All are followed to the end of the ledgers.
    cover, exits : DataFrame
        As from `response_inputs.covered` and `household_exits`.
    seed, draws : int
        Of the bootstrap behind the limits (whole households).
    within : tuple of int
        Days asked about.
    by_risk : bool
        By first kind of risk instead, those of cases that state one; estimates only.

    Returns
    -------
    DataFrame
        `response_share`, unit `share`, by `stage/days/reading`: `estimate` (Turnbull's curve of all spells, the
        numerator what it makes of them), `at_least` and `at_most` (counted, of those followed that many days).
        `response_median`, unit `day`, by `stage/reading`: the first and the last day on which half can have been done.
        `n` less denominator: spells that cannot be used.

    Notes
    -----
    Dates known by month only make spans of days; spells still open, and those of households that left, are censored;
    spells open before the ledgers begin have delayed entry.

    Examples
    --------
    >>> from evalkit import store
    >>> from evalkit.indicators import response_inputs, scope
    >>> alerts = store.empty("alerts").reindex([0]).assign(county="990101", village="990101100201", household="h")
    >>> alerts = alerts.assign(outcome="identified", clue_date="2024-03-01", identified_date="2024-03-11")
    >>> cover = response_inputs.covered(pd.DataFrame({"village": ["990101100201"], "year": [2024]}))
    >>> rows = response_times(alerts, scope.years("990101100201", [2024]), cover, seed=1, draws=20)
    >>> rows.set_index("group").loc["clue_to_identified/15/estimate", "value"].item()
    1.0
    """
    shares, medians = [], []
    for stage, line, risk, own in groups(alerts, scope, cover, exits, by_risk):
        used = own[own["state"].isin(KEPT)]
        if used.empty:
            shares.append(row(line, stage, own, used, value=np.nan, note=absence(alerts, line, own, UNUSABLE)))
            continue
        asked = np.array(within, dtype=float)
        found, low, high = _estimates(used, asked, seed, draws)
        for at, limit in enumerate(within):
            group = [stage, str(limit), risk or "estimate"]
            note = _curve_note(found, at, asked)
            numbers = {"value": found.value[at], "low": low[at], "high": high[at], "note": note}
            numbers["numerator"] = found.value[at] * len(used)
            shares.append(row(line, group, own, used, **numbers))
            if not risk:
                shares += [row(line, [stage, str(limit), name], own, **bound) for name, bound in _bounds(used, limit)]
        ends = {"at_least": found.value[-2], "at_most": found.value[-1]}
        for at, (name, value) in enumerate(ends.items(), start=len(within)):
            numbers = {"value": value, "low": low[at], "high": high[at], "note": "" if value == value else TOO_SHORT}
            medians.append(row(line, [stage, f"{risk}/{name}" if risk else name], own, used, **numbers))
    kinds = ("stage/days/risk", "stage/risk/reading") if by_risk else ("stage/days/reading", "stage/reading")
    return result.concat(
        [table(shares, "response_share", "share", kinds[0]), table(medians, "response_median", "day", kinds[1])]
    )


def _estimates(
    used: pd.DataFrame, asked: np.ndarray, seed: int, draws: int
) -> tuple[interval_figures.Done, np.ndarray, np.ndarray]:
    """Return shares at the days asked, then the first and last day of the median, with limits."""

    def figures(left: np.ndarray, right: np.ndarray, mass: np.ndarray) -> np.ndarray:
        shares = interval_figures.done_by(left, right, mass, asked).value
        first, last = interval_figures.quantile(left, right, mass)
        first = np.where(np.isinf(last), np.nan, first + 1)
        return np.concatenate([shares, first[..., None], np.where(np.isinf(last), np.nan, last)[..., None]], axis=-1)

    left, right, entry = (used[name].to_numpy(float) for name in ("left", "right", "entry"))
    curve = interval_censored.turnbull(left, right, entry)
    low, high = interval_censored.limits(left, right, figures, household(used), seed=seed, entry=entry, draws=draws)
    done = interval_figures.done_by(*curve[:3], asked)
    return done._replace(value=figures(*curve[:3])), low, high


def _bounds(used: pd.DataFrame, limit: int) -> Iterator[tuple[str, dict[str, object]]]:
    """Yield the counted shares surely and possibly done within a limit, of those followed that long from the start."""
    whole = used[(used["followed"] >= limit) & np.isinf(used["entry"])]
    told = {"at_least": whole["right"] <= limit, "at_most": (whole["left"] < limit) & whole["state"].eq("done")}
    for name, so in told.items():
        value = float(so.mean()) if len(whole) else np.nan
        numbers = {
            "numerator": float(so.sum()),
            "denominator": float(len(whole)),
            "note": BOUND if len(whole) else TOO_SHORT,
        }
        yield name, {"value": value, "uncertainty": "none (census)", **numbers}


def _curve_note(found: interval_figures.Done, at: int, asked: np.ndarray) -> str:
    if np.isnan(found.value[at]):
        return TOO_SHORT
    if found.most[at] - found.least[at] < 0.005:
        return ""
    low, high = f"{found.least[at]:.1%}", f"{found.most[at]:.1%}"
    return notes.both(f"只知月份，曲线容许{low}至{high}", f"known by month: the curve allows {low} to {high}")
