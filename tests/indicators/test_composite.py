"""Composite scores against Hwang and Yoon (1981), R topsis 1.0, pymcdm 1.4.0, and by hand."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from evalkit.indicators import composite, composite_ranks, coupling

# Fighter aircraft of Hwang and Yoon (1981), the example that textbooks repeat.
AIRCRAFT = np.array([
    [2, 1500, 20000, 5.5, 5, 9], [2.5, 2700, 18000, 6.5, 3, 5],
    [1.8, 2000, 21000, 4.5, 7, 7], [2.2, 1800, 20000, 5, 5, 5],
])  # fmt: skip
WEIGHTS = np.array([0.2, 0.1, 0.1, 0.1, 0.2, 0.3])
BENEFIT = np.array([True, True, True, False, True, True])
TABLES = arrays(float, (5, 3), elements=st.integers(0, 50).map(float))


def test_the_textbook_closeness_comes_out():
    found = composite.topsis(AIRCRAFT, WEIGHTS, composite.scale(AIRCRAFT, BENEFIT, "vector"))
    assert found.round(3).tolist() == [0.643, 0.268, 0.614, 0.312]
    assert composite_ranks.ranked(found).tolist() == [1, 4, 2, 3]


def test_min_max_is_another_figure_and_bears_another_name():
    found = composite.topsis(AIRCRAFT, WEIGHTS, composite.scale(AIRCRAFT, BENEFIT, "min_max"))
    # pymcdm 1.4.0, whose default it is.
    assert found.round(4).tolist() == [0.6127, 0.366, 0.5306, 0.3517]


def test_closeness_and_entropy_agree_with_r_to_twelve_digits(refs):
    path = refs / "refs" / "topsis_entropy" / "expected.json"
    if not path.is_file():
        pytest.skip("no reference case topsis_entropy")
    expected = json.loads(path.read_text(encoding="utf-8"))
    values, benefit = np.array(expected["decision"]), np.array(expected["impacts"]) == "+"
    base = composite.scale(values, benefit, "vector")
    assert composite.topsis(values, expected["weights"], base) == pytest.approx(expected["score"], abs=1e-12)
    weights = composite.entropy_weights(values, benefit)
    assert weights == pytest.approx(expected["entropy_w"], abs=1e-12)
    found = composite.topsis(values, weights, base)
    assert found == pytest.approx(expected["score_entropy_weights"], abs=1e-12)
    assert composite_ranks.ranked(found).tolist() == expected["rank_entropy"]


def test_a_zero_adds_nothing_to_the_entropy():
    # Shares 0, 1/2, 1/2: e = ln 2 / ln 3; shares 1/3 each: e = 1, weight 0; shares 1/6, 2/6, 3/6 by hand.
    table = np.array([[0.0, 4, 1], [1, 4, 2], [1, 4, 3]])
    first = 1 - np.log(2) / np.log(3)
    third = 1 + (1 / 6 * np.log(1 / 6) + 1 / 3 * np.log(1 / 3) + 1 / 2 * np.log(1 / 2)) / np.log(3)
    found = composite.entropy_weights(table, np.array([True] * 3))
    assert found == pytest.approx([first / (first + third), 0, third / (first + third)], abs=1e-12)


def test_negative_values_need_min_max():
    table = np.array([[-1.0, 1], [2, 3], [0, 2]])
    with pytest.raises(ValueError, match="min_max"):
        composite.entropy_weights(table, np.array([True, True]))
    assert composite.entropy_weights(table, np.array([True, True]), "min_max").sum() == pytest.approx(1)


def test_no_difference_gives_no_weights():
    with pytest.raises(ValueError, match="differs"):
        composite.entropy_weights(np.ones((3, 2)), np.array([True, True]))


def test_the_base_year_stays_the_measure():
    base = composite.scale(np.array([[0.0], [10.0]]), np.array([True]))
    assert base.apply(np.array([[5.0], [10.0], [20.0], [-3.0]])).ravel().tolist() == [0.5, 1, 1, 0]
    assert base.beyond(np.array([[5.0], [10.0], [20.0], [-3.0]])) == 2


def test_both_printed_couplings_by_hand():
    # Parts .4 and .9: root of the product .6, sum 1.3. ChinaXiv 202001.00051 prints the form without the factor n.
    full = coupling.degree(np.array([[0.4, 0.9]]))
    assert [float(one[0]) for one in full] == pytest.approx([1.2 / 1.3, 0.65, np.sqrt(1.2 / 1.3 * 0.65)])
    bare = coupling.degree(np.array([[0.4, 0.9]]), convention="power_of_sum")
    assert [float(one[0]) for one in bare] == pytest.approx([0.6 / 1.3, 0.65, np.sqrt(0.6 / 1.3 * 0.65)])


def test_five_equal_parts_reach_one_fifth_in_the_printed_form_and_one_in_the_other():
    parts = np.full((1, 5), 0.3)
    assert coupling.degree(parts, convention="power_of_sum")[0][0] == pytest.approx(0.2)
    assert coupling.degree(parts)[0][0] == pytest.approx(1)


def test_the_same_seed_gives_the_same_ranks_and_another_seed_nearly_so():
    one, again = (composite_ranks.rank_intervals(AIRCRAFT, BENEFIT, seed=1, draws=400) for _ in range(2))
    other = composite_ranks.rank_intervals(AIRCRAFT, BENEFIT, seed=2, draws=400)
    assert one.first.tolist() == again.first.tolist()
    assert one.first == pytest.approx(other.first, abs=0.1)
    assert one.first.sum() == pytest.approx(1)


def test_close_faith_in_the_weights_narrows_the_ranks_to_theirs():
    found = composite_ranks.rank_intervals(
        AIRCRAFT, BENEFIT, seed=1, draws=100, around=WEIGHTS, certainty=1e6, normalisations=("vector",)
    )
    assert found.low.tolist() == found.high.tolist() == [1, 4, 2, 3]


def test_the_place_that_is_best_in_all_is_first_in_every_draw():
    table = np.vstack([AIRCRAFT, [3, 3000, 22000, 4, 9, 9]])
    found = composite_ranks.rank_intervals(table, BENEFIT, seed=5, draws=100)
    assert (found.first[-1], found.low[-1], found.high[-1]) == (1, 1, 1)


@settings(derandomize=True, max_examples=40, deadline=None)
@given(table=TABLES, factor=st.sampled_from([0.01, 3.0, 10000.0]), name=st.sampled_from(composite.NORMALISATIONS))
def test_the_unit_and_the_order_of_the_places_do_not_matter(table, factor, name):
    benefit, weights = np.array([True, False, True]), np.array([0.5, 0.3, 0.2])
    plain = composite.topsis(table, weights, composite.scale(table, benefit, name))
    other = (table * np.array([factor, 1, 1]))[::-1]
    turned = composite.topsis(other, weights, composite.scale(other, benefit, name))[::-1]
    assert turned == pytest.approx(plain, abs=1e-9, nan_ok=True)
    assert np.isnan(plain).all() or ((plain >= 0) & (plain <= 1)).all()


@settings(derandomize=True, max_examples=40, deadline=None)
@given(table=TABLES, more=st.integers(1, 20))
def test_more_of_a_good_thing_never_lowers_the_score(table, more):
    benefit, weights = np.array([True, False, True]), np.array([0.5, 0.3, 0.2])
    base = composite.scale(table, benefit)
    better = table.copy()
    better[2, 0] += more
    gain = composite.topsis(better, weights, base)[2] - composite.topsis(table, weights, base)[2]
    assert np.isnan(gain) or gain >= -1e-12
    assert composite.weighted_sum(better, weights, base)[2] >= composite.weighted_sum(table, weights, base)[2]
