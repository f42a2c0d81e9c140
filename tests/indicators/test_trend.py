"""Income by period and its trend, from ledgers of different grain."""

from __future__ import annotations

import numpy as np
import pytest

from evalkit.indicators import household_income as hi
from evalkit.indicators import scope as scopes
from evalkit.indicators.income_series import income_by_period
from evalkit.indicators.trend import income_trend, income_trend_p_correlated

VILLAGE = "990101100201"


def rows_of(year: int, month: int, months: int, amount: int, source: str = "wage", household: str = "a") -> dict:
    kind = {1: "month", 3: "quarter", 12: "year"}[months]
    own = {"year": year, "month": month, "months": months, "amount": amount, "household": household}
    return own | {"period_kind": kind, "item": source, "source": source, "household_size": 2}


def tables(ledger, lines):
    income = ledger("income", lines)
    return income, hi.household_years(income)


def monthly(years, step=1_000, start=100_000):
    return [rows_of(y, m, 1, start + step * ((y - years[0]) * 12 + m)) for y in years for m in range(1, 13)]


def test_a_steady_rise_each_month_is_found_as_a_rise_each_year(ledger):
    income, earned = tables(ledger, monthly([2021, 2022, 2023, 2024]))
    rows = income_trend(income, earned, scopes.span(VILLAGE, 2021, 2024)).set_index("indicator")
    # +10 yuan a month for two persons is 5 per head; after a year 12 x 5 more in each month, 720 more in the year.
    assert rows.loc["income_trend", "value"] == pytest.approx(720)
    assert rows.loc["income_trend_p", "value"] < 0.001
    assert rows.loc["income_trend", "period"] == "2021/2024"


def test_the_harvest_is_no_trend(ledger):
    lines = [rows_of(y, m, 1, 900_000 if m == 10 else 50_000) for y in (2021, 2022, 2023) for m in range(1, 13)]
    income, earned = tables(ledger, lines)
    rows = income_trend(income, earned, scopes.span(VILLAGE, 2021, 2023)).set_index("indicator")
    assert rows.loc["income_trend", "value"] == 0
    assert rows.loc["income_trend_p", "value"] == 1


def test_periods_are_months_per_head_with_costs_taken_off(ledger):
    lines = [*monthly([2024], step=0), rows_of(2024, 3, 1, 40_000, "business_cost")]
    income, earned = tables(ledger, lines)
    rows = income_by_period(income, earned, scopes.span(VILLAGE, 2024, 2024)).set_index("period")
    assert len(rows) == 12
    assert rows.loc["2024-02", "value"] == 500
    assert rows.loc["2024-03", "value"] == 300


def test_small_yearly_amounts_are_spread_and_said_to_be(ledger):
    lines = [*monthly([2024], step=0), rows_of(2024, 1, 12, 60_000, "property")]
    income, earned = tables(ledger, lines)
    rows = income_by_period(income, earned, scopes.span(VILLAGE, 2024, 2024))
    # 600 yuan of dividend over 12 months and 2 persons: 25 more each month; 600 of 12,600 yuan are 4.8 %.
    assert rows["value"].tolist() == [525] * 12
    assert "4.8% of amounts spread evenly over longer periods" in rows["note"].iloc[0]


def test_what_does_not_count_as_income_is_not_in_the_series(ledger):
    lines = [*monthly([2024], step=0), *(rows_of(2024, m, 1, 20_000, "transfer") for m in range(1, 13))]
    income = ledger("income", lines)
    counted = ("wage", "business", "property")
    earned = hi.household_years(income, include=counted)
    rows = income_by_period(income, earned, scopes.span(VILLAGE, 2024, 2024), include=counted)
    assert rows["value"].tolist() == [500] * 12


def test_quarterly_ledgers_give_quarters(ledger):
    lines = [rows_of(y, m, 3, 300_000) for y in (2022, 2023, 2024) for m in (1, 4, 7, 10)]
    income, earned = tables(ledger, lines)
    span = scopes.span(VILLAGE, 2022, 2024)
    assert income_by_period(income, earned, span)["period"].tolist()[:2] == ["2022-Q1", "2022-Q2"]
    assert income_trend(income, earned, span)["value"].tolist() == [0, 1]


