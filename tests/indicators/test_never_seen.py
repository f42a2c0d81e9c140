"""Episodes of risk that no channel found, from how far channels overlap."""

import numpy as np
import pandas as pd
import pytest

from evalkit import store
from evalkit.indicators import county_pool, never_seen, scope
from evalkit.indicators.capture_loglinear import loglinear

VILLAGE = "990101100201"
HERE = scope.years(VILLAGE, [2024])


@pytest.fixture
def found(ledger):
    def estimate(lists, channels, outcome="identified"):
        rows = [
            {"year": 2024, "household": f"h{home}", "clue_date": "2024-05", "channel": channels[at], "outcome": outcome}
            for home, at in zip(*np.nonzero(lists), strict=True)
        ]
        return never_seen.episodes_in_all(ledger("alerts", rows), HERE).iloc[0]

    return estimate


def test_two_channels_are_chapmans_case(found):
    row = found(np.repeat([[1, 0], [0, 1], [1, 1]], [30, 15, 9], axis=0), ["patrol", "self_report"])
    assert (row["group"], row["value"], row["n"]) == ("chapman", 99.0, 54)  # 40 x 25 / 10 - 1
    assert "channels find independently" in row["note"]


def test_three_channels_are_averaged_over_models(found):
    rng = np.random.default_rng(8)
    lists = rng.random((150, 3)) < 0.5
    row = found(lists, ["patrol", "self_report", "department"])
    assert row["group"] == "loglinear"
    assert row["value"] == pytest.approx(loglinear(lists).size.value)
    assert row["n"] <= row["low"] < row["value"] < row["high"]


def test_a_pair_of_channels_that_rarely_meet_gives_a_lower_bound_only(found):
    lists = np.repeat([[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 0], [1, 1, 1]], [20, 15, 9, 12, 2], axis=0)
    row = found(lists, ["patrol", "self_report", "department"])
    assert row["group"] == "lower_bound" and "a lower bound only" in row["note"]


def test_channels_that_never_meet_tell_nothing(found):
    row = found(np.repeat([[1, 0], [0, 1], [1, 1]], [30, 15, 6], axis=0), ["patrol", "department"])
    assert pd.isna(row["value"]) and row["n"] == 51
    assert "fewer than 7 episodes of risk were found by two or more channels" in row["note"]


def test_platform_and_supervision_count_as_feedback(found):
    lists = np.repeat([[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 0], [1, 0, 1]], [20, 10, 5, 5, 4], axis=0)
    row = found(lists, ["patrol", "platform", "feedback"])
    # Feedback in all 24 with 9 shared, patrol 29: 30 x 25 / 10 - 1 = 74.
    assert (row["group"], row["value"]) == ("chapman", 74.0)
    assert "supervision and platform" in row["note"]


def test_clues_that_proved_nothing_do_not_count(found):
    row = found(np.ones((20, 2), dtype=bool), ["patrol", "department"], outcome="not_at_risk")
    assert pd.isna(row["value"]) and "fewer than two channels" in row["note"]


def test_clues_of_one_risk_are_one_episode_and_later_ones_another(ledger):
    # January, March and August are linked by gaps of up to six months; the clue of April 2025 stands apart.
    days = [("2024-01", "patrol"), ("2024-03", "platform"), ("2024-08", "department"), ("2025-04", "self_report")]
    outcomes = ["not_at_risk", "identified", "not_at_risk", "identified"]
    alerts = ledger("alerts", [
        {"year": int(day[:4]), "household": "A", "clue_date": day, "channel": channel, "outcome": outcome}
        for (day, channel), outcome in zip(days, outcomes, strict=True)
    ])  # fmt: skip
    found = never_seen.risk_episodes(alerts)
    told = found.groupby("episode")["list"].agg(sorted).tolist()
    assert told == [["department", "feedback", "patrol"], ["self_report"]]
    assert found.groupby("episode")["year"].first().tolist() == [2024, 2025]


def test_the_sample_ledger_keeps_one_channel_of_each_risk_and_is_refused(processed):
    alerts = county_pool.pooled(store.read("alerts", county="990101", root=processed), "990101")
    whole = scope.county_years("990101", [2024]).assign(since=2021, period="2021/2024")
    row = never_seen.episodes_in_all(alerts, whole).iloc[0]
    assert pd.isna(row["value"]) and "first channel only" in row["note"] and row["n"] > 50
