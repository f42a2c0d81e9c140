"""Rows of an event ledger that are alike: two equal events, or one event written or sent twice."""

from __future__ import annotations

import numpy as np
import pandas as pd

HALF = 0.5


def written_again(rows: pd.DataFrame) -> np.ndarray:
    """Tell which rows only repeat another.

    Parameters
    ----------
    rows : DataFrame
        village, year, sheet_id, group (the same number for rows that say the same) and serial (the row's own number in
        its list as text, empty where it has none), in the order of sheets and rows.

    Returns
    -------
    ndarray of bool
        True where the row is a second entry. Rows alike for which it is False are events of their own.

    Notes
    -----
    Nothing in such a row says which event it is, so two alike in one sheet are two events, such as two equal sales on
    one day; only a line copied with its serial number is one. Two sheets of a village and year are one ledger sent
    twice when they have more than half of the rows of the smaller one in common; then each event counts as often as
    the sheet that has it most often says. With less in common they are parts of one ledger, and every row counts.

    Examples
    --------
    >>> sales = pd.DataFrame({"village": "v", "year": 2024, "sheet_id": [0, 0, 0, 1, 1], "group": [5, 5, 6, 5, 6]})
    >>> written_again(sales.assign(serial="")).tolist()
    [False, False, False, True, True]
    """
    copied = rows.duplicated(["sheet_id", "group", "serial"]).to_numpy() & (rows["serial"] != "").to_numpy()
    own = rows[~copied]
    counts = own.groupby(["village", "year", "sheet_id", "group"], sort=True).size().rename("count").reset_index()
    before = _sent_before(counts)
    nth = own.groupby(["sheet_id", "group"], sort=False).cumcount()
    at = pd.MultiIndex.from_frame(own[["sheet_id", "group"]])
    again = copied.copy()
    again[~copied] = nth.to_numpy() < before.reindex(at, fill_value=0).to_numpy()
    return again


def _sent_before(counts: pd.DataFrame) -> pd.Series:
    """Return by sheet and group how many of its rows stand in an earlier sheet of which it is another copy."""
    place = ["village", "year"]
    size = counts.groupby([*place, "sheet_id"])["count"].sum()
    pairs = counts.merge(counts, on=[*place, "group"], suffixes=("", "_before"))
    pairs = pairs[pairs["sheet_id_before"] < pairs["sheet_id"]]
    both = pairs.assign(common=pairs[["count", "count_before"]].min(axis=1))
    both = both.groupby([*place, "sheet_id", "sheet_id_before"])["common"].sum().reset_index()
    sizes = [size.reindex(pd.MultiIndex.from_frame(both[[*place, name]])) for name in ("sheet_id", "sheet_id_before")]
    smaller = np.minimum(sizes[0].to_numpy(), sizes[1].to_numpy())
    same = both.loc[both["common"].to_numpy() > HALF * smaller, [*place, "sheet_id", "sheet_id_before"]]
    return pairs.merge(same).groupby(["sheet_id", "group"])["count_before"].max()
