"""An income item and its parts (工资性收入 and 务工收入): one of them counts, never both."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

from evalkit.cleaning.gather import Ledger
from evalkit.cleaning.numbering import joined, numbers
from evalkit.cleaning.recognise import Placed

Above = Mapping[str, frozenset[str]]
PENDING, KEPT, DUPLICATE, CHECK, BESIDE = "", "kept", "duplicate", "subtotal", "beside its parts"
LINE = ["i", "block", "item", "month", "months", "amount"]
STATES = pd.CategoricalDtype([PENDING, KEPT, DUPLICATE, CHECK, BESIDE])


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


def wholes_and_parts(lines: pd.DataFrame, ledger: Ledger, above: Above, found) -> None:
    """Let an item or its parts count, never both; a nought in a sum column of its parts is no amount."""
    if not lines["item"].isin(frozenset().union(*above.values())).any():
        return
    blocks = ledger.rows["block"].to_numpy()[lines["i"].to_numpy()]
    summed = _sums_of_columns(ledger.placed, lines["item"].cat.categories, above)[blocks, lines["item"].cat.codes]
    open_ = lines["state"] == PENDING
    lines.loc[summed & (open_ & (lines["amount"] == 0)).to_numpy(), "state"] = BESIDE
    table = lines.assign(block=blocks, family=joined(*numbers(lines, "household", "year", "source")))[
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
