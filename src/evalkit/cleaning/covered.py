"""The months of a year that the income ledgers know of a household: what their sheets have a place for."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from evalkit.cleaning import income_cells, income_lines
from evalkit.cleaning.gather import Ledger
from evalkit.cleaning.numbering import repeated
from evalkit.cleaning.period_list import Periods
from evalkit.cleaning.recognise import Placed
from evalkit.codebook import Codebook

NET = frozenset({"wage", "business", "property", "transfer", "business_cost"})
HOME = ["household", "year"]
PLACE = ["village", "year", "month", "months"]


def covered_months(ledger: Ledger, lines: pd.DataFrame, book: Codebook, periods: Periods) -> pd.DataFrame:
    """Return the months known of every household and year, whichever of their amounts are blank.

    Parameters
    ----------
    ledger : Ledger
        The income ledger after its rows got their fates.
    lines : DataFrame
        All amounts, from `income_lines.resolve`.
    book : Codebook
        Which items are part of net income.
    periods : Periods
        The periods met so far.

    Returns
    -------
    DataFrame
        household (a number, see `income_lines.homes`), year, covered: a bit set, bit 0 is January, 4095 the whole year.

    Notes
    -----
    Every row that was not set aside declares the periods its sheet has columns for, or the period the row itself names,
    or the year; a blank amount there is no income. All sheets and files a household stands in count together, so it
    does not matter how rows and columns are spread over them. A period that no household of the village has an amount
    for is not covered by anybody: in a sheet for twelve months that was handed in at midsummer, half are yet to come.
    """
    aside = (ledger.fate == "quarantined")[lines["i"].to_numpy()]
    known = lines[(lines["check"] == "") & lines["source"].isin(NET) & ~aside]
    filled = known.loc[~repeated(*(known[name].to_numpy() for name in PLACE)), PLACE]
    declared = _declared(ledger, book, periods).merge(filled, on=PLACE)
    homes = declared[HOME].drop_duplicates(ignore_index=True)
    bits = np.zeros(len(homes), dtype=np.int64)
    group = declared.groupby(HOME, sort=False).ngroup().to_numpy()
    np.bitwise_or.at(bits, group, month_bits(declared["month"], declared["months"]))
    return homes.assign(covered=bits.astype(np.int32))


def month_bits(month: pd.Series, months: pd.Series) -> np.ndarray:
    """Return the months an amount covers as a bit set: bit 0 is January.

    Examples
    --------
    >>> [f"{bits:012b}" for bits in month_bits(pd.Series([4, 12]), pd.Series([3, 1]))]
    ['000000111000', '100000000000']
    """
    length, first = months.to_numpy(dtype=np.int64), month.to_numpy(dtype=np.int64)
    return ((1 << length) - 1) << (first - 1)


def with_months(incomes: pd.DataFrame, months: pd.DataFrame) -> pd.DataFrame:
    """Give every income line the months known of its household and year; none where only other items are known."""
    return incomes.merge(months, on=HOME, how="left").fillna({"covered": 0})


def _declared(ledger: Ledger, book: Codebook, periods: Periods) -> pd.DataFrame:
    """Return village, household, year, month and months of every period that a household's rows have a place for."""
    family = income_cells.families(book)
    rows = _homes(ledger, family, periods)
    places = [
        (block, periods.number(period), by_row)
        for block, placed in enumerate(ledger.placed)
        for period, by_row in _places(placed, family)
    ]
    both = rows.merge(pd.DataFrame(places, columns=["block", "period", "by_row"]).astype("int64"), on="block")
    both = both[both["in_net"] | (both["by_row"] == 0)].reset_index(drop=True)
    number = np.where(both["period"] < 0, np.maximum(both["own"], 0), both["period"])
    when = periods.of(number, both["year"].to_numpy())
    made = both[["village", "household"]].assign(year=when["year"], month=when["month"], months=when["months"])
    return made[(made["household"] >= 0) & (made["year"] > 0)].drop_duplicates(ignore_index=True)


def _homes(ledger: Ledger, family: Mapping[str, str], periods: Periods) -> pd.DataFrame:
    """Return the households of each block once for each period of their rows (`own`), and whether the item counts."""
    own, _ = income_cells.period_numbers(ledger, periods)
    in_net = np.zeros(len(ledger.rows), dtype=bool)
    if "item" in ledger.rows:
        in_net = ledger.rows["item"].map(family).isin(NET).to_numpy()
    year = ledger.rows["year"].to_numpy(dtype=np.int32, na_value=0)
    rows = pd.DataFrame({"block": ledger.rows["block"].to_numpy(), "year": year, "own": own, "in_net": in_net})
    return rows.assign(**income_lines.homes(ledger))[ledger.fate != "quarantined"].drop_duplicates()


def _places(placed: Placed, family: Mapping[str, str]) -> set[tuple]:
    """Return the periods a table has amount columns for, and whether its rows name the item of each."""
    fields = [f for f in placed.fields if income_cells.is_amount(f) and not income_cells.check_of(placed, f)]
    items = {f.col: f.column.name if f.column and f.column.role == "income_item" else None for f in fields}
    return {(f.period, items[f.col] is None) for f in fields if items[f.col] is None or family[items[f.col]] in NET}
