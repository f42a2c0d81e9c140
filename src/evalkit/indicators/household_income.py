"""What each household earned in each year: the table that income, poverty and self-reliance are computed from."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from evalkit.indicators import notes

KEYS = ["county", "village", "year", "household"]
TEXT = dict.fromkeys(["county", "village", "household"], "str")
PLACE_YEAR = ["county", "village", "year"]
GAINS = ("wage", "business", "property", "transfer")
COST = "business_cost"
OFFICIAL = GAINS
ALL_MONTHS = (1 << 12) - 1


def household_years(
    income: pd.DataFrame, households: pd.DataFrame | None = None, include: Sequence[str] = OFFICIAL
) -> pd.DataFrame:
    """Add up the income ledger to one row per household and year.

    Parameters
    ----------
    income : DataFrame
        Clean table `income`; amounts in fen.
    households : DataFrame, optional
        Clean table `households`, for the size of households whose income ledger does not state it.
    include : sequence of str
        Sources (`wage`, ...) and single items (`transfer_pension`, ...) that count as income. Business costs are
        always subtracted.

    Returns
    -------
    DataFrame
        county, village, year, household; wage, business, property, transfer, business_cost and net (fen, whole
        numbers); members (missing when no ledger states it); fault: empty, `partial` (the sheets that list the
        household do not cover twelve months), `unreadable` (an amount is missing) or `size` (no household size).

    Notes
    -----
    Net income is wage + business + property + transfer - business cost. Which months are covered says the column
    `covered` of the ledger: those that the sheets listing the household have a place for, however rows and months are
    spread over sheets and files. Ledgers leave a period without money blank, so a blank in a covered month is no
    income; a household that stands in the first half-year's sheets only is not known for the second. A household-year
    with a fault is kept here and left out, and counted, by every indicator that needs what is missing.

    Examples
    --------
    >>> year = {"county": "990101", "village": "990101100201", "year": 2024, "household": "h", "household_size": 2}
    >>> period = {"period_kind": "year", "month": 1, "months": 12, "covered": 4095}
    >>> amounts = [("wage", 900_000), ("business", 200_000), ("business_cost", 50_000)]
    >>> ledger = pd.DataFrame([year | period | {"item": s, "source": s, "amount": a} for s, a in amounts])
    >>> household_years(ledger)[["net", "members", "fault"]].values.tolist()
    [[1050000, 2, '']]
    """
    counted = income[income["source"].isin([*GAINS, COST])]
    group = counted.groupby(KEYS, sort=False).ngroup().to_numpy()
    table = counted.loc[~counted.duplicated(KEYS), KEYS].reset_index(drop=True).astype(TEXT)
    wanted = included(counted, include)
    for source in [*GAINS, COST]:
        table[source] = _sums(counted["amount"], group, wanted & (counted["source"] == source), len(table))
    table["net"] = table[list(GAINS)].sum(axis=1) - table[COST]
    table = table.merge(sizes(income, households), on=KEYS, how="left", sort=False)
    covered = _covered(counted, group, len(table))
    unreadable = np.zeros(len(table), dtype=bool)
    np.logical_or.at(unreadable, group, counted["amount"].isna().to_numpy())
    faults = [unreadable, covered != ALL_MONTHS, table["members"].isna().to_numpy(dtype=bool)]
    table["fault"] = pd.Series(np.select(faults, ["unreadable", "partial", "size"], default=""), dtype="str")
    return table


def included(income: pd.DataFrame, include: Sequence[str] = OFFICIAL) -> pd.Series:
    """Tell which amounts of the income ledger count: those of `include`, and business costs."""
    return income["source"].isin([*include, COST]) | income["item"].isin(include)


def sizes(income: pd.DataFrame, households: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return the members of each household in each year.

    Returns
    -------
    DataFrame
        county, village, year, household, members.

    Notes
    -----
    The size the income ledger states for the latest period of the year; where it states none, that of the household
    list. A size below one is no size. Of two sizes for the same period the larger is taken, so the order of rows does
    not matter.
    """
    own = income.assign(rank=income["month"] + income["months"])
    parts = [own[[*KEYS, "household_size", "rank"]].drop_duplicates()]
    if households is not None:
        parts.append(households[[*KEYS, "household_size"]].assign(rank=0))
    stated = pd.concat(parts, ignore_index=True)
    stated = stated[(stated["household_size"] >= 1).fillna(False)]
    order = stated.sort_values(["rank", "household_size"], ascending=False, kind="stable")
    chosen = order.drop_duplicates(KEYS).rename(columns={"household_size": "members"}).astype(TEXT)
    return chosen[[*KEYS, "members"]].reset_index(drop=True)


def left_out(years: pd.DataFrame, faults: Sequence[str] = ("partial", "unreadable", "size")) -> pd.Series:
    """Say for each village and year how many households were left out, and why.

    Returns
    -------
    Series of str
        By county, village, year; empty where no household was left out.
    """
    why = {
        "partial": ("户收入不足12个月，未计入", "households with fewer than 12 months of income left out"),
        "unreadable": ("户有金额无法读取，未计入", "households with an unreadable amount left out"),
        "size": ("户缺家庭人口数，未计入", "households without a size left out"),
    }
    counts = years.groupby([*PLACE_YEAR, "fault"], sort=True).size().unstack("fault", fill_value=0)
    counts = counts.reindex(columns=list(faults), fill_value=0)
    texts = [
        notes.joined(notes.both(f"{n}{why[fault][0]}", f"{n} {why[fault][1]}") for fault, n in line.items() if n)
        for line in counts.to_dict("records")
    ]
    return pd.Series(texts, index=counts.index, name="note", dtype="str")


def _covered(counted: pd.DataFrame, group: np.ndarray, size: int) -> np.ndarray:
    """The months known of each household-year, as bit sets."""
    of_household = np.zeros(size, dtype=np.int64)
    np.bitwise_or.at(of_household, group, counted["covered"].to_numpy(dtype=np.int64))
    return of_household


def _sums(amounts: pd.Series, group: np.ndarray, chosen: pd.Series, size: int) -> np.ndarray:
    # np.bincount would add floats; fen must stay whole numbers.
    total = np.zeros(size, dtype=np.int64)
    picked = (chosen & amounts.notna()).to_numpy(dtype=bool)
    np.add.at(total, group[picked], amounts[picked].to_numpy(dtype=np.int64))
    return total
