"""Falls caught and missed at several horizons, worked by hand."""

import pandas as pd
import pytest

from evalkit import store
from evalkit.indicators import channel_detection, clue_outcomes, falls, result, scope

VILLAGE = "990101100201"
HERE = scope.years(VILLAGE, [2024])


def falls_in(months, kind="income"):
    """One fall in 2024 for each household A, B, C ... in the given months (1..12)."""
    at = pd.array([2024 * 12 + month - 1 for month in months], dtype="Int64")
    names = [chr(ord("A") + i) for i in range(len(months))]
    return pd.DataFrame({"village": VILLAGE, "household": names, "year": 2024, "first": at, "last": at, "kind": kind})


def seen(households, outcome="income"):
    return pd.DataFrame(
        {"village": VILLAGE, "household": list(households), "year": 2024, "outcome": outcome, "months": 12}
    )


def clue(household, when, channel="patrol", **more):
    row = {"year": int(when[:4]), "household": household, "clue_date": when, "channel": channel}
    return row | {"outcome": "identified"} | more


def values(rows, column="value"):
    return dict(zip(rows["group"], rows[column], strict=True))


@pytest.fixture
def alerts(ledger):
    # A: clue 2 months before its fall, B: 5 before, C: 11 before, D: none; E did not fall, F neither but had a clue.
    return ledger("alerts", [
        clue("A", "2024-08-03", risk1="illness"), clue("B", "2024-05-03", "self_report", risk1="illness"),
        clue("C", "2023-11-03", risk1="unstable_job"), clue("F", "2024-02-03", "self_report"),
    ])  # fmt: skip


FELL = falls_in([10, 10, 10, 10])


def test_a_longer_horizon_lets_earlier_clues_in(alerts):
    rows = channel_detection.detection_sensitivity(FELL, seen("ABCDEF"), alerts, HERE)
    assert values(rows) == {"3": 0.25, "6": 0.5, "12": 0.75}
    assert set(rows["group_by"]) == {"horizon"} and set(rows["uncertainty"]) == {"super-population"}
    assert rows["note"].str.contains("fewer than 10 missed falls").all()
    missed = channel_detection.missed_at_horizons(rows)
    assert values(missed) == {"3": 3, "6": 2, "12": 1}
    assert set(missed["indicator"]) == {"missed_falls"}


def test_by_channel_each_is_measured_against_all_falls(alerts):
    rows = channel_detection.detection_sensitivity(FELL, seen("ABCDEF"), alerts, HERE, by="channel", horizons=[12])
    assert values(rows) == {"12/patrol": 0.5, "12/self_report": 0.25}


def test_by_kind_and_by_group_only_their_own_falls_count(alerts, ledger):
    mixed = FELL.assign(kind=["income", "income", "dropout", "dropout"])
    observed = pd.concat([seen("ABCDEF"), seen("ABCDEF", "guarantees")])
    rows = channel_detection.detection_sensitivity(mixed, observed, alerts, HERE, by="kind", horizons=[6])
    assert values(rows) == {"6/income": 1.0, "6/dropout": 0.0}
    listed = [{"year": 2024, "household": h, "household_type": "lifted" if h in "AD" else None} for h in "ABCDEF"]
    groups = channel_detection.household_groups(ledger("households", listed), "household_type")
    rows = channel_detection.detection_sensitivity(FELL, seen("ABCDEF"), alerts, HERE, by="group", groups=groups)
    assert values(rows) == {"3/lifted": 0.5, "6/lifted": 0.5, "12/lifted": 0.5}


def test_outcomes_of_alerted_households_only_are_refused(alerts):
    rows = channel_detection.detection_sensitivity(FELL, seen("ABC"), alerts, HERE)
    assert len(rows) == 1 and pd.isna(rows["value"].item())
    assert "outcomes are known only for alerted households" in rows["note"].item()
    assert pd.isna(channel_detection.missed_at_horizons(rows)["value"].item())


def test_a_year_without_falls_misses_none(alerts):
    rows = channel_detection.detection_sensitivity(FELL.iloc[:0], seen("DE"), alerts, HERE, horizons=[6])
    assert pd.isna(rows["value"].item()) and "no realised fall" in rows["note"].item()
    assert channel_detection.missed_at_horizons(rows)["value"].item() == 0


