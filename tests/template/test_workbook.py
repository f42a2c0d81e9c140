"""Blank ledgers: never over a filled one, with the checks a person needs, and nothing in them yet."""

import openpyxl
import pandas as pd
import pytest
from typer.testing import CliRunner

from evalkit import codebook, template
from evalkit.cleaning.gather import Distinct, Raw
from evalkit.cleaning.parse import parse
from evalkit.cleaning.reasons import CODES
from evalkit.cli import app
from evalkit.errors import EvalkitError
from evalkit.template.columns import boxes
from evalkit.template.entries import TEXT, entry
from evalkit.template.sheets import FIRST_ROW, HEADER_ROW, TITLE_ROW

BOOK = codebook.load()
AS_TYPED = {
    "yesno",
    "idno",
    "household_no",
    "phone",
    "account",
    "code",
    "codes",
    "date",
    "month",
    "text",
    "name",
    "village",
}


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    return openpyxl.load_workbook(template.write(tmp_path_factory.mktemp("blank") / "台账.xlsx"))


def checks(sheet):
    """Return the input check of each column, by its number."""
    return {next(iter(rule.sqref.ranges)).min_col: rule for rule in sheet.data_validations.dataValidation}


def printed():
    return [(table, c, box) for table in BOOK.tables.values() for c, box in enumerate(boxes(table), 1)]


def test_long_numbers_dates_and_codes_are_kept_as_typed(book):
    for table, c, box in printed():
        sheet = book[table.zh]
        assert sheet.cell(HEADER_ROW + 1, c).value == box.header
        letter = openpyxl.utils.get_column_letter(c)
        group = next(d for d in sheet.column_dimensions.values() if d.min <= c <= d.max)
        assert (group.number_format == TEXT) == (box.column.type in AS_TYPED), (
            f"{table.name}.{box.column.name} {letter}"
        )


def test_a_drop_down_offers_exactly_the_labels_of_its_code_list(book):
    for table, c, box in printed():
        if box.column.type != "code":
            continue
        rule = checks(book[table.zh])[c]
        name, _, span = rule.formula1.partition("!")
        offered = [cell.value for (cell,) in book[name][span.replace("$", "")]]
        assert offered == [row.zh for row in BOOK.code_lists[box.column.codes].values()]
    assert book["下拉选项"].sheet_state == "hidden"


def test_amounts_and_counts_may_not_be_negative_and_years_have_four_digits(book):
    for table, c, box in printed():
        rule = checks(book[table.zh]).get(c)
        if box.column.type in ("money", "count", "number", "area"):
            assert (rule.operator, rule.formula1) == ("greaterThanOrEqual", "0")
        if box.column.type == "int" and box.column.unit == "年":
            assert (rule.type, rule.formula1, rule.formula2) == ("whole", "1900", "2100")


def test_every_example_is_one_that_cleaning_takes_as_it_is():
    for table, _, box in printed():
        if box.column.type in ("name", "phone", "village"):
            continue
        distinct = Distinct()
        codes = distinct.of_list([entry(box.column, BOOK).example])
        unit = pd.Series([box.column.unit or "元"]).to_numpy(dtype=object)
        parsed = parse(Raw(box.column, codes, distinct.values(), codes, unit), BOOK)
        assert CODES[parsed.codes[0]] == "ok" and not pd.isna(parsed.values[0]), f"{table.name}.{box.column.name}"


def test_titles_take_village_and_year_from_the_front_sheet(book):
    front = book["填写说明"]
    assert (front["A3"].value, front["A4"].value) == ("行政村", "年度")
    for table in BOOK.tables.values():
        sheet = book[table.zh]
        title = sheet.cell(TITLE_ROW + 1, 1).value
        assert "填写说明!$B$3" in title and "填写说明!$B$4" in title and table.zh in title
        assert sheet.max_row < FIRST_ROW + 1


def test_a_ledger_may_be_named_in_chinese_and_comes_alone(tmp_path):
    path = template.write(tmp_path / "收入.xlsx", ["收入台账"], village="990101100201", year="2024")
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["填写说明", "收入台账", "下拉选项"]
    assert book["收入台账"]["A1"].value == "东沟村 2024年收入台账"


def test_a_file_that_is_there_is_never_written_over(tmp_path):
    path = tmp_path / "台账.xlsx"
    path.write_bytes(b"filled in")
    with pytest.raises(EvalkitError, match="may have been filled in"):
        template.write(path)
    assert path.read_bytes() == b"filled in"


def test_everything_wrong_is_said_at_once(tmp_path):
    with pytest.raises(EvalkitError) as caught:
        template.write(tmp_path / "台账.xls", ["incomes"], village="东", year="24")
    assert [problem.where for problem in caught.value.problems] == [
        str(tmp_path / "台账.xls"),
        "--table",
        "--village",
        "--year",
    ]
    assert list(tmp_path.iterdir()) == []


def test_blank_ledgers_give_one_sentence_when_cleaned(blank, cleaned):
    with pytest.raises(EvalkitError) as caught:
        cleaned()
    assert [problem.what for problem in caught.value.problems] == ["no row of any ledger could be used"]


def test_the_command_writes_the_workbook_and_says_where(tmp_path, home, monkeypatch):
    monkeypatch.setenv("EVALKIT_HOME", str(home))
    path = tmp_path / "台账.xlsx"
    done = CliRunner().invoke(app, ["template", str(path), "--table", "sales", "--table", "income"])
    assert done.exit_code == 0 and done.stdout.strip() == str(path)
    assert openpyxl.load_workbook(path).sheetnames == ["填写说明", "收入台账", "产品销售台账", "下拉选项"]
