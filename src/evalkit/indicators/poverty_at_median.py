"""The share of persons below a share of the median income per head of their own village."""

from __future__ import annotations

import pandas as pd

from evalkit.indicators import annual, notes
from evalkit.indicators.estimates import per_place
from evalkit.indicators.household_income import PLACE_YEAR
from evalkit.indicators.inequality_shares import quantile
from evalkit.indicators.poverty_relative import fgt_relative

SHARE = 0.4
NO_MEDIAN = notes.both(
    "没有可计算的农户，或收入中位数不大于零", "no household to compute from, or a median not above zero"
)


def headcount_relative(
    earned: pd.DataFrame, scope: pd.DataFrame, *, share: float = SHARE, interval: bool = False
) -> pd.DataFrame:
    """Return the share of persons below a share of the village's own median income per head.

    Parameters
    ----------
    earned : DataFrame
        As from `household_income.household_years`.
    scope : DataFrame
        Villages and years to report on.
    share : float
        Of the median of persons; 0.4 unless told.
    interval : bool
        Also give the interval for many such villages; it holds the error of the median too.

    Returns
    -------
    DataFrame
        Result rows, unit `share`; n households; the line in yuan stands in the note. Nobody below: no limits.

    Notes
    -----
    A person exactly at the line is not below it. The median is that of persons, each with the income per head of the
    household; halfway where the cumulated persons are exactly half.

    References
    ----------
    Berger and Skinner (2003), Applied Statistics 52.
    """
    full = annual.usable(earned)
    people = full.assign(members=full["members"].astype(float), income=full["net"] / full["members"].astype(float))

    def parts(own: pd.DataFrame) -> tuple:
        return own["income"].to_numpy(), own["members"].to_numpy()

    figures = per_place(people, lambda own: fgt_relative(*parts(own), share=share), scale="logit")
    middle = per_place(people, lambda own: quantile(*parts(own), 0.5, convention="average"))[[*PLACE_YEAR, "value"]]
    figures = figures.merge(middle.rename(columns={"value": "middle"}), on=PLACE_YEAR)
    figures["note"] = pd.Series(
        [_line_note(m, share) if m > 0 else "" for m in figures["middle"]], index=figures.index, dtype="str"
    )
    kind = annual.SUPER if interval else annual.CENSUS
    figures = figures if interval else figures.drop(columns=["low", "high"])
    return annual.rows(scope, earned, figures, "headcount_relative", "share", nothing=NO_MEDIAN, uncertainty=kind)


def _line_note(middle: float, share: float) -> str:
    yuan = f"{middle * share / annual.FEN:,.0f}"
    zh = f"相对线{yuan}元（本村人均收入中位数的{share:.0%}）"
    return notes.both(zh, f"relative line {yuan} yuan ({share:.0%} of the village's median)")
