"""The variance of linearised figures, against formulas that can be worked by hand."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evalkit.indicators.design import Design, Error, Estimate, error, interval

Y = np.array([3.0, 5.0, 7.0, 9.0, 2.0, 4.0])
ONES = np.ones(6)


def mean(y: np.ndarray, weight: np.ndarray) -> Estimate:
    value = weight @ y / weight.sum()
    return Estimate(value, (y - value) / weight.sum())


def test_units_by_themselves_give_the_usual_error_of_a_mean():
    found = error(mean(Y, ONES), Design(ONES))
    assert found.se == pytest.approx(Y.std(ddof=1) / np.sqrt(6))
    assert found.freedom == 5


def test_clusters_count_as_one_draw_each():
    # Cluster totals of (y - 5)/6: (-2+0)/6, (2+4)/6, (-3-1)/6; their squares sum to 56/36; times 3/2 is 7/3.
    found = error(mean(Y, ONES), Design(ONES, cluster=np.array([1, 1, 2, 2, 3, 3])))
    assert found.se == pytest.approx(np.sqrt(56 / 36 * 3 / 2))
    assert found.freedom == 2


def test_strata_take_their_own_means_out():
    # Within (3, 5, 7) and (9, 2, 4) the squares about the mean are 8 and 26; times 3/2, over 36.
    found = error(mean(Y, ONES), Design(ONES, stratum=np.array(list("aaabbb"))))
    assert found.se == pytest.approx(np.sqrt((8 + 26) * 1.5 / 36))
    assert found.freedom == 4


def test_a_sample_of_half_the_population_has_half_the_variance():
    whole, half = Design(ONES), Design(ONES, population=ONES * 12)
    assert error(mean(Y, ONES), half).se == pytest.approx(error(mean(Y, ONES), whole).se / np.sqrt(2))


def test_a_census_has_no_sampling_error():
    assert error(mean(Y, ONES), Design(ONES, population=ONES * 6)).se == 0


def test_a_stratum_with_one_cluster_leaves_the_error_untold_unless_it_is_all_there_is():
    stratum, certain = np.array([0, 0, 0, 0, 0, 1]), np.array([100.0] * 5 + [1.0])
    assert np.isnan(error(mean(Y, ONES), Design(ONES, stratum=stratum)).se)
    assert error(mean(Y, ONES), Design(ONES, stratum=stratum, population=certain)).se > 0


def test_a_change_on_the_same_units_uses_their_differences():
    later = Y + np.array([1.0, 2, 3, 1, 2, 3])
    found = error(mean(later, ONES).minus(mean(Y, ONES)), Design(ONES))
    assert found.se == pytest.approx((later - Y).std(ddof=1) / np.sqrt(6))


def test_a_ratio_is_linearised_as_in_the_textbook():
    # Cochran (1977), 6.3: residuals y - R x over the mean of x.
    x = np.array([1.0, 2, 3, 4, 1, 2])
    ratio = mean(Y, ONES).over(mean(x, ONES))
    residual = Y - Y.sum() / x.sum() * x
    assert error(ratio, Design(ONES)).se == pytest.approx(np.sqrt(6 * (residual**2).sum() / 5) / x.sum())


def test_part_of_the_units_is_a_domain_of_the_whole_design():
    # The other units stay in the design with nothing to add: n is 6, not 4.
    part = np.array([True, True, True, True, False, False])
    inside = mean(Y[part], ONES[part]).inside(part)
    squares = ((Y[part] - 6) ** 2).sum() / 16
    assert error(inside, Design(ONES)).se == pytest.approx(np.sqrt(6 / 5 * squares))


def test_limits_of_a_share_stay_between_nought_and_one():
    low, high = interval(0.98, Error(0.02, 20), "logit")
    assert 0 < low < 0.98 < high < 1
    assert np.isnan(interval(1.0, Error(0.0, 20), "logit")).all()


def test_limits_on_the_log_scale_are_as_far_up_as_down():
    low, high = interval(8.0, Error(2.0, 1e9), "log")
    assert 8 / low == pytest.approx(high / 8) == pytest.approx(np.exp(1.959964 / 4), rel=1e-5)


@settings(max_examples=25, derandomize=True)
@given(st.floats(0.1, 1000), st.integers(1, 5))
def test_units_of_measure_and_copies_change_nothing_that_matters(scale, times):
    one = error(mean(Y, ONES), Design(ONES)).se
    assert error(mean(Y * scale, ONES), Design(ONES)).se == pytest.approx(one * scale)
    assert error(mean(Y, ONES * times), Design(ONES * times)).se == pytest.approx(one)


def test_nineteen_of_twenty_intervals_hold_the_true_mean():
    rng = np.random.default_rng(5)
    weight, cluster = np.ones(120), np.repeat(np.arange(30), 4)
    held = 0
    for _ in range(1000):
        y = rng.normal(size=30)[cluster] + rng.exponential(size=120)
        found = mean(y, weight)
        low, high = interval(found.value, error(found, Design(weight, cluster=cluster)))
        held += low < 1 < high
    assert 930 <= held <= 970
