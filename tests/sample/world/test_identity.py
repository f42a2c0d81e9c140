"""Invented identity numbers."""

import datetime as dt

import numpy as np

from evalkit.sample.world import identity


def test_the_check_character_is_that_of_the_standard():
    # The two worked examples of GB 11643-1999.
    assert identity.check_character("11010519491231002") == "X"
    assert identity.check_character("44052418800101001") == "4"


def test_the_seventeenth_digit_tells_the_sex():
    born = dt.date(1980, 5, 6)
    assert int(identity.id_number("990101", born, 7, male=True)[16]) % 2 == 1
    assert int(identity.id_number("990101", born, 7, male=False)[16]) % 2 == 0


def test_phones_look_like_phones_and_begin_alike():
    rng = np.random.default_rng(1)
    numbers = {identity.phone(rng) for _ in range(50)}
    assert all(len(number) == 11 and number.startswith("15400") for number in numbers)
    assert len(numbers) > 40
