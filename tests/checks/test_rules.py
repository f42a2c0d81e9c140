"""Every rule finds its hand-made case, at the right cell, and nothing once the case is put right."""

from __future__ import annotations

import copy
import shutil
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pytest

from evalkit import checks
from evalkit.checks import declared, found

YUAN = 100
# Lines of place 99 in params/policy.yaml, invented: 6600 (2022), 7100 (2023), 7500 (2024) yuan.
WHOLE_YEAR = {"period_kind": "year", "month": 1, "months": 12, "household_size": 2}
WAGE = {"item": "wage", "source": "wage", "amount": 20_000 * YUAN} | WHOLE_YEAR
CASE = {
    "outcome": "identified", "clue_date": "2023-01-05", "identified_date": "2023-01-15", "risk1": "illness",
    "measures": "health;employment", "cleared": False,
}  # fmt: skip
CLEARED = CASE | {
    "cleared": True, "cleared_date": "2023-09", "clear_method": "helped", "cleared_income_per_head": 9000 * YUAN,
}  # fmt: skip
LIFTED = {"household_type": "lifted", "income_per_head_stated": 9000 * YUAN, "labour_count": 1}
ADULT = {"person": "p1", "birth_band": "25-44", "health": "healthy", "labour": "ordinary"}
PUPIL = {"person": "p1", "school_status": "vocational1", "labour": "none", "birth_band": "16-24"}
YULU = {"programme": "yulu", "person": "p1"}
JOB = {"person": "p1", "working": True, "wage_month": 4000 * YUAN, "work_place": "外省", "start_date": "2023-03"}


class Case(NamedTuple):
    """A rule, the ledgers that break it, where it must point, and the changes that put it right."""

    rule: str
    tables: dict[str, list[dict]]
    table: str
    column: str
    right: dict[str, dict]

    def __str__(self) -> str:
        return f"{self.rule} at {self.table}.{self.column}"


def risk(rule: str, risk1: str, answer: str) -> Case:
    """A case of a risk whose only measure does not answer it, among others that record theirs."""
    return Case(rule, {"alerts": [CASE | {"risk1": risk1, "measures": "infrastructure"}]}, "alerts", "measures",
                {"alerts": {"measures": answer}})  # fmt: skip


