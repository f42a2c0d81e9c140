"""Alerts against realised falls, worked by hand."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evalkit.indicators import monitoring, scope

VILLAGE = "990101100201"
HERE = scope.years(VILLAGE, [2024])
JANUARY = 2024 * 12


def falls_in(months, width=0, year=2024):
    """One fall for each household A, B, C ... in the given months (1..12); known to `width` further months."""
    return pd.DataFrame(
        {
            "village": VILLAGE,
            "household": [chr(ord("A") + i) for i in range(len(months))],
            "year": year,
            "first": pd.array([year * 12 + month - 1 for month in months], dtype="Int64"),
            "last": pd.array([year * 12 + month - 1 + width for month in months], dtype="Int64"),
            "kind": "income",
        }
    )


def seen(households, outcome="income"):
    return pd.DataFrame(
        {"village": VILLAGE, "household": list(households), "year": 2024, "outcome": outcome, "months": 12}
    )


def clue(household, when, channel="patrol", outcome="identified", **more):
    year = int(when[:4])
    return {"year": year, "household": household, "clue_date": when, "channel": channel, "outcome": outcome} | more


def only(rows, **keys):
    for name, value in keys.items():
        rows = rows[rows[name] == value]
    assert len(rows) == 1
    return rows.iloc[0]


def test_half_of_four_falls_are_met(ledger):
    # A: clue 2 months before. B: clue 3 months after. C: clue 7 months before, too early. D: none.
    alerts = ledger("alerts", [clue("A", "2024-03-09"), clue("B", "2024-08"), clue("C", "2023-10")])
    row = only(monitoring.alert_sensitivity(falls_in([5, 5, 5, 5]), seen("ABCDE"), alerts, HERE))
    assert (row["value"], row["numerator"], row["denominator"], row["unit"]) == (0.5, 2, 4, "share")
    # Wilson interval of 2 in 4, by hand: centre 0.5, half width 1.96 sqrt(.0625 + 3.8416/64) / (1 + 3.8416/4).
    assert (row["low"], row["high"]) == pytest.approx((0.1500, 0.8500), abs=5e-5)
    assert row["uncertainty"] == "super-population"
    missed = only(monitoring.missed_falls(falls_in([5, 5, 5, 5]), seen("ABCDE"), alerts, HERE))
    assert missed["value"] == 2


def test_the_horizon_includes_both_its_ends(ledger):
    alerts = ledger("alerts", [clue("A", "2024-01"), clue("B", "2024-10")])
    row = only(monitoring.alert_sensitivity(falls_in([7, 7]), seen("ABC"), alerts, HERE))
    assert row["value"] == 1


def test_each_channel_is_measured_against_all_falls(ledger):
    alerts = ledger("alerts", [clue("A", "2024-04"), clue("A", "2024-05", "platform"), clue("B", "2024-05")])
    rows = monitoring.alert_sensitivity(falls_in([5, 5, 5]), seen("ABCD"), alerts, HERE, by_channel=True)
    assert only(rows, group="patrol")["value"] == pytest.approx(2 / 3)
    assert only(rows, group="platform")["value"] == pytest.approx(1 / 3)
    assert set(rows["group_by"]) == {"channel"}


def test_outcomes_known_only_for_alerted_households_are_refused(ledger):
    alerts = ledger("alerts", [clue("A", "2024-04"), clue("B", "2024-05")])
    row = only(monitoring.alert_sensitivity(falls_in([5, 5]), seen("AB"), alerts, HERE))
    assert pd.isna(row["value"])
    assert "outcomes are known only for alerted households" in row["note"]
    assert pd.isna(only(monitoring.missed_falls(falls_in([5, 5]), seen("AB"), alerts, HERE))["value"])


def test_a_kind_of_outcome_known_only_for_alerted_households_is_left_out(ledger):
    alerts = ledger("alerts", [clue("A", "2024-04"), clue("B", "2024-05")])
    observed = pd.concat([seen("AB"), seen("ABC", "guarantees")], ignore_index=True)
    fell = falls_in([5, 5, 5]).assign(kind=["income", "income", "water_problem"])
    row = only(monitoring.alert_sensitivity(fell, observed, alerts, HERE))
    assert (row["numerator"], row["denominator"], row["n"]) == (0, 1, 3)


def test_a_year_without_falls_has_no_sensitivity_and_no_missed_fall(ledger):
    alerts = ledger("alerts", [clue("A", "2024-04")])
    none = falls_in([])
    row = only(monitoring.alert_sensitivity(none, seen("AB"), alerts, HERE))
    assert pd.isna(row["value"]) and "no realised fall" in row["note"]
    assert only(monitoring.missed_falls(none, seen("AB"), alerts, HERE))["value"] == 0


def test_the_lead_time_is_positive_when_the_clue_came_first(ledger):
    # First clue in the horizon: A 4 months before, B 1 month after, C in the month itself. Median 0.
    alerts = ledger(
        "alerts", [clue("A", "2024-03"), clue("A", "2024-01"), clue("B", "2024-06"), clue("C", "2024-05-30")]
    )
    row = only(monitoring.alert_lead_time(falls_in([5, 5, 5]), alerts, HERE))
    assert (row["value"], row["n"], row["unit"]) == (0.0, 3, "month")
    early = only(monitoring.alert_lead_time(falls_in([5]), alerts, HERE))
    assert early["value"] == 4


def test_a_fall_known_by_year_has_no_lead_time(ledger):
    alerts = ledger("alerts", [clue("A", "2024-03")])
    row = only(monitoring.alert_lead_time(falls_in([1], width=11), alerts, HERE))
    assert pd.isna(row["value"])
    assert "known by year only" in row["note"]


def test_precision_counts_clues_verified_at_risk_or_met_by_a_fall(ledger):
    # A identified; B found not at risk yet fell; C not at risk; D still open: left out.
    alerts = ledger("alerts", [
        clue("A", "2024-02"), clue("B", "2024-05", outcome="not_at_risk"),
        clue("C", "2024-05", outcome="not_at_risk"), clue("D", "2024-05", outcome="pending"),
    ])  # fmt: skip
    fell = falls_in([12, 6])
    row = only(monitoring.alert_precision(fell, alerts, HERE))
    assert (row["numerator"], row["denominator"], row["n"]) == (2, 3, 4)
    assert "still open" in row["note"]


def test_a_clue_counts_as_followed_only_when_its_horizon_is_over(ledger):
    alerts = ledger("alerts", [clue("A", "2024-02"), clue("B", "2024-03"), clue("B", "2024-11"), clue("C", "2024")])
    rows = monitoring.alert_followed_by_fall(falls_in([4]), alerts, HERE, last_month=JANUARY + 11)
    row = only(rows)
    assert (row["numerator"], row["denominator"], row["n"]) == (1, 2, 4)
    assert "not all mistaken alerts" in row["note"]


def test_the_burden_is_clues_per_hundred_household_months(ledger):
    # 3 clues, 5 households listed for one year: 100 x 3 / 60 = 5.
    alerts = ledger("alerts", [clue("A", "2024-02"), clue("A", "2024-03"), clue("C", "2024")])
    households = ledger("households", [{"year": 2024, "household": h} for h in "ABCDE"])
    assert only(monitoring.alert_burden(alerts, households, HERE))["value"] == 5.0


def test_clues_without_a_date_are_counted_in_the_note_of_the_burden(ledger):
    undated = {"year": 2024, "household": "B", "channel": "patrol"}
    alerts = ledger("alerts", [clue("A", "2024-02"), undated, undated])
    households = ledger("households", [{"year": 2024, "household": h} for h in "ABCDE"])
    row = only(monitoring.alert_burden(alerts, households, HERE))
    assert (row["numerator"], row["note"]) == (1, "2条线索没有日期，未计入 / 2 clues without a date left out")
    assert only(monitoring.alert_burden(alerts[:1], households, HERE))["note"] == ""


@pytest.mark.parametrize("measure", ["alert_sensitivity", "missed_falls"])
def test_a_missing_alerts_ledger_is_named(ledger, measure):
    row = only(getattr(monitoring, measure)(falls_in([5]), seen("AB"), ledger("alerts", []), HERE))
    assert pd.isna(row["value"])
    assert row["note"] == "未收到防返贫监测预警台账 / no alerts ledger received"


def test_no_alerts_ledger_means_no_burden_of_zero(ledger):
    households = ledger("households", [{"year": 2024, "household": "A"}])
    row = only(monitoring.alert_burden(ledger("alerts", []), households, HERE))
    assert pd.isna(row["value"]) and "no alerts ledger received" in row["note"]


@settings(deadline=None, max_examples=25)
@given(seed=st.integers(0, 10_000))
def test_the_order_of_falls_and_clues_does_not_matter(seed):
    rng = np.random.default_rng(seed)
    fell = falls_in(list(rng.integers(1, 13, 8)))
    alerts = pd.DataFrame(
        {
            "village": VILLAGE,
            "household": list("ACDFHAZ"),
            "channel": "patrol",
            "outcome": "identified",
            "clue_date": [f"2024-{month:02d}" for month in rng.integers(1, 13, 7)],
        }
    )
    one = only(monitoring.alert_sensitivity(fell, seen("ABCDEFGHIJ"), alerts, HERE))
    two = only(
        monitoring.alert_sensitivity(
            fell.iloc[rng.permutation(8)].reset_index(drop=True),
            seen("JIHGFEDCBA"),
            alerts.iloc[rng.permutation(7)],
            HERE,
        )
    )
    assert one["value"] == two["value"]
    assert one["numerator"] + only(monitoring.missed_falls(fell, seen("ABCDEFGHIJ"), alerts, HERE))["value"] == 8


def test_many_villages_are_computed_at_once_and_kept_apart(ledger):
    other = "990101100203"
    alerts = pd.concat(
        [ledger("alerts", [clue("A", "2024-05")]), ledger("alerts", [clue("B", "2024-05")], village=other)],
        ignore_index=True,
    )
    fell = pd.concat([falls_in([5, 5]), falls_in([5, 5]).assign(village=other)], ignore_index=True)
    observed = pd.concat([seen("ABC"), seen("ABC").assign(village=other)], ignore_index=True)
    rows = monitoring.alert_sensitivity(fell, observed, alerts, scope.years([VILLAGE, other], [2023, 2024]))
    assert only(rows, village=VILLAGE, year=2024)["value"] == 0.5
    assert only(rows, village=other, year=2024)["value"] == 0.5
    assert rows.loc[rows["year"] == 2023, "value"].isna().all()
