"""The ways of writing one value; each is worked out by hand."""

import datetime as dt

import numpy as np
import pytest

from evalkit.sample.ledgers import wording
from evalkit.sample.ledgers.mess import Mess


@pytest.mark.parametrize(
    ("number", "text"),
    [(7, "七"), (10, "十"), (15, "十五"), (20, "二十"), (105, "一百零五"), (110, "一百一十"), (1005, "一千零五"),
     (1050, "一千零五十"), (10000, "一万"), (10500, "一万零五百"), (32000, "三万二千"), (120010, "十二万零一十"),
     (1002003, "一百万二千零三")],
)  # fmt: skip
def test_whole_numbers_in_chinese(number, text):
    assert wording.chinese(number) == text


def all_wordings(write, *arguments):
    return {write(Mess(np.random.default_rng(seed), 1.0), *arguments) for seed in range(200)}


def test_an_amount_in_yuan_is_written_in_seven_ways():
    assert all_wordings(wording.money, 1200000, "元", True) == {
        "１２０００", " 12000", "12000元", "1.2万元", "12,000", "一万二千",
    }  # fmt: skip


def test_an_amount_on_a_sheet_in_ten_thousand_yuan_never_stands_bare_in_yuan():
    assert all_wordings(wording.money, 1200000, "万元", True) == {"１．２", " 1.2", "12000元", "1.2万元", "一万二千元"}
    assert wording.money(Mess(np.random.default_rng(1), 0), 1234567, "万元", False) == 1.234567


def test_a_month_never_gets_a_day():
    written = all_wordings(wording.date, "2023-05", True)
    assert written == {"2023年5月", "202305", 202305, "2023.05", "2023/05"}


def test_a_day_is_written_in_five_ways():
    assert all_wordings(wording.date, "2023-05-04", True) == {
        dt.date(2023, 5, 4), "2023年5月4日", "2023.05.04", "20230504", "2023/5/4",
    }  # fmt: skip


def test_a_plain_cell_is_the_value_itself():
    mess = Mess(np.random.default_rng(1), 0)
    assert wording.money(mess, 1200050, "元", False) == 12000.5
    assert wording.whole(mess, 3, "人", False) == 3
    assert wording.date(mess, "2023-05", False) == "2023-05"
