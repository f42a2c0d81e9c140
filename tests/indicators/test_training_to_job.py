"""Training and the jobs that follow it, worked by hand."""

import pandas as pd
import pytest

from evalkit.indicators import result, scope
from evalkit.indicators.training_to_job import training_to_job

HERE = scope.years("990101100201", [2023])


def trained(person, date, year=2023):
    return {"year": year, "person": person, "programme": "training", "date": date}


def job(person, start, year=2023, **more):
    return {"year": year, "person": person, "start_date": start} | more


@pytest.fixture
def share(ledger):
    def of(courses, jobs, **more):
        other = job("z", "2020-01", 2024)  # so that the ledger of the next year is there
        rows = training_to_job(ledger("assistance", courses), ledger("jobs", [*jobs, other]), HERE, **more)
        return rows.set_index("group")

    return of


def test_only_jobs_after_the_training_and_within_the_months_count(share):
    people = [trained(p, "2023-03-10") for p in "abcd"]
    jobs = [job("a", "2023-09-30"), job("b", "2023-10-01"), job("c", "2023-02-01"), job("d", "2023-05", working=False)]
    found = share(people, jobs)
    # Six calendar months after March is September: a alone.
    assert found["value"].tolist() == [0.25, 0.25]
    assert share(people, jobs, months=7)["value"].tolist() == [0.5, 0.5]


def test_a_date_without_its_day_leaves_the_order_within_the_month_open(share):
    found = share(
        [trained("a", "2023-03-10"), trained("b", "2023-03-10")], [job("a", "2023-03"), job("b", "2023-03-09")]
    )
    assert found["value"].to_dict() == {"lower": 0.0, "upper": 0.5}


def test_a_job_on_the_day_of_the_training_or_later_in_its_month_is_sure(share):
    found = share([trained("a", "2023-03-10")], [job("a", "2023-03-10")])
    assert found["value"].tolist() == [1.0, 1.0]


def test_a_year_alone_is_any_month_of_it(share):
    found = share([trained("a", "2023"), trained("b", None)], [job("a", "2023-07"), job("b", None)])
    assert found["value"].to_dict() == {"lower": 0.0, "upper": 1.0}


def test_a_person_trained_twice_counts_once_and_by_either_training(share):
    found = share(
        [trained("a", "2023-01-05"), trained("a", "2023-08-05"), trained("b", "2023-01-05")], [job("a", "2023-09")]
    )
    assert (found["value"].tolist(), found["n"].tolist()) == ([0.5, 0.5], [2, 2])


def test_months_that_no_job_ledger_covers_leave_the_person_out_whether_or_not_a_job_followed(ledger):
    courses = [trained("a", "2023-03-10"), trained("b", "2023-09-10"), trained("c", "2023-09-10")]
    jobs = [job("a", "2023-05"), job("b", "2023-10")]
    found = training_to_job(ledger("assistance", courses), ledger("jobs", jobs), HERE)
    assert (found["value"].tolist(), found["denominator"].tolist(), found["n"].tolist()) == ([1, 1], [1, 1], [3, 3])
    assert found["note"].str.contains("does not reach far enough").all()


def test_work_before_and_training_of_nobody_named_are_counted_in_the_note(share):
    before = job("a", "2022-05", 2022)
    ended = job("b", "2022-05", 2022, end_date="2022-12")
    found = share(
        [trained("a", "2023-03"), trained("b", "2023-03"), trained(None, "2023-03")],
        [before, ended, job("a", "2023-06")],
    )
    assert found["note"].str.contains("1 of them were at work").all()
    assert found["note"].str.contains("1 lines of training without a person").all()
    assert found["value"].tolist() == [0.5, 0.5]
    assert found["note"].str.contains("not an effect of training").all()


def test_without_a_job_ledger_there_is_a_refusal(ledger):
    found = training_to_job(ledger("assistance", [trained("a", "2023-03")]), ledger("jobs", []), HERE)
    assert len(found) == 1 and pd.isna(found["value"].item())
    assert "no jobs ledger received" in found["note"].item()


def test_the_order_of_rows_and_rows_entered_twice_change_nothing(ledger):
    courses = ledger("assistance", [trained("a", "2023-03"), trained("b", "2023"), trained("c", "2023-02-03")])
    jobs = ledger("jobs", [job("a", "2023-04"), job("b", "2023-11"), job("c", "2023-12"), job("z", "2024-01", 2024)])
    twice = [pd.concat([rows, rows]).iloc[::-1].reset_index(drop=True) for rows in (courses, jobs)]
    pd.testing.assert_frame_equal(training_to_job(*twice, HERE), training_to_job(courses, jobs, HERE))


@pytest.mark.parametrize("received", [True, False])
def test_nothing_asked_for_is_an_empty_table_of_results(ledger, received):
    courses, jobs = ([trained("a", "2023-03-10")], [job("a", "2023-05")]) if received else ([], [])
    rows = training_to_job(ledger("assistance", courses), ledger("jobs", jobs), scope.years("990101100201", []))
    assert rows.columns.tolist() == result.COLUMNS and rows.empty


def test_ledgers_without_any_training_are_refused_with_the_reason(ledger):
    courses = [{"year": 2023, "person": "a", "programme": "public_post", "date": "2023-03"}]
    rows = training_to_job(ledger("assistance", courses), ledger("jobs", [job("a", "2023-05")]), HERE)
    assert rows["value"].isna().all() and rows["note"].str.contains("no training of a named person").all()
