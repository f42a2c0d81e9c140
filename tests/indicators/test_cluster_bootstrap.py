"""Cluster bootstrap: what it draws, what it refuses, and how often its limits hold the truth."""

from __future__ import annotations

import time

import numpy as np
import pytest

from evalkit.indicators import cluster_bootstrap as b
from evalkit.indicators import transitions as t


def mean_of(value):
    return lambda weight: weight @ value / weight.sum(axis=-1)


def test_as_many_clusters_are_drawn_as_there_are_and_their_units_go_together():
    cluster = np.repeat(np.arange(10), 2)
    found = b.weights(np.full(20, 3.0), cluster, seed=1, draws=40)
    assert (found.sum(axis=1) == 60).all()
    assert np.array_equal(found[:, ::2], found[:, 1::2])


def test_names_of_clusters_do_not_change_the_limits():
    value = np.random.default_rng(3).random(20)
    cluster = np.repeat(np.arange(10), 2)
    names = np.array(list("qazwsxedcr"))[cluster]
    limits = [b.limits(mean_of(value), np.ones(20), one, seed=4, draws=50) for one in (cluster, names)]
    assert limits[0] == limits[1]


def test_one_cluster_and_figures_without_spread_have_no_limits():
    assert np.isnan(b.limits(mean_of(np.arange(5.0)), np.ones(5), np.zeros(5), seed=4)).all()
    assert np.isnan(b.limits(mean_of(np.zeros(5)), np.ones(5), np.arange(5), seed=4)).all()


def test_a_figure_that_many_draws_lack_has_no_limits():
    rare = np.arange(10) == 0
    found = b.limits(
        lambda w: np.where(w @ rare > 0, w.sum(axis=-1) + w[:, 0], np.nan), np.ones(10), np.arange(10), seed=1
    )
    assert np.isnan(found).all()


def test_limits_of_means_are_near_those_of_the_normal_theory():
    value = np.random.default_rng(5).normal(10, 2, 400)
    low, high = b.limits(mean_of(value), np.ones(400), np.arange(400), seed=2)
    assert (high - low) / 2 == pytest.approx(1.96 * value.std() / 20, rel=0.08)


def test_limits_hold_the_true_hazard_and_the_true_shorrocks_index_about_95_times_in_100():
    random, hits, tries, truth = np.random.default_rng(8), np.zeros(2), 400, np.array([0.2, 0.6])
    # From three even groups: stays with 0.6, else to each of the others with 0.2; Shorrocks (3 - 1.8) / 2 = 0.6.
    for attempt in range(tries):
        start = random.integers(3, size=200)
        end = np.where(random.random(200) < 0.4, start, random.integers(3, size=200))

        def measure(weight, start=start, end=end):
            matrix = t.transition_matrix(start, end, 3, weight)
            return np.stack([matrix[..., 0, 1], t.shorrocks(matrix)], axis=-1)

        low, high = b.limits(measure, np.ones(200), np.arange(200), seed=attempt, draws=199)
        hits += (low <= truth) & (truth <= high)
    assert (hits / tries >= 0.93).all()
    assert (hits / tries <= 0.97).all()


def test_999_draws_of_200_households_are_quick():
    random = np.random.default_rng(1)
    income = random.random((2, 200))
    began = time.process_time()

    def measure(weight):
        return t.shorrocks(t.transition_matrix(*(t.quantile_groups(one, 5, weight) for one in income), 5, weight))

    b.limits(measure, np.ones(200), np.arange(200), seed=1)
    assert time.process_time() - began < 0.3
