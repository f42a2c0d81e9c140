"""Counts, whole numbers, plain numbers, areas and percentages."""

from __future__ import annotations

import re
from decimal import Decimal

from evalkit.cleaning.parsers.plain import Cell, squeeze
from evalkit.cleaning.parsers.quantity import Quantity, quantity

COUNTER = re.compile(
    r"人次?|户次?|个|名|次|类|口人?|位|处|天|日|个?月|年|期|场|套|家|项|件|头|只|亩|座|条|分|学时|小时|周?岁|个?网格"
)
MOST = 10**12
MU = {"": Decimal(1), "亩": Decimal(1), "公顷": Decimal(15), "分": Decimal("0.1"), "分地": Decimal("0.1")}
WEEKDAYS = {c: i for i, c in enumerate("一二三四五六日", 1)} | {"天": 7}
WEEKDAY = re.compile(r"(?:每)?(?:周|星期|礼拜)([一二三四五六日天])")


def count(cell: Cell) -> tuple[int | None, str]:
    """Return a count and a reason code.

    Examples
    --------
    >>> count("4人"), count("三户"), count(4.5), count("无")
    ((4, 'ok'), (3, 'written_number'), (None, 'fraction'), (0, 'none_word'))
    """
    value, code = number(cell)
    if value is None:
        return None, code
    if value != int(value):
        return None, "fraction"
    if value > MOST:
        return None, "out_of_range"
    return int(value), code


def whole(cell: Cell) -> tuple[int | None, str]:
    """Return a whole number; a weekday (周五) counts as its ISO number.

    Examples
    --------
    >>> whole("周五"), whole("2023年")
    ((5, 'written_number'), (2023, 'ok'))
    """
    if found := WEEKDAY.fullmatch(squeeze(cell)):
        return WEEKDAYS[found[1]], "written_number"
    return count(cell)


def number(cell: Cell) -> tuple[float | None, str]:
    """Return a number with an optional counter word (4人, 30天) and a reason code.

    Examples
    --------
    >>> number("6.5个月"), number("三月左右")
    ((6.5, 'ok'), (3.0, 'approx'))
    """
    found = quantity(cell)
    return _scaled(found, {"": 1} | ({found.unit: 1} if COUNTER.fullmatch(found.unit) else {}))


def area(cell: Cell) -> tuple[float | None, str]:
    """Return an area in mu (亩); hectares count 15 mu.

    Examples
    --------
    >>> area("3.5亩"), area("2公顷")
    ((3.5, 'ok'), (30.0, 'ok'))
    """
    return _scaled(quantity(cell), MU)


def percent(cell: Cell) -> tuple[float | None, str]:
    """Return a percentage as 0..100.

    Notes
    -----
    A number cell below 1 without a sign may be a share shown as a percentage; it is multiplied by 100 and marked.

    Examples
    --------
    >>> percent("4.35%"), percent(4.35), percent(0.0435)
    ((4.35, 'ok'), (4.35, 'ok'), (4.35, 'share_as_percent'))
    """
    found = quantity(cell)
    value, code = _scaled(found, {"": 1, "%": 1, "‰": Decimal("0.1"), "个百分点": 1})
    if value is not None and found.unit == "" and 0 < value < 1 and not isinstance(cell, str):
        return float(found.number * 100), "share_as_percent"
    return (None, "out_of_range") if value is not None and value > 100 else (value, code)


def _scaled(found: Quantity, sizes: dict[str, Decimal | int]) -> tuple[float | None, str]:
    if found.number is None:
        return None, found.code
    unit = found.unit
    scale = {"万": 10**4, "千": 10**3, "亿": 10**8}.get(unit[:1], 1) if unit not in sizes else 1
    rest = unit[1:] if scale > 1 else unit
    if rest not in sizes:
        return None, "unknown_unit"
    value = found.number * scale * sizes[rest]
    return (None, "negative_count") if value < 0 else (float(value), found.code)
