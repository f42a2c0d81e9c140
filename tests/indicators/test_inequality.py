"""Inequality measures: figures by hand, two surveys worked with R packages, influences, and what must always hold."""

from __future__ import annotations

import json
from functools import partial

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import norm

from evalkit.indicators.design import Design, error, interval
from evalkit.indicators.inequality import atkinson, ge, ge_defined, gini
from evalkit.indicators.inequality_absolute import kolm
from evalkit.indicators.inequality_shares import hoover, lorenz, palma, quantile, quantile_ratio, share_ratio

EXACT = 1e-12
ONES = np.ones(3)
POSITIVE = {
    "gini": gini,
    "hoover": hoover,
    "palma": palma,
    "s80_s20": share_ratio,
    "lorenz": partial(lorenz, p=0.3),
    **{f"ge {alpha}": partial(ge, alpha=alpha) for alpha in (-1, 0, 0.5, 1, 2)},
    **{f"atkinson {epsilon}": partial(atkinson, epsilon=epsilon) for epsilon in (0.5, 1, 2)},
}
ANY_SIGN = {
    "kolm": kolm,
    "sample": partial(gini, convention="sample"),
    "convey": partial(gini, convention="convey"),
    "raffinetti": partial(gini, normalised="raffinetti"),
    "chen": partial(gini, normalised="chen"),
}
settings.register_profile("few", max_examples=25, derandomize=True, deadline=None)
PEOPLE = st.lists(st.tuples(st.integers(1, 500), st.integers(1, 6)), min_size=2, max_size=12)


def split(people):
    return np.array([x for x, _ in people], dtype=float), np.array([w for _, w in people], dtype=float)


# Six pairs of 1, 2, 3 differ by 8 in all, over 2 x 9 x 2 = 36; n/(n-1) = 3/2. Geometric mean 6^(1/3), harmonic 18/11.
@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (gini(np.array([1.0, 2, 3]), ONES), 8 / 36),
        (gini(np.array([1.0, 2, 3]), ONES, convention="sample"), 1 / 3),
        (ge(np.array([1.0, 2, 3]), ONES, 0), np.log(2) - np.log(6) / 3),
        (ge(np.array([1.0, 2, 3]), ONES, 1), (np.log(0.5) + 3 * np.log(1.5)) / 6),
        (ge(np.array([1.0, 2, 3]), ONES, 2), 2 / 3 / 4 / 2),
        (atkinson(np.array([1.0, 2, 3]), ONES, 1), 1 - 6 ** (1 / 3) / 2),
        (atkinson(np.array([1.0, 2, 3]), ONES, 2), 1 - 18 / 11 / 2),
        (hoover(np.array([1.0, 2, 3]), ONES), 1 / 6),
        (share_ratio(np.arange(1.0, 11), np.ones(10)), 19 / 3),
        (palma(np.arange(1.0, 11), np.ones(10)), 10 / 10),
        (lorenz(np.array([1.0, 2, 3]), ONES, 0.5), 2 / 6),
        (quantile_ratio(np.arange(1.0, 11), np.ones(10)), 9.0),
    ],
)
def test_hand_worked_figures_are_met(found, expected):
    assert found.value == pytest.approx(expected, abs=EXACT)


def test_the_published_figures_of_class_means_are_met():
    # US families 1968 (Kakwani 1980); ineq 0.2-13 gives these for the ten class means.
    x = np.array([541.0, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261])
    assert gini(x, np.ones(10)).value == pytest.approx(0.4620911302676, abs=EXACT)
    assert hoover(x, np.ones(10)).value == pytest.approx(0.3378067461629, abs=EXACT)


def test_convey_takes_the_income_total_where_laeken_takes_squared_weights():
    x, w = np.array([1.0, 2, 3]), np.array([2.0, 1, 3])
    reached, base = np.array([2, 3, 6]), 6 * 13  # sum w = 6, sum wx = 13
    laeken = (2 * (w * x * reached).sum() - (w**2 * x).sum()) / base - 1
    convey = (2 * (w * x * reached).sum() - (w * x).sum()) / base - 1
    assert gini(x, w).value == pytest.approx(laeken, abs=EXACT)
    assert gini(x, w, convention="convey").value == pytest.approx(convey, abs=EXACT)


def test_a_negative_income_can_push_the_plain_coefficient_above_one_but_not_the_normalised_ones():
    # -2, 1, 2: differences 2 x (3 + 4 + 1) = 16 over 2 x 3 x 1; absolute incomes add up to 5. The Lorenz curve falls to
    # -2 at 1/3, -1 at 2/3 and is zero half-way to the end: below zero lies 1/3 + 1/2 + 1/12.
    x = np.array([-2.0, 1, 2])
    assert gini(x, ONES).value == pytest.approx(16 / 6, abs=EXACT)
    assert gini(x, ONES, normalised="raffinetti").value == pytest.approx(16 / 30, abs=EXACT)
    assert gini(x, ONES, normalised="chen").value == pytest.approx(16 / 6 / (1 + 2 * 11 / 12), abs=EXACT)


