"""Income lines to the long table: what is said twice counts once, and stated totals only check."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import pandas as pd

from evalkit.cleaning import slips
from evalkit.cleaning.gather import Ledger
from evalkit.cleaning.parse import most_fen
from evalkit.cleaning.recognise import Placed

Above = Mapping[str, frozenset[str]]
HOME = ["village", "household", "year"]
KEY = [*HOME, "item", "month", "months"]
LINE = ["i", "block", "item", "month", "months", "amount", *HOME, "source"]
PENDING, KEPT, DUPLICATE, CHECK, BESIDE = "", "kept", "duplicate", "subtotal", "beside its parts"


class Line(NamedTuple):
    """One amount, as far as it matters beside others of its family."""

    index: int
    i: int
    block: int
    item: str
    month: int
    months: int
    amount: int

    def meets(self, other: Line) -> bool:
        """Return whether two periods share a month."""
        return self.month < other.month + other.months and other.month < self.month + self.months


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
        From `income_cells.resolve`.
    above : mapping
        The items each item is a part of, from `income_cells.parts_of`.

    Notes
    -----
    Of a household, item and year the shortest periods count; a longer one over them is a check. Within one sheet a
    whole (工资性收入) beside its parts (务工收入) is a check too; from another sheet the whole counts and the parts do
    not, since that sheet may know only some of them.
    """
    found = Found()
    stated, lines = lines[lines["check"] != ""], lines[lines["check"] == ""].reset_index(drop=True)
    lines = slips.repair(lines, stated, above, found)
    lines = _possible(lines, ledger, found)
    lines = _added_up(lines).assign(state=PENDING)
    _repeated(lines, found)
    _longer_periods(lines, found)
    _wholes_and_parts(lines, ledger, above, found)
    lines.loc[lines["state"] == PENDING, "state"] = KEPT
    slips.compare(lines, stated, above, ledger, found)
    _row_fates(ledger, lines)
    return lines[lines["state"] == KEPT].reset_index(drop=True), found


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
    keys = ["i", "item", "month", "months", "year"]
    if not lines.duplicated(keys).any():
        return lines
    total = lines.groupby(keys, sort=False)["amount"].transform("sum")
    return lines.assign(amount=total).drop_duplicates(keys).reset_index(drop=True)


def _repeated(lines: pd.DataFrame, found: Found) -> None:
    again = lines.duplicated(KEY).to_numpy()
    if not again.any():
        return
    first = lines.groupby(KEY, sort=False)["amount"].transform("first")
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
    open_ = lines[lines["state"] == PENDING]
    mixed = open_.groupby([*HOME, "item"], sort=False)["months"].transform("nunique") > 1
    table = open_[mixed].sort_values(["months", "month"], kind="stable")
    covered: dict[tuple, dict[int, int]] = {}
    amount, checks, wrong = lines["amount"].to_numpy(dtype="int64"), [], {}
    for index, *home, item, month, months in table[[*HOME, "item", "month", "months"]].itertuples(name=None):
        taken = covered.setdefault((*home, item), {})
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


def _wholes_and_parts(lines: pd.DataFrame, ledger: Ledger, above: Above, found: Found) -> None:
    """Let an item or its parts count, never both; a nought in a sum column of its parts is no amount."""
    wholes = frozenset().union(*above.values())
    is_whole = lines["item"].isin(wholes).to_numpy()
    if not is_whole.any():
        return
    blocks = ledger.rows["block"].to_numpy()[lines["i"].to_numpy()]
    with_parts = {(b, name) for b, placed in enumerate(ledger.placed) for name in _wholes_of_columns(placed, above)}
    summed = np.array([key in with_parts for key in zip(blocks, lines["item"], strict=True)], dtype=bool)
    pending = (lines["state"] == PENDING).to_numpy()
    lines.loc[summed & pending & (lines["amount"] == 0).to_numpy(), "state"] = BESIDE
    table = lines.assign(block=blocks, is_whole=is_whole)[lines["state"] == PENDING]
    by = table.groupby([*HOME, "source"], sort=False)
    table = table[by["is_whole"].transform("any") & (by["item"].transform("nunique") > 1)]
    groups: dict[tuple, list[Line]] = {}
    for line in table[LINE].itertuples(name=None):
        groups.setdefault(line[-4:], []).append(Line(*line[:-4]))
    states, wrong = _whole_or_parts(groups.values(), above)
    lines.loc[list(states), "state"] = list(states.values())
    found.add("total_differs", lines.loc[list(wrong)], np.array(list(wrong.values())))


def _whole_or_parts(groups: Iterable[list[Line]], above: Above) -> tuple[dict[int, str], dict[int, int]]:
    """Return the lines that do not count with their state, and the wholes that differ from the sum of their parts."""
    states: dict[int, str] = {}
    wrong: dict[int, int] = {}
    for group in groups:
        # The smallest wholes first: they may be parts of larger ones.
        for whole in sorted(group, key=lambda line: -len(above[line.item])):
            parts = [p for p in group if whole.item in above[p.item] and p.meets(whole) and p.index not in states]
            same = [line for line in parts if line.block == whole.block]
            if same:
                states[whole.index] = BESIDE if any(line.i == whole.i for line in same) else CHECK
                total = sum(line.amount for line in same)
                if total != whole.amount:
                    wrong[whole.index] = total
            else:
                states |= dict.fromkeys((line.index for line in parts), CHECK)
    return states, wrong


def _wholes_of_columns(placed: Placed, above: Above) -> set[str]:
    """Return the items of which a sheet has parts as columns."""
    names = [f.column.name for f in placed.fields if f.column is not None and f.column.role == "income_item"]
    return {whole for name in names for whole in above[name]}


def _row_fates(ledger: Ledger, lines: pd.DataFrame) -> None:
    """A row with any counted amount is kept; one of repeats only is a duplicate, one of checks only a subtotal."""
    states = {state: set(lines.loc[lines["state"] == state, "i"]) for state in (KEPT, DUPLICATE, CHECK)}
    index = np.arange(len(ledger.rows))
    repeats = np.isin(index, list(states[DUPLICATE] - states[KEPT]))
    checks = np.isin(index, list(states[CHECK] - states[KEPT] - states[DUPLICATE]))
    ledger.set_fate(repeats, "duplicate", "identical")
    ledger.set_fate(checks, "subtotal", "stated_total")
