"""The indicator catalogue's page is the catalogue, and is written again by one command."""

import pytest

from evalkit import catalogue, indicator_dictionary


@pytest.fixture
def params(tmp_path):
    head = "name,zh,en,family,formula,unit,direction,tables,uncertainty,convention,source,columns,window,params\n"
    line = "headcount_ratio,低于监测线人口比例,Share below the line,poverty,poor / all,share,down,"
    line += "income|households,,,policy,"
    line += "income.amount|households.household_size,same year,policy.yaml:monitoring_line\n"
    (tmp_path / "indicators.csv").write_text(head + line, encoding="utf-8")
    return tmp_path


def test_an_indicator_is_described_in_words_and_empty_fields_are_left_out(params):
    section = indicator_dictionary.render(params).partition("### ")[2]
    assert section.splitlines() == [
        '<a id="headcount_ratio"></a>`headcount_ratio` 低于监测线人口比例',
        "",
        "Share below the line.",
        "",
        "- **Formula**: poor / all",
        "- **Unit**: share",
        "- **Direction**: lower is better 越低越好",
        "- **Ledgers**: income, households",
        "- **Columns**: income.amount, households.household_size",
        "- **Years**: same year",
        "- **Parameters**: policy.yaml:monitoring_line",
        "- **Source**: policy",
    ]


def test_every_declared_indicator_has_a_section(home):
    page = indicator_dictionary.render(home / "params")
    assert all(f"</a>`{name}` " in page for name in catalogue.load(home / "params")["name"])


def test_writing_twice_gives_the_same_bytes(params, tmp_path):
    first = indicator_dictionary.write(tmp_path / "docs" / "page.md", params).read_bytes()
    assert indicator_dictionary.write(tmp_path / "docs" / "page.md", params).read_bytes() == first


def test_the_workbook_holds_the_same_catalogue_with_a_line_for_each_indicator(params, tmp_path):
    from openpyxl import load_workbook

    out = indicator_dictionary.write_workbook(tmp_path / "catalogue.xlsx", params)
    assert indicator_dictionary.workbook(params) == out.read_bytes()
    sheet = load_workbook(out)["指标目录"]
    heads, names, line = list(sheet.iter_rows(values_only=True))
    assert heads[:4] == ("名称", "类别", "中文名", "英文名")
    assert names[-1] == "source"
    assert line[0] == "headcount_ratio"
    assert line[7] == "income\nhouseholds"
