"""Splits, merges, moves, new numbers, deaths and births in ledgers small enough to follow by eye."""

import pandas as pd
import pytest

from evalkit.cleaning.lineage import COLUMNS, lineage
from evalkit.cleaning.lineage_presence import presence

HEAD = ["户编号", "姓名", "证件号码", "与户主关系"]
SHOWN = ["kind", "year", "household_from", "household", "person", "persons", "evidence"]


# Invented numbers of the area 990101, which does not exist; their check characters are right.
A, B, C, D = "990101196001050017", "990101196202030020", "990101199003070031", "990101199204100049"
BABY = "990101202305110056"


def listed(*homes):
    """Return a list of members: `("7", A, B)` is household 7 with A as its head and B."""
    rows = [HEAD]
    for home, *people in homes:
        for i, who in enumerate(people):
            name, no = who if isinstance(who, tuple) else (f"示例{who[-4:-1]}", who)
            rows.append([home, name, no, "户主" if i == 0 else "子女"])
    return rows


@pytest.fixture
def events(tables):
    """Return the lineage of sheets, with a name for each pseudonym in the order of appearance: h1, h2, p1..."""

    def run(sheets):
        clean = tables(sheets).clean
        return lineage(clean, presence(clean), bytes(32))

    return run


@pytest.fixture
def told(tables, monkeypatch):
    """Return the lineage of sheets with the raw identifiers, as (kind, year, from, to, person, persons, evidence)."""
    from evalkit.cleaning import lineage as module

    monkeypatch.setattr(module, "of_households", lambda key, village, household: household)
    monkeypatch.setattr(module, "of_persons", lambda key, village, household, person: person)

    def run(sheets):
        clean = tables(sheets).clean
        rows = lineage(clean, presence(clean), b"")[SHOWN].astype(object)
        return rows.where(rows.notna(), None).values.tolist()

    return run


def years(before, after, village="石门村"):
    return {f"{village}/2022/成员.csv": before, f"{village}/2023/成员.csv": after}


def test_a_household_whose_children_get_a_number_of_their_own_is_split(told):
    found = told(years(listed(("7", A, B, C, D)), listed(("7", A, B), ("8", C, D))))
    assert found == [["split", 2023, "7", "8", None, 2, "id_numbers"]]


def test_a_household_that_ends_in_two_new_ones_is_split_into_both(told):
    found = told(years(listed(("7", A, B, C)), listed(("8", A, B), ("9", C))))
    assert found == [["split", 2023, "7", "8", None, 2, "id_numbers"], ["split", 2023, "7", "9", None, 1, "id_numbers"]]


def test_two_households_found_under_one_number_are_merged(told):
    found = told(years(listed(("7", A, B), ("8", C)), listed(("7", A, B, C))))
    assert found == [["merge", 2023, "8", "7", None, 1, "id_numbers"]]


def test_two_households_found_under_a_third_number_are_both_merged(told):
    found = told(years(listed(("7", A), ("8", C)), listed(("9", A, C))))
    assert [line[:4] for line in found] == [["merge", 2023, "7", "9"], ["merge", 2023, "8", "9"]]


def test_the_same_members_under_another_number_are_renumbered_also_when_numbers_change_hands(told):
    found = told(years(listed(("7", A, B), ("8", C, D)), listed(("8", A, B), ("7", C, D))))
    assert found == [
        ["renumbered", 2023, "7", "8", None, 2, "id_numbers"],
        ["renumbered", 2023, "8", "7", None, 2, "id_numbers"],
    ]


def test_a_person_who_goes_to_a_household_that_was_there_moves(told):
    found = told(years(listed(("7", A, C), ("8", B, D)), listed(("7", A), ("8", B, D, C))))
    assert found == [["move", 2023, "7", "8", C, 1, "id_numbers"]]


def test_a_household_in_another_village_moved(events):
    sheets = {
        "石门村/2022/成员.csv": listed(("7", A, B), ("8", C)),
        "石门村/2023/成员.csv": listed(("8", C)),
        "东沟村/2023/成员.csv": listed(("1", A, B)),
    }
    (line,) = events(sheets)[["kind", "year", "village_from", "village", "persons"]].values.tolist()
    assert line == ["move", 2023, "990101101202", "990101100201", 2]


def test_the_ledger_of_changes_tells_deaths_births_and_marriages_with_their_month(told):
    changes = [
        ["石门村2023年家庭成员变动台账"],
        ["户编号", "姓名", "证件号码", "变动类型", "变动时间"],
        ["7", "示例一", A, "病故", "2023年4月"],
        ["7", "示例五", BABY, "新生儿", "2023-05-11"],
        ["7", "示例三", C, "婚入", "2023年"],
    ]
    before, after = listed(("7", A, B)), listed(("7", B, C, BABY))
    found = told(years(before, after) | {"石门村/2023/家庭成员变动.csv": changes})
    assert found == [
        ["death", 2023, "7", None, A, 1, "member_changes"],
        ["birth", 2023, None, "7", BABY, 1, "member_changes"],
        ["marriage", 2023, None, "7", C, 1, "member_changes"],
    ]


