"""quality.xlsx: one line per problem, for the people who filled in the ledgers."""

from __future__ import annotations

import datetime as dt
import io

import pandas as pd

from evalkit.cleaning import expected
from evalkit.cleaning.parsers.money import in_yuan
from evalkit.cleaning.reasons import REASONS
from evalkit.cleaning.sheets import letter
from evalkit.codebook import Codebook

HEADS = (
    ("文件", "file", 38), ("工作表", "sheet", 14), ("单元格", "cell", 9), ("台账", "ledger", 20), ("列", "column", 18),
    ("原内容", "found", 26), ("应为", "expected", 28), ("问题", "problem", 34), ("该行去向", "fate of the row", 14),
    ("英文说明", "in English", 60),
)  # fmt: skip
FATES = {
    "kept": "采用", "duplicate": "重复，未采用", "quarantined": "隔离，未采用", "subtotal": "合计，仅核对",
    "title": "标题", "header": "表头", "unit": "单位", "blank": "空行", "note": "说明",
}  # fmt: skip
SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
SAID_IN_ENGLISH = ("refused_file",)  # a refusal says in English what would have been read
MOST_LINES = 100_000
MOST_WORDINGS = 12
CREATED = dt.datetime(2000, 1, 1)  # the same ledgers give the same bytes
README = (
    ("本文件列出清洗台账时发现的每一个问题，请填报单位核对原始台账后更正。", "Every problem found while cleaning."),
    (
        "原始文件从未被改动；未列出的单元格按原样采用。",
        "Raw files were not changed; cells not listed were used as they are.",
    ),
    (
        "涉及个人信息的列只写形状（如“文字，17位”），不写内容。",
        "Of personal columns only the shape is shown, never the content.",
    ),
    (
        "“隔离”表示整行暂不参与计算；改正原始台账后重新清洗即可。",
        "`quarantined` rows take no part until the ledger is put right.",
    ),
    ("判断原值无误的，可在 params/corrections.csv 登记。", "Where the value stands, say so in params/corrections.csv."),
)


def lines(
    noticed: pd.DataFrame, sources: pd.DataFrame, columns: pd.DataFrame, fates: pd.DataFrame, book: Codebook
) -> pd.DataFrame:
    """Return the problems as people read them: one line each, in the columns of `HEADS`.

    Parameters
    ----------
    noticed : DataFrame
        Problems (not repairs), from `Issues.table`.
    sources, columns, fates : DataFrame
        Side tables `_sources`, `_columns` (for the sheet's own headers) and `_fates`.
    """
    by_file = sources.drop_duplicates("file_id").set_index("file_id")["path"]
    by_sheet = sources.dropna(subset="sheet_id").set_index("sheet_id")["sheet"]
    fate = fates.set_index(["sheet_id", "row"])["fate"]
    at = pd.MultiIndex.from_frame(noticed[["sheet_id", "row"]].astype("float64"))
    fate.index = pd.MultiIndex.from_frame(fates[["sheet_id", "row"]].astype("float64"))
    heads = columns.set_index(["sheet_id", "letter"])["header"].to_dict()
    names = {(t.name, c.name): c.zh for t in book.tables.values() for c in t.columns}
    return pd.DataFrame(
        {
            "文件": noticed["file_id"].map(by_file).fillna(""),
            "工作表": noticed["sheet_id"].map(by_sheet).fillna(""),
            "单元格": [_cell(row, col) for row, col in zip(noticed["row"], noticed["col"], strict=True)],
            "台账": [book.tables[t].zh if t in book.tables else "" for t in noticed["table"]],
            "列": [
                _head(heads, sheet_id, col) or names.get((table, column), column)
                for sheet_id, col, table, column in noticed[["sheet_id", "col", "table", "column"]].itertuples(
                    index=False
                )
            ],
            "原内容": noticed["before"],
            "应为": [
                _expected(said, code, table, column, book)
                for said, code, table, column in noticed[["expected", "code", "table", "column"]].itertuples(
                    index=False
                )
            ],
            "问题": [REASONS[code].zh for code in noticed["code"]],
            "该行去向": fate.reindex(at).map(FATES).fillna("").to_numpy(),
            "英文说明": [_english(code, said) for code, said in zip(noticed["code"], noticed["expected"], strict=True)],
        }
    )


