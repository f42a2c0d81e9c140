"""What each row below a header is: data, a subtotal, a note, a section title or blank."""

from __future__ import annotations

import re

import numpy as np

from evalkit.codebook import normal_form
from evalkit.intake.grid import OTHER, Grid
from evalkit.intake.values import Cell

TOTAL = r"(?:小计|合计|总计|共计|累计|总和|合共|平均|平均值|平均数|均值)"
TOTAL_HINT = re.compile("[计总均合]")  # every total word holds one of these; most rows of data hold none
TOTAL_ALONE = re.compile(rf"[(【]?{TOTAL}[)】]?(?:[:=].*|\([^)]*\))?")
TOTAL_NAMED = re.compile(rf"([^:,。]{{1,12}}?){TOTAL}(?:[:=].*|\([^)]*\))?")
GROUP = re.compile(r"(?:网格|组|村|社|队|乡|镇|县|市|区|户|页|季度|半年|月|年|类|批|班|期|部|片)$")
NOTE = re.compile(
    r"(?:注|备注|说明|附注|填表说明|填报说明|备注说明|数据来源|资料来源|来源|口径|指标解释)\d*[:.、(]"
    r"|注\d*$|备注说明$|填表说明$|说明$"
    r"|\*|※|第\d+页|共\d+页|-\d+-$"
)
SIGNATURE = re.compile(
    r"(?:填表|制表|填报|审核|复核|经办|统计|单位|村|乡镇?|镇|第一书记|驻村|工作队|分管|主管|村委会|主要|经手|记账|报账|监督|"
    r"签|盖章|公章|联系)[^:]{0,10}(?:人|负责人|领导|书记|队长|主任|员|日期|时间|电话|章|字|签名)?(?:\([^)]*\))?:"
    r"|(?:制表|审核|复核|签字|签名|盖章|日期|负责人)[^:]{0,4}:"
)
DIGITS = "[一二三四五六七八九十]+"
SECTION = re.compile(rf"{DIGITS}[、.]|\({DIGITS}\)|第(?:{DIGITS}|\d+)(?:网格|组|村民小组)$")
LONG = 15


def classify(grid: Grid, columns: tuple[int, int], body: range) -> dict[int, str]:
    """Return what each row below a header is within some columns.

    Returns
    -------
    dict of int -> str
        Row -> `data`, `subtotal`, `note`, `title`, `blank`, or `beside` where only other columns are filled.

    Notes
    -----
    What is in doubt stays `data`, so that cleaning shows it to a person. Words decide first; sums are looked at
    elsewhere. Sparse text below the last full row is a note when a note came before it or when it is long.
    """
    fates = dict.fromkeys(body, "data")
    filled, texts, hinted = _counts(grid, columns, body)
    named = columns[1] - columns[0] + 1
    full = (filled >= max(2, 0.3 * named)).nonzero()[0]
    last_full = body.start + int(full[-1]) if len(full) else body.start - 1
    plainly_data = (filled > max(2, 0.4 * named)) & (texts < filled - 1) & ~hinted
    noted, before = False, body.start - 1
    for r in ((~plainly_data).nonzero()[0] + body.start).tolist():
        fates[r] = fate = _row(grid, columns, r, noted and r == before + 1, r > last_full)
        noted, before = fate == "note" or (noted and r == before + 1 and fate == "blank"), r
    return fates


def _counts(grid: Grid, columns: tuple[int, int], body: range) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return for each row how many cells are filled, how many of them are words, and whether one may name a total."""
    part = np.s_[body.start : body.stop, columns[0] : columns[1] + 1]
    kinds = grid.kinds[part]
    hinted = grid.words_that(_hints)[part].any(axis=1)
    return np.count_nonzero(kinds, axis=1), np.count_nonzero(kinds == OTHER, axis=1), hinted


def _hints(value: Cell) -> bool:
    return type(value) is str and TOTAL_HINT.search(value) is not None


def _row(grid: Grid, columns: tuple[int, int], r: int, noted: bool, below: bool) -> str:
    filled = [c for c in grid.filled(r) if columns[0] <= c <= columns[1]]
    if not filled:
        return "beside" if grid.filled(r) else "blank"
    width = columns[1] - columns[0] + 1
    texts = [grid.text(r, c) for c in filled if not grid.is_number(r, c)]
    words = [normal_form(text) for text in texts]
    carried = any(grid.reached(r, c) for c in range(columns[0], columns[1] + 1))
    if is_total(words, len(filled), width, carried):
        return "subtotal"
    if is_note(words, len(filled), width):
        return "note"
    if len(filled) <= 2 and len(words) == len(filled):
        if below and (noted or any(len(word) >= LONG for word in words)):
            return "note"
        if len(filled) == 1 and not below and (SECTION.match(words[0]) or _spans(grid, columns, r)):
            return "title"
    return "data"


def _spans(grid: Grid, columns: tuple[int, int], r: int) -> bool:
    """Return whether a merged cell spans most of the table's width in this row."""
    return any(min(m[3], columns[1]) - m[1] + 1 >= 0.6 * (columns[1] - columns[0] + 1) for m in grid.across(r))


def is_total(words: list[str], filled: int, width: int, carried: bool = False) -> bool:
    """Return whether a row's texts say that it is a subtotal.

    Parameters
    ----------
    words : list of str
        The row's texts in normal form, from left to right.
    filled, width : int
        Filled cells of the row and columns of the table.
    carried : bool
        Merged cells above reach into the row, so that it belongs to the household or group they name.

    Notes
    -----
    合计 alone decides wherever it stands; 合计：12人，5400元 only as the first text or in a sparse row. 第一网格小计
    decides where the row holds little other text. 工资性收入合计 may be the name of an income item: under merged cells
    only the totals of a place, a group or a time are subtotals.
    """
    for i, word in enumerate(words):
        if TOTAL_ALONE.fullmatch(word):
            return True if ":" not in word else i == 0 or filled <= 0.5 * width
    named = [match for word in words[:2] if (match := TOTAL_NAMED.fullmatch(word))]
    if not named or len(words) > 2:
        return False
    return not carried or any(GROUP.search(match[1]) for match in named)


def is_note(words: list[str], filled: int, width: int) -> bool:
    """Return whether a row's texts are a remark, a source or signatures rather than data.

    Parameters
    ----------
    words : list of str
        The row's texts in normal form, from left to right.
    filled, width : int
        Filled cells of the row and columns of the table.
    """
    if not words:
        return False
    if NOTE.match(words[0]) and filled <= max(2, 0.4 * width):
        return True
    signed = sum(bool(SIGNATURE.match(word)) for word in words)
    return signed >= 1 and 3 * signed >= filled and len(words) >= filled - 1