def test_a_boundary_inside_a_household_is_split_unless_told_otherwise():
    x, w = np.array([1.0, 2, 4]), np.array([4.0, 4, 4])
    # A fifth of 12 persons is 2.4: 2.4 yuan below, 2.4 x 4 above.
    assert share_ratio(x, w).value == pytest.approx(4, abs=EXACT)
    # Whole: all four of the poorest household below; nobody above the quantile of the richest.
    assert share_ratio(x, w, boundary="whole").value == 0


def test_a_quantile_exactly_between_two_incomes_is_the_lower_or_their_mean():
    x, w = np.array([4.0, 1, 3, 2]), np.ones(4)
    assert quantile(x, w, 0.5).value == 2
    assert quantile(x, w, 0.5, convention="average").value == 2.5


def test_an_income_without_a_logarithm_gives_no_figure_or_is_dropped_as_asked():
    x, kept = np.array([0.0, 1, 3]), np.array([1.0, 3])
    for measure in (partial(ge, alpha=0), partial(ge, alpha=1), partial(atkinson, epsilon=1)):
        assert np.isnan(measure(x, ONES).value)
        found = measure(x, ONES, undefined="drop")
        assert found.value == measure(kept, np.ones(2)).value
        assert found.influence[0] == 0
    assert ge(x, ONES, 2).value > 0
    assert atkinson(x, ONES, 0.5).value > 0
    assert np.isnan(atkinson(np.array([-1.0, 1, 3]), ONES, 0.5).value)


def test_nobody_one_person_and_no_income_give_no_wrong_figure():
    none = np.array([])
    measures = [*POSITIVE.values(), *ANY_SIGN.values(), quantile_ratio]
    assert all(np.isnan(measure(none, none).value) for measure in measures)
    assert all(np.isnan(measure(np.zeros(2), np.ones(2)).value) for measure in measures if measure is not kolm)
    one = np.array([5.0])
    assert gini(one, np.ones(1)).value == pytest.approx(0, abs=EXACT)
    assert np.isnan(gini(one, np.ones(1), convention="sample").value)


def test_an_unknown_convention_is_refused():
    for call in (
        lambda: gini(ONES, ONES, convention="stata"),
        lambda: gini(ONES, ONES, normalised="abs"),
        lambda: ge(ONES, ONES, 0, undefined="zero"),
        lambda: quantile(ONES, ONES, 0.5, convention="right"),
        lambda: share_ratio(ONES, ONES, boundary="half"),
    ):
        with pytest.raises(ValueError, match="expected one of"):
            call()


@pytest.mark.parametrize("name", [*POSITIVE, *ANY_SIGN])
def test_the_influence_is_what_a_little_more_weight_does_to_the_figure(name):
    draw = np.random.default_rng(5)
    measure = (POSITIVE | ANY_SIGN)[name]
    income = draw.lognormal(0, 1, 30) - (0.4 if name in ANY_SIGN else 0)
    weight, step = draw.uniform(1, 5, 30), 1e-5
    moves = np.eye(30) * step
    slopes = [(measure(income, weight + m).value - measure(income, weight - m).value) / (2 * step) for m in moves]
    assert measure(income, weight).influence == pytest.approx(np.array(slopes), abs=1e-8)


@settings(settings.get_profile("few"))
@given(PEOPLE)
def test_neither_the_unit_of_money_nor_order_nor_replication_nor_splitting_persons_changes_a_figure(people):
    income, weight = split(people)
    persons = np.repeat(income, weight.astype(int))
    for name, measure in POSITIVE.items():
        value = measure(income, weight).value
        same = [
            measure(income * 100, weight),
            measure(income[::-1], weight[::-1]),
            measure(np.tile(income, 3), np.tile(weight, 3)),
            measure(persons, np.ones(len(persons))),
            measure(income, weight * 7),
        ]
        assert [one.value for one in same] == pytest.approx([value] * 5, rel=1e-9, abs=1e-9), name


@settings(settings.get_profile("few"))
@given(PEOPLE, st.data())
def test_money_from_a_richer_to_a_poorer_person_never_makes_incomes_more_unequal(people, data):
    income, weight = split(people)
    poor, rich = np.argmin(income), np.argmax(income)
    given_away = data.draw(st.floats(0, 0.5)) * (income[rich] - income[poor])
    after, equal = income.copy(), np.ones(len(weight))
    after[rich] -= given_away
    after[poor] += given_away
    for name, measure in POSITIVE.items():
        change = measure(after, equal).value - measure(income, equal).value
        assert (-change if name == "lorenz" else change) <= 1e-9, name


