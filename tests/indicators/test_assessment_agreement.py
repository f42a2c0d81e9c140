"""Agreement of assessment methods, from ledgers written by hand."""

import pytest

from evalkit.indicators import scope
from evalkit.indicators.assessment_agreement import assessment_agreement

VILLAGE, OTHER = "990101100201", "990101100202"
SPAN = scope.span(VILLAGE, 2019, 2024)
# Shrout and Fleiss (1979), table 2, first three of the judges as methods, its six targets as years.
SCORES = {2019: (9, 2, 5), 2020: (6, 1, 3), 2021: (8, 4, 6), 2022: (7, 1, 2), 2023: (10, 5, 6), 2024: (6, 2, 4)}
METHODS = ("ledger_review", "interview", "site_check")


def line(year, method, score, **more):
    own = {"year": year, "subject": "驻村工作队", "period": "year", "dimension": "overall"}
    return own | {"method": method, "score": score} | more


def lines(**more):
    return [
        line(year, method, s, **more) for year, own in SCORES.items() for method, s in zip(METHODS, own, strict=True)
    ]


def test_years_scored_by_three_methods_by_hand(ledger):
    found = assessment_agreement(ledger("assessments", lines()), SPAN, form="3,1").set_index("indicator")
    # Sums of squares of the six by three table: in all 543 - 87^2/18 = 122.5, subjects 34.5, judges 82.333, left 5.667.
    assert found.loc["assessment_icc", "value"] == pytest.approx((34.5 / 5 - 17 / 30) / (34.5 / 5 + 2 * 17 / 30))
    assert found.loc["assessment_icc", "group"] == "3,1"
    assert (
        found.loc["assessment_icc", "low"] < found.loc["assessment_icc", "value"] < found.loc["assessment_icc", "high"]
    )
    assert (found["n"] == 6).all()


def test_full_marks_of_another_size_change_nothing(ledger):
    plain = assessment_agreement(ledger("assessments", lines()), SPAN)
    wide = [line(y, m, s * 2, full_marks=200) for y, own in SCORES.items() for m, s in zip(METHODS, own, strict=True)]
    assert assessment_agreement(ledger("assessments", wide), SPAN)["value"].tolist() == pytest.approx(
        plain["value"].tolist()
    )


def test_what_one_method_alone_scored_is_left_out_and_counted(ledger):
    rows = ledger("assessments", [*lines(), line(2024, "ledger_review", 8, period="Q1")])
    found = assessment_agreement(rows, SPAN).set_index("indicator")
    assert found["numerator"].tolist() == [6, 6]
    assert found["denominator"].tolist() == [7, 7]
    assert "1 not scored by every method" in found.loc["assessment_icc", "note"]


def test_one_person_scored_many_times_is_still_one_person(ledger):
    found = assessment_agreement(ledger("assessments", lines(person="p")), SPAN)
    assert found["n"].tolist() == [1, 1]
    assert found["numerator"].tolist() == [6, 6]


def test_few_things_or_one_method_give_no_figure(ledger):
    few = assessment_agreement(ledger("assessments", lines()), scope.span(VILLAGE, 2021, 2024))
    assert few["note"].str.contains("fewer than 5 things").all()
    one = assessment_agreement(ledger("assessments", [line(y, "interview", 5) for y in SCORES]), SPAN)
    assert one["note"].str.contains("two or more methods").all()
    none = assessment_agreement(ledger("assessments", []), SPAN)
    assert none["note"].str.contains("no assessments ledger received").all()


def test_villages_of_a_county_can_be_taken_together(ledger):
    rows = ledger("assessments", [*lines(village=VILLAGE), *lines(village=OTHER)])
    spans = scope.span([VILLAGE, OTHER], 2022, 2024)
    found = assessment_agreement(rows, spans, by="county")
    assert (found["village"] == "").all()
    assert found["n"].tolist() == [6, 6]
