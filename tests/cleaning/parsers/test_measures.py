import pytest

from evalkit.cleaning.parsers import measures


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (4, (4, "ok")),
        ("4人", (4, "ok")),
        ("３户", (3, "full_width")),
        ("四口", (4, "written_number")),
        ("十二户", (12, "written_number")),
        (4.0, (4, "ok")),
        (4.5, (None, "fraction")),
        (-1, (None, "negative_count")),
        ("3-4人", (None, "range")),
        ("无", (0, "none_word")),
        ("", (None, "blank")),
        ("四五人", (None, "range")),
        ("4元", (None, "unknown_unit")),
    ],
)
def test_counts(cell, expected):
    assert measures.count(cell) == expected


@pytest.mark.parametrize(("cell", "day"), [("周五", 5), ("星期日", 7), ("每周一", 1), (5, 5)])
def test_a_weekday_is_its_iso_number(cell, day):
    assert measures.whole(cell)[0] == day


@pytest.mark.parametrize(("cell", "mu"), [(3.5, 3.5), ("3.5亩", 3.5), ("2公顷", 30.0), ("三亩", 3.0), ("约4亩", 4.0)])
def test_areas_are_in_mu(cell, mu):
    assert measures.area(cell)[0] == mu


def test_square_metres_are_no_field_area():
    assert measures.area("120平方米") == (None, "unknown_unit")


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("4.35%", (4.35, "ok")),
        (4.35, (4.35, "ok")),
        (0.0435, (4.35, "share_as_percent")),
        ("0.5%", (0.5, "ok")),
        ("100%", (100.0, "ok")),
        (250, (None, "out_of_range")),
    ],
)
def test_percentages_are_0_to_100(cell, expected):
    value, code = measures.percent(cell)
    assert code == expected[1]
    assert value == pytest.approx(expected[0]) if expected[0] is not None else value is None
