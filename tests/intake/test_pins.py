"""Layouts that a person pins: what they make of a sheet, and what is wrong with one."""

import shutil
from pathlib import Path

import pytest
import yaml

from evalkit import codebook, params_check
from evalkit.cleaning.issues import Issues
from evalkit.cleaning.sheets import take_in
from evalkit.cleaning.tables import make_tables
from evalkit.cleaning.vocabulary import Vocabulary
from evalkit.intake import pins
from evalkit.intake.sheet import Sheet

PARAMS = Path(__file__).parents[2] / "params"
BOOK = codebook.load(PARAMS)
ROWS = [
    ["东片收支", None, None, None, None, None],
    ["甲", "乙", "丙", "丁", "戊", "己"],
    ["0001", "王小示", 1.2, 3000, None, "第一批"],
    ["0002", "李小例", 0.8, None, 500, "第一批"],
    ["小计", None, 2.0, 3000, 500, None],
    ["0003", "赵老例", 2, 100, 200, "第二批"],
    ["以上属实", None, None, None, None, None],
    ["0004", "不算", 9, 9, 9, None],
]
PIN = {
    "files": "*/收支*.csv",
    "table": "income",
    "header_rows": 2,
    "first_row": 3,
    "stop": "以上",
    "columns": {
        "A": "household",
        "B": "head_name",
        "C": {"column": "wage_migrant", "unit": "万元"},
        "D": {"column": "transfer_dibao", "period": "3月"},
        "E": {"column": "transfer_dibao", "period": "4月"},
    },
    "village": 990101101202,
    "year": 2023,
}


@pytest.fixture
def read(tmp_path):
    """Read layouts written as Python values: `read(PIN)` or `read(PIN, PIN)`."""

    def run(*entries):
        folder = tmp_path / pins.FOLDER
        folder.mkdir(exist_ok=True)
        content = list(entries) if len(entries) > 1 else entries[0]
        (folder / "own.yaml").write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
        return pins.read(tmp_path, BOOK)

    return run


@pytest.fixture
def cleaned(read):
    """Clean one sheet under pinned layouts; return the intake and the ledgers."""

    def run(*entries, rows=ROWS, file="东片/收支2023.csv"):
        found, problems = read(*entries)
        assert not problems
        issues = Issues()
        intake = take_in([Sheet(file, "csv", [list(row) for row in rows])], [], Vocabulary(BOOK), issues, found)
        return intake, make_tables(intake, BOOK, issues)

    return run


def test_a_pinned_sheet_is_read_though_no_header_is_known(cleaned):
    intake, made = cleaned(PIN)
    assert not intake.faults
    lines = made.incomes
    found = sorted(zip(lines["i"], lines["item"], lines["month"], lines["months"], lines["amount"], strict=True))
    assert found == [
        (0, "transfer_dibao", 3, 1, 300000),
        (0, "wage_migrant", 1, 12, 1200000),
        (1, "transfer_dibao", 4, 1, 50000),
        (1, "wage_migrant", 1, 12, 800000),
        (2, "transfer_dibao", 3, 1, 10000),
        (2, "transfer_dibao", 4, 1, 20000),
        (2, "wage_migrant", 1, 12, 2000000),
    ]
    rows = made.ledgers["income"].rows
    assert rows["village"].unique().tolist() == ["990101101202"]
    assert rows["year"].unique().tolist() == [2023]
    assert rows["row"].tolist() == [3, 4, 6]


def test_every_row_of_a_pinned_sheet_has_a_fate(cleaned):
    (layout,) = cleaned(PIN)[0].layouts
    assert layout.fates == ["title", "header", "data", "data", "subtotal", "data", "note", "note"]


def test_the_last_row_ends_the_data(cleaned):
    (layout,) = cleaned({**PIN, "last_row": 4})[0].layouts
    assert layout.fates == ["title", "header", "data", "data", "note", "note", "note", "note"]


GROUPED = [
    ["网格", "户编号", "务工收入", "低保金"],
    ["第1网格", "0001", 3000, None],
    [None, "0002", 2000, 330],
    ["小计", None, 5000, 330],
    [None, "0003", 1000, 330],
    ["第2网格", "0004", 900, None],
]
GROUPED_PIN = {
    "files": "*.csv",
    "table": "income",
    "header_rows": 1,
    "first_row": 2,
    "columns": {"B": "household", "C": "wage_migrant", "D": "transfer_dibao"},
    "village": 990101101202,
    "year": 2023,
}


def test_blank_cells_stay_blank_unless_their_column_is_declared_the_same_as_above(cleaned):
    pin = {**GROUPED_PIN, "table": "households", "columns": {"A": "grid", "B": "household"}}
    for same, expected in (([], ["第1网格", None, None, "第2网格"]), (["A"], ["第1网格", "第1网格", None, "第2网格"])):
        _, made = cleaned({**pin, "same_as_above": same}, rows=GROUPED)
        ledger = made.ledgers["households"]
        assert ledger.rows["grid"].astype(object).where(ledger.rows["grid"].notna(), None).tolist() == expected


