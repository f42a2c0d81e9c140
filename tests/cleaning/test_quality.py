"""The workbook of problems speaks Chinese to those who fill ledgers in; English has a column of its own."""

import re
import stat

import pandas as pd
import pytest

from evalkit.cleaning import clean, expected
from evalkit.cleaning.reasons import PROBLEM, QUARANTINE, REASONS

ENGLISH = re.compile(r"[A-Za-z]{3,}")
NOTHING_ELSE = {"file_note", "empty_form", "corrected_drop"}  # there is no other content that should stand there


@pytest.mark.parametrize("code", [r.code for r in REASONS.values() if r.severity in (PROBLEM, QUARANTINE)])
def test_every_problem_says_in_chinese_and_in_english_what_was_expected(code):
    if code in NOTHING_ELSE:
        assert expected.zh(code) == expected.en(code) == ""
        return
    assert re.search(r"[\u4e00-\u9fff]|\d", expected.zh(code))
    assert not ENGLISH.search(expected.zh(code))
    assert expected.en(code)


def test_no_reason_is_expected_that_does_not_exist():
    assert set(expected.EXPECTED) <= set(REASONS)


def test_english_stands_in_its_own_column_alone(county, tmp_path, write):
    head = ["行政村", "销售时间", "购买方", "销售金额", "不认识的列"]
    write.delimited(county / "销售.csv", [head, ["石门村", "某天", "供销社", "2-3", 1]])
    (county / "坏.xlsx").write_bytes(b"PK\x03\x04 no workbook")
    clean(county, tmp_path / "processed", skip_bad=True)
    lines = pd.read_excel(tmp_path / "processed" / "quality.xlsx", "疑点清单", engine="calamine", dtype=str).iloc[1:]
    for column in ("台账", "应为", "问题", "该行去向"):
        assert [text for text in lines[column].dropna() if ENGLISH.search(text)] == []
    told = lines.set_index("文件").loc["坏.xlsx"]
    assert (told["问题"], told["应为"]) == ("文件不能读取", "能打开的电子表格")
    assert told["英文说明"].startswith("the file cannot be read")
    assert set(lines.loc[lines["单元格"] == "D2", "英文说明"]) == {"a range, not one value; expected: one value"}


def test_nobody_else_may_enter_the_folder_of_clean_tables(county, tmp_path):
    clean(county, tmp_path / "processed")
    assert stat.S_IMODE((tmp_path / "processed").stat().st_mode) == 0o700
