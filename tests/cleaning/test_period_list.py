"""Periods under numbers come back as the periods they were."""

import numpy as np

from evalkit.cleaning.parsers.periods import Period
from evalkit.cleaning.period_list import WHOLE_YEAR, Periods


def test_equal_periods_share_a_number_and_no_period_is_minus_one():
    periods = Periods()
    met = [periods.number(p) for p in (Period(None, 5, 1), WHOLE_YEAR, None, Period(None, 5, 1))]
    assert met == [1, 0, -1, 1]
    assert list(periods) == [WHOLE_YEAR, Period(None, 5, 1)]


def test_the_year_of_the_period_goes_before_that_of_the_row():
    periods = Periods()
    own = [periods.number(p) for p in (Period(2022, 4, 3), Period(None, 1, 1), Period(None, 2, 4))]
    lines = periods.of(np.array(own), np.array([2024, 2024, 0]))
    assert lines.values.tolist() == [[2022, 4, 3, "quarter"], [2024, 1, 1, "month"], [0, 2, 4, "span"]]
