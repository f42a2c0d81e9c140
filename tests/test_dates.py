"""Dates keep the precision the ledger gave."""

import pandas as pd
import pytest

from evalkit import dates
from evalkit.errors import EvalkitError


def test_a_month_has_one_number_whatever_its_day():
    numbers = dates.month_index(pd.Series(["2023-05-01", "2023-05-31", "2023-05"]))
    assert numbers.tolist() == [2023 * 12 + 4] * 3
    assert numbers.dtype == "Int32"


def test_a_year_alone_has_no_month_but_bounds():
    only_year = pd.Series(["2023", None])
    assert dates.month_index(only_year).isna().all()
    first, last = dates.month_bounds(only_year)
    assert (first[0], last[0]) == (2023 * 12, 2023 * 12 + 11)
    assert pd.isna(first[1]) and pd.isna(last[1])


def test_months_between_counts_calendar_months_across_a_new_year():
    earlier = pd.Series(["2023-11-30", "2024-03", "2023"])
    later = pd.Series(["2024-02", "2024-01-31", "2024-01"])
    assert dates.months_between(earlier, later).tolist()[:2] == [3, -2]
    assert pd.isna(dates.months_between(earlier, later)[2])


def test_days_are_counted_only_where_both_dates_have_a_day():
    days = dates.days_between(pd.Series(["2024-02-28", "2024-02"]), pd.Series(["2024-03-01", "2024-03-01"]))
    assert days[0] == 2
    assert pd.isna(days[1])


def test_the_year_is_read_from_any_precision():
    assert dates.year_of(pd.Series(["2023-05-14", "2022-01", "2021"])).tolist() == [2023, 2022, 2021]


def test_the_index_of_the_rows_is_kept():
    assert dates.year_of(pd.Series(["2023"], index=[7])).index.tolist() == [7]


def test_an_empty_column_gives_an_empty_column():
    assert dates.month_index(pd.Series(dtype="str")).dtype == "Int32"


@pytest.mark.parametrize("text", ["2023年5月", "2023-13", "2023-02-30", "202305"])
def test_what_is_not_an_iso_date_is_an_error_without_the_value(text):
    with pytest.raises(EvalkitError, match="date column clue_date: not an ISO date") as raised:
        dates.month_index(pd.Series([text], name="clue_date"))
    assert text not in str(raised.value)