def test_a_value_carried_down_is_traced_to_the_cell_it_stands_in(cleaned):
    pin = {**GROUPED_PIN, "table": "households", "columns": {"A": "grid", "B": "household"}, "same_as_above": "A"}
    layout = cleaned(pin, rows=GROUPED)[0].layouts[0]
    assert (layout.value(2, 0), layout.cell(2, 0)) == ("第1网格", (1, 0))
    assert layout.value(4, 0) is None  # below a subtotal nobody can know


def test_two_layouts_make_two_ledgers_of_one_sheet(cleaned):
    second = {**PIN, "table": "households", "columns": {"A": "household", "B": "head_name"}, "last_row": 4}
    _, made = cleaned(PIN, second)
    assert len(made.ledgers["income"].rows) == 3
    assert made.ledgers["households"].rows["household"].tolist() == ["1", "2"]


def test_a_layout_that_no_longer_fits_the_sheet_sets_it_aside(cleaned):
    intake, _ = cleaned(PIN, rows=[["甲", "乙"], ["0001", "王小示"]])
    assert intake.layouts[0].is_form
    assert "params/layouts/own.yaml names cells that the sheet lacks" in str(intake.faults[0])


def test_a_layout_no_file_has_is_a_problem(cleaned):
    intake, _ = cleaned(PIN, file="东片/台账.csv")
    assert "no file has this pattern" in str(intake.faults[0])


@pytest.mark.parametrize(
    ("pattern", "file", "meant"),
    [
        ("收支*.csv", "东片/收支1.csv", True),
        ("东片/收支*.csv", "2024-county/东片/收支1.csv", True),
        ("东片/收支*.csv", "西片/收支1.csv", False),
        ("*.csv", "东片/收支1.xlsx", False),
        ("东片/*.csv", "东片/旧/收支1.csv", False),
    ],
)
def test_a_pattern_is_compared_with_the_end_of_the_path(read, pattern, file, meant):
    (pin,), _ = read({**PIN, "files": pattern})
    assert pin.matches(file, "Sheet1") is meant


def test_a_sheet_pattern_chooses_sheets(read):
    (pin,), _ = read({**PIN, "sheet": "收*"})
    assert [pin.matches("东片/收支.csv", name) for name in ("收支", "说明")] == [True, False]


WRONG = {
    "unknown table": {"table": "incomes"},
    "unknown column": {"columns": {"A": "household", "C": "wages"}},
    "no column of a spreadsheet": {"columns": {"A": "household", "7": "wage"}},
    "lacks files": {"files": ""},
    "lacks first_row": {"first_row": None},
    "unknown key rows": {"rows": 3},
    "last_row stands above first_row": {"last_row": 2},
    "a header row stands below first_row": {"header_rows": [3]},
    "header_rows is no row": {"header_rows": ["two"]},
    "year is no year": {"year": "2023年"},
    "says year twice": {"columns": {"A": "household", "B": "year", "C": "wage"}},
    "unknown key format": {"columns": {"A": "household", "C": {"column": "wage", "format": "x"}}},
    "names a period": {"table": "households", "columns": {"A": {"column": "household", "period": "3月"}}},
    "columns is no list of letter: column": {"columns": ["household"]},
    "same_as_above names another column": {"same_as_above": ["A", "F"]},
}


@pytest.mark.parametrize("what", WRONG)
def test_what_is_wrong_with_a_layout_is_said(read, what):
    found, problems = read({**PIN, **WRONG[what]})
    assert not found
    assert any(what in str(problem) and "params/layouts/own.yaml" in str(problem) for problem in problems)


def test_a_file_that_is_no_layout_is_said(read, tmp_path):
    assert "is not a layout" in str(read("收支")[1][0])
    (tmp_path / pins.FOLDER / "own.yaml").write_text("files: [", encoding="utf-8")
    assert "cannot be read as YAML" in str(pins.read(tmp_path, BOOK)[1][0])


def test_check_names_unknown_columns_and_patterns_without_a_file(tmp_path):
    shutil.copytree(PARAMS, tmp_path / "params")
    before = params_check.check(tmp_path / "params")
    folder = tmp_path / "params" / pins.FOLDER
    folder.mkdir(exist_ok=True)
    wrong = {**PIN, "columns": {"A": "household", "C": "wages"}}
    (folder / "own.yaml").write_text(yaml.safe_dump([PIN, wrong], allow_unicode=True), encoding="utf-8")
    ledger = tmp_path / "data" / "raw" / "a.csv"
    ledger.parent.mkdir(parents=True)
    ledger.write_text("户编号\n1\n", encoding="utf-8")
    found = [str(problem) for problem in params_check.check(tmp_path / "params") if problem not in before]
    assert len(found) == 2
    assert "own.yaml, layout 2, column C: unknown column" in found[0]
    assert "own.yaml, layout 1: no file has this pattern" in found[1]
