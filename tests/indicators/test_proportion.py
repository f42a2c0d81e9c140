"""Shares, their intervals, and what was left out."""

import json

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalkit.indicators import proportion, scope

VILLAGE = "990101100201"


def test_the_interval_is_that_of_newcombe_1998():
    # Newcombe (1998), Statistics in Medicine 17:857-872, table I, method 3: 81/263 and 0/20.
    low, high = proportion.wilson([81, 0], [263, 20])
    assert low.round(4).tolist() == [0.2553, 0.0]
    assert high.round(4).tolist() == [0.3662, 0.1611]


def test_the_interval_is_that_of_epir(refs):
    # Sensitivity of the table 670/202/74/640 (Scott et al. 2008) as printed by R epiR 2.0.57, method wilson.
    path = refs / "refs" / "diagnostic_tests" / "expected.json"
    if not path.is_file():
        pytest.skip("no reference case diagnostic_tests")
    expected = json.loads(path.read_text(encoding="utf-8"))["scott2008_wilson"]
    se = next(line for line in expected if line["statistic"] == "se")
    low, high = proportion.wilson(670, 670 + 74)
    assert float(low) == pytest.approx(se["lower"], abs=1e-10)
    assert float(high) == pytest.approx(se["upper"], abs=1e-10)


@given(st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_holds_the_share_and_stays_between_nought_and_one(counts):
    low, high = proportion.wilson(*counts)
    share = counts[0] / counts[1]
    assert 0 <= low <= share + 1e-12
    assert share - 1e-12 <= high <= 1


def test_what_cannot_be_told_is_left_out_and_said():
    events = pd.DataFrame({"village": VILLAGE, "year": 2024, "yes": pd.array([True, False, None], dtype="boolean")})
    row = proportion.rows(
        scope.years(VILLAGE, [2024]), events, "early_clearing_share", nothing="无 / none", unknown="月份不明 / no month"
    ).iloc[0]
    assert (row["value"], row["numerator"], row["denominator"], row["n"]) == (0.5, 1, 2, 3)
    assert "月份不明" in row["note"] and "no month" in row["note"] and "small number" in row["note"]


def test_without_events_there_is_a_reason_and_no_number():
    none = pd.DataFrame({"village": ["x"], "year": [2024], "yes": [True]})
    row = proportion.rows(scope.years(VILLAGE, [2024]), none, "relapse_share", nothing="没有 / nothing").iloc[0]
    assert pd.isna(row["value"])
    assert row["note"] == "没有 / nothing"
    assert row["uncertainty"] == ""


def test_a_span_takes_several_years_together():
    events = pd.DataFrame({"village": VILLAGE, "year": [2021, 2022, 2024], "yes": [True, True, False]})
    row = proportion.rows(scope.span(VILLAGE, 2021, 2023), events, "relapse_share", nothing="没有 / nothing").iloc[0]
    assert (row["period"], row["value"], row["denominator"]) == ("2021/2023", 1.0, 2)
