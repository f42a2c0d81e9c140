"""From clue to clearing: spans of days, open and late-entered cases, ways out, and the planted delays of the sample."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from evalkit import store
from evalkit.indicators import response_inputs as inputs
from evalkit.indicators import scope
from evalkit.indicators.clearing_incidence import clearing_incidence
from evalkit.indicators.response_by_risk import response_by_risk
from evalkit.indicators.response_spells import spells
from evalkit.indicators.response_times import response_times

VILLAGE = "990101100201"
HERE = scope.span(VILLAGE, 2021, 2022)
COVER = inputs.covered(pd.DataFrame({"village": [VILLAGE] * 2, "year": [2021, 2022]}))
PLAIN = {"stage": "clue_to_identified", "cover": COVER}


def case(clue="2021-03-01", identified=None, measure=None, cleared=None, household="A", risk="illness", **more):
    outcome = "identified" if identified else "pending"
    return {
        "year": int(clue[:4]), "household": household, "clue_date": clue, "outcome": outcome, "risk1": risk,
        "identified_date": identified, "measure_date": measure, "cleared_date": cleared, **more,
    }  # fmt: skip


def span_of(row):
    return row["state"], row["left"], row["right"], row["entry"]


def by_group(rows, indicator=None):
    rows = rows if indicator is None else rows[rows["indicator"] == indicator]
    return rows.set_index("group")


@pytest.mark.parametrize(
    ("identified", "left", "right"),
    [("2021-03-11", 9, 10), ("2021-03", -1, 30), ("2021-04", 30, 60), ("2021", -1, 305)],
)
def test_a_date_by_month_or_year_makes_a_span_of_days(ledger, identified, left, right):
    row = spells(ledger("alerts", [case(identified=identified)]), **PLAIN).iloc[0]
    assert span_of(row) == ("done", left, right, -np.inf)


def test_a_start_by_month_widens_the_span_too(ledger):
    row = spells(ledger("alerts", [case(clue="2021-03", identified="2021-04-10")]), **PLAIN).iloc[0]
    assert span_of(row) == ("done", 9, 40, -np.inf)


def test_a_pending_case_is_open_to_the_end_of_the_ledgers_and_a_clue_not_at_risk_has_no_spell(ledger):
    found = spells(ledger("alerts", [case(clue="2022-12-16"), case() | {"outcome": "not_at_risk"}]), **PLAIN)
    assert [span_of(row) for _, row in found.iterrows()] == [("open", 15, np.inf, -np.inf)]


def test_what_happens_after_the_ledgers_end_is_not_yet_known(ledger):
    found = spells(ledger("alerts", [case(clue="2022-12-16", identified="2023-01-03")]), **PLAIN)
    assert span_of(found.iloc[0]) == ("open", 15, np.inf, -np.inf)


def test_an_end_without_a_date_lies_some_day_before_the_ledgers_end(ledger):
    alerts = ledger("alerts", [case(clue="2022-12-01") | {"outcome": "identified"}])
    assert span_of(spells(alerts, **PLAIN).iloc[0]) == ("done", -1, 30, -np.inf)


def test_an_end_before_its_start_cannot_be_used_but_early_help_counts_as_given_at_once(ledger):
    alerts = ledger("alerts", [case(identified="2021-02-20", measure="2021-02-10")])
    assert spells(alerts, **PLAIN).iloc[0]["state"] == "order"
    assert span_of(spells(alerts, "identified_to_measure", COVER).iloc[0]) == ("done", -1, 0, -np.inf)


def test_a_case_open_when_the_ledgers_begin_enters_late_and_one_already_over_is_not_used(ledger):
    alerts = ledger("alerts", [
        case(clue="2020-12-22", identified="2021-01-05"), case(clue="2020-12-01", identified="2020-12-20"),
    ])  # fmt: skip
    found = spells(alerts, **PLAIN)
    # It could only be seen from day 10 (1 January) on: more than 9 days. It is counted with the first year.
    assert span_of(found.iloc[0]) == ("done", 13, 14, 9)
    assert found["state"].tolist() == ["done", "before"] and found["year"].tolist() == [2021, 2021]
    assert found["came"].tolist() == [0, 0] and found["month"].iloc[0] == 1


def test_a_household_no_longer_listed_left_by_its_last_change_or_without_a_reason(ledger):
    listed = [(home, 2021) for home in "ABCD"] + [("A", 2022)]
    homes = ledger("households", [{"household": home, "year": year} for home, year in listed])
    changes = ledger("member_changes", [
        {"year": 2021, "household": "A", "change": "death", "date": "2021-05"},
        {"year": 2021, "household": "B", "change": "death", "date": "2021-06"},
        {"year": 2021, "household": "C", "change": "death", "date": "2021-06"},
        {"year": 2021, "household": "C", "change": "moved_out", "date": "2021-09"},
    ])  # fmt: skip
    found = inputs.household_exits(homes, changes, inputs.covered(homes)).set_index("household")
    assert found[["date", "kind"]].to_numpy().tolist() == [
        ["2021-06", "death"], ["2021-09", "moved"], ["2022-01-01", "unlisted"],
    ]  # fmt: skip


def test_a_household_that_left_is_followed_to_the_day_before(ledger):
    exits = pd.DataFrame({"village": [VILLAGE], "household": ["A"], "date": ["2021-03-11"], "kind": ["moved"]})
    row = spells(ledger("alerts", [case()]), **PLAIN, exits=exits).iloc[0]
    assert span_of(row) == ("exit", 9, np.inf, -np.inf)
    assert (row["month"], row["cause"]) == (0, 2)


def test_shares_and_medians_of_three_cases_worked_by_hand(ledger):
    alerts = ledger("alerts", [
        case(identified="2021-03-11", household="A"), case(identified="2021-03-21", household="B"),
        case(clue="2022-12-16", household="C"), case(clue="2021-03-05", identified="2021-03-01", household="D"),
    ])  # fmt: skip
    rows = response_times(alerts, HERE, COVER, seed=1, within=(12, 15, 30), draws=99)
    shares = by_group(rows, "response_share")
    # Days 10, 20 and more than 15: Kaplan-Meier 2/3 after 10, 0 after 20.
    assert shares.loc["clue_to_identified/15/estimate", "value"] == pytest.approx(1 / 3)
    assert shares.loc["clue_to_identified/30/estimate", "value"] == pytest.approx(1)
    assert shares.loc["clue_to_identified/15/estimate", ["denominator", "n"]].tolist() == [3, 4]
    assert shares.loc["clue_to_identified/15/estimate", "numerator"] == pytest.approx(1)
    assert "left out" in shares.loc["clue_to_identified/15/estimate", "note"]
    # Two were followed for 30 days.
    assert shares.loc["clue_to_identified/30/at_least", ["numerator", "denominator"]].tolist() == [2, 2]
    medians = by_group(rows, "response_median")["value"]
    assert medians[["clue_to_identified/at_least", "clue_to_identified/at_most"]].tolist() == [20, 20]


def test_dates_by_month_leave_room_that_is_counted(ledger):
    alerts = ledger("alerts", [case(identified=text) for text in ("2021-03-11", "2021-03", "2021-04", "2021-04-30")])
    shares = by_group(response_times(alerts, HERE, COVER, seed=1, draws=20), "response_share")["value"]
    # Within 30 days: surely the first two; possibly not the third, which took 31 to 60 days, nor the last.
    assert shares[[f"clue_to_identified/15/{end}" for end in ("at_least", "at_most")]].tolist() == [0.25, 0.5]
    assert shares[[f"clue_to_identified/30/{end}" for end in ("at_least", "at_most")]].tolist() == [0.5, 0.5]


def test_half_not_done_while_followed_has_no_median_and_says_so(ledger):
    alerts = ledger("alerts", [case(clue="2022-12-01", household=home) for home in "AB"])
    row = by_group(response_times(alerts, HERE, COVER, seed=1, draws=20)).loc["clue_to_identified/at_most"]
    assert np.isnan(row["value"]) and "not followed long enough" in row["note"]


def test_a_stage_no_alert_reached_says_so(ledger):
    rows = by_group(response_times(ledger("alerts", [case()]), HERE, COVER, seed=1, draws=20))
    assert (
        np.isnan(rows.loc["measure_to_cleared", "value"])
        and "no alert reached" in rows.loc["measure_to_cleared", "note"]
    )


def test_a_village_without_an_alert_ledger_says_so(ledger):
    none = ledger("alerts", [])
    tables = response_times(none, HERE, COVER, seed=1), clearing_incidence(none, HERE, COVER)
    for rows in (*tables, response_by_risk(none, HERE, COVER)):
        assert rows["value"].isna().all() and rows["note"].str.contains("no alerts ledger received").all()


def test_a_case_with_an_identification_but_no_stated_outcome_was_taken_in(ledger):
    alerts = ledger("alerts", [case(identified="2021-03-11", measure="2021-03-15") | {"outcome": None}])
    assert [len(spells(alerts, stage, COVER)) for stage in ("clue_to_identified", "identified_to_measure")] == [1, 1]


def test_clearing_and_leaving_share_one_risk_set(ledger):
    exits = pd.DataFrame({"village": [VILLAGE], "household": ["B"], "date": ["2021-07"], "kind": ["death"]})
    alerts = ledger("alerts", [
        case(identified="2021-03", cleared="2021-06", household="A"), case(identified="2021-03", household="B"),
        case(identified="2021-03", cleared="2021-12", household="C"), case(identified="2022-10", household="D"),
    ])  # fmt: skip
    rows = by_group(clearing_incidence(alerts, HERE, COVER, exits=exits, months=(3, 4, 9)))["value"]
    # Months 3 cleared, 4 left, 9 cleared, 2 open: 1/3 cleared at 3, then 1/3 left, the last 1/3 cleared at 9.
    expected = {"3/cleared": 1, "3/household_gone": 0, "4/cleared": 1, "4/household_gone": 1, "9/cleared": 2}
    for group, thirds in expected.items():
        assert rows[f"identified_to_cleared/{group}"] == pytest.approx(thirds / 3)


def test_the_months_of_a_case_begun_before_the_ledgers_count_from_its_start_but_not_as_risk_before_them(ledger):
    alerts = ledger("alerts", [
        case("2020-09-01", identified="2020-10", cleared="2021-02", household="A"),
        case(identified="2021-03", cleared="2021-05", household="B"),
        case(identified="2021-03", cleared="2021-09", household="C"),
    ])  # fmt: skip
    rows = by_group(clearing_incidence(alerts, HERE, COVER, months=(2, 4)))
    # A is at risk from month 3 on: 1/2 at month 2, then of A and C one at month 4: 1/2 + 1/2 x 1/2.
    assert rows.loc["identified_to_cleared/2/cleared", "value"] == pytest.approx(0.5)
    assert rows.loc["identified_to_cleared/4/cleared", "value"] == pytest.approx(0.75)
    assert "had begun before" in rows.loc["identified_to_cleared/4/cleared", "note"]


def test_a_county_takes_its_villages_together(ledger):
    other = "990101100202"
    alerts = pd.concat([ledger("alerts", [case(identified="2021-03-11")]),
                        ledger("alerts", [case(identified="2021-03-31")], village=other)])  # fmt: skip
    both = pd.concat([COVER, COVER.assign(village=other)], ignore_index=True)
    rows = by_group(response_times(alerts, scope.county_years("990101", [2021]), both, seed=1, draws=20))
    assert rows.loc["clue_to_identified/15/estimate", ["value", "denominator"]].tolist() == [0.5, 2]


def test_the_pace_of_two_kinds_of_risk_is_told_apart_and_one_kind_has_no_test(ledger):
    quick = [case(identified=f"2021-03-{day:02}", household=f"q{day}") for day in range(2, 12)]
    slow = [case(identified=f"2021-03-{day:02}", household=f"s{day}", risk="housing") for day in range(20, 30)]
    row = by_group(response_by_risk(ledger("alerts", quick + slow), HERE, COVER)).loc["clue_to_identified"]
    assert row["value"] < 0.01 and row["denominator"] == 1
    alone = by_group(response_by_risk(ledger("alerts", quick), HERE, COVER)).loc["clue_to_identified"]
    assert np.isnan(alone["value"]) and "two kinds of risk" in alone["note"]


def test_shares_by_kind_of_risk_are_those_of_its_cases(ledger):
    alerts = ledger(
        "alerts", [case(identified="2021-03-11"), case(identified="2021-03-31", risk="housing", household="B")]
    )
    shares = by_group(response_times(alerts, HERE, COVER, seed=1, by_risk=True, draws=20), "response_share")["value"]
    assert shares["clue_to_identified/15/illness"] == 1 and shares["clue_to_identified/15/housing"] == 0


def test_a_first_measure_is_looked_up_only_where_the_alert_ledger_gives_none(ledger):
    helped = ledger(
        "assistance", [{"year": 2021, "household": "A", "date": text} for text in ("2021-02", "2021-04", "2021-07")]
    )
    none = ledger("plans", [])
    silent = ledger("alerts", [case(identified="2021-03-10")])
    assert inputs.first_measures(silent, helped, none)["measure_date"].tolist() == ["2021-04"]
    given = ledger(
        "alerts", [case(identified="2021-03-10"), case(identified="2021-03-10", measure="2021-05-02", household="B")]
    )
    assert inputs.first_measures(given, helped, none)["measure_date"].isna().tolist() == [True, False]


@pytest.fixture(scope="module")
def planted(processed):
    tables = {name: store.read(name, county="990101", root=processed) for name in ("alerts", "households")}
    if tables["alerts"].empty:
        pytest.skip("the sample county is not there")
    county = scope.county_years("990101", [2024]).assign(since=2021, period="2021/2024")
    rows = response_times(tables["alerts"], county, inputs.covered(tables["households"]), seed=1, draws=199)
    return by_group(rows)


@pytest.mark.parametrize(
    ("group", "share"),
    # Verified after 2 to 12 days and identified 3 to 13 days later, all alike: 66 of 121 pairs add up to 15 at most.
    # First measure 5 to 49 days after: 11 and 26 of 45.
    [("clue_to_identified/15", 66 / 121), ("identified_to_measure/15", 11 / 45), ("identified_to_measure/30", 26 / 45)],
)
def test_the_planted_delays_lie_within_the_limits_although_half_the_dates_are_months(planted, group, share):
    row = planted.loc[f"{group}/estimate"]
    assert row["low"] <= share <= row["high"]
    assert planted.loc[f"{group}/at_least", "value"] < row["value"] < planted.loc[f"{group}/at_most", "value"]


def test_the_planted_medians_lie_within_the_limits(planted):
    for stage, day in (("clue_to_identified", 15), ("identified_to_measure", 27)):
        low, high = planted.loc[f"{stage}/at_least", "low"], planted.loc[f"{stage}/at_most", "high"]
        assert low <= day <= high
