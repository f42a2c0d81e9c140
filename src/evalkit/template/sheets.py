"""The sheets of a workbook of blank ledgers, written one after another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evalkit.codebook import Codebook, Table
from evalkit.intake.guides import CHOICES, HOW_TO
from evalkit.template import guide
from evalkit.template.columns import Box, boxes
from evalkit.template.entries import TEXT, YES_NO, Entry, entry

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

TITLE_ROW, ABOUT_ROW, HEADER_ROW, FIRST_ROW = 0, 1, 2, 3
LAST_ROW = 2000  # drop-downs and checks reach this far down
A4, PAGE_WIDTH = 9, 170  # paper code; characters on a landscape page at a readable scale
NARROWEST, WIDEST, ID_WIDTH = 9, 20, 21
GUIDE_WIDTHS = (22, 28, 6, 44, 20, 60)
LINE_HEIGHT, TITLE_HEIGHT, HEADER_HEIGHT = 15, 26, 45
STYLES = {
    "title": {"bold": True, "font_size": 16},
    "about": {"italic": True, "font_color": "#595959"},
    "required": {"bg_color": "#1F4E79", "font_color": "#FFFFFF"},
    "header": {"bg_color": "#DDEBF7"},
    "input": {"bg_color": "#FFF2CC", "border": 1, "num_format": TEXT},
    "example": {"font_color": "#7F7F7F", "italic": True, "border": 1, "text_wrap": True, "valign": "top"},
    "cell": {"border": 1, "text_wrap": True, "valign": "top"},
    "missing": {"bg_color": "#F8CBAD"},
}
HEADING = {"bold": True, "border": 1, "align": "center", "valign": "vcenter", "text_wrap": True}


class Writer:
    """Writes the sheets of one workbook; drop-down lists are collected on the way.

    Parameters
    ----------
    workbook : xlsxwriter.Workbook
        The workbook.
    book : Codebook
        The declared ledgers.
    village, year : str
        What the titles say; where empty, the titles take it from the front sheet.
    """

    def __init__(self, workbook: Workbook, book: Codebook, village: str, year: str):
        self.workbook, self.book, self.village, self.year = workbook, book, village, year
        self.lists: dict[tuple[str, ...], int] = {}
        headings = {name: HEADING | STYLES[name] for name in ("required", "header")}
        self.styles = {name: workbook.add_format(look) for name, look in (STYLES | headings).items()}
        self.columns = {form: workbook.add_format({"num_format": form}) for form in (TEXT, "0", "0.00", "General")}

    def guide(self, tables: list[Table]) -> None:
        """Write the front sheet."""
        sheet = self.workbook.add_worksheet(HOW_TO)
        sheet.write(0, 0, guide.TITLE, self.styles["title"])
        sheet.set_row(0, TITLE_HEIGHT)
        places = ((guide.VILLAGE_CELL, "行政村", self.village), (guide.YEAR_CELL, "年度", self.year))
        for (row, col), label, value in places:
            sheet.write(row, col - 1, label, self.styles["header"])
            sheet.write_string(row, col, value, self.styles["input"])
        self._check_place(sheet)
        for i, step in enumerate(guide.STEPS):
            sheet.write(guide.FIRST_STEP + i, 0, step)
        first = guide.FIRST_STEP + len(guide.STEPS) + 1
        self._explain(sheet, first, tables)
        self._print(sheet, first, 1)

    def _explain(self, sheet: Worksheet, first: int, tables: list[Table]) -> None:
        """Write one row for each column of the ledgers, with an example in grey."""
        styles = [self.styles["example" if head == "示例" else "cell"] for head in guide.HEADS]
        sheet.write_row(first, 0, guide.HEADS, self.styles["header"])
        for r, texts in enumerate(guide.lines(tables, self.book), first + 1):
            for c, text in enumerate(texts):
                sheet.write_string(r, c, text, styles[c])
            sheet.set_row(r, LINE_HEIGHT * max(map(_lines, texts, GUIDE_WIDTHS)))
        for c, width in enumerate(GUIDE_WIDTHS):
            sheet.set_column(c, c, width)

    def ledger(self, table: Table) -> None:
        """Write one blank ledger."""
        sheet = self.workbook.add_worksheet(table.zh)
        filled = boxes(table)
        self._title(sheet, table)
        about = "深色列名必填；填法和示例见“填写说明”，也可把鼠标放在列名上看。"
        sheet.write(ABOUT_ROW, 0, about, self.styles["about"])
        width = 0
        for c, box in enumerate(filled):
            width += self._column(sheet, c, box)
        sheet.set_row(TITLE_ROW, TITLE_HEIGHT)
        sheet.set_row(HEADER_ROW, HEADER_HEIGHT)
        sheet.freeze_panes(FIRST_ROW, 1)
        sheet.repeat_columns(0)
        sheet.hide_gridlines(0)
        self._print(sheet, HEADER_ROW, -(-width // PAGE_WIDTH))

    def choices(self) -> None:
        """Write the hidden sheet that the drop-downs point to."""
        sheet = self.workbook.add_worksheet(CHOICES)
        sheet.write(0, 0, f"{CHOICES}：各台账下拉列表的内容，请勿改动")
        for column, position in self.lists.items():
            sheet.write_column(1, position, column)
        sheet.hide()

    def _title(self, sheet: Worksheet, table: Table) -> None:
        style = self.styles["title"]
        if self.village and self.year:
            sheet.write_string(TITLE_ROW, 0, f"{self.village} {self.year}年{table.zh}", style)
            return
        village, year = (f"{HOW_TO}!${'ABC'[col]}${row + 1}" for row, col in (guide.VILLAGE_CELL, guide.YEAR_CELL))
        formula = f'={village}&" "&IF({year}="","",SUBSTITUTE({year},"年","")&"年")&"{table.zh}"'
        known = f"{self.village} {self.year and self.year + '年'}{table.zh}"
        sheet.write_formula(TITLE_ROW, 0, formula, style, known)

    def _column(self, sheet: Worksheet, c: int, box: Box) -> int:
        filled = entry(box.column, self.book)
        sheet.write(HEADER_ROW, c, box.header, self.styles["required" if box.column.required else "header"])
        note = f"{'必填。' if box.column.required else ''}{filled.note}\n示例：{filled.example}"
        sheet.write_comment(HEADER_ROW, c, note, {"x_scale": 1.6, "author": ""})
        width = ID_WIDTH if box.column.type == "idno" else _width(box.header)
        sheet.set_column(c, c, width, self.columns[filled.number_format])
        self._check(sheet, c, filled)
        if box.column.required:
            self._mark_missing(sheet, c)
        return width

    def _check(self, sheet: Worksheet, c: int, filled: Entry) -> None:
        from xlsxwriter.utility import xl_rowcol_to_cell

        check = {"error_title": "请核对", **filled.check}
        if filled.choices:
            check |= {"validate": "list", "source": self._list(filled.choices), "error_message": "请从下拉列表中选。"}
        if "validate" not in check:
            return
        if check["validate"] == "custom":
            check["value"] = str(check["value"]).replace("{cell}", xl_rowcol_to_cell(FIRST_ROW, c))
        sheet.data_validation(FIRST_ROW, c, LAST_ROW, c, check)

    def _check_place(self, sheet: Worksheet) -> None:
        named = tuple(self.book.villages.loc[self.book.villages["invented"] == "no", "name_zh"])
        hint = {
            "input_title": "行政村",
            "input_message": "村名或 12 位代码，与 params/villages.csv 一致；不在其中的村，另填村基本情况台账。",
        }
        if named:
            offer = {"validate": "list", "source": self._list(named), "show_error": False}
            sheet.data_validation(*guide.VILLAGE_CELL, *guide.VILLAGE_CELL, offer | hint)
        formula = f"=AND(LEN($B${guide.YEAR_CELL[0] + 1})=4,ISNUMBER(VALUE($B${guide.YEAR_CELL[0] + 1})))"
        four = {
            "validate": "custom",
            "value": formula,
            "error_title": "请核对",
            "error_message": "请填四位年份，如 2024。",
        }
        sheet.data_validation(*guide.YEAR_CELL, *guide.YEAR_CELL, four)

    def _list(self, choices: tuple[str, ...]) -> str | list[str]:
        """Return the source of a drop-down: written out for yes and no, else a column of the hidden sheet."""
        if choices == YES_NO:
            return list(choices)
        from xlsxwriter.utility import xl_col_to_name

        letter = xl_col_to_name(self.lists.setdefault(choices, len(self.lists)))
        return f"={CHOICES}!${letter}$2:${letter}${len(choices) + 1}"

    def _mark_missing(self, sheet: Worksheet, c: int) -> None:
        """Colour a required cell that is blank in a row that has been begun."""
        from xlsxwriter.utility import xl_rowcol_to_cell

        row = f"$A{FIRST_ROW + 1}:$XFD{FIRST_ROW + 1}"
        cell = xl_rowcol_to_cell(FIRST_ROW, c, col_abs=True)
        rule = {"type": "formula", "criteria": f'=AND({cell}="",COUNTA({row})>0)', "format": self.styles["missing"]}
        sheet.conditional_format(FIRST_ROW, c, LAST_ROW, c, rule)

    def _print(self, sheet: Worksheet, header: int, pages: int) -> None:
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        sheet.repeat_rows(header)
        sheet.fit_to_pages(pages, 0)
        sheet.set_footer("&L&A&R第 &P 页，共 &N 页")


def _lines(text: str, width: int) -> int:
    """Return how many lines a text takes in a column of so many half-width characters."""
    return max(1, -(-sum(1 if c.isascii() else 2 for c in text) // width))


def _width(header: str) -> int:
    """Return the width of a column in half-width characters: that of its header on one line, or on two."""
    wide = 2 * len(header) + 2
    return max(wide if wide <= WIDEST else min(len(header) + 4, 2 * WIDEST), NARROWEST)
