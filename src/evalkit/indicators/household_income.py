"""What each household earned in each year: the table that income, poverty and self-reliance are computed from."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from evalkit import codebook
from evalkit.indicators import notes
from evalkit.indicators.numbering import coded, key_table, numbered

KEYS = ["county", "village", "year", "household"]
TEXT = dict.fromkeys(["county", "village", "household"], "str")
PLACE_YEAR = ["county", "village", "year"]
GAINS = ("wage", "business", "property", "transfer")
COST = "business_cost"
SOURCES = (*GAINS, COST)
OFFICIAL = GAINS
ALL_MONTHS = (1 << 12) - 1
SIZE_BITS = 32
FAULTS = ("", "unreadable", "partial", "size")


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
        subtracted where business counts; where only single items of it do, name the items of cost that belong to them.

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
    home, first = numbered(income, KEYS)
    source = _source(income["source"])
    counted = source >= 0
    unreadable = income["amount"].isna().to_numpy()
    adds = (
        counted & ~unreadable
        if tuple(include) == OFFICIAL
        else counted & ~unreadable & included(income, include).to_numpy()
    )
    sums = _sums(income["amount"], home * len(SOURCES) + source, adds, len(first) * len(SOURCES))
    table = income[KEYS].iloc[first].reset_index(drop=True).astype(TEXT)
    sums = sums.reshape(-1, len(SOURCES))
    table[[*SOURCES, "net"]] = np.column_stack([sums, sums[:, :-1].sum(axis=1) - sums[:, -1]])
    table["members"] = _members(income, home, len(first))
    if households is not None and table["members"].isna().any():
        listed = table[KEYS].merge(_listed(households), on=KEYS, how="left", sort=False)["members"]
        table["members"] = table["members"].fillna(listed)
    any_unreadable = np.bincount(home[counted & unreadable], minlength=len(first)) > 0
    partial = _covered(income["covered"].to_numpy(), home, counted, len(first)) != ALL_MONTHS
    faults = np.select([any_unreadable, partial, table["members"].isna().to_numpy(dtype=bool)], [1, 2, 3], default=0)
    table["fault"] = pd.Series(pd.array(FAULTS, dtype="str").take(faults))
    earns = np.bincount(home[counted], minlength=len(first)) > 0
    return table if earns.all() else table[earns].reset_index(drop=True)


def included(income: pd.DataFrame, include: Sequence[str] = OFFICIAL) -> pd.Series:
    """Tell which amounts of the income ledger count: those of `include`, and the costs of business if that counts.

    Raises
    ------
    ValueError
        When a name is neither a source nor an item of the code list `income_item`.
    """
    known = {*SOURCES, *codebook.load().code_lists["income_item"]}
    if unknown := [name for name in include if name not in known]:
        raise ValueError(f"include: no source and no item of income is called {', '.join(unknown)}")
    sources = [*include, COST] if "business" in include else list(include)
    return income["source"].isin(sources) | income["item"].isin(include)


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
    home, first = numbered(income, KEYS)
    own = income[KEYS].iloc[first].astype(TEXT).assign(members=_members(income, home, len(first)))
    stated = own[own["members"].notna()]
    if households is not None:
        stated = pd.concat([stated, _listed(households)]).drop_duplicates(KEYS)
    return stated.reset_index(drop=True)


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
    place, first = numbered(years, PLACE_YEAR, sort=True)
    index = pd.MultiIndex.from_frame(key_table(years, PLACE_YEAR, first))
    words = [why[fault] for fault in faults]
    left = [place[(years["fault"] == fault).to_numpy()] for fault in faults]
    counts = [np.bincount(own, minlength=len(first)).tolist() for own in left]
    texts = [
        notes.joined(notes.both(f"{n}{zh}", f"{n} {en}") for (zh, en), n in zip(words, line, strict=True) if n)
        for line in zip(*counts, strict=True)
    ]
    return pd.Series(texts, index=index, name="note", dtype="str")


def _source(source: pd.Series) -> np.ndarray:
    """The place of each row's source in `SOURCES`, -1 for all others."""
    codes, names = coded(source)
    return np.append(pd.Index(SOURCES).get_indexer(names.astype("str")), -1)[codes]


def _members(income: pd.DataFrame, home: np.ndarray, count: int) -> pd.arrays.IntegerArray:
    """The size stated for the latest period of each household-year, missing where none is."""
    size = income["household_size"].to_numpy(dtype="int64", na_value=0)
    # The period stands above the size in one number, so the largest number is the largest size of the latest period.
    stated = income["month"].to_numpy(dtype="int64", copy=True)
    stated += income["months"].to_numpy()
    stated <<= SIZE_BITS
    stated += size
    stated[size < 1] = 0
    latest = np.zeros(count, dtype=np.int64)
    np.maximum.at(latest, home, stated)
    return pd.arrays.IntegerArray(latest & ((1 << SIZE_BITS) - 1), latest == 0)


def _listed(households: pd.DataFrame) -> pd.DataFrame:
    """The members of each household-year by the household list."""
    stated = households[(households["household_size"] >= 1).fillna(False)]
    largest = stated.sort_values("household_size", ascending=False, kind="stable").drop_duplicates(KEYS)
    named = largest[[*KEYS, "household_size"]].rename(columns={"household_size": "members"})
    return named.astype(TEXT | {"members": "Int64"})


def _covered(covered: np.ndarray, home: np.ndarray, counted: np.ndarray, size: int) -> np.ndarray:
    """The months known of each household-year, as bit sets."""
    of_household = np.zeros(size, dtype=np.int64)
    alike = len(covered) > 0 and (covered == covered[0]).all()
    for months in covered[:1] if alike else pd.unique(covered):  # few differ
        of_household[home[counted & (covered == months)]] |= int(months)
    return of_household


def _sums(amounts: pd.Series, place: np.ndarray, chosen: np.ndarray, size: int) -> np.ndarray:
    # np.bincount would add floats; fen must stay whole numbers.
    total = np.zeros(size, dtype=np.int64)
    fen = amounts.to_numpy(dtype="int64", na_value=0)
    np.add.at(total, place[chosen], fen[chosen])
    return total
