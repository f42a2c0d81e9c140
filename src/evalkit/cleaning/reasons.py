"""Every reason cleaning gives for changing, doubting or setting aside something, in both languages.

`repair`: the value is used and its spelling was put right. `problem`: somebody should look; the cell is missing or
doubtful. `quarantine`: the row cannot be used. `proposal`: two entries may be about the same; a person decides.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

REPAIR, PROBLEM, QUARANTINE = "repair", "problem", "quarantine"
SILENT, PROPOSAL = "silent", "proposal"


@dataclass(frozen=True)
class Reason:
    """One reason: its code, how serious it is, and what it says."""

    code: str
    severity: str
    zh: str
    en: str


_TABLE = (
    Reason("ok", SILENT, "正常", "as expected"),
    Reason("blank", SILENT, "空白", "blank"),
    Reason("dash", SILENT, "填“-”或“无”，视为未填", "a dash or `无`, taken as not stated"),
    Reason("full_width", REPAIR, "全角字符", "full-width characters"),
    Reason("thousands_mark", REPAIR, "千位分隔符", "thousands marks"),
    Reason("written_number", REPAIR, "中文数字", "number written in Chinese numerals"),
    Reason("unit_in_cell", REPAIR, "单元格自带单位，与表头不同", "the cell names another unit than its column"),
    Reason("approx", REPAIR, "约数，按所写数值采用", "approximate; the number as written is used"),
    Reason("same_as_above", REPAIR, "填“同上”，取上一行的内容", "says `same as above`; the cell above was used"),
    Reason("per_year", REPAIR, "写明按年", "says `per year`"),
    Reason("none_word", REPAIR, "填“无”，视为零", "`无`, taken as zero"),
    Reason("rounded", REPAIR, "超过两位小数，四舍五入到分", "more than two decimals; rounded to the fen"),
    Reason("share_as_percent", REPAIR, "小于一的数，按百分数换算", "a share below 1 taken as a percentage"),
    Reason("two_digit_year", REPAIR, "两位年份，按20xx年", "two-digit year, taken as 20xx"),
    Reason("day_count", REPAIR, "日期存为序号", "date stored as a spreadsheet's day count"),
    Reason("part_of_month", REPAIR, "月初、月底等，只取到月", "beginning or end of a month; only the month is kept"),
    Reason("ongoing", REPAIR, "“至今”，视为未结束", "`至今`, taken as not ended"),
    Reason("disability_card", REPAIR, "残疾证号，取前18位", "disability card; its first 18 characters are used"),
    Reason("household_from_id", REPAIR, "由证件号码找到户编号", "household found through an ID number"),
    Reason("sex_from_id", REPAIR, "性别取自证件号码", "sex taken from the ID number"),
    Reason(
        "unit_slip",
        REPAIR,
        "元与万元混用，按合计核对后更正",
        "yuan and 10,000 yuan mixed; put right by the stated total",
    ),
    Reason("corrected", REPAIR, "按更正表更正", "replaced by params/corrections.csv"),
    Reason("masked", REPAIR, "文字中的个人信息已隐去", "personal data in a text was masked"),
    Reason("not_stated", PROBLEM, "填“不详”等", "says `unknown`"),
    Reason("error_cell", PROBLEM, "公式错误", "formula error"),
    Reason("not_a_number", PROBLEM, "不是数字", "not a number"),
    Reason("expression", PROBLEM, "是算式，不是数字", "an expression, not a number"),
    Reason("range", PROBLEM, "是区间，不是一个值", "a range, not one value"),
    Reason("other_period", PROBLEM, "写明按月、按人等，与本列口径不同", "says per month, per person..."),
    Reason("unknown_unit", PROBLEM, "单位不认识", "unknown unit"),
    Reason("negative", PROBLEM, "负数", "negative amount"),
    Reason("negative_count", PROBLEM, "负数", "negative"),
    Reason("fraction", PROBLEM, "不是整数", "not a whole number"),
    Reason("out_of_range", PROBLEM, "超出可能范围", "out of the possible range"),
    Reason("not_a_date", PROBLEM, "不是日期", "not a date"),
    Reason("impossible_date", PROBLEM, "日期不存在", "a date that does not exist"),
    Reason("no_year_in_date", PROBLEM, "日期没有年份", "a date without its year"),
    Reason("no_month", PROBLEM, "没有月份", "no month"),
    Reason("month_lost", PROBLEM, "2023.1 可能是1月或10月，只取到年", "2023.1 may be January or October"),
    Reason("not_yes_no", PROBLEM, "不是“是”或“否”", "neither yes nor no"),
    Reason("unknown_wording", PROBLEM, "代码表里没有这个写法", "a wording the code list does not know"),
    Reason("unknown_part", PROBLEM, "列出的项目里有代码表没有的写法", "one of the listed wordings is unknown"),
    Reason("bad_checksum", PROBLEM, "证件号码校验不符", "check character of the ID number is wrong"),
    Reason("no_id", PROBLEM, "999999 开头，无证件号码", "starts 999999: a person without an ID"),
    Reason("wrong_length", PROBLEM, "证件号码位数不对", "wrong length of an ID number"),
    Reason("not_an_id", PROBLEM, "不是证件号码", "not an ID number"),
    Reason("lossy_number", PROBLEM, "存为数字，末几位已丢失", "stored as a number; its last digits are lost"),
    Reason("not_a_household_number", PROBLEM, "不是户编号", "not a household number"),
    Reason("sex_differs", PROBLEM, "性别与证件号码不符", "sex differs from the ID number"),
    Reason("total_differs", PROBLEM, "合计与分项之和不符", "the stated total differs from the sum of its parts"),
    Reason("duplicate_differs", PROBLEM, "重复登记且内容不一致", "registered twice with different content"),
    Reason("repeated_row", PROBLEM, "与前面一行完全相同，按两笔采用", "the same as an earlier row; both count"),
    Reason("unit_doubtful", PROBLEM, "合计与分项之和相差一万倍，请核对元与万元", "total and sum differ by 10,000"),
    Reason(
        "unit_unlike_own",
        PROBLEM,
        "与本户同项其他期间相差约一万倍，请核对元与万元",
        "about 10,000 times the household's other periods of this item, or a ten-thousandth",
    ),
    Reason(
        "unit_unlike_village",
        PROBLEM,
        "与本村同项其他金额相差约一万倍，请核对元与万元",
        "about 10,000 times the other amounts of this column in the village, or a ten-thousandth",
    ),
    Reason("two_households", PROBLEM, "同一证件号码出现在两户", "one ID number in two households"),
    Reason("unmapped_column", PROBLEM, "列名不认识，未采用", "a column the codebook does not know"),
    Reason("file_note", PROBLEM, "文件读取说明", "how the file was read"),
    Reason("empty_form", PROBLEM, "空白登记表，没有填写", "a form that nobody filled in"),
    Reason("refused_file", QUARANTINE, "文件不能读取", "the file cannot be read"),
    Reason("empty_file", QUARANTINE, "没有内容", "an empty workbook"),
    Reason("unknown_ledger", QUARANTINE, "不认识的台账", "an unknown ledger"),
    Reason("form_sheet", QUARANTINE, "是表格式登记表，不是清单", "a form, not a list"),
    Reason("duplicate_column", QUARANTINE, "两列同名", "two columns for the same thing"),
    Reason("outside_table", QUARANTINE, "不在表内的行", "a row outside the table"),
    Reason("unknown_village", QUARANTINE, "不认识的村", "an unknown village"),
    Reason("ambiguous_village", QUARANTINE, "同名村不止一个", "several villages of this name"),
    Reason("no_year", QUARANTINE, "没有年度", "no year"),
    Reason("unknown_household", QUARANTINE, "找不到户编号", "no household number and none found"),
    Reason("missing_required", QUARANTINE, "必填项缺失", "a required value is missing"),
    Reason("unreadable_amount", QUARANTINE, "金额无法读取，整行不用", "an amount cannot be read"),
    Reason("merged_amount", QUARANTINE, "合并单元格里的金额，分不清各是多少", "an amount in a merged cell: whose?"),
    Reason("negative_cost", QUARANTINE, "支出填成负数，分不清是支出还是退款", "a cost below zero: cost or refund?"),
    Reason("unknown_item", QUARANTINE, "收入项目不认识", "unknown income item"),
    Reason("unknown_period", QUARANTINE, "期间不认识", "unknown period"),
    Reason("corrected_drop", QUARANTINE, "按更正表删除", "dropped by params/corrections.csv"),
    Reason("maybe_same_household", PROPOSAL, "可能是同一户", "perhaps the same household"),
    Reason("maybe_same_person", PROPOSAL, "可能是同一人", "perhaps the same person"),
    Reason("identical", SILENT, "完全相同的行", "an identical row"),
    Reason("stated_total", SILENT, "合计，仅用于核对", "a stated total, used as a check only"),
)

REASONS = {reason.code: reason for reason in _TABLE}
NUMBER = {reason.code: i for i, reason in enumerate(_TABLE)}
CODES = np.array([reason.code for reason in _TABLE], dtype=object)
IS_REPAIR = np.array([reason.severity == REPAIR for reason in _TABLE])
IS_PROBLEM = np.array([reason.severity in (PROBLEM, QUARANTINE) for reason in _TABLE])
IS_ABSENT = np.array([reason.code in ("blank", "dash") for reason in _TABLE])
IS_PROPOSAL = np.array([reason.severity == PROPOSAL for reason in _TABLE])
