"""The plain text of a cell, and the words that stand for nothing."""

from __future__ import annotations

import re
import unicodedata

Cell = object
BLANKS = re.compile(r"[\s\u200b\ufeff]+")
DASHES = frozenset({"-", "--", "---", "—", "——", "–", "/", "//", "\\", "―", "~", "*"})
NONE_WORDS = frozenset({"无", "没有", "未有", "无收入", "无补助", "无支出", "没", "none"})
UNSTATED = frozenset(
    {"空", "空白", "未填", "不详", "未知", "待定", "不清楚", "未统计", "?", "n/a", "na", "null", "nan"}
)
ERROR = re.compile(r"#(DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!|ERROR|SPILL!|CALC!|GETTING_DATA)", re.IGNORECASE)


def squeeze(cell: Cell) -> str:
    """Return a cell's text in NFKC (full-width becomes half-width) without any blanks.

    Examples
    --------
    >>> squeeze("　１，２００ 元 ")
    '1,200元'
    """
    text = _text(cell)
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    # Letters and digits alone hold no blank; most cells are such, and a search costs more than the question.
    return text if text.isalnum() else BLANKS.sub("", text)


def tidy(cell: Cell) -> str:
    """Return a cell's text as written but for blanks: none at the ends, single ones inside.

    Examples
    --------
    >>> tidy("  示例县  农产品批发市场 ")
    '示例县 农产品批发市场'
    """
    return BLANKS.sub(" ", _text(cell)).strip()


def nothing(text: str) -> str | None:
    """Return the code of a squeezed text that states no value (`blank dash none_word not_stated error_cell`)."""
    if not text:
        return "blank"
    if text in DASHES:
        return "dash"
    lower = text.lower()
    if lower in NONE_WORDS:
        return "none_word"
    if lower in UNSTATED:
        return "not_stated"
    return "error_cell" if ERROR.fullmatch(text) else None


def _text(cell: Cell) -> str:
    if type(cell) is str:
        return cell
    if cell is None:
        return ""
    if type(cell) is float and cell.is_integer() and abs(cell) < 2**53:
        return str(int(cell))
    return str(cell)
