"""疑点清单.xlsx of one village: the guide, the open points and the closed ones."""

from __future__ import annotations

import io
import math
import unicodedata

import pandas as pd

from evalkit.cleaning.quality import CREATED, SAFE
from evalkit.review.words import ANSWERS, CLOSED, FILLED_IN, GUIDE, HEADS, IS_OPEN, MARKED, OPEN, STATUSES

FAINT = ("id", "first_seen")  # the last columns; for the machine, not printed
LINE_HEIGHT = 15
MOST_LINKS = 60_000  # Excel opens no sheet with more than 65,530
HOW = (
    "请对照单元格一列（点击可打开台账原件）逐条核实“疑点清单”工作表，直接在原始台账上更正，不要改本清单的其他列。",
    "“核实结果”从下拉选项中选：已整改（台账已改）、未整改（尚未改好）、属实保留（核实无误，无需更改）。",
    "需要说明的写在“备注”。可以排序、筛选；请不要删列、删行、改“编号”，也不要改文件名。",
    "填好后连同更正后的台账一并交回；下次清洗时系统自动比对：台账中已无该问题的记“已整改”并移入“已办结”，"
    "仍在的记“未整改”，填“属实保留”的不再计入；填“已整改”而问题仍在的，在“复查说明”中注明。",
    "“属实保留”只对当时的内容有效，单元格内容再变则重新列入。",
    f"“{MARKED}”文件夹是标出疑点的台账副本，仅供查看，请勿在副本上更正。",
    "涉及个人信息的列只写形状（如“文字，17位”），不写内容。本清单只在县、村之间流转，不得外传。",
)


def workbook(title: str, mark: str, points: pd.DataFrame, unmarked: list[str]) -> bytes:
    """Return one village's list.

    Parameters
    ----------
    title : str
        Name and code of the village.
    mark : str
        Mark of the delivery the points were found in.
    points : DataFrame
        The columns of a list, and `link`: the address of the cell, "" for none.
    unmarked : list of str
        Files with points of which no marked copy was made.

    Returns
    -------
    bytes
        The workbook; the same points give the same bytes. No text in it becomes a formula, number or link by itself.
    """
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, SAFE)
    book.set_properties({"created": CREATED, "title": "疑点清单"})
    style = _styles(book)
    is_open = points["status"].isin(IS_OPEN)
    _guide(book.add_worksheet(GUIDE), style, title, mark, points, unmarked)
    first = _lines(book.add_worksheet(OPEN), style, points[is_open], title)
    _lines(book.add_worksheet(CLOSED), style, points[~is_open], title)
    first.activate() if is_open.any() else None
    book.close()
    return buffer.getvalue()


def _styles(book) -> dict:
    base = {"text_wrap": True, "valign": "top", "border": 1, "border_color": "#C8C8C8", "font_size": 10}
    return {
        "title": book.add_format({"bold": True, "font_size": 16}),
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
        "head": book.add_format({**base, "bold": True, "bg_color": "#DCE6F1", "valign": "vcenter", "align": "center"}),
        "count": book.add_format({**base, "align": "right"}),
        "cell": book.add_format(base),
        "link": book.add_format({**base, "font_color": "#0563C1", "underline": 1}),
        "fill": book.add_format({**base, "bg_color": "#FFF8DC"}),
        "faint": book.add_format({**base, "font_color": "#909090", "font_size": 8}),
    }


def _guide(sheet, style: dict, title: str, mark: str, points: pd.DataFrame, unmarked: list[str]) -> None:
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 5, 13)
    sheet.write_string(0, 0, f"{title} 台账疑点清单", style["title"])
    sheet.write_string(1, 0, f"数据批次 {mark}", style["text"])
    r = _counts(sheet, style, points, 3)
    sheet.write_string(r + 1, 0, "填报说明", style["title"])
    notes = [f"{i}. {text}" for i, text in enumerate(HOW, start=1)]
    if unmarked:
        notes.append("以下文件没有标注副本（不是 .xlsx，或过大）：" + "、".join(unmarked))
    for i, text in enumerate(notes, start=r + 2):
        sheet.merge_range(i, 0, i, 5, "", style["text"])
        sheet.write_string(i, 0, text, style["text"])
        sheet.set_row(i, 16 * (1 + len(text) // 46))
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _counts(sheet, style: dict, points: pd.DataFrame, r: int) -> int:
    """Write how many points each ledger has by status; return the row after."""
    for c, name in enumerate(("台账", *STATUSES, "合计")):
        sheet.write_string(r, c, name, style["head"])
    ledgers = points["ledger"].where(points["ledger"] != "", "（文件、工作表）")
    for name in [*dict.fromkeys(ledgers), None]:
        own = points if name is None else points[ledgers == name]
        r += 1
        sheet.write_string(r, 0, "合计" if name is None else name, style["cell"])
        for c, status in enumerate(STATUSES, start=1):
            sheet.write_number(r, c, int((own["status"] == status).sum()), style["count"])
        sheet.write_number(r, len(STATUSES) + 1, len(own), style["count"])
    return r + 1


def _lines(sheet, style: dict, points: pd.DataFrame, title: str):
    """Write points one a line, ready to be filled in and printed; return the sheet."""
    kind = dict.fromkeys(FILLED_IN, "fill") | dict.fromkeys(FAINT, "faint")
    for c, head in enumerate(HEADS):
        sheet.set_column(c, c, head.width)
        sheet.write_string(0, c, head.zh, style["head"])
    sheet.set_row(0, 24)
    for r, line in enumerate(points.to_dict("records"), start=1):
        sheet.set_row(r, LINE_HEIGHT * max(_rows_of_text(line[head.name], head.width) for head in HEADS))
        for c, head in enumerate(HEADS):
            value = line[head.name]
            if head.name == "cell" and line["link"] and r <= MOST_LINKS:
                sheet.write_url(r, c, line["link"], style["link"], value or "打开")
            elif value:
                sheet.write_string(r, c, value, style[kind.get(head.name, "cell")])
            else:
                sheet.write_blank(r, c, None, style[kind.get(head.name, "cell")])
    last = max(len(points), 1)
    answer = next(c for c, head in enumerate(HEADS) if head.name == "answer")
    sheet.data_validation(1, answer, last, answer, {
        "validate": "list", "source": list(ANSWERS), "input_title": "核实结果", "input_message": "请从下拉选项中选择",
        "error_title": "核实结果", "error_message": "只能选：" + "、".join(ANSWERS) + "；说明写在备注。",
    })  # fmt: skip
    sheet.autofilter(0, 0, last, len(HEADS) - 1)
    sheet.freeze_panes(1, 0)
    sheet.ignore_errors({"number_stored_as_text": f"A1:Z{last + 1}"})
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.print_area(0, 0, last, len(HEADS) - 1 - len(FAINT))
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.set_header("&L" + title.replace("&", "&&") + "&R&A")
    sheet.set_footer("&C第 &P 页，共 &N 页")
    return sheet


def _rows_of_text(text: str, width: int) -> int:
    """Return how many rows a text takes in a column; Chinese characters are two wide, and lines break early."""
    wide = sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
    return max(1, math.ceil(wide * 1.1 / width))
