"""Units of measure where ledgers write them: a unit row, a header's brackets, or 单位：元 above the table."""

from __future__ import annotations

import re

from evalkit.codebook import normal_form

MONEY = r"(?:亿|千万|百万|十万|万|千|百)?元|角|(?:人民币)?元"
PLAIN = (
    r"平方米|平方公里|公顷|亩|㎡|m2|米|公里|人次|户次|人|户|个|项|件|次|天|个月|月|季度|季|年|岁|%|‰|分|公斤|千克|斤|吨|kg|"
    r"头|只|羽|株|棵|度|台|套|处|家|期|节|学时|课时|小时|升|立方米|万亩|万人|万户|万吨|周岁|场|条|类"
)
UNIT = rf"(?:{MONEY}|{PLAIN})(?:/(?:{MONEY}|{PLAIN}))*"
SCALE = re.compile(r"[百千万亿]")  # in a number format: the number shown, or typed, is in hundreds or more
WHOLE = re.compile(rf"\(?(?:单位[:为]?)?({UNIT})\)?")
BRACKET = re.compile(rf"\((?:单位[:为]?)?({UNIT})\)")
TAIL = re.compile(rf"[/:,，、]\(?({UNIT})\)?$")
SEVERAL = rf"{UNIT}(?:\s*[、,，和]\s*{UNIT})*"
STATED = re.compile(rf"(?<![报表送制派选帮扶购])单位\s*[:：为是]?\s*({SEVERAL})(?![\u4e00-\u9fff])")
TITLE_MONEY = re.compile(rf"[（(]({MONEY})[）)]")


def of_cell(text: str) -> str:
    """Return the unit a cell of a unit row names, or nothing.

    Examples
    --------
    >>> of_cell("（元）"), of_cell("石门村")
    ('元', '')
    """
    match = WHOLE.fullmatch(normal_form(text))
    return match[1] if match else ""


def of_header(text: str) -> str:
    """Return the unit in a header's brackets or after its slash, or nothing.

    Examples
    --------
    >>> of_header("贷款金额（万元）"), of_header("种植成本/(元/亩)"), of_header("乡(镇)")
    ('万元', '元/亩', '')
    """
    tight = normal_form(text)
    found = BRACKET.findall(tight)
    if found:
        return found[-1]
    match = TAIL.search(tight)
    return match[1] if match else ""


def of_title(text: str) -> str:
    """Return the unit stated for a whole table (money first), or nothing.

    Examples
    --------
    >>> of_title("填报单位：石门村  单位：万元"), of_title("填报单位：元坝村")
    ('万元', '')
    """
    stated = [unit for match in STATED.findall(text) for unit in re.split(r"\s*[、,，和]\s*", match)]
    money = [unit for unit in stated if re.fullmatch(MONEY, unit)] or TITLE_MONEY.findall(text)
    return (money or stated or [""])[0]
