"""Forecasts from earlier years alone, and the shares and scores made from them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.special import ndtr

from evalkit import store
from evalkit.indicators import forecast_scores, household_income, vulnerable_households
from evalkit.indicators import scope as scopes
from evalkit.indicators.household_characteristics import characteristics
from evalkit.indicators.vulnerability_forecasts import RULES, Forecasts, foretell

VILLAGES = ["990101100201", "990101100202"]
LINES = {2021: 600_000, 2022: 660_000, 2023: 710_000, 2024: 750_000}  # fen: params/policy.yaml, invented province
SCORES = [
    getattr(forecast_scores, f"vulnerability_{name}")
    for name in ("auc", "brier", "calibration", "calibration_slope", "auc_difference", "brier_difference")
]


def county(homes=70, seed=4, years=LINES):
    """Households whose income is about what it was, so that past income tells who falls."""
    rng = np.random.default_rng(seed)
    lasting = rng.normal(0.25, 0.25, (len(VILLAGES), homes))
    tables = []
    for year in years:
        relative = np.exp(lasting + rng.normal(0, 0.15, lasting.shape))
        for place, village in enumerate(VILLAGES):
            members = np.arange(homes) % 4 + 1
            net = (relative[place] * LINES[year] * members).astype("int64")
            names = [f"h{number}" for number in range(homes)]
            keys = {"county": "990101", "village": village, "year": year, "household": names, "fault": ""}
            tables.append(pd.DataFrame(keys | {"net": net, "members": members}))
    return pd.concat(tables, ignore_index=True)


@pytest.fixture(scope="module")
def earned():
    return county()


@pytest.fixture(scope="module")
def found(earned):
    return foretell(earned, [2022, 2023, 2024, 2025])


def test_what_happened_in_the_year_does_not_move_its_forecast(earned, found):
    changed = earned.assign(net=earned["net"].where(earned["year"] < 2024, 1))
    other = foretell(changed, [2024]).households
    own = found.households[found.households["year"] == 2024].reset_index(drop=True)
    pd.testing.assert_frame_equal(own[list(RULES)], other[list(RULES)])
    assert (other["after"] < 1).all() and not (own["after"] < 1).all()


def test_the_order_of_rows_changes_nothing(earned, found):
    other = foretell(earned.sample(frac=1, random_state=1), [2024]).households
    own = found.households[found.households["year"] == 2024]
    keys = ["village", "household"]
    left, right = (table.sort_values(keys)[list(RULES)].to_numpy(float) for table in (own, other))
    assert left == pytest.approx(right, abs=1e-9)


def test_income_counts_over_the_line_of_its_own_year(earned, found):
    own = found.households[found.households["year"] == 2024].iloc[0]
    mine = earned[(earned["village"] == own["village"]) & (earned["household"] == own["household"])]
    ratios = mine["net"] / mine["members"] / mine["year"].map(LINES)
    assert own["last_year"] == pytest.approx(ratios[mine["year"] == 2023].item())
    assert own["past_mean"] == pytest.approx(ratios[mine["year"] < 2024].mean())
    assert own["after"] == pytest.approx(ratios[mine["year"] == 2024].item())


def test_the_headcount_counts_persons_and_foretells_a_year_still_to_come(found):
    scope = pd.concat([scopes.years(VILLAGES[0], [2025]), scopes.county_years("990101", [2025])])
    rows = vulnerable_households.vulnerability_headcount(found, scope)
    own = found.households[(found.households["year"] == 2025) & (found.households["village"] == VILLAGES[0])]
    row = rows[(rows["village"] == VILLAGES[0]) & (rows["group"] == "fgls/half")].iloc[0]
    assert row["numerator"] == own.loc[own["fgls"] > 0.5, "members"].sum()
    assert (row["denominator"], row["n"]) == (own["members"].sum(), 70)
    assert row["low"] < row["value"] < row["high"]
    wider = rows.set_index(["village", "group"])["value"]
    assert wider[VILLAGES[0], "fgls/two_years"] >= row["value"]
    assert set(rows["village"]) == {VILLAGES[0], ""}
    assert "the limits leave out the error of the fit" in row["note"]


def test_rules_that_know_the_past_rank_better_than_chance_and_the_difference_is_that_of_the_scores(found):
    scope = scopes.county_years("990101", [2024])
    areas = forecast_scores.vulnerability_auc(found, scope).set_index("group")
    assert (areas["low"] > 0.5).all()
    assert areas["n"].nunique() == 1
    apart = forecast_scores.vulnerability_auc_difference(found, scope).set_index("group")["value"]
    assert apart["fgls"] == pytest.approx(areas.loc["fgls", "value"] - areas.loc["past_mean", "value"])
    assert "past_mean" not in apart
    everybody = forecast_scores.vulnerability_auc(found, scope, among="all").set_index("group")
    assert (everybody["n"] > areas["n"]).all()
    assert "among all households" in everybody["note"].iloc[0]


def test_a_yes_or_no_rule_has_the_share_it_had_wrong_as_brier_score_and_no_slope(found):
    scope = scopes.county_years("990101", [2024])
    rows = forecast_scores.vulnerability_brier(found, scope, among="all").set_index("group")
    own = found.households[found.households["year"] == 2024]
    wrong = ((own["last_year"] < 1) != (own["after"] < 1)).mean()
    assert rows.loc["last_year", "value"] == pytest.approx(wrong)
    slopes = forecast_scores.vulnerability_calibration_slope(found, scope).set_index("group")
    assert np.isfinite(slopes.loc["fgls", "value"])
    assert "no slope" in slopes.loc["last_year", "note"]


def test_limits_of_a_villages_area_hold_the_truth_about_as_often_as_they_say_with_few_falls():
    rng, villages, homes, apart = np.random.default_rng(23), 500, 50, 1.0
    fell = rng.random((villages, homes)) < 0.15
    score = rng.normal(size=fell.shape) + apart * fell
    codes = [f"990101{number:06d}" for number in range(villages)]
    told = ndtr(score).ravel()
    rows = pd.DataFrame({"village": np.repeat(codes, homes), "after": np.where(fell, 0.9, 1.1).ravel(), "fgls": told})
    rows = rows.assign(county="990101", year=2024, members=1, before=1.2, quantile=told, past_mean=1.2, last_year=1.2)
    fits = pd.DataFrame({"county": ["990101"], "year": [2024], "fitted": True, "note": ""})
    areas = forecast_scores.vulnerability_auc(Forecasts(rows, fits), scopes.years(codes, [2024]))
    areas = areas[(areas["group"] == "fgls") & areas["value"].notna()]
    assert len(areas) > 350  # the others have fewer than five falls
    covered = areas["low"].le(ndtr(apart / 2**0.5)) & areas["high"].ge(ndtr(apart / 2**0.5))
    assert 0.93 <= covered.mean() <= 0.97


def test_a_share_of_nobody_and_a_rule_without_a_miss_have_no_limits_and_say_so(found):
    homes = found.households[(found.households["year"] == 2024) & (found.households["village"] == VILLAGES[0])]
    clean = Forecasts(homes.assign(fgls=0.0, past_mean=homes["after"]), found.fits)
    scope = scopes.years(VILLAGES[0], [2024])
    share = vulnerable_households.vulnerability_headcount(clean, scope).set_index("group").loc["fgls/half"]
    area = forecast_scores.vulnerability_auc(clean, scope, among="all").set_index("group").loc["past_mean"]
    assert (share["value"], area["value"]) == (0, 1)
    for row in (share, area):
        assert np.isnan(row["low"])
        assert "without limits" in row["note"]


def test_few_falls_are_no_score_and_the_note_says_how_many(earned):
    flat = foretell(earned.assign(net=earned["net"] * 3), [2024])
    for score in SCORES:
        rows = score(flat, scopes.years(VILLAGES[0], [2024]))
        rest = rows[~rows["note"].str.contains("no slope")]
        assert rows["value"].isna().all()
        assert rest["note"].str.contains("of 70 households below the line; 5 of each kind needed").all()


def test_a_county_too_small_to_fit_keeps_the_rules_of_past_income():
    small = foretell(county(homes=20), [2024])
    rows = vulnerable_households.vulnerability_headcount(small, scopes.years(VILLAGES[0], [2024])).set_index("group")
    assert rows.loc["past_mean/line", "n"] == 20
    assert rows.loc["fgls/half", "note"].endswith(
        "80 pairs of household-years in the county's past, 100 needed: not fitted"
    )
    scored = forecast_scores.vulnerability_brier(small, scopes.county_years("990101", [2024]), among="all").set_index(
        "group"
    )
    assert np.isfinite(scored.loc["last_year", "value"])
    assert "not fitted" in scored.loc["quantile", "note"]


@pytest.mark.parametrize("homes", [0, 1, 2])
def test_nobody_or_next_to_nobody_is_refused_in_words(homes):
    earned = county()
    found = foretell(earned[earned["household"].isin([f"h{number}" for number in range(homes)])], [2022, 2024])
    scope = scopes.years(VILLAGES[0], [2022, 2024])
    for function in [vulnerable_households.vulnerability_headcount, *SCORES]:
        rows = function(found, scope)
        assert (rows.loc[rows["value"].isna(), "note"] != "").all()
    assert forecast_scores.vulnerability_auc(found, scope)["value"].isna().all()


def test_households_without_the_year_or_without_a_past_are_counted(earned):
    last, other = earned["year"] == 2024, earned["household"].isin(["h1", "h2"])
    young = earned["household"].isin(["h3"]) & (earned["year"] < 2023)
    found = foretell(earned[~(last & other) & ~young], [2024])
    row = forecast_scores.vulnerability_brier(found, scopes.years(VILLAGES[0], [2024]), among="all").iloc[0]
    assert row["n"] == 67
    assert "2 households without a full income in the year left out" in row["note"]
    assert "1 households with fewer than two past years left out" in row["note"]


def test_very_low_and_negative_incomes_stay_in_the_fit_and_are_told(earned):
    loss = (earned["household"] == "h5") & (earned["year"] == 2023)
    found = foretell(earned.assign(net=earned["net"].mask(loss, -100)), [2024])
    assert found.fits["fitted"].all()
    assert "2 incomes very low or negative, taken as 10% of the line" in found.fits["note"].item()


def test_characteristics_are_read_from_the_lists_and_a_blank_is_unknown(ledger):
    lists = [
        {"household": "a", "year": 2023, "household_size": 4, "labour_count": 2, "arable_area": 6.0},
        {"household": "b", "year": 2023, "household_size": 1, "dibao": "rural", "monitored_type": "sudden"},
    ]
    people = [
        {"household": "a", "year": 2023, "health": "chronic", "education": "primary", "birth_band": "60-74"},
        {"household": "a", "year": 2023, "health": "healthy", "education": "college", "birth_band": "6-15"},
    ]
    rows = characteristics(ledger("households", lists), ledger("members", people)).set_index("household")
    assert rows.loc["a", ["labour_share", "land_per_head", "ill_share", "schooling"]].tolist() == [0.5, 1.5, 0.5, 15]
    assert rows.loc["a", ["old_share", "child_share", "disabled"]].tolist() == [0.5, 0.5, 0]
    assert rows.loc["b", ["dibao", "monitored"]].tolist() == [1, 1]
    assert rows.loc["b", ["labour_share", "ill_share"]].isna().all()
    assert characteristics().empty


def test_in_the_sample_county_every_rule_tells_who_will_be_below_the_line(processed):
    tables = {name: store.read(name, root=processed, county="990101") for name in ("income", "households", "members")}
    earned = household_income.household_years(tables["income"], tables["households"])
    found = foretell(earned, [2024], tables["households"], tables["members"])
    scope = scopes.county_years("990101", [2024])
    rows = forecast_scores.vulnerability_auc(found, scope, among="all")
    assert rows["group"].tolist() == list(RULES)
    assert (rows["low"] > 0.5).all()
