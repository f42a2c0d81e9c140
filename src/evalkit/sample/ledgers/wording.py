"""The many ways in which ledgers write one number, date or text."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evalkit.sample.ledgers.mess import Mess

FULL_WIDTH = str.maketrans("0123456789.X", "０１２３４５６７８９．Ｘ")
NUMERALS = "零一二三四五六七八九"


def short(number: float) -> int | float:
    """Return an int when the number is whole."""
    return int(number) if float(number).is_integer() else number


def chinese(number: int) -> str:
    """Return a whole number below one hundred million in Chinese numerals.

    Examples
    --------
    >>> chinese(10500), chinese(32000), chinese(15)
    ('一万零五百', '三万二千', '十五')
    """
    if number >= 10000:
        high, low = divmod(number, 10000)
        gap = "零" if 0 < low < 1000 else ""
        return chinese(high) + "万" + (gap + _below_ten_thousand(low) if low else "")
    text = _below_ten_thousand(number)
    return text[1:] if 10 <= number < 20 else text


def _below_ten_thousand(number: int) -> str:
    if number == 0:
        return "零"
    text, pending = "", False
    for power, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // power % 10
        if digit:
            text += ("零" if pending and text else "") + NUMERALS[digit] + word
        pending = not digit
    return text


def money(mess: Mess, fen: int, unit: str, dirty: bool) -> object:
    """Write an amount in 元 or 万元; dirty cells may carry a unit of their own."""
    number = short(fen / 1_000_000 if unit == "万元" else fen / 100)
    if not dirty:
        return number
    options = [f"{number}".translate(FULL_WIDTH), f" {number}", f"{short(fen / 100)}元"]
    if fen % 10000 == 0:
        options.append(f"{short(fen / 1_000_000)}万元")
    if unit != "万元":
        options.append(f"{number:,}")
        if fen % 100 == 0 and fen > 0:
            options.append(chinese(fen // 100))
    elif fen % 100 == 0 and fen > 0:
        options.append(chinese(fen // 100) + "元")
    return mess.pick(*options)


def whole(mess: Mess, number: int, unit: str, dirty: bool) -> object:
    """Write a count; dirty cells carry the unit, full-width digits or Chinese numerals."""
    if not dirty:
        return number
    options = [str(number).translate(FULL_WIDTH), f"{number}{unit}", f"{number} "]
    if 0 < number < 100:
        options.append(chinese(number))
    return mess.pick(*options)


def decimal(mess: Mess, number: float, unit: str, dirty: bool) -> object:
    """Write a number with decimals."""
    number = short(number)
    return mess.pick(str(number).translate(FULL_WIDTH), f"{number}{unit}", f" {number}") if dirty else number


def date(mess: Mess, iso: str, dirty: bool) -> object:
    """Write a date at the precision it has: a month never gets a day."""
    if not dirty:
        return iso
    parts = [int(part) for part in iso.split("-")]
    if len(parts) == 3:
        year, month, day = parts
        return mess.pick(
            dt.date(year, month, day),
            f"{year}年{month}月{day}日",
            f"{year}.{month:02d}.{day:02d}",
            f"{year}{month:02d}{day:02d}",
            f"{year}/{month}/{day}",
        )
    year, month = parts
    return mess.pick(
        f"{year}年{month}月", f"{year}{month:02d}", year * 100 + month, f"{year}.{month:02d}", f"{year}/{month:02d}"
    )


def number_text(mess: Mess, text: str, dirty: bool) -> str:
    """Write an ID number as text, in a dirty cell with a small x, full-width digits or a stray blank."""
    return mess.pick(text.lower(), text.translate(FULL_WIDTH), text + " ", text[:6] + " " + text[6:]) if dirty else text


def padded(mess: Mess, text: str, dirty: bool) -> str:
    """Write a text, in a dirty cell with a stray blank of either width."""
    return mess.pick(text + " ", text + "　", " " + text) if dirty else text
