"""Truth against the sheets: the cell at the address told holds the value told, whatever the kind of file."""

import csv
import io
import re

import pandas as pd
import pytest
import xlrd
from python_calamine import CalamineWorkbook

from evalkit.sample.world.identity import check_character

HTML_ROW, HTML_CELL = re.compile(r"<tr>(.*?)</tr>", re.S), re.compile(r"<td[^>]*>(.*?)</td>", re.S)


def sheet_rows(path, sheet):
    """Return the rows of a sheet with a reader of its own kind, chosen by content."""
    data = path.read_bytes()
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return xlrd.open_workbook(file_contents=data).sheet_by_name(sheet)._cell_values
    if data.startswith(b"PK"):
        return CalamineWorkbook.from_path(path).get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    if data.startswith(b"<html"):
        return [HTML_CELL.findall(row) for row in HTML_ROW.findall(data.decode())]
    text = data.decode("utf-8-sig" if data.startswith(b"\xef\xbb\xbf") else "gb18030")
    return list(csv.reader(io.StringIO(text)))


@pytest.fixture(scope="module")
def sheets(county):
    """Return a reader of (file, sheet) that opens each only once."""
    opened = {}

    def read(file, sheet):
        if (file, sheet) not in opened:
            opened[file, sheet] = sheet_rows(county / file, sheet)
        return opened[file, sheet]

    return read


def test_a_plain_income_cell_holds_the_fen_of_the_truth_in_yuan_or_ten_thousand_yuan(truth, sheets):
    income = truth("income")
    plain = 0
    for line in income.itertuples():
        cell = sheets(line.file, line.sheet)[line.row - 1][line.col - 1]
        if isinstance(cell, float | int):
            plain += 1
            assert int(line.amount) in {round(cell * 100), round(cell * 1_000_000)}
    assert plain > 0.6 * len(income)


def test_the_rows_of_a_sheet_add_up_to_its_total_row(truth, sheets):
    income = truth("income")
    for (file, sheet), lines in income[income["source"] != "business_cost"].groupby(["file", "sheet"]):
        total = next(row for row in reversed(sheets(file, sheet)) if row[0] == "合计")
        if total[4] != "收入合计":
            continue
        stated, told = total[-1], lines["amount"].astype(int).sum()
        assert told in {round(stated * 100), round(stated * 1_000_000)}


@pytest.mark.parametrize("table", ["households", "assistance", "public_posts", "alerts", "microcredit", "guarantees"])
def test_a_row_of_the_truth_stands_in_the_row_it_names(truth, sheets, table):
    lines = truth(table)
    lines = lines[(lines["household"] != "")].drop_duplicates(["file", "sheet", "household"])
    for line in lines.itertuples():
        row = sheets(line.file, line.sheet)[line.row - 1]
        words = [str(cell).strip() for cell in row]
        # A dirty cell may hold full-width digits or a stray blank.
        assert any(re.sub(r"\s", "", word).translate(HALF_WIDTH) == line.household for word in words)


HALF_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")


def test_an_html_page_that_calls_itself_xls_holds_the_sales_of_the_truth(truth, county, sheets):
    sales = truth("sales")
    sales = sales[sales["file"].str.contains("产品销售")]
    assert len(sales) > 0
    for line in sales.itertuples():
        assert any(line.buyer in cell for cell in sheets(line.file, "")[line.row - 1])


def test_every_spoilt_cell_is_told_and_spoils_its_row_only_where_the_column_is_required(truth, county, sheets):
    planted = pd.read_csv(county / "truth" / "problems.csv", dtype={"sheet": str}, keep_default_na=False)
    assert {"ID number stored as a number: last digits lost", "wording not in the code list"} <= set(planted["what"])
    members = planted[planted["table"] == "members"].merge(truth("members"), on=["file", "sheet", "row"])
    assert set(members.loc[members["column"] == "person", "expected_fate"]) == {"quarantined"}
    assert set(members.loc[members["column"] == "health", "health"]) <= {""}
    lost = planted[planted["what"].str.startswith("ID number") & planted["file"].str.endswith(".xlsx")]
    assert all(isinstance(sheets(p.file, p.sheet)[p.row - 1][p.col - 1], float) for p in lost.itertuples())


def test_a_household_listed_in_two_grids_is_kept_once(truth):
    homes = truth("households")
    twice = homes[homes["expected_fate"] == "duplicate"]
    assert len(twice) > 0
    kept = homes[homes["expected_fate"] == "kept"]
    assert not kept.duplicated(["village", "year", "household"]).any()
    both = twice.merge(kept, on=["village", "year", "household"], suffixes=("_again", ""))
    assert len(both) == len(twice)
    assert (both["grid_again"] != both["grid"]).all()


def test_all_three_income_layouts_occur_and_no_period_is_told_twice(truth):
    income = truth("income")
    kinds = income.groupby(["file", "sheet"])["period_kind"].agg(frozenset)
    assert set(kinds) == {frozenset({"month"}), frozenset({"month", "quarter"}), frozenset({"year"})}
    kept = income[income["expected_fate"] == "kept"]
    assert not kept.duplicated(["village", "year", "household", "item", "month"]).any()


def test_every_invented_id_number_is_valid_unique_and_of_an_invented_place(county):
    people = pd.read_csv(county / "truth" / "people.csv", dtype=str, keep_default_na=False)
    assert people["person"].is_unique
    assert people["person"].str.startswith("9901").all()
    assert all(check_character(number[:17]) == number[17] for number in people["person"])


def test_values_that_are_stated_agree_with_the_income_written(truth):
    income = truth("income").query("expected_fate == 'kept'").astype({"amount": int})
    sign = income["source"].map({"business_cost": -1}).fillna(1)
    net = (income["amount"] * sign).groupby([income["village"], income["year"], income["household"]]).sum()
    homes = truth("households").query("expected_fate == 'kept' and income_per_head_stated != ''")
    own = homes.set_index(["village", "year", "household"])
    told = own["income_per_head_stated"].astype(int)
    made = (net.reindex(own.index) / own["household_size"].astype(int)).round()
    assert ((told - made).abs() <= 1).all()
