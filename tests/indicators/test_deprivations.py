"""What households lack, from ledgers that say it, are silent, or say it twice."""

from __future__ import annotations

import pandas as pd
import pytest

from evalkit.indicators.deprivations import MEASURES, deprivations

TABLES = ("guarantees", "households", "members", "jobs", "public_posts")


@pytest.fixture
def lacking(ledger):
    """What household `h` lacks in 2024, from rows of each table with only the columns that matter."""

    def make(**rows):
        keys = {"year": 2024, "household": "h"}
        given = [ledger(name, [keys | row for row in rows.get(name, [])]) for name in TABLES]
        found = deprivations(*given).set_index("household").loc["h"]
        return {name: None if pd.isna(value) else value for name, value in found.items()}

    return make


def test_the_guarantee_ledger_is_taken_at_its_word(lacking):
    stated = {"dropout": True, "uninsured": False, "housing_problem": True, "water_problem": False, "job_lost": True}
    found = lacking(guarantees=[stated])
    wanted = {"dropout": True, "uninsured": False, "housing": True, "water": False, "job_lost": True, "no_work": None}
    assert {name: found[name] for name in MEASURES} == wanted


def test_where_it_is_silent_the_household_and_member_lists_tell(lacking):
    home = {"housing_unsafe": True, "water_safe": False, "household_size": 2}
    people = [{"person": "p", "basic_insurance": True}, {"person": "q", "basic_insurance": False}]
    found = lacking(guarantees=[{"water_problem": False}], households=[home], members=people)
    assert (found["housing"], found["uninsured"], found["dropout"]) == (True, True, None)
    # The ledger of the guarantees goes before the list.
    assert found["water"] is False or found["water"] == 0


def test_of_several_rows_of_a_household_one_yes_is_enough_and_a_blank_is_no_answer(lacking):
    rows = [{"dropout": False}, {"dropout": True, "uninsured": False}, {"uninsured": None}]
    found = lacking(guarantees=rows)
    assert (found["dropout"], found["uninsured"], found["housing"]) == (True, False, None)


def test_the_size_is_that_of_the_list_else_the_members_listed_else_unknown(lacking):
    people = [{"person": who} for who in "pqr"]
    assert lacking(households=[{"household_size": 4}], members=people)["members"] == 4
    assert lacking(households=[{"household_size": 0}], members=people)["members"] == 3
    assert lacking(households=[{}])["members"] is None


def test_a_blank_kind_of_household_is_an_ordinary_one(lacking):
    assert lacking(households=[{}])["household_type"] == "ordinary"
    assert lacking(guarantees=[{}])["household_type"] == "ordinary"
    assert lacking(households=[{"household_type": "lifted"}])["household_type"] == "lifted"


def test_nobody_worked_means_none_of_those_who_can(lacking):
    def no_work(*members, **rows):
        return lacking(households=[{}], members=[{"person": f"p{i}"} | m for i, m in enumerate(members)], **rows)[
            "no_work"
        ]

    idle, old = {"labour": "skilled", "work_months": 0.0}, {"labour": "none", "work_months": 0.0}
    unsaid = {"labour": "ordinary", "work_months": None}
    assert no_work(idle, old)
    assert no_work(old) == 0
    assert no_work(idle, {"labour": "weak", "work_months": 1.0}) == 0
    assert no_work(idle, jobs=[{"person": "p0", "working": True}]) == 0
    assert no_work(idle, jobs=[{"person": "p0", "work_months": 3.0}]) == 0
    assert no_work(idle, public_posts=[{"person": "p0", "month": "2024-03"}]) == 0
    assert no_work(idle, jobs=[{"person": "p0", "working": False}])
    assert no_work(idle, jobs=[{"person": "p0", "working": True, "year": 2023}])
    assert no_work(idle, unsaid) is None
    assert no_work(unsaid, public_posts=[{"person": "p0", "month": "2024-03"}]) == 0
    assert no_work({"labour": None}) is None


def test_without_any_ledger_there_is_an_empty_table(ledger):
    found = deprivations(*(ledger(name, []) for name in TABLES))
    assert found.empty
    assert set(MEASURES) <= set(found)
