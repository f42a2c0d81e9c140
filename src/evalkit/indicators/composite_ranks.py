"""How far the rank of a place depends on the weights and the normalisation that somebody chose."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from evalkit.indicators import composite

DRAWS = 1000
LEVEL = 0.95


@dataclass(frozen=True)
class Ranks:
    """For each place the middle rank over all draws, its limits, and the share of draws in which it came first."""

    middle: np.ndarray
    low: np.ndarray
    high: np.ndarray
    first: np.ndarray


def rank_intervals(
    values: np.ndarray,
    benefit: np.ndarray,
    *,
    seed: int,
    draws: int = DRAWS,
    level: float = LEVEL,
    base: np.ndarray | None = None,
    around: np.ndarray | None = None,
    certainty: float = 0.0,
    normalisations: tuple[str, ...] = composite.NORMALISATIONS,
) -> Ranks:
    """Return between which ranks each place moves when the weights and the normalisation are drawn anew.

    Parameters
    ----------
    values, benefit
        As in `composite.scale`: places by indicators, and whether more is better.
    seed : int
        Of the random draws; the same seed gives the same ranks.
    draws : int
        How many sets of weights.
    level : float
        Share of the draws that the limits hold.
    base : ndarray, optional
        Places by indicators in the base year, on which the scales are fixed; `values` itself when omitted.
    around, certainty : ndarray, float
        Weights to draw around and how closely: Dirichlet with 1 + certainty x weight x number of indicators. Every set
        of weights is as likely when `certainty` is 0.
    normalisations : tuple of str
        Each draw takes one of these, as likely each.

    Returns
    -------
    Ranks
        Rank 1 is the best; places with the same closeness share the better rank.

    Examples
    --------
    >>> found = rank_intervals(np.array([[3.0, 3.0], [1.0, 1.0], [2.0, 2.0]]), np.array([True, True]), seed=1, draws=50)
    >>> found.low.tolist(), found.high.tolist()
    ([1, 3, 2], [1, 3, 2])
    """
    rng = np.random.default_rng(seed)
    count = np.shape(values)[1]
    spread = np.ones(count) if around is None else 1 + certainty * count * np.asarray(around) / np.sum(around)
    fixed = values if base is None else base
    bases = [composite.scale(fixed, benefit, name) for name in normalisations]
    picked = rng.integers(len(bases), size=draws)
    weights = rng.dirichlet(spread, size=draws)
    ranks = np.array([ranked(composite.topsis(values, own, bases[k])) for own, k in zip(weights, picked, strict=True)])
    tail = (1 - level) / 2
    low, middle, high = np.quantile(ranks, [tail, 0.5, 1 - tail], axis=0, method="inverted_cdf")
    return Ranks(middle, low, high, (ranks == 1).mean(axis=0))


def ranked(score: np.ndarray) -> np.ndarray:
    """Return the rank of each score, 1 the highest; equal scores (to 12 digits) share the better rank.

    Examples
    --------
    >>> ranked(np.array([0.2, 0.9, 0.2])).tolist()
    [2, 1, 2]
    """
    ordered = np.sort(-np.round(score, 12))
    return np.searchsorted(ordered, -np.round(score, 12), side="left") + 1
