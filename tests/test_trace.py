"""From clean values back to cells; the addresses are counted by hand in the rows below."""

import csv

import pytest
from typer.testing import CliRunner

from evalkit.cleaning import clean
from evalkit.cli import app
from evalkit.errors import EvalkitError
from evalkit.trace import trace

VILLAGE = "990101101202"
HOUSEHOLDS = [
    ["石门村2023年脱贫户和监测对象台账"],
    ["户编号", "户主姓名", "家庭人口数", "户类型"],
    ["0001", "王小示", "3人", "脱贫户"],
    ["0002", "赵老例", "1", None],
]
INCOMES = [
    ["石门村2023年农户收入台账", "单位：元"],
    ["户编号", "家庭人口数", "收入项目", "1月", "4-6月", "合计"],
    ["0001", 3, "务工收入", "3,000", "1200", "4200"],
    ["0002", 1, "养老金", None, "390", "390"],
]


@pytest.fixture
def processed(tmp_path, monkeypatch):
    monkeypatch.setenv("EVALKIT_KEY_FILE", str(tmp_path / "key"))
    folder = tmp_path / "raw" / "石门村"
    folder.mkdir(parents=True)
    for name, rows in (("户.csv", HOUSEHOLDS), ("收入.csv", INCOMES)):
        with (folder / name).open("w", encoding="gb18030", newline="") as handle:
            csv.writer(handle).writerows(rows)
    clean(tmp_path / "raw", tmp_path / "processed")
    return tmp_path / "processed"


def test_every_amount_of_income_has_its_own_cell(processed):
    found = trace("income", village=VILLAGE, year=2023, columns=["amount"], root=processed)
    assert found[["address", "column", "header", "value"]].to_numpy().tolist() == [
        ["石门村/收入.csv!csv!D3", "wage_migrant 2023-01", "1月", "3,000.00元"],
        ["石门村/收入.csv!csv!E3", "wage_migrant 2023-Q2", "4-6月", "1,200.00元"],
        ["石门村/收入.csv!csv!E4", "transfer_pension 2023-Q2", "4-6月", "390.00元"],
    ]


def test_values_are_found_by_their_column_and_blanks_are_left_out(processed):
    found = trace("households", village=VILLAGE, root=processed)
    assert found[["address", "column", "value"]].to_numpy().tolist() == [
        ["石门村/户.csv!csv!C3", "household_size", "3"],
        ["石门村/户.csv!csv!D3", "household_type", "lifted"],
        ["石门村/户.csv!csv!C4", "household_size", "1"],
    ]


def test_nothing_personal_is_traced(processed):
    found = trace("households", root=processed)
    assert not {"household", "head_name"} & set(found["column"])
    assert not any(word in " ".join(map(str, found.to_numpy().ravel())) for word in ("王小示", "赵老例", "0001"))


def test_what_cannot_be_traced_is_named_all_at_once(processed):
    with pytest.raises(EvalkitError) as caught:
        trace("income", village="990101100299", year=1999, columns=["household"], root=processed)
    assert [problem.where for problem in caught.value.problems] == ["village", "year", "column household"]


def test_an_unknown_ledger_is_named(processed):
    with pytest.raises(EvalkitError, match="unknown ledger"):
        trace("diary", root=processed)


def test_the_command_prints_one_line_per_value(processed, monkeypatch):
    monkeypatch.setenv("EVALKIT_PROCESSED", str(processed))
    options = ["trace", "income", "--village", VILLAGE, "--year", "2023", "--column", "household_size"]
    done = CliRunner().invoke(app, options, catch_exceptions=False)
    assert done.exit_code == 0
    assert done.stdout.splitlines()[1].split("\t")[2:] == [
        "石门村/收入.csv!csv!B3",
        "household_size",
        "家庭人口数",
        "3",
    ]


def test_the_command_refuses_a_personal_column_with_exit_code_2(processed, monkeypatch):
    monkeypatch.setenv("EVALKIT_PROCESSED", str(processed))
    done = CliRunner().invoke(app, ["trace", "households", "--column", "head_name"], catch_exceptions=False)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "column head_name: cannot be traced" in done.stderr