def test_an_unknown_breakdown_is_refused(alerts):
    with pytest.raises(ValueError, match="by: expected"):
        channel_detection.detection_sensitivity(FELL, seen("ABCDEF"), alerts, HERE, by="grid")


def test_a_clue_for_a_fall_of_next_year_does_not_point_to_this_one(ledger):
    # G falls in February 2025 with a clue in November 2024; F has a clue and never falls; E has neither.
    later = falls_in([2]).assign(household="G", year=2025, first=2025 * 12 + 1, last=2025 * 12 + 1)
    told = ledger("alerts", [clue("G", "2024-11-03"), clue("F", "2024-02-03")])
    rows = channel_detection.detection_specificity(later, seen("EFG"), told, HERE)
    assert values(rows) == pytest.approx({"3": 2 / 3, "6": 2 / 3, "12": 2 / 3})
    near = channel_detection.detection_specificity(later, seen("EFG"), told, HERE, horizons=[2])
    assert values(near) == pytest.approx({"2": 1 / 3})


def test_precision_waits_until_the_horizon_is_over(alerts):
    last = 2024 * 12 + 11
    rows = clue_outcomes.detection_precision(FELL, alerts, scope.span(VILLAGE, 2023, 2024), last_month=last)
    assert values(rows) == pytest.approx({"3": 1 / 4, "6": 1 / 3, "12": 1.0})
    # Met within 3 months: A; within 6: B, and the clue of A is not over; within 12 only C, the only one over.
    assert values(rows, "denominator") == {"3": 4, "6": 3, "12": 1}
    assert rows["note"].str.contains("averted").all()


def test_precision_by_risk_and_lead_time_by_horizon(alerts):
    last = 2025 * 12
    by_risk = clue_outcomes.detection_precision(FELL, alerts, HERE, last_month=last, by="kind", horizons=[3])
    assert values(by_risk) == {"3/illness": 0.5}
    lead = clue_outcomes.lead_time_at_horizons(FELL, alerts, HERE)
    assert values(lead) == {"3": 2, "6": 3.5, "12": 5}


def test_the_burden_of_channels_adds_up_to_that_of_the_village(alerts, ledger):
    listed = ledger("households", [{"year": 2024, "household": h} for h in "ABCDEF"])
    rows = clue_outcomes.burden_by(alerts, listed, HERE, by="channel")
    # Three clues in 2024 over 72 household-months.
    assert values(rows) == pytest.approx({"patrol": 100 / 72, "self_report": 200 / 72})
    nothing = clue_outcomes.burden_by(alerts.iloc[:0], listed, HERE, by="channel")
    assert "no alerts ledger" in nothing["note"].item()


def test_the_planted_sensitivity_shows_once_a_fall_is_a_clear_one(processed):
    # Planted 0.77: by the plain definition most falls are income wavering about the line or seasons cut in two.
    tables = {name: store.read(name, county="990101", root=processed) for name in ("income", "households", "alerts")}
    whole = scope.span(sorted(tables["households"]["village"].unique()), 2021, 2024)
    lines, nobody = falls.monitoring_lines(whole).drop_duplicates(["county", "year"]), store.empty("guarantees")
    shares = {}
    for name, how in {
        "plain": {"windows": "even"},
        "clear": {"margin": 0.1, "consecutive": 3, "windows": "whole"},
    }.items():
        states = falls.income_states(tables["income"], tables["households"], lines, **how)
        fell = falls.realised(states, nobody)
        met = channel_detection.falls_met(fell, falls.observed(states, nobody), tables["alerts"], 12)
        shares[name] = (met["yes"].mean(), len(met))
    assert shares["plain"][0] < 0.4 and shares["plain"][1] > 80
    assert 0.5 < shares["clear"][0] < 0.95 and 5 < shares["clear"][1] < 60


def test_refusals_of_a_breakdown_do_not_stand_under_the_key_of_the_total(ledger):
    nothing = ledger("alerts", [])
    states = falls.income_states(ledger("income", []), ledger("households", []), falls.monitoring_lines(HERE))
    both = falls.realised(states, ledger("guarantees", [])), falls.observed(states, ledger("guarantees", []))
    rows = result.concat([channel_detection.detection_sensitivity(*both, nothing, HERE, by=by) for by in ("", "kind")])
    assert rows["group_by"].tolist() == ["horizon", "horizon/kind"]
