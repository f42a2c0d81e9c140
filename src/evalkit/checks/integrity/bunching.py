"""Bunching: more households just above the monitoring line than the incomes around it lead one to expect."""

from __future__ import annotations

import pandas as pd

from evalkit.checks.declared import Rule
from evalkit.checks.inputs import Inputs
from evalkit.checks.integrity import figures
from evalkit.checks.integrity.density import Bands, step_at_the_line
from evalkit.checks.integrity.series import groups
from evalkit.indicators import notes

NEAR = ("线附近只有{n}户", "{n} households near the line")
UNIT = "share of households near the line"


def above_line(earned: pd.DataFrame, rule: Rule, by: str, inputs: Inputs, **_: object) -> pd.DataFrame:
    """Return, of the households within the band of the line, the share above it: each year, and all years together.

    Notes
    -----
    The chance is that of `density.step_at_the_line`, which counts the two bands further out too. The row of all years
    counts each household once, in the last year in which it was within these bands: years of one household are alike.
    """
    width = 2 * rule.number("band")
    full = earned[earned["fault"] == ""].merge(inputs.lines, on=["county", "year"])
    full = full.assign(
        ratio=full["net"].astype("float64") / (full["fen"] * full["members"]).astype("float64"),
        first=full.groupby("village", sort=False)["year"].transform("min"),
        last=full.groupby("village", sort=False)["year"].transform("max"),
    )
    tables = [_row(rule, place, own["ratio"]) for place, own in groups(full, by)]
    several = full[(full["first"] < full["last"]) & full["ratio"].between(1 - width, 1 + width, inclusive="left")]
    several = several.sort_values("year", kind="stable").drop_duplicates(["village", "household"], keep="last")
    for place, own in groups(several.assign(year=several["last"]), by):
        tables.append(_row(rule, {**place, "period": f"{own['first'].iloc[0]}/{place['year']}"}, own["ratio"]))
    return figures.stack([*tables, *_without_line(rule, earned, by, inputs)])


def _row(rule: Rule, place: dict[str, object], ratio: pd.Series) -> pd.DataFrame:
    from scipy.stats import binomtest

    band = rule.number("band")
    edges = [1 - 2 * band, 1 - band, 1, 1 + band, 1 + 2 * band]
    counts = Bands(*(int(((ratio >= low) & (ratio < high)).sum()) for low, high in zip(edges, edges[1:], strict=False)))
    n = counts.below + counts.above
    if n < rule.number("least_n"):
        return figures.too_few(rule, place, UNIT, n, NEAR)
    p, expected = step_at_the_line(counts)
    interval = binomtest(counts.above, n).proportion_ci(0.95)
    note = (
        f"线上下各{band:.0%}；按两侧更远处的收入预期{expected:.0%}",
        f"within {band:.0%} of the line; {expected:.0%} expected from incomes further out",
    )
    return figures.row(
        rule, place, unit=UNIT, value=counts.above / n, low=interval.low, high=interval.high, n=n, p=p,
        uncertainty="binomial (super-population)", numerator=counts.above, denominator=n, note=note,
    )  # fmt: skip


def _without_line(rule: Rule, earned: pd.DataFrame, by: str, inputs: Inputs) -> list[pd.DataFrame]:
    missing = inputs.looked_up_lines[1]
    keys = zip(earned["county"], earned["year"], strict=True)
    lacking = pd.Series([(str(county), int(year)) in missing for county, year in keys], earned.index, dtype="bool")
    reason = notes.both("该地该年没有监测线", "no monitoring line for that place and year")
    return [figures.refused(rule, place, UNIT, reason) for place, _ in groups(earned[lacking], by)]
