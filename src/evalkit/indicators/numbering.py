"""Rows that belong together: one number for each distinct combination of keys."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd


def numbered(table: pd.DataFrame, keys: Sequence[str], *, sort: bool = False) -> tuple[np.ndarray, np.ndarray]:
    """Return the number of each row's keys, and the place of the first row of each number.

    Parameters
    ----------
    table : DataFrame
        Holds the keys, as text, categories or whole numbers.
    sort : bool
        Number in the order of the keys; else as they first appear.

    Returns
    -------
    number : ndarray of int
        One per row.
    first : ndarray of int
        `table.iloc[first]` has one row per number, in their order.

    Notes
    -----
    The numbers of the keys are combined into one, so that a long table is hashed once and texts are compared once per
    distinct text. A missing key is a key of its own.

    Examples
    --------
    >>> homes = pd.DataFrame({"village": ["b", "a", "b"], "year": [2024, 2024, 2024]})
    >>> [part.tolist() for part in numbered(homes, ["village", "year"], sort=True)]
    [[1, 0, 1], [1, 0]]
    """
    combined = np.zeros(len(table), dtype=np.int64)
    for key in keys:
        codes, distinct = coded(table[key])
        if sort and not distinct.is_monotonic_increasing:
            codes = _ranked(codes, distinct)
        if len(distinct) > 1 or (codes < 0).any():
            combined = combined * (len(distinct) + 1) + codes + 1
    number, kept = pd.factorize(combined)
    if sort and (kept[1:] < kept[:-1]).any():
        number = _ranked(number, kept)
    first = np.empty(len(kept), dtype=np.int64)
    first[number[::-1]] = np.arange(len(number) - 1, -1, -1)  # of several rows the first of the table is written last
    return number, first


def _ranked(codes: np.ndarray, distinct: pd.Index | np.ndarray) -> np.ndarray:
    """Return codes (-1 for missing) numbered in the order of the values they stand for."""
    rank = np.empty(len(distinct) + 1, dtype=np.int64)
    rank[distinct.argsort()] = np.arange(len(distinct))
    rank[-1] = -1
    return rank[codes]


def key_table(table: pd.DataFrame, keys: Sequence[str], first: np.ndarray) -> pd.DataFrame:
    """Return the keys of each number, texts spelled out; `first` as from `numbered`."""
    own = table[list(keys)].iloc[first].reset_index(drop=True)
    return own.astype({key: "str" for key in keys if isinstance(own[key].dtype, pd.CategoricalDtype)})


def coded(values: pd.Series) -> tuple[np.ndarray, pd.Index]:
    """Return the number of each value, -1 where it is missing, and the values by number; not all need occur.

    Examples
    --------
    >>> codes, values = coded(pd.Series(["b", None, "a", "b"]))
    >>> codes.tolist(), values.tolist()
    ([0, -1, 1, 0], ['b', 'a'])
    """
    if isinstance(values.dtype, pd.CategoricalDtype):
        return values.cat.codes.to_numpy(), values.cat.categories
    if values.dtype.kind == "i" and len(values) and (low := values.min()) == values.max():  # such as a year's own file
        return np.zeros(len(values), dtype=np.int8), pd.Index([low])
    return pd.factorize(values)
