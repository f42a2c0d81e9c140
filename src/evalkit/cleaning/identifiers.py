"""The raw names and numbers in the ledgers of a run, so that none of them gets out."""

from __future__ import annotations

import re

import pandas as pd

from evalkit.cleaning.gather import Ledger
from evalkit.cleaning.parsers import numbers_of_persons as numbers
from evalkit.cleaning.parsers.plain import squeeze
from evalkit.codebook import Codebook, normal_form
from evalkit.privacy.known import HAN, Known

BETWEEN = re.compile(rf"[^{HAN}·•・]+")


def collect(ledgers: dict[str, Ledger], book: Codebook) -> Known:
    """Return every raw name, ID number, phone, account and household number, those of quarantined rows included."""
    known = Known()
    common = _words(book)
    for ledger in ledgers.values():
        for raw in ledger.raw.values():
            cells = pd.unique(pd.Series(raw.cells, dtype=object).dropna())
            kind = raw.column.type
            if kind == "name":
                known.add("name", (name for cell in cells for name in _names(cell) if name not in common))
            elif kind == "idno":
                known.add("idno", filter(None, numbers.id_numbers(cells)[0]))
                known.add("idno", (text for text in map(squeeze, cells) if text[:17].isdigit()))
            elif kind == "phone":
                known.add("phone", (number for cell in cells for number in numbers.phone_numbers(cell)))
            elif kind == "account":
                known.add("account", (number for cell in cells for number in numbers.account_numbers(cell)))
            elif kind == "household_no":
                known.add("household", filter(None, (numbers.household_number(cell)[0] for cell in cells)))
    return known


def _names(cell: object) -> list[str]:
    """Return the names in a cell: 王小示、李小例 are two, 王小示(已故) is one."""
    return BETWEEN.split(squeeze(cell))


def _words(book: Codebook) -> frozenset[str]:
    """Return the words of the codebook and the register: a name cell that holds one of them holds no name."""
    words = {row.zh for rows in book.code_lists.values() for row in rows.values()}
    words |= {word for table in book.tables.values() for c in table.columns for word in (c.zh, *c.aliases)}
    words |= set(book.villages["name_zh"]) | set(book.villages["township_zh"]) | set(book.villages["county_zh"])
    words |= {alias for text in book.villages["aliases"] for alias in text.split("|")}
    return frozenset(normal_form(word) for word in words)
