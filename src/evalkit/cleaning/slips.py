"""Stated totals against the sum of their parts: a slip of 元 and 万元 is put right only where the sum proves it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from evalkit.cleaning.gather import Ledger
from evalkit.cleaning.parsers.money import money

OTHER = {"元": "万元", "万元": "元"}
TOLERANCE = 100  # fen: totals are often rounded to whole yuan
MATTERS = 10 * TOLERANCE
GROSS = ("wage", "business", "property", "transfer")


def repair(lines: pd.DataFrame, stated: pd.DataFrame, above: Mapping[str, frozenset[str]], found) -> pd.DataFrame:
    """Read the one amount of a row in the other unit (元, 万元) that makes the row's stated total true.

    Parameters
    ----------
    lines : DataFrame
        Amount lines.
    stated : DataFrame
        Lines of stated totals; those of a whole row (`row`, `gross_stated`) prove a slip.
    above : mapping
        The items each item is a part of; a whole beside its parts takes no part in the sum.
    found : Found
        Where the repairs are noted.

    Notes
    -----
    Nothing is touched when the row adds up as it stands, when no single change makes it add up, or when two would; nor
    in a row of one amount, where the total may as well be the wrong one; nor where the changed amount would be too
    small to matter, since leaving it out would do as well; nor in a cell that writes its own unit. The 合计 of a row
    with incomes and costs proves nothing: it may be either sum. Nor does a total about amounts outside its period.
    """
    totals = _totals(lines, stated)
    if totals.empty:
        return lines
    part = _summands(lines, totals, above)
    part = part[(part["wanted"] - part["sum"]).abs() > TOLERANCE]
    if part.empty:
        return lines
    amount, total = part["amount"].to_numpy(dtype="int64"), part["sum"].to_numpy(dtype="int64")
    other = _in_other_unit(part)
    gap = part["wanted"].to_numpy(dtype="int64") - total
    hit = (np.abs(other - amount - gap) <= TOLERANCE) & (other != amount)
    once = part.assign(hit=hit).groupby("i")["hit"].transform("sum").to_numpy() == 1
    real = hit & once & (other > MATTERS) & (np.abs(total - amount) > MATTERS)
    lines = lines.copy()
    lines.loc[part.index[real], "amount"] = other[real]
    found.add("unit_slip", lines.loc[part.index[real]])
    return lines


def _totals(lines: pd.DataFrame, stated: pd.DataFrame) -> pd.DataFrame:
    """Return the stated total of each row (by `i`) whose period covers all amounts of the row."""
    totals = stated[stated["check"].isin(["row", "gross_stated"]) & stated["amount"].notna()]
    totals = totals.drop_duplicates("i").set_index("i")
    own = lines[lines["i"].isin(totals.index)]
    first = own.groupby("i")["month"].min().reindex(totals.index)
    end = (own["month"] + own["months"]).groupby(own["i"]).max().reindex(totals.index)
    return totals[(totals["month"] <= first) & (totals["month"] + totals["months"] >= end)]


def _in_other_unit(part: pd.DataFrame) -> np.ndarray:
    """Return what each cell would be in the other unit (fen): its own amount where it names its unit itself."""
    raws = zip(part["raw"], part["unit"], part["amount"], strict=True)
    read = (own if unit not in OTHER else money(raw, OTHER[unit])[0] for raw, unit, own in raws)
    return np.array([own if fen is None else fen for fen, own in zip(read, part["amount"], strict=True)], dtype="int64")


def _summands(lines: pd.DataFrame, totals: pd.DataFrame, above: Mapping[str, frozenset[str]]) -> pd.DataFrame:
    """Return the amounts that a row's stated total adds up, with their `sum` and the total `wanted`."""
    part = lines[lines["i"].isin(totals.index)]
    wholes = {(i, whole) for i, item in zip(part["i"], part["item"], strict=True) for whole in above[item]}
    single = np.array([key not in wholes for key in zip(part["i"], part["item"], strict=True)], dtype=bool)
    is_income = part["source"].isin(GROSS)
    mixed = is_income.groupby(part["i"]).transform("nunique").gt(1).to_numpy()
    whole_row = (totals["check"].reindex(part["i"]) == "row").to_numpy()
    part = part[single & ((whole_row & ~mixed) | (~whole_row & is_income.to_numpy()))]
    wanted = totals["amount"].reindex(part["i"]).to_numpy()
    return part.assign(wanted=wanted, sum=part.groupby("i")["amount"].transform("sum"))


