"""Rank correlation across villages, by hand and against the printed exact table."""

import numpy as np
import pytest

from evalkit.indicators import result
from evalkit.indicators.cadre_outcomes import cadre_outcome_correlation, spearman_test


def rows(indicator, values, year=2024):
    keys = {"county": "990101", "year": year, "unit": "index", "note": "n"}
    return result.concat([result.row(indicator, value=v, village=f"v{i}", **keys) for i, v in enumerate(values)])


def test_exact_chance_is_that_of_the_printed_table():
    # Order 1 2 3 5 4 of five: rho = 1 - 6 x 2 / 120 = .9; one-sided .042 (5 of 120 orders) in tables of the statistic.
    rho, p = spearman_test(np.array([1.0, 2, 3, 4, 5]), np.array([1.0, 2, 3, 5, 4]))
    assert rho == pytest.approx(0.9)
    assert p == pytest.approx(10 / 120)


def test_many_units_agree_with_scipy():
    stats = pytest.importorskip("scipy.stats")
    rng = np.random.default_rng(3)
    first, second = rng.integers(0, 9, 20).astype(float), rng.integers(0, 9, 20).astype(float)
    rho, p = spearman_test(first, second)
    peer = stats.spearmanr(first, second)
    assert rho == pytest.approx(peer.statistic)
    assert p == pytest.approx(peer.pvalue, abs=0.02)


def test_chance_is_even_when_nothing_is_related():
    rng = np.random.default_rng(5)
    found = [spearman_test(*rng.normal(size=(2, 6)))[1] for _ in range(400)]
    assert np.mean(np.array(found) <= 0.05) <= 0.075
    assert 0.45 <= np.mean(found) <= 0.58


def test_five_villages_give_an_association_that_is_named_one():
    found = cadre_outcome_correlation(rows("training_hours", [1, 2, 3, 4, 5]), rows("x", [5, 4, 3, 2, 1, 9])).iloc[0]
    assert (found["value"], found["n"], found["group"]) == (pytest.approx(-1), 5, "training_hours/x")
    assert "not a cause" in found["note"]
    assert "p by permutation 0.017" in found["note"]  # 2 of 120 orders
    assert "1 villages lack one figure" in found["note"]


def test_four_villages_and_villages_that_do_not_differ_are_refused():
    few = cadre_outcome_correlation(rows("a", [1, 2, 3, 4]), rows("x", [1, 2, 3, 4])).iloc[0]
    assert "fewer than 5 villages" in few["note"]
    flat = cadre_outcome_correlation(rows("a", [1] * 5), rows("x", [1, 2, 3, 4, 5])).iloc[0]
    assert np.isnan(flat["value"])
    assert "do not differ" in flat["note"]


def test_two_indicators_in_one_table_are_refused():
    both = result.concat([rows("a", [1, 2]), rows("b", [1, 2])])
    with pytest.raises(ValueError, match="one indicator"):
        cadre_outcome_correlation(both, rows("x", [1, 2]))
