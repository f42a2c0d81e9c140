"""Figures of villages and years: a measure of their households, with the limits that the variance engine gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

import numpy as np
import pandas as pd

from evalkit.indicators.design import Estimate, ratio
from evalkit.indicators.household_income import PLACE_YEAR
from evalkit.indicators.limits import errors, limits
from evalkit.indicators.numbering import key_table, numbered
from evalkit.indicators.place_estimates import quotients, totals


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
    place, first = numbered(households, by, sort=True)
    ordered = households
    if (np.diff(place) < 0).any():
        order = np.argsort(place, kind="stable")
        ordered, place = households.iloc[order], place[order]
    edges = np.concatenate([[0], np.cumsum(np.bincount(place, minlength=len(first)))])
    weights = np.ones(len(ordered)) if weight is None else ordered[weight].to_numpy(dtype=float)
    found: dict[str, list[tuple[int, Estimate]]] = {}
    for number, (start, stop) in enumerate(pairwise(edges.tolist())):
        for name, figure in measure(ordered.iloc[start:stop]).items():
            found.setdefault(name, []).append((number, figure))
    frames = [_limited(name, own, edges, weights, (scales or {}).get(name, "identity")) for name, own in found.items()]
    columns = ["number", "part", "value", "low", "high", "n"]
    lines = pd.concat(frames) if frames else pd.DataFrame(columns=columns)
    lines = lines.astype({"number": int, "part": "str", "n": int} | dict.fromkeys(["value", "low", "high"], float))
    lines = lines.sort_values("number", kind="stable", ignore_index=True)
    keys = key_table(households, by, first[lines.pop("number")])
    return pd.concat([keys, lines], axis=1)


def _limited(
    name: str, found: list[tuple[int, Estimate]], edges: np.ndarray, weights: np.ndarray, scale: str
) -> pd.DataFrame:
    """Return the figures of one part with their limits; `edges` are where the units of each place begin."""
    number = np.array([place for place, _ in found])
    value = np.array([figure.value for _, figure in found], dtype=float)
    n = np.diff(edges)[number]
    units = np.concatenate([np.arange(edges[place], edges[place + 1]) for place in number])
    influence = np.concatenate([figure.influence for _, figure in found])
    se, freedom = errors(weights[units] * influence, np.repeat(np.arange(len(number)), n), len(number))
    low, high = limits(value, se, freedom, scale)
    return pd.DataFrame({"number": number, "part": name, "value": value, "low": low, "high": high, "n": n})


def ratios(households: pd.DataFrame, top: pd.Series, bottom: pd.Series, *, scale: str = "identity") -> pd.DataFrame:
    """Return the quotient of two totals of every village and year, with the totals and the 95 % limits.

    Parameters
    ----------
    top, bottom : Series
        What each household adds to the numerator and to the denominator, on the index of `households`.
    scale : {"identity", "logit", "log"}
        Of the limits, as in `design.interval`.

    Returns
    -------
    DataFrame
        county, village, year, value, low, high, n, numerator and denominator; whole numbers are added as such.

    References
    ----------
    Cochran (1977), Sampling Techniques, 3rd edition, sections 2.11 and 6.3.
    """
    place, first = numbered(households, PLACE_YEAR, sort=True)
    parts = [np.asarray(part.reindex(households.index)) for part in (top, bottom)]
    found = quotients(*parts, place, len(first))
    low, high = found.limits(scale=scale)
    figures = {"value": found.value, "low": low, "high": high, "n": np.bincount(place, minlength=len(first))}
    numerator, denominator = (totals(part, place, len(first)) for part in parts)
    keys = key_table(households, PLACE_YEAR, first)
    return keys.assign(**figures, numerator=numerator, denominator=denominator)


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
