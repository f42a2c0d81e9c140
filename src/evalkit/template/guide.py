"""The front sheet: where village and year are typed once, how to fill in, and every column with an example."""

from __future__ import annotations

from collections.abc import Iterator

from evalkit.codebook import Codebook, Table
from evalkit.intake.guides import HOW_TO
from evalkit.template.columns import boxes
from evalkit.template.entries import YES_NO, entry

VILLAGE_CELL, YEAR_CELL = (2, 1), (3, 1)
FIRST_STEP = 5
STEPS = (
    "1. 先在上面两格填行政村和年度；各台账的标题会自动写好。一个村一年用一个文件。",
    "2. 每张台账从第 4 行起逐行填写，一行一户、一人或一事。不用的台账留空，不必删除。",
    "3. 深色列名必填。不要改动列名，不要合并单元格，不要在表内加合计行；可以改变列宽和列的顺序。",
    "4. 金额只填数字，单位见列名；没有发生填 0，不清楚留空，不要写“约”“左右”或区间。",
    "5. 证件号码、户编号、电话和日期的单元格已设为文本：直接输入，不要改成数字或日期格式。",
    "6. 日期写 2023-05-14；只知道月份写 2023-05，不要补日。",
    "7. 有下拉列表的从列表中选。从别处粘贴时用“只粘贴值”，否则输入检查会失效。",
    "8. 姓名、电话只用于本地核对，清洗时删除；证件号码和户编号清洗时换成代号。填好的文件不要公开。",
)
HEADS = ("台账", "列名", "必填", "怎么填", "示例", "可选项")
TITLE = f"{HOW_TO}：村级台账空表"


def lines(tables: list[Table], book: Codebook) -> Iterator[tuple[str, ...]]:
    """Yield the texts under `HEADS` for each column of the ledgers, in their order.

    Parameters
    ----------
    tables : list of Table
        The ledgers of the workbook.
    book : Codebook
        Where code lists are found.
    """
    for table in tables:
        for box in boxes(table):
            filled = entry(box.column, book)
            listed = filled.choices if filled.choices != YES_NO else ()
            if box.column.type == "codes":
                listed = tuple(row.zh for row in book.code_lists[box.column.codes].values())
            required = "必填" if box.column.required else ""
            yield table.zh, box.header, required, filled.note, str(filled.example), "、".join(listed)
