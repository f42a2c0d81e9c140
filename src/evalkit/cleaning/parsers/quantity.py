"""A number with what is written around it: 约 5,000元/年, ￥３２００, 三万二千, (500)."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal

from evalkit.cleaning.parsers.numerals import numeral
from evalkit.cleaning.parsers.plain import Cell, nothing, squeeze

APPROX = re.compile(r"^(?:大约|大概|约|近|将近|接近)|(?:左右|上下|余|多)(?=\D*$)")
PER = "年|月|季度|季|天|日|人|亩|户|次"
PERIOD = re.compile(rf"(?:/|每)一?({PER})$|^每一?({PER})(?=.*\d)")
LONGEST, LARGEST = 100, 10**13
# What most cells look like; read here they need none of the other questions, which give them the same answer.
USUAL = re.compile(r"([0-9]{1,12}(?:\.[0-9]{1,6})?|([0-9]{1,3}(?:,[0-9]{3}){1,3}))(元|万元)?")
SPLIT = re.compile(r"\d[\s\u200b\ufeff]+\d")  # 3000 500, or two lines in one cell, are two numbers
SPACED = re.compile(r"(?<![\d.])\d{1,3}(?:[ \u00a0\u202f\u3000]\d{3})+(?!\d|\s\d)")  # 32 000 is one
LONG_NUMBER = re.compile(r"\d{14}|\d[\d,]{18}")  # longer than any amount: an account or an ID number
NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)")
GROUPED = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
PART = r"(?:[\d,.]+|[零一二两三四五六七八九十百千万]+)[^\d\s~—–至到-]{0,3}"
RANGE = re.compile(rf"{PART}(?:[-~—–]+|至|到){PART}")
EXPRESSION = re.compile(r"[\d.,]+[^\d+*×x=]{0,3}(?:[+*×x=][^\d]{0,2}[\d.,]+[^\d+*×x=]{0,3})+")
TWO_DIGITS = re.compile(r"[一二三四五六七八九]{2}(?:[十百千万]|$)")
TAIL = re.compile(r"^(.*[\d十百千万亿零一二两三四五六七八九壹贰叁肆伍陆柒捌玖拾佰仟])([^\d十百千万亿]*)$")


@dataclass(frozen=True)
class Quantity:
    """What a cell says: a number (or none), the unit word after it, and how it was written."""

    number: Decimal | None
    unit: str
    code: str


def quantity(cell: Cell) -> Quantity:
    """Return the number in a cell, the unit written behind it and a reason code.

    Parameters
    ----------
    cell : str, int, float, date or None
        The cell as the file has it.

    Examples
    --------
    >>> quantity("约5,000元")
    Quantity(number=Decimal('5000'), unit='元', code='approx')
    >>> quantity("2000-3000元").code
    'range'
    """
    kind = type(cell)
    if kind is str and (found := USUAL.fullmatch(cell)):
        number, grouped, unit = found.groups(default="")
        marked = grouped and unit != "万元"
        return Quantity(Decimal(number.replace(",", "")), unit, "thousands_mark" if marked else "ok")
    if kind is int:
        return Quantity(Decimal(cell), "", "ok") if abs(cell) < LARGEST else Quantity(None, "", "out_of_range")
    if kind is float:
        return Quantity(Decimal(repr(cell)), "", "ok") if abs(cell) < LARGEST else Quantity(None, "", "out_of_range")
    if kind is bool or isinstance(cell, dt.date):
        return Quantity(None, "", "not_a_number")
    one = SPACED.sub(lambda found: squeeze(found[0]), cell) if kind is str else cell
    if kind is str and SPLIT.search(one):
        return Quantity(None, "", "not_a_number")
    text = squeeze(cell)[:LONGEST]
    if code := nothing(text):
        return Quantity(Decimal(0) if code == "none_word" else None, "", code)
    if LONG_NUMBER.search(text):
        return Quantity(None, "", "out_of_range")
    changed = any("\uff01" <= c <= "\uff5e" for c in str(cell))
    return _read(text, "thousands_mark" if one != cell else "full_width" if changed else "ok")


def _read(text: str, code: str) -> Quantity:
    text = re.sub(r"^(?:¥|\$(?=x)|rmb|cny|人民币)|(?:\(含税\))$", "", text, flags=re.IGNORECASE)
    core = APPROX.sub("", text)
    if core != text:
        code = "approx"
    period = PERIOD.search(core)
    if period:
        if "年" not in (period[1], period[2]):
            return Quantity(None, "", "other_period")
        core, code = core.replace(period[0], "", 1), code if code == "approx" else "per_year"
    if RANGE.fullmatch(core):
        return Quantity(None, "", "range")
    if EXPRESSION.fullmatch(core):
        return Quantity(None, "", "expression")
    if accounting := re.fullmatch(r"\(([\d,.]+)\)", core):
        core = "-" + accounting[1]
    return _number(core, code)


def _number(core: str, code: str) -> Quantity:
    found = TAIL.match(core)
    if not found:
        return Quantity(None, "", "not_a_number")
    digits, unit = found.groups()
    if NUMBER.fullmatch(digits):
        return Quantity(Decimal(digits), unit, code)
    if GROUPED.fullmatch(digits):
        return Quantity(Decimal(digits.replace(",", "")), unit, _first(code, "thousands_mark"))
    if scaled := re.fullmatch(rf"({GROUPED.pattern}|{NUMBER.pattern})([千万亿])", digits):
        return Quantity(Decimal(scaled[1].replace(",", "")), scaled[2] + unit, code)
    number = numeral(digits)
    if number is None:
        return Quantity(None, "", "range" if TWO_DIGITS.search(digits) else "not_a_number")
    return Quantity(number, unit, _first(code, "written_number"))


def _first(code: str, other: str) -> str:
    """Return the code that says more: what is doubtful comes before what is only spelled differently."""
    return other if code in ("ok", "full_width") else code