def compare(
    lines: pd.DataFrame, stated: pd.DataFrame, above: Mapping[str, frozenset[str]], ledger: Ledger, found
) -> None:
    """Report every stated total of a row that differs from what its counted amounts add up to.

    Notes
    -----
    Rows whose own amounts are partly checks or repeats are passed over: what they should add up to is not known. The
    合计 of a row may be the sum of all amounts, of the incomes alone, or incomes less costs.
    """
    odd = set(lines.loc[~lines["state"].isin(["kept", "beside its parts"]), "i"])
    lines = lines[(lines["state"] == "kept") & ~lines["i"].isin(odd)]
    stated = stated[stated["amount"].notna() & stated["i"].isin(lines["i"])]
    if lines.empty or stated.empty:
        return
    _compare_items(lines, stated[stated["check"] == "item"], above, found)
    sums = lines.groupby(["i", "year", "source"], sort=False)["amount"].sum().unstack(fill_value=0)
    sums = sums.reindex(columns=[*GROSS, "business_cost"], fill_value=0)
    gross = sums[list(GROSS)].sum(axis=1)
    net = gross - sums["business_cost"]
    size = _sizes(ledger).reindex(net.index.get_level_values("i")).to_numpy()
    every = lines.groupby(["i", "year"])["amount"].sum()
    _compare_rows("row", [every, gross, net], stated, found)
    _compare_rows("gross_stated", [gross], stated, found)
    _compare_rows("net_stated", [net], stated, found)
    _compare_rows("business_net_stated", [sums["business"] - sums["business_cost"]], stated, found)
    _compare_rows("net_per_head_stated", [net.astype("float64") / size], stated, found)


def _compare_rows(check: str, readings: list[pd.Series], stated: pd.DataFrame, found) -> None:
    """Report stated totals that none of the readings (by row and year) comes near; the first reading is expected."""
    part = stated[stated["check"] == check]
    part = part[pd.MultiIndex.from_frame(part[["i", "year"]]).isin(readings[0].index)]
    at = pd.MultiIndex.from_frame(part[["i", "year"]])
    due = np.array([series.reindex(at).to_numpy(dtype="float64", na_value=np.nan) for series in readings])
    off = (np.abs(part["amount"].to_numpy(dtype="float64") - due) > TOLERANCE).all(axis=0)
    found.add("total_differs", part[off], due[0][off])


def _compare_items(lines: pd.DataFrame, stated: pd.DataFrame, above: Mapping[str, frozenset[str]], found) -> None:
    """Report the 小计 of an item's own periods that is not the sum of those periods."""
    if stated.empty:
        return
    pairs = stated.reset_index(names="at").merge(lines, on=["i", "year"], suffixes=("", "_part"))
    own = np.array(
        [p == s or s in above[p] for p, s in zip(pairs["item_part"], pairs["item"], strict=True)], dtype=bool
    )
    ends = pairs["month_part"] + pairs["months_part"] <= pairs["month"] + pairs["months"]
    inside = ((pairs["month_part"] >= pairs["month"]) & ends).to_numpy()
    due = pairs[own & inside].groupby("at")["amount_part"].sum()
    part = stated.loc[due.index]
    off = (part["amount"] - due).abs().gt(TOLERANCE).to_numpy(dtype=bool)
    found.add("total_differs", part[off], due.to_numpy()[off])


def _sizes(ledger: Ledger) -> pd.Series:
    if "household_size" not in ledger.rows:
        return pd.Series(dtype="float64")
    sizes = ledger.rows["household_size"].astype("float64")
    return sizes.where(sizes > 0)
