"""Windows of twelve months, worked by hand."""

from __future__ import annotations

import pytest

from evalkit.indicators import household_income as hi
from evalkit.indicators import scope as scopes
from evalkit.indicators.income_rolling import GROWTH, LEVEL, income_rolling_year

VILLAGE = "990101100201"


def line(year: int, month: int, months: int, amount: int) -> dict:
    kind = {1: "month", 3: "quarter", 12: "year"}[months]
    own = {"year": year, "month": month, "months": months, "amount": amount, "household": "a", "household_size": 2}
    return own | {"period_kind": kind, "item": "wage", "source": "wage"}


def rolled(ledger, lines, first, last):
    income = ledger("income", lines)
    rows = income_rolling_year(income, hi.household_years(income), scopes.span(VILLAGE, first, last))
    return rows[rows["indicator"] == LEVEL], rows[rows["indicator"] == GROWTH]


def test_a_window_holds_every_month_once_and_grows_on_the_same_window_a_year_before(ledger):
    # 100 yuan a month in 2022, 110 in 2023, two persons: 600 a head in 2022, 660 in 2023, half way 630.
    lines = [line(2022, m, 1, 10_000) for m in range(1, 13)] + [line(2023, m, 1, 11_000) for m in range(1, 13)]
    level, growth = rolled(ledger, lines, 2022, 2023)
    found = level.set_index("period")["value"]
    assert len(found) == 13
    assert found[["2022-12", "2023-06", "2023-12"]].tolist() == pytest.approx([600, 630, 660])
    assert growth[["period", "value", "denominator"]].values.tolist() == [["2023-12", pytest.approx(0.1), 600]]


def test_the_harvest_does_not_move_a_window(ledger):
    lines = [line(y, m, 1, 900_000 if m == 10 else 50_000) for y in (2022, 2023) for m in range(1, 13)]
    level, _ = rolled(ledger, lines, 2022, 2023)
    assert level["value"].nunique() == 1


def test_quarters_roll_by_quarters(ledger):
    lines = [line(y, m, 3, 30_000 * (1 + (y - 2021))) for y in (2021, 2022, 2023) for m in (1, 4, 7, 10)]
    level, growth = rolled(ledger, lines, 2021, 2023)
    assert level["period"].tolist()[:2] == ["2021-Q4", "2022-Q1"]
    assert level["value"].tolist()[:2] == pytest.approx([600, 750])
    assert growth["value"].tolist()[0] == pytest.approx(1)


def test_a_year_that_is_missing_breaks_the_windows_that_would_span_it(ledger):
    lines = [line(y, m, 1, 10_000) for y in (2020, 2021, 2023) for m in range(1, 13)]
    level, _ = rolled(ledger, lines, 2020, 2023)
    ends = set(level["period"])
    assert {"2020-12", "2021-12", "2023-12"} <= ends
    assert not ends & {"2022-06", "2023-06", "2023-11"}


def test_yearly_ledgers_and_ledgers_that_never_came_are_refused_in_words(ledger):
    level, growth = rolled(ledger, [line(y, 1, 12, 120_000) for y in (2022, 2023)], 2022, 2023)
    assert level["note"].str.contains("known by year only").all() and len(level) == 1
    assert growth["note"].str.contains("known by year only").all()
    level, _ = rolled(ledger, [], 2022, 2023)
    assert level["value"].isna().all() and len(level) == 1


def test_one_year_has_a_level_and_no_growth(ledger):
    level, growth = rolled(ledger, [line(2023, m, 1, 10_000) for m in range(1, 13)], 2023, 2023)
    assert level["value"].tolist() == [600]
    assert growth["note"].str.contains("a year before").all()
