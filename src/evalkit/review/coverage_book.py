"""覆盖情况.xlsx: for the county, which ledger, month and village is missing, as a heat map with its numbers."""

from __future__ import annotations

import io

import pandas as pd

from evalkit.cleaning.quality import CREATED, SAFE
from evalkit.codebook import Codebook
from evalkit.review.coverage import MONTHLY, YEARLY

FILE = "覆盖情况.xlsx"
MISSING, WHOLE_YEAR = "缺", "全年"
SHADES = ("#E3EEF9", "#B5D1EA", "#7FB0D9")  # fewer to more rows; the number stands in every cell
MISSING_COLOUR, WHOLE_YEAR_COLOUR = "#F8B878", "#E6E0D0"
PLACE = (("村", 12), ("村代码", 14), ("年度", 7))
HOW = (
    "每格是采用的行数；橙色“缺”表示该村该年（月）没有收到这份台账，或其中没有一行可用。",
    "颜色越深行数越多（按同一台账比较）。",
    "小额信贷、监测预警、产业项目等台账当年没有业务的，本来就是空的，请结合实际判断。",
    "“按月”只列按月报送的台账；季度收入计入其三个月；只报了全年数、没有分月的，写“全年”。",
)


def workbook(covered: pd.DataFrame, codebook: Codebook) -> bytes:
    """Return the workbook of a coverage table.

    Parameters
    ----------
    covered : DataFrame
        From `coverage`.
    codebook : Codebook
        Names of ledgers and villages.
    """
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, SAFE)
    book.set_properties({"created": CREATED, "title": "覆盖情况"})
    style = _styles(book)
    guide = book.add_worksheet("说明")
    guide.set_column(0, 0, 100, style["text"])
    never = [t.zh for t in codebook.tables.values() if t.name not in set(covered["table"])]
    for r, text in enumerate([*HOW, *(["没有任何村报送：" + "、".join(never)] if never else [])]):
        guide.write_string(r, 0, text, style["text"])
    yearly = covered[covered["month"] == YEARLY]
    _heat(book.add_worksheet("按年"), style, yearly, "table", _names(yearly, codebook), codebook, "").activate()
    monthly = covered[covered["month"] != YEARLY]
    for table, own in monthly.groupby("table", sort=False):
        months = {month: f"{month}月" for month in MONTHLY}
        zh = codebook.tables[table].zh
        whole = yearly[(yearly["table"] == table) & (yearly["rows"] > 0)]
        empty = own.groupby(["village", "year"])["rows"].sum() == 0
        only_whole = set(whole.set_index(["village", "year"]).index) & set(empty.index[empty])
        _heat(book.add_worksheet(f"按月 {zh}"[:31]), style, own, "month", months, codebook, zh, only_whole)
    book.close()
    return buffer.getvalue()


def _names(covered: pd.DataFrame, codebook: Codebook) -> dict[str, str]:
    return {table: codebook.tables[table].zh for table in dict.fromkeys(covered["table"])}


def _styles(book) -> dict:
    base = {"border": 1, "border_color": "#FFFFFF", "align": "center", "valign": "vcenter"}
    return {
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
        "head": book.add_format({**base, "bold": True, "text_wrap": True, "bg_color": "#E8E8E8"}),
        "place": book.add_format({**base, "align": "left", "bg_color": "#F5F5F5"}),
        MISSING: book.add_format({**base, "bold": True, "bg_color": MISSING_COLOUR}),
        WHOLE_YEAR: book.add_format({**base, "bg_color": WHOLE_YEAR_COLOUR}),
        **{shade: book.add_format({**base, "bg_color": shade}) for shade in SHADES},
    }


def _heat(
    sheet, style: dict, covered: pd.DataFrame, by: str, names: dict, codebook: Codebook, title: str, only_whole=()
):
    """Write one line per village and year and one column per ledger or month; return the sheet."""
    wide = covered.pivot(index=["village", "year"], columns=by, values="rows")[list(names)]
    for c, (head, width) in enumerate(PLACE):
        sheet.set_column(c, c, width)
        sheet.write_string(0, c, head, style["head"])
    sheet.set_column(len(PLACE), len(PLACE) + len(names) - 1, 9)
    sheet.set_row(0, 48)
    most = wide.max() if by == "table" else pd.Series(wide.to_numpy().max() if wide.size else 0, index=wide.columns)
    for c, (key, zh) in enumerate(names.items(), start=len(PLACE)):
        sheet.write_string(0, c, zh, style["head"])
        for r, (place, rows) in enumerate(wide[key].items(), start=1):
            if rows:
                sheet.write_number(r, c, int(rows), style[_shade(rows, most[key])])
            else:
                word = WHOLE_YEAR if place in only_whole else MISSING
                sheet.write_string(r, c, word, style[word])
    for r, (village, year) in enumerate(wide.index, start=1):
        sheet.write_string(r, 0, codebook.village_name(village), style["place"])
        sheet.write_string(r, 1, village, style["place"])
        sheet.write_number(r, 2, int(year), style["place"])
    sheet.freeze_panes(1, len(PLACE))
    sheet.autofilter(0, 0, max(len(wide), 1), len(PLACE) + len(names) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_header("&L" + (title or "各村各年度台账") + "&R&A")
    return sheet


def _shade(rows: float, most: float) -> str:
    return SHADES[min(int(rows / most * len(SHADES)), len(SHADES) - 1)]
