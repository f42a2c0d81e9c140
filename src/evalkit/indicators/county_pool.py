"""All villages of a county taken as one place, for figures that villages are too small to give."""

from __future__ import annotations

import pandas as pd


def pooled(table: pd.DataFrame, county: str) -> pd.DataFrame:
    """Return the rows of one county as of one place without a village.

    Parameters
    ----------
    table : DataFrame
        village, and anything else; a `household` keeps apart from those of the same number in other villages.
    county : str
        Six digits.

    Returns
    -------
    DataFrame
        For a scope of `scope.county_years` or of one line with an empty village.

    Examples
    --------
    >>> homes = pd.DataFrame({"village": ["990101100201", "990101100202", "990102100201"], "household": "1"})
    >>> pooled(homes, "990101").to_numpy().tolist()
    [['', '9901011002011'], ['', '9901011002021']]
    """
    own = table[table["village"].str[:6] == county]
    if "household" in own:
        own = own.assign(household=own["village"] + own["household"])
    return own.assign(village="").astype({"village": "str"})
