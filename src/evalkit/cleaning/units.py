"""The unit of a money column: its header's, else its table's, else its number format's, else the codebook's."""

from __future__ import annotations

import re

import numpy as np

from evalkit.cleaning.parsers.money import YUAN
from evalkit.cleaning.recognise import Field, Placed
from evalkit.intake.units import of_header

SCALED = re.compile(r"万|亿")
SHRINKS = re.compile(r"[0#?],+(?![0#?])|[!\\]\.")


def of_rows(placed: Placed, field: Field) -> np.ndarray:
    """Return the unit of each data row of a money column, one of `元 千元 万元 百万元 亿元`.

    Notes
    -----
    A number format that only shows 32000 as 3.2万 leaves the cell in 元; one that writes 万元 behind the typed number
    says that 万元 was typed. A unit inside the cell's own text goes before all of this (see `parsers.money`).
    """
    column = field.column
    declared = column.unit if column is not None and column.unit in YUAN else "元"
    stated = _own(field) or _money(placed.block.units.get(-1, "")) or _shared(placed, field)
    unit = stated or declared
    formats = placed.layout.sheet.formats
    if stated or not formats:
        return np.full(len(placed.block.rows), unit)
    return np.array([_of_format(formats.get(placed.layout.cell(r, field.col), ""), unit) for r in placed.block.rows])


def _own(field: Field) -> str:
    """Return the unit of a column's header, of any level: 2023年收入（万元） stands over all its months."""
    return _money(field.unit) or next((u for p in reversed(field.header.split("/")) if (u := _money(of_header(p)))), "")


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
    if not SCALED.search(text):
        return unit
    if SHRINKS.search(text):
        return "元"
    return "亿元" if "亿" in text else "万元"
