"""Cases that a figure had to leave out, counted, and said in its note."""

from __future__ import annotations

import pandas as pd

from evalkit.indicators import notes
from evalkit.indicators import scope as scopes


def noted(
    rows: pd.DataFrame, scope: pd.DataFrame, cases: pd.DataFrame, zh: str, en: str, *, by_group: bool = False
) -> pd.DataFrame:
    """Return rows whose notes also say how many cases of their village and period were left out.

    Parameters
    ----------
    rows : DataFrame
        village, period and `note`: result rows, or lines that become some. A period such as `2024-autumn` belongs to
        the line of its year.
    scope : DataFrame
        Lines reported on.
    cases : DataFrame
        The cases left out: village, year (that of the ledger row where the case itself tells none), and `group` with
        `by_group`.
    zh, en : str
        What to say, with `{n}` for how many.
    by_group : bool
        Whether a case matters only to the rows whose group begins with its own.

    Examples
    --------
    >>> here = scopes.years("990101100201", [2023, 2024])
    >>> undated = pd.DataFrame({"village": ["990101100201"], "year": [2024]})
    >>> said = noted(here.assign(note=""), here, undated, "{n}条没有日期，未计入", "{n} without a date left out")
    >>> said["note"].tolist()
    ['', '1条没有日期，未计入 / 1 without a date left out']
    """
    if cases.empty:
        return rows
    keys = ["village", "period", *(["group"] if by_group else [])]
    counts = scopes.within(cases, scope).groupby(keys, sort=False, observed=True).size().to_dict()
    parts = [rows["village"], rows["period"].str.partition("-")[0]]
    if by_group:
        parts.append(rows["group"].str.partition("/")[0])
    met = [counts.get(key, 0) for key in zip(*parts, strict=True)]
    texts = [notes.both(zh, en).format(n=n) if n else "" for n in met]
    joined = [notes.joined((own, text)) if text else own for own, text in zip(rows["note"], texts, strict=True)]
    return rows.assign(note=pd.Series(joined, index=rows.index, dtype="str"))
