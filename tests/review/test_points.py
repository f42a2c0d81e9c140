"""Points: what they are called and what they say."""

import pandas as pd

from evalkit import codebook
from evalkit.cleaning.reasons import REASONS
from evalkit.review.advice import ADVICE
from evalkit.review.places import Places
from evalkit.review.points import Rule, file_names, points_of_checks

SOURCES = pd.DataFrame({"file_id": [0, 0, 1], "sheet_id": [0, 1, 2], "path": "村/甲.xlsx", "sheet": ["一", "二", "一"]})
HELD = Places({(0, 5): "990101100201"}, {0: {"990101100201"}}, {0: {"990101100201"}}, {}, ["村/甲.xlsx", "村/甲.xlsx"])


def test_every_problem_of_cleaning_has_its_own_advice():
    problems = {code for code, reason in REASONS.items() if reason.severity in ("problem", "quarantine")}
    assert problems - set(ADVICE) == set()


def test_files_alike_once_masked_are_told_apart():
    assert file_names(SOURCES) == {0: "村/甲.xlsx", 1: "村/甲.xlsx#2"}


def check_points(found):
    checks = pd.DataFrame(
        {
            "rule": ["r1"], "county": ["990101"], "village": ["990101100201"], "year": [2023], "table": ["income"],
            "file_id": [0], "sheet_id": [0], "row": [5], "column": ["household_size"], "household": ["p"],
        }
    )  # fmt: skip
    rules = {"r1": Rule("人口数偏大", "请核实人口数")}
    letters = {(0, "income", "household_size"): 3}
    return points_of_checks(checks, rules, [found], SOURCES, HELD, codebook.load(), letters)


def test_a_row_found_by_a_check_is_a_point_at_its_cell():
    line = check_points("31").iloc[0]
    said = ["village", "file", "sheet", "cell", "ledger", "found", "problem", "advice", "done"]
    assert line[said].tolist() == [
        "990101100201", "村/甲.xlsx", "一", "C5", "收入台账", "31", "人口数偏大", "请核实人口数", "仅提示，数据未改",
    ]  # fmt: skip


def test_the_id_of_a_point_does_not_depend_on_the_value():
    assert check_points("31")["id"].tolist() == check_points("13")["id"].tolist()
    assert len(check_points("31")["id"].iloc[0]) == 12


def test_a_row_without_a_village_goes_to_its_sheets_only_village():
    assert HELD.village(0, 0, 9) == "990101100201"
    assert HELD.village(1, 2, 3) == ""
