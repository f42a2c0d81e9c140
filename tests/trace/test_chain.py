"""From a question to a table; the addresses are counted by hand in the ledgers of conftest."""

import pandas as pd
import pytest
from typer.testing import CliRunner

from evalkit.cli import app
from evalkit.errors import EvalkitError
from evalkit.indicators import result
from evalkit.trace import COLUMNS, trace

VILLAGE = "990101101202"
PERSONAL = ("王小示", "赵老例", "李小样", "99010119650312001X", "990101196807220025")
PLACE = {"village": VILLAGE, "year": 2023}
SHOWN = ["address", "column", "header", "value", "raw", "code"]


def asked(*words):
    return CliRunner().invoke(app, ["trace", *words], catch_exceptions=False)


@pytest.fixture
def released(cleaned):
    """Two figures as `evalkit run` would have released them."""
    own = {"county": VILLAGE[:6], **PLACE, "uncertainty": "none (census)"}
    share = {"unit": "share", "group_by": "income_source", "uncertainty": "none (census)"}
    rows = [
        result.row("income_per_head", unit="yuan", value=1140.0, n=2, **own),
        result.row("income_share", value=0.91, n=2, group="wage", **(own | share)),
        result.row("income_share", value=0.09, n=2, group="transfer", **(own | share)),
    ]
    (cleaned / "reports").mkdir(exist_ok=True)
    result.concat(rows).to_parquet(cleaned / "reports" / "indicators.parquet")
    yield cleaned
    (cleaned / "reports" / "indicators.parquet").unlink()


def test_every_amount_of_income_has_its_own_cell_with_its_text_and_code(cleaned):
    found = trace("income", columns=["amount"], raw=cleaned / "raw", **PLACE)
    assert found[SHOWN].to_numpy().tolist() == [
        ["石门村/收入.csv!csv!D3", "wage_migrant 2023-01", "1月", "3,000.00元", "3,000", "thousands_mark"],
        ["石门村/收入.csv!csv!E3", "wage_migrant 2023-Q2", "4-6月", "1,200.00元", "1200", "ok"],
        ["石门村/收入.csv!csv!E4", "transfer_pension 2023-Q2", "4-6月", "420.00元", "390", "corrected"],
    ]


def test_values_are_found_by_their_column_and_blanks_are_left_out(cleaned):
    found = trace("households", village=VILLAGE, columns=["household_size", "household_type"], raw=cleaned / "raw")
    found = found[found["address"].str.contains("户.csv")]
    assert found[["address", "column", "value", "raw"]].to_numpy().tolist() == [
        ["石门村/户.csv!csv!C3", "household_size", "3", "3人"],
        ["石门村/户.csv!csv!D3", "household_type", "lifted", "脱贫户"],
        ["石门村/户.csv!csv!C4", "household_size", "1", "1"],
    ]


def test_an_indicator_goes_back_to_its_amounts_sizes_and_parameters(cleaned):
    found = trace("headcount_ratio", raw=cleaned / "raw", **PLACE)
    # The monitoring line of invented places in 2023, as params/policy.yaml has it.
    assert found.loc[found["table"] == "params", ["address", "value", "raw"]].to_numpy().tolist() == [
        ["params/policy.yaml: monitoring_line, 99, 2023", "7,100.00元", "7100"]
    ]
    cells = set(found["address"])
    assert {f"石门村/收入.csv!csv!{cell}" for cell in ("D3", "E3", "E4", "B3", "B4")} <= cells
    assert {"石门村/户.csv!csv!C3", "石门村/户.csv!csv!C4"} <= cells


def test_a_figures_group_keeps_the_rows_that_make_it_up(released):
    found = trace("income_share", group="transfer", raw=released / "raw", **PLACE)
    assert found[["address", "column", "value"]].to_numpy().tolist() == [
        ["reports/indicators.parquet", "income_share", "0.09 share"],
        ["石门村/收入.csv!csv!E4", "transfer_pension 2023-Q2", "420.00元"],
    ]


def test_without_a_group_all_figures_of_the_year_come_first(released):
    found = trace("income_share", raw=released / "raw", **PLACE)
    assert found["code"].tolist() == ["figure", "figure", "thousands_mark", "ok", "corrected"]


def test_a_group_that_no_figure_has_is_named_with_those_there_are(released):
    with pytest.raises(EvalkitError, match=r"--group: no such figure.*wage, transfer, got rent"):
        trace("income_share", group="rent", raw=released / "raw", **PLACE)


def test_a_count_of_households_names_the_cells_and_shows_nothing_of_them(cleaned):
    found = trace("households_linked_share", raw=cleaned / "raw", **PLACE)
    own = found[found["column"] == "household"]
    assert {"石门村/户.csv!csv!A3", "石门村/户.csv!csv!A4"} <= set(own["address"])
    assert set(own["raw"]) == set(own["value"]) == {"[已隐去]"}


@pytest.mark.parametrize("name", ["households", "members", "income", "sales", "outside_cause_share", "alert_burden"])
def test_no_name_number_or_pseudonym_is_in_what_is_shown(cleaned, name):
    text = trace(name, raw=cleaned / "raw", **PLACE).to_csv()
    pseudonyms = {
        value
        for path in (cleaned / "processed").glob("[!_]*/*/*/part.parquet")
        for name, column in pd.read_parquet(path).items()
        if name in ("household", "person", "head")
        for value in column.dropna()
    }
    assert len(pseudonyms) >= 5
    assert not any(value in text for value in (*PERSONAL, *pseudonyms))


def test_what_cannot_be_traced_is_named_all_at_once(cleaned):
    with pytest.raises(EvalkitError) as caught:
        trace("income", village="990101100299", year=1999, columns=["household"], group="wage")
    wheres = [problem.where for problem in caught.value.problems]
    assert wheres == ["village", "year", "column household", "--group and --period"]


def test_an_indicator_needs_a_village_and_a_year_and_takes_no_column(cleaned):
    with pytest.raises(EvalkitError) as caught:
        trace("income_share", columns=["amount"])
    assert [problem.where for problem in caught.value.problems] == ["village", "year", "--column"]


def test_an_unknown_name_is_answered_with_close_ones(cleaned):
    with pytest.raises(EvalkitError, match="no such ledger or indicator; expected such as income_share"):
        trace("income_shares", **PLACE)


def test_the_command_prints_one_line_per_value(cleaned):
    done = asked("income", "--village", VILLAGE, "--year", "2023", "--column", "household_size",
                 "--raw", str(cleaned / "raw"))  # fmt: skip
    lines = [line.split("\t") for line in done.stdout.splitlines()]
    assert done.exit_code == 0
    assert lines[0] == list(COLUMNS)
    assert lines[1][2:] == ["income", "石门村/收入.csv!csv!B3", "household_size", "家庭人口数", "3", "3", "ok", ""]


def test_the_command_refuses_a_personal_column_with_exit_code_2(cleaned):
    done = asked("households", "--column", "head_name")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "column head_name: cannot be traced" in done.stderr


def test_the_command_writes_a_workbook(cleaned, tmp_path):
    out = tmp_path / "trace.xlsx"
    done = asked("sales", "--raw", str(cleaned / "raw"), "--out", str(out))
    assert (done.exit_code, done.stdout.strip(), out.is_file()) == (0, str(out), True)
