"""Whether a raw cell, read once more by the parsers of cleaning, gives the clean value that is traced to it."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from evalkit.cleaning.gather import Raw
from evalkit.cleaning.parse import parse
from evalkit.cleaning.parsers.money import YUAN, money
from evalkit.cleaning.villages import known_villages
from evalkit.codebook import Codebook, Column
from evalkit.intake.values import Cell
from evalkit.privacy.names import MASK


class Agreement:
    """Compares cells with clean values, each distinct pair once.

    Parameters
    ----------
    book : Codebook
        The declared ledgers.

    Notes
    -----
    The unit of an amount may stand in a header, a title or a number format, so an amount agrees when one of the known
    units gives it to the fen. A text agrees when it is the same but for what was masked in it.
    """

    def __init__(self, book: Codebook):
        self.book = book
        self.villages = known_villages(book.villages, None)
        self._seen: dict[tuple, bool] = {}

    def __call__(self, column: Column, cell: Cell, value: object) -> bool:
        key = (column.table, column.name, type(cell), cell, value)
        if key not in self._seen:
            self._seen[key] = self._compare(column, cell, value)
        return self._seen[key]

    def _compare(self, column: Column, cell: Cell, value: object) -> bool:
        if column.type == "money":
            return any(money(cell, unit)[0] == value for unit in YUAN)
        if column.type == "village":
            code, reason = self.villages.find(cell, ("", ""), "")
            return code == value or reason not in ("ok", "blank")
        one = np.empty(1, dtype=object)
        one[0] = cell
        first, unit = np.zeros(1, dtype=np.int32), np.array([""], dtype=object)
        raw = Raw(column=column, codes=first, values=one, col=first + 1, unit=unit)
        read = parse(raw, self.book).values[0]
        if pd.isna(read):
            return False
        if column.type == "month" and str(read).startswith("--"):
            return str(value).endswith(str(read)[1:])
        return read == value or (column.type == "text" and _but_for_masks(str(read), str(value)))


def _but_for_masks(text: str, masked: str) -> bool:
    parts = masked.split(MASK)
    return len(parts) > 1 and re.fullmatch(".+".join(map(re.escape, parts)), text) is not None