CASES = [
    Case("1_02_006", {"households": [LIFTED | {"income_per_head_stated": 7099_99}]}, "households",
         "income_per_head_stated", {"households": {"income_per_head_stated": 7100_00}}),
    Case("1_02_006", {"households": [LIFTED | {"income_per_head_stated": None}],
                      "income": [WAGE | {"amount": 14_199_99}]},
         "households", "income_per_head_stated", {"income": {"amount": 14_200_00}}),
    Case("1111_18", {"households": [LIFTED | {"income_per_head_stated": 20_001_00, "monitored_type": "sudden",
                                              "risk_identified": "2023-05"}]},
         "households", "income_per_head_stated", {"households": {"risk_identified": "2022-05"}}),
    Case("3_11_010", {"households": [LIFTED | {"income_per_head_stated": 3999_99}]}, "households",
         "income_per_head_stated", {"households": {"income_per_head_stated": 4000_00}}),
    Case("5_15_023", {"households": [LIFTED | {"risk_cleared": False}], "income": [WAGE | {"amount": 9_900}]},
         "income", "amount", {"income": {"amount": 10_000}}),
    Case("5_16_001/002", {"jobs": [JOB | {"wage_month": 30_001_00}]}, "jobs", "wage_month",
         {"jobs": {"wage_month": 30_000_00}}),
    Case("5_16_001/002", {"jobs": [JOB | {"wage_month": 35}]}, "jobs", "wage_month",
         {"jobs": {"wage_month": 35_00_00}}),
    Case("1111_12", {"jobs": [JOB | {"wage_month": 399_00}]}, "jobs", "wage_month", {"jobs": {"wage_month": 400_00}}),
    # Cleared in 2024, so the line of 2024 counts, not that of the clue's year.
    Case("4_11_010", {"alerts": [CLEARED | {"cleared_date": "2024-01", "cleared_income_per_head": 7200_00}]}, "alerts",
         "cleared_income_per_head", {"alerts": {"cleared_date": "2023-12"}}),
    Case("2_11_002", {"alerts": [CLEARED | {"cleared_date": "2023-06"}]}, "alerts", "cleared_date",
         {"alerts": {"cleared_date": "2023-07"}}),
    Case("2_11_002", {"alerts": [CLEARED | {"identified_date": "2022-02-01", "cleared_date": "2022-04"}]}, "alerts",
         "cleared_date", {"alerts": {"cleared_date": "2022-03"}}),  # before the rule was in force
    Case("5_18_009", {"alerts": [CLEARED | {"cleared_date": "2023-02"}]}, "alerts", "cleared_date",
         {"alerts": {"clear_method": "natural"}}),
    Case("4_11_011", {"households": [LIFTED | {"no_labour_household": True, "risk_cleared": True,
                                               "risk_cleared_date": "2023-08"}]},
         "households", "risk_cleared", {"households": {"no_labour_household": False}}),
    Case("4_11_011", {"alerts": [CLEARED | {"no_labour_household": True}]}, "alerts", "cleared",
         {"alerts": {"no_labour_household": False}}),
    Case("1_11_004", {"alerts": [CLEARED | {"cleared_income_per_head": None}, CLEARED | {"household": "h2"}]},
         "alerts", "cleared_income_per_head", {"alerts": {"cleared_income_per_head": 8000_00}}),
    Case("1_11_004", {"alerts": [CLEARED, CLEARED | {"household": "h2", "post_water_problem": False}]},
         "alerts", "post_water_problem", {"alerts": {"post_water_problem": False}}),
    Case("1_11_006", {"households": [LIFTED | {"risk_cleared": True, "housing_unsafe": True}]}, "households",
         "housing_unsafe", {"households": {"housing_unsafe": False}}),
    Case("1_02_008/009", {"alerts": [CLEARED | {"post_housing_problem": True}]}, "alerts", "post_housing_problem",
         {"alerts": {"post_housing_problem": False}}),
    Case("1_02_008/009", {"alerts": [CLEARED], "guarantees": [{"year": 2024, "water_problem": True}]}, "guarantees",
         "water_problem", {"guarantees": {"year": 2023}}),
    Case("3_11_003..006", {"alerts": [CLEARED | {"measures": None}, CASE | {"household": "h2"}]}, "alerts", "measures",
         {"alerts": {"measures": "health"}}),
    Case("4_11_012", {"alerts": [CLEARED], "income": [WAGE | {"source": "transfer", "item": "transfer"}]}, "alerts",
         "measures", {"income": {"source": "wage", "item": "wage"}}),
    Case("4_11_013", {"households": [LIFTED | {"dibao": "rural", "tekun": "none", "risk_cleared": True}],
                      "income": [WAGE]},
         "households", "dibao", {"income": {"source": "transfer", "item": "transfer"}}),
    Case("5_11_013", {"alerts": [CASE | {"measures": "industry"}], "income": [WAGE]}, "alerts", "measures",
         {"income": {"source": "business", "item": "business"}}),
    risk("5_18_001", "illness", "social"),
    risk("5_18_002", "schooling", "other_schooling"),
    risk("5_18_003", "disability", "safety_net"),
    risk("5_18_004", "housing", "relocation"),
    risk("5_18_006", "water", "water"),
    Case("5_18_001", {"alerts": [CASE | {"measures": None}, CASE | {"household": "h2"}]}, "alerts", "measures",
         {"alerts": {"measures": None, "measure_health": "是"}}),  # a ticked column is a measure too
    Case("5_18_005", {"alerts": [CASE], "guarantees": [{"dropout": True}]}, "guarantees", "dropout",
         {"alerts": {"measures": "compulsory_schooling"}}),
    Case("5_18_007", {"alerts": [CASE | {"measures": "water"}], "guarantees": [{"uninsured": True}]}, "guarantees",
         "uninsured", {"alerts": {"measures": "water;social"}}),
    Case("5_12_007", {"alerts": [CASE | {"measures": "health"}], "households": [LIFTED]}, "alerts", "measures",
         {"households": {"labour_count": 0}}),
    Case("5_11_032", {"alerts": [CASE | {"measures": "safety_net"}], "households": [LIFTED]}, "alerts", "measures",
         {"alerts": {"measures": "safety_net;employment"}}),
    Case("5_12_011", {"households": [LIFTED | {"development_measures": "其他,技能培训"}]}, "households",
         "development_measures", {"households": {"development_measures": "技能培训，产业帮扶"}}),
    Case("2_11_001", {"alerts": [CASE | {"risk1": "disability", "measures": "safety_net"}], "members": [ADULT]},
         "alerts", "risk1", {"members": {"health": "disabled"}}),
    Case("5_15_020", {"alerts": [CASE | {"out_of_pocket": 0}]}, "alerts", "out_of_pocket",
         {"alerts": {"out_of_pocket": 100}}),
    Case("4_11_006/007", {"alerts": [CASE], "guarantees": [{"water_problem": True}]}, "guarantees", "water_problem",
         {"alerts": {"risk2": "water"}}),
    Case("4_11_009", {"alerts": [CASE | {"risk1": "no_labour"}], "members": [ADULT]}, "alerts", "risk1",
         {"members": {"labour": "lost"}}),
    Case("5_18_008", {"alerts": [CASE | {"risk1": "no_labour"}], "members": [ADULT, PUPIL, PUPIL]}, "alerts", "risk1",
         {"members": {"labour": "weak"}}),
    Case("5_15_013/014", {"alerts": [CASE | {"risk1": "unstable_job"}], "jobs": [JOB | {"household": "h2"}],
                          "members": [ADULT]},
         "alerts", "risk1", {"jobs": {"household": "h1"}}),
    Case("1111_2", {"members": [PUPIL], "households": [LIFTED], "assistance": [YULU | {"person": "p2"}]}, "members",
         "school_status", {"assistance": {"person": "p1"}}),
    Case("5_15_011/012", {"members": [PUPIL | {"school_status": "high1"}], "assistance": [YULU]}, "assistance",
         "programme", {"members": {"school_status": "college3"}}),
    Case("1111_10", {"jobs": [JOB | {"transport_subsidy": 0}],
                     "assistance": [{"programme": "transport_subsidy", "person": "p1"}]},
         "jobs", "transport_subsidy", {"jobs": {"transport_subsidy": 30_000}}),
    Case("5_17_011", {"jobs": [JOB | {"channel": "organised", "work_place": "示例县"}]}, "jobs", "work_place",
         {"jobs": {"work_place": "外省"}}),
    Case("5_16_003..006", {"alerts": [CASE], "households": [LIFTED | {"dibao": "rural", "tekun": "none"}]},
         "households", "dibao", {"alerts": {"measures": "health;safety_net"}}),
    Case("5_16_003..006", {"alerts": [CASE | {"measures": "safety_net;employment"}], "members": [ADULT],
                           "households": [LIFTED | {"dibao": "none", "tekun": "none"}]},
         "households", "dibao", {"members": {"health": "disabled"}}),
    Case("1111_07", {"members": [PUPIL | {"labour": "ordinary"}]}, "members", "labour",
         {"members": {"labour": "none"}}),
    Case("2_01_011", {"members": [ADULT | {"birth_band": "6-15"}]}, "members", "labour",
         {"members": {"birth_band": "16-24"}}),
    Case("1111_14/15", {"members": [ADULT | {"labour": "weak"}]}, "members", "labour",
         {"members": {"birth_band": "60-74"}}),
    Case("5_16_010", {"members": [PUPIL | {"birth_band": "6-15", "work_months": 1.0}]}, "members", "work_months",
         {"members": {"work_months": 0.0}}),
    Case("5_16_010", {"members": [PUPIL | {"birth_band": "6-15"}], "jobs": [JOB]}, "jobs", "person",
         {"jobs": {"working": False}}),
    Case("2_01_004,2_12_008", {"members": [ADULT | {"relation": "spouse", "sex": "male", "person": "p2"},
                                           ADULT | {"relation": "head", "sex": "male"}]},
         "members", "sex", {"members": {"sex": "female"}}),
    Case("3_01_003", {"members": [PUPIL | {"education": "middle"}]}, "members", "education",
         {"members": {"school_status": "not_in_school"}}),
    Case("2_12_016", {"members": [ADULT | {"basic_insurance": False}]}, "members", "basic_insurance",
         {"members": {"basic_insurance": True}}),
    Case("5_12_001", {"jobs": [JOB | {"start_date": "2023-06"}, JOB | {"end_date": "2023-07"}]}, "jobs", "start_date",
         {"jobs": {"start_date": "2023-07"}}),
    Case("5_14_001..014", {"households": [LIFTED | {"arable_area": 100.5}]}, "households", "arable_area",
         {"households": {"arable_area": 100.0}}),
    Case("5_14_001..014", {"households": [LIFTED | {"road_distance": 5.1}]}, "households", "road_distance",
         {"households": {"road_distance": 5.0}}),
    Case("3_03_001", {"villages": [{"households_total": 30, "unsafe_water_households": 31}]}, "villages",
         "unsafe_water_households", {"villages": {"unsafe_water_households": 30}}),
    Case("3_03_003", {"villages": [{"households_total": 0}]}, "villages", "households_total",
         {"villages": {"households_total": 1}}),
]  # fmt: skip


