"""What became of the ledgers."""

import pandas as pd
import pytest

from evalkit.indicators import ledger_quality, scope

VILLAGE = "990101100201"
HERE = scope.years(VILLAGE, [2024])
SOURCES = pd.DataFrame({
    "file_id": [1, 2, 3], "path": ["sample/a.xlsx", "sample/东沟村2024收入.xlsx", "sample/东沟村2023收入.xlsx"],
    "sheet_id": [1, 2, 3], "sheet": ["Sheet1"] * 3, "rows": [6, 3, 2],
})  # fmt: skip
FATE_NAMES = ["title", "header", "kept", "kept", "duplicate", "blank"]
FATES = pd.DataFrame(
    [(1, r, fate, "households", "") for r, fate in enumerate(FATE_NAMES, 1)]
    + [(2, r, "quarantined", "", "") for r in (1, 2, 3)] + [(3, r, "quarantined", "", "") for r in (1, 2)],
    columns=["sheet_id", "row", "fate", "table", "code"],
)  # fmt: skip
PROBLEMS = pd.DataFrame({"sheet_id": [1, 2, 2, 3], "code": ["bad_number", "unmapped", "unmapped", "unmapped"]})


@pytest.fixture
def sheets(ledger):
    tables = {"households": ledger("households", [{"year": 2024, "household": h, "sheet_id": 1} for h in "AB"])}
    return ledger_quality.sheets(tables, SOURCES, HERE)


def only(rows, **keys):
    for name, value in keys.items():
        rows = rows[rows[name] == value]
    assert len(rows) == 1
    return rows.iloc[0]


def test_a_sheet_of_which_nothing_was_kept_is_known_by_its_name_and_year(sheets):
    assert sheets["sheet_id"].tolist() == [1, 2]


def test_the_counts_add_up_to_the_sheets(sheets):
    rows = ledger_quality.ledger_rows(FATES, sheets, HERE)
    assert rows["value"].sum() == 9
    assert only(rows, group="households/kept")["value"] == 2
    assert only(rows, group="unmapped/quarantined")["value"] == 3


def test_the_share_kept_is_of_data_rows(sheets):
    rows = ledger_quality.rows_kept_share(FATES, sheets, HERE)
    # 2 kept of 2 kept + 1 duplicate + 3 quarantined.
    assert only(rows, group_by="")["value"] == pytest.approx(1 / 3)
    assert only(rows, group="households")["value"] == pytest.approx(2 / 3)
    assert only(ledger_quality.quarantined_rows(FATES, sheets, HERE))["value"] == 3


def test_problems_are_counted_by_kind_per_hundred_data_rows(sheets):
    rows = ledger_quality.problems_per_100_rows(PROBLEMS, FATES, sheets, HERE)
    assert only(rows, group_by="")["value"] == 50
    assert only(rows, group="unmapped")["value"] == pytest.approx(100 * 2 / 6)


def test_ledgers_received_are_counted_against_those_declared(ledger, home):
    tables = {"households": ledger("households", [{"year": 2024, "household": "A"}]), "income": ledger("income", [])}
    row = only(ledger_quality.ledgers_received(tables, HERE))
    declared = (home / "params" / "tables.csv").read_text(encoding="utf-8").count("\n") - 1
    assert (row["value"], row["denominator"]) == (1, declared)
    assert row["note"] == "没有收到：收入台账 / not received: Income"


def test_a_village_without_sheets_is_told_so(ledger):
    other = scope.years("990101100299", [2024])
    none = ledger_quality.sheets({"households": ledger("households", [])}, SOURCES.iloc[:0], other)
    row = only(ledger_quality.quarantined_rows(FATES, none, other))
    assert pd.isna(row["value"]) and "no sheet of this village" in row["note"]
