"""Numbers that stand for several columns are equal exactly where the columns are, however large they grow."""

import numpy as np
import pandas as pd

from evalkit.cleaning.numbering import MOST, category, joined, numbers, repeated


def test_lines_get_the_same_number_only_when_all_their_columns_agree():
    rng = np.random.default_rng(5)
    columns = [rng.integers(0, size, 5000) for size in (40, 7, 13)]
    expected = pd.DataFrame(np.array(columns).T).groupby([0, 1, 2], sort=True).ngroup()
    assert (pd.factorize(joined(*columns), sort=True)[0] == expected).all()


def test_numbers_that_would_outgrow_64_bits_are_counted_anew_in_the_same_order():
    first, second = np.array([3, 0, 3, 1]), np.array([MOST - 1, 5, MOST - 1, 0])
    made = joined(first, second, second)
    assert made[0] == made[2]
    assert np.argsort(made, kind="stable").tolist() == [1, 3, 0, 2]


def test_no_lines_give_no_numbers():
    assert joined(np.empty(0, dtype=int), np.empty(0, dtype=int)).tolist() == []


def test_a_line_is_repeated_when_an_earlier_one_is_equal_in_every_column():
    assert repeated(np.array([1, 1, 1, 2]), np.array([0, 7, 0, 7])).tolist() == [False, False, True, False]


def test_a_category_counts_by_its_place_in_the_list():
    table = pd.DataFrame({"item": pd.Categorical(["b", None, "a"], categories=["a", "b"]), "year": [2023, 2024, 2023]})
    assert [column.tolist() for column in numbers(table, "item", "year")] == [[1, -1, 0], [2023, 2024, 2023]]


def test_texts_become_a_category_in_the_order_of_their_appearance():
    made = category(pd.Series(["z", None, "a", "z"], dtype="str"))
    assert (made.categories.tolist(), made.codes.tolist()) == (["z", "a"], [0, -1, 1, 0])
