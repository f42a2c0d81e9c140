"""Rows that rules ask to look at, counted by ledger and rule."""

import pandas as pd
import pytest

from evalkit import checks
from evalkit.indicators import rule_points, scope
from evalkit.privacy import gate
from evalkit.reports import labels

VILLAGE = "990101100201"
HERE = scope.years(VILLAGE, [2024])
RULES = {"1111_12": "jobs", "1_02_008/009": "guarantees", "5_18_001": "alerts"}
CHECKS = pd.DataFrame({
    "rule": ["1111_12", "1111_12", "1_02_008/009", "1111_12", "1111_12"],
    "village": [VILLAGE] * 4 + ["990101100202"],
    "year": [2024, 2024, 2024, 2023, 2024],
    "table": ["jobs", "jobs", "guarantees", "jobs", "jobs"],
})  # fmt: skip


@pytest.fixture
def rows(ledger):
    sizes = {"jobs": [2024] * 20, "guarantees": [2024] * 12, "alerts": [2023]}
    tables = {name: ledger(name, [{"year": year} for year in years]) for name, years in sizes.items()}
    return rule_points.rule_points(CHECKS, RULES, tables, HERE)


def test_points_of_this_village_and_year_add_up_from_rules_to_ledgers_to_all(rows):
    value = rows.set_index(["group_by", "group"])["value"]
    assert value["", ""] == 3
    assert value["ledger"].to_dict() == {"guarantees": 1, "jobs": 2}
    assert value["ledger/rule"].to_dict() == {"guarantees/1_02_008-009": 1, "jobs/1111_12": 2}


def test_a_ledger_without_rows_of_the_year_is_not_told_to_be_without_points(rows):
    assert not rows["group"].str.startswith("alerts").any()


def test_the_base_is_the_rows_of_the_ledger(rows):
    assert rows.set_index("group")["n"].to_dict() == {
        "": 32, "guarantees": 12, "jobs": 20, "guarantees/1_02_008-009": 12, "jobs/1111_12": 20,
    }  # fmt: skip


def test_a_rule_that_found_nothing_is_listed_so_that_nought_and_few_look_alike_once_withheld(ledger):
    tables = {"jobs": ledger("jobs", [{"year": 2024}] * 20)}
    none = rule_points.rule_points(CHECKS.iloc[:0], RULES, tables, HERE)
    assert none.set_index("group")["value"].to_dict() == {"": 0, "jobs": 0, "jobs/1111_12": 0}


def test_no_ledger_is_a_reason_and_not_nought():
    row = rule_points.rule_points(CHECKS.iloc[:0], RULES, {}, HERE).iloc[0]
    assert pd.isna(row["value"]) and "no ledger that the rules need" in row["note"]


def test_a_rule_with_a_stroke_in_its_number_is_still_said_in_words():
    said = labels.group("ledger/rule", "guarantees/1_02_008-009", "zh")
    assert said == "三保障和饮水安全台账 / 风险消除后住房或饮水又出现问题"


def test_without_ledgers_no_rule_can_be_checked():
    lacking = checks.not_checked({})
    row = rule_points.rules_checked(checks.checked({}), lacking, HERE).iloc[0]
    assert row["value"] == 0 and row["denominator"] == lacking["rule"].nunique() == 57


def test_once_released_nought_and_few_points_of_a_rule_look_alike(rows, ledger):
    none = rule_points.rule_points(CHECKS.iloc[:0], RULES, {"jobs": ledger("jobs", [{"year": 2024}] * 20)}, HERE)
    few, nought = (gate.release(table)[0].set_index("group").loc["jobs/1111_12"] for table in (rows, none))
    assert few["note"] == nought["note"] and few["note"].startswith("withheld")
