"""What becomes of households under monitoring month by month: cleared, gone by death or moving, or still open."""

from __future__ import annotations

import numpy as np
import pandas as pd

from evalkit.indicators import design, notes
from evalkit.indicators.incidence_figures import share_by
from evalkit.indicators.response_rows import TOO_SHORT, absence, groups, household, row, table
from evalkit.indicators.response_spells import CLEARING, KEPT

MONTHS = (6, 12, 24)
WAYS = {1: "cleared", 2: "household_gone"}
NO_MONTH = notes.both("没有可用的月份", "no usable month")


def clearing_incidence(
    alerts: pd.DataFrame,
    scope: pd.DataFrame,
    cover: pd.DataFrame,
    *,
    exits: pd.DataFrame | None = None,
    months: tuple[int, ...] = MONTHS,
    by_risk: bool = False,
) -> pd.DataFrame:
    """Return what share was cleared within so many months of identification or of the first measure.

    Parameters
    ----------
    alerts, scope, cover, exits, by_risk
        As in `response_times.response_times`.
    months : tuple of int
        Whole calendar months asked about.

    Returns
    -------
    DataFrame
        Result rows `clearing_incidence`, unit `share`, by `stage/months/way`: `cleared`, and `household_gone` where the
        household left by death or moving while still at risk. The two and the share still open add up to one.

    Notes
    -----
    Aalen-Johansen; limits on the logit scale from the influences summed by household. Households that left are neither
    cleared nor treated as if they could still be.

    Examples
    --------
    >>> from evalkit import store
    >>> from evalkit.indicators import response_inputs, scope
    >>> alerts = store.empty("alerts").reindex([0]).assign(county="990101", village="990101100201", household="h")
    >>> alerts = alerts.assign(outcome="identified", clue_date="2024-03-01", identified_date="2024-03-11")
    >>> cover = response_inputs.covered(pd.DataFrame({"village": ["990101100201"], "year": [2024]}))
    >>> alerts = alerts.assign(cleared_date="2024-08")
    >>> rows = clearing_incidence(alerts, scope.years("990101100201", [2024]), cover)
    >>> rows.set_index("group").loc["identified_to_cleared/6/cleared", "value"].item()
    1.0
    """
    rows = []
    for stage, line, risk, own in groups(alerts, scope, cover, exits, by_risk, CLEARING):
        used = own[own["state"].isin(KEPT) & own["month"].notna()]
        if used.empty:
            rows.append(row(line, stage, own, used, value=np.nan, note=absence(alerts, line, own, NO_MONTH)))
            continue
        time, cause = used["month"].to_numpy(float), used["cause"].to_numpy(int)
        ways = WAYS if (cause == 2).any() and not risk else {1: "cleared"}
        for limit in months:
            for which, way in ways.items():
                found = share_by(time, cause, limit, used["came"].to_numpy(float), which=which)
                error = design.error(found, design.Design(np.ones(len(time)), household(used)))
                low, high = (
                    design.interval(found.value, error, "logit") if found.value == found.value else (np.nan,) * 2
                )
                counted = float(((time <= limit) & (cause == which)).sum())
                note = "" if found.value == found.value else TOO_SHORT
                numbers = {"value": found.value, "low": low, "high": high, "numerator": counted, "note": note}
                rows.append(row(line, [stage, str(limit), risk or way], own, used, **numbers))
    return table(rows, "clearing_incidence", "share", f"stage/months/{'risk' if by_risk else 'way'}")
