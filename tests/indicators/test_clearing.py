"""Identification in time, early clearings, clearings below the line, relapses."""

import pandas as pd
import pytest

from evalkit.indicators import clearing, scope

VILLAGE = "990101100201"
HERE = scope.years(VILLAGE, [2023])
LINES = pd.DataFrame({"county": ["990101"], "year": [2023], "fen": pd.array([710000], dtype="Int64"), "problem": ""})


def case(household="A", clue="2023-01-01", identified=None, cleared=None, income=None):
    return {
        "year": int(clue[:4]), "household": household, "clue_date": clue, "outcome": "identified",
        "identified_date": identified, "cleared_date": cleared, "cleared_income_per_head": income,
    }  # fmt: skip


def only(rows):
    assert len(rows) == 1
    return rows.iloc[0]


def test_fifteen_days_are_in_time_and_sixteen_are_not(ledger):
    alerts = ledger("alerts", [case(identified="2023-01-16"), case(identified="2023-01-17")])
    row = only(clearing.identification_in_time(alerts, HERE, days_max=15))
    assert (row["value"], row["denominator"]) == (0.5, 2)


def test_a_month_cannot_tell_days(ledger):
    alerts = ledger("alerts", [case(identified="2023-01"), case(identified="2023-01-02")])
    row = only(clearing.identification_in_time(alerts, HERE, days_max=15))
    assert (row["denominator"], row["n"]) == (1, 2)
    assert "is not known" in row["note"]


def test_five_months_are_early_and_six_are_not(ledger):
    alerts = ledger("alerts", [
        case(identified="2023-01", cleared="2023-06"), case(identified="2023-01-31", cleared="2023-07"),
    ])  # fmt: skip
    row = only(clearing.early_clearing_share(alerts, HERE, months_min=6, since="2022-04"))
    assert (row["numerator"], row["denominator"]) == (1, 2)


def test_clearings_before_the_rule_are_not_judged(ledger):
    alerts = ledger("alerts", [
        case(clue="2022-01", identified="2022-01", cleared="2022-03"),
        case(clue="2022-01", identified="2022-01", cleared="2022-04"),
    ])  # fmt: skip
    row = only(clearing.early_clearing_share(alerts, scope.years(VILLAGE, [2022]), months_min=6, since="2022-04"))
    assert (row["value"], row["denominator"]) == (1.0, 1)


def test_clearing_is_judged_against_the_line_of_its_year(ledger):
    alerts = ledger("alerts", [
        case(cleared="2023-08", income=709999), case(cleared="2023-08", income=710000), case(cleared="2023-08"),
    ])  # fmt: skip
    row = only(clearing.cleared_below_line(alerts, LINES, HERE))
    assert (row["numerator"], row["denominator"], row["n"]) == (1, 2, 3)


def test_without_a_clearing_there_is_no_share_and_a_reason(ledger):
    row = only(clearing.cleared_below_line(ledger("alerts", [case(), case("B")]), LINES, HERE))
    assert pd.isna(row["value"]) and row["note"]


@pytest.mark.parametrize(("first", "again"), [(0, 0), (1, 1), (12, 1), (13, 0)])
def test_a_relapse_is_a_fall_one_to_twelve_months_after_clearing(ledger, first, again):
    cleared = 2023 * 12 + 2
    falls = pd.DataFrame({"village": [VILLAGE], "household": "A", "first": pd.array([cleared + first], dtype="Int64")})
    alerts = ledger("alerts", [case(clue="2022-09", cleared="2023-03")])
    row = only(clearing.relapse_share(alerts, falls, HERE, last_month=2024 * 12 + 11))
    assert row["numerator"] == again


def test_a_new_identification_is_a_relapse(ledger):
    none = pd.DataFrame({"village": [], "household": [], "first": pd.array([], dtype="Int64")})
    alerts = ledger("alerts", [case(clue="2022-09", cleared="2023-03"), case(clue="2023-07-02")])
    assert only(clearing.relapse_share(alerts, none, HERE, last_month=2024 * 12 + 11))["value"] == 1


def test_a_clearing_not_yet_followed_for_a_year_is_left_out(ledger):
    none = pd.DataFrame({"village": [], "household": [], "first": pd.array([], dtype="Int64")})
    alerts = ledger("alerts", [case(cleared="2023-03")])
    row = only(clearing.relapse_share(alerts, none, HERE, last_month=2023 * 12 + 11))
    assert pd.isna(row["value"]) and row["n"] == 1


def test_clearings_without_a_date_are_counted_in_the_note(ledger):
    dated = case(identified="2023-01", cleared="2023-06", income=800000) | {"cleared": True}
    rows = [dated, dated | {"cleared_date": None}, dated | {"cleared_date": None, "cleared": False}]
    none = pd.DataFrame({"village": [], "household": [], "first": pd.array([], dtype="Int64")})
    measures = [
        lambda alerts: clearing.early_clearing_share(alerts, HERE, months_min=6, since="2022-04"),
        lambda alerts: clearing.cleared_below_line(alerts, LINES, HERE),
        lambda alerts: clearing.relapse_share(alerts, none, HERE, last_month=2024 * 12 + 11),
    ]
    for measure in measures:
        row = only(measure(ledger("alerts", rows)))
        assert (row["denominator"], row["n"]) == (1, 1)
        assert "有1条标为已消除而没有消除时间" in row["note"]
        assert "1 alerts up to this year marked as cleared without a date" in row["note"]
        assert "marked as cleared" not in only(measure(ledger("alerts", rows[:1])))["note"]


def test_a_clearing_without_a_date_may_belong_to_any_later_year_but_to_none_before(ledger):
    alerts = ledger("alerts", [case(identified="2023-01") | {"cleared": True}, case(clue="2022-01"), case("B")])
    years = scope.years(VILLAGE, [2022, 2023, 2024])
    found = clearing.early_clearing_share(alerts, years, months_min=6, since="2022-04").set_index("year")["note"]
    assert found.str.contains("1 alerts up to this year marked as cleared").to_dict() == {
        2022: False, 2023: True, 2024: True,
    }  # fmt: skip
