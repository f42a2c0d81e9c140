"""Location quotient, shift-share and unevenness against R REAT 3.0.3 and the textbooks its manual follows."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evalkit.indicators import regional

AMOUNTS = st.lists(st.integers(0, 10**6), min_size=2, max_size=8).filter(any)
QUIET = settings(derandomize=True, max_examples=40, deadline=None)


@pytest.fixture(scope="session")
def cases(refs):
    folder = refs / "refs" / "industry_structure"
    if not folder.is_dir():
        pytest.skip("no reference case industry_structure")
    return folder, json.loads((folder / "expected.json").read_text(encoding="utf-8"))


def parts(found):
    return [one.sum() for one in (found.growth, found.whole, found.mix, found.own)]


def test_the_printed_location_quotient():
    # Farhauer and Kroell (2013) as in the REAT manual: 1714 of 79006 against 879213 of 15593224.
    found = regional.location_quotient(np.array([1714]), 79006, np.array([879213]), 15593224)
    assert found[0] == pytest.approx(0.3847623, abs=5e-8)


def test_quotients_of_a_town_agree_with_r(cases):
    folder, expected = cases
    table = pd.read_csv(folder / "goettingen.csv")
    total, kinds = table.iloc[0], table.iloc[1:]
    own, whole = kinds["Goettingen2017"].to_numpy(), kinds["BRD2017"].to_numpy()
    found = regional.location_quotient(own, total["Goettingen2017"], whole, total["BRD2017"])
    assert found == pytest.approx(expected["goettingen_lq2017"], rel=1e-11)


@pytest.mark.parametrize("region", "ABC")
def test_shift_share_agrees_with_r_region_by_region(cases, region):
    own = cases[1]["farhauer_kroell_shift"][region]
    given = own["inputs"]
    found = regional.shift_share(given["e_ij1"], given["e_ij2"], given["e_i1"], given["e_i2"])
    names = ("Growth (t1-t)", "National share", "Industrial mix", "Regional share")
    assert parts(found) == pytest.approx([own["components"][name] for name in names], abs=1e-9)


def test_shift_share_of_freiburg_agrees_with_r(cases):
    folder, expected = cases
    table = pd.read_csv(folder / "freiburg.csv")
    columns = ("e_Freiburg2008", "e_Freiburg2014", "e_Germany2008", "e_Germany2014")
    found = regional.shift_share(*(table[name] for name in columns))
    own = expected["freiburg_shift"]
    names = ("Growth (t1-t)", "National share", "Industrial mix", "Regional share")
    assert parts(found) == pytest.approx([own[name] for name in names], rel=1e-11)
    assert (found.mix + found.own).sum() == pytest.approx(own["Net total shift"], rel=1e-11)


def test_the_printed_shift_share_by_hand():
    # Farhauer and Kroell (2013): the nation grows 1100 to 1265, 15 %; the region 180 to 205.
    found = regional.shift_share([90, 20, 10, 60], [100, 40, 10, 55], [400, 150, 150, 400], [440, 210, 135, 480])
    assert parts(found) == pytest.approx([25, 27, 1, -3])


def test_unevenness_of_the_german_states_agrees_with_r(cases):
    own = cases[1]["germany_gdp"]
    found = regional.spread(np.array(own["x"]))
    ours = [found.gini, found.gini_normalised, found.cv, found.theil_l, found.hoover]
    assert ours == pytest.approx([own[name] for name in ("gini", "gini_norm", "cv", "theil", "hoover")], rel=1e-10)


def test_the_printed_gini_and_theil():
    # Doersam (2004): 20, 50, 20, 10 has Gini .3, normalised .4; incomes by class .5278. Stoermann: .2326302.
    found = regional.spread(np.array([20, 50, 20, 10]))
    assert (found.gini, found.gini_normalised) == (pytest.approx(0.3), pytest.approx(0.4))
    classes = np.repeat([500, 1500, 2500, 4000, 7500, 15000], [1000, 1200, 1600, 400, 200, 600])
    assert regional.spread(classes).gini == pytest.approx(0.5278260869565)
    assert regional.spread(np.array([10, 10, 10, 20, 50])).theil_l == pytest.approx(0.2326302, abs=5e-8)


def test_one_region_with_everything_by_hand():
    found = regional.spread(np.array([0, 0, 0, 8]))
    # Three quarters would have to move; ln 4; mean 2, deviations 4, 4, 4, 36 over 3.
    assert (found.gini, found.gini_normalised, found.hoover) == (0.75, 1, 0.75)
    assert (found.theil_t, found.theil_l) == (pytest.approx(np.log(4)), np.inf)
    assert found.cv == pytest.approx(2)


@pytest.mark.parametrize("amounts", [[3.0], [-1.0, 2], [0.0, 0]])
def test_what_has_no_unevenness_is_refused(amounts):
    with pytest.raises(ValueError, match="two or more amounts"):
        regional.spread(np.array(amounts))


@QUIET
@given(before=AMOUNTS, data=st.data())
def test_the_parts_of_the_growth_add_up(before, data):
    same = st.lists(st.integers(0, 10**6), min_size=len(before), max_size=len(before))
    after, more, later = (np.array(data.draw(same)) for _ in range(3))
    found = regional.shift_share(before, after, np.array(before) + more, after + later)
    assert found.whole + found.mix + found.own == pytest.approx(found.growth, abs=1e-3)


@QUIET
@given(amounts=AMOUNTS, factor=st.sampled_from([0.01, 7.0]))
def test_the_unit_and_the_order_of_regions_do_not_matter(amounts, factor):
    plain, other = regional.spread(np.array(amounts)), regional.spread(np.array(amounts[::-1]) * factor)
    assert list(vars(other).values()) == pytest.approx(list(vars(plain).values()), abs=1e-9)


@QUIET
@given(amounts=AMOUNTS)
def test_moving_from_the_richest_to_the_poorest_never_adds_unevenness(amounts):
    moved = sorted(amounts)
    step = (moved[-1] - moved[0]) / 2
    moved[0], moved[-1] = moved[0] + step, moved[-1] - step
    for name in ("gini", "cv", "theil_t", "hoover"):
        assert (
            getattr(regional.spread(np.array(moved)), name) <= getattr(regional.spread(np.array(amounts)), name) + 1e-9
        )
