"""Date cells to ISO text with the precision the ledger gave, and month cells."""

from __future__ import annotations

import datetime as dt
import re

from evalkit.cleaning.parsers.numerals import DIGIT, numeral, spelled
from evalkit.cleaning.parsers.plain import Cell, nothing, squeeze

FIRST_YEAR, LAST_YEAR = 1900, 2100
ONGOING = frozenset({"至今", "今", "现在", "目前", "长期", "仍在", "在岗", "未结束"})
CLOCK = r"(?:[tT]?\d{1,2}:\d\d(?::\d\d(?:\.0+)?)?)?"
YMD = re.compile(rf"(\d{{4}})[-/.年](\d{{1,2}})[-/.月](\d{{1,2}})[日号]?{CLOCK}")
YM = re.compile(r"(\d{4})[-/.年](\d{1,2})月?(份|初|上旬|中旬|下旬|中|底|末)?")
Y = re.compile(r"(\d{4})年?(?:度)?(初|底|末)?")
COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)?")
SHORT = re.compile(r"([1-3]\d)[-/.年](\d{1,2})(?:[-/.月](\d{1,2})[日号]?|月)")
NO_YEAR = re.compile(r"(\d{1,2})月(\d{1,2})[日号]|(\d{1,2})月(?:份)?")
HANZI_DAY = r"[一二三四五六七八九十]{1,3}"
HANZI = re.compile(rf"([{DIGIT}]{{4}})年(?:({HANZI_DAY})月(?:份)?(?:({HANZI_DAY})[日号])?)?")
SPAN = re.compile(r"(?P<a>\d{4}[-/.年]\d{1,2}.*?)(?:至|到|~|—|–|-{1,2})(?P<b>\d{4}[-/.年]\d{1,2}.*)")
EPOCH = dt.date(1899, 12, 30)
SERIALS = range(20_000, 80_000)  # 1954 to 2119

Found = tuple[str | None, str]


def date(cell: Cell) -> Found:
    """Return a date as ISO text of reduced precision, and a reason code.

    Notes
    -----
    No day or month is ever invented: 2023年5月 is `2023-05`. A five-digit number is a spreadsheet's day count only in a
    number cell.

    Examples
    --------
    >>> date("2023年5月"), date("202305"), date("23/5/1"), date("至今")
    (('2023-05', 'ok'), ('2023-05', 'ok'), ('2023-05-01', 'two_digit_year'), (None, 'ongoing'))
    """
    if isinstance(cell, dt.date):
        return _iso(cell.year, cell.month, cell.day)
    if type(cell) in (int, float):
        return _from_number(cell)
    text = squeeze(cell)
    if code := nothing(text):
        return None, "dash" if code == "none_word" else code
    if text in ONGOING:
        return None, "ongoing"
    return _from_text(text)


def year(cell: Cell) -> tuple[int | None, str]:
    """Return the year of a year or date cell.

    Examples
    --------
    >>> year("2023年度"), year("202312"), year("两千")
    ((2023, 'ok'), (2023, 'ok'), (None, 'not_a_date'))
    """
    value, code = date(cell)
    return (None if value is None else int(value[:4])), code


def month(cell: Cell) -> Found:
    """Return a month as `2023-05`, or `--05` when the cell gives no year.

    Examples
    --------
    >>> month("2023年5月"), month("5月"), month(12), month("十二月")
    (('2023-05', 'ok'), ('--05', 'ok'), ('--12', 'ok'), ('--12', 'ok'))
    """
    text = squeeze(cell)
    bare = re.fullmatch(r"(\d{1,2}|[一二三四五六七八九十]{1,2})(?:月份?)?", text)
    if bare and not isinstance(cell, dt.date):
        number = int(bare[1]) if bare[1].isdigit() else int(numeral(bare[1]) or 0)
        return (f"--{number:02d}", "ok") if 1 <= number <= 12 else (None, "impossible_date")
    value, code = date(cell)
    if value is None:
        return None, code
    return (value[:7], code) if len(value) >= 7 else (None, "no_month")


def _from_number(cell: int | float) -> Found:
    whole = int(cell) if cell == cell and abs(cell) < 1e9 else 0
    if whole in SERIALS:
        day = EPOCH + dt.timedelta(days=whole)
        return day.isoformat(), "day_count"
    if cell == whole:
        return _from_text(str(whole))
    if FIRST_YEAR <= whole <= LAST_YEAR:
        # 2023.1 may have been 2023.10 before the spreadsheet dropped the nought.
        digits = repr(cell).split(".")[1]
        if digits == "1":
            return str(whole), "month_lost"
        return _iso(whole, int(digits)) if len(digits) <= 2 else (None, "not_a_date")
    return None, "not_a_date"


def _from_text(text: str) -> Found:
    if found := YMD.fullmatch(text):
        return _iso(*map(int, found.groups()))
    if found := YM.fullmatch(text):
        part = found[3] not in (None, "份")
        return _iso(int(found[1]), int(found[2]), code="part_of_month" if part else "ok")
    if found := Y.fullmatch(text):
        return _iso(int(found[1]), code="part_of_month" if found[2] else "ok")
    if found := COMPACT.fullmatch(text):
        return _iso(*(int(part) for part in found.groups() if part))
    if found := SHORT.fullmatch(text):
        return _iso(2000 + int(found[1]), *(int(part) for part in found.groups()[1:] if part), code="two_digit_year")
    if found := HANZI.fullmatch(text):
        rest = (int(numeral(part) or 0) for part in found.groups()[1:] if part)
        return _iso(int(spelled(found[1])), *rest)
    if NO_YEAR.fullmatch(text):
        return None, "no_year_in_date"
    return None, "range" if SPAN.fullmatch(text) else "not_a_date"


def _iso(year: int, month: int | None = None, day: int | None = None, code: str = "ok") -> Found:
    try:
        dt.date(year, month if month is not None else 1, day if day is not None else 1)
    except ValueError:
        return None, "impossible_date"
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None, "impossible_date"
    parts = [f"{year}", *(f"{part:02d}" for part in (month, day) if part is not None)]
    return "-".join(parts), code
