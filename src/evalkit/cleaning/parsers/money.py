"""Money cells to integer fen."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from evalkit.cleaning.parsers.plain import Cell
from evalkit.cleaning.parsers.quantity import LARGEST, quantity

YUAN = {"元": 1, "百元": 10**2, "千元": 10**3, "万元": 10**4, "十万元": 10**5, "百万元": 10**6}
YUAN |= {"千万元": 10**7, "亿元": 10**8}
RATE = "元/期"  # the unit of a column of amounts per month, person or 亩, whatever its size
WORDS = {"": None, "千": 10**3, "万": 10**4, "亿": 10**8, "圆": 1, "块": 1, "块钱": 1, "圆整": 1, "元人民币": 1}
WORDS |= YUAN | {f"{word}整": size for word, size in YUAN.items()} | {"万块": 10**4, "万圆": 10**4}
MOST = 10**17  # fen; more than any ledger holds, and safe in 64 bits
SAME_FEN = Decimal("0.0001")


def money(cell: Cell, unit: str = "元") -> tuple[int | None, str]:
    """Return an amount in fen and a reason code.

    Parameters
    ----------
    cell : str, int, float or None
        The cell as the file has it.
    unit : str
        Unit of the column (`元 千元 万元 亿元`), used when the cell does not name one. In a column of `RATE`
        only nought and what says `per year` has a value.

    Notes
    -----
    Decimal throughout: 3.2 in a column of 万元 is 3,200,000 fen, not 3,199,999.

    Examples
    --------
    >>> money("3.2", "万元"), money("三万二千"), money("约5000"), money("2000-3000")
    ((3200000, 'ok'), (3200000, 'written_number'), (500000, 'approx'), (None, 'range'))
    """
    if type(cell) is int and abs(cell) < LARGEST and unit != RATE:
        fen = cell * YUAN[unit] * 100
        return (None, "out_of_range") if abs(fen) > MOST else (fen, "negative" if fen < 0 else "ok")
    found = quantity(cell)
    if found.number is None:
        return None, found.code
    if found.unit not in WORDS:
        return None, "unknown_unit"
    if unit == RATE and found.number and found.code != "per_year":
        return None, "other_period"
    column = YUAN.get(unit, 1)
    named = WORDS[found.unit]
    code = found.code
    if named is None:
        # 三万二千 in a column headed 万元 names its own size; 12 written as 十二 does not.
        own_size = code == "written_number" and found.number >= 10**3
        named = 1 if own_size else column
    elif named != column and code == "ok":
        code = "unit_in_cell"
    exact = found.number * named * 100
    if abs(exact) > MOST:
        return None, "out_of_range"
    fen = exact.to_integral_value(ROUND_HALF_UP)
    if abs(exact - fen) > SAME_FEN and code == "ok":
        code = "rounded"
    return int(fen), "negative" if fen < 0 else code


def in_yuan(fen: float) -> str:
    """Return an amount as people write it.

    Examples
    --------
    >>> in_yuan(1234500)
    '12,345.00元'
    """
    return f"{fen / 100:,.2f}元"
