"""Chinese numerals: 三万二千, 壹万贰仟, 3.2万, 三点五万."""

from __future__ import annotations

import re
from decimal import Decimal

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {c: i for i, c in enumerate("〇壹贰叁肆伍陆柒捌玖")}
DIGITS |= {"两": 2, "贰": 2, "弍": 2, "叄": 3, "○": 0}
UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000, "万": 10**4, "萬": 10**4, "亿": 10**8}
DIGIT = "".join(DIGITS)
TOKEN = re.compile(rf"\d+(?:\.\d+)?|[{DIGIT}]|[{''.join(UNITS)}]")
POINT = re.compile(rf"([{DIGIT}]+)点([{DIGIT}]+)")
NUMERAL = re.compile(rf"(?=.*[{DIGIT}{''.join(UNITS)}])[\d.{DIGIT}{''.join(UNITS)}]+")


def numeral(text: str) -> Decimal | None:
    """Return the number a Chinese or mixed numeral names, None when it names none or more than one.

    Notes
    -----
    A last digit without its unit counts one unit down, as it is spoken: 三万二 is 32,000, 二百五 is 250.
    Two digits side by side before a unit (五六千) are a range and give None.

    Examples
    --------
    >>> numeral("三万二"), numeral("壹万贰仟"), numeral("3.2万"), numeral("五六千")
    (Decimal('32000'), Decimal('12000'), Decimal('32000.0'), None)
    """
    text = POINT.sub(lambda found: f"{spelled(found[1])}.{spelled(found[2])}", text)
    if not NUMERAL.fullmatch(text):
        return None
    if len(text) > 2 and all(c in DIGITS for c in text):
        return Decimal(spelled(text))
    return _add_up(TOKEN.findall(text))


def spelled(text: str) -> str:
    """Return digits read one by one: 二〇二三 is 2023."""
    return "".join(str(DIGITS[c]) for c in text)


def _add_up(tokens: list[str]) -> Decimal | None:
    whole, section, number, last_unit, ceiling = Decimal(0), Decimal(0), None, 0, 10**4
    for token in tokens:
        if token not in UNITS:
            if number:  # two digits side by side
                return None
            number = Decimal(DIGITS.get(token, token))
            last_unit = 0 if number == 0 else last_unit
            continue
        unit = UNITS[token]
        if unit >= 10**4:
            section += number or 0
            whole = (whole + section) * unit if unit == 10**8 else whole + section * unit
            section, ceiling = Decimal(0), 10**4
        elif unit >= ceiling or (number is None and (unit > 10 or section)):
            return None
        else:
            section += (1 if number is None else number) * unit
            ceiling = unit
        if not whole + section:
            return None
        number, last_unit = None, unit
    return whole + section + _last(number, last_unit)


def _last(number: Decimal | None, unit: int) -> Decimal:
    """Return what a number at the end adds: a bare digit after 万 means 千, after 百 means 十."""
    if number is None:
        return Decimal(0)
    return number * unit / 10 if unit > 10 and number < 10 and number == int(number) else number
