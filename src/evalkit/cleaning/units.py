"""The unit of a money column: its header's, else its table's, else its number format's, else the codebook's."""

from __future__ import annotations

import re

import numpy as np

from evalkit.cleaning.named_periods import of_sheet
from evalkit.cleaning.parsers.money import RATE, YUAN
from evalkit.cleaning.recognise import Field, Placed
from evalkit.codebook import normal_form
from evalkit.intake.headers import levels_of
from evalkit.intake.units import of_header
from evalkit.intake.values import blank

SCALED = re.compile(r"亿|千万|百万|十万|万|千|百")
PER_WORDS = re.compile(
    r"每一?(月|季|天|日|人|亩|户|次)|(月|季|日|人|亩|户|次)均"
    r"|(?<![\d一二三四五六七八九十个])(月)(?:标准|补贴|收入|工资)"
)
UNIT_HEADERS = {"单位", "金额单位", "货币单位", "计量单位"}
PERIODS = {"month": "月", "quarter": "季"}
SHRINKS = re.compile(r"[0#?],+(?![0#?])|[!\\]\.")


def of_rows(placed: Placed, field: Field) -> np.ndarray:
    """Return the unit of each data row of a money column: one of `YUAN`, or `RATE`.

    Notes
    -----
    务工收入（元/月）, 养老金（每月） and 月均 are rates, unless the column is one by its name (人均纯收入,
    月补贴标准) or its amounts are for such a period anyway (the columns 1月, 2月; rows that name their month).
    A column 单位 goes before what a header says.

    A number format that only shows 32000 as 3.2万 leaves the cell in 元; one that writes 万元 behind the typed number
    says that 万元 was typed. A unit inside the cell's own text goes before all of this (see `parsers.money`).
    """
    column, count = field.column, len(placed.block.rows)
    if _pers(field, placed) - _allowed(field, placed):
        return np.full(count, RATE)
    declared = column.unit if column is not None and column.unit in YUAN else "元"
    stated = _own(field) or _money(placed.block.units.get(-1, "")) or _shared(placed, field)
    unit = stated or declared
    formats = placed.layout.sheet.formats
    if (c := column_of_units(placed)) is not None:
        named = [_money(str(placed.layout.value(r, c) or "")) for r in placed.block.rows]
        return np.array([own or unit for own in named])
    if stated or not formats:
        return np.full(count, unit)
    return np.array([_of_format(formats.get(placed.layout.cell(r, field.col), ""), unit) for r in placed.block.rows])


def column_of_units(placed: Placed) -> int | None:
    """Return the column 单位 that gives each row's amounts their unit: all that it holds are units of money."""
    for c in placed.unmapped:
        if normal_form(placed.block.header(c)) in UNIT_HEADERS:
            said = {str(value).strip() for r in placed.block.rows if not blank(value := placed.layout.value(r, c))}
            if said and said <= set(YUAN):
                return c
    return None


def _own(field: Field) -> str:
    """Return the unit of a column's header, of any level: 2023年收入（万元） stands over all its months."""
    return _money(field.unit) or next((u for p in reversed(levels_of(field.header)) if (u := _money(of_header(p)))), "")


def _pers(field: Field, placed: Placed) -> set[str]:
    """Return what the amounts of a column are per (月, 人, 亩...), as its header or else the table's title says."""
    stated = field.unit if _money(field.unit) else placed.block.units.get(-1, "") if not _own(field) else ""
    units = {per.removeprefix("个").removesuffix("度") for per in stated.split("/")[1:]}
    return (units | _words_of(normal_form(field.header))) - {"年"}


def _words_of(text: str) -> set[str]:
    return {per for found in PER_WORDS.findall(text) for per in found if per}


def _allowed(field: Field, placed: Placed) -> set[str]:
    """Return what the amounts may be per: by the column's own name, or by the period that column or row is for."""
    if field.column is not None and placed.table.name != "income":
        return _words_of(normal_form(field.column.zh)) | ({"月"} if "月" in field.column.zh else set())
    own = _words_of(normal_form(field.column.zh)) if field.column is not None else set()
    periods = {f.column.name for f in placed.fields if f.column is not None and f.column.role == "period"}
    periods |= {found.kind for found in (field.period, of_sheet(placed)) if found}
    return own | {per for kind, per in PERIODS.items() if kind in periods}


def _shared(placed: Placed, field: Field) -> str:
    """Return the one unit that an income sheet's other amounts name, for a 小计 or 合计 among them that names none."""
    if placed.table is None or placed.table.name != "income":
        return ""
    named = {unit for other in placed.fields if (unit := _own(other))}
    return named.pop() if len(named) == 1 else ""


def _money(unit: str) -> str:
    unit = unit.removeprefix("人民币").split("/")[0]
    return unit if unit in YUAN else ""


def _of_format(text: str, unit: str) -> str:
    found = SCALED.search(text)
    if not found:
        return unit
    return "元" if SHRINKS.search(text) else found[0] + "元"
