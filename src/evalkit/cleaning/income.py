"""Income lines to the long table: what is said twice counts once, and stated totals only check."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from evalkit.cleaning import scales, slips
from evalkit.cleaning.gather import Ledger
from evalkit.cleaning.income_parts import CHECK, DUPLICATE, KEPT, PENDING, STATES, Above, wholes_and_parts
from evalkit.cleaning.numbering import joined, numbers, repeated
from evalkit.cleaning.parse import most_fen

RESULT = ["i", "col", "household", "item", "source", "kind", "month", "months", "amount", "year"]


@dataclass
class Found:
    """What was noticed on the way: reason code, lines, and per line the amount (fen) that would have been right."""

    at: list[tuple[str, pd.DataFrame, np.ndarray | None]] = field(default_factory=list)

    def add(self, code: str, lines: pd.DataFrame, due: np.ndarray | None = None) -> None:
        """Remember lines under a reason."""
        if len(lines):
            self.at.append((code, lines[["i", "col", "raw", "amount"]], due))


def unpivot(ledger: Ledger, lines: pd.DataFrame, above: Above) -> tuple[pd.DataFrame, Found]:
    """Return the income table's lines and what was noticed; give the ledger's rows their fates.

    Parameters
    ----------
    ledger : Ledger
        The income ledger with village, year and household.
    lines : DataFrame
        From `income_lines.resolve`.
    above : mapping
        The items each item is a part of, from `income_cells.parts_of`.

    Notes
    -----
    Of a household, item and year the shortest periods count; a longer one over them is a check. Within one sheet a
    whole (工资性收入) beside its parts (务工收入) is a check too. So it is when parts in another sheet come to as much;
    else it counts and they do not, since that sheet may know only some of them.
    """
    found = Found()
    is_check = (lines["check"] != "").to_numpy()
    stated, lines = lines[is_check], lines[~is_check].reset_index(drop=True).astype({"amount": "int64"})
    lines = slips.repair(lines, stated, above, found)
    lines = _possible(lines, ledger, found)
    lines = _added_up(lines)
    lines = lines.assign(state=pd.Categorical.from_codes(np.zeros(len(lines), dtype=np.int8), dtype=STATES))
    _repeated(lines, found)
    _longer_periods(lines, found)
    wholes_and_parts(lines, ledger, above, found)
    lines.loc[lines["state"] == PENDING, "state"] = KEPT
    slips.compare(lines, stated, above, ledger, found)
    _row_fates(ledger, lines, found)
    lines = lines[(lines["state"] == KEPT).to_numpy()].reset_index(drop=True)
    scales.check_incomes(lines, found)
    return lines[RESULT], found


def _possible(lines: pd.DataFrame, ledger: Ledger, found: Found) -> pd.DataFrame:
    """Set aside the rows with an amount no household has: yuan in a column of 万元 that no total proves a slip."""
    huge = (lines["amount"] > most_fen(ledger.table)).to_numpy()
    if not huge.any():
        return lines
    found.add("out_of_range", lines[huge])
    rows = np.isin(np.arange(len(ledger.rows)), lines.loc[huge, "i"])
    ledger.set_fate(rows, "quarantined", "unreadable_amount")
    return lines[~lines["i"].isin(lines.loc[huge, "i"])].reset_index(drop=True)


def _added_up(lines: pd.DataFrame) -> pd.DataFrame:
    """Add the columns of one row that stand for the same item and period (村级公益岗收入 and 乡镇公益岗收入)."""
    key = joined(*numbers(lines, "i", "item", "month", "months", "year"))
    again = repeated(key)
    if not again.any():
        return lines
    total = lines["amount"].groupby(key, sort=False).transform("sum")
    return lines.assign(amount=total)[~again].reset_index(drop=True)


def _repeated(lines: pd.DataFrame, found: Found) -> None:
    key = joined(*numbers(lines, "household", "year", "item", "month", "months"))
    again = repeated(key)
    if not again.any():
        return
    first = lines["amount"].groupby(key, sort=False).transform("first")
    lines.loc[again, "state"] = DUPLICATE
    differs = again & (lines["amount"] != first).to_numpy()
    found.add("duplicate_differs", lines[differs], first[differs].to_numpy())


def _longer_periods(lines: pd.DataFrame, found: Found) -> None:
    """Make a check of every period that covers shorter ones of the same household, item and year.

    Notes
    -----
    Where the shorter ones fill only some of its months and come to less, the longer period knows more: 全年 beside
    1月 and 2月 alone. Then it counts, and they check.
    """
    open_ = lines.loc[lines["state"] == PENDING, ["household", "year", "item", "month", "months"]]
    if open_["months"].nunique() < 2:
        return
    open_["key"] = joined(*numbers(open_, "household", "year", "item"))
    months = open_.groupby("key", sort=False)["months"]
    mixed = months.transform("min") != months.transform("max")
    table = open_[mixed].sort_values(["months", "month"], kind="stable")
    covered: dict[int, dict[int, int]] = {}
    amount, checks, wrong = lines["amount"].to_numpy(dtype="int64"), [], {}
    for index, key, month, months in table[["key", "month", "months"]].itertuples(name=None):
        taken = covered.setdefault(key, {})
        span = range(month, month + months)
        parts = {taken[m] for m in span if m in taken}
        total = sum(int(amount[part]) for part in parts)
        if parts and total != amount[index]:
            wrong[index] = total
        if parts and (total >= amount[index] or all(m in taken for m in span)):
            checks.append(index)
            continue
        checks += parts
        taken |= dict.fromkeys(span, index)
    lines.loc[checks, "state"] = CHECK
    found.add("total_differs", lines.loc[list(wrong)], np.array(list(wrong.values())))


def _row_fates(ledger: Ledger, lines: pd.DataFrame, found: Found) -> None:
    """A row with any counted amount is kept; one of repeats only is a duplicate, one of checks only a subtotal."""
    kept, duplicate, check = np.zeros((3, len(ledger.rows)), dtype=bool)
    for mask, state in ((kept, KEPT), (duplicate, DUPLICATE), (check, CHECK)):
        mask[lines.loc[lines["state"] == state, "i"]] = True
    differs = np.zeros(len(ledger.rows), dtype=bool)
    for cells in (cells for code, cells, _ in found.at if code == "duplicate_differs"):
        differs[cells["i"]] = True
    ledger.set_fate(duplicate & ~kept & differs, "duplicate", "duplicate_differs")
    ledger.set_fate(duplicate & ~kept, "duplicate", "identical")
    ledger.set_fate(check & ~kept & ~duplicate, "subtotal", "stated_total")
