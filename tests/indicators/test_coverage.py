"""Months received of monthly ledgers."""

import pandas as pd

from evalkit import codebook
from evalkit.indicators import coverage, scope
from evalkit.review import coverage as covered_by

VILLAGE, OTHER = "990101100201", "990101100202"
HERE = scope.years(VILLAGE, [2024])


def income(ledger, *lines):
    return ledger("income", [{"year": 2024, "amount": 100, "months": 1, "village": VILLAGE} | line for line in lines])


def months(ledger, *lines):
    tables = {"income": income(ledger, *lines)}
    return coverage.months_received(covered_by(tables, codebook.load()), HERE)


def test_months_are_counted_and_the_missing_ones_named(ledger):
    rows = months(ledger, *[{"month": month} for month in (1, 2, 4, 5, 6, 8, 9, 10, 11, 12)])
    year = rows[rows["period"] == "2024"].iloc[0]
    assert (year["value"], year["denominator"]) == (10, 12)
    assert year["note"] == "缺3月、7月 / months missing: 3, 7"
    single = rows[rows["period"] != "2024"].set_index("period")["value"]
    assert single.sum() == 10 and single["2024-03"] == 0 == single["2024-07"]


def test_a_quarter_counts_for_its_three_months(ledger):
    rows = months(ledger, {"month": 4, "months": 3}, {"month": 1})
    single = rows[rows["period"] != "2024"].set_index("period")["value"]
    assert list(single.index[single == 1]) == ["2024-01", "2024-04", "2024-05", "2024-06"]


def test_a_ledger_for_the_whole_year_is_not_twelve_months_missing(ledger):
    rows = months(ledger, {"month": 1, "months": 12})
    assert len(rows) == 1
    assert pd.isna(rows["value"].item()) and "whole year only" in rows["note"].item()


def test_a_village_that_sent_nothing_lacks_every_month_of_what_others_sent(ledger):
    rows = months(ledger, {"month": 1, "village": OTHER}, {"month": 1, "year": 2023})
    year = rows[rows["period"] == "2024"].iloc[0]
    assert year["value"] == 0 and year["note"].endswith("1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12")


def test_a_county_without_monthly_ledgers_is_told_so(ledger):
    tables = {"villages": ledger("villages", [{"year": 2024}])}
    row = coverage.months_received(covered_by(tables, codebook.load()), HERE)
    assert pd.isna(row["value"].item()) and "no monthly ledger" in row["note"].item()
