"""Limits of figures without an influence function: whole households, or villages, drawn again."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from evalkit.indicators.design import LEVEL

DRAWS = 999


def weights(weight: np.ndarray, cluster: np.ndarray, *, seed: int, draws: int = DRAWS) -> np.ndarray:
    """Return the weights of the units in each draw of as many clusters as there are, with replacement.

    Parameters
    ----------
    weight : ndarray of float
        How many each unit stands for.
    cluster : ndarray
        What is drawn as one: the household, or the village.
    seed, draws : int
        Start of the random numbers, and how often to draw.

    Returns
    -------
    ndarray
        draws x units: the weight times how often the unit's cluster was drawn.

    Notes
    -----
    Clusters are numbered in the order they first appear, so nothing depends on what they are called.
    """
    _, first, of = np.unique(cluster, return_index=True, return_inverse=True)
    number = np.empty(len(first), dtype=np.int64)
    number[np.argsort(first)] = np.arange(len(first))
    size = len(first)
    chosen = np.random.default_rng(seed).integers(size, size=(draws, size)) + np.arange(draws)[:, None] * size
    times = np.bincount(chosen.ravel(), minlength=draws * size).reshape(draws, size)
    return times[:, number[of]] * np.asarray(weight, dtype=float)


def limits(
    measure: Callable[[np.ndarray], np.ndarray],
    weight: np.ndarray,
    cluster: np.ndarray,
    *,
    seed: int,
    draws: int = DRAWS,
    level: float = LEVEL,
) -> tuple[np.ndarray, np.ndarray]:
    """Return the percentile limits of a measure, or of several at once.

    Parameters
    ----------
    measure : callable
        Gets weights (draws x units), returns the figures: draws, or draws x figures.

    Returns
    -------
    low, high : ndarray
        One per figure; nan with fewer than two clusters, when more draws than 1 - level have no figure, or when all
        draws give the same figure, so that the data hold no spread to make limits from.

    Examples
    --------
    >>> value = np.array([1.0, 2, 3, 4])
    >>> low, high = limits(lambda w: w @ value / w.sum(axis=-1), np.ones(4), np.arange(4), seed=1)
    >>> round(float(low), 3), round(float(high), 3)
    (1.5, 3.512)
    """
    if len(np.unique(cluster)) < 2:
        nothing = np.full(np.shape(measure(np.asarray(weight, dtype=float)[None, :]))[1:], np.nan)
        return nothing, nothing
    figures = np.asarray(measure(weights(weight, cluster, seed=seed, draws=draws)))
    lacking = np.isnan(figures)
    known = np.where(lacking.mean(axis=0) > 1 - level, 0.0, np.where(lacking, np.nan, figures))
    low, high = np.nanquantile(known, [(1 - level) / 2, (1 + level) / 2], axis=0)
    flat = high - low <= 1e-12
    return np.where(flat, np.nan, low), np.where(flat, np.nan, high)
