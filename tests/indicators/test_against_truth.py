"""Indicators of the cleaned sample county against the truth that was written beside its ledgers."""

from __future__ import annotations

import pandas as pd
import pytest
import yaml

from evalkit import store
from evalkit.indicators import household_income as hi
from evalkit.indicators import income, poverty
from evalkit.indicators import scope as scopes
from evalkit.indicators.self_reliance import transfer_dependence
from evalkit.indicators.trend import income_trend

YEARS = range(2021, 2025)


@pytest.fixture(scope="module")
def truth(home):
    folder = home / "data" / "raw" / "sample" / "truth"
    effects = yaml.safe_load((folder / "effects.yaml").read_text(encoding="utf-8"))
    written = pd.read_csv(folder / "income.csv.gz", dtype={"village": str})
    return {village["village"]: village for village in effects["villages"]}, written[written["expected_fate"] == "kept"]


@pytest.fixture(scope="module")
def tables(processed):
    return {name: store.read(name, county="990101", root=processed) for name in ("income", "households", "members")}


@pytest.fixture(scope="module")
def earned(tables):
    return hi.household_years(tables["income"], tables["households"])


@pytest.fixture(scope="module")
def scope(truth):
    return scopes.years(sorted(truth[0]), YEARS)


def test_net_income_equals_the_truth_to_the_fen(truth, earned):
    rows = truth[1][truth[1]["source"].isin([*hi.GAINS, hi.COST])]
    sign = rows["source"].map(lambda source: -1 if source == hi.COST else 1)
    expected = (rows["amount"] * sign).groupby([rows["village"], rows["year"]]).sum()
    found = earned.groupby(["village", "year"])["net"].sum()
    assert found.to_dict() == expected.to_dict()


def test_income_per_head_equals_the_truth_in_every_village_and_year(truth, earned, scope):
    rows = truth[1][truth[1]["source"].isin([*hi.GAINS, hi.COST])]
    sign = rows["source"].map(lambda source: -1 if source == hi.COST else 1)
    keys = ["village", "year"]
    net = (rows["amount"] * sign).groupby([rows[key] for key in keys]).sum() / 100
    persons = rows.drop_duplicates([*keys, "household"]).groupby(keys)["household_size"].sum()
    found = income.income_per_head(earned, scope).set_index(keys)["value"]
    assert found.to_dict() == pytest.approx((net / persons).to_dict())


def test_planted_growth_is_a_trend_where_the_ledgers_are_fine_enough_and_else_refused(tables, earned, truth):
    rows = income_trend(tables["income"], earned, scopes.span(sorted(truth[0]), 2021, 2024))
    slopes = rows[rows["indicator"] == "income_trend"]
    known = slopes.dropna(subset=["value"])
    assert len(known) >= 3
    assert (known["low"] > 0).all()
    assert slopes.loc[slopes["value"].isna(), "note"].str.contains("a trend needs at least").all()


def test_the_village_planted_to_live_by_transfers_depends_on_them_most(tables, earned, truth, scope):
    rows = transfer_dependence(tables["income"], earned, tables["members"], scope)
    share = rows[rows["group"] == "all/all"].groupby("village")["value"].mean()
    assert truth[0][share.idxmax()]["kind"] == "transfers"


def test_the_village_planted_above_the_line_stands_out_there_and_not_below(earned, truth, scope):
    rows = poverty.share_near_line(earned, scope)
    excess = rows.pivot(index=["village", "year"], columns="group", values="value")
    excess = (excess["above"] - excess["below"]).groupby("village").mean()
    assert truth[0][excess.idxmax()]["kind"] == "bunched"
