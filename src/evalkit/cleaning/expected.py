"""What a cell, row or sheet should hold instead, for each reason that somebody should look at it, in both languages."""

from __future__ import annotations

EXPECTED: dict[str, tuple[str, str]] = {
    "not_stated": ("实际情况，或留空", "a value or a blank"),
    "error_cell": ("数值或文字", "a value"),
    "not_a_number": ("一个数字", "a number"),
    "expression": ("一个数字", "one number"),
    "range": ("一个数值", "one value"),
    "other_period": ("本列所指期间的数额", "an amount for the column's period"),
    "unknown_unit": ("以本列单位计的数字", "a number in the column's unit"),
    "negative": ("零或正数", "zero or more"),
    "negative_count": ("零或正数", "zero or more"),
    "fraction": ("整数", "a whole number"),
    "out_of_range": ("可能出现的数值", "a possible value"),
    "not_a_date": ("2023-05-14、2023年5月 或 202305", "such as 2023-05-14, 2023年5月 or 202305"),
    "impossible_date": ("日历上有的日期", "a date"),
    "no_year_in_date": ("带年份的日期", "a date with its year"),
    "no_month": ("月份", "a month"),
    "month_lost": ("2023年1月 或 2023年10月", "2023年1月 or 2023年10月"),
    "not_yes_no": ("是 或 否", "是 or 否"),
    "unknown_wording": ("代码表中的写法", "a wording of params/codes.csv"),
    "unknown_part": ("代码表中的写法", "wordings of params/codes.csv"),
    "bad_checksum": ("校验相符的证件号码", "a valid ID number"),
    "no_id": ("证件号码", "an ID number"),
    "wrong_length": ("18位或20位", "18 or 20 characters"),
    "not_an_id": ("18位或20位证件号码", "an ID number of 18 or 20 characters"),
    "lossy_number": ("文本格式的完整号码", "the whole number, as text"),
    "not_a_household_number": ("户编号", "a household number"),
    "sex_differs": ("与证件号码一致的性别", "the same sex"),
    "total_differs": ("分项之和", "the sum"),
    "duplicate_differs": ("只登记一次", "one entry"),
    "repeated_row": ("一笔一行", "one row for each event"),
    "unit_doubtful": ("统一的单位", "one unit"),
    "unit_unlike_own": ("统一的单位", "one unit"),
    "unit_unlike_village": ("统一的单位", "one unit"),
    "two_households": ("只在一户登记", "one household"),
    "unmapped_column": ("代码簿中的列名", "a header of params/codebook.csv"),
    "refused_file": ("能打开的电子表格", "a spreadsheet that opens"),
    "empty_file": ("有内容的台账", "a ledger"),
    "unknown_ledger": ("标题和列名能认出的台账", "a ledger of params/tables.csv"),
    "form_sheet": ("一户（人、事）一行的清单", "one row for each household, person or event"),
    "duplicate_column": ("只留一列", "one column"),
    "outside_table": ("紧接表头的数据行", "a row under the header"),
    "unknown_village": ("村名表中的村", "a village of params/villages.csv"),
    "ambiguous_village": ("12位村代码", "its 12-digit code"),
    "no_year": ("行内、标题或文件名中的年度", "a year in the row, the title or the file name"),
    "unknown_household": ("户编号", "a household number"),
    "missing_required": ("必填内容", "a value"),
    "unreadable_amount": ("可读的数额", "every amount readable"),
    "merged_amount": ("每行每期各填一个数额", "one amount for each row and period"),
    "negative_cost": ("零或正数", "zero or more"),
    "unknown_item": ("代码表中的收入项目", "an item of params/codes.csv"),
    "unknown_period": ("某月、某季度、上下半年或全年", "a month, a quarter, half a year or a year"),
}


def zh(code: str) -> str:
    """Return what was expected, in Chinese; nothing for a code that expects nothing.

    Examples
    --------
    >>> zh("fraction"), zh("file_note")
    ('整数', '')
    """
    return EXPECTED.get(code, ("", ""))[0]


def en(code: str) -> str:
    """Return what was expected, in English; nothing for a code that expects nothing."""
    return EXPECTED.get(code, ("", ""))[1]
