"""The pass over a county gives what the single indicators give, and says what is missing."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from evalkit import store
from evalkit.errors import EvalkitError
from evalkit.indicators import county_pass as county
from evalkit.indicators import income, poverty, result
from evalkit.indicators import scope as scopes
from evalkit.indicators.household_income import household_years
from evalkit.indicators.income_inequality import income_gini
from evalkit.indicators.income_source_inequality import inequality_by_source

VILLAGES = ["990101100201", "990101100202"]
SOURCES = ["wage", "business", "business_cost", "property", "transfer"]


@pytest.fixture
def processed(ledger, tmp_path):
    """Two villages and two years, with every case that a note tells: no size, part of a year, unreadable, a loss."""
    chance = np.random.default_rng(7)
    tables = {"income": [], "households": []}
    for village in VILLAGES:
        rows = [
            {"household": f"{village}{home}", "year": year, "item": source, "source": source, "period_kind": "month"}
            | {"month": month, "months": 1, "amount": int(chance.lognormal(11, 1)), "household_size": 1 + home % 5}
            for year in (2023, 2024)
            for home in range(12)
            for source in SOURCES
            for month in (1, 7)
        ]
        rows[0]["amount"] = None
        for row in rows:
            if row["household"].endswith(("1", "2")):
                row["household_size"] = None
            if row["household"].endswith("3"):
                row["covered"] = 63
            if row["household"].endswith("4") and row["source"] == "business_cost":
                row["amount"] = 700_000
        tables["income"].append(ledger("income", [{"covered": 4095} | row for row in rows], village))
        sizes = [{"household": f"{village}1", "year": year, "household_size": 6} for year in (2023, 2024)]
        tables["households"].append(ledger("households", sizes, village))
    whole = {name: pd.concat(parts, ignore_index=True) for name, parts in tables.items()}
    store.write(whole, {}, {}, tmp_path / "processed")
    return tmp_path / "processed"


def one_by_one(processed, years):
    tables = [store.read(name, year=years, root=processed) for name in ("income", "households")]
    earned, scope = household_years(*tables), scopes.years(VILLAGES, years)
    return result.concat(
        [
            income.income_per_head(earned, scope, interval=True),
            income.income_share(earned, scope, interval=True),
            poverty.headcount_ratio(earned, scope, interval=True),
            poverty.poverty_gap(earned, scope, interval=True),
            income_gini(earned, scope),
            inequality_by_source(earned, scope),
        ]
    )


def in_order(rows):
    return rows.sort_values(result.KEYS, ignore_index=True)


@pytest.mark.parametrize("years", [[2024], [2023, 2024]])
def test_the_pass_gives_exactly_what_the_single_indicators_give(processed, years):
    rows = county.county_pass("990101", years, root=processed)
    pd.testing.assert_frame_equal(in_order(rows), in_order(one_by_one(processed, years)), check_exact=True)
    assert rows["low"].notna().any() and rows["note"].str.contains("left out").any()


def test_years_together_give_what_each_year_gives_alone(processed):
    together = county.county_pass("990101", [2023, 2024], root=processed)
    alone = result.concat([county.county_pass("990101", year, root=processed) for year in (2023, 2024)])
    pd.testing.assert_frame_equal(in_order(together), in_order(alone), rtol=1e-12)


def test_every_village_and_year_has_every_indicator(processed):
    rows = county.county_pass("990101", [2023, 2024], root=processed)
    counts = rows.groupby(["village", "year"])["indicator"].value_counts().unstack()
    assert len(counts) == 4
    # One row each, but four for what is split by source of income.
    assert counts.loc[:, ["income_per_head", "headcount_ratio", "poverty_gap", "income_gini"]].eq(1).all(axis=None)
    assert (
        counts.drop(columns=["income_per_head", "headcount_ratio", "poverty_gap", "income_gini"]).eq(4).all(axis=None)
    )


def test_a_year_without_a_ledger_is_refused_in_words(processed):
    with pytest.raises(EvalkitError) as caught:
        county.county_pass("990101", [2024, 2022], root=processed)
    assert "no income ledger of county 990101 for 2022" in str(caught.value)
    assert "2023, 2024" in str(caught.value)


def test_a_county_that_sent_nothing_is_refused_in_words(processed):
    with pytest.raises(EvalkitError, match="no income ledger of county 990199 for 2024"):
        county.county_pass("990199", 2024, root=processed)


def test_a_year_without_a_monitoring_line_has_reasons_instead_of_shares(ledger, tmp_path):
    row = {"household": "a", "year": 1999, "item": "wage", "source": "wage", "month": 1, "months": 12}
    table = ledger("income", [row | {"amount": 100, "household_size": 2}])
    store.write({"income": table}, {}, {}, tmp_path / "processed")
    rows = county.county_pass("990101", 1999, root=tmp_path / "processed").set_index("indicator")
    assert np.isnan(rows.loc["headcount_ratio", "value"])
    assert "params/policy.yaml, key monitoring_line" in rows.loc["headcount_ratio", "note"]
    assert rows.loc["income_per_head", "value"] == 0.5  # 100 fen of two persons
