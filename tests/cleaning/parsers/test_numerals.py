from decimal import Decimal

import pytest

from evalkit.cleaning.parsers.numerals import numeral

CASES = {
    "零": 0, "十": 10, "十二": 12, "二十": 20, "二十三": 23, "两百": 200, "一百零五": 105, "二百五": 250,
    "一百五十": 150,
    "三千五": 3500, "一千零五十": 1050, "两千零五": 2005, "三万": 30000, "三万二": 32000, "三万二千": 32000,
    "三万零二十": 30020, "三万零五": 30005, "壹万贰仟叁佰": 12300, "十万": 100000, "十五万三千": 153000,
    "一百二十万": 1200000, "一亿三千万": 130000000, "三点五万": 35000, "3.2万": 32000, "3万2": 32000, "5千": 5000,
    "二〇二三": 2023, "一百零五万零三": 1050003,
}  # fmt: skip


@pytest.mark.parametrize(("text", "number"), CASES.items())
def test_a_chinese_numeral_is_read_as_spoken(text, number):
    assert numeral(text) == Decimal(number)


@pytest.mark.parametrize("text", ["", "五六千", "三四万", "万", "百", "三百二百一", "甲", "三元", "12a"])
def test_what_names_no_single_number_gives_none(text):
    assert numeral(text) is None


def test_every_number_below_a_hundred_thousand_comes_back_from_its_spelling():
    digits, units = "零一二三四五六七八九", ["", "十", "百", "千", "万"]

    def spell(number: int) -> str:
        text, gap = "", False
        for power in range(4, -1, -1):
            digit = number // 10**power % 10
            if digit:
                text += ("零" if gap and text else "") + digits[digit] + units[power]
            gap = gap and not digit or (not digit and bool(text))
        return text

    for number in range(1, 100_000, 7):
        assert numeral(spell(number)) == number, spell(number)
