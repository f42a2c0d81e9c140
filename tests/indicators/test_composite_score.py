"""Scores of villages from result rows: base year, refusals, ranks, experts."""

from __future__ import annotations

import pytest

from evalkit.errors import EvalkitError
from evalkit.indicators import composite_score, coupling, expert_weights, result

PARTS = ["income_per_head", "project_survival"]
# Income and survival of four invented villages in two years.
VALUES = {
    2023: {"1": (10_000, 0.5), "2": (20_000, 1.0), "3": (15_000, 0.0), "4": (12_000, 0.8)},
    2024: {"1": (20_000, 1.0), "2": (40_000, 1.0), "3": (15_000, None), "4": (12_000, 0.8)},
}


@pytest.fixture
def rows():
    tables = [
        result.row(name, unit="u", value=value, county="990101", village=f"99010110020{village}", year=year)
        if value is not None
        else result.refusal(name, unit="u", reason="none", county="990101", village=f"99010110020{village}", year=year)
        for year, own in VALUES.items()
        for village, pair in own.items()
        for name, value in zip(PARTS, pair, strict=True)
    ]
    return result.concat(tables)


def of(table, village, year):
    return table[(table["village"] == f"99010110020{village}") & (table["year"] == year)].iloc[0]


def test_equal_weights_on_min_max_by_hand(rows):
    found = composite_score.composite_score(rows, PARTS, base_year=2023, weighting="equal", normalisation="min_max")
    # Village 1 in 2023 stands at (0, .5): distances .25 from the worst and sqrt(.25 + .0625) from the best.
    assert of(found, 1, 2023)["value"] == pytest.approx(0.25 / (0.25 + 0.3125**0.5))
    assert of(found, 2, 2023)["value"] == 1


def test_a_village_that_reaches_the_base_years_best_scores_the_same_a_year_later(rows):
    found = composite_score.composite_score(rows, PARTS, base_year=2023)
    assert of(found, 1, 2024)["value"] == of(found, 2, 2023)["value"] == 1
    assert "1 beyond the base year's range" in of(found, 2, 2024)["note"]


def test_a_village_that_lacks_a_part_is_refused_and_the_part_named(rows):
    found = of(composite_score.composite_score(rows, PARTS, base_year=2023), 3, 2024)
    assert found["value"] != found["value"]
    assert "lacks project_survival" in found["note"]


def test_too_few_villages_in_the_base_year_give_no_score(rows):
    few = rows[rows["village"].str.endswith(("1", "2"))]
    for found in (
        composite_score.composite_score(few, PARTS, base_year=2023),
        composite_score.composite_rank(few, PARTS, base_year=2023, seed=1),
    ):
        assert found["value"].isna().all()
        assert found["note"].str.contains("fewer than 3 villages").all()


def test_the_rank_holds_whatever_the_weights_only_for_the_best_in_all(rows):
    found = composite_score.composite_rank(rows, PARTS, base_year=2023, seed=7, draws=200)
    best = of(found, 2, 2023)
    assert (best["value"], best["low"], best["high"], best["numerator"]) == (1, 1, 1, 100)
    other = of(found, 3, 2023)
    # Second in income and last in survival.
    assert (other["low"], other["high"]) == (2, 4)


def test_a_context_indicator_cannot_be_scored(rows):
    with pytest.raises(EvalkitError, match="income_share"):
        composite_score.composite_score(rows, [*PARTS, "income_share"], base_year=2023)


def test_experts_count_equally_and_every_gap_is_named(tmp_path):
    path = tmp_path / "expert_weights.csv"
    head = "expert,indicator,weight,date,source\n"
    one = "E1,income_per_head,60,2026-03-01,minutes\nE1,project_survival,20,2026-03-01,minutes\n"
    two = "E2,income_per_head,1,2026-03-01,minutes\nE2,project_survival,3,2026-03-01,minutes\n"
    path.write_text(head + one + two, encoding="utf-8")
    # 3/4 and 1/4 against 1/4 and 3/4.
    assert expert_weights.mean_weights(PARTS, tmp_path).tolist() == [0.5, 0.5]
    path.write_text(head + one + "E2,income_per_head,1,,\n", encoding="utf-8")
    with pytest.raises(EvalkitError) as error:
        expert_weights.mean_weights(PARTS, tmp_path)
    assert len(error.value.problems) == 2
    with pytest.raises(EvalkitError, match="there are no expert weights"):
        expert_weights.mean_weights(PARTS, tmp_path / "nowhere")


def test_two_systems_that_rise_together_are_fully_coupled(rows):
    systems = {"income": ["income_per_head"], "industry": ["project_survival"]}
    found = coupling.coupling_coordination(rows, systems, base_year=2023)
    own = found[(found["village"] == "990101100202") & (found["year"] == 2023)].set_index("indicator")["value"]
    assert own.to_dict() == {"coupling_degree": 1, "development_level": 1, "coupling_coordination": 1}
    last = found[(found["village"] == "990101100204") & (found["year"] == 2023)].set_index("indicator")["value"]
    # Scores (12000 - 10000) / 10000 = .2 and .8: C = 2 sqrt(.16) / 1 = .8, T = .5, D = sqrt(.4).
    assert last["coupling_degree"] == pytest.approx(0.8)
    assert last["coupling_coordination"] == pytest.approx(0.4**0.5)


def test_villages_that_are_all_alike_cannot_be_scored(rows):
    alike = rows.assign(value=1.0, note="")
    found = composite_score.composite_score(alike, PARTS, base_year=2023)
    assert found["value"].isna().all()
    assert found["note"].str.contains("no part differs").all()
