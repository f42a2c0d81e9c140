"""Does the pace of answers and clearings differ between kinds of risk? One test for each stage."""

from __future__ import annotations

import numpy as np
import pandas as pd

from evalkit.indicators import curve_tests, notes, proportion
from evalkit.indicators.interval_tests import interval_log_rank
from evalkit.indicators.response_rows import absence, groups, row, table
from evalkit.indicators.response_spells import CLEARING, KEPT

LEAST = 5
ONE_KIND = notes.both(
    f"至少两类风险各有{LEAST}件以上才作检验", f"a test needs two kinds of risk with {LEAST} cases or more each"
)
RARE = notes.both(
    f"不足{LEAST}件的风险类别、无法使用的", f"kinds of risk with fewer than {LEAST} cases, and those not usable"
)
SPANS = notes.both("按日期区间的对数秩检验（Sun得分）", "log-rank test for spans of days (Sun's scores)")
WAYS = notes.both("Gray检验，按月", "Gray's test, by month")


def response_by_risk(
    alerts: pd.DataFrame, scope: pd.DataFrame, cover: pd.DataFrame, *, exits: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Return for each stage how likely such differences between kinds of risk would be if there were none.

    Parameters
    ----------
    alerts, scope, cover, exits
        As in `response_times.response_times`.

    Returns
    -------
    DataFrame
        Result rows `response_by_risk_p`, unit `probability`, by `stage`; numerator the chi-square statistic,
        denominator its degrees of freedom, `n` the cases of the stage.

    Notes
    -----
    Cases are taken as independent, so households with several count a little too much. Spells open before the ledgers
    begin are left out of Gray's test.

    Examples
    --------
    >>> from evalkit import store
    >>> from evalkit.indicators import response_inputs, scope
    >>> alerts = store.empty("alerts").reindex([0]).assign(county="990101", village="990101100201", household="h")
    >>> alerts = alerts.assign(outcome="identified", clue_date="2024-03-01", identified_date="2024-03-11")
    >>> cover = response_inputs.covered(pd.DataFrame({"village": ["990101100201"], "year": [2024]}))
    >>> rows = response_by_risk(alerts, scope.years("990101100201", [2024]), cover)
    >>> rows["note"].iloc[0].partition(" / ")[2]
    'a test needs two kinds of risk with 5 cases or more each'
    """
    rows = []
    for stage, line, _, own in groups(alerts, scope, cover, exits, by_risk=False):
        found = _test(own, stage)
        why = {"note": absence(alerts, line, own, str(found["note"]))}
        rows.append(row(line, stage, own, **(found | why)))
    return table(rows, "response_by_risk_p", "probability", "stage")


def _test(own: pd.DataFrame, stage: str) -> dict[str, object]:
    used = own[own["state"].isin(KEPT) & own["risk"].notna()]
    if stage in CLEARING:
        used = used[used["month"].notna() & np.isinf(used["came"].astype("float64"))]
    used = used[used.groupby("risk")["risk"].transform("size") >= LEAST]
    if used["risk"].nunique() < 2:
        return {"value": np.nan, "note": ONE_KIND}
    risk = used["risk"].to_numpy()
    if stage in CLEARING:
        found = curve_tests.gray(used["month"].to_numpy(float), used["cause"].to_numpy(int), risk)
    else:
        found = interval_log_rank(
            *(used[name].to_numpy(float) for name in ("left", "right")), risk, used["entry"].to_numpy(float)
        )
    if not found.freedom:
        return {"value": np.nan, "note": ONE_KIND}
    left_out = proportion.left_out(RARE) if len(used) < len(own) else ""
    note = notes.joined([WAYS if stage in CLEARING else SPANS, left_out])
    numbers = {"value": found.p, "numerator": found.statistic, "denominator": float(found.freedom)}
    return {**numbers, "uncertainty": "rank test", "note": note}