def look(ledger, tables: dict[str, list[dict]], rule: str) -> pd.DataFrame:
    return checks.run({name: ledger(name, *lines) for name, lines in tables.items()}, only=[rule])


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_rule_points_at_the_cell_that_breaks_it(case, ledger):
    rows = look(ledger, case.tables, case.rule)
    assert rows[["table", "row", "column"]].values.tolist() == [[case.table, 2, case.column]]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_rule_is_silent_once_the_case_is_put_right(case, ledger):
    tables = copy.deepcopy(case.tables)
    for name, change in case.right.items():
        tables[name][0].update(change)
    assert look(ledger, tables, case.rule).empty


def test_every_rule_that_can_be_checked_has_a_case_or_waits_for_its_limit():
    told = {rule.rule for rule in declared.rules() if rule.status == declared.CHECKED and not rule.open_values}
    assert {case.rule for case in CASES} == told


def test_a_post_is_held_above_the_age_once_somebody_fills_in_the_age(ledger, tmp_path, home):
    params = Path(shutil.copytree(home / "params", tmp_path / "params"))
    text = (params / "rules.csv").read_text(encoding="utf-8")
    (params / "rules.csv").write_text(text.replace("age_from=", "age_from=60"), encoding="utf-8")
    tables = {
        "public_posts": ledger("public_posts", {"person": "p1", "month": "2023-01"}, {"person": "p2"}),
        "members": ledger("members", ADULT | {"birth_band": "60-74"}, ADULT | {"person": "p2", "birth_band": "45-59"}),
    }
    rows = checks.run(tables, params, only=["5_01_006,5_12_005"])
    assert rows[["table", "row"]].values.tolist() == [["public_posts", 2]]


