"""Months with a monitoring meeting, and meetings whose month is not known."""

import pandas as pd

from evalkit.indicators import scope
from evalkit.indicators.meetings import meeting_months

VILLAGE = "990101100201"
HERE = scope.years(VILLAGE, [2024])


def held(ledger, *dates):
    return ledger("meetings", [{"year": 2024, "date": date} for date in dates])


def only(rows):
    assert len(rows) == 1
    return rows.iloc[0]


def test_two_meetings_in_a_month_are_one_month(ledger):
    row = only(meeting_months(held(ledger, "2024-01-05", "2024-01-19", "2024-03"), HERE))
    assert (row["value"], row["n"], row["note"]) == (2, 3, "")


def test_meetings_without_a_month_are_counted_in_the_note(ledger):
    row = only(meeting_months(held(ledger, "2024-01-05", None, "2024", None), HERE))
    assert (row["value"], row["n"]) == (1, 1)
    assert row["note"] == "3次会议没有写明月份，未计入 / 3 meetings without a month left out"


def test_a_meeting_without_a_month_belongs_to_the_year_of_its_date(ledger):
    rows = meeting_months(held(ledger, "2024-01-05", "2023"), scope.years(VILLAGE, [2023, 2024])).set_index("year")
    assert rows.loc[2024, "note"] == ""
    assert pd.isna(rows.loc[2023, "value"]) and "1 meetings without a month left out" in rows.loc[2023, "note"]


def test_a_missing_ledger_is_named(ledger):
    row = only(meeting_months(held(ledger), HERE))
    assert pd.isna(row["value"]) and "no meetings ledger received" in row["note"]
