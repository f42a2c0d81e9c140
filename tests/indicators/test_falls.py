"""Realised falls, worked by hand. The line of the invented county is 7,100 yuan in 2023 and 7,500 in 2024."""

import numpy as np
import pandas as pd
import pytest

from evalkit.indicators import falls, scope

VILLAGE = "990101100201"
LINES = pd.DataFrame({"county": "990101", "year": [2022, 2023, 2024], "fen": [660000, 710000, 750000], "problem": ""})
JANUARY_2024 = 2024 * 12


@pytest.fixture
def nobody(ledger):
    return ledger("guarantees", [])


def whole_year(household, year, yuan, size=1, source="wage"):
    row = {"year": year, "household": household, "household_size": size, "item": source, "source": source}
    return row | {"period_kind": "year", "month": 1, "months": 12, "amount": yuan * 100}


def months(household, year, yuan, months=range(1, 13), source="wage"):
    row = whole_year(household, year, yuan, source=source)
    return [row | {"period_kind": "month", "month": month, "months": 1} for month in months]


def fallen(ledger, rows, guarantees):
    states = falls.income_states(ledger("income", rows), ledger("households", []), LINES)
    return falls.realised(states, guarantees)


def test_a_household_that_stops_earning_falls_in_the_month_its_last_twelve_months_pass_the_line(ledger, nobody):
    # 1,000 yuan a month until March 2024, nothing after. Twelve months to July 2024: 8 x 1,000 = 8,000, above 7,500;
    # to August: 7,000, below.
    rows = months("A", 2023, 1000) + months("A", 2024, 1000, range(1, 4)) + months("A", 2024, 0, range(4, 13))
    found = fallen(ledger, rows, nobody)
    assert found[["year", "first", "last", "kind"]].to_numpy().tolist() == [
        [2024, JANUARY_2024 + 7, JANUARY_2024 + 7, "income"]
    ]


def test_a_household_on_the_line_has_not_fallen(ledger, nobody):
    # 625 yuan a month is 7,500 a year: exactly the line of 2024.
    assert fallen(ledger, months("A", 2023, 625) + months("A", 2024, 625), nobody).empty


def test_one_fen_below_the_line_is_a_fall(ledger, nobody):
    rows = months("A", 2023, 625) + months("A", 2024, 625)
    rows[-1]["amount"] -= 1
    assert fallen(ledger, rows, nobody)["last"].tolist() == [JANUARY_2024 + 11]


def test_a_household_already_below_does_not_fall_again(ledger, nobody):
    assert fallen(ledger, months("A", 2023, 500) + months("A", 2024, 400), nobody).empty


def test_a_yearly_ledger_dates_a_fall_by_its_year_only(ledger, nobody):
    found = fallen(ledger, [whole_year("A", 2023, 16000, size=2), whole_year("A", 2024, 14000, size=2)], nobody)
    assert found[["first", "last"]].to_numpy().tolist() == [[JANUARY_2024, JANUARY_2024 + 11]]


def test_business_costs_are_subtracted(ledger, nobody):
    rows = [whole_year("A", 2023, 9000, source="business"), whole_year("A", 2024, 9000, source="business")]
    rows += [whole_year("A", 2024, 2000, source="business_cost")]
    assert len(fallen(ledger, rows, nobody)) == 1


def test_insurance_claims_are_not_income(ledger, nobody):
    rows = [whole_year("A", 2023, 8000), whole_year("A", 2024, 7000), whole_year("A", 2024, 5000, source="claims")]
    assert len(fallen(ledger, rows, nobody)) == 1


def test_a_month_that_is_missing_or_unreadable_is_not_judged(ledger, nobody):
    rows = months("A", 2023, 1000) + months("A", 2024, 0)
    unreadable = [row | {"amount": None} if row["month"] == 12 and row["year"] == 2023 else row for row in rows]
    missing = [row for row in rows if not (row["month"] == 12 and row["year"] == 2023)]
    assert fallen(ledger, unreadable, nobody).empty
    assert fallen(ledger, missing, nobody).empty


def test_a_quarterly_amount_counts_evenly_over_its_months(ledger, nobody):
    rows = months("A", 2023, 1000)
    for first in (1, 4, 7, 10):
        rows.append(months("A", 2024, 0, [first])[0] | {"period_kind": "quarter", "months": 3})
    # Twelve months to June 2024: 6,000, below; the quarter before: 9,000. So it fell from April to June.
    found = fallen(ledger, rows, nobody)
    assert found[["first", "last"]].to_numpy().tolist() == [[JANUARY_2024 + 3, JANUARY_2024 + 5]]


def test_a_lost_guarantee_is_a_fall_known_by_year(ledger):
    guarantees = ledger("guarantees", [
        {"year": 2023, "household": "A", "housing_problem": False, "water_problem": True},
        {"year": 2024, "household": "A", "housing_problem": True, "water_problem": True},
    ])  # fmt: skip
    found = fallen(ledger, [], guarantees)
    assert found[["year", "first", "last", "kind"]].to_numpy().tolist() == [
        [2024, JANUARY_2024, JANUARY_2024 + 11, "housing_problem"]
    ]


