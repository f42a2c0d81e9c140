"""How one kind of column is filled in: number format, input check, what the note says, and an example."""

from __future__ import annotations

from dataclasses import dataclass, field

from evalkit.cleaning.parsers.dates import FIRST_YEAR, LAST_YEAR
from evalkit.codebook import Codebook, Column

TEXT, WHOLE, DECIMALS = "@", "0", "0.00"
YES_NO = ("是", "否")
MONTH_NAMES = tuple(f"{month}月" for month in range(1, 13))
LISTED = 12  # a note lists no more choices than this; the front sheet lists all
# Invented: the area code 990101 does not exist, the check character is right.
EXAMPLE_ID = "990101196503120011"


@dataclass(frozen=True)
class Entry:
    """What may be put into the cells of a column.

    Parameters
    ----------
    number_format : str
        Of the cells; `@` keeps a long number and a month without a day as they are typed.
    note : str
        What to put in, in Chinese.
    example : str or float
        One good value.
    choices : tuple of str
        What the drop-down offers; empty when there is none.
    check : dict
        The input check in xlsxwriter's words, without the list; `{cell}` stands for the first cell.
    """

    number_format: str
    note: str
    example: str | float
    choices: tuple[str, ...] = ()
    check: dict[str, object] = field(default_factory=dict)


def entry(column: Column, book: Codebook) -> Entry:
    """Return how a column is filled in.

    Parameters
    ----------
    column : Column
        The column.
    book : Codebook
        Where its code list is found.
    """
    if column.type in ("code", "codes"):
        return _coded(column, tuple(row.zh for row in book.code_lists[column.codes].values()))
    if column.type == "int":
        return _whole(column)
    return _ENTRIES[column.type](column)


def _coded(column: Column, choices: tuple[str, ...]) -> Entry:
    if column.type == "code":
        return Entry(TEXT, "从下拉列表中选一项。", choices[0], choices)
    listed = "、".join(choices[:LISTED])
    return Entry(TEXT, f"可填多项，用“、”隔开：{listed}。", "、".join(choices[:2]))


def _whole(column: Column) -> Entry:
    if column.unit == "年":
        return Entry(WHOLE, "四位年份。", 2023, check=_between("integer", FIRST_YEAR, LAST_YEAR, "请填四位年份。"))
    return Entry(WHOLE, "整数；星期几填 1 至 7。", 5, check=_between("integer", 1, 7, "请填 1 至 7 的整数。"))


def _count(column: Column) -> Entry:
    return Entry(
        WHOLE, f"整数{_unit(column)}。没有填 0，不清楚留空。", 3, check=_at_least("integer", "请填不小于 0 的整数。")
    )


def _number(column: Column) -> Entry:
    return Entry("General", f"数字{_unit(column)}。", 6.5, check=_at_least("decimal", "请填不小于 0 的数字。"))


def _money(column: Column) -> Entry:
    example = 1.5 if column.unit == "万元" else 3200
    note = f"数字{_unit(column)}，不要写单位。没有填 0，不清楚留空。"
    message = f"请填不小于 0 的数字，单位是{column.unit}，不要写单位和“约”。"
    return Entry(DECIMALS, note, example, check=_at_least("decimal", message))


def _percent(column: Column) -> Entry:
    # A number below 1 would be read as a share: 0.5 as 50 %, not as half a per cent.
    check = _between("decimal", 1, 100, "请按百分数填，百分之四点三五填 4.35；不满百分之一的写成 0.5%。")
    return Entry("General", "百分数，百分之四点三五填 4.35。", 4.35, check=check)


def _date(column: Column) -> Entry:
    note = "日期，如 2023-05-14；只知道月份就填 2023-05，不要补日。还没有发生的留空。"
    cell = "{cell}"
    month = f"AND(VALUE(MID({cell},6,2))>=1,VALUE(MID({cell},6,2))<=12)"
    formula = (
        f"=AND(OR(LEN({cell})=4,LEN({cell})=7,LEN({cell})=10),"
        f"VALUE(LEFT({cell},4))>={FIRST_YEAR},VALUE(LEFT({cell},4))<={LAST_YEAR},"
        f"IF(LEN({cell})>4,{month},TRUE),IF(LEN({cell})>7,DATEVALUE({cell})>0,TRUE))"
    )
    check = {"validate": "custom", "value": formula, "error_message": "请填 2023-05-14、2023-05 或 2023 这样的日期。"}
    return Entry(TEXT, note, "2023-05", check=check)


def _id_number(column: Column) -> Entry:
    formula = "=OR(LEN({cell})=18,LEN({cell})=20)"
    check = {"validate": "custom", "value": formula, "error_message": "证件号码是 18 位；残疾证号是 20 位。"}
    return Entry(TEXT, "18 位证件号码，或 20 位残疾证号；单元格已设为文本。", EXAMPLE_ID, check=check)


_ENTRIES = {
    "money": _money,
    "count": _count,
    "number": _number,
    "area": _number,
    "percent": _percent,
    "date": _date,
    "idno": _id_number,
    "month": lambda column: Entry(TEXT, "从下拉列表中选月份。", "5月", MONTH_NAMES),
    "yesno": lambda column: Entry(TEXT, "选“是”或“否”，不清楚留空。", "是", YES_NO),
    "household_no": lambda column: Entry(TEXT, "全国系统的户编号，或本村自编的编号；同一户在各台账中要一致。", "0001"),
    "village": lambda column: Entry(TEXT, "12 位行政区划代码。", "990101100201"),
    "name": lambda column: Entry(TEXT, "姓名。", "王示例"),
    "phone": lambda column: Entry(TEXT, "电话号码；单元格已设为文本。", "15400000000"),
    "account": lambda column: Entry(TEXT, "账号；单元格已设为文本。", "000000000000"),
    "text": lambda column: Entry(TEXT, "文字，据实填写。", "据实填写"),
}


def _unit(column: Column) -> str:
    return f"，单位：{column.unit}" if column.unit else ""


def _at_least(kind: str, message: str) -> dict[str, object]:
    return {"validate": kind, "criteria": ">=", "value": 0, "error_message": message}


def _between(kind: str, least: int, most: int, message: str) -> dict[str, object]:
    return {"validate": kind, "criteria": "between", "minimum": least, "maximum": most, "error_message": message}
