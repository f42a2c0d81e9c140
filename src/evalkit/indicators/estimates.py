"""Figures of villages and years: a measure of their households, with the limits that the variance engine gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pandas as pd

from evalkit.indicators.design import Design, Estimate, error, interval, ratio
from evalkit.indicators.household_income import PLACE_YEAR


def per_place(
    households: pd.DataFrame,
    measure: Callable[[pd.DataFrame], Estimate],
    *,
    weight: str | None = "members",
    scale: str = "identity",
    by: Sequence[str] = PLACE_YEAR,
) -> pd.DataFrame:
    """Return a figure of every village and year with its 95 % limits.

    Parameters
    ----------
    households : DataFrame
        One row per household, the unit drawn; county, village, year and what the measure needs.
    measure : callable
        Gets the households of one village and year; returns the figure and the influence of each.
    weight : str, optional
        Column of how many each household stands for; `members` makes persons weigh equally. Equal when None.
    scale : {"identity", "logit", "log"}
        Of the limits, as in `design.interval`.
    by : sequence of str
        What makes a place and time.

    Returns
    -------
    DataFrame
        The keys, value, low, high and n (households).

    Notes
    -----
    The households are seen as one draw from all that could have lived there (a super-population), each an independent
    cluster of its members.

    Examples
    --------
    >>> from evalkit.indicators.design import ratio
    >>> homes = {"county": "990101", "village": "990101100201", "year": 2024, "net": [9.0, 66.0], "members": [1, 4]}
    >>> per_place(pd.DataFrame(homes), lambda own: ratio(own["net"], own["members"]), weight=None)["value"].tolist()
    [15.0]
    """
    parts = parts_per_place(households, lambda own: {"": measure(own)}, weight=weight, scales={"": scale}, by=by)
    return parts.drop(columns="part")


def parts_per_place(
    households: pd.DataFrame,
    measure: Callable[[pd.DataFrame], Mapping[str, Estimate]],
    *,
    weight: str | None = "members",
    scales: Mapping[str, str] | None = None,
    by: Sequence[str] = PLACE_YEAR,
) -> pd.DataFrame:
    """Return several figures that one measure gives of every village and year, each with its 95 % limits.

    Parameters
    ----------
    measure : callable
        Gets the households of one village and year; returns figures by name.
    scales : mapping of str, optional
        The scale of the limits of each figure, `identity` for those not named.

    Returns
    -------
    DataFrame
        As from `per_place`, one line per figure with its name in `part`.
    """
    lines = []
    for keys, own in households.groupby(list(by), sort=True):
        units = Design(np.ones(len(own)) if weight is None else own[weight].to_numpy(dtype=float))
        for name, found in measure(own).items():
            limits = interval(found.value, error(found, units), (scales or {}).get(name, "identity"))
            lines.append((*keys, name, found.value, *limits, len(own)))
    frame = pd.DataFrame(lines, columns=[*by, "part", "value", "low", "high", "n"])
    kinds = {key: households[key].dtype for key in by} | {"part": "str"}
    return frame.astype(kinds | dict.fromkeys(["value", "low", "high"], float))


def ratios(households: pd.DataFrame, top: pd.Series, bottom: pd.Series) -> pd.DataFrame:
    """Return the quotient of two totals of every village and year, with the totals and the 95 % limits.

    Parameters
    ----------
    top, bottom : Series
        What each household adds to the numerator and to the denominator, on the index of `households`.

    Returns
    -------
    DataFrame
        county, village, year, value, low, high, n, numerator and denominator; whole numbers are added as such.

    References
    ----------
    Cochran (1977), Sampling Techniques, 3rd edition, sections 2.11 and 6.3.
    """
    parts = households[PLACE_YEAR].assign(top=top, bottom=bottom)
    figures = per_place(parts, lambda own: ratio(own["top"], own["bottom"]), weight=None)
    totals = parts.groupby(PLACE_YEAR, sort=True).agg(numerator=("top", "sum"), denominator=("bottom", "sum"))
    return figures.merge(totals.reset_index(), on=PLACE_YEAR)


def growth(pairs: pd.DataFrame) -> pd.DataFrame:
    """Return the growth of a quotient of totals between two years, on the same households.

    Parameters
    ----------
    pairs : DataFrame
        One row per household: county, village, year; top, bottom (later) and top_before, bottom_before (earlier), such
        as income and members.

    Returns
    -------
    DataFrame
        As from `ratios`; numerator and denominator are the later and the earlier quotient, value their quotient less
        one.

    Notes
    -----
    The limits are symmetric for the logarithm of the quotient; value and limits are missing where a quotient is not
    positive.
    """

    def measure(own: pd.DataFrame) -> Estimate:
        later, earlier = ratio(own["top"], own["bottom"]), ratio(own["top_before"], own["bottom_before"])
        return later.over(earlier) if later.value > 0 and earlier.value > 0 else Estimate(np.nan, np.zeros(len(own)))

    figures = per_place(pairs, measure, weight=None, scale="log")
    figures[["value", "low", "high"]] -= 1
    totals = pairs.groupby(PLACE_YEAR, sort=True)[["top", "bottom", "top_before", "bottom_before"]].sum()
    quotients = {
        "numerator": totals["top"] / totals["bottom"],
        "denominator": totals["top_before"] / totals["bottom_before"],
    }
    return figures.merge(pd.DataFrame(quotients).reset_index(), on=PLACE_YEAR)
