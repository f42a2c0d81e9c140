"""Figures, withheld figures and missing figures in words."""

from __future__ import annotations

import pytest

from evalkit.answers import words
from evalkit.indicators import result

SHARE = {"unit": "share", "county": "990101", "village": "990101100201", "year": 2024}


@pytest.fixture
def rows():
    return result.concat(
        [
            result.row("a", value=0.25, **SHARE),
            result.refusal("b", reason="withheld: fewer than 10", **SHARE),
            result.refusal("c", reason="未收到收入台账 / no income ledger received", **SHARE),
        ]
    )


def test_a_figure_is_written_in_its_form(rows):
    assert words.say(words.one(rows, "a"), words.percent, "zh") == "25.0%"


def test_a_withheld_figure_is_named_as_such_in_both_languages(rows):
    assert words.say(words.one(rows, "b"), words.percent, "zh") == "[已隐去]"
    assert words.say(words.one(rows, "b"), words.percent, "en") == "[withheld]"


def test_a_missing_figure_is_not_a_withheld_one(rows):
    assert words.say(words.one(rows, "c"), words.percent, "zh") == "无数据"
    assert words.say(None, words.percent, "en") == "no data"
    assert not words.is_withheld(words.one(rows, "c"))


def test_one_row_is_chosen_by_its_keys(rows):
    assert words.one(rows, "a", year=2024)["value"] == 0.25
    assert words.one(rows, "a", year=2023) is None


def test_keys_that_leave_two_rows_are_an_error(rows):
    twice = result.concat([rows, result.row("a", value=0.5, **SHARE | {"year": 2023})])
    with pytest.raises(ValueError, match="2 rows match"):
        words.one(twice, "a")


def test_growth_says_which_way():
    row = {"value": -0.0312, "note": ""}
    assert words.change(row, "zh") == "下降3.1%"
    assert words.change(row, "en") == "down 3.1%"
    assert words.change({"value": 0.2, "note": ""}, "zh") == "增长20.0%"


def test_withheld_growth_gives_no_direction_away(rows):
    assert words.change(words.one(rows, "b"), "zh") == "增长[已隐去]"
    assert words.change(words.one(rows, "b"), "en") == "change [withheld]"


def test_a_two_language_note_is_read_in_either():
    note = "未收到收入台账 / no income ledger received"
    assert words.in_language(note, "zh") == "未收到收入台账"
    assert words.in_language(note, "en") == "no income ledger received"
    assert words.in_language("one language", "zh") == "one language"


def test_a_small_p_value_is_not_written_as_zero():
    assert words.p_value(0.00004) == "p<0.001"
    assert words.p_value(0.0416) == "p=0.042"


def test_the_latest_year_of_no_rows_is_none():
    assert words.latest_year(result.empty()) is None
