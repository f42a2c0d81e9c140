"""What to do about each problem, and what was done with the cell or row meanwhile, in plain Chinese."""

from __future__ import annotations

LOOK = "请对照原始凭证核对，在台账中更正；内容无误的，填“属实保留”。"
ADVICE = {
    "not_stated": "补填实际情况；确无的，数额填 0，其他留空。",
    "error_cell": "删去出错的公式，改填计算后的数值。",
    "not_a_number": "只填一个数字，文字说明移到备注列。",
    "expression": "算出结果，只填一个数字。",
    "range": "核实实际数额，只填一个数字，不填区间。",
    "other_period": "按本列口径换算成全期、全户的数额再填。",
    "unknown_unit": "去掉单元格里的单位，按表头所写单位填数字。",
    "negative": "核对正负号；成本、支出也填正数。",
    "negative_count": "核对数字，人数、次数不能为负。",
    "fraction": "填整数。",
    "out_of_range": "核对数字和单位，常见原因是多填、少填了位数。",
    "not_a_date": "按“2023-05-14”或“2023年5月”的样式填写。",
    "impossible_date": "核对年月日，该日期在日历上不存在。",
    "no_year_in_date": "补上年份。",
    "no_month": "补上月份。",
    "month_lost": "改写为“2023年1月”或“2023年10月”，或把单元格设为文本。",
    "not_yes_no": "只填“是”或“否”。",
    "unknown_wording": "从规定选项中选填；确需新增的，报县里登记到代码表。",
    "unknown_part": "多项之间用顿号隔开，每一项从规定选项中选填。",
    "bad_checksum": "对照身份证原件逐位核对。",
    "no_id": "已办理身份证的，补填号码；确未办理的，填“属实保留”。",
    "wrong_length": "对照证件原件核对，居民身份证18位，残疾证20位。",
    "not_an_id": "对照证件原件，填写证件号码。",
    "lossy_number": "先把该列设为文本格式，再对照原件重新录入全部号码（末几位已丢失，仅改格式无效）。",
    "not_a_household_number": "填写户编号。",
    "sex_differs": "对照证件原件，核对性别和号码哪一个有误。",
    "total_differs": "重新合计；分项有误的，更正分项。",
    "duplicate_differs": "核实以哪一行为准，删去另一行。",
    "repeated_row": "确是两笔的，填“属实保留”；重复录入的，删去一行。",
    "unit_doubtful": "核对该行金额的单位是元还是万元，全行统一。",
    "unit_unlike_own": "与该户其他月份（年度）对照，核对金额单位是元还是万元。",
    "unit_unlike_village": "与村内其他户（行）对照，核对金额单位是元还是万元。",
    "two_households": "核实该人属于哪一户，从另一户删去。",
    "unmapped_column": "核对列名是否写错；确为新增列的，报县里登记到代码簿。",
    "file_note": "请核对该文件读出的内容是否完整。",
    "refused_file": "用 Excel 或 WPS 打开核对，去掉密码，另存为 .xlsx 后重新报送。",
    "empty_file": "重新报送有内容的台账。",
    "unknown_ledger": "使用统一模板的标题和列名重新报送。",
    "empty_form": "补填登记表；不用的空表请删去。",
    "form_sheet": "改填为清单：一户（人、事）一行。",
    "duplicate_column": "两列含义相同的，只留一列；不同的，分别写明列名。",
    "outside_table": "数据须紧接表头逐行填写；说明文字移到表后。",
    "unknown_village": "写村的全称或12位代码。",
    "ambiguous_village": "写12位村代码，以便区分同名村。",
    "maybe_same_household": "核实是否为同一户：是的，统一户编号；不是的，填“属实保留”。",
    "maybe_same_person": "对照证件原件核实：是同一人的，更正证件号码；不是的，填“属实保留”。",
    "no_year": "在行内、标题或文件名中写明年度。",
    "unknown_household": "补填户编号，或填写在户台账中能查到的户主证件号码。",
    "missing_required": "补填必填项。",
    "unreadable_amount": "核实该金额，只填一个数字。",
    "merged_amount": "取消合并单元格，每行（每期）各填各的数额。",
    "negative_cost": "支出填正数；确为退款的，请在备注说明。",
    "unknown_item": "收入项目从规定选项中选填。",
    "unknown_period": "写明是哪个月、哪个季度、上下半年或全年。",
    "corrected_drop": "该行已由县里登记删除；有异议的，请在备注说明。",
}

MISSING, UNCHANGED, ASIDE, ONCE = (
    "该格按未填处理",
    "仅提示，数据未改",
    "整行隔离，暂不参与计算",
    "只采用第一次登记的一行",
)
NOTHING = "未采用"
# Problems that leave the value in the cell as it is.
AS_IT_IS = {
    "total_differs",
    "unit_doubtful",
    "unit_unlike_own",
    "unit_unlike_village",
    "sex_differs",
    "two_households",
    "duplicate_differs",
    "repeated_row",
    "bad_checksum",
    "no_id",
    "file_note",
    "maybe_same_household",
    "maybe_same_person",
}
NOT_USED = {
    "unmapped_column",
    "refused_file",
    "empty_file",
    "unknown_ledger",
    "form_sheet",
    "empty_form",
    "duplicate_column",
}


def advice(code: str) -> str:
    """Return what to do about a problem; for a code without its own sentence, to look at it.

    Examples
    --------
    >>> advice("fraction")
    '填整数。'
    """
    return ADVICE.get(code, LOOK)


def done(code: str, fate: str) -> str:
    """Return what was done with the cell or its row.

    Parameters
    ----------
    code : str
        Code of the problem.
    fate : str
        Fate of the row; empty for what concerns a sheet or a file.

    Examples
    --------
    >>> done("range", "quarantined"), done("range", "kept")
    ('整行隔离，暂不参与计算', '该格按未填处理')
    """
    if fate == "quarantined":
        return ASIDE
    if fate == "duplicate":
        return ONCE
    if code in NOT_USED:
        return NOTHING
    if code == "month_lost":
        return "只采用年份"
    return UNCHANGED if code in AS_IT_IS else MISSING
