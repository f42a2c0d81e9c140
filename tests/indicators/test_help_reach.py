"""Whether help reached those it is meant for."""

import pandas as pd
import pytest

from evalkit.indicators import help_reach, scope

VILLAGE = "990101100201"
HERE = scope.years(VILLAGE, [2024])


def only(rows):
    assert len(rows) == 1
    return rows.iloc[0]


def measures(ledger, assistance=(), microcredit=(), public_posts=(), alerts=()):
    given = {"assistance": assistance, "microcredit": microcredit, "public_posts": public_posts, "alerts": alerts}
    return help_reach.measures(**{name: ledger(name, list(rows)) for name, rows in given.items()})


def monitored(ledger, *households, **more):
    rows = [{"year": 2024, "household": h, "monitored_type": "marginal"} | more for h in households]
    rows.append({"year": 2024, "household": "Z"})
    return ledger("households", rows)


def test_a_measure_counts_from_whichever_ledger_it_stands_in(ledger):
    got = measures(
        ledger,
        assistance=[{"year": 2024, "household": "A", "programme": "medical_aid"}],
        microcredit=[{"year": 2024, "household": "B", "amount": 1}],
        public_posts=[{"year": 2024, "household": "C", "month": "2024-03"}],
        alerts=[{"year": 2023, "household": "D", "clue_date": "2023-12", "measure_date": "2024-01",
                 "measures": "health;safety_net"}],
    )  # fmt: skip
    row = only(help_reach.monitored_with_measure(monitored(ledger, *"ABCDE"), got, HERE))
    assert (row["value"], row["denominator"]) == (0.8, 5)
    assert set(got["measure"]) == {"health", "finance", "public_post", "safety_net"}


def test_a_measure_of_another_year_does_not_count(ledger):
    got = measures(ledger, assistance=[{"year": 2023, "household": "A", "programme": "medical_aid"}])
    assert only(help_reach.monitored_with_measure(monitored(ledger, "A"), got, HERE))["value"] == 0


def test_measures_of_an_open_case_count_until_it_is_cleared(ledger):
    case = {"year": 2022, "clue_date": "2022-05", "measure_date": "2022-06", "measures": "health"}
    got = measures(
        ledger,
        alerts=[case | {"household": "A"}, case | {"household": "B", "cleared_date": "2023-01"}],
        microcredit=[{"year": 2024, "household": "C", "amount": 1}],
    )
    years = got[got["measure"] == "health"].groupby("household")["year"].agg(list).to_dict()
    assert years == {"A": [2022, 2023, 2024], "B": [2022, 2023]}


def test_households_whose_risk_is_cleared_are_not_asked_about(ledger):
    row = only(help_reach.monitored_with_measure(monitored(ledger, "A", risk_cleared=True), measures(ledger), HERE))
    assert pd.isna(row["value"]) and "no monitored household" in row["note"]


def test_a_household_that_can_work_and_gets_relief_alone_is_found(ledger):
    got = measures(ledger, assistance=[
        {"year": 2024, "household": "A", "programme": "temporary_relief"},
        {"year": 2024, "household": "B", "programme": "temporary_relief"},
        {"year": 2024, "household": "B", "programme": "industry_support"},
    ])  # fmt: skip
    development = ["industry", "employment", "finance", "public_post"]
    able = monitored(ledger, *"ABC", labour_count=2)
    row = only(help_reach.labour_relief_only_share(able, got, HERE, development=development))
    assert (row["numerator"], row["denominator"]) == (1, 2)
    unable = monitored(ledger, *"ABC", labour_count=0)
    assert pd.isna(only(help_reach.labour_relief_only_share(unable, got, HERE, development=development))["value"])


@pytest.mark.parametrize(
    ("task", "numerator", "denominator"),
    [
        ({"deadline": "2024-05", "done_date": "2024-05-31"}, 1, 1),
        ({"deadline": "2024-05-10", "done_date": "2024-05-11"}, 0, 1),
        ({"deadline": "2024-05", "done_date": "2024-06"}, 0, 1),
        ({"deadline": "2024-05", "result": "not_done"}, 0, 1),
        ({"deadline": "2024-05", "result": "done"}, 0, 0),
        ({"deadline": "2024-05", "done_date": "2024-04", "result": "adjusted"}, 0, 0),
    ],
)
def test_a_task_is_on_time_when_done_by_its_deadline(ledger, task, numerator, denominator):
    plans = ledger("plans", [{"year": 2024, "household": "A", "task": "industry"} | task])
    row = only(help_reach.plan_completion_on_time(plans, HERE))
    assert (row["numerator"], row["denominator"], row["n"]) == (numerator, denominator, 1)


def test_tasks_without_a_deadline_are_counted_in_the_note(ledger):
    tasks = [{"deadline": "2024-05", "done_date": "2024-05-31"}, {"done_date": "2024-05-31"}, {"result": "not_done"}]
    tasks = [{"year": 2024, "household": "A", "task": "industry"} | task for task in tasks]
    row = only(help_reach.plan_completion_on_time(ledger("plans", tasks), HERE))
    assert (row["numerator"], row["denominator"], row["n"]) == (1, 1, 1)
    assert "2项任务没有写完成时限，未计入" in row["note"] and "2 tasks without a deadline left out" in row["note"]
    assert "deadline" not in only(help_reach.plan_completion_on_time(ledger("plans", tasks[:1]), HERE))["note"]
    refused = only(help_reach.plan_completion_on_time(ledger("plans", tasks[1:]), HERE))
    assert pd.isna(refused["value"]) and "2 tasks without a deadline left out" in refused["note"]
