"""Villages differ honestly; only one that lies beyond what villages differ by is called unusual."""

import numpy as np
import pandas as pd
import pytest

from evalkit.checks import declared
from evalkit.checks.integrity import compare, copies

RULE = declared.load()["copied_months"]


def county(shares, homes=40, seed=1):
    """One county whose villages have these shares of households with the mark."""
    rng = np.random.default_rng(seed)
    villages = [f"990101100{201 + at}" for at in range(len(shares))]
    rows = {"county": "990101", "village": np.repeat(villages, homes), "year": 2024, "group": ""}
    return pd.DataFrame(rows | {"figure": rng.random(len(shares) * homes) < np.repeat(shares, homes)})


def chances(shares, **more):
    return compare.against_others(county(shares, **more), RULE, "village", copies.SHARE)["p"].to_numpy()


def test_the_prediction_of_one_more_village_is_students_t():
    # By hand: others 4, 5, 6 have mean 5 and s = 1; (9 - 5) / sqrt(4/3) = 3.4641 with 2 degrees of freedom. Student's
    # t with 2 degrees has the tail (1 - t / sqrt(t^2 + 2)) / 2 = (1 - 3.4641 / 3.7417) / 2 = 0.0371.
    assert compare.of_villages(9.0, np.array([4.0, 5.0, 6.0]), 1) == pytest.approx(0.0371, abs=1e-4)
    assert compare.of_villages(1.0, np.array([4.0, 5.0, 6.0]), -1) == pytest.approx(0.0371, abs=1e-4)
    assert compare.of_villages(5.0, np.array([4.0, 5.0, 6.0]), 1) == pytest.approx(0.5)


def test_others_that_are_all_alike_leave_the_matter_to_the_households():
    assert compare.of_villages(0.3, np.zeros(4), 1) == 0 and compare.of_villages(0.0, np.zeros(4), 1) == 1


@pytest.mark.parametrize("spread", [0.0, 0.1, 0.2])
def test_villages_that_differ_honestly_are_seldom_called_unusual(spread):
    p = []
    for seed in range(40):
        rng = np.random.default_rng(seed)
        p += list(chances(np.clip(rng.normal(0.4, spread, 10), 0, 1), seed=seed))
    # 400 villages at 0.05: more than 34 has probability 0.001, were they independent.
    assert np.sum(np.array(p) < 0.05) <= 34


def test_households_alone_would_call_honest_villages_unusual():
    homes = county(np.clip(np.random.default_rng(3).normal(0.4, 0.2, 10), 0, 1), seed=3)
    places = homes.groupby("village")["figure"]
    alone = [copies.SHARE.chance(own, homes.loc[homes["village"] != village, "figure"]) for village, own in places]
    both = compare.against_others(homes, RULE, "village", copies.SHARE)["p"]
    assert sum(p < 0.01 for p in alone) >= 2 and (both < 0.01).sum() == 0


def test_a_village_far_beyond_the_others_is_seen():
    assert chances([0.1, 0.12, 0.08, 0.1, 0.11, 0.9])[-1] < 0.001


def test_villages_with_few_households_are_not_compared_with():
    homes = pd.concat([county([0.3, 0.3, 0.3]), county([0, 0, 0, 1, 1], homes=5).iloc[15:]], ignore_index=True)
    rows = compare.against_others(homes, RULE, "village", copies.SHARE)
    assert rows["value"].isna().all()
    assert rows["note"].str.contains("not 3 other villages of that year with 10 households|5 households, fewer").all()


def test_a_share_says_on_how_many_it_rests_so_that_the_gate_can_judge_it():
    row = compare.against_others(county([0.2, 0.2, 0.2, 0.2]), RULE, "village", copies.SHARE).iloc[0]
    assert row["numerator"] / row["denominator"] == pytest.approx(row["value"])
    assert row["denominator"] == row["n"] == 40


def test_nothing_of_another_village_is_in_the_row():
    rows = compare.against_others(county([0.1, 0.5, 0.5, 0.5]), RULE, "village", copies.SHARE)
    assert set(rows["note"]) == {"与其他3村相比 / beside 3 other villages"}
