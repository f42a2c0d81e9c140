"""An income ledger's amounts, one line per cell: whichever of items and periods stand in rows or in columns."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from evalkit.cleaning import named_periods, units
from evalkit.cleaning.gather import Distinct, Ledger
from evalkit.cleaning.parse import parse_money
from evalkit.cleaning.parsers.money import RATE, YUAN
from evalkit.cleaning.parsers.periods import Period, period
from evalkit.cleaning.parsers.plain import squeeze
from evalkit.cleaning.period_list import Periods
from evalkit.cleaning.reasons import IS_ABSENT
from evalkit.cleaning.recognise import Field, Placed
from evalkit.cleaning.vocabulary import TOTALS
from evalkit.codebook import Codebook, normal_form
from evalkit.intake.headers import levels_of

UNITS = np.array(sorted([*YUAN, RATE]))
SUFFIX = {"month": "月", "quarter": "季度"}


def families(book: Codebook) -> dict[str, str]:
    """Return the family (wage, business...) of every income item, as its code list says."""
    return {code: row.note.removeprefix("family=") for code, row in book.code_lists["income_item"].items()}


def parts_of(book: Codebook) -> dict[str, frozenset[str]]:
    """Return the items that every income item is a part of: 村级公益岗收入 of 公益岗收入 and of 工资性收入."""
    rows = book.code_lists["income_item"]
    above = {}
    for code in rows:
        chain, parent = [], rows[code].part_of
        while parent and parent not in chain:
            chain.append(parent)
            parent = rows[parent].part_of
        above[code] = frozenset(chain)
    return above


def mark_totals(ledger: Ledger, book: Codebook) -> None:
    """Give rows whose item is 小计 or 合计 the fate `subtotal`, and take the word out lest it be called unknown."""
    raw = ledger.raw.get("item")
    if raw is None:
        return
    codes, distinct = raw.codes, raw.values
    words = [squeeze(cell) for cell in distinct]
    totals = [word.endswith(tuple(TOTALS)) and book.code("income_item", word) is None for word in words]
    is_total = np.array([*totals, False])[codes]
    ledger.set_fate(is_total, "subtotal", "stated_total")
    codes[is_total] = -1


def row_periods(ledger: Ledger) -> tuple[np.ndarray, np.ndarray]:
    """Return each row's own period, else its sheet's (None for none), and the mask of unreadable ones."""
    periods = Periods()
    numbers, wrong = period_numbers(ledger, periods)
    return np.array([*periods, None], dtype=object)[numbers], wrong


def period_numbers(ledger: Ledger, periods: Periods) -> tuple[np.ndarray, np.ndarray]:
    """Return the number of each row's own period, else its sheet's (-1 for none), and the mask of unreadable ones."""
    numbers = np.full(len(ledger.rows), -1, dtype=np.int32)
    wrong = np.zeros(len(ledger.rows), dtype=bool)
    for name in ("quarter", "month"):
        if name not in ledger.raw:
            continue
        codes, distinct = ledger.raw[name].codes, ledger.raw[name].values
        read = [_row_period(cell, name) for cell in distinct]
        filled = np.array([*(bool(squeeze(cell)) for cell in distinct), False])
        bad = filled & np.array([*(p is None or p.kind == "span" for p in read), False])
        number = np.array([*map(periods.number, read), -1], dtype=np.int32)
        wrong |= bad[codes]
        numbers = np.where(filled[codes], number[codes], numbers)
    of_sheet = np.array([periods.number(named_periods.of_sheet(placed)) for placed in ledger.placed], dtype=np.int32)
    return np.where(numbers < 0, of_sheet[ledger.rows["block"]], numbers), wrong


def _row_period(cell: object, name: str) -> Period | None:
    text = squeeze(cell)
    if text.isdecimal() and len(text) < 3:
        text += SUFFIX[name]
    if len(text) >= 8 and text[4:5] == "-":
        text = text[:7]
    return period(text)


def amounts(ledger: Ledger, book: Codebook, periods: Periods) -> pd.DataFrame:
    """Return every filled amount cell: i (row of the ledger), col, item, check, period, raw, unit, amount, code.

    Notes
    -----
    `item` is the column's item, missing where the row names it; `check` names a stated total (`gross_stated`...,
    `row` for the 合计 of a row, `item` for that of one item); `period` is the number of the column's own. Blank cells
    and dashes are no amounts and give no line. Lines stand in the order of rows and columns.
    """
    columns = [(placed, [f for f in placed.fields if is_amount(f)]) for placed in ledger.placed]
    distinct = Distinct()
    cells = _row_by_row(columns, lambda placed, field: distinct.of_column(placed, field.col))
    unit = _row_by_row(columns, lambda placed, field: _unit_numbers(units.of_rows(placed, field)))
    unit = pd.Categorical.from_codes(unit, categories=UNITS)
    parsed = parse_money(cells, distinct.values(), unit)
    said = np.flatnonzero(~IS_ABSENT[parsed.codes])
    i, field = (part[said] for part in _places(columns))
    facts = _facts([(placed, f) for placed, own in columns for f in own], book, periods)
    lines = {"i": i} | {name: values[field] for name, values in facts.items()}
    lines |= {"raw": distinct.values()[cells[said]], "unit": unit[said]}
    return pd.DataFrame(lines | {"amount": parsed.values[said], "code": parsed.codes[said]})


def _facts(fields: list[tuple[Placed, Field]], book: Codebook, periods: Periods) -> dict[str, np.ndarray]:
    """Return what is true of all amounts of a column: its place, its item, the total it states, its period."""
    items = [f.column.name if f.column and f.column.role == "income_item" else None for _, f in fields]
    return {
        "col": np.array([f.col + 1 for _, f in fields], dtype=np.int32),
        "item": pd.Categorical(items, categories=list(book.code_lists["income_item"])),
        "check": pd.Categorical([check_of(placed, f) for placed, f in fields]),
        "period": np.array([periods.number(f.period) for _, f in fields], dtype=np.int32),
    }


def _unit_numbers(names: np.ndarray) -> np.ndarray:
    """Return each row's unit by its place in `UNITS`; one number for a column of one unit, as most are."""
    return np.searchsorted(UNITS, names[:1] if (names == names[:1]).all() else names)


