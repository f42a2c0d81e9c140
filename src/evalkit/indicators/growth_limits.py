"""Super-population limits of what each source added to the growth of income per head, on the same households."""

from __future__ import annotations

import numpy as np
import pandas as pd

from evalkit.indicators import notes
from evalkit.indicators.design import Design, Estimate, error, interval, ratio
from evalkit.indicators.estimates import parts_per_place
from evalkit.indicators.household_income import GAINS, PLACE_YEAR

NO_LIMITS = notes.both(
    "收入变化的95%区间含零（或户数太少），贡献率没有区间",
    "no limits: the 95 % interval of the change itself holds zero, or there are too few households",
)


def pull(pairs: pd.DataFrame) -> pd.DataFrame:
    """Return the limits of each source's change per head over the earlier income per head.

    Parameters
    ----------
    pairs : DataFrame
        One row per household seen in both years: county, village, year, the sources, `net` and `members` of the later
        year, and the same with `_before` for the earlier one.

    Returns
    -------
    DataFrame
        county, village, year, group (the source), low, high and note.

    Notes
    -----
    Every total is of the same households, so what the two years share counts once (see `design`).
    """

    def measure(own: pd.DataFrame) -> dict[str, Estimate]:
        before = ratio(own["net_before"], own["members_before"])
        return {name: _change(own, name).over(before) for name in GAINS}

    return _limits(pairs, measure).assign(note="")


def contribution(pairs: pd.DataFrame) -> pd.DataFrame:
    """Return the limits of each source's share in the change of income per head, as from `pull`.

    Notes
    -----
    A quotient is as good as linear only while its denominator is clear of zero (Fieller 1954). Where the interval of
    the change of income holds zero there are no limits, and the note says so.
    """

    def measure(own: pd.DataFrame) -> dict[str, Estimate]:
        total = _change(own, "net")
        low, high = interval(total.value, error(total, Design(np.ones(len(own)))))
        clear = low > 0 or high < 0
        unclear = Estimate(np.nan, np.full(len(own), np.nan))
        return {name: _change(own, name).over(total) if clear else unclear for name in GAINS}

    found = _limits(pairs, measure)
    return found.assign(note=found["low"].isna().map({True: NO_LIMITS, False: ""}))


def _change(own: pd.DataFrame, name: str) -> Estimate:
    later, earlier = ratio(own[name], own["members"]), ratio(own[f"{name}_before"], own["members_before"])
    return later.minus(earlier)


def _limits(pairs: pd.DataFrame, measure) -> pd.DataFrame:
    found = parts_per_place(pairs, measure, weight=None).rename(columns={"part": "group"})
    return found[[*PLACE_YEAR, "group", "low", "high"]]