def test_a_stated_death_has_its_month_and_its_row(events):
    changes = [["户编号", "姓名", "证件号码", "变动原因", "变动时间"], ["7", "示例一", A, "死亡", "2023年4月"]]
    lists = years(listed(("7", A, B)), listed(("7", B)))
    rows = events(lists | {"石门村/2023/家庭成员变动.csv": changes})
    assert rows[["kind", "month", "row"]].values.tolist() == [["death", 4, 2]]
    assert rows["other_row"].isna().all()


def test_who_is_no_longer_listed_left_and_a_child_born_since_is_a_birth(told):
    found = told(years(listed(("7", A, B)), listed(("7", B, BABY, C))))
    assert found == [
        ["birth", 2023, None, "7", BABY, 1, "birth_date_in_id_number"],
        ["joined", 2023, None, "7", C, 1, "not_listed_before"],
        ["left", 2023, "7", None, A, 1, "not_listed_after"],
    ]


def test_a_household_that_comes_or_goes_whole_is_one_line(told):
    found = told(years(listed(("7", A, B), ("1", BABY)), listed(("8", C, D), ("1", BABY))))
    assert found == [
        ["joined", 2023, None, "8", None, 2, "not_listed_before"],
        ["left", 2023, "7", None, None, 2, "not_listed_after"],
    ]


def test_nobody_left_a_village_whose_next_list_was_not_received(told):
    assert told({"石门村/2022/成员.csv": listed(("7", A, B)), "东沟村/2023/成员.csv": listed(("7", C))}) == []


def test_who_is_listed_with_an_unreadable_number_did_not_leave(told):
    lossy = float(A[:15] + "000")
    assert told(years(listed(("7", ("王小示", A), B)), listed(("7", ("王小示", lossy), B)))) == []


def test_somebody_missing_for_one_year_neither_left_nor_came(told):
    lists = {2021: ("7", A, B), 2022: ("7", A), 2023: ("7", A, B)}
    sheets = {f"石门村/{year}/成员.csv": listed(home) for year, home in lists.items()}
    assert told(sheets) == []


def test_a_household_entered_twice_is_a_duplicate_beside_the_entry_that_counts(events):
    rows = [["户编号", "户主证件号码", "户类型"], ["7", A, "脱贫户"], ["8", B, "脱贫户"], ["7", A, "一般农户"]]
    found = events({"石门村/2023/户.csv": rows})
    assert found[["kind", "evidence", "row", "other_row"]].values.tolist() == [
        ["duplicate", "same_household_number", 4, 2]
    ]


def test_a_person_in_two_households_of_one_year_is_a_duplicate_and_has_not_moved(told):
    found = told(years(listed(("7", A), ("8", B)), listed(("7", A), ("8", B, A))))
    assert found == [["duplicate", 2023, "8", "7", A, 1, "same_id_number"]]


def test_the_lineage_holds_no_name_or_number_and_its_order_does_not_follow_the_key(tables):
    clean = tables(years(listed(("7", ("王小示", A), B, C, D)), listed(("7", A, B), ("8", C, D, BABY)))).clean
    one, other = (lineage(clean, presence(clean), bytes([k] * 32)) for k in (1, 2))
    assert list(one) == COLUMNS
    assert not {A, B, C, D, BABY, "7", "8", "王小示"} & set(one.astype(str).to_numpy().ravel())
    public = [name for name in COLUMNS if name not in ("household_from", "household", "person")]
    pd.testing.assert_frame_equal(one[public], other[public])
    assert not set(one["household"].dropna()) & set(other["household"].dropna())


def test_without_lists_there_is_an_empty_table_of_the_declared_types(events):
    rows = [["销售时间", "产品", "购买方", "销售金额"], ["2023-05-14", "核桃", "示例公司", 100]]
    found = events({"石门村/2023/销售.csv": rows})
    assert list(found) == COLUMNS and found.empty and str(found["year"].dtype) == "int32"


def test_a_head_whom_only_the_household_list_still_names_has_left_the_household(told):
    heads = [["户编号", "户主证件号码", "户类型"], ["7", A, "脱贫户"]]
    lists = years(listed(("7", A, B)), listed(("7", B, C)))
    found = told(lists | {"石门村/2022/户.csv": heads, "石门村/2023/户.csv": heads})
    assert found == [
        ["joined", 2023, None, "7", C, 1, "not_listed_before"],
        ["left", 2023, "7", None, A, 1, "not_listed_after"],
    ]


def test_nobody_left_a_household_of_which_only_the_members_were_not_sent(told):
    heads = [["户编号", "户主证件号码", "户类型"], ["7", A, "脱贫户"], ["8", C, "脱贫户"]]
    lists = years(listed(("7", A, B), ("8", C)), listed(("8", C)))
    assert told(lists | {"石门村/2022/户.csv": heads, "石门村/2023/户.csv": heads}) == []
