"""Poverty of income net of compliant out-of-pocket spending, at the monitoring line."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from evalkit.indicators import annual
from evalkit.indicators import poverty_line as line
from evalkit.indicators.income_levels import after_out_of_pocket, stated
from evalkit.indicators.poverty_measures import fgt


def poverty_after_out_of_pocket(
    earned: pd.DataFrame,
    income: pd.DataFrame,
    scope: pd.DataFrame,
    *,
    interval: bool = False,
    params: Path | None = None,
) -> pd.DataFrame:
    """Return headcount, gap and squared gap of income net of compliant out-of-pocket spending at the monitoring line.

    Returns
    -------
    DataFrame
        Result rows, unit `share`, grouped by measure: headcount, gap, squared_gap; notes as from
        `income_after_out_of_pocket`.
    """
    left = after_out_of_pocket(earned, income)
    met, on_line = line.beside_line(left, scope, params)
    named = {
        "headcount": line.headcount(met),
        "gap": line.gap(met),
        "squared_gap": line.figures(met, lambda x, w: fgt(x, 1, w, 2)),
    }
    parts = [stated(found, met).assign(group_by="measure", group=name) for name, found in named.items()]
    found = pd.concat(parts, ignore_index=True).fillna({"uncertainty": annual.SUPER})
    return line.rows(scope, left, found, on_line, "poverty_after_out_of_pocket", "share", interval=interval)
