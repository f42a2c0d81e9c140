"""Whole numbers that stand for several columns at once, since comparing texts line by line is slow."""

from __future__ import annotations

import numpy as np
import pandas as pd

MOST = 2**62


def joined(*columns: np.ndarray) -> np.ndarray:
    """Return one whole number per line, the same where all columns are the same.

    Parameters
    ----------
    columns : ndarray of int
        Whole numbers from 0 on.

    Notes
    -----
    The numbers follow the order of the columns; where they would outgrow 64 bits they are counted anew.

    Examples
    --------
    >>> joined(np.array([0, 1, 1]), np.array([5, 5, 7])).tolist()
    [5, 13, 15]
    """
    made, most = columns[0].astype(np.int64), int(columns[0].max(initial=0)) + 1
    for column in columns[1:]:
        size = int(column.max(initial=0)) + 1
        if most * size > MOST:
            (made, *_), (column, *_) = pd.factorize(made, sort=True), pd.factorize(column, sort=True)
            most, size = int(made.max(initial=0)) + 1, int(column.max(initial=0)) + 1
        made, most = made * size + column, most * size
    return made


def repeated(*columns: np.ndarray) -> np.ndarray:
    """Return the mask of the lines that an earlier line is equal to in all columns.

    Examples
    --------
    >>> repeated(np.array([0, 1, 0]), np.array([5, 5, 5])).tolist()
    [False, False, True]
    """
    return pd.Series(joined(*columns)).duplicated().to_numpy()


def category(texts: pd.Series) -> pd.Categorical:
    """Return texts as a category in the order of their first appearance: that of pseudonyms must mean nothing."""
    codes, distinct = pd.factorize(texts)
    return pd.Categorical.from_codes(codes, categories=distinct)


def numbers(lines: pd.DataFrame, *names: str) -> list[np.ndarray]:
    """Return columns of a table as whole numbers: a category by its place in the list."""
    columns = (lines[name] for name in names)
    return [c.cat.codes.to_numpy() if isinstance(c.dtype, pd.CategoricalDtype) else c.to_numpy() for c in columns]
