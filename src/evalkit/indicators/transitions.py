"""How households move between income groups: the groups, the matrix of moves, and the indices made from it.

Weights may have leading axes, one set of weights for each draw of a bootstrap; figures then have them too.
"""

from __future__ import annotations

import numpy as np

from evalkit.indicators.rank_persistence import ranks

MULTIPLES = (1.0, 1.5, 2.0)


def transition_matrix(before: np.ndarray, after: np.ndarray, groups: int, weight: np.ndarray) -> np.ndarray:
    """Return the shares of each group's units found in each group later.

    Parameters
    ----------
    before, after : ndarray of int
        Group of each unit in the earlier and the later year, from 0 to `groups` - 1; leading axes as of the weights,
        where groups are cut anew in each draw.
    weight : ndarray of float
        How many each unit stands for, on the last axis.

    Returns
    -------
    ndarray
        groups x groups on the last two axes, rows add up to one; a row nobody starts from is nan.

    Examples
    --------
    >>> transition_matrix(np.array([0, 0, 1, 1]), np.array([0, 1, 1, 1]), 2, np.ones(4)).tolist()
    [[0.5, 0.5], [0.0, 1.0]]
    """
    weight = np.asarray(weight, dtype=float)
    move = np.broadcast_to(np.asarray(before) * groups + after, weight.shape)
    draws = int(np.prod(weight.shape[:-1]))
    cell = (np.arange(draws)[:, None] * groups**2 + move.reshape(draws, -1)).ravel()
    counts = np.bincount(cell, weights=weight.ravel(), minlength=draws * groups**2)
    counts = counts.reshape(*weight.shape[:-1], groups, groups)
    with np.errstate(invalid="ignore"):
        return counts / counts.sum(axis=-1, keepdims=True)


def quantile_groups(income: np.ndarray, groups: int, weight: np.ndarray) -> np.ndarray:
    """Return the group of each unit when units are cut into groups of equal weight by income.

    Notes
    -----
    A unit belongs where the middle of its weight falls; equal incomes are always together, so groups can be uneven.
    """
    # The middle of a unit can lie on a limit; without the margin rounding would decide.
    return np.minimum((ranks(income, weight) * groups + 1e-9).astype(np.int64), groups - 1)


def line_groups(income: np.ndarray, line: np.ndarray | float, multiples: tuple[float, ...] = MULTIPLES) -> np.ndarray:
    """Return the group of each unit by multiples of a line; a unit exactly at a limit is above it, as at the line.

    Examples
    --------
    >>> line_groups(np.array([99.0, 100, 149, 150, 200]), 100).tolist()
    [0, 1, 1, 2, 3]
    """
    return (np.asarray(income / line)[..., None] >= np.asarray(multiples)).sum(axis=-1)


def shorrocks(matrix: np.ndarray) -> np.ndarray:
    """Return the index of Shorrocks and Prais, (n - trace) / (n - 1): 0 nobody moves, 1 the start does not matter.

    References
    ----------
    Shorrocks (1978), The measurement of mobility, Econometrica 46.

    Examples
    --------
    >>> round(float(shorrocks(np.array([[0.8, 0.2], [0.3, 0.7]]))), 10)
    0.5
    """
    size = matrix.shape[-1]
    return (size - np.trace(matrix, axis1=-2, axis2=-1)) / (size - 1)


def determinant_index(matrix: np.ndarray) -> np.ndarray:
    """Return 1 - |determinant|^(1/(n-1)) (Shorrocks 1978): 0 nobody moves, 1 the start does not matter."""
    with np.errstate(invalid="ignore"):
        return 1 - np.abs(np.linalg.det(matrix)) ** (1 / (matrix.shape[-1] - 1))


def eigenvalue_index(matrix: np.ndarray) -> np.ndarray:
    """Return 1 - the size of the second largest eigenvalue: how quickly the start is forgotten; nan with a nan row."""
    known = ~np.isnan(matrix).any(axis=(-2, -1))
    sizes = np.sort(np.abs(np.linalg.eigvals(np.where(known[..., None, None], matrix, 0))), axis=-1)
    return np.where(known, 1 - sizes[..., -2], np.nan)


def bartholomew(matrix: np.ndarray, start: np.ndarray) -> np.ndarray:
    """Return the mean number of groups crossed, over n - 1 (Bartholomew 1973); 0 nobody moves.

    Parameters
    ----------
    start : ndarray of float
        Share of units in each group of the earlier year. A group nobody starts from counts for nothing.
    """
    place = np.arange(matrix.shape[-1])
    crossed = np.abs(place[:, None] - place[None, :])
    mean = (np.nan_to_num(matrix) * crossed).sum(axis=-1)
    return (start * mean).sum(axis=-1) / (matrix.shape[-1] - 1)


def start_shares(before: np.ndarray, groups: int, weight: np.ndarray) -> np.ndarray:
    """Return the share of the weight that starts in each group."""
    at = np.asarray(before)[..., None] == np.arange(groups)
    counts = (at * np.asarray(weight, dtype=float)[..., None]).sum(axis=-2)
    return counts / counts.sum(axis=-1, keepdims=True)