def test_a_lost_job_is_not_one_of_the_guarantees(ledger):
    guarantees = ledger("guarantees", [{"year": 2023, "household": "A", "job_lost": False},
                                       {"year": 2024, "household": "A", "job_lost": True}])  # fmt: skip
    assert fallen(ledger, [], guarantees).empty


def test_two_falls_of_a_household_in_one_year_count_once_by_the_one_dated_best(ledger):
    guarantees = ledger("guarantees", [{"year": 2023, "household": "A", "dropout": False},
                                       {"year": 2024, "household": "A", "dropout": True}])  # fmt: skip
    found = fallen(ledger, months("A", 2023, 1000) + months("A", 2024, 0), guarantees)
    assert found["kind"].tolist() == ["income"]


def test_the_order_of_rows_does_not_matter(ledger, nobody):
    rng = np.random.default_rng(20241)
    rows = [row for h in "ABCDEF" for y in (2022, 2023, 2024) for row in months(h, y, int(rng.integers(450, 900)))]
    whole = fallen(ledger, rows, nobody)
    shuffled = fallen(ledger, [rows[i] for i in rng.permutation(len(rows))], nobody)
    key = ["household", "year"]
    pd.testing.assert_frame_equal(
        whole.sort_values(key, ignore_index=True), shuffled.sort_values(key, ignore_index=True)
    )
    assert len(whole)


def test_the_count_says_how_many_households_would_have_been_seen(ledger, nobody):
    rows = [whole_year(h, year, 9000) for h in "ABC" for year in (2023, 2024)] + [whole_year("D", 2024, 1)]
    rows[5]["amount"] = 100
    states = falls.income_states(ledger("income", rows), ledger("households", []), LINES)
    seen = falls.observed(states, nobody)
    row = falls.realised_falls(falls.realised(states, nobody), seen, scope.years(VILLAGE, [2024])).iloc[0]
    # D is in the ledger for one year only: nobody can tell whether it fell.
    assert (row["value"], row["n"], row["uncertainty"]) == (1.0, 3, "none (census)")


def test_without_an_income_ledger_the_count_is_refused_by_name(ledger, nobody):
    here = scope.years(VILLAGE, [2024])
    income = ledger("income", [])
    states = falls.income_states(income, ledger("households", []), LINES)
    seen = falls.observed(states, nobody)
    why = falls.unseen(here, seen, income, LINES)
    row = falls.realised_falls(falls.realised(states, nobody), seen, here, why).iloc[0]
    assert pd.isna(row["value"])
    assert row["note"] == "未收到收入台账 / no income ledger received"


def test_a_year_without_a_line_is_refused_with_the_key_to_fill_in(ledger, nobody):
    village = "140123100206"
    here = scope.years(village, [2024])
    lines = falls.monitoring_lines(here)
    income = ledger("income", [whole_year("A", 2023, 9000), whole_year("A", 2024, 90)], village=village)
    states = falls.income_states(income, ledger("households", []), lines)
    row = falls.realised_falls(
        falls.realised(states, nobody), falls.observed(states, nobody), here,
        falls.unseen(here, falls.observed(states, nobody), income, lines),
    ).iloc[0]  # fmt: skip
    assert pd.isna(row["value"])
    assert "key monitoring_line" in row["note"] and "2024" in row["note"]


def test_falls_of_guarantees_alone_are_counted_with_a_word_about_the_missing_line(ledger):
    # County 140123 has the line of 2023 only: a lost guarantee of 2024 can be seen, a fall of income cannot.
    village = "140123100206"
    here = scope.years(village, [2023, 2024])
    lines = falls.monitoring_lines(here)
    income = ledger("income", [whole_year("A", 2023, 9000), whole_year("A", 2024, 90)], village=village)
    both = [{"year": year, "household": "A", "dropout": year == 2024} for year in (2023, 2024)]
    guarantees = ledger("guarantees", both, village=village)
    states = falls.income_states(income, ledger("households", []), lines)
    seen = falls.observed(states, guarantees)
    why = falls.unseen(here, seen, income, lines)
    rows = falls.realised_falls(falls.realised(states, guarantees), seen, here, why).set_index("year")
    assert rows.loc[2024, "value"] == 1
    assert "lost guarantees only" in rows.loc[2024, "note"] and "in 2024" in rows.loc[2024, "note"]
    # Nothing could be seen in 2023 for want of an earlier year; the line of 2024 has nothing to do with it.
    assert pd.isna(rows.loc[2023, "value"])
    assert "2024" not in rows.loc[2023, "note"]


def test_the_first_year_of_a_household_shows_nothing(ledger):
    guarantees = ledger("guarantees", [{"year": year, "household": "A", "dropout": False} for year in (2022, 2023)])
    states = falls.income_states(ledger("income", months("A", 2022, 900)), ledger("households", []), LINES)
    assert falls.observed(states, guarantees)[["year", "outcome"]].to_numpy().tolist() == [[2023, "guarantees"]]


def test_a_new_line_in_january_fells_nobody_whose_income_is_still_last_years(ledger, nobody):
    # 595 yuan a month is 7,140 a year, above the line of 2023 (7,100); from March 2024 on 700 a month. In January and
    # February 2024 the window is still nearly all of 2023, and the line of 2024 (7,500) is not yet its line.
    rows = months("A", 2023, 595) + months("A", 2024, 700)
    assert fallen(ledger, rows, nobody).empty
