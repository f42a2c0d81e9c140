"""What may be one household or one person, in ledgers small enough to follow by eye; nothing is changed by it."""

import pandas as pd
import pytest

from evalkit import store
from evalkit.cleaning import clean
from evalkit.cleaning.lineage_presence import presence
from evalkit.cleaning.proposals import DTYPES, propose, without_names

# Invented numbers of the area 990101, which does not exist; their check characters are right.
A, B, C, D = "990101196001050017", "990101196202030020", "990101199003070031", "990101199204100049"
SHOWN = ["kind", "year", "row", "col", "other_year", "other_row", "other_col", "reasons"]
MEMBERS = ["户编号", "姓名", "证件号码", "与户主关系"]
HEADS = ["户编号", "户主姓名", "家庭人口数", "户类型"]
LOSSY = float(A)  # a number cell keeps 15 digits of it


@pytest.fixture
def proposed(tables):
    """Return the proposals made of sheets, with raw identifiers."""

    def run(sheets):
        made = tables(sheets).clean
        return propose(made, presence(made))

    return run


def years(before, after):
    return {"石门村/2022/成员.csv": before, "石门村/2023/成员.csv": after}


def lines(rows):
    return rows[SHOWN].astype(object).where(rows[SHOWN].notna(), None).values.tolist()


def test_a_number_cut_off_by_a_spreadsheet_belongs_perhaps_to_the_same_name_in_the_household(proposed):
    before = [MEMBERS, ["7", "王小示", A, "户主"], ["7", "李小例", B, "配偶"]]
    after = [MEMBERS, ["7", "王小示", LOSSY, "户主"], ["7", "李小例", B, "配偶"]]
    rows = proposed(years(before, after))
    assert lines(rows) == [["person", 2023, 2, 3, 2022, 2, 3, "name;household;birth;number"]]
    assert rows["score"].tolist() == [1.0]


def test_a_wrong_check_character_is_a_near_number(proposed):
    wrong = A[:17] + ("1" if A[17] != "1" else "2")
    before = [MEMBERS, ["7", "王小示", A, "户主"]]
    after = [MEMBERS, ["7", "王小示", wrong, "户主"]]
    rows = proposed(years(before, after))
    assert rows["reasons"].tolist() == ["name;household;birth;number?"]
    # name 0.4, household 0.25, birth 0.2 in full; number 0.75 of 0.15: 0.85 + 0.1125
    assert rows["score"].round(4).tolist() == [0.9625]


def test_twins_are_not_taken_for_each_other(proposed):
    one, other = "990101201003070111", "99010120100307012X"
    before = [MEMBERS, ["7", "王小示", one, "户主"], ["7", "王小样", other, "子女"]]
    after = [MEMBERS, ["7", "王小示", one, "户主"], ["7", "王小样", None, "子女"]]
    rows = proposed(years(before, after))
    assert rows["other_row"].tolist() == [3]


def test_a_person_who_stands_in_the_same_year_under_another_name_is_somebody_else(proposed):
    rows = [MEMBERS, ["7", "王小示", A, "户主"], ["7", "王小样", LOSSY, "子女"]]
    assert proposed({"石门村/2023/成员.csv": rows}).empty


def test_a_namesake_in_another_household_without_a_birth_year_is_not_proposed(proposed):
    before = [MEMBERS, ["7", "王小示", A, "户主"]]
    after = [MEMBERS, ["8", "王小示", None, "户主"]]
    assert not (proposed(years(before, after))["kind"] == "person").any()


def test_a_namesake_in_another_village_is_not_proposed(proposed):
    before = {"东沟村/2022/成员.csv": [MEMBERS, ["7", "王小示", A, "户主"]]}
    assert proposed(before | {"石门村/2023/成员.csv": [MEMBERS, ["7", "王小示", LOSSY, "户主"]]}).empty


def test_another_number_next_year_with_the_same_name_and_members_is_perhaps_the_same_household(proposed):
    before = [MEMBERS, ["7", "王小示", None, "户主"], ["7", "李小例", None, "配偶"], ["7", "王小样", None, "子女"]]
    after = [MEMBERS, ["9", "王小示", None, "户主"], ["9", "李小例", None, "配偶"], ["9", "赵小新", None, "子女"]]
    rows = proposed(years(before, after))
    assert lines(rows) == [["household", 2023, 2, 1, 2022, 2, 1, "name;members?"]]
    # two of three names in common: 2 * 2 / (3 + 3); (0.3 * 1 + 0.35 * 2/3) / 0.65
    assert rows["score"].round(4).tolist() == [0.8205]


def test_two_numbers_in_one_list_are_two_households_whatever_their_heads_are_called(proposed):
    rows = [HEADS, ["7", "王小示", 2, "脱贫户"], ["9", "王小示", 2, "脱贫户"]]
    assert proposed({"石门村/2023/户.csv": rows}).empty


