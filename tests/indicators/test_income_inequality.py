"""Inequality of villages: persons weigh equally, and a note says what a reader must know."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from evalkit.indicators import income_inequality as tables
from evalkit.indicators import scope

VILLAGE = "990101100201"
ALL = [
    tables.income_gini,
    tables.income_ge,
    tables.income_atkinson,
    tables.income_palma,
    tables.income_s80_s20,
    tables.income_p90_p10,
    tables.income_lorenz,
]


def earned(nets, members=1, fault=""):
    """Household-years of 2024; incomes in yuan."""
    nets = np.asarray(nets)
    keys = {"county": VILLAGE[:6], "village": VILLAGE, "year": 2024, "household": [f"h{i}" for i in range(len(nets))]}
    return pd.DataFrame({**keys, "net": nets * 100, "members": members, "fault": fault}).astype(
        {"county": "str", "village": "str", "year": "int64", "fault": "str"}
    )


def lines(years=(2024,)):
    return scope.years(VILLAGE, list(years))


def test_persons_weigh_equally_and_income_is_per_head():
    # Five persons: one with 1, four with 2 yuan: 2 x 4 pairs differ by 1, over 2 x 5 x 9.
    found = tables.income_gini(earned([1, 8], members=[1, 4]), lines())
    assert found["value"].item() == pytest.approx(8 / 90)
    assert found["n"].item() == 2
    assert found["uncertainty"].item() == "super-population"


def test_each_measure_gives_one_line_per_parameter_with_the_value_worked_by_hand():
    one_two_three = earned([1, 2, 3])
    entropy = tables.income_ge(one_two_three, lines())
    assert entropy["group_by"].unique().tolist() == ["alpha"]
    assert dict(zip(entropy["group"], entropy["value"], strict=True)) == pytest.approx(
        {"0": np.log(2) - np.log(6) / 3, "1": (np.log(0.5) + 3 * np.log(1.5)) / 6, "2": 1 / 12}
    )
    aversion = tables.income_atkinson(one_two_three, lines(), epsilons=[1, 2])
    assert aversion["value"].tolist() == pytest.approx([1 - 6 ** (1 / 3) / 2, 1 - 9 / 11])
    ten = earned(range(1, 11))
    assert tables.income_palma(ten, lines())["value"].item() == pytest.approx(1)
    assert tables.income_s80_s20(ten, lines())["value"].item() == pytest.approx(19 / 3)
    assert tables.income_p90_p10(ten, lines())["value"].item() == pytest.approx(9)
    curve = tables.income_lorenz(ten, lines(), percentiles=[10, 50])
    assert curve["group"].tolist() == ["10", "50"]
    assert curve["value"].tolist() == pytest.approx([1 / 55, 15 / 55])


def test_a_negative_income_stays_in_the_gini_and_the_note_counts_it():
    found = tables.income_gini(earned([-2, 1, 2]), lines())
    assert found["value"].item() == pytest.approx(16 / 6)
    assert "1户收入为负，已计入" in found["note"].item()
    assert tables.income_gini(earned([-2, 1, 2]), lines(), normalised="raffinetti")["value"].item() < 1


def test_zero_and_negative_incomes_leave_the_logarithmic_measures_and_the_note_counts_them():
    found = tables.income_ge(earned([0, -5, 1, 3]), lines(), alphas=[0, 0.5])
    assert found["n"].tolist() == [2, 3]
    assert "2 households with a zero or negative income left out" in found["note"][0]
    assert "1 households with a zero or negative income left out" in found["note"][1]


def test_a_poor_end_without_income_refuses_the_ratios_and_says_why():
    owing = earned([-9, 0, 0, 0, 0, 0, 0, 0, 5, 9])
    for table in (tables.income_palma, tables.income_s80_s20, tables.income_p90_p10):
        found = table(owing, lines())
        assert found["value"].isna().all()
        assert "低收入一端" in found["note"].item()


@pytest.mark.parametrize("table", ALL)
def test_a_village_without_ledger_or_without_a_usable_household_is_refused_with_the_reason(table):
    faulty = earned([1, 2], fault="partial")
    refused = table(faulty, lines([2023, 2024]))
    notes = dict(zip(refused["year"], refused["note"], strict=True))
    assert refused["value"].isna().all()
    assert "未收到收入台账" in notes[2023]
    assert "2户收入不足12个月" in notes[2024]


@pytest.mark.parametrize("table", ALL)
def test_one_household_has_no_limits_and_the_note_warns(table):
    found = table(earned([700], members=4), lines())
    assert found[["low", "high"]].isna().all(axis=None)
    assert found["note"].str.contains("do not trust the interval").all()


def test_the_note_on_the_interval_fades_as_households_grow():
    incomes = np.random.default_rng(3).integers(5_000, 30_000, 150)
    texts = [tables.income_gini(earned(incomes[:n]), lines())["note"].item() for n in (29, 149, 150)]
    assert "do not trust" in texts[0]
    assert "about 90 %" in texts[1]
    assert texts[2] == ""
    found = tables.income_gini(earned(incomes), lines())
    assert (found["low"] < found["value"]).all()
    assert (found["value"] < found["high"]).all()


def test_a_point_of_the_lorenz_curve_rests_on_the_households_of_its_smaller_part():
    curve = tables.income_lorenz(earned(range(1, 11)), lines(), percentiles=[10, 50, 80]).set_index("group")
    assert curve["n"].to_dict() == {"10": 1, "50": 5, "80": 2}
