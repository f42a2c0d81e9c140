"""Multidimensional poverty of villages and years: how many are poor, how deprived, at one cut-off or at several."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd

from evalkit.indicators import alkire_foster as af
from evalkit.indicators.deprivation_scores import Judged
from evalkit.indicators.design import Estimate
from evalkit.indicators.estimates import per_place
from evalkit.indicators.household_income import PLACE_YEAR
from evalkit.indicators.multidimensional_rows import at_cutoff, persons, poor, rows

Measure = Callable[[af.Poor, np.ndarray], Estimate]


def multidimensional_headcount(
    judged: Judged, scope: pd.DataFrame, *, ks: Sequence[float] = (), by: str = "", interval: bool = False
) -> pd.DataFrame:
    """Return H, the share of persons whose household is multidimensionally poor.

    Parameters
    ----------
    judged : Judged
        As from `deprivation_scores.judge`.
    scope : DataFrame
        Villages and years to report on.
    ks : sequence of float
        Further cut-offs, each a row of group `k` beside that of the standard: whether the finding hangs on it.
    by : str
        Column of the judged households to break down by: `household_type`.
    interval : bool
        Also give the super-population limits, symmetric on the logit scale.

    Returns
    -------
    DataFrame
        Result rows, unit `share`; numerator poor persons, denominator persons, n households.

    References
    ----------
    Alkire and Foster (2011), Journal of Public Economics 95; limits as in Alkire et al. (2015), Multidimensional
    Poverty Measurement and Analysis, chapter 8.

    Examples
    --------
    >>> from evalkit.indicators.deprivation_scores import judge
    >>> place = {"county": "990101", "village": "990101100201", "year": 2024, "household_type": "ordinary"}
    >>> homes = place | {"household": ["a", "b"], "members": [1, 4]}
    >>> lacks = dict.fromkeys(["dropout", "uninsured", "water", "job_lost"], False) | {"housing": [True, False]}
    >>> judged = judge(pd.DataFrame(homes | lacks))
    >>> from evalkit.indicators import scope as scopes
    >>> multidimensional_headcount(judged, scopes.years("990101100201", [2024]))["value"].tolist()
    [0.2]
    """
    figures = _figures(judged, af.headcount, ks, by, "poor", "members")
    return rows(judged, scope, figures, "multidimensional_headcount", interval)


def multidimensional_intensity(
    judged: Judged, scope: pd.DataFrame, *, ks: Sequence[float] = (), by: str = "", interval: bool = False
) -> pd.DataFrame:
    """Return A, the weighted share of items that poor persons lack on average.

    Returns
    -------
    DataFrame
        As from `multidimensional_headcount`; the denominator is poor persons. Refused where nobody is poor.
    """
    figures = _figures(judged, af.intensity, ks, by, "lacking", "poor")
    return rows(judged, scope, figures, "multidimensional_intensity", interval)


def multidimensional_m0(
    judged: Judged, scope: pd.DataFrame, *, ks: Sequence[float] = (), by: str = "", interval: bool = False
) -> pd.DataFrame:
    """Return M0 = H x A, what poor persons lack as a share of all that all persons could lack.

    Returns
    -------
    DataFrame
        As from `multidimensional_headcount`; numerators of subgroups add up to that of all, and so do denominators.
    """
    figures = _figures(judged, af.adjusted_headcount, ks, by, "lacking", "members")
    return rows(judged, scope, figures, "multidimensional_m0", interval)


def _figures(judged: Judged, measure: Measure, ks: Sequence[float], by: str, top: str, bottom: str) -> pd.DataFrame:
    """Return the figures at the cut-off of the standard and at each further one, with their totals."""
    keys, tables = [*PLACE_YEAR, *filter(None, [by])], []
    for k in (None, *ks):
        homes = at_cutoff(judged, k)
        found = per_place(homes, lambda own: measure(poor(own), persons(own)), scale="logit", by=keys)
        totals = homes.groupby(keys, sort=True)[[top, bottom, "k", "least"]].agg(
            {top: "sum", bottom: "sum", "k": "first", "least": "min"}
        )
        names = {"numerator": totals[top], "denominator": totals[bottom], "k": totals["k"], "least": totals["least"]}
        found = found.merge(pd.DataFrame(names).reset_index(), on=keys)
        groups = ({by: found[by].astype("str")} if by else {}) | ({} if k is None else {"k": f"{k:.3g}"})
        labels = pd.DataFrame(groups, index=found.index, dtype="str")
        tables.append(found.assign(group_by="/".join(groups), group=[*map("/".join, labels.to_numpy())]))
    return pd.concat(tables, ignore_index=True).astype({"group_by": "str", "group": "str"})