def test_an_income_ledger_with_a_number_of_its_own_for_a_known_head_is_proposed(proposed):
    homes = [HEADS, ["7", "王小示", 2, "脱贫户"], ["8", "赵老例", 1, "脱贫户"]]
    incomes = [["户编号", "户主姓名", "家庭人口数", "务工收入", "低保金"], ["70", "王小示", 2, 100, 5]]
    rows = proposed({"石门村/2023/户.csv": homes, "石门村/2023/收入.csv": incomes})
    assert rows[["reasons", "score"]].values.tolist() == [["name;size", 1.0]]


def test_a_namesake_of_another_birth_year_is_another_household(proposed):
    head = ["户编号", "户主姓名", "户主证件号码", "家庭人口数", "户类型"]
    old, young = "990101194001010219", "99010119900101022X"
    before = {"石门村/2022/户.csv": [head, ["7", "王小示", old, 2, "脱贫户"]]}
    assert proposed(before | {"石门村/2023/户.csv": [head, ["9", "王小示", young, 2, "脱贫户"]]}).empty


def test_what_id_numbers_prove_is_lineage_and_no_proposal(proposed):
    before = [MEMBERS, ["7", "王小示", A, "户主"], ["7", "李小例", B, "配偶"]]
    after = [MEMBERS, ["9", "王小示", A, "户主"], ["9", "李小例", B, "配偶"]]
    assert proposed(years(before, after)).empty


def test_one_id_number_under_two_household_numbers_in_a_year_is_shown(proposed):
    rows = [MEMBERS, ["7", "王小示", A, "户主"], ["7", "李小例", B, "配偶"], ["9", "王小示", A, "户主"]]
    found = proposed({"石门村/2023/成员.csv": [*rows, ["9", "赵小新", C, "配偶"]]})
    assert found["kind"].tolist() == ["household"]
    assert "same_id" in found["reasons"].item().split(";")


def test_nothing_is_proposed_of_a_county_in_order(proposed):
    rows = [MEMBERS, ["7", "王小示", A, "户主"], ["7", "李小例", B, "配偶"], ["8", "赵老例", C, "户主"]]
    assert proposed(years(rows, rows)).empty


def test_the_side_table_holds_no_name_or_number_and_its_order_does_not_follow_the_key(tables):
    before = [MEMBERS, ["7", "王小示", A, "户主"], ["8", "赵老例", D, "户主"]]
    after = [MEMBERS, ["7", "王小示", LOSSY, "户主"], ["8", "赵老例", float(D), "户主"]]
    made = tables(years(before, after)).clean
    found = propose(made, presence(made))
    one, other = (without_names(found, bytes([k] * 32)) for k in (1, 2))
    assert list(one) == list(DTYPES) and len(one) == 2
    assert not {A, D, "7", "8", "王小示", "赵老例"} & set(one.astype(str).to_numpy().ravel())
    hidden = ["household", "person", "other_household", "other_person"]
    pd.testing.assert_frame_equal(one.drop(columns=hidden), other.drop(columns=hidden))


def test_a_proposal_is_a_point_of_the_village_with_the_cell_of_the_other_side_and_changes_nothing(
    tmp_path, key_file, write
):
    raw = tmp_path / "raw"
    head = ["石门村家庭成员台账"]
    write.workbook(raw / "石门村" / "2022" / "成员.xlsx", {"成员": [head, MEMBERS, ["7", "王小示", A, "户主"]]})
    lossy = [head, MEMBERS, ["7", "王小示", LOSSY, "户主"], ["7", "李小例", B, "配偶"]]
    write.workbook(raw / "石门村" / "2023" / "成员.xlsx", {"成员": lossy})
    result = clean(raw, tmp_path / "processed", review=tmp_path / "review")
    assert result.rows == 7
    fates = store.side("_fates", tmp_path / "processed")
    assert fates.loc[fates["fate"] == "quarantined", "code"].tolist() == ["lossy_number"]
    assert "maybe_same_person" not in set(store.side("_problems", tmp_path / "processed")["code"])
    (book,) = (tmp_path / "review").rglob("*疑点清单.xlsx")
    listed = pd.read_excel(book, sheet_name=None, header=None, dtype=str, engine="openpyxl")
    told = [text for sheet in listed.values() for text in sheet.to_numpy().ravel() if "相似度" in str(text)]
    assert len(told) == 1 and told[0].startswith("相似度1.00（姓名相同、户编号相同、出生年相同、证件号码可读部分相同）")
    assert told[0].endswith("2022/成员.xlsx 成员 C3")
    assert "王小示" not in "".join(told)
