"""What counts as a person's name: in a name column, beside an ID number, and in the name of a file."""

import pytest

from evalkit.privacy.names import MASK, is_personal_name, without_persons


@pytest.mark.parametrize("text", ["王小示", "李明", "欧阳小示", "䶮小示", "阿依古丽·买买提"])
def test_personal_names(text):
    assert is_personal_name(text)


@pytest.mark.parametrize("text", ["张建社", "王会", "李书院", "刘镇", "欧阳建社", "周主任"])
def test_a_name_may_end_like_an_office(text):
    assert is_personal_name(text)


@pytest.mark.parametrize(
    "text",
    [
        "村委会", "常委会", "股份经济合作社", "养老院", "林业站", "驻村工作队", "村主任", "户主", "合计", "王", "A组",
        "见附件一二三四", "张三等5人",
    ],
)  # fmt: skip
def test_offices_and_notes_are_no_names(text):
    assert not is_personal_name(text)


@pytest.mark.parametrize("text", ["刘志村", "林业站", "巴桑次仁旺久"])
def test_beside_an_id_number_it_is_a_person_whatever_the_characters(text):
    assert is_personal_name(text, beside_id=True) and not is_personal_name(text)


@pytest.mark.parametrize("text", ["户主", "不详", "合计", "张三等5人"])
def test_a_word_for_nobody_is_no_name_even_beside_an_id_number(text):
    assert not is_personal_name(text, beside_id=True)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("一户一档/王小示.xlsx", f"一户一档/{MASK}.xlsx"),
        ("石门村/2024/01 欧阳小示-登记表.xls", f"石门村/2024/01 {MASK}-登记表.xls"),
        ("李小例", MASK),
        ("石门村/收入台账.xlsx", "石门村/收入台账.xlsx"),
        ("Sheet1", "Sheet1"),
    ],
)
def test_file_and_sheet_names_lose_whole_personal_names(text, shown):
    assert without_persons(text) == shown
