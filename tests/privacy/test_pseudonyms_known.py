import pytest

from evalkit.errors import Problem
from evalkit.privacy.known import Known, digest
from evalkit.privacy.names import MASK

KEY = bytes(range(32))


@pytest.fixture
def known():
    values = Known()
    values.add("name", ["王小示", "王小", "阿依古丽·买买提", "村委会", None, "王"])
    values.add("phone", ["15400123456", "123"])
    values.add("idno", ["990101196503120012"])
    return values


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("王小示养殖场", f"{MASK}养殖场"),
        ("王小养殖场", f"{MASK}养殖场"),
        ("阿依古丽·买买提合作社", f"{MASK}合作社"),
        ("电话15400123456", f"电话{MASK}"),
        ("王小示、990101196503120012", f"{MASK}、{MASK}"),
        ("示例县农产品批发市场", "示例县农产品批发市场"),
        ("村委会", "村委会"),
        ("王 小 示养殖场", f"{MASK}养殖场"),
        ("王　小示养殖场", f"{MASK}养殖场"),
        ("阿依古丽买买提合作社", f"{MASK}合作社"),
        ("阿依古丽•买买提合作社", f"{MASK}合作社"),
        ("王小示王小示", f"{MASK}{MASK}"),
        ("", ""),
    ],
)
def test_known_values_are_masked_and_the_rest_stays(known, text, masked):
    assert known.mask(text) == masked


@pytest.mark.parametrize(
    "number",
    [
        "13800138000", "138-0013-8000", "138 0013 8000", "+8613800138000", "１３８００１３８０００",
        "11010519491231002X", "110105194912310021", "110105 19491231 002X", "6222021234567890",
        "6222 0212 3456 7890 123",
    ],
)  # fmt: skip
def test_numbers_shaped_like_a_phone_or_an_id_are_masked_even_if_unknown(known, number):
    assert known.mask(f"联系{number}。") == f"联系{MASK}。"


def test_other_numbers_stay(known):
    text = "合同202301号，2023-05-14，金额32000元，编码990101101202"
    assert known.mask(text) == text


def test_a_problem_is_shown_without_the_names_in_it(known):
    problem = known.masked(Problem("王小示/台账.xlsx, sheet 王小", "an unknown village", "a village", "王 小示"))
    assert str(problem) == f"{MASK}/台账.xlsx, sheet {MASK}: an unknown village; expected a village, got {MASK}"


def test_digests_name_kind_and_length_but_never_the_value(known):
    table = known.digests(KEY)
    assert table["kind"].tolist() == ["name", "name", "name", "idno", "phone"]
    assert table["length"].tolist() == [3, 2, 8, 18, 11]
    assert table["digest"].tolist()[0] == digest(KEY, "name", "王小示")
    assert not table["digest"].str.contains("王小示|15400123456").any()


def test_digests_need_the_key():
    assert digest(KEY, "name", "王小示") != digest(bytes(32), "name", "王小示")
    assert digest(KEY, "name", "7" * 11) != digest(KEY, "phone", "7" * 11)
