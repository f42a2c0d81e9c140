"""Incomes and weights as plain numbers: a measure must not take a missing income for a rich or a poor one."""

from __future__ import annotations

import numpy as np


def numbers(*given: object) -> tuple[np.ndarray, ...]:
    """Return arrays, tables' columns or lists as float arrays of one length.

    Raises
    ------
    ValueError
        When a number is missing or infinite, or lengths differ.

    Examples
    --------
    >>> [part.tolist() for part in numbers([1, 2], np.array([3, 4]))]
    [[1.0, 2.0], [3.0, 4.0]]
    """
    arrays = tuple(np.asarray(part, dtype=float) for part in given)
    if lost := sum(int((~np.isfinite(part)).sum()) for part in arrays):
        raise ValueError(f"expected numbers without gaps, got {lost} missing or infinite; leave such units out first")
    if len({part.shape for part in arrays}) > 1:
        raise ValueError(f"expected one length, got {', '.join(str(len(part)) for part in arrays)}")
    return arrays
