"""Headers and code wordings seen in real exports are known to the codebook."""

import csv
import os
import re
from pathlib import Path

import pytest

from evalkit import codebook
from evalkit.codebook import bare_form, normal_form

ROOT = Path(__file__).parents[1]
DOMAIN = Path(os.environ.get("EVALKIT_REFS", ROOT.parent / "shared")) / "domain"
TABLES = {
    "person_list": ("members", "households"),
    "monitor_object": ("households", "alerts", "guarantees"),
    "monitor_income": ("income",),
    "hh_income_annual": ("income",),
    "hh_income_monthly": ("income", "jobs"),  # its wage block is one spell of work per line
    "measures": ("alerts",),
    "risk_clear": ("alerts",),
    "three_guarantees": ("guarantees",),
    "helper": ("cadres",),
    "work_monthly": ("jobs",),
    "public_post_monthly": ("public_posts",),
    "credit": ("microcredit",),
    "asset": ("assets",),
    "village": ("villages",),
    "village_old": ("villages",),
}
NOT_HEADERS = {
    "1月..12月 的收入或者其他信息": "a range of periods, read by the period parser",
    "合计：N人，X元": "a footer row",
    "two header rows, 31 merged ranges, 65 columns": "a description of a sheet",
}
LIST_OF_FIELD = {
    "监测对象类别": "monitored_type",
    "户类型": "household_type",
    "贫困户属性(2019)": "household_type",
    "致贫/返贫风险(2021后)": "risk",
    "致贫原因(2014-2020)": "cause",
    "健康状况": "health",
    "劳动技能": "labour",
    "在校生状况": "school_status",
    "文化程度": "education",
    "风险消除方式": "clear_method",
    "享受低保政策情况": "dibao",
    "享受特困供养政策情况": "tekun",
    "识别方式(线索来源)": "channel",
    "就业帮扶": "measure",
    "教育帮扶": "measure",
    "健康帮扶": "measure",
    "资产类别": "asset_class",
    "入户路类型": "entry_road",
    "主要燃料类型": "fuel",
}


@pytest.fixture(scope="module")
def book():
    return codebook.load(ROOT / "params")


def lines(name):
    if not (DOMAIN / name).is_file():
        pytest.skip("the reference folder (EVALKIT_REFS) is not here")
    with (DOMAIN / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def headers(line):
    """The header and its variants; `1..5` stands for five columns, ` / ` and ` | ` for other spellings."""
    written = [line["zh_header"], *line["variants_seen"].split(" | ")]
    for header in (part for text in written for part in re.split(r" / | \| ", text.strip()) if part):
        if header.endswith("1..5"):
            yield from (header.replace("1..5", str(number)) for number in range(1, 6))
        else:
            yield header


def column_for(book, tables, header):
    for form in (normal_form, bare_form):
        for table in tables:
            for column in book.tables[table].columns:
                if form(header) in {form(known) for known in (column.zh, *column.aliases) if known}:
                    return column
    return None


def is_period(header):
    return re.fullmatch(r"(20\d\d年)?\d{1,2}(-\d{1,2})?月", header)


def test_all_226_headers_seen_in_real_exports_find_a_column(book):
    seen = lines("columns.csv")
    assert len(seen) == 226
    lost = []
    for line in seen:
        if line["ledger"] == "poor_household_2014_16":  # database field names in English, never a ledger's heading
            continue
        for header in headers(line):
            if header in NOT_HEADERS or is_period(header):
                continue
            if column_for(book, TABLES[line["ledger"]], header) is None:
                lost.append(f"{line['ledger']}: {header}")
    assert lost == []


@pytest.mark.parametrize(
    ("ledger", "header"),
    [("monitor_object", "信息采集人"), ("risk_clear", "监测联系人"), ("risk_clear", "联系方式"), ("credit", "借款人")]
    + [("person_list", "姓名"), ("person_list", "户联系电话"), ("asset", "管护责任人"), ("helper", "联系电话")],
)
def test_headers_that_name_people_are_dropped_at_intake(book, ledger, header):
    column = column_for(book, TABLES[ledger], header)
    assert column.personal == "direct"
    assert column.processed_name is None


def test_headers_marked_personal_never_reach_a_processed_table_as_they_are(book):
    for line in lines("columns.csv"):
        if line["note"].startswith("personal") and line["zh_header"] not in NOT_HEADERS:
            column = column_for(book, TABLES[line["ledger"]], line["zh_header"])
            assert column.personal in ("direct", "pseudonym"), line["zh_header"]


def test_all_104_codes_seen_in_real_exports_are_known(book):
    seen = lines("codes.csv")
    assert len(seen) == 104
    lost = []
    for line in seen:
        cleaned = re.sub(r"\((?:blank|a remark|fovsoft|comma).*?\)", "", line["value"])
        for wording in filter(None, (part.strip() for part in cleaned.split("|"))):
            if book.code(LIST_OF_FIELD[line["field"]], wording) is None:
                lost.append(f"{line['field']}: {wording}")
    assert lost == []


def test_income_items_of_the_county_database_are_items_of_their_family(book):
    families = {"a": "wage", "b": "business", "c": "property", "d": "transfer", "e": "business_cost"}
    items = book.code_lists["income_item"]
    checked = 0
    for line in lines("columns.csv"):
        if line["ledger"] == "hh_income_annual" and re.fullmatch(r"[a-e]\d?", line["canonical"]):
            column = column_for(book, ("income",), line["zh_header"])
            assert column.role == "income_item", line["zh_header"]
            assert items[column.name].note == f"family={families[line['canonical'][0]]}"
            checked += 1
    assert checked == 29  # 5 totals and their 5 + 4 + 5 + 6 + 4 items


def test_the_sixteen_other_transfers_are_items_of_their_own(book):
    line = next(line for line in lines("columns.csv") if line["canonical"] == "d6")
    names = line["note"].removeprefix("16 sub-items: ").split()
    assert len(names) == 16
    found = [column_for(book, ("income",), name) for name in names]
    assert len({column.name for column in found}) == 16
    assert all(column.name.startswith("transfer_other_") for column in found)
