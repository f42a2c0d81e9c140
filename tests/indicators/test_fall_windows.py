"""When income of 12 months counts as below the line, worked by hand (line 7,100 yuan in 2023, 7,500 in 2024)."""

import pandas as pd
import pytest

from evalkit.indicators import fall_windows, falls

LINES = pd.DataFrame({"county": "990101", "year": [2022, 2023, 2024], "fen": [660000, 710000, 750000], "problem": ""})
JANUARY_2024 = 2024 * 12


def amount(year, yuan, month, months):
    kind = {1: "month", 3: "quarter", 12: "year"}[months]
    row = {"year": year, "household": "A", "household_size": 1, "item": "wage", "source": "wage"}
    return row | {"period_kind": kind, "month": month, "months": months, "amount": yuan * 100}


def monthly(year, yuan, months=range(1, 13)):
    return [amount(year, yuan, month, 1) for month in months]


def quarterly(year, yuan):
    return [amount(year, one, month, 3) for one, month in zip(yuan, (1, 4, 7, 10), strict=True)]


@pytest.fixture
def fell(ledger):
    def fallen(rows, **how):
        states = falls.income_states(ledger("income", rows), ledger("households", []), LINES, **how)
        return (falls.realised(states, ledger("guarantees", []))["last"] - JANUARY_2024 + 1).tolist()

    return fallen


def test_a_harvest_told_by_year_and_then_by_quarter_is_no_fall_in_whole_windows(fell):
    # 10,000 a year, all of it in the last quarter; 2023 told as one amount. Evenly spread, the 12 months to March 2024
    # hold 9/12 x 10,000 + 0 = 7,500, above (mean line 7,200); to June 5,000, below. Whole windows wait for December.
    rows = [amount(2023, 10000, 1, 12), *quarterly(2024, [0, 0, 0, 10000])]
    assert fell(rows, windows="even") == [6]
    assert fell(rows, windows="whole") == []
    poor = [amount(2023, 10000, 1, 12), *quarterly(2024, [0, 0, 0, 7000])]
    assert fell(poor, windows="whole") == [12]


def test_months_and_quarters_in_one_year_are_judged_at_quarters_in_whole_windows(fell):
    rows = monthly(2023, 500) + monthly(2024, 500)
    pension = [row | {"item": "transfer_pension", "source": "transfer"} for row in quarterly(2023, [600] * 4)]
    pension += [row | {"item": "transfer_pension", "source": "transfer"} for row in quarterly(2024, [0] * 4)]
    # 8,400 a year in 2023, 6,000 in 2024. One month on: 8,200; line 7,133. The 12 months to July hold 6,000 + 5 x 200
    # = 7,000, below; at ends of quarters: June 7,200 (mean line 7,300).
    assert fell(rows + pension, windows="whole") == [6]


def test_income_wavering_about_the_line_falls_once_or_not_at_all_with_a_margin(fell):
    # 625 a month is the line of 2024; 12 months move by 10 yuan to and fro about it from December 2023 on.
    wavering = monthly(2023, 620) + [row for m in range(1, 13) for row in monthly(2024, 670 if m % 2 else 570, [m])]
    assert len(fell(wavering)) >= 1
    assert fell(wavering, margin=0.05) == []


def test_a_clear_fall_with_a_margin_is_dated_where_it_leaves_the_margin(fell):
    # 1,000 a month to March 2024, then nothing. To August 7,000, below the line (7,367); to September 6,000, below
    # 0.9 x 7,400 = 6,660.
    rows = monthly(2023, 1000) + monthly(2024, 1000, range(1, 4)) + monthly(2024, 0, range(4, 13))
    assert fell(rows) == [8]
    assert fell(rows, margin=0.1) == [9]


def test_a_short_dip_is_no_fall_where_several_months_are_asked_for(fell):
    # 900 a month but nothing from March to June 2024 and 4,000 in August: 12 months to May 8,100, June 7,200 (line
    # 7,300), July 7,200, August 10,300.
    rows = monthly(2023, 900) + monthly(2024, 900, [1, 2, 7, 9, 10, 11, 12])
    rows += monthly(2024, 0, range(3, 7)) + monthly(2024, 4000, [8])
    assert fell(rows) == [6]
    assert fell(rows, consecutive=2) == [6]
    assert fell(rows, consecutive=3) == []


def test_a_dip_that_the_end_of_the_ledger_cuts_short_is_not_judged(ledger):
    rows = monthly(2023, 1000) + monthly(2024, 1000, range(1, 9)) + monthly(2024, 0, range(9, 13))
    rows[-1]["amount"], rows[-2]["amount"] = -200000, 0
    income, nobody = ledger("income", rows), ledger("households", [])
    plain = falls.income_states(income, nobody, LINES)
    asked = falls.income_states(income, nobody, LINES, consecutive=3)
    assert plain["below"].tolist()[-1] and len(plain) == 13
    assert len(asked) == 12 and not asked["below"].any()


def test_quarters_and_years_last_as_long_as_they_are(fell):
    rows = [amount(2023, 9000, 1, 12), amount(2024, 5000, 1, 12)]
    assert fell(rows, consecutive=6) == [12]


def test_a_household_never_clear_of_the_margin_cannot_fall(fell):
    # 7,300 in 2023 is within 5 % of 7,100; 7,000 in 2024 is below 0.95 x 7,500 but nothing clear to fall from.
    assert fell([amount(2023, 7300, 1, 12), amount(2024, 7000, 1, 12)], margin=0.05) == []
    assert fell([amount(2023, 7500, 1, 12), amount(2024, 7000, 1, 12)], margin=0.05) == [12]


def test_settings_out_of_range_are_refused(ledger):
    with pytest.raises(ValueError, match="windows"):
        fall_windows.months(ledger("income", []), "any")
    with pytest.raises(ValueError, match="margin"):
        falls.income_states(ledger("income", monthly(2024, 1)), ledger("households", []), LINES, margin=1.0)
