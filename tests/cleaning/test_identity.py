"""Households through ID numbers, duplicates, age bands and required cells."""

import pytest

from evalkit.cleaning.persons import age_band


def homes(personal):
    man, _, _, elder = personal[4:8]
    return [["户编号", "户主证件号码", "户类型"], ["7", man, "脱贫户"], ["8", elder, "脱贫户"]]


def test_an_income_row_finds_its_household_through_the_heads_id(tables, personal):
    man = personal[4]
    incomes = [["户主身份证号", "务工收入", "低保金"], [man, 100, 5]]
    result = tables({"石门村/2023/户.csv": homes(personal), "石门村/2023/收入.csv": incomes})
    assert set(result.clean.incomes["household"]) == {"7"}
    assert "household_from_id" in set(result.noticed["code"])


def test_an_id_of_another_village_finds_nothing(tables, personal):
    man = personal[4]
    incomes = [["户主身份证号", "务工收入", "低保金"], [man, 100, 5]]
    result = tables({"石门村/2023/户.csv": homes(personal), "东沟村/2023/收入.csv": incomes})
    assert result.clean.ledgers["income"].code.tolist() == ["unknown_household"]


def test_an_id_in_two_households_finds_none(tables, personal):
    man = personal[4]
    rows = [["户编号", "户主证件号码", "户类型"], ["7", man, "脱贫户"], ["8", man, "脱贫户"]]
    incomes = [["户主身份证号", "务工收入", "低保金"], [man, 100, 5]]
    result = tables({"石门村/2023/户.csv": rows, "石门村/2023/收入.csv": incomes})
    assert result.clean.ledgers["income"].fate.tolist() == ["quarantined"]


def test_jobs_get_the_household_of_the_person(tables, personal):
    man = personal[4]
    people = [["户编号", "姓名", "证件号码", "与户主关系"], ["7", "王小示", man, "户主"]]
    jobs = [["姓名", "证件号码", "务工月收入", "就业渠道"], ["王小示", man, 3000, "自主外出"]]
    result = tables({"石门村/2023/人.csv": people, "石门村/2023/务工.csv": jobs})
    assert result.clean.ledgers["jobs"].rows["household"].tolist() == ["7"]


def test_two_people_alike_in_all_but_their_names_are_two(tables):
    rows = [
        ["户编号", "学生姓名", "帮扶项目", "补助金额"],
        ["7", "王小示", "雨露计划", 1500],
        ["7", "王小样", "雨露计划", 1500],
    ]
    ledger = tables({"石门村/2023/帮扶.csv": rows}).clean.ledgers["assistance"]
    assert ledger.fate.tolist() == ["kept", "kept"]


def test_a_row_written_twice_in_full_counts_once(tables):
    row = ["7", "王小示", "雨露计划", 1500]
    ledger = tables({"石门村/2023/帮扶.csv": [["户编号", "学生姓名", "帮扶项目", "补助金额"], row, row]}).clean.ledgers[
        "assistance"
    ]
    assert ledger.fate.tolist() == ["kept", "duplicate"]


def test_the_same_file_sent_twice_counts_once(tables, personal):
    result = tables({"石门村/2023/户.csv": homes(personal), "石门村/2023/户 (2).csv": homes(personal)})
    fates = result.clean.ledgers["households"].fate.tolist()
    assert sorted(fates) == ["duplicate", "duplicate", "kept", "kept"]
    assert set(result.noticed["code"]) == set()


def test_another_serial_number_makes_no_other_row(tables):
    rows = [["序号", "户编号", "学生姓名", "帮扶项目"], [1, "7", "王小示", "雨露计划"], [2, "7", "王小示", "雨露计划"]]
    assert tables({"石门村/2023/帮扶.csv": rows}).clean.ledgers["assistance"].fate.tolist() == ["kept", "duplicate"]


def test_a_year_later_the_household_is_no_duplicate(tables, personal):
    result = tables({"石门村/2023/户.csv": homes(personal), "石门村/2024/户.csv": homes(personal)})
    assert set(result.clean.ledgers["households"].fate) == {"kept"}


def test_a_missing_required_cell_sets_its_row_aside(tables):
    rows = [["户编号", "帮扶项目", "补助金额"], ["7", None, 1500], ["7", "发放化肥", 100], ["7", "雨露计划", "见附件"]]
    ledger = tables({"石门村/2023/帮扶.csv": rows}).clean.ledgers["assistance"]
    assert ledger.code.tolist() == ["missing_required", "unknown_wording", ""]
    assert ledger.rows["amount"].isna().tolist() == [False, False, True]


def test_a_month_takes_its_year_from_the_row(tables, personal):
    man = personal[4]
    rows = [
        ["姓名", "证件号码", "所属月份", "补贴金额"],
        ["王小示", man, "5月", 600],
        ["王小示", man, "2022年6月", 600],
    ]
    ledger = tables({"石门村/2023/公益岗.csv": rows}).clean.ledgers["public_posts"]
    assert ledger.rows["month"].tolist() == ["2023-05", "2022-06"]


@pytest.mark.parametrize(
    ("age", "band"),
    [
        (0, "0-5"),
        (5, "0-5"),
        (6, "6-15"),
        (15, "6-15"),
        (16, "16-24"),
        (44, "25-44"),
        (59, "45-59"),
        (60, "60-74"),
        (75, "75+"),
    ],
)
def test_age_bands_end_where_they_say(age, band):
    assert age_band(age) == band


def test_nobody_is_older_than_130_or_not_yet_born():
    assert (age_band(131), age_band(-1)) == (None, None)


def test_an_id_in_two_households_of_one_year_is_reported(tables, personal):
    man = personal[4]
    rows = [["户编号", "户主证件号码", "户类型"], ["7", man, "脱贫户"], ["8", man, "脱贫户"]]
    result = tables({"石门村/2023/户.csv": rows})
    assert result.noticed.loc[result.noticed["code"] == "two_households", "row"].tolist() == [2, 3]


def test_somebody_who_moves_is_found_in_each_years_household(tables, personal):
    man = personal[4]
    head = ["户编号", "户主证件号码", "户类型"]
    incomes = [["户主身份证号", "务工收入", "低保金"], [man, 100, 5]]
    result = tables(
        {
            "石门村/2022/户.csv": [head, ["7", man, "脱贫户"]],
            "石门村/2023/户.csv": [head, ["8", man, "脱贫户"]],
            "石门村/2022/收入.csv": incomes,
            "石门村/2023/收入.csv": incomes,
        }
    )
    found = result.clean.incomes[["year", "household"]].drop_duplicates().values.tolist()
    assert found == [[2022, "7"], [2023, "8"]]
    assert "two_households" not in set(result.noticed["code"])
