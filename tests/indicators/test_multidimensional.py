"""Multidimensional poverty of villages: a village worked by hand, what is left out, and limits that hold."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from evalkit.indicators import multidimensional as md
from evalkit.indicators import multidimensional_parts as parts
from evalkit.indicators import scope as scopes
from evalkit.indicators.deprivation_scores import judge, standard

VILLAGE = "990101100201"
STATED = ["dropout", "uninsured", "housing", "water", "job_lost"]
# Households of 1, 4, 3 and 2 persons; what each lacks of schooling, medical care, housing, water and work.
HOMES = {
    "a": (1, "00110", "lifted"),
    "b": (4, "00010", "lifted"),
    "c": (3, "00000", "ordinary"),
    "d": (2, "11001", "ordinary"),
}
DIMENSIONS = ["schooling", "medical", "housing", "water", "employment"]


def lacking(homes, year=2024, village=VILLAGE):
    keys = {"county": village[:6], "village": village, "year": year}
    lines = [
        keys | {"household": name, "members": size, "household_type": kind}
        | {column: {"0": False, "1": True}.get(mark) for column, mark in zip(STATED, marks, strict=True)}
        for name, (size, marks, kind) in homes.items()
    ]  # fmt: skip
    kinds = {"members": "Int64"} | dict.fromkeys(STATED, "boolean")
    return pd.DataFrame(lines).assign(no_work=pd.NA).astype(kinds | {"no_work": "boolean"})


@pytest.fixture
def scope():
    return scopes.years(VILLAGE, [2024])


@pytest.fixture
def judged():
    return judge(lacking(HOMES))


def test_a_village_worked_by_hand(judged, scope):
    # Any lacking item is enough: 1 + 4 + 2 of 10 persons; they lack 1x2 + 4x1 + 2x3 = 12 of their 7 x 5 items.
    h, a, m0 = (
        measure(judged, scope).iloc[0]
        for measure in (md.multidimensional_headcount, md.multidimensional_intensity, md.multidimensional_m0)
    )
    assert (h["value"], h["numerator"], h["denominator"], h["n"]) == (0.7, 7, 10, 4)
    assert a["value"] == pytest.approx(12 / 35)
    assert m0["value"] == pytest.approx(12 / 50)
    assert m0["numerator"] == pytest.approx(12 / 5)
    assert "lacking one item is enough (k=0.01)" in h["note"]
    assert "food, clothing not in the ledgers, their weight shared among the others" in h["note"]


def test_a_higher_cutoff_stands_beside_that_of_the_standard(judged, scope):
    # From two of five items on: 1 + 2 persons, who lack 2 + 6 = 8 of 15 items.
    rows = md.multidimensional_headcount(judged, scope, ks=[0.4, 1]).set_index("group")
    assert rows["value"].to_dict() == {"": 0.7, "0.4": 0.3, "1": 0}
    assert rows["group_by"].tolist() == ["", "k", "k"]
    assert "lacking items must weigh at least k=0.4" in rows.loc["0.4", "note"]
    averages = md.multidimensional_intensity(judged, scope, ks=[0.4, 1]).set_index("group")
    assert averages.loc["0.4", "value"] == pytest.approx(8 / 15)
    assert np.isnan(averages.loc["1", "value"])
    assert "nobody is multidimensionally poor" in averages.loc["1", "note"]


def test_dimensions_by_themselves_among_the_poor_and_as_shares(judged, scope):
    plain = parts.deprivation_headcount(judged, scope).set_index("group")
    assert plain["value"].tolist() == pytest.approx([0.2, 0.2, 0.1, 0.5, 0.2])
    assert plain.index.tolist() == DIMENSIONS
    assert not plain["note"].str.contains("k=").any()
    assert parts.censored_headcount(judged, scope)["value"].tolist() == pytest.approx([0.2, 0.2, 0.1, 0.5, 0.2])
    shares = parts.multidimensional_contribution(judged, scope)
    assert shares["value"].tolist() == pytest.approx([2 / 12, 2 / 12, 1 / 12, 5 / 12, 2 / 12])
    assert shares["numerator"].sum() == pytest.approx(shares["denominator"].iloc[0])


def test_censored_shares_leave_out_those_who_are_not_poor(scope, tmp_path):
    judged = judge(lacking(HOMES), params=standard_of(tmp_path, k="2/5"))
    assert parts.censored_headcount(judged, scope)["value"].tolist() == pytest.approx([0.2, 0.2, 0.1, 0.1, 0.2])
    assert parts.deprivation_headcount(judged, scope)["value"].tolist() == pytest.approx([0.2, 0.2, 0.1, 0.5, 0.2])


def test_subgroups_add_up(judged, scope):
    rows = md.multidimensional_m0(judged, scope, by="household_type").set_index("group")
    assert rows["numerator"].to_dict() == pytest.approx({"lifted": 6 / 5, "ordinary": 6 / 5})
    assert rows["denominator"].to_dict() == {"lifted": 5, "ordinary": 5}
    shares = parts.multidimensional_group_share(judged, scope).set_index("group")["value"]
    assert shares.to_dict() == pytest.approx({"lifted": 0.5, "ordinary": 0.5})
    crossed = md.multidimensional_headcount(judged, scope, by="household_type", ks=[0.4])
    assert crossed["group_by"].tolist() == ["household_type"] * 2 + ["household_type/k"] * 2
    assert crossed["group"].tolist() == ["lifted", "ordinary", "lifted/0.4", "ordinary/0.4"]
    assert crossed["value"].tolist() == [1, 0.4, 0.2, 0.4]


@pytest.mark.parametrize(
    ("rule", "value", "words"),
    [
        ("drop", 7 / 10, "1 households with an unknown item left out"),
        ("not_deprived", 7 / 15, "1 households with an unknown item, counted as not deprived of it"),
        ("reweight", 7 / 15, "1 households with an unknown item, judged by their others"),
        ("deprived", 12 / 15, "1 households with an unknown item, counted as deprived of it"),
    ],
)
def test_an_unknown_item_follows_the_rule_and_is_counted(scope, rule, value, words):
    row = md.multidimensional_headcount(
        judge(lacking(HOMES | {"e": (5, "000?0", "lifted")}), missing=rule), scope
    ).iloc[0]
    assert row["value"] == pytest.approx(value)
    assert words in row["note"]


def test_a_household_without_a_size_is_left_out_and_counted(scope):
    row = md.multidimensional_headcount(judge(lacking(HOMES | {"e": (None, "11111", "lifted")})), scope).iloc[0]
    assert (row["value"], row["n"]) == (0.7, 4)
    assert "1 households without a size left out" in row["note"]


def test_a_dimension_without_a_ledger_gives_its_weight_away_or_counts_as_none(scope):
    homes = lacking({name: (size, marks[:4] + "?", kind) for name, (size, marks, kind) in HOMES.items()})
    shared, kept = (
        md.multidimensional_m0(judge(homes, absent=rule), scope).iloc[0] for rule in ("shared", "not_deprived")
    )
    # Without work they lack 1x2 + 4x1 + 2x2 = 10 items, of four dimensions or of the seven of the standard.
    assert shared["value"] == pytest.approx(10 / 40)
    assert kept["value"] == pytest.approx(10 / 70)
    assert "food, clothing, stable work not in the ledgers, counted as not deprived" in kept["note"]
    assert parts.deprivation_headcount(judge(homes), scope)["group"].tolist() == DIMENSIONS[:4]


def test_a_year_with_too_few_items_or_without_a_ledger_or_a_standard_is_refused(scope):
    two = lacking({name: (size, marks[:2] + "???", kind) for name, (size, marks, kind) in HOMES.items()})
    row = md.multidimensional_headcount(judge(two), scope).iloc[0]
    assert np.isnan(row["value"])
    assert "the ledgers tell of 2 items, fewer than 3" in row["note"]
    none = md.multidimensional_headcount(judge(two.iloc[:0]), scope).iloc[0]
    assert "no guarantees ledger received" in none["note"]
    assert "no guarantees ledger received" in parts.censored_headcount(judge(two.iloc[:0]), scope)["note"].item()
    early = md.multidimensional_headcount(judge(lacking(HOMES, 2015)), scopes.years(VILLAGE, [2015])).iloc[0]
    assert "no deprivation standard for place 990101 in 2015" in early["note"]


def test_where_nobody_is_poor_the_parts_are_refused_once(scope):
    judged = judge(lacking({"a": (2, "00000", "lifted")}))
    row = md.multidimensional_headcount(judged, scope, interval=True).iloc[0]
    assert (row["value"], row["n"]) == (0, 1)
    assert "no spread" in row["note"]
    for measure in (parts.multidimensional_contribution, parts.multidimensional_group_share):
        (note,) = measure(judged, scope)["note"]
        assert "nobody is multidimensionally poor" in note


def test_a_village_whose_households_are_all_left_out_is_refused_with_their_number(scope):
    row = md.multidimensional_headcount(judge(lacking({"a": (None, "11111", "lifted")})), scope).iloc[0]
    assert np.isnan(row["value"])
    assert "no household with known items" in row["note"]
    assert "1 households without a size left out" in row["note"]


def test_an_average_without_spread_has_no_limits(scope):
    row = md.multidimensional_intensity(
        judge(lacking({"a": (1, "10000", "x"), "b": (2, "01000", "x")})), scope, interval=True
    )
    assert row["value"].item() == pytest.approx(0.2)
    assert row[["low", "high"]].isna().all(axis=None)


def test_a_rule_that_is_not_known_is_named():
    with pytest.raises(ValueError, match="guess"):
        judge(lacking(HOMES), absent="guess")


def test_the_latest_standard_of_the_nearest_place_holds(tmp_path):
    folder = standard_of(tmp_path, k="1/3")
    lines = (folder / "deprivations.csv").read_text(encoding="utf-8")
    later = lines.partition("\n")[2].replace("00,2019", "99,2022").replace("1/3", "0.5")
    (folder / "deprivations.csv").write_text(lines + later, encoding="utf-8")
    cutoffs = [
        standard(county, year, folder)["k"].iloc[0]
        for county, year in (("140123", 2024), ("990101", 2024), ("990101", 2021))
    ]
    assert cutoffs == [pytest.approx(1 / 3), 0.5, pytest.approx(1 / 3)]


def test_limits_hold_the_true_figures_about_as_often_as_they_say():
    # 250 villages of 80 households; each lacks items by its own level, beta (1.2, 3), drawn for all five.
    rng = np.random.default_rng(21)
    count, homes = 250, 80
    size = rng.integers(1, 6, count * homes)
    marks = rng.random((count * homes, 5)) < rng.beta(1.2, 3, count * homes)[:, None]
    villages = np.repeat([f"9901011{n:05d}" for n in range(count)], homes)
    table = pd.DataFrame(marks, columns=STATED).assign(no_work=False).astype("boolean")
    table = table.assign(county="990101", village=villages, year=2024, household=[f"h{n}" for n in range(len(size))])
    judged = judge(table.assign(members=size, household_type="ordinary").astype({"members": "Int64"}))
    scope = scopes.years(sorted(set(villages)), [2024])
    # Given its level p a household lacks all of two given items with chance p^2, and so on: moments of the beta.
    draws = rng.beta(1.2, 3, 500_000)
    none = ((1 - draws) ** 5).mean()
    truth = {"multidimensional_headcount": 1 - none, "multidimensional_m0": 1.2 / 4.2}
    truth["multidimensional_intensity"] = truth["multidimensional_m0"] / truth["multidimensional_headcount"]
    for name, value in truth.items():
        rows = getattr(md, name)(judged, scope, interval=True)
        held = rows["low"].lt(value) & rows["high"].gt(value)
        assert 0.93 <= held.mean() <= 0.97, (name, held.mean())


def standard_of(folder, k):
    measures = dict(zip(DIMENSIONS, STATED, strict=True))
    lines = [f"00,2019,{name},1,{k},{measure},test,test" for name, measure in measures.items()]
    text = "place,from,dimension,weight,k,measure,source,certainty\n" + "\n".join(lines) + "\n"
    (folder / "deprivations.csv").write_text(text, encoding="utf-8")
    return folder
