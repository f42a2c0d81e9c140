"""Distinct cells -> values -> rows: every column is parsed once per different cell of the whole run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd

from evalkit.cleaning.gather import Raw
from evalkit.cleaning.parsers import dates, measures, numbers_of_persons, words
from evalkit.cleaning.parsers.money import MOST, money
from evalkit.cleaning.reasons import NUMBER
from evalkit.codebook import DTYPES, Codebook, Column, Table

BLANK = NUMBER["blank"]


@dataclass
class Parsed:
    """A column's clean values and, per row, the number of a reason in `reasons`."""

    values: pd.api.extensions.ExtensionArray
    codes: np.ndarray


def parse(raw: Raw, book: Codebook) -> Parsed:
    """Parse one column as its codebook type says."""
    if raw.column.type == "money":
        return parse_money(raw.codes, raw.values, raw.unit, most_fen(book.tables[raw.column.table]))
    where, distinct = raw.codes, raw.values
    if raw.column.type == "idno":
        values, codes = numbers_of_persons.id_numbers(distinct)
    else:
        reader = _reader(raw.column, book)
        pairs = [reader(cell) for cell in distinct]
        values, codes = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    return _spread(values, codes, where, DTYPES[raw.column.type])


def most_fen(table: Table) -> int:
    """Return the largest amount that one row of a ledger can hold."""
    return MOST if table.most_yuan is None else table.most_yuan * 100


def parse_money(where: np.ndarray, distinct: np.ndarray, unit: np.ndarray, most: int = MOST) -> Parsed:
    """Parse amounts to fen, each distinct cell and unit once; one above `most` is no value.

    Parameters
    ----------
    where : ndarray of int
        For each row the place of its cell in `distinct`; -1 where there is none.
    distinct : ndarray of object
        The distinct cells.
    unit : ndarray of str
        The unit each row's sheet states.
    most : int
        The largest amount in fen that a cell can hold.
    """
    unit_of, unit_names = pd.factorize(unit)
    both, pairs = pd.factorize(
        np.where(where < 0, -1, where.astype(np.int64) * len(unit_names) + unit_of), use_na_sentinel=False
    )
    values, codes = [], []
    for pair in pairs:
        cell = None if pair < 0 else distinct[pair // len(unit_names)]
        value, code = money(cell, "元" if pair < 0 else unit_names[pair % len(unit_names)])
        if value is not None and value > most:
            value, code = None, "out_of_range"
        values.append(value)
        codes.append(code)
    return _spread(values, codes, both, "Int64")


def _reader(column: Column, book: Codebook) -> Callable[[object], tuple[object, str]]:
    if column.name == "year" or column.name == "formed_year":
        return dates.year
    if column.type in ("code", "codes"):
        return partial(getattr(words, column.type), book=book, name=column.codes)
    return {
        "date": dates.date,
        "month": dates.month,
        "yesno": words.yesno,
        "count": measures.count,
        "int": measures.whole,
        "number": measures.number,
        "area": measures.area,
        "percent": measures.percent,
        "household_no": numbers_of_persons.household_number,
    }.get(column.type, words.text)


def _spread(values: Sequence[object], codes: Sequence[str], where: np.ndarray, dtype: str) -> Parsed:
    """Give every row the value of its distinct cell; the blank cell stands last, where -1 points."""
    table = pd.array([*values, None], dtype=dtype)
    reasons = np.array([*(NUMBER[code] for code in codes), BLANK], dtype=np.int16)
    return Parsed(table[where], reasons[where])
