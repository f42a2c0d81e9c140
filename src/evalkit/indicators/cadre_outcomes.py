"""Whether villages whose cadres have more experience, training or service also do better: an association only."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pandas as pd

from evalkit.indicators import notes, result
from evalkit.indicators.rank_persistence import spearman

FEWEST = 5
MOST_FOR_ALL_ORDERS = 8
DRAWS, SEED = 9999, 20240101
TOLERANCE = 1e-9
NAME, UNIT = "cadre_outcome_correlation", "index"
PLACE_TIME = ["county", "village", "year", "period"]
CAVEAT = notes.both(
    "村间关联，不是因果；派驻干部本来就因村而异",
    "an association across villages, not a cause; postings depend on the village",
)
FLAT = notes.both("各村数值没有差别", "the villages do not differ")


def spearman_test(first: np.ndarray, second: np.ndarray) -> tuple[float, float]:
    """Return Spearman's rank correlation and its two-sided p-value by permutation.

    Parameters
    ----------
    first, second : ndarray
        Two figures of the same units, without gaps.

    Returns
    -------
    rho, p : float, float
        nan when a figure is the same everywhere. Up to eight units every order is tried and p is exact; with more,
        9999 seeded shuffles and the order found.

    Notes
    -----
    Ties share their mean rank.

    References
    ----------
    Spearman (1904), American Journal of Psychology 15; Siegel and Castellan (1988), section 9.3.

    Examples
    --------
    >>> rho, p = spearman_test(np.array([1.0, 2, 3, 4]), np.array([1.0, 2, 3, 4]))
    >>> round(rho, 9), round(p * 24)
    (1.0, 2)
    """
    from scipy.stats import rankdata

    first, second = np.asarray(first, dtype=float), np.asarray(second, dtype=float)
    n = len(first)
    rho = float(spearman(first, second, np.ones(n))) if n else math.nan
    if math.isnan(rho):
        return rho, math.nan
    a, b = (rankdata(one) - (n + 1) / 2 for one in (first, second))
    far = abs(a @ b) - TOLERANCE
    if n <= MOST_FOR_ALL_ORDERS:
        orders = b[np.array(list(itertools.permutations(range(n))))]
        return rho, float((np.abs(orders @ a) >= far).mean())
    orders = np.random.default_rng(SEED).permuted(np.broadcast_to(b, (DRAWS, n)), axis=1)
    return rho, float(1 + (np.abs(orders @ a) >= far).sum()) / (DRAWS + 1)


def cadre_outcome_correlation(cadres: pd.DataFrame, outcome: pd.DataFrame, *, fewest: int = FEWEST) -> pd.DataFrame:
    """Return the rank correlation across villages of a figure about cadres and a figure about the village.

    Parameters
    ----------
    cadres : DataFrame
        Result rows of one indicator of `cadres`, such as `training_hours`, one per village and period.
    outcome : DataFrame
        Result rows of one indicator of the village, such as `income_growth`, one per village and period.
    fewest : int
        Fewest villages with both figures.

    Returns
    -------
    DataFrame
        One result row for each county and period: `group_by` is `cadres/outcome`, `n` the villages; p is in the note.
        Villages with one of the figures only are counted in the note.

    Raises
    ------
    ValueError
        When a table holds several indicators or several rows of one village and period.
    """
    names = [_one_indicator(table) for table in (cadres, outcome)]
    pairs = cadres[[*PLACE_TIME, "value"]].merge(outcome[[*PLACE_TIME, "value"]], on=PLACE_TIME, how="outer")
    group = {"group_by": "cadres/outcome", "group": "/".join(names)}
    lines = []
    for (county, year, period), own in pairs.groupby(["county", "year", "period"], sort=True):
        keys = group | {"county": county, "year": int(year), "period": period}
        lines.append(_line(own[["value_x", "value_y"]], keys, fewest))
    return result.concat(lines)


def _line(own: pd.DataFrame, keys: dict[str, object], fewest: int) -> pd.DataFrame:
    both = own.dropna()
    if len(both) < fewest:
        few = notes.both(f"两项数值都有的村不足{fewest}个", f"fewer than {fewest} villages with both figures")
        return result.refusal(NAME, unit=UNIT, reason=few, n=len(both), **keys)
    rho, p = spearman_test(both["value_x"].to_numpy(), both["value_y"].to_numpy())
    if math.isnan(rho):
        return result.refusal(NAME, unit=UNIT, reason=FLAT, n=len(both), **keys)
    left = len(own) - len(both)
    short = notes.both(f"{left}村缺其中一项，未计", f"{left} villages lack one figure, left out") if left else ""
    chance = notes.both(f"排列检验p值{p:.3f}", f"p by permutation {p:.3f}")
    return result.row(NAME, unit=UNIT, value=rho, n=len(both), note=notes.joined([CAVEAT, chance, short]), **keys)


def _one_indicator(table: pd.DataFrame) -> str:
    names = sorted(set(table["indicator"]))
    if len(names) != 1 or table.duplicated(PLACE_TIME).any():
        raise ValueError(f"expected one row of one indicator for each village and period, got {', '.join(names)}")
    return names[0]
