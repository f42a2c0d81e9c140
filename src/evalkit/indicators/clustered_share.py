"""Shares of events that come in clusters, such as several falls or clues of one household, as result rows."""

from __future__ import annotations

import numpy as np
import pandas as pd

from evalkit.indicators import notes, proportion
from evalkit.indicators import scope as scopes
from evalkit.indicators.design import Design
from evalkit.indicators.detection import share, share_limits


def rows(
    scope: pd.DataFrame,
    events: pd.DataFrame,
    indicator: str,
    *,
    nothing: str | pd.Series,
    unknown: str = proportion.UNKNOWN,
    caveat: str = "",
    group_by: str = "",
    unit: str = "share",
) -> pd.DataFrame:
    """Return the share of events that are so, one row for each line of the scope (and group), clustered by household.

    Parameters
    ----------
    events : DataFrame
        village, household, year, `yes` (boolean, missing when it cannot be told), and `group` when `group_by` is given.
    nothing, unknown, caveat, group_by, unit
        As in `proportion.rows`.

    Returns
    -------
    DataFrame
        Result rows as from `proportion.rows`; the limits are Wilson's by the effective size, as in
        `detection.share_limits`.
    """
    told = scopes.within(events.assign(yes=events["yes"].astype("boolean")), scope)
    by = [*scopes.KEYS, "group"] if group_by else scopes.KEYS
    figures = [_figure(keys, own) for keys, own in told.groupby(by, sort=True, observed=True)]
    names = [*by, "value", "low", "high", "numerator", "denominator", "n"]
    found = pd.DataFrame(figures, columns=names).astype({key: told[key].dtype for key in by})
    lines = found if group_by else scope.assign(nothing=nothing).merge(found, on=scopes.KEYS, how="left")
    lines = lines.assign(**lines[["numerator", "denominator", "n"]].fillna(0).astype("int64"), group_by=group_by)
    lines["note"] = [_note(line, unknown, caveat) for line in lines.itertuples()]
    return scopes.table(lines, indicator, unit, uncertainty="super-population")


def _figure(keys: tuple, own: pd.DataFrame) -> tuple:
    known = own[own["yes"].notna()]
    yes = known["yes"].to_numpy(dtype=bool)
    if not len(known):
        return (*keys, np.nan, np.nan, np.nan, 0, 0, len(own))
    found = share(yes, np.ones(len(yes)))
    limits = share_limits(found, Design(np.ones(len(yes)), (known["village"] + known["household"]).to_numpy()))
    return (*keys, found.value, *limits, int(yes.sum()), len(yes), len(own))


def _note(line: tuple, unknown: str, caveat: str) -> str:
    if line.n == 0:
        return line.nothing
    missing = proportion.left_out(unknown) if line.n > line.denominator else ""
    small = proportion.SMALL_NOTE if 0 < line.denominator < proportion.SMALL else ""
    return notes.joined([missing, small, caveat])