def test_nothing_found_is_an_empty_table_with_the_same_columns():
    rows = checks.run({})
    assert rows.empty
    pd.testing.assert_frame_equal(rows, found.empty())


def test_a_place_without_a_line_is_listed_as_not_checked_and_raises_nothing(ledger):
    elsewhere = {"county": "140123", "village": "140123100206", "year": 2022}
    tables = {"households": ledger("households", LIFTED | {"income_per_head_stated": 100_00} | elsewhere)}
    assert "1_02_006" not in set(checks.run(tables)["rule"])
    why = checks.not_checked(tables).set_index("rule")["reason"]
    assert "140123, 2022" in why["1_02_006"] and "policy.yaml" in why["1_02_006"]


def test_a_ledger_and_a_column_that_never_came_are_named(ledger):
    why = checks.not_checked({"households": ledger("households", LIFTED)}).groupby("rule")["reason"].first()
    assert "no jobs ledger" in why["1111_12"]
    assert "危房户" in why["1_11_006"]


def test_blanks_of_a_sheet_without_the_column_are_not_held_against_its_households(ledger):
    tables = {"alerts": [CLEARED | {"measures": None}]}
    assert look(ledger, tables, "3_11_003..006").empty


def test_the_order_of_found_rows_does_not_follow_the_pseudonyms(ledger):
    poor = [LIFTED | {"household": name, "income_per_head_stated": 100_00} for name in ("zz", "aa", "mm")]
    rows = look(ledger, {"households": poor}, "3_11_010")
    assert rows["household"].tolist() == ["zz", "aa", "mm"]
