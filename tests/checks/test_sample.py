"""The rules on the invented county: planted early clearings are found, and cleaning keeps what was found."""

from __future__ import annotations

import pandas as pd
import pytest

from evalkit import checks, codebook, store
from evalkit.checks import families

COUNTY = "990101"


@pytest.fixture(scope="module")
def tables(processed):
    return {name: store.read(name, root=processed) for name in codebook.load().tables}


@pytest.fixture(scope="module")
def rows(tables):
    return checks.run(tables)


def test_early_clearings_are_the_planted_ones_since_the_rule_is_in_force(rows, home):
    path = home / "data" / "raw" / "sample" / "truth" / "alerts.csv.gz"
    if not path.is_file():
        pytest.skip("data/raw/sample/truth is not there")
    truth = pd.read_csv(path, dtype=str)
    truth = truth[(truth["expected_fate"] == "kept") & (truth["cleared_date"] >= "2022-04")]
    # Clearings are known to the month; months counted by calendar, by hand from the raw text.
    number = {name: truth[name].str[:4].astype(int) * 12 + truth[name].str[5:7].astype(int)
              for name in ("identified_date", "cleared_date")}  # fmt: skip
    planted = truth[number["cleared_date"] - number["identified_date"] < 6].groupby("village").size()
    found = rows[rows["rule"] == "2_11_002"].groupby("village").size()
    assert len(planted) > 2 and found.to_dict() == planted.to_dict()


def test_only_the_invented_county_has_rows_to_look_at(rows):
    assert set(rows["county"]) == {COUNTY}


def test_cleaning_keeps_what_the_rules_find(rows, processed):
    if not (processed / "_checks.parquet").is_file():
        pytest.skip("the named folder of clean tables was made before the checks were")
    pd.testing.assert_frame_equal(store.side("_checks", root=processed), rows)


def test_every_found_row_is_a_kept_row_of_its_sheet(rows, tables):
    for table, own in rows.groupby("table"):
        held = pd.MultiIndex.from_frame(tables[table][["sheet_id", "row"]])
        assert pd.MultiIndex.from_frame(own[["sheet_id", "row"]]).isin(held).all()


def test_the_order_of_ledger_rows_changes_nothing(rows, tables):
    shuffled = {name: table.sample(frac=1, random_state=1) for name, table in tables.items()}
    pd.testing.assert_frame_equal(checks.run(shuffled), rows)


def test_another_village_changes_nothing_for_the_first(rows, tables):
    village = "990101100204"
    alone = {name: table[table["village"] == village] for name, table in tables.items()}
    pd.testing.assert_frame_equal(checks.run(alone), rows[rows["village"] == village].reset_index(drop=True))


def test_families_add_up_to_the_rows_found(rows):
    counts = families.by_family(rows)
    assert counts["rows"].sum() == len(rows)
    assert counts["family"].str.contains(" / ").all()
