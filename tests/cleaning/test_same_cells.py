"""同上: an explicit statement, unlike a blank cell."""

import pytest

HEAD = ["户编号", "户主姓名", "务工收入", "低保金"]
FILE = "石门村/2023/收入.csv"


def amounts(result):
    lines = result.clean.incomes
    return list(lines[["household", "item", "amount"]].itertuples(index=False, name=None))


@pytest.mark.parametrize("mark", ["同上", "〃", " 同上 ", '"'])
def test_a_cell_that_says_so_has_the_value_of_the_cell_above(tables, mark):
    rows = [HEAD, ["1", "王小示", 3000, 330], ["2", "李小例", mark, 200], ["3", "赵老例", mark, None]]
    result = tables({FILE: rows})
    assert [line for line in amounts(result) if line[1] == "wage_migrant"] == [
        ("1", "wage_migrant", 300000),
        ("2", "wage_migrant", 300000),
        ("3", "wage_migrant", 300000),
    ]
    noted = result.noticed[result.noticed["code"] == "same_as_above"]
    assert noted[["row", "col", "after"]].to_numpy().tolist() == [[3, 3, "3000"], [4, 3, "3000"]]


def test_a_blank_cell_says_nothing(tables):
    rows = [HEAD, ["1", "王小示", 3000, 330], ["2", "李小例", None, 200]]
    assert ("2", "wage_migrant") not in {line[:2] for line in amounts(tables({FILE: rows}))}


def test_above_a_blank_cell_or_below_a_header_nothing_can_be_known(tables):
    rows = [HEAD, ["1", "王小示", "同上", 330], ["2", "李小例", None, 200], ["3", "赵老例", "同上", 100]]
    result = tables({FILE: rows})
    assert "same_as_above" not in set(result.noticed["code"])
    assert result.noticed.query("code == 'not_a_number'")["row"].tolist() == [2, 4]


def test_of_a_personal_column_only_the_shape_is_noted(tables):
    head = ["户编号", "姓名", "与户主关系", "证件号码"]
    rows = [head, ["1", "王小示", "户主", "99010119650312001X"], ["同上", "李小例", "配偶", None]]
    result = tables({"石门村/2023/成员.csv": rows})
    noted = result.noticed[result.noticed["code"] == "same_as_above"]
    assert noted[["row", "col", "after"]].to_numpy().tolist() == [[3, 1, "文字，1位"]]
    assert result.clean.ledgers["members"].rows["household"].tolist() == ["1", "1"]
