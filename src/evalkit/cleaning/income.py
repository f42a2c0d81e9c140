"""Income lines to the long table: what is said twice counts once, and stated totals only check."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import pandas as pd

from evalkit.cleaning import scales, slips
from evalkit.cleaning.gather import Ledger
from evalkit.cleaning.numbering import joined, repeated
from evalkit.cleaning.parse import most_fen
from evalkit.cleaning.recognise import Placed

Above = Mapping[str, frozenset[str]]
PENDING, KEPT, DUPLICATE, CHECK, BESIDE = "", "kept", "duplicate", "subtotal", "beside its parts"
LINE = ["i", "block", "item", "month", "months", "amount"]
STATES = pd.CategoricalDtype([PENDING, KEPT, DUPLICATE, CHECK, BESIDE])
RESULT = ["i", "col", "household", "item", "source", "kind", "month", "months", "amount", "year"]


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

    def is_sum_of(self, parts: list[Line]) -> bool:
        """Return whether parts within the period come to the amount, so that nothing is lost by counting them."""
        ends = self.month + self.months
        inside = all(self.month <= part.month and part.month + part.months <= ends for part in parts)
        return bool(parts) and inside and sum(part.amount for part in parts) == self.amount


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
    _wholes_and_parts(lines, ledger, above, found)
    lines.loc[lines["state"] == PENDING, "state"] = KEPT
    slips.compare(lines, stated, above, ledger, found)
    _row_fates(ledger, lines)
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


def _numbers(lines: pd.DataFrame, *names: str) -> list[np.ndarray]:
    """Return columns as whole numbers: those of a category by its place in the list."""
    columns = (lines[name] for name in names)
    return [c.cat.codes.to_numpy() if isinstance(c.dtype, pd.CategoricalDtype) else c.to_numpy() for c in columns]


def _added_up(lines: pd.DataFrame) -> pd.DataFrame:
    """Add the columns of one row that stand for the same item and period (村级公益岗收入 and 乡镇公益岗收入)."""
    key = joined(*_numbers(lines, "i", "item", "month", "months", "year"))
    again = repeated(key)
    if not again.any():
        return lines
    total = lines["amount"].groupby(key, sort=False).transform("sum")
    return lines.assign(amount=total)[~again].reset_index(drop=True)


def _repeated(lines: pd.DataFrame, found: Found) -> None:
    key = joined(*_numbers(lines, "household", "year", "item", "month", "months"))
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
    open_["key"] = joined(*_numbers(open_, "household", "year", "item"))
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


def _wholes_and_parts(lines: pd.DataFrame, ledger: Ledger, above: Above, found: Found) -> None:
    """Let an item or its parts count, never both; a nought in a sum column of its parts is no amount."""
    if not lines["item"].isin(frozenset().union(*above.values())).any():
        return
    blocks = ledger.rows["block"].to_numpy()[lines["i"].to_numpy()]
    summed = _sums_of_columns(ledger.placed, lines["item"].cat.categories, above)[blocks, lines["item"].cat.codes]
    open_ = lines["state"] == PENDING
    lines.loc[summed & (open_ & (lines["amount"] == 0)).to_numpy(), "state"] = BESIDE
    table = lines.assign(block=blocks, family=joined(*_numbers(lines, "household", "year", "source")))[
        lines["state"] == PENDING
    ]
    table = table[_whole_beside_part(table, above)]
    groups: dict[int, list[Line]] = {}
    for index, family, *line in table[["family", *LINE]].itertuples():
        groups.setdefault(family, []).append(Line(index, *line))
    states, wrong = _whole_or_parts(groups.values(), above)
    lines.loc[list(states), "state"] = list(states.values())
    found.add("total_differs", lines.loc[list(wrong)], np.array(list(wrong.values())))


def _whole_beside_part(lines: pd.DataFrame, above: Above) -> np.ndarray:
    """Return the mask of the lines in whose family an item stands beside a part of it; the others raise no question."""
    names, items = lines["item"].cat.categories, lines["item"].cat.codes.to_numpy()
    bit = {whole: 1 << k for k, whole in enumerate(sorted(frozenset().union(*above.values())))}
    whole = np.array([bit.get(name, 0) for name in names])[items]
    part = np.array([sum(bit[name] for name in above[item]) for item in names])[items]
    family = pd.factorize(lines["family"])[0]
    wholes, parts = np.zeros((2, family.max(initial=-1) + 1), dtype=np.int64)
    np.bitwise_or.at(wholes, family, whole)
    np.bitwise_or.at(parts, family, part)
    return ((wholes & parts) != 0)[family]


def _whole_or_parts(groups: Iterable[list[Line]], above: Above) -> tuple[dict[int, str], dict[int, int]]:
    """Return the lines that do not count with their state, and the wholes that differ from the sum of their parts."""
    states: dict[int, str] = {}
    wrong: dict[int, int] = {}
    for group in groups:
        # The smallest wholes first: they may be parts of larger ones.
        for whole in sorted(group, key=lambda line: -len(above[line.item])):
            parts = [p for p in group if whole.item in above[p.item] and p.meets(whole) and p.index not in states]
            same = [line for line in parts if line.block == whole.block]
            if same or whole.is_sum_of(parts):
                states[whole.index] = BESIDE if any(line.i == whole.i for line in same) else CHECK
                total = sum(line.amount for line in same or parts)
                if total != whole.amount:
                    wrong[whole.index] = total
            else:
                states |= dict.fromkeys((line.index for line in parts), CHECK)
    return states, wrong


def _sums_of_columns(placed: list[Placed], names: pd.Index, above: Above) -> np.ndarray:
    """Return for each table and item whether the table has parts of the item as columns."""
    summed = np.zeros((len(placed), len(names)), dtype=bool)
    for row, table in zip(summed, placed, strict=True):
        parts = [f.column.name for f in table.fields if f.column is not None and f.column.role == "income_item"]
        row[[names.get_loc(whole) for part in parts for whole in above[part]]] = True
    return summed


def _row_fates(ledger: Ledger, lines: pd.DataFrame) -> None:
    """A row with any counted amount is kept; one of repeats only is a duplicate, one of checks only a subtotal."""
    kept, duplicate, check = np.zeros((3, len(ledger.rows)), dtype=bool)
    for mask, state in ((kept, KEPT), (duplicate, DUPLICATE), (check, CHECK)):
        mask[lines.loc[lines["state"] == state, "i"]] = True
    ledger.set_fate(duplicate & ~kept, "duplicate", "identical")
    ledger.set_fate(check & ~kept & ~duplicate, "subtotal", "stated_total")
