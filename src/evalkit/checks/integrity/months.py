"""Months: wages that hardly move, and wages that rise just when somebody comes to inspect."""

from __future__ import annotations

import numpy as np
import pandas as pd

from evalkit.checks.declared import Rule
from evalkit.checks.inputs import OWNER, PLACE, Inputs
from evalkit.checks.integrity import figures
from evalkit.checks.integrity.compare import Test, against_others
from evalkit.checks.integrity.series import SERIES, groups, median_interval, monthly
from evalkit.indicators import notes

HOME = [*OWNER, "group"]
QUARTER_END = {"Q1": 3, "Q2": 6, "Q3": 9, "Q4": 12}
NO_INSPECTION = notes.both(
    "考核台账没有写考核季度，不知道检查月份", "no quarter of assessment on record: no month of inspection is known"
)


def too_smooth(income: pd.DataFrame, rule: Rule, by: str, **_: object) -> pd.DataFrame:
    """Return the median over households of how much a wage moves from month to month (standard deviation of log steps).

    Notes
    -----
    Held against the other villages of the county and year by ranks, one-sided. A series that never moves is left to
    `copied_months`.
    """
    series = monthly(income, "wage")
    steps = np.log(series["amount"].astype("float64")).groupby([series[key] for key in SERIES], sort=False).diff()
    spread = series.assign(step=steps).groupby([*HOME, "item"], sort=False)["step"].std()
    moving = spread[spread > 0].rename("figure").reset_index()
    homes = moving.groupby(HOME, sort=False)["figure"].median().reset_index()
    return against_others(homes, rule, by, _ranks("log points", -1))


def jumps(income: pd.DataFrame, rule: Rule, by: str, inputs: Inputs, **_: object) -> pd.DataFrame:
    """Return the median over households of the wage in months of inspection against the months before and after.

    Notes
    -----
    Months of inspection are the ends of the quarters on the assessment ledger. Ratio to the geometric mean of the two
    neighbours; the season shows in every village, so the village is held against the others of its county and year. An
    inspection that moves every village of a county alike is not seen.
    """
    quarters = inputs.table("assessments")[[*PLACE, "period"]].drop_duplicates()
    visits = quarters.assign(month=quarters["period"].map(QUARTER_END)).dropna(subset=["month"])
    series = monthly(income, "wage").groupby([*HOME, "month"], sort=False)["amount"].sum().reset_index()
    logs = series.assign(log=np.log(series["amount"].astype("float64")))[[*HOME, "month", "log"]]
    before = logs.assign(month=logs["month"] + 1).rename(columns={"log": "before"})
    after = logs.assign(month=logs["month"] - 1).rename(columns={"log": "after"})
    seen = logs.merge(before, on=[*HOME, "month"]).merge(after, on=[*HOME, "month"])
    met = seen.merge(visits.astype({"month": "int64"})[[*PLACE, "month"]], on=[*PLACE, "month"])
    met["figure"] = met["log"] - (met["before"] + met["after"]) / 2
    homes = met.groupby(HOME, sort=False)["figure"].mean().pipe(np.exp).reset_index()
    known = set(visits[PLACE].itertuples(index=False, name=None))
    unknown = [place for place, _ in groups(series, by) if tuple(place[key] for key in PLACE) not in known]
    refused = [figures.refused(rule, place, "ratio", NO_INSPECTION) for place in unknown]
    return figures.stack([*refused, against_others(homes, rule, by, _ranks("ratio", 1))])


def _ranks(unit: str, side: int) -> Test:
    def chance(own: pd.Series, rest: pd.Series) -> float:
        from scipy.stats import mannwhitneyu

        return float(mannwhitneyu(own, rest, alternative="greater" if side > 0 else "less").pvalue)

    def interval(own: pd.Series) -> tuple[float, float]:
        return median_interval(own.to_numpy())[1:]

    return Test(unit, "rank test", side, lambda own: float(own.median()), interval, chance)
