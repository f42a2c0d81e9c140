"""Amount lines of an income ledger completed from their rows: item, source, period, household; or set aside."""

from __future__ import annotations

import numpy as np
import pandas as pd

from evalkit.cleaning.gather import Ledger
from evalkit.cleaning.income_cells import families, period_numbers
from evalkit.cleaning.numbering import joined
from evalkit.cleaning.period_list import Periods
from evalkit.codebook import Codebook


def resolve(ledger: Ledger, lines: pd.DataFrame, book: Codebook, periods: Periods) -> pd.DataFrame:
    """Complete item, source, year and period of every line from its row; set aside rows that lack one.

    Returns
    -------
    DataFrame
        The lines of rows still kept, with village and household (numbers, see `homes`), source, year (0 where nothing
        names one), month, months and kind.
    """
    own, wrong = period_numbers(ledger, periods)
    ledger.set_fate(wrong, "quarantined", "unknown_period")
    i = lines["i"].to_numpy()
    real = (lines["check"] == "").to_numpy()
    number = np.where(lines["period"] < 0, np.maximum(own[i], 0), lines["period"])
    when = periods.of(number, ledger.rows["year"].to_numpy(dtype=np.int32, na_value=0)[i])
    _set_aside(ledger, i[real & (when["kind"] == "span").to_numpy()], "unknown_period")
    lines = lines.drop(columns="period").assign(item=_items(ledger, lines), **when)
    _set_aside(ledger, i[real & lines["item"].isna().to_numpy()], "unknown_item")
    _set_aside(ledger, i[real & lines["amount"].isna().to_numpy()], "unreadable_amount")
    _set_aside(ledger, i[real & (lines["year"] == 0).to_numpy()], "no_year")
    family = pd.Categorical(list(families(book).values()))
    source = pd.Categorical.from_codes(np.append(family.codes, -1)[lines["item"].cat.codes], dtype=family.dtype)
    below = lines["amount"].lt(0).to_numpy(dtype=bool, na_value=False)
    _set_aside(ledger, i[real & (source == "business_cost") & below], "negative_cost")
    lines = lines.assign(source=source, **{name: number[i] for name, number in homes(ledger).items()})
    kept = ledger.kept[i]
    return lines if kept.all() else lines[kept].reset_index(drop=True)


def _items(ledger: Ledger, lines: pd.DataFrame) -> pd.Categorical:
    """Return the item of each line: its column's, else its row's."""
    item = lines["item"].array
    if "item" not in ledger.rows:
        return item
    of_row = pd.Categorical(ledger.rows["item"], dtype=item.dtype).codes[lines["i"]]
    return pd.Categorical.from_codes(np.where(item.codes < 0, of_row, item.codes), dtype=item.dtype)


def homes(ledger: Ledger) -> dict[str, np.ndarray]:
    """Return a number for the village of each row, and one for village and household; -1 where one is missing."""
    village, household = (pd.factorize(ledger.rows[name])[0] for name in ("village", "household"))
    both = pd.factorize(joined(village + 1, household + 1))[0]
    home = np.where((village < 0) | (household < 0), -1, both)
    return {"village": village.astype(np.int32), "household": home.astype(np.int32)}


def _set_aside(ledger: Ledger, rows: np.ndarray, code: str) -> None:
    mask = np.zeros(len(ledger.rows), dtype=bool)
    mask[rows] = True
    ledger.set_fate(mask, "quarantined", code)
