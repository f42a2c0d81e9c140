"""Judged households at one cut-off, and their figures as result rows with what a reader must know."""

from __future__ import annotations

import numpy as np
import pandas as pd

from evalkit.indicators import alkire_foster as af
from evalkit.indicators import annual, notes
from evalkit.indicators import scope as scopes
from evalkit.indicators.deprivation_scores import Judged
from evalkit.indicators.household_income import PLACE_YEAR

NOBODY = notes.both("没有多维贫困人口，无从计算", "nobody is multidimensionally poor, so there is nothing to compute")
NO_HOME = notes.both("没有各项情况和人口数都已知的农户", "no household with known items and a known size")
NO_SPREAD = notes.both("数据没有差异，无从给出区间", "the data show no spread to make limits from")


def at_cutoff(judged: Judged, k: float | None = None) -> pd.DataFrame:
    """Return the judged households at the cut-off of their standard, or at `k`.

    Returns
    -------
    DataFrame
        The households with k; poor (persons, or none), lacking (their weighted deprivations), and least (the smallest
        weight of a dimension: a `k` not above it is reached by any deprivation).
    """
    homes = judged.homes.merge(judged.places[[*PLACE_YEAR, "k"]], on=PLACE_YEAR, how="left")
    homes = homes if k is None else homes.assign(k=float(k))
    found = poor(homes)
    persons = homes["members"] * found.poor
    weights = np.where(found.weights > 0, found.weights, np.inf)
    return homes.assign(poor=persons, lacking=persons * found.score, least=weights.min(axis=1, initial=np.inf))


def poor(homes: pd.DataFrame) -> af.Poor:
    """Return who of some judged households is poor, at the cut-off in their column `k`."""
    columns = ([f"{part}_{name}" for name in names(homes)] for part in "dw")
    return af.identify(
        *(homes[own].fillna(0).to_numpy(dtype=float) for own in columns), homes["k"].to_numpy(dtype=float)
    )


def names(homes: pd.DataFrame) -> list[str]:
    """Return the dimensions of judged households, in the order of their columns."""
    return [name.removeprefix("d_") for name in homes if name.startswith("d_")]


def persons(homes: pd.DataFrame) -> np.ndarray:
    """Return the weight of each household: persons count equally."""
    return homes["members"].to_numpy(dtype=float)


def rows(
    judged: Judged, scope: pd.DataFrame, figures: pd.DataFrame, indicator: str, interval: bool, *, cutoff: bool = True
) -> pd.DataFrame:
    """Return result rows of figures, and one with the reason for every line of the scope that has none.

    Parameters
    ----------
    figures : DataFrame
        county, village, year and any result columns; k and least, for the note.
    interval : bool
        Keep the limits.
    cutoff : bool
        Say the cut-off in the note.
    """
    places = judged.places.drop(columns=["k", "dimensions"]).rename(columns={"note": "left"})
    lines = scope.merge(places, on=PLACE_YEAR, how="left").fillna({"left": "", "reason": ""}).set_index(scope.index)
    lacking = scopes.missing_ledger(scope, guarantees=judged.places)
    ready, refused = scopes.split(lines, lacking.where(lacking != "", lines["reason"]))
    counted = judged.homes.groupby(PLACE_YEAR).size().rename("homes").reset_index()
    table = ready.merge(figures, on=PLACE_YEAR, how="left").merge(counted, on=PLACE_YEAR, how="left")
    table = table.assign(n=table["n"].fillna(table["homes"])).fillna({"n": 0, "group_by": "", "group": ""})
    has = table["value"].notna()
    flat = has & ~(table["high"] - table["low"] > af.TOLERANCE)
    table.loc[flat, ["low", "high"]] = np.nan
    parts = [
        [NO_HOME if line.n == 0 else NOBODY] * (not known)
        + [cutoff_note(line.k, line.least)] * (cutoff and known)
        + [NO_SPREAD] * (interval and no_limits)
        + [line.left]
        for line, known, no_limits in zip(table.itertuples(), has, flat, strict=True)
    ]
    table["note"] = [notes.joined(each) for each in parts]
    table = table if interval else table.drop(columns=["low", "high"])
    kind = annual.SUPER if interval else annual.CENSUS
    found = scopes.table(table, indicator, "share", uncertainty=kind)
    return pd.concat([found, scopes.refusals(refused, indicator, "share", refused["note"])], ignore_index=True)


def cutoff_note(k: float, least: float) -> str:
    """Return what the cut-off asks, in words.

    Examples
    --------
    >>> cutoff_note(0.01, 0.2)
    '缺一项即计入（k=0.01） / lacking one item is enough (k=0.01)'
    """
    if k <= least + af.TOLERANCE:
        return notes.both(f"缺一项即计入（k={k:.3g}）", f"lacking one item is enough (k={k:.3g})")
    return notes.both(f"所缺项的权重合计达到k={k:.3g}才计入", f"lacking items must weigh at least k={k:.3g}")
