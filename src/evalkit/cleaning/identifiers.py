"""The raw names and numbers in the files of a run, so that none of them gets out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import numpy as np
import pandas as pd

from evalkit.cleaning.gather import Ledger, Raw, cells_of
from evalkit.cleaning.parsers import numbers_of_persons as numbers
from evalkit.cleaning.parsers.plain import squeeze
from evalkit.cleaning.recognise import Placed
from evalkit.cleaning.sheets import Intake
from evalkit.cleaning.vocabulary import Vocabulary
from evalkit.codebook import Codebook, bare_form, normal_form
from evalkit.intake.layout import Layout
from evalkit.privacy.known import Known
from evalkit.privacy.names import DOTS, HAN

BETWEEN = re.compile(rf"[^{HAN}{DOTS}]+")
PERSONAL = ("name", "idno", "phone", "account", "household_no")
BESIDE = {"head_name": "head_id", "name": "person"}


def collect(ledgers: dict[str, Ledger], intake: Intake, words: Vocabulary) -> Known:
    """Return every raw name, ID number, phone, account and household number of a run.

    Parameters
    ----------
    ledgers : dict of str to Ledger
        The ledgers, their quarantined rows included.
    intake : Intake
        All sheets; tables that no ledger was made of, and forms, hold persons too.
    words : Vocabulary
        The headers that tell which of their cells are personal.
    """
    known, common = Known(), _words(words.book)
    beside, elsewhere = set(), set()
    for ledger in ledgers.values():
        for name, raw in ledger.raw.items():
            if raw.column.type not in PERSONAL:
                continue
            cells = _distinct(raw)
            if name in BESIDE and BESIDE[name] in ledger.raw:
                named = _distinct(raw, _has_number(ledger.raw[BESIDE[name]]))
                _add(known, "name", _fresh(named, beside), common, beside_id=True)
            if raw.column.type == "name":
                cells = _fresh(_fresh(cells, beside, keep=False), elsewhere)
            _add(known, raw.column.type, cells, common)
    for placed in intake.placed:
        if placed.table is None or placed.reason:
            for kind, cells in _personal_columns(placed, words):
                _add(known, kind, cells, common)
    for layout in intake.layouts:
        if layout.is_form:
            for kind, cell in _beside_labels(layout, words):
                _add(known, kind, [cell], common)
    return known


def _add(known: Known, kind: str, cells: Iterable, common: frozenset[str], *, beside_id: bool = False) -> None:
    """Remember the cells of a column of one codebook type; columns of other types hold nothing personal."""
    if kind == "name":
        known.add("name", (n for cell in cells for n in _names(cell) if n not in common), beside_id=beside_id)
    elif kind == "idno":
        known.add("idno", filter(None, numbers.id_numbers(cells)[0]))
        known.add("idno", (text for text in map(squeeze, cells) if text[:17].isdigit()))
    elif kind == "phone":
        known.add("phone", (number for cell in cells for number in numbers.phone_numbers(cell)))
    elif kind == "account":
        known.add("account", (number for cell in cells for number in numbers.account_numbers(cell)))
    elif kind == "household_no":
        known.add("household", filter(None, (numbers.household_number(cell)[0] for cell in cells)))


def _distinct(raw: Raw, where: np.ndarray | None = None) -> list:
    """Return the different cells of a column, or of some of its rows, in the order of the rows."""
    codes = pd.unique(raw.codes if where is None else raw.codes[where])
    return raw.values[codes[codes >= 0]].tolist()


def _fresh(cells: list, seen: set, keep: bool = True) -> list:
    """Return the cells not seen before, and remember them: the same names stand in one ledger after another."""
    fresh = [cell for cell in cells if cell not in seen]
    if keep:
        seen.update(fresh)
    return fresh


def _has_number(raw: Raw) -> np.ndarray:
    """Return which rows hold an ID number, well typed or not."""
    numbers = [re.match(r"\d{15}", squeeze(cell)) is not None for cell in raw.values]
    return np.array([*numbers, False], dtype=bool)[raw.codes]


def _personal_columns(placed: Placed, words: Vocabulary) -> Iterator[tuple[str, list]]:
    """Yield the type and cells of the columns whose header is that of a personal column in any ledger."""
    first = placed.block.columns[0]
    for i, (full, own) in enumerate(zip(placed.block.headers, placed.block.own_headers, strict=True)):
        for kind in _types(full, own, words):
            yield kind, [cell for cell in cells_of(placed, first + i) if cell is not None]


def _beside_labels(layout: Layout, words: Vocabulary) -> Iterator[tuple[str, object]]:
    """Yield the type and the next filled cell of every label in a form that is the header of a personal column.

    Notes
    -----
    The next cell of a header row is another header, and a name with a unit behind it is none of a person.
    """
    for row in layout.sheet.cells:
        filled = [cell for cell in row if cell is not None]
        for label, cell in zip(filled, filled[1:], strict=False):
            if words.knows(str(cell)) or bare_form(cell) != normal_form(cell):
                continue
            for kind in _types(str(label), str(label), words):
                yield kind, cell


def _types(header: str, own: str, words: Vocabulary) -> set[str]:
    found = (words.column(table, header, own) for table in words.book.tables) if header else ()
    return {known.column.type for known in found if known and known.column}


def _names(cell: object) -> list[str]:
    """Return the names in a cell: 王小示、李小例 are two, 王小示(已故) is one."""
    return BETWEEN.split(squeeze(cell))


def _words(book: Codebook) -> frozenset[str]:
    """Return the words of the codebook and the register: a name cell that holds one of them holds no name."""
    words = {row.zh for rows in book.code_lists.values() for row in rows.values()}
    words |= {word for table in book.tables.values() for c in table.columns for word in (c.zh, *c.aliases)}
    words |= {word for table in book.tables.values() for word in (table.zh, *table.title_words)}
    words |= set(book.villages["name_zh"]) | set(book.villages["township_zh"]) | set(book.villages["county_zh"])
    words |= {alias for text in book.villages["aliases"] for alias in text.split("|")}
    return frozenset(normal_form(word) for word in words)
