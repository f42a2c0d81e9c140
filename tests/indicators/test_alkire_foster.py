"""Counting deprivations: the four-person example, a survey worked with its own package, and what must always hold."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from evalkit.indicators import alkire_foster as af
from evalkit.indicators.alkire_foster_subgroups import by_subgroup
from evalkit.indicators.design import Design, error, interval

# Alkire and Foster (2011): four persons by income, schooling, health and insurance, y < z; the rest is arithmetic.
FOUR = np.array([[13.1, 14, 4, 1], [15.2, 7, 5, 0], [12.5, 10, 1, 0], [20.0, 11, 3, 1]])
CUTOFFS = [13.0, 12.0, 3.0, 1.0]
BY_K = {  # H, A, M0, M1, M2, censored headcounts, contributions
    1: (3 / 4, 7 / 12, 7 / 16, 0.21073717948717946, 0.16589106673241288, (1, 3, 1, 2), (1, 3, 1, 2)),
    2: (1 / 2, 3 / 4, 3 / 8, 0.20552884615384615, 0.1654570389546351, (1, 2, 1, 2), (1, 2, 1, 2)),
    3: (1 / 4, 1.0, 1 / 4, 0.11698717948717947, 0.09210634451019066, (1, 1, 1, 1), (1, 1, 1, 1)),
    4: (1 / 4, 1.0, 1 / 4, 0.11698717948717947, 0.09210634451019066, (1, 1, 1, 1), (1, 1, 1, 1)),
}
GLOBAL = [1 / 6] * 4 + [1 / 18] * 6  # weights of the global index: health, schooling, living standards a third each
MEASURES = {"H": af.headcount, "A": af.intensity, "M0": af.adjusted_headcount}
EXACT = 1e-12


def four(k, **options):
    return af.identify(af.deprivation_gaps(FOUR, CUTOFFS), np.ones(4), k / 4, **options)


@pytest.mark.parametrize("k", [1, 2, 3, 4])
def test_the_example_of_four_persons_is_met_at_every_cutoff(k):
    found, gaps = four(k), {power: af.deprivation_gaps(FOUR, CUTOFFS, power=power) for power in (1, 2)}
    h, a, m0, m1, m2, censored, contributions = BY_K[k]
    values = [af.headcount(found), af.intensity(found), af.adjusted_headcount(found)]
    values += [af.adjusted_headcount(found, gaps=gaps[power]) for power in (1, 2)]
    assert [one.value for one in values] == pytest.approx([h, a, m0, m1, m2], rel=EXACT)
    assert [af.censored_headcount(found, j).value * 4 for j in range(4)] == pytest.approx(censored)
    shares = [af.contribution(found, j).value for j in range(4)]
    assert shares == pytest.approx(np.array(contributions) / sum(contributions), rel=EXACT)
    assert [af.uncensored_headcount(found, j).value * 4 for j in range(4)] == pytest.approx([1, 3, 1, 2])


def test_the_typed_in_example_is_that_of_the_reference_cases(refs):
    path = refs / "refs" / "worked_examples" / "expected.json"
    case = json.loads(path.read_text(encoding="utf-8"))["alkire_foster_4x4"]
    assert (case["achievements"], case["cutoffs"]) == (FOUR.tolist(), CUTOFFS)
    assert (four(1).score * 4).tolist() == case["deprivation_counts"]
    for k, (h, a, m0, m1, m2, censored, contributions) in BY_K.items():
        wanted = case[f"k={k}"]
        assert [wanted[name] for name in ("H", "A", "M0", "M1", "M2")] == pytest.approx([h, a, m0, m1, m2])
        assert wanted["censored_headcounts"] == [count / 4 for count in censored]
        assert wanted["contributions"] == pytest.approx(np.array(contributions) / sum(contributions))


def test_an_achievement_at_the_cutoff_is_enough_unless_told_otherwise():
    assert af.deprivation_gaps(np.array([[13.0]]), [13.0]).item() == 0
    assert af.deprivation_gaps(np.array([[13.0]]), [13.0], at_cutoff="deprived").item() == 1


def test_weights_that_miss_the_cutoff_by_rounding_reach_it():
    # Six sixths add up to 0.9999999999999999 in floating point.
    found = af.identify(np.ones((1, 6)), np.ones(6), 1.0)
    assert found.score.item() < 1
    assert found.poor.item()
    assert not af.identify(np.ones((1, 6)), np.ones(6), 1.0, tolerance=0).poor.item()
    assert not af.identify(np.ones((1, 6)), np.ones(6), 1 + 1e-8).poor.item()


def test_an_unknown_deprivation_follows_the_rule_that_is_named():
    deprived = np.array([[1, np.nan, 0], [1, 0, 0], [np.nan, np.nan, np.nan]])
    by_rule = {rule: af.identify(deprived, np.ones(3), 0.5, missing=rule) for rule in af.MISSING}
    assert {rule: found.known.tolist() for rule, found in by_rule.items()} == {
        "drop": [False, True, False],
        "reweight": [True, True, False],
        "not_deprived": [True, True, True],
        "deprived": [True, True, True],
    }
    assert by_rule["reweight"].score.tolist() == pytest.approx([1 / 2, 1 / 3, 0])
    assert by_rule["not_deprived"].score.tolist() == pytest.approx([1 / 3, 1 / 3, 0])
    assert by_rule["deprived"].score.tolist() == pytest.approx([2 / 3, 1 / 3, 1])
    assert af.headcount(by_rule["drop"]).value == 0
    assert af.headcount(by_rule["reweight"]).value == 1 / 2
    with pytest.raises(ValueError, match="guess"):
        af.identify(deprived, np.ones(3), 0.5, missing="guess")


def test_where_nobody_is_poor_there_is_no_intensity():
    found = af.identify(np.zeros((3, 2)), np.ones(2), 0.5)
    assert af.headcount(found).value == af.adjusted_headcount(found).value == 0
    assert np.isnan(af.intensity(found).value)
    assert np.isnan(af.contribution(found, 0).value)


def test_without_a_unit_there_is_no_figure_and_of_one_no_error():
    none = af.identify(np.empty((0, 2)), np.ones(2), 0.5)
    assert np.isnan(af.headcount(none).value)
    one = af.identify(np.array([[1, 1]]), np.ones(2), 0.5)
    assert af.headcount(one).value == 1
    assert np.isnan(error(af.headcount(one), Design(np.ones(1))).se)


def test_levels_errors_and_limits_are_those_of_the_survey_package(refs):
    # Peer-run of mpitbR 1.0.1 on the survey that Stata's mpitb ships: strata, clusters, weights, two rounds, two areas.
    folder = refs / "refs" / "mpitb_syn_cdta"
    survey = pd.read_csv(folder / "syn_cdta.csv", dtype={"area": "str"}).dropna()
    expected = pd.read_csv(folder / "expected_levels.csv", dtype={"subg": "str"})
    names = [name for name in survey if name.startswith("d_")]
    keys = ["t", "k", "loa", "subg", "measure", "indicator"]
    lines = [line for t, own in survey.groupby("t") for line in survey_lines(t, own, names)]
    found = pd.DataFrame(lines, columns=[*keys, "b", "se", "ll", "ul"])
    # Uncensored headcounts do not depend on k and carry none.
    found.loc[found["measure"] == "hd", "k"] = np.nan
    found = found.drop_duplicates(keys)
    met = expected.merge(found, on=keys, how="left", suffixes=("", "_found"))
    assert len(met) == len(expected) == len(found) == 852
    # The package's values stray in the ninth digit from place to place, its errors only in the fifteenth.
    for column, tolerance in {"b": 5e-9, "se": EXACT, "ll": 5e-9, "ul": 5e-9}.items():
        known = met[column].notna()
        assert np.abs(met[f"{column}_found"] - met[column])[known].max() < tolerance, column
    # The package gives no errors of contributions, and limits of Student's t with clusters less strata, over all areas.
    assert set(met.loc[met["se"].isna(), "measure"]) == {"actb", "pctb"}


def survey_lines(t, own, names):
    weight = own["weight"].to_numpy(dtype=float)
    design = Design(weight, cluster=own["psu"].to_numpy(), stratum=own["stratum"].to_numpy())
    areas = {("nat", "nat"): np.ones(len(own), dtype=bool)}
    areas |= {("area", name): (own["area"] == name).to_numpy() for name in ("0", "1")}
    for k in (1, 20, 33, 50):
        found = af.identify(own[names].to_numpy(), np.array(GLOBAL), k / 100)
        for (loa, subg), part in areas.items():
            few, heavy = found.of(part), weight[part]
            for measure, name, figure in survey_figures(few, heavy, names, first=k == 1):
                if measure in ("actb", "pctb"):
                    limits = (np.nan, np.nan, np.nan)
                else:
                    sure = error(figure.inside(part), design)
                    limits = (sure.se, *interval(figure.value, sure, "logit"))
                yield (t, k, loa, subg, measure, name, figure.value, *limits)


def survey_figures(found, weight, names, first):
    yield from ((label, np.nan, measure(found, weight)) for label, measure in MEASURES.items())
    for j, name in enumerate(names):
        yield "hdk", name, af.censored_headcount(found, j, weight)
        yield "actb", name, af.contribution(found, j, weight, part="absolute")
        yield "pctb", name, af.contribution(found, j, weight)
        if first:
            yield "hd", name, af.uncensored_headcount(found, j, weight)


matrices = arrays(float, st.tuples(st.integers(1, 12), st.just(4)), elements=st.sampled_from([0.0, 1.0]))
weights = arrays(float, 4, elements=st.integers(1, 6).map(float))


@settings(max_examples=40, derandomize=True, deadline=None)
@given(matrices, weights, st.floats(0.05, 1), st.randoms(use_true_random=False))
def test_parts_add_up_over_indicators_and_over_subgroups(deprived, weights, k, random):
    found = af.identify(deprived, weights, k)
    size = np.array([random.randint(1, 6) for _ in deprived], dtype=float)
    group = np.array([random.randint(0, 2) for _ in deprived])
    whole = af.adjusted_headcount(found, size)
    absolute = [af.contribution(found, j, size, part="absolute") for j in range(4)]
    assert sum(part.value for part in absolute) == pytest.approx(whole.value)
    assert np.sum([part.influence for part in absolute], axis=0) == pytest.approx(whole.influence)
    parts = by_subgroup(found, group, size).values()
    assert sum(part.figure.value * part.population.value for part in parts) == pytest.approx(whole.value)
    if whole.value > 0:
        assert whole.value == pytest.approx(af.headcount(found, size).value * af.intensity(found, size).value)
        assert sum(af.contribution(found, j, size).value for j in range(4)) == pytest.approx(1)
        assert sum(part.contribution.value for part in parts) == pytest.approx(1)


@settings(max_examples=40, derandomize=True, deadline=None)
@given(matrices, weights, st.floats(0.05, 1), st.integers(0, 3))
def test_one_more_deprivation_of_somebody_poor_raises_m0_and_of_anybody_never_lowers_it(deprived, weights, k, j):
    before = af.identify(deprived, weights, k)
    worse = deprived.copy()
    worse[0, j] = 1
    after = af.identify(worse, weights, k)
    rise = af.adjusted_headcount(after).value - af.adjusted_headcount(before).value
    assert rise >= -EXACT
    if before.poor[0] and deprived[0, j] == 0:
        assert rise == pytest.approx(weights[j] / weights.sum() / len(deprived))


@settings(max_examples=40, derandomize=True, deadline=None)
@given(matrices, weights, st.lists(st.floats(0.01, 1), min_size=2, max_size=4).map(sorted))
def test_a_higher_cutoff_never_finds_more_poor_and_those_it_finds_are_no_less_deprived(deprived, weights, cutoffs):
    found = [af.identify(deprived, weights, k) for k in cutoffs]
    for measure in (af.headcount, af.adjusted_headcount):
        assert (np.diff([measure(one).value for one in found]) <= EXACT).all()
    averages = np.array([af.intensity(one).value for one in found])
    assert (np.diff(averages[~np.isnan(averages)]) >= -EXACT).all()


@settings(max_examples=25, derandomize=True, deadline=None)
@given(matrices, weights, st.floats(0.05, 1), st.permutations(range(4)), st.integers(2, 4))
def test_order_scale_of_the_weights_and_copies_of_everybody_change_nothing(deprived, weights, k, order, times):
    order = list(order)
    one = af.identify(deprived, weights, k)
    other = af.identify(np.repeat(deprived[::-1][:, order], times, axis=0), weights[order] * 7, k)
    for measure in MEASURES.values():
        assert measure(other).value == pytest.approx(measure(one).value, nan_ok=True)
    assert af.censored_headcount(other, 0).value == pytest.approx(af.censored_headcount(one, order[0]).value)


@settings(max_examples=25, derandomize=True, deadline=None)
@given(matrices, weights, st.floats(0.05, 1), st.data())
def test_the_rules_for_the_unknown_enclose_the_truth(deprived, weights, k, data):
    hidden = data.draw(arrays(bool, deprived.shape))
    seen = np.where(hidden, np.nan, deprived)
    bounds = [af.identify(seen, weights, k, missing=rule) for rule in ("not_deprived", "deprived")]
    least, most = (af.adjusted_headcount(one).value for one in bounds)
    assert least - EXACT <= af.adjusted_headcount(af.identify(deprived, weights, k)).value <= most + EXACT


def test_nineteen_of_twenty_logit_intervals_hold_the_true_figure():
    # 120 households of 1 to 6 persons; the deprivations of a household go together through its own level.
    rng = np.random.default_rng(8)

    def draw(homes):
        level = rng.beta(1.5, 2.5, homes)[:, None]
        return (rng.random((homes, 5)) < level).astype(float), rng.integers(1, 7, homes).astype(float)

    weights = np.ones(5)
    deprived, size = draw(400_000)
    truth = {name: measure(af.identify(deprived, weights, 0.4), size).value for name, measure in MEASURES.items()}
    held = dict.fromkeys(MEASURES, 0)
    for _ in range(800):
        deprived, size = draw(120)
        found = af.identify(deprived, weights, 0.4)
        for name, measure in MEASURES.items():
            figure = measure(found, size)
            low, high = interval(figure.value, error(figure, Design(size)), "logit")
            held[name] += low < truth[name] < high
    assert all(0.93 <= count / 800 <= 0.97 for count in held.values()), held


def test_errors_of_contributions_are_those_of_leaving_out_one_unit_at_a_time():
    # No package gives these errors; the delete-one jackknife is another way to them.
    rng = np.random.default_rng(3)
    deprived = (rng.random((300, 3)) < rng.beta(2, 3, 300)[:, None]).astype(float)
    size, group = rng.integers(1, 7, 300).astype(float), rng.integers(0, 2, 300)
    found = af.identify(deprived, np.array([1.0, 2, 3]), 0.4)

    def share(units):
        return by_subgroup(found.of(units), group[units], size[units])[1].contribution

    def part(units):
        return af.contribution(found.of(units), 2, size[units])

    every = np.arange(300)
    for measure in (part, share):
        left = np.array([measure(np.delete(every, unit)).value for unit in every])
        jackknife = np.sqrt(299 / 300 * ((left - left.mean()) ** 2).sum())
        assert error(measure(every), Design(size)).se == pytest.approx(jackknife, rel=0.02)


@pytest.mark.parametrize(
    ("missing", "m0", "m1", "second"), [("deprived", 1.0, 0.875, 0.5), ("not_deprived", 0.5, 0.375, 0.0)]
)
def test_an_unknown_achievement_counts_in_m1_as_it_does_in_m0(missing, m0, m1, second):
    # By hand: two indicators of equal weight, cut-offs 10; shortfalls 1/2 and 1 in the first, the second unknown.
    # Unknown as deprived: M0 = (1 + 1) / 2, M1 = ((1/2 + 1) / 2 + (1 + 1) / 2) / 2 = 0.875, of it 0.5 from the unknown.
    achievements = np.array([[5.0, np.nan], [0.0, np.nan]])
    found = af.identify(af.deprivation_gaps(achievements, [10, 10]), np.ones(2), 0.5, missing=missing)
    gaps = af.deprivation_gaps(achievements, [10, 10], power=1)
    assert af.adjusted_headcount(found).value == pytest.approx(m0)
    assert af.adjusted_headcount(found, gaps=gaps).value == pytest.approx(m1)
    parts = [af.contribution(found, j, gaps=gaps, part="absolute").value for j in (0, 1)]
    assert parts == pytest.approx([0.375, second])