def test_months_and_quarters_in_one_ledger_meet_at_quarters(ledger):
    lines = [rows_of(2024, m, 3, 300_000) for m in (1, 4, 7)] + [rows_of(2024, m, 1, 100_000) for m in (10, 11, 12)]
    rows = income_by_period(*tables(ledger, lines), scopes.span(VILLAGE, 2024, 2024))
    assert rows["period"].tolist() == ["2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4"]
    assert rows["value"].tolist() == [1_500] * 4


def test_a_year_known_only_as_a_whole_is_left_out_of_the_quarters_and_named(ledger):
    lines = [rows_of(y, m, 3, 300_000 + y * 100) for y in (2021, 2023, 2024) for m in (1, 4, 7, 10)]
    income, earned = tables(ledger, [*lines, rows_of(2022, 1, 12, 1_200_000)])
    span = scopes.span(VILLAGE, 2021, 2024)
    rows = income_by_period(income, earned, span)
    assert sorted(set(rows["year"])) == [2021, 2023, 2024]
    assert rows["note"].iloc[0].endswith("by quarter; 2022 known for longer periods only, left out")
    # One yuan more in each quarter for each year, two persons: 0.5 x 4 = 2 yuan of yearly income, each year.
    assert income_trend(income, earned, span)["value"].iloc[0] == pytest.approx(2)


def test_quarters_of_all_years_are_taken_before_months_of_some(ledger):
    lines = [*monthly([2021, 2023, 2024], step=0), *(rows_of(2022, m, 3, 300_000) for m in (1, 4, 7, 10))]
    rows = income_by_period(*tables(ledger, lines), scopes.span(VILLAGE, 2021, 2024))
    assert len(rows) == 16
    assert set(rows["value"]) == {1_500}


def test_too_few_fine_years_fall_back_to_all_years(ledger):
    lines = [*monthly([2021, 2022], step=0), rows_of(2023, 1, 12, 1_200_000), rows_of(2024, 1, 12, 1_200_000)]
    income, earned = tables(ledger, lines)
    span = scopes.span(VILLAGE, 2021, 2024)
    assert income_by_period(income, earned, span)["period"].tolist() == ["2021", "2022", "2023", "2024"]
    assert "4 years of income" in income_trend(income, earned, span)["note"].iloc[0]


def test_four_yearly_values_are_too_few_for_a_trend(ledger):
    income, earned = tables(ledger, [rows_of(y, 1, 12, 1_000_000) for y in range(2021, 2025)])
    rows = income_trend(income, earned, scopes.span(VILLAGE, 2021, 2024))
    assert rows["value"].isna().all()
    assert rows["note"].iloc[0].endswith("4 years of income: a trend needs at least 8")


def test_a_missing_year_leaves_a_gap_and_not_a_jump(ledger):
    lines = monthly([2020, 2021, 2022, 2023, 2024])
    income, earned = tables(ledger, [line for line in lines if line["year"] != 2022])
    rows = income_trend(income, earned, scopes.span(VILLAGE, 2020, 2024))
    assert rows["value"].iloc[0] == pytest.approx(720)


@pytest.mark.parametrize("village", [VILLAGE, "140123100206"])
def test_no_ledger_is_a_refusal(ledger, village):
    income, earned = tables(ledger, [])
    span = scopes.span(village, 2021, 2024)
    for rows in (income_by_period(income, earned, span), income_trend(income, earned, span)):
        assert (rows["note"] == "未收到收入台账 / no income ledger received").all()
        assert np.isnan(rows["value"]).all()


def test_months_that_all_rise_together_count_as_one(ledger):
    income, earned = tables(ledger, monthly([2021, 2022, 2023, 2024]))
    found = income_trend_p_correlated(income, earned, scopes.span(VILLAGE, 2021, 2024))
    # Twelve months of one score 6 and variance 4 x 3 x 13 / 18: z = 72 / sqrt(144 x 8.667) = 2.038.
    assert found["value"].item() == pytest.approx(0.0415, abs=5e-5)
    assert "moving together" in found["note"].item()


def test_years_have_no_seasons_that_could_move_together(ledger):
    income, earned = tables(ledger, [rows_of(y, 1, 12, 900_000) for y in range(2016, 2025)])
    found = income_trend_p_correlated(income, earned, scopes.span(VILLAGE, 2016, 2024))
    assert np.isnan(found["value"].item())
    assert "no seasons" in found["note"].item()