def workbook(listed: pd.DataFrame, by_kind: pd.DataFrame, by_table: pd.DataFrame) -> bytes:
    """Return quality.xlsx: how to read it, the counts, and every problem; no text becomes a formula or a link."""
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, SAFE)
    book.set_properties({"created": CREATED, "title": "疑点清单"})
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E7EEF7"})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    guide = book.add_worksheet("说明")
    guide.set_column(0, 1, 70, wrap)
    count = (
        f"共 {len(listed)} 条，列出 {min(len(listed), MOST_LINES)} 条。",
        f"{min(len(listed), MOST_LINES)} of {len(listed)}.",
    )
    for r, pair in enumerate((*README, count)):
        guide.write_row(r, 0, pair, wrap)
    counts = book.add_worksheet("汇总")
    counts.set_column(0, 1, 30)
    end = _table(counts, by_table, 0, bold)
    _table(counts, by_kind, end + 2, bold)
    sheet = book.add_worksheet("疑点清单")
    for c, (zh, en, width) in enumerate(HEADS):
        sheet.set_column(c, c, width)
        sheet.write_string(0, c, zh, bold)
        sheet.write_string(1, c, en, bold)
    for r, line in enumerate(listed.head(MOST_LINES).itertuples(index=False), start=2):
        for c, value in enumerate(line):
            sheet.write_string(r, c, str(value))
    sheet.freeze_panes(2, 0)
    sheet.autofilter(1, 0, max(min(len(listed), MOST_LINES), 1) + 1, len(HEADS) - 1)
    book.close()
    return buffer.getvalue()


def _table(sheet, rows: pd.DataFrame, start: int, bold) -> int:
    for c, name in enumerate(rows.columns):
        sheet.write_string(start, c, str(name), bold)
    for r, line in enumerate(rows.itertuples(index=False), start=start + 1):
        for c, value in enumerate(line):
            if isinstance(value, str):
                sheet.write_string(r, c, value)
            else:
                sheet.write_number(r, c, int(value))
    return start + len(rows)


def _head(heads: dict[tuple[int, str], str], sheet_id: object, col: object) -> str:
    return "" if pd.isna(sheet_id) or pd.isna(col) else heads.get((int(sheet_id), letter(int(col) - 1)), "")


def _expected(said: str, code: str, table: str, column: str, book: Codebook) -> str:
    """Return what should stand there, in Chinese: what was said, a wording of its code list, or in general."""
    if said and code not in SAID_IN_ENGLISH:
        return said
    declared = next((c for c in book.tables[table].columns if c.name == column), None) if table in book.tables else None
    if declared and code in ("unknown_wording", "unknown_part"):
        wordings = [row.zh for row in book.code_lists[declared.codes].values()]
        return "、".join(wordings[:MOST_WORDINGS]) + ("……" if len(wordings) > MOST_WORDINGS else "")
    if declared and declared.type == "money" and code == "out_of_range" and book.tables[table].most_yuan:
        return f"不超过{in_yuan(book.tables[table].most_yuan * 100)}；请核对元与万元"
    return expected.zh(code)


def _english(code: str, said: str) -> str:
    wanted = said if said and code in SAID_IN_ENGLISH else expected.en(code)
    return f"{REASONS[code].en}; expected: {wanted}" if wanted else REASONS[code].en


def _cell(row: object, col: object) -> str:
    if pd.isna(row):
        return ""
    return f"{letter(int(col) - 1)}{int(row)}" if not pd.isna(col) else f"第{int(row)}行"
