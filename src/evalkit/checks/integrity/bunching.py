"""Bunching: more households just above the monitoring line than the incomes around it lead one to expect."""

from __future__ import annotations

import pandas as pd

from evalkit.checks.declared import Rule
from evalkit.checks.inputs import Inputs
from evalkit.checks.integrity import figures
from evalkit.checks.integrity.series import groups
from evalkit.indicators import notes, result

NEAR = ("线附近的户数", "households near the line")


def above_line(earned: pd.DataFrame, rule: Rule, by: str, inputs: Inputs, **_: object) -> pd.DataFrame:
    """Return, of the households within the band of the line, the share above it: each year, and all years together.

    Notes
    -----
    A local density test: in an honest ledger the density runs through the line without a step. Its slope is taken from
    the two bands further out, whose counts differ by the cube of the step between the near ones when the logarithm of
    the density is straight; never less than half is expected above. Exact binomial test and Clopper-Pearson interval.
    Households counted in several years are not independent: the row of all years overstates its certainty.
    """
    full = earned[earned["fault"] == ""].merge(inputs.lines, on=["county", "year"])
    full = full.assign(
        ratio=full["net"].astype("float64") / (full["fen"] * full["members"]).astype("float64"),
        first=full.groupby("village", sort=False)["year"].transform("min"),
        last=full.groupby("village", sort=False)["year"].transform("max"),
    )
    tables = [_row(rule, place, own["ratio"]) for place, own in groups(full, by)]
    several = full[full["first"] < full["last"]]
    for place, own in groups(several.assign(year=several["last"]), by):
        tables.append(_row(rule, {**place, "period": f"{own['first'].iloc[0]}/{place['year']}"}, own["ratio"]))
    return result.concat([*tables, *_without_line(rule, earned, by, inputs)])


def _row(rule: Rule, place: dict[str, object], ratio: pd.Series) -> pd.DataFrame:
    from scipy.stats import binomtest

    band = rule.number("band")
    above, below = _count(ratio, 1, 1 + band), _count(ratio, 1 - band, 1)
    far_above, far_below = _count(ratio, 1 + band, 1 + 2 * band), _count(ratio, 1 - 2 * band, 1 - band)
    n = above + below
    if n < rule.number("least_n"):
        return figures.too_few(rule, place, "share of households near the line", n, NEAR)
    step = ((far_above + 0.5) / (far_below + 0.5)) ** (1 / 3)
    expected = max(0.5, step / (1 + step))
    interval = binomtest(above, n).proportion_ci(0.95)
    p = float(binomtest(above, n, expected, alternative="greater").pvalue)
    note = (
        f"线上下各{band:.0%}；按周边密度预期{expected:.0%}",
        f"within {band:.0%} of the line; {expected:.0%} expected from incomes around it",
    )
    return figures.row(
        rule, place, unit="share of households near the line", value=above / n, low=interval.low, high=interval.high,
        n=n, p=p, uncertainty="binomial (super-population)", numerator=above, denominator=n, note=note,
    )  # fmt: skip


def _count(ratio: pd.Series, low: float, high: float) -> int:
    return int(((ratio >= low) & (ratio < high)).sum())


def _without_line(rule: Rule, earned: pd.DataFrame, by: str, inputs: Inputs) -> list[pd.DataFrame]:
    missing = inputs.looked_up_lines[1]
    lacking = [
        (str(county), int(year)) in missing for county, year in zip(earned["county"], earned["year"], strict=True)
    ]
    reason = notes.both("该地该年没有监测线", "no monitoring line for that place and year")
    return [
        result.refusal(rule.rule, unit="share of households near the line", reason=reason, **place)
        for place, _ in groups(earned[lacking], by)
    ]