def _places(columns: list[tuple[Placed, list[Field]]]) -> tuple[np.ndarray, np.ndarray]:
    """Return the ledger row and the running number of the column of every amount cell, row by row."""
    rows, fields, start, first = [], [], 0, 0
    for placed, own in columns:
        count = len(placed.block.rows)
        rows.append(np.repeat(np.arange(start, start + count, dtype=np.int32), len(own)))
        fields.append(np.tile(np.arange(first, first + len(own), dtype=np.int32), count))
        start, first = start + count, first + len(own)
    return np.concatenate(rows), np.concatenate(fields)


def _row_by_row(columns: list[tuple[Placed, list[Field]]], read: Callable[[Placed, Field], np.ndarray]) -> np.ndarray:
    """Return the whole numbers a reader gives for every amount cell, row by row."""
    parts = [np.empty(0, dtype=np.int32)]
    for placed, own in columns:
        part = np.empty((len(placed.block.rows), len(own)), dtype=np.int32)
        for k, field in enumerate(own):
            part[:, k] = read(placed, field)
        parts.append(part.ravel())
    return np.concatenate(parts)


def is_amount(field: Field) -> bool:
    """Return whether a column holds amounts or totals of them."""
    return field.column is None or field.column.role in ("income_item", "amount", "total")


def check_of(placed: Placed, field: Field) -> str:
    """Return the name of the total a column states; the empty text for a column that holds amounts themselves.

    Notes
    -----
    `row` is the total of all a row holds, `item` that of one item's own periods (工资性收入: 一季度 ... 小计).
    """
    if field.column is not None and field.column.role == "total":
        return field.column.name
    others = [f for f in placed.fields if f is not field and is_amount(f)]
    if field.column is None and field.period is None:
        return "row"
    if not _says_total(field.header):
        return ""
    if field.column is None:
        return "row" if any(f.period and f.period.months < field.period.months for f in others if field.period) else ""
    same = [f for f in others if f.column == field.column and not _says_total(f.header)]
    return "item" if same else ""


def _says_total(header: str) -> bool:
    return normal_form("".join(levels_of(header)[-1:])).endswith(tuple(TOTALS))
