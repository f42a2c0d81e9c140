"""Days, experience, training, service and change of resident cadres, from ledgers written by hand."""

import pytest

from evalkit.indicators import cadres, scope

VILLAGE = "990101100201"
YEAR = scope.years(VILLAGE, [2024])
SPAN = scope.span(VILLAGE, 2021, 2024)


def cadre(person, year=2024, **more):
    return {"person": person, "year": year, "role": "member", "start_date": "2023-01"} | more


def only(table):
    assert len(table) == 1
    return table.iloc[0]


def test_days_are_a_mean_over_cadre_years_and_n_counts_persons(ledger):
    team = [cadre("a", days_in_village=200), cadre("b", days_in_village=220), cadre("a", 2023, days_in_village=180)]
    found = only(cadres.days_in_village(ledger("cadres", team), SPAN))
    assert (found["value"], found["numerator"], found["denominator"], found["n"]) == (200, 600, 3, 2)


def test_blank_impossible_and_unnamed_figures_are_left_out_and_counted(ledger):
    team = [cadre("a", days_in_village=200), cadre("b"), cadre("c", days_in_village=400)]
    found = only(cadres.days_in_village(ledger("cadres", [*team, cadre(None, days_in_village=9)]), YEAR))
    assert (found["value"], found["n"]) == (200, 1)
    assert "2 cadre-years blank or impossible" in found["note"]
    assert "1 rows without a person" in found["note"]


def test_a_person_with_two_roles_counts_once_with_the_larger_figure(ledger):
    team = [cadre("a", days_in_village=200), cadre("a", days_in_village=210, role="first_secretary")]
    found = only(cadres.days_in_village(ledger("cadres", team), YEAR))
    assert (found["value"], found["denominator"]) == (210, 1)


def test_who_came_within_the_year_is_named_in_the_note(ledger):
    team = [cadre("a", days_in_village=60, start_date="2024-09")]
    assert "came or left" in only(cadres.days_in_village(ledger("cadres", team), YEAR))["note"]


def test_experience_and_training_by_hand(ledger):
    team = ledger("cadres", [cadre("a", rural_experience_years=3, training_hours=40),
                             cadre("b", rural_experience_years=8, training_hours=0)])  # fmt: skip
    assert only(cadres.rural_experience_years(team, YEAR))["value"] == 5.5
    assert only(cadres.training_hours(team, YEAR))["value"] == 20


def test_service_counts_both_months_and_ends_when_the_cadre_left(ledger):
    # January 2023 to December 2024 is 24 months; to March 2024 15; a start after the year is none.
    team = [cadre("a"), cadre("b", end_date="2024-03-31"), cadre("c", start_date="2025-01")]
    found = only(cadres.service_months(ledger("cadres", team), YEAR))
    assert found["value"] == pytest.approx((24 + 15) / 2)
    assert "1 cadre-years blank or impossible" in found["note"]


def test_an_end_that_is_still_to_come_does_not_lengthen_service(ledger):
    assert only(cadres.service_months(ledger("cadres", [cadre("a", end_date="2026-01")]), YEAR))["value"] == 24


def test_changes_of_first_secretary_by_hand(ledger):
    posts = [cadre(who, year, role="first_secretary") for who, year in (("a", 2021), ("b", 2022), ("c", 2024))]
    found = only(cadres.first_secretary_changes(ledger("cadres", [*posts, cadre("d", 2023)]), SPAN))
    assert (found["value"], found["n"]) == (2, 3)
    assert "1 years without one" in found["note"]


def test_a_ledger_that_never_came_and_one_without_a_figure_are_told_apart(ledger):
    assert "no cadres ledger received" in only(cadres.training_hours(ledger("cadres", []), YEAR))["note"]
    assert "no usable row" in only(cadres.training_hours(ledger("cadres", [cadre("a")]), YEAR))["note"]
    members = cadres.first_secretary_changes(ledger("cadres", [cadre("a")]), YEAR)
    assert "no first secretary" in only(members)["note"]
