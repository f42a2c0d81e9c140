"""Changes between two years: a village worked by hand, what is refused, and limits that hold on an 80 % panel."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from evalkit.indicators import growth_distribution as gd
from evalkit.indicators import income_change as ic
from evalkit.indicators import inequality, poverty
from evalkit.indicators import scope as scopes
from evalkit.indicators.design import Design, Estimate, error, interval, ratio
from evalkit.indicators.growth import income_growth

VILLAGE = "990101100201"


def homes(years, village=VILLAGE):
    """Return household-years from {year: {household: (yuan, members)}}."""
    keys = {"county": village[:6], "village": village, "fault": ""}
    lines = [
        keys | {"year": year, "household": name, "net": net * 100, "members": size}
        for year, own in years.items()
        for name, (net, size) in own.items()
    ]
    kinds = {"county": "str", "village": "str", "fault": "str", "household": "str", "members": "Int64"}
    return pd.DataFrame(lines).astype(kinds)


@pytest.fixture
def earned():
    # Lines of the invented province: 7,100 (2023) and 7,500 (2024) yuan; "b" stands exactly at the line of 2023.
    return homes({
        2023: {"a": (5_000, 1), "b": (14_200, 2), "c": (40_000, 4), "x": (9_000, 1)},
        2024: {"a": (9_000, 1), "b": (14_200, 2), "c": (44_000, 4), "y": (30_000, 3)},
    })  # fmt: skip


@pytest.fixture
def scope():
    return scopes.years(VILLAGE, [2024])


def only(table):
    assert len(table) == 1
    return table.iloc[0]


def test_income_per_head_changes_by_what_the_two_years_differ(earned, scope):
    # 68,200 / 8 persons and 97,200 / 10 persons.
    row = only(ic.income_per_head_change(earned, scope, prices="current"))
    assert (row["numerator"], row["denominator"], row["value"]) == pytest.approx((9720, 8525, 1195))
    assert row["n"] == 5
    assert row["period"] == "2023/2024"
    assert "3 households in both years, 1 in the first only, 1 in the last only" in row["note"]


def test_headcount_changes_against_each_years_line_or_the_last(earned, scope):
    # Own lines: 1 of 8 (b is at the line), then 2 of 10. At 7,500: b was below in 2023 as well, even at 2024 prices.
    own = only(ic.headcount_change(earned, scope))
    assert own["value"] == pytest.approx(2 / 10 - 1 / 8)
    last = only(ic.headcount_change(earned, scope, line="last"))
    assert last["value"] == pytest.approx(2 / 10 - 3 / 8)
    assert "each year at its own line, 7,100 and 7,500 yuan" in own["note"]
    assert own["value"] == pytest.approx(only(poverty.headcount_ratio(earned, scope))["value"] - 1 / 8)


def test_gap_and_gini_changes_are_those_of_the_years(earned, scope):
    gap = only(ic.poverty_gap_change(earned, scope))
    assert gap["value"] == pytest.approx(800 / (10 * 7_500) - 2_100 / (8 * 7_100))
    gini = only(ic.gini_change(earned, scope))
    # Each person typed out.
    later = inequality.gini(np.array([9_000.0] + [7_100] * 2 + [11_000] * 4 + [10_000] * 3), np.ones(10)).value
    earlier = inequality.gini(np.array([5_000.0, 9_000] + [7_100] * 2 + [10_000] * 4), np.ones(8)).value
    assert gini["value"] == pytest.approx(later - earlier)


def test_a_figure_that_did_not_change_on_the_same_households_has_no_error(scope):
    still = homes({y: {"a": (5_000, 1), "b": (14_000, 2), "c": (50_000, 3)} for y in (2023, 2024)})
    row = only(ic.income_per_head_change(still, scope, prices="current"))
    assert row["value"] == 0
    assert np.isnan(row["low"])


def test_one_household_or_no_ledger_is_refused_with_a_reason(scope):
    one = homes({2023: {"a": (1, 1)}, 2024: {"a": (2, 1)}})
    for measure in (ic.gini_change, gd.growth_incidence, gd.growth_of_poorest_fifth):
        assert "fewer than two households" in only(measure(one, scope))["note"]
    assert "no income ledger received" in only(ic.gini_change(one.iloc[:0], scope))["note"]


def test_a_year_without_a_line_is_refused(scope):
    early = homes({y: {"a": (1, 1), "b": (5, 1)} for y in (2019, 2020)})
    assert "no monitoring line" in only(ic.headcount_change(early, scopes.years(VILLAGE, [2020])))["note"]


def test_faulty_household_years_are_counted_by_year(earned, scope):
    earned.loc[earned["household"] == "x", "fault"] = "partial"
    assert (
        "2023: 1 households with fewer than 12 months of income left out" in only(ic.gini_change(earned, scope))["note"]
    )


def test_parts_of_the_poverty_change_add_up_to_it_at_each_years_own_line(earned, scope):
    table = gd.poverty_change_growth_redistribution(earned, scope, prices="lines", draws=20).set_index("group")["value"]
    for measure in ("headcount", "gap", "squared_gap"):
        parts = table[f"{measure}/growth"] + table[f"{measure}/redistribution"]
        assert parts == pytest.approx(table[f"{measure}/change"])
    assert table["gap/change"] == pytest.approx(only(ic.poverty_gap_change(earned, scope))["value"])


def test_growth_tables_name_their_groups_and_do_not_depend_on_the_order_of_rows(earned, scope):
    curve = gd.growth_incidence(earned, scope, prices="current", draws=20).set_index("group")["value"]
    # The median person: 7,100 before (3 of 8, then 4 at 10,000 -> fourth person has 9,000), 10,000 after.
    assert curve["50"] == pytest.approx(10_000 / 9_000 - 1)
    poorest = only(gd.growth_of_poorest_fifth(earned, scope, prices="current", draws=20))["value"]
    # 1.6 persons: 1 at 5,000 and 0.6 at 7,100; then 2 at 7,100.
    assert poorest == pytest.approx(7_100 / ((5_000 + 0.6 * 7_100) / 1.6) - 1)
    followed = gd.growth_by_first_rank(earned, scope, groups=1, prices="current", draws=20)
    # a, b and c with their members of 2023: 59,200 and 67,200 yuan, as growth.income_growth has it.
    assert only(followed)["value"] == pytest.approx(67_200 / 59_200 - 1)
    mixed = gd.growth_by_first_rank(earned.sample(frac=1, random_state=1), scope, groups=1, prices="current", draws=20)
    assert only(mixed)["value"] == pytest.approx(only(followed)["value"])


def village(draw, drawn, before, after, size):
    """80 of 100 households of each year stand in both years."""
    who = [draw.integers(drawn, size=120)]
    first, last = who[0][:100], who[0][20:]
    names = np.arange(120)
    return (np.concatenate([before[first], after[last]]), np.concatenate([size[first], size[last]]),
            np.concatenate([names[:100], names[20:]]), np.arange(200) >= 100)  # fmt: skip


@pytest.mark.parametrize("kind", ["headcount", "gini"])
def test_limits_of_a_change_hold_the_true_one_on_a_panel_of_which_a_fifth_is_new(kind):
    draw = np.random.default_rng(5)
    lasting, size = draw.normal(0, 0.4, 20_000), draw.integers(1, 6, 20_000)
    before, after = (np.exp(lasting + draw.normal(0, 0.25, 20_000) + shift) for shift in (0, 0.1))

    def measure(y, w):
        if kind == "gini":
            found = inequality.gini(y, w)
            return Estimate(found.value, found.influence * w)
        return ratio(np.where(y < 0.9, w, 0), w)

    truth = measure(after, size).value - measure(before, size).value
    hits, tries = 0, 1000
    for _ in range(tries):
        y, w, name, later = village(draw, 20_000, before, after, size)
        years = [measure(y[part], w[part]).inside(part) for part in (later, ~later)]
        change = years[0].minus(years[1])
        low, high = interval(change.value, error(change, Design(np.ones(200), name)))
        hits += low <= truth <= high
    assert 0.93 <= hits / tries <= 0.97


def test_growth_of_the_same_households_agrees_with_income_growth_where_nobody_moved(scope):
    stay = homes({2023: {"a": (5_000, 1), "b": (9_000, 2)}, 2024: {"a": (6_000, 1), "b": (9_900, 2)}})
    change = only(ic.income_per_head_change(stay, scope, prices="current"))
    assert change["value"] / change["denominator"] == pytest.approx(income_growth(stay.assign(
        wage=0, business=0, property=0, transfer=0, business_cost=0), scope)["value"].iloc[0])  # fmt: skip


def test_a_change_of_the_headcount_rests_on_the_year_with_fewer_on_one_side_of_the_line(earned, scope):
    # 1 of 8 persons below in 2023, 2 of 10 in 2024: with the change and one year, the other year's one is known.
    row = only(ic.headcount_change(earned, scope))
    assert (row["numerator"], row["denominator"]) == (1, 8)
