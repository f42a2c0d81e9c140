"""Intervals of ratios by linearisation, households as the independent units."""

from __future__ import annotations

import numpy as np
import pandas as pd


def ratio_interval(top: pd.Series, bottom: pd.Series, group: pd.Series | list) -> pd.DataFrame:
    """Return the ratio of two totals and its 95 % interval in each group.

    Parameters
    ----------
    top, bottom : Series
        What each household adds to the numerator and to the denominator.
    group : Series or list of Series
        Which village and year each household belongs to.

    Returns
    -------
    DataFrame
        By group: numerator, denominator, value, low, high, n.

    Notes
    -----
    The households are seen as one draw from all that could have lived there (a super-population), each an independent
    cluster of its members. The variance is that of the linearised ratio, n/(n-1) x sum(e^2) / denominator^2 with
    e = top - value x bottom, and the limits use Student's t with n-1 degrees of freedom. With fewer than two households
    there is no interval.

    References
    ----------
    Cochran (1977), Sampling Techniques, 3rd edition, section 2.11 and 6.3.

    Examples
    --------
    >>> found = ratio_interval(pd.Series([9, 66]), pd.Series([1, 4]), pd.Series(["v", "v"]))
    >>> found[["numerator", "denominator", "value"]].values.tolist()
    [[75.0, 5.0, 15.0]]
    """
    parts = pd.DataFrame({"top": top.to_numpy(), "bottom": bottom.to_numpy()}, index=top.index)
    totals = parts.groupby(group, sort=True).agg(
        numerator=("top", "sum"), denominator=("bottom", "sum"), n=("top", "size")
    )
    value = totals["numerator"].astype("float64") / totals["denominator"].where(totals["denominator"] != 0)
    number = parts.groupby(group, sort=True).ngroup().to_numpy()
    residual = parts["top"].to_numpy(dtype=float) - value.to_numpy()[number] * parts["bottom"].to_numpy(dtype=float)
    half = _half_width(residual, number, totals["n"].to_numpy()) / totals["denominator"].abs().to_numpy()
    return totals.assign(value=value, low=value - half, high=value + half)


def growth_interval(parts: pd.DataFrame, group: list) -> pd.DataFrame:
    """Return the growth of a ratio of totals, and its 95 % interval, for households seen twice.

    Parameters
    ----------
    parts : DataFrame
        One row per household: top, bottom (later), top_before, bottom_before (earlier), such as income and members.
    group : list of Series
        Which village and year each household belongs to.

    Returns
    -------
    DataFrame
        By group: numerator (later ratio), denominator (earlier ratio), value (their quotient less one), low, high, n.

    Notes
    -----
    The interval is that of the logarithm of the quotient, linearised, and put back; it is missing where a total is not
    positive.
    """
    grouped = parts.groupby(group, sort=True)
    number, totals = grouped.ngroup().to_numpy(), grouped.sum()
    n = grouped.size().to_numpy()
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = {name: parts[name].to_numpy(float) / totals[name].to_numpy(float)[number] for name in parts}
    residual = shares["top"] - shares["bottom"] - shares["top_before"] + shares["bottom_before"]
    half = _half_width(residual, number, n)
    later, earlier = totals["top"] / totals["bottom"], totals["top_before"] / totals["bottom_before"]
    quotient = (later / earlier).where((later > 0) & (earlier > 0))
    limits = {"low": quotient * np.exp(-half) - 1, "high": quotient * np.exp(half) - 1}
    return pd.DataFrame({"numerator": later, "denominator": earlier, "value": quotient - 1, **limits, "n": n})


def _half_width(residual: np.ndarray, number: np.ndarray, n: np.ndarray) -> np.ndarray:
    squares = np.bincount(number, weights=residual**2, minlength=len(n))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(n > 1, student_t(n - 1) * np.sqrt(n / (n - 1) * squares), np.nan)


def student_t(freedom: np.ndarray) -> np.ndarray:
    """Return the 97.5 % point of Student's t for each number of degrees of freedom."""
    from scipy.special import stdtrit

    return stdtrit(np.asarray(freedom, dtype=float), 0.975)
