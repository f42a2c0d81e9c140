"""The declared ledgers: names, aliases, codes and the types of what is stored."""

from __future__ import annotations

import pytest

from evalkit import codebook


@pytest.fixture(scope="module")
def book():
    return codebook.load()


@pytest.mark.parametrize(
    ("written", "form"),
    [
        ("干部　职工（人次）", "干部职工(人次)"),
        ("县(市、区、旗)", "县(市、区、旗)"),
        ("Ａ１【元】", "a1(元)"),
        ("\ufeff户 编 号\n", "户编号"),
        (2024, "2024"),
    ],
)
def test_headers_are_compared_without_blanks_widths_and_brackets(written, form):
    assert codebook.normal_form(written) == form


@pytest.mark.parametrize(
    ("written", "bare"),
    [
        ("贷款金额（万元）", "贷款金额"),
        ("耕地面积(单位：亩)", "耕地面积"),
        ("易返贫致贫户(监测对象)类型", "易返贫致贫户(监测对象)类型"),
    ],
)
def test_only_a_unit_in_closing_brackets_is_taken_off(written, bare):
    assert codebook.bare_form(written) == bare


def test_a_wording_finds_its_code_by_name_alias_or_code_and_else_none(book):
    assert book.code("channel", "农户申报") == "self_report"
    assert book.code("channel", " 农户自主申报 ") == "self_report"
    assert book.code("channel", "self_report") == "self_report"
    assert book.code("channel", "听说") is None


def test_codes_have_labels_in_both_languages_and_unknown_ones_stay(book):
    assert book.label("income_source", "wage", "zh") == "工资性"
    assert book.label("income_source", "wage", "en") == "Wage"
    assert book.label("income_source", "??") == "??"


def test_no_wording_of_a_list_means_two_codes(book):
    for name, rows in book.code_lists.items():
        seen = {}
        for row in rows.values():
            for wording in (row.zh, *row.aliases):
                owner = seen.setdefault(codebook.normal_form(wording), row.code)
                assert owner == row.code, f"{name}: {wording} is both {owner} and {row.code}"


def test_an_unregistered_village_keeps_its_code_as_name(book):
    assert book.village_name("990101100201") == "东沟村"
    assert book.village_name("110101001001") == "110101001001"


def test_place_year_come_first_and_provenance_last():
    for table in codebook.load().tables:
        names = list(codebook.processed_columns(table))
        assert names[:3] == ["county", "village", "year"]
        tail = ["file_id", "sheet_id", "row"]
        assert names[-4:] == [*tail, "col"] if table in codebook.UNPIVOTED else names[-3:] == tail


def test_directly_personal_columns_never_reach_a_processed_table(book):
    for name, table in book.tables.items():
        direct = {column.name for column in table.columns if column.personal == "direct"}
        assert not direct & set(codebook.processed_columns(name))


def test_identifiers_arrive_as_text_and_money_as_whole_fen(book):
    for name, table in book.tables.items():
        stored = codebook.processed_columns(name)
        for column in table.columns:
            kind = stored.get(column.processed_name or "")
            if kind and column.personal == "pseudonym":
                assert kind == "str"
            if kind and column.type == "money":
                assert kind == "Int64"


def test_income_is_long_with_its_family_and_period():
    assert list(codebook.processed_columns("income"))[3:11] == [
        *("household", "household_size", "item", "source", "period_kind", "month", "months", "amount"),
    ]


def test_a_column_is_found_by_name(book):
    assert book.tables["households"].column("household").required
