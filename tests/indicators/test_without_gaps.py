"""A missing income is neither rich nor poor: measures refuse it, and take tables' columns as they take arrays."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from evalkit.indicators import inequality, inequality_shares, poverty_measures, poverty_relative
from evalkit.indicators.agreement import icc

MEASURES = {
    "gini": inequality.gini,
    "theil": lambda x, w: inequality.ge(x, w, 1),
    "atkinson": lambda x, w: inequality.atkinson(x, w, 1),
    "quantile": lambda x, w: inequality_shares.quantile(x, w, 0.5),
    "palma": inequality_shares.palma,
    "lorenz": lambda x, w: inequality_shares.lorenz(x, w, 0.4),
    "hoover": inequality_shares.hoover,
    "fgt": lambda x, w: poverty_measures.fgt(x, 3, w),
    "watts": lambda x, w: poverty_measures.watts(x, 3, w),
    "sen": lambda x, w: poverty_measures.sen(x, 3, w),
    "sst": lambda x, w: poverty_measures.sen_shorrocks_thon(x, 3, w),
    "relative": poverty_relative.fgt_relative,
}
INCOME, WEIGHT = np.array([1.0, 2, 3, 10, 4]), np.array([1.0, 2, 1, 1, 3])


@pytest.mark.parametrize("name", MEASURES)
def test_a_missing_income_or_weight_is_told_and_not_guessed(name):
    for income, weight in (([1, np.nan, 3, 10, 4], WEIGHT), (INCOME, [1, 2, np.inf, 1, 3])):
        with pytest.raises(ValueError, match="1 missing or infinite"):
            MEASURES[name](np.array(income, dtype=float), np.array(weight, dtype=float))


@pytest.mark.parametrize("name", MEASURES)
def test_columns_of_a_table_and_whole_numbers_give_what_arrays_give(name):
    expected = MEASURES[name](INCOME, WEIGHT)
    table = pd.DataFrame({"x": INCOME.astype(int), "w": WEIGHT}, index=[9, 4, 7, 1, 3])
    for found in (MEASURES[name](table["x"], table["w"]), MEASURES[name](table["x"].astype("Int64"), table["w"])):
        assert found.value == pytest.approx(expected.value)
        assert found.influence == pytest.approx(expected.influence)


def test_units_that_stand_for_nobody_are_no_units_of_the_sample():
    found = inequality.gini(np.array([1.0, 2, 3, 99]), np.array([1.0, 1, 1, 0]), convention="sample")
    assert found.value == pytest.approx(1 / 3)


def test_raters_that_cancel_out_give_the_mean_of_them_no_reliability():
    assert icc(np.array([[1, 2], [2, 1]]), "1,k").value == -np.inf
