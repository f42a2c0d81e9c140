"""What became of the points on a village's lists."""

import pandas as pd
import pytest

from evalkit.indicators import review_points, scope
from evalkit.privacy import gate
from evalkit.review import words

VILLAGE = "990101100201"
HERE = scope.span(VILLAGE, 2021, 2023)
SHEETS = pd.DataFrame({"village": VILLAGE, "year": [2021, 2022, 2023, 2024], "sheet_id": [1, 1, 2, 3]})
# Two new, three put right (gone, so no sheet), one still open, two that stand; one of a later year, one elsewhere.
REVIEW = pd.DataFrame({
    "village": [VILLAGE] * 9 + ["990101100202"],
    "status": ["新发现"] * 2 + ["已整改"] * 3 + ["未整改"] + ["属实保留"] * 2 + ["新发现", "未整改"],
    "sheet_id": pd.array([1, 2, None, None, None, 1, 2, 2, 3, 1], dtype="Int64"),
})  # fmt: skip


def test_the_statuses_are_those_of_the_lists():
    assert tuple(review_points.STATUS) == words.STATUSES


def test_every_point_has_one_outcome_and_they_add_up():
    rows = review_points.review_points(REVIEW, SHEETS, HERE)
    value = rows.set_index("group")["value"]
    assert value.to_dict() == {"": 8, "new": 2, "still_open": 1, "put_right": 3, "stands": 2}
    assert value.drop("").sum() == value[""]
    assert set(rows["period"]) == {"2021/2023"}


def test_a_point_of_a_later_year_is_left_to_that_year():
    rows = review_points.review_points(REVIEW, SHEETS, scope.span(VILLAGE, 2021, 2024))
    assert rows.set_index("group").at["", "value"] == 9


def test_settled_are_those_put_right_and_those_that_stand():
    row = review_points.points_settled_share(REVIEW, SHEETS, HERE).iloc[0]
    assert row["value"] == pytest.approx(5 / 6)
    assert (row["numerator"], row["denominator"]) == (5, 6)


def test_on_a_first_list_nothing_has_come_back():
    first = REVIEW.assign(status="新发现")
    row = review_points.points_settled_share(first, SHEETS, HERE).iloc[0]
    assert pd.isna(row["value"]) and "the first list" in row["note"]


def test_a_village_without_points_is_told_so():
    row = review_points.review_points(REVIEW.iloc[:0], SHEETS, HERE).iloc[0]
    assert pd.isna(row["value"]) and "no point of this village" in row["note"]


def test_how_many_points_were_put_right_may_be_released():
    rows = review_points.review_points(pd.concat([REVIEW] * 4, ignore_index=True), SHEETS, HERE)
    released, _ = gate.release(rows)
    assert released["value"].tolist() == rows["value"].tolist()
