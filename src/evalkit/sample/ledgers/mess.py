"""Dirtying a clean value the way people do, without changing what it means; and a few values spoilt for good."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from evalkit import codebook
from evalkit.codebook import Column
from evalkit.sample.ledgers import wording

SPOILT_CODE = "见附件"
SPOILT_NUMBER = "5000-6000"
LOSSY_ID_SHARE = 0.02
WRONG_CODE_SHARE = 0.006
RANGE_SHARE = 0.02
DUPLICATE_SHARE = 0.1


@dataclass
class Cell:
    """What is written, what a cleaner should make of it, and what is wrong with it (empty when nothing is)."""

    written: object
    meant: object
    wrong: str = ""


class Mess:
    """A source of mess: `rate` is the share of cells dirtied; at 0 every value is written plainly.

    Parameters
    ----------
    rng : numpy.random.Generator
        The village's stream for mess.
    rate : float
        0 to 1.
    """

    def __init__(self, rng: np.random.Generator, rate: float):
        self.rng = rng
        self.rate = rate
        self.book = codebook.load()
        self.listed_twice: set[str] = set()

    @property
    def tidy(self) -> bool:
        """True when nothing is dirtied."""
        return self.rate == 0

    def hit(self, share: float = 1.0) -> bool:
        """Say whether this time something happens, at `share` of the rate."""
        return self.rng.random() < self.rate * share

    def chance(self, share: float) -> bool:
        """Say whether a habit of a whole sheet applies; never when tidy."""
        drawn = self.rng.random() < share
        return drawn and not self.tidy

    def pick(self, *options):
        """Return one of the options."""
        return options[int(self.rng.integers(len(options)))]

    def cell(self, column: Column, value: object, unit: str = "") -> Cell:
        """Return a value as it is written in this column.

        Parameters
        ----------
        column : Column
            The codebook's column; its type decides what can go wrong.
        value : object
            The clean value: fen for money, code for codes, ISO text for dates.
        unit : str
            The unit the sheet states for this column (元 or 万元 for money).
        """
        if value is None:
            blank = "/" if column.type in {"date", "money"} and self.hit(0.1) else None
            return Cell(blank, None)
        spoilt = self.spoil(column, value)
        if spoilt is not None:
            return spoilt
        return Cell(self.write(column, value, unit, self.hit()), value)

    def spoil(self, column: Column, value: object) -> Cell | None:
        """Return a cell that no cleaner can read, or None most of the time."""
        if column.type == "idno" and str(value).isdigit() and self.hit(LOSSY_ID_SHARE):
            return Cell(float(value), None, "ID number stored as a number: last digits lost")
        if column.type == "code" and self.hit(WRONG_CODE_SHARE):
            return Cell(SPOILT_CODE, None, "wording not in the code list")
        if column.type == "money" and (column.required or column.name.endswith("_stated")) and self.hit(RANGE_SHARE):
            return Cell(SPOILT_NUMBER, None, "a range where a number belongs")
        return None

    def write(self, column: Column, value: object, unit: str, dirty: bool) -> object:
        """Return the value in the plain or in a dirty way of its type."""
        kind = column.type
        if kind == "money":
            return wording.money(self, int(value), unit, dirty)
        if kind in {"count", "int"}:
            return wording.whole(self, int(value), column.unit, dirty)
        if kind in {"number", "area", "percent"}:
            return wording.decimal(self, value, column.unit, dirty)
        if kind in {"date", "month"}:
            return wording.date(self, str(value), dirty)
        if kind == "yesno":
            return wording.padded(self, "是" if value else "否", dirty)
        if kind == "code":
            return self.code(column.codes, str(value), dirty)
        if kind == "codes":
            separator = self.pick("、", ",", "，", "；") if dirty else "、"
            return separator.join(self.code(column.codes, part, False) for part in value)
        if kind == "idno":
            return wording.number_text(self, str(value), dirty)
        if kind == "phone":
            return float(value) if dirty else str(value)
        return wording.padded(self, str(value), dirty)

    def code(self, name: str, code: str, dirty: bool) -> str:
        """Return the wording of a code: its own, or one of its listed aliases when dirty."""
        row = self.book.code_lists[name][code]
        usable = [alias for alias in row.aliases if self.book.code(name, alias) == code]
        return self.pick(*usable) if dirty and usable else row.zh
