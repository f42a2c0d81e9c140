"""Whom project money reached, worked by hand; the invented county's lines are 7,100 and 7,500 yuan."""

import pandas as pd
import pytest

from evalkit.indicators import funding_reach as fr
from evalkit.indicators import scope

VILLAGES = [f"9901011002{n:02d}" for n in range(1, 7)]
HERE = scope.years(VILLAGES[0], [2024])


def home(name, year, yuan, village=VILLAGES[0], members=1):
    keys = {"county": "990101", "village": village, "year": year, "household": name, "fault": ""}
    return keys | {"net": yuan * 100, "members": members}


def both(name, before, after):
    return [home(name, 2023, before), home(name, 2024, after)]


def test_spent_is_over_households_that_rose_above_the_line_of_their_year(ledger):
    lines = [*both("a", 7_099, 7_500), *both("b", 7_000, 7_499), *both("c", 7_100, 9_000), *both("d", 8_000, 7_000),
             home("e", 2024, 9_000)]  # fmt: skip
    funds = ledger(
        "funds", [{"year": 2024, "project": "p", "spent": 500_000}, {"year": 2023, "project": "q", "spent": 9}]
    )
    row = fr.funding_per_household_lifted(funds, pd.DataFrame(lines), HERE).iloc[0]
    # Only a was below 7,100 and is not below 7,500.
    assert (row["value"], row["numerator"], row["denominator"], row["n"]) == (5_000, 5_000, 1, 4)
    assert "1 households fell below" in row["note"] and "not an effect" in row["note"]


def test_nobody_risen_no_year_before_and_no_funds_are_refused_with_their_own_reasons(ledger):
    funds = ledger("funds", [{"year": 2024, "project": "p", "spent": 500_000}])
    cases = [(funds, both("a", 9_000, 9_000), "no household below"), (funds, [home("a", 2024, 9_000)], "both years"),
             (ledger("funds", []), both("a", 1, 9_000), "no funds ledger")]  # fmt: skip
    for money, lines, words in cases:
        row = fr.funding_per_household_lifted(money, pd.DataFrame(lines), HERE).iloc[0]
        assert pd.isna(row["value"]) and words in row["note"]


@pytest.fixture
def county():
    return scope.county_years("990101", [2024])


def towns(ledger, spent):
    earned = pd.DataFrame([home("h", 2024, 1_000 * (k + 1), v, 2) for k, v in enumerate(VILLAGES[: len(spent)])])
    rows = [{"village": v, "year": 2024, "project": "p", "spent": s} for v, s in zip(VILLAGES, spent, strict=False)]
    return ledger("funds", rows), earned


def test_equal_money_has_no_order_and_money_of_the_poorest_alone_reaches_minus_one_less_its_share(ledger, county):
    assert fr.funding_progressivity(*towns(ledger, [7] * 5), county)["value"].item() == pytest.approx(0, abs=1e-12)
    # 2 x middle rank 0.1 - 1.
    assert fr.funding_progressivity(*towns(ledger, [9, 0, 0, 0, 0]), county)["value"].item() == pytest.approx(-0.8)
    assert fr.funding_progressivity(*towns(ledger, [0, 0, 0, 0, 9]), county)["value"].item() == pytest.approx(0.8)


def test_money_in_another_unit_and_rows_split_in_two_change_nothing(ledger, county):
    funds, earned = towns(ledger, [5, 4, 9, 2, 6])
    value = fr.funding_progressivity(funds, earned, county)["value"].item()
    split = pd.concat([funds.assign(spent=funds["spent"] * 3), funds.assign(spent=funds["spent"] * 4)])
    shuffled = split.sample(frac=1, random_state=1)
    assert fr.funding_progressivity(shuffled, earned, county)["value"].item() == pytest.approx(value)


def test_four_villages_are_too_few_and_an_unknown_amount_leaves_its_village_out(ledger, county):
    few = fr.funding_progressivity(*towns(ledger, [1, 2, 3, 4]), county).iloc[0]
    assert pd.isna(few["value"]) and "fewer than 5 villages" in few["note"]
    row = fr.funding_progressivity(*towns(ledger, [1, 2, 3, 4, 5, None]), county).iloc[0]
    assert row["n"] == 5 and "1 villages without complete funds" in row["note"]