def test_the_absolute_measure_ignores_the_same_more_for_all_and_falls_when_the_poorer_gain():
    income = np.array([-1.0, 0.5, 2])
    value = kolm(income, ONES).value
    assert kolm(income + 700, ONES).value == pytest.approx(value)
    assert kolm(np.array([-0.5, 0.5, 1.5]), ONES).value < value


@settings(settings.get_profile("few"))
@given(st.lists(st.integers(-500, 500), min_size=2, max_size=12))
def test_the_normalised_coefficients_stay_between_zero_and_one(incomes):
    income, equal = np.array(incomes, dtype=float), np.ones(len(incomes))
    for kind in ("raffinetti", "chen"):
        value = gini(income, equal, normalised=kind).value
        assert np.isnan(value) or -EXACT <= value <= 1 + EXACT


SPREAD = 0.35  # of log incomes inside a village
TRUTH = {  # of a log-normal distribution
    "gini": (gini, 2 * norm.cdf(SPREAD / np.sqrt(2)) - 1, "logit"),
    "ge 0": (partial(ge, alpha=0), SPREAD**2 / 2, "log"),
    "atkinson 1": (partial(atkinson, epsilon=1), 1 - np.exp(-(SPREAD**2) / 2), "logit"),
    "s80_s20": (share_ratio, norm.sf(norm.ppf(0.8) - SPREAD) / norm.cdf(norm.ppf(0.2) - SPREAD), "log"),
    "p90_p10": (quantile_ratio, np.exp(2 * SPREAD * norm.ppf(0.9)), "log"),
    "lorenz": (partial(lorenz, p=0.4), norm.cdf(norm.ppf(0.4) - SPREAD), "logit"),
}


@pytest.mark.parametrize("name", TRUTH)
def test_nominal_95_percent_limits_hold_the_truth_in_93_to_97_percent_of_villages(name):
    measure, truth, scale = TRUTH[name]
    draw, held, rounds = np.random.default_rng(20), 0, 800
    for _ in range(rounds):
        members = draw.choice(6, 250, p=[0.1, 0.2, 0.25, 0.2, 0.15, 0.1]) + 1.0
        found = measure(draw.lognormal(9, SPREAD, 250), members)
        low, high = interval(found.value, error(found, Design(members)), scale)
        held += low <= truth <= high
    assert 0.93 <= held / rounds <= 0.97


AREAS = ["all", "Ilocos Norte", "Ilocos Sur", "La Union", "Pangasinan"]


@pytest.mark.parametrize("area", AREAS)
def test_ilocos_is_as_the_r_package_ineq_has_it(area, refs):
    known = json.loads((refs / "refs/ilocos_inequality/expected.json").read_text(encoding="utf-8"))[area]
    data = pd.read_csv(refs / "refs/ilocos_inequality/ilocos.csv")
    income = data.loc[(data["province"] == area) | (area == "all"), "income"].to_numpy(dtype=float)
    weight = np.ones(len(income))
    found = {
        "Gini": gini(income, weight),
        "Gini_corr": gini(income, weight, convention="sample"),
        "RS": hoover(income, weight),
        "Atkinson_0.5": atkinson(income, weight, 0.5),
        "Atkinson_1": atkinson(income, weight, 1),
        "Atkinson_2": atkinson(income, weight, 2),
        "Theil_L_param0_is_TheilT": ge(income, weight, 1),
        "Theil_param1_is_MLD": ge(income, weight, 0),
        "entropy_0.5": ge(income, weight, 0.5),
        "var.coeff_sq": ge(income, weight, 2).times(2),
        "Kolm_1_rescaled": kolm(income / 10_000, weight),
    }
    assert {name: one.value for name, one in found.items()} == pytest.approx(
        {name: known[name] for name in found}, abs=EXACT
    )


@pytest.mark.parametrize("year", [2008, 2016])
def test_weighted_mexican_totals_are_as_the_r_package_dineq_has_them_with_a_zero_income_in_2016(year, refs):
    known = json.loads((refs / "refs/mexico_decomposition/expected.json").read_text(encoding="utf-8"))[
        f"mex_inc_{year}"
    ]
    data = pd.read_csv(refs / f"refs/mexico_decomposition/mex_inc_{year}.csv")
    income, weight = data["income"].to_numpy(dtype=float), data["factor"].to_numpy(dtype=float)
    assert (~ge_defined(income, 0)).sum() == (year == 2016)
    assert gini(income, weight).value == pytest.approx(known["gini_wtd"], abs=EXACT)
    assert ge(income, weight, 1, undefined="drop").value == pytest.approx(known["theil_wtd"], abs=EXACT)
    assert ge(income, weight, 0, undefined="drop").value == pytest.approx(known["mld_wtd"], abs=EXACT)
