"""An income ledger's amounts, one line per cell: whichever of items and periods stand in rows or in columns."""

from __future__ import annotations

import numpy as np
import pandas as pd

from evalkit.cleaning import units
from evalkit.cleaning.gather import Ledger, cells_of
from evalkit.cleaning.parse import parse_money
from evalkit.cleaning.parsers.periods import Period, period
from evalkit.cleaning.parsers.plain import squeeze
from evalkit.cleaning.reasons import IS_ABSENT
from evalkit.cleaning.recognise import Field, Placed
from evalkit.cleaning.vocabulary import TOTALS
from evalkit.codebook import Codebook, normal_form

WHOLE_YEAR = Period(None, 1, 12)
SUFFIX = {"month": "月", "quarter": "季度"}
CHECKS = ("gross_stated", "net_stated", "net_per_head_stated")


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
    codes, distinct = pd.factorize(raw.cells)
    words = [squeeze(cell) for cell in distinct]
    totals = [word.endswith(tuple(TOTALS)) and book.code("income_item", word) is None for word in words]
    is_total = np.array([*totals, False])[codes]
    ledger.set_fate(is_total, "subtotal", "stated_total")
    raw.cells[is_total] = None


def row_periods(ledger: Ledger) -> tuple[np.ndarray, np.ndarray]:
    """Return each row's own period (None where it names none) and the mask of rows whose period is unreadable."""
    periods = np.full(len(ledger.rows), None, dtype=object)
    wrong = np.zeros(len(ledger.rows), dtype=bool)
    for name in ("quarter", "month"):
        if name not in ledger.raw:
            continue
        codes, distinct = pd.factorize(ledger.raw[name].cells)
        read = np.empty(len(distinct) + 1, dtype=object)
        read[:] = [*(_row_period(cell, name) for cell in distinct), None]
        stated = (codes >= 0) & np.array([*(bool(squeeze(cell)) for cell in distinct), False])[codes]
        found = read[codes]
        wrong |= stated & np.array([p is None or p.kind == "span" for p in found])
        periods = np.where(stated, found, periods)
    return periods, wrong


def _row_period(cell: object, name: str) -> Period | None:
    text = squeeze(cell)
    if text.isdecimal() and len(text) < 3:
        text += SUFFIX[name]
    if len(text) >= 8 and text[4:5] == "-":
        text = text[:7]
    return period(text)


def amounts(ledger: Ledger) -> pd.DataFrame:
    """Return every filled amount cell: i (row of the ledger), col, item, check, total, period, amount, code, raw.

    Notes
    -----
    `item` is the column's item, missing where the row names it; `check` names a stated total (`gross_stated`...,
    `row` for the 合计 of a row, `item` for that of one item). Blank cells and dashes are no amounts and give no line.
    """
    starts = np.concatenate([[0], np.cumsum([len(p.block.rows) for p in ledger.placed])])
    parts = [
        _cells(placed, field, int(start))
        for placed, start in zip(ledger.placed, starts, strict=False)
        for field in placed.fields
        if _is_amount(field)
    ]
    names = ["i", "col", "item", "check", "period", "raw", "unit"]
    columns = {name: np.concatenate([part[name] for part in parts] or [np.empty(0, dtype=object)]) for name in names}
    parsed = parse_money(columns["raw"], columns["unit"])
    lines = pd.DataFrame({name: pd.Series(columns[name], dtype=object) for name in names if name != "unit"})
    lines = lines.assign(amount=parsed.values, code=parsed.codes).astype({"i": "int64", "col": "int32"})
    lines = lines[~IS_ABSENT[lines["code"]]]
    return lines.sort_values(["i", "col"], ignore_index=True)


def _is_amount(field: Field) -> bool:
    return field.column is None or field.column.role in ("income_item", "amount", "total")


def _cells(placed: Placed, field: Field, start: int) -> dict[str, np.ndarray]:
    count = len(placed.block.rows)
    item = field.column.name if field.column and field.column.role == "income_item" else None
    check = _check(placed, field)
    values = {
        "i": np.arange(start, start + count),
        "col": np.full(count, field.col + 1),
        "raw": np.empty(count, dtype=object),
        "unit": np.array(units.of_rows(placed, field), dtype=object),
    }
    values["raw"][:] = cells_of(placed, field.col)
    for name, value in (("item", item), ("check", check), ("period", field.period)):
        values[name] = np.empty(count, dtype=object)
        values[name][:] = [value] * count
    return values


def _check(placed: Placed, field: Field) -> str:
    """Return the name of the total a column states; the empty text for a column that holds amounts themselves.

    Notes
    -----
    `row` is the total of all a row holds, `item` that of one item's own periods (工资性收入: 一季度 ... 小计).
    """
    if field.column is not None and field.column.role == "total":
        return field.column.name
    others = [f for f in placed.fields if f is not field and _is_amount(f)]
    if field.column is None and field.period is None:
        return "row"
    if not _says_total(field.header):
        return ""
    if field.column is None:
        return "row" if any(f.period and f.period.months < field.period.months for f in others if field.period) else ""
    same = [f for f in others if f.column == field.column and not _says_total(f.header)]
    return "item" if same else ""


def _says_total(header: str) -> bool:
    return normal_form(header.split("/")[-1]).endswith(tuple(TOTALS))


def resolve(ledger: Ledger, lines: pd.DataFrame, book: Codebook) -> pd.DataFrame:
    """Complete item, source, year and period of every line from its row; set aside rows that lack one.

    Returns
    -------
    DataFrame
        The lines of rows still kept, with village, household, year, month, months, kind and source.
    """
    own, wrong = row_periods(ledger)
    ledger.set_fate(wrong, "quarantined", "unknown_period")
    i = lines["i"].to_numpy()
    real = (lines["check"] == "").to_numpy()
    periods = [p or own[row] or WHOLE_YEAR for p, row in zip(lines["period"], i, strict=True)]
    span = np.array([p.kind == "span" for p in periods], dtype=bool)
    _set_aside(ledger, i[real & span], "unknown_period")
    item = lines["item"].astype("str")
    if "item" in ledger.rows:
        item = item.fillna(ledger.rows["item"].iloc[i].reset_index(drop=True))
    _set_aside(ledger, i[real & item.isna().to_numpy()], "unknown_item")
    unreadable = real & lines["amount"].isna().to_numpy()
    _set_aside(ledger, i[unreadable], "unreadable_amount")
    row_year = ledger.rows["year"].iloc[i].reset_index(drop=True)
    years = pd.array([p.year for p in periods], dtype="Int64")
    lines = lines.assign(
        item=item,
        source=item.map(families(book)).astype("str"),
        month=[p.month for p in periods],
        months=[p.months for p in periods],
        kind=[p.kind for p in periods],
        year=pd.Series(years).fillna(row_year),
        village=ledger.rows["village"].iloc[i].reset_index(drop=True),
        household=ledger.rows["household"].iloc[i].reset_index(drop=True),
    )
    _set_aside(ledger, i[real & lines["year"].isna().to_numpy()], "no_year")
    return lines[ledger.kept[i]].reset_index(drop=True)


def _set_aside(ledger: Ledger, rows: np.ndarray, code: str) -> None:
    mask = np.zeros(len(ledger.rows), dtype=bool)
    mask[rows] = True
    ledger.set_fate(mask, "quarantined", code)
