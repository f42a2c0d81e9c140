"""Sensitivity and its kin. Reference: epiR 2.0.57 on the table 670/202/74/640 of Scott and others (2008)."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evalkit.indicators import detection
from evalkit.indicators.design import Design, Error, error, interval

SCOTT = (670, 202, 74, 640)
ALERTED = np.repeat([True, True, False, False], SCOTT)
FELL = np.repeat([True, False, True, False], SCOTT)
EVERY = np.ones(len(FELL), dtype=bool)
UNITS = Design(np.ones(len(FELL)))
SHARES = {
    "ap": (ALERTED, EVERY), "tp": (FELL, EVERY), "se": (ALERTED, FELL), "sp": (~ALERTED, ~FELL),
    "diag.ac": (ALERTED == FELL, EVERY), "pv.pos": (FELL, ALERTED), "pv.neg": (~FELL, ~ALERTED),
    "p.rout": (~ALERTED, EVERY), "p.rin": (ALERTED, EVERY), "p.tpdn": (ALERTED, ~FELL), "p.tndp": (~ALERTED, FELL),
    "p.dntp": (~FELL, ALERTED), "p.dptn": (FELL, ~ALERTED),
}  # fmt: skip


@pytest.fixture(scope="module")
def expected(refs):
    return json.loads((refs / "refs" / "diagnostic_tests" / "expected.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("convention", detection.CONVENTIONS)
def test_every_share_of_the_two_by_two_table_has_the_limits_of_epir(expected, convention):
    rows = {row["statistic"]: row for row in expected[f"scott2008_{convention}"]}
    for name, (yes, among) in SHARES.items():
        found = detection.share(yes, among)
        low, high = detection.share_limits(found, UNITS, among, convention)
        assert (low, high) == pytest.approx((rows[name]["lower"], rows[name]["upper"]), abs=1e-9), name
        if convention != "agresti":  # there epiR gives the centre of the interval in place of the share
            assert found.value == pytest.approx(rows[name]["est"], abs=1e-12)


@pytest.mark.parametrize(("name", "of"), [("lr.pos", "alert"), ("lr.neg", "none"), ("diag.or", None)])
def test_likelihood_and_odds_ratios_have_the_log_limits_of_epir(expected, name, of):
    row = next(row for row in expected["scott2008_exact"] if row["statistic"] == name)
    ratio = detection.odds_ratio(ALERTED, FELL) if of is None else detection.likelihood_ratio(ALERTED, FELL, of=of)
    # epiR: normal limits and the large-sample error, without n/(n-1).
    n = len(FELL)
    plain = Error(error(ratio, UNITS).se * np.sqrt((n - 1) / n), 1e12)
    assert ratio.value == pytest.approx(row["est"], rel=1e-10)
    assert interval(ratio.value, plain, "log") == pytest.approx((row["lower"], row["upper"]), rel=1e-6)


def test_limits_of_newcombes_examples(expected):
    for case in expected["newcombe1998_type"]:
        yes = np.arange(case["n"]) < case["x"]
        found, units = detection.share(yes, np.ones(case["n"])), Design(np.ones(case["n"]))
        for convention, name in (("wilson", "wilson"), ("exact", "clopper")):
            limits = detection.share_limits(found, units, convention=convention)
            assert limits == pytest.approx(case[name], abs=1e-9), case


def test_measures_of_a_table_worked_by_hand():
    # 8 met, 2 missed, 4 alerted in vain, 16 rightly quiet.
    alerted, fell = np.repeat([1, 0, 1, 0], [8, 2, 4, 16]), np.repeat([1, 1, 0, 0], [8, 2, 4, 16])
    values = [measure(alerted, fell).value for measure in (
        detection.sensitivity, detection.specificity, detection.precision, detection.negative_predictive_value,
        detection.likelihood_ratio, detection.odds_ratio, detection.f1,
    )]  # fmt: skip
    assert values == pytest.approx([0.8, 0.8, 8 / 12, 16 / 18, 4.0, 16.0, 16 / 22])


def test_nothing_to_measure_gives_no_number():
    nobody = np.zeros(5, dtype=bool)
    found = detection.sensitivity(nobody, nobody)
    assert np.isnan(found.value)
    assert np.isnan(detection.share_limits(found, Design(np.ones(5)), nobody)).all()


def test_at_one_all_falls_of_a_household_count_as_one():
    # 6 falls of 3 households, all met: as 3 of 3. Clopper-Pearson lower limit by hand: 0.025^(1/3) = 0.2924.
    met, units = np.ones(6, dtype=bool), Design(np.ones(6), np.repeat([1, 2, 3], 2))
    low, high = detection.share_limits(detection.share(met, met), units, convention="exact")
    assert (low, high) == (pytest.approx(0.025 ** (1 / 3)), 1.0)


def test_falls_that_go_together_in_a_household_count_for_less():
    met = np.repeat([1, 0, 1, 0, 1, 1, 0, 1, 0, 1], 2).astype(bool)
    found = detection.share(met, np.ones(20))
    alone = detection.effective_size(found, Design(np.ones(20)))
    together = detection.effective_size(found, Design(np.ones(20), np.repeat(np.arange(10), 2)))
    # Ten pairs that never differ are worth fewer than ten: t with 9 degrees of freedom is wider than with 19.
    assert alone == pytest.approx(20)
    assert 8 < together < 10


@settings(derandomize=True, max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.booleans(), st.booleans(), st.integers(0, 5)), min_size=2, max_size=30), st.randoms())
def test_order_and_replication_leave_the_figure_and_limits_stay_around_it(units, random):
    shuffled = random.sample(units, len(units))
    told = [tuple(np.array(part) for part in zip(*rows, strict=True)) for rows in (units, shuffled, units * 2)]
    values = [detection.sensitivity(alerted, fell).value for alerted, fell, _ in told]
    assert values == pytest.approx([values[0]] * 3, nan_ok=True)
    alerted, fell, home = told[0]
    if not fell.any():
        return
    found, design = detection.sensitivity(alerted, fell), Design(np.ones(len(fell)), home)
    low, high = detection.share_limits(found, design, fell)
    assert 0 <= low <= found.value + 1e-12 and found.value - 1e-12 <= high <= 1
    tripled = np.full(len(fell), 3.0)
    again = detection.sensitivity(alerted, fell, tripled)
    assert detection.share_limits(again, Design(tripled, home), fell) == pytest.approx((low, high))


def test_limits_hold_the_true_sensitivity_when_households_fall_several_times():
    # 60 households with 1 to 3 falls, each household with its own chance to be met: mean 0.75.
    rng = np.random.default_rng(20245)
    held, plain, draws = 0, 0, 1500
    for _ in range(draws):
        home = np.repeat(np.arange(60), rng.integers(1, 4, 60))
        met = rng.random(len(home)) < rng.beta(1.5, 0.5, 60)[home]
        found, every = detection.share(met, np.ones(len(home))), np.ones(len(home))
        low, high = detection.share_limits(found, Design(every, home))
        held += low <= 0.75 <= high
        low, high = detection.share_limits(found, Design(every))
        plain += low <= 0.75 <= high
    assert 0.93 <= held / draws <= 0.97
    assert plain / draws < 0.92  # each fall by itself: too narrow
