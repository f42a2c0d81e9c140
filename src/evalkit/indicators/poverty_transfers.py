"""Poverty before and after transfers, on the same households."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from evalkit.indicators import poverty_line as line
from evalkit.indicators.design import Estimate
from evalkit.indicators.estimates import per_place
from evalkit.indicators.household_income import PLACE_YEAR
from evalkit.indicators.poverty import ARITHMETIC
from evalkit.indicators.poverty_measures import fgt

NAME = "poverty_before_after_transfers"
ORDERS = {"headcount": 0, "gap": 1}


def poverty_before_after_transfers(
    earned: pd.DataFrame, scope: pd.DataFrame, *, interval: bool = False, params: Path | None = None
) -> pd.DataFrame:
    """Return headcount and gap at the monitoring line without transfers, with them, and the change.

    Parameters
    ----------
    earned : DataFrame
        As from `household_income.household_years`.
    scope : DataFrame
        Villages and years to report on.
    interval : bool
        Also give the intervals for many such villages; that of the change is paired: the households are the same.
    params : Path, optional
        Folder of the policy values.

    Returns
    -------
    DataFrame
        Result rows, unit `share`, grouped by measure/transfers: `headcount/before`, `headcount/after`,
        `headcount/change` (after less before: negative where transfers lift people), and the same for `gap`.

    Notes
    -----
    Arithmetic, not a forecast. The before rows of the headcount are those of `headcount_without_transfers`.
    """
    bare = earned.assign(net=earned["net"] - earned["transfer"])
    after, on_line = line.beside_line(earned, scope, params)
    before, _ = line.beside_line(bare, scope, params)
    both = after.assign(before=before["relative"])
    parts = []
    for measure, order in ORDERS.items():
        level = line.headcount if order == 0 else line.gap
        changes = per_place(both, lambda own, order=order: _change(own, order)).assign(uncertainty="super-population")
        named = {"before": level(before), "after": level(after)}
        named["change"] = _with_fewer(changes, *named.values())
        parts += [found.assign(group_by="measure/transfers", group=f"{measure}/{g}") for g, found in named.items()]
    found = pd.concat(parts, ignore_index=True).fillna({"uncertainty": "super-population"})
    return line.rows(scope, earned, found, on_line, NAME, "share", interval=interval, note=ARITHMETIC)


def _with_fewer(changes: pd.DataFrame, *levels: pd.DataFrame) -> pd.DataFrame:
    """Add the parts of the level nearest to nobody, or to everybody, below the line: change and one level tell it."""
    every = pd.concat(levels, ignore_index=True)
    every["least"] = every["numerator"].clip(upper=every["denominator"] - every["numerator"])
    fewest = every.sort_values("least", kind="stable").drop_duplicates(PLACE_YEAR)
    return changes.merge(fewest[[*PLACE_YEAR, "numerator", "denominator"]], on=PLACE_YEAR, how="left")


def _change(own: pd.DataFrame, order: int) -> Estimate:
    members = own["members"].to_numpy(float)
    after, before = (fgt(own[name].to_numpy(), 1, members, order) for name in ("relative", "before"))
    return after.minus(before)
