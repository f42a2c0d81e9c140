"""Labels of household forms that no ledger knows are reported with the cell of their value."""

import pytest

from evalkit import codebook, store
from evalkit.cleaning import clean
from evalkit.cleaning.issues import Issues
from evalkit.cleaning.sheets import take_in
from evalkit.cleaning.vocabulary import Vocabulary
from evalkit.intake.sheet import Sheet
from evalkit.privacy import keys
from evalkit.privacy.known import Known

WORDS = Vocabulary(codebook.load())
FILE = "石门村/2024/一户一档/户编号0012.xlsx"


def told(rows, file=FILE, merged=()):
    """Return the unknown labels of a form with the cell of each value (from 0)."""
    width = max(map(len, rows))
    sheet = Sheet(file, "表", [[*row, *[None] * (width - len(row))] for row in rows], tuple(merged))
    intake = take_in([sheet], [], WORDS, Issues())
    return [(p.block.header(c), p.layout.far[c]) for p in intake.placed for c in p.unmapped]


BESIDE = [
    ["农户信息登记表"],
    ["户主姓名", "甲", "户类型", "脱贫户"],
    ["屋顶材料", "青瓦", "门牌", "12-1"],
    ["家庭人口数", 3, "耕地面积", 4.5],
]
BELOW = [
    ["户编号", "门牌", "户类型", "屋顶材料"],
    ["0012", "12-1", "脱贫户", "青瓦"],
    ["家庭人口数", "耕地面积"],
    [3, 4.5],
]
INSIDE = [
    ["一户一档"],
    ["户编号：0012", "屋顶材料：青瓦"],
    ["户类型：脱贫户", "家庭人口数：3", "门牌："],
    ["耕地面积：4.5"],
]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (BESIDE, [("屋顶材料", (2, 1)), ("门牌", (2, 3))]),
        (BELOW, [("门牌", (1, 1)), ("屋顶材料", (1, 3))]),
        (INSIDE, [("屋顶材料", (1, 1))]),
    ],
)
def test_an_unknown_label_is_told_with_its_value_beside_below_or_in_the_same_cell(rows, expected):
    assert told(rows) == expected


def test_a_label_without_a_value_and_texts_above_and_below_are_none():
    rows = [["填报须知", "用黑笔"], *BESIDE[1:2], ["屋顶材料", None], *BESIDE[3:], ["以上属实", "签字"]]
    assert told(rows) == []


def test_the_name_of_several_rows_at_the_side_is_none():
    rows = [["基本情况", *BELOW[0]], [None, *BELOW[1]], [None, *BELOW[2]], [None, *BELOW[3]], ["备考", None]]
    assert ("基本情况", (4, 0)) not in told(rows, merged=[(0, 0, 3, 0)])


def test_forms_of_one_print_are_one_line_in_the_list_of_problems_and_each_has_its_own_in_unmapped(
    tmp_path, write_form, monkeypatch
):
    monkeypatch.setenv(keys.VARIABLE, str(tmp_path / "key"))
    for number in ("0012", "0013"):
        write_form(tmp_path / "raw" / "石门村" / "2024" / "一户一档" / f"户编号{number}.xlsx", BESIDE)
    clean(tmp_path / "raw", tmp_path / "out")
    unmapped = store.side("_unmapped", tmp_path / "out")
    assert sorted(unmapped["header"]) == ["屋顶材料", "屋顶材料", "门牌", "门牌"]
    assert set(unmapped["col"]) == {2, 4}
    problems = store.side("_problems", tmp_path / "out")
    places = problems.loc[problems["code"] == "unmapped_column", ["row", "col"]].to_numpy().tolist()
    assert places == [[3, 2], [3, 4]]


def test_a_name_where_a_label_would_be_is_masked():
    issues = Issues()
    rows = [*BESIDE[:2], ["王小样", "在外务工", "门牌", "12-1"], *BESIDE[3:]]
    sheet = Sheet(FILE, "表", [[*row, *[None] * (4 - len(row))] for row in rows])
    take_in([sheet], [], WORDS, issues)
    assert set(issues.table(Known())["before"]) == {"[已隐去]", "门牌"}


@pytest.fixture
def write_form():
    """Write one form as a workbook."""
    import openpyxl

    def write(path, rows):
        path.parent.mkdir(parents=True, exist_ok=True)
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        book.save(path)

    return write
