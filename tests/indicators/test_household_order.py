"""What is drawn at random depends neither on the order of rows nor on what households are called."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from evalkit.indicators import growth_distribution, income_transitions, mobility_indices, poverty_spells
from evalkit.indicators import scope as scopes
from evalkit.indicators.household_order import in_order

VILLAGE = "990101100201"
DRAWN = [
    growth_distribution.growth_incidence,
    growth_distribution.poverty_change_growth_redistribution,
    growth_distribution.growth_of_poorest_fifth,
    income_transitions.income_transitions,
    mobility_indices.mobility_indices,
    poverty_spells.crossing_hazards,
]


@pytest.fixture(scope="module")
def earned():
    random = np.random.default_rng(8)
    homes = pd.DataFrame({"household": [f"h{k:02d}" for k in range(30)], "members": random.integers(1, 6, 30)})
    rows = homes.merge(pd.DataFrame({"year": [2021, 2022, 2023, 2024]}), how="cross")
    net = (random.gamma(8, 1_100, len(rows)) * rows["members"]).round().astype("int64") * 100
    rows = rows.assign(net=net, county="990101", village=VILLAGE, fault="")
    return rows.astype({"members": "Int64", "household": "str"})


@pytest.mark.parametrize("indicator", DRAWN, ids=lambda f: f.__name__)
def test_shuffled_rows_and_other_names_give_the_same_figures_and_limits(indicator, earned):
    span = scopes.span(VILLAGE, 2021, 2024)
    first = indicator(earned, span, seed=5, draws=60)
    names = {name: f"{k * 7 % 31:02d}x" for k, name in enumerate(earned["household"].unique())}
    other = earned.assign(household=earned["household"].map(names)).sample(frac=1, random_state=2)
    pd.testing.assert_frame_equal(indicator(other, span, seed=5, draws=60), first)


def test_households_alike_in_the_first_year_are_told_apart_by_the_next():
    lines = [("a", 2023, 5), ("a", 2024, 9), ("b", 2023, 5), ("b", 2024, 7)]
    rows = pd.DataFrame(lines, columns=["household", "year", "net"]).assign(members=1)
    assert in_order(rows)["household"].tolist() == ["b", "b", "a", "a"]
