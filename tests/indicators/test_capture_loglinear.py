"""Log-linear models of several lists, beside the Poisson regression of statsmodels."""

import numpy as np
import pytest

from evalkit.indicators.capture_loglinear import histories, loglinear

PATTERNS = [[0, 0, 1], [0, 1, 0], [0, 1, 1], [1, 0, 0], [1, 0, 1], [1, 1, 0], [1, 1, 1]]
COUNTS = [60, 49, 14, 88, 20, 31, 12]
THREE = np.repeat(PATTERNS, COUNTS, axis=0)


def peer(pairs):
    """Unseen and AIC by statsmodels."""
    import statsmodels.api as sm

    lists = np.array(PATTERNS)
    terms = np.column_stack([np.ones(7), lists, *(lists[:, i] * lists[:, j] for i, j in pairs)])
    fit = sm.GLM(np.array(COUNTS), terms, family=sm.families.Poisson()).fit(tol=1e-12, maxiter=200)
    unseen = np.exp(fit.params[0])
    return unseen, np.sqrt(unseen + unseen**2 * fit.cov_params()[0, 0]), fit.aic


def test_every_model_of_three_lists_agrees_with_statsmodels():
    found = loglinear(THREE)
    assert len(found.models) == 8 and found.set_aside == 0
    for model in (one for one in found.models if len(one.pairs) < 3):  # full dependence: a closed formula, below
        unseen, se, aic = peer(model.pairs)
        assert model.value == pytest.approx(sum(COUNTS) + unseen, rel=1e-8)
        assert model.se == pytest.approx(se, rel=1e-6)
        assert model.criterion == pytest.approx(aic, abs=1e-6)


def test_weights_and_average_follow_from_the_criteria():
    found = loglinear(THREE, "bic")
    scores = np.array([model.criterion for model in found.models])
    weights = np.exp(-(scores - scores.min()) / 2)
    weights /= weights.sum()
    assert [model.weight for model in found.models] == pytest.approx(weights)
    assert found.size.value == pytest.approx(weights @ [model.value for model in found.models])
    assert list(weights) == sorted(weights, reverse=True)


def test_the_model_of_full_dependence_is_the_closed_formula():
    # n001 n010 n100 n111 / (n011 n101 n110), Fienberg (1972).
    full = next(model for model in loglinear(THREE).models if len(model.pairs) == 3)
    assert full.value - sum(COUNTS) == pytest.approx(60 * 49 * 88 * 12 / (14 * 20 * 31), rel=1e-6)


def test_two_lists_give_lincolns_number_and_its_variance():
    # 40 and 25 with 10 in common: 40 x 25 / 10 = 100; variance 40 x 25 x 30 x 15 / 10^3 = 450.
    found = loglinear(np.repeat([[1, 0], [0, 1], [1, 1]], [30, 15, 10], axis=0))
    assert found.size.value == pytest.approx(100)
    assert found.size.se**2 == pytest.approx(450)


def test_a_pair_with_almost_nothing_in_common_gets_no_dependence_of_its_own():
    sparse = np.repeat(PATTERNS, [60, 49, 2, 88, 20, 31, 2], axis=0)  # the last two lists share four
    found = loglinear(sparse)
    assert len(found.models) == 4
    assert all((1, 2) not in model.pairs for model in found.models)
    assert found.size.sparse


def test_four_lists_give_sixty_four_models_and_five_are_refused():
    rng = np.random.default_rng(5)
    found = loglinear(rng.random((500, 4)) < 0.4)
    assert len(found.models) + found.set_aside == 64
    with pytest.raises(ValueError, match="two to four"):
        loglinear(np.ones((3, 5)))


def test_lists_that_share_nothing_leave_no_model():
    found = loglinear(np.repeat([[1, 0], [0, 1]], 20, axis=0))
    assert np.isnan(found.size.value) and found.set_aside == 1 and found.size.sparse


def test_names_and_order_of_lists_do_not_matter():
    rng = np.random.default_rng(6)
    turned = rng.permutation(THREE)[:, [2, 0, 1]]
    assert loglinear(turned).size.value == pytest.approx(loglinear(THREE).size.value)
    assert histories(THREE)[1].tolist() == COUNTS


def test_dependent_lists_are_told_with_limits_that_hold():
    # The second list finds 60 % of what the first found and 25 % of the rest; the third stands alone.
    rng = np.random.default_rng(20250)
    there, by_bic, by_aic, simple = 700, [], [], []
    for _ in range(250):
        first = rng.random(there) < 0.45
        second = rng.random(there) < np.where(first, 0.6, 0.25)
        lists = np.column_stack([first, second, rng.random(there) < 0.45])
        by_bic.append(loglinear(lists, "bic").size)
        usual = loglinear(lists)
        by_aic.append(usual.size)
        simple.append(next(model.value for model in usual.models if not model.pairs))
    assert 0.93 <= np.mean([one.low <= there <= one.high for one in by_bic]) <= 0.98
    # By AIC the models spread more, and the averaged error takes them as wholly correlated: wide, never too narrow.
    assert np.mean([one.low <= there <= one.high for one in by_aic]) >= 0.95
    assert np.mean([one.value for one in by_aic]) == pytest.approx(there, rel=0.03)
    assert np.mean(simple) < there * 0.95  # taken as independent: too few


def test_bootstrap_limits_are_those_of_the_same_seed_and_near_the_others():
    usual, drawn = loglinear(THREE).size, loglinear(THREE, limits="bootstrap", draws=300).size
    assert drawn.value == usual.value
    assert loglinear(THREE, limits="bootstrap", draws=300).size == drawn
    assert drawn.low < usual.value < drawn.high
    assert np.log((drawn.high - drawn.seen) / (usual.high - usual.seen)) == pytest.approx(0, abs=0.7)
