import pytest

from evalkit import codebook
from evalkit.cleaning.parsers import words

BOOK = codebook.load()


@pytest.mark.parametrize("cell", ["是", "有", "√", "Y", "1", 1, "已", "TRUE", " 是　"])
def test_ways_to_say_yes(cell):
    assert words.yesno(cell) == (True, "ok")


@pytest.mark.parametrize("cell", ["否", "无", "×", "N", "0", 0, "没有", "FALSE"])
def test_ways_to_say_no(cell):
    assert words.yesno(cell) == (False, "ok")


def test_neither_yes_nor_no_is_a_problem_and_a_blank_is_none():
    assert words.yesno("部分") == (None, "not_yes_no")
    assert words.yesno(None) == (None, "blank")
    assert words.yesno("-") == (None, "dash")


@pytest.mark.parametrize("wording", ["农户申报", " 农户申报", "自主申报", "self_report"])
def test_a_wording_becomes_its_code(wording):
    assert words.code(wording, BOOK, "channel") == ("self_report", "ok")


def test_an_unknown_wording_is_never_guessed():
    assert words.code("农户申告", BOOK, "channel") == (None, "unknown_wording")


@pytest.mark.parametrize(
    "cell", ["产业帮扶、就业帮扶", "产业帮扶，就业帮扶", "产业帮扶;就业帮扶", "产业帮扶/就业帮扶", "产业帮扶 就业帮扶"]
)
def test_a_list_keeps_its_order(cell):
    assert words.codes(cell, BOOK, "measure") == ("industry;employment", "ok")


def test_a_list_with_one_unknown_part_keeps_the_others_and_says_so():
    assert words.codes("产业帮扶、发放化肥", BOOK, "measure") == ("industry", "unknown_part")


def test_a_list_names_each_thing_once():
    assert words.codes("就业帮扶、就业帮扶", BOOK, "measure") == ("employment", "ok")


def test_text_keeps_its_characters_and_loses_stray_blanks():
    assert words.text(" 示例县　批发市场 ") == ("示例县 批发市场", "ok")
    assert words.text(12.0) == ("12", "ok")
    assert words.text("无") == (None, "dash")
