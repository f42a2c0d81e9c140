"""Words for a month, a quarter, half a year or a year, in cells and in headers: 5月, 一季度, 1-6月, 下半年, 全年."""

from __future__ import annotations

import re
from dataclasses import dataclass

from evalkit.cleaning.parsers.numerals import numeral
from evalkit.cleaning.parsers.plain import Cell, squeeze

HANZI = r"十[一二]?|[一二三四五六七八九]"
YEAR = r"(?:(?P<year>20\d\d)(?:年度?|[-./]))?"
MONTH = re.compile(rf"{YEAR}(?P<month>\d{{1,2}}|{HANZI})月份?")
PLAIN_MONTH = re.compile(r"(?P<year>20\d\d)[-./]?(?P<month>0[1-9]|1[0-2])")
SPAN = re.compile(rf"{YEAR}(?P<first>\d{{1,2}}|{HANZI})月?(?:-|~|—|–|至|到)(?P<last>\d{{1,2}}|{HANZI})月份?")
QUARTER = re.compile(rf"{YEAR}(?:第?(?P<quarter>[1-4一二三四])季度?|q(?P<q>[1-4]))", re.IGNORECASE)
HALF = re.compile(rf"{YEAR}(?P<half>[上下])半年度?")
WHOLE = re.compile(r"(?:(?P<year>20\d\d)年?度?)?(?:全年|年度|本年|整年|全年度|年)?")
UNTIL = re.compile(r"截(?:[至止]|止到)?(?:20\d\d[年./-])?\d{1,2}月?(?:底|末)?|\d{1,2}月\d{1,2}日?")
NAMED = "|".join(re.sub(r"\?P<\w+>", "?:", p.pattern) for p in (SPAN, QUARTER, HALF, MONTH, PLAIN_MONTH))
WITHIN = re.compile(rf"(?<!\d)(?<!\d[.-])(?:{NAMED})(?![\d日]|[./-]\d)", re.IGNORECASE)
KINDS = {1: "month", 3: "quarter", 6: "half_year", 12: "year"}


@dataclass(frozen=True)
class Period:
    """A stretch of months within one year; `year` is None when the words do not name it."""

    year: int | None
    month: int
    months: int

    @property
    def kind(self) -> str:
        """`month`, `quarter`, `half_year`, `year`, or `span` for anything else."""
        aligned = (self.month - 1) % self.months == 0
        return KINDS.get(self.months, "span") if aligned else "span"


def period(cell: Cell) -> Period | None:
    """Return the period a text names, None when it names none.

    Examples
    --------
    >>> period("5月"), period("2023年第一季度")
    (Period(year=None, month=5, months=1), Period(year=2023, month=1, months=3))
    >>> period("1-3月").kind, period("下半年").kind, period("1-9月").kind, period("务工收入")
    ('quarter', 'half_year', 'span', None)
    """
    text = squeeze(cell)
    if found := MONTH.fullmatch(text) or PLAIN_MONTH.fullmatch(text):
        return _period(found, _number(found["month"]), 1)
    if found := QUARTER.fullmatch(text):
        return _period(found, 3 * _number(found["quarter"] or found["q"]) - 2, 3)
    if found := HALF.fullmatch(text):
        return _period(found, 1 if found["half"] == "上" else 7, 6)
    if found := SPAN.fullmatch(text):
        first, last = _number(found["first"]), _number(found["last"])
        return _period(found, first, last - first + 1) if last > first else None
    found = WHOLE.fullmatch(text)
    return _period(found, 1, 12) if found and text else None


def split_period(text: str) -> tuple[Period | None, str]:
    """Return the period at the beginning or end of a header, and the rest of the header.

    Examples
    --------
    >>> split_period("一季度工资性收入")
    (Period(year=None, month=1, months=3), '工资性收入')
    """
    for cut in range(len(text), 1, -1):
        if found := period(text[:cut]):
            return found, text[cut:]
    for cut in range(1, len(text) - 1):
        if found := period(text[cut:]):
            return found, text[:cut]
    return None, text


def periods_within(text: str) -> list[Period]:
    """Return the months, quarters, half-years and spans that a title or a name speaks of, none twice.

    Notes
    -----
    A day (12月31日), the end of a span whose beginning is not told (截至5月) and a number of months (6个月) are none.

    Examples
    --------
    >>> periods_within("石门村2023年5月农户收入台账"), periods_within("2023年农户收入台账（截至12月）")
    ([Period(year=2023, month=5, months=1)], [])
    """
    named = (period(match[0]) for match in WITHIN.finditer(UNTIL.sub(" ", squeeze(text))))
    return list(dict.fromkeys(found for found in named if found))


def _number(text: str) -> int:
    return int(text) if text.isdigit() else int(numeral(text) or 0)


def _period(found: re.Match, month: int, months: int) -> Period | None:
    if not 1 <= month <= 12 or month + months > 13:
        return None
    year = found["year"]
    return Period(int(year) if year else None, month, months)
