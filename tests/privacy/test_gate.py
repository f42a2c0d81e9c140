"""Rows leave the restricted zone without small counts, and the audit says why without saying what."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evalkit.errors import EvalkitError
from evalkit.indicators import result
from evalkit.privacy import profile
from evalkit.privacy.gate import FIGURES, release
from evalkit.privacy.profile import Profile

TEN = Profile("ten")
PLACE = {"county": "990101", "village": "990101100201", "year": 2024}


def one(**more):
    given = {"unit": "household", "value": 25.0, "n": 40, "uncertainty": "none (census)"} | PLACE | more
    return result.row(given.pop("indicator", "labour_use"), **given)


def test_a_withheld_row_keeps_its_keys_and_loses_every_number():
    released, _ = release(one(value=3.0, low=1.0, high=6.0, numerator=3.0, denominator=40.0, note="3 of 40"), TEN)
    row = released.iloc[0]
    assert row[result.KEYS].to_dict() == PLACE | {
        "period": "2024",
        "group_by": "",
        "group": "",
        "indicator": "labour_use",
    }
    assert row[[*FIGURES, "n"]].isna().all()
    assert row["note"].startswith("withheld: fewer than 10")
    assert row["uncertainty"] == ""


def test_a_published_figure_passes_however_small():
    row = one(value=2.0, n=2, published=True, note="paper, table 1: 2 households")
    pd.testing.assert_frame_equal(release(row, TEN)[0], row)


def test_a_large_figure_passes_unchanged():
    pd.testing.assert_frame_equal(release(one(), TEN)[0], one())


def test_a_refusal_keeps_its_reason_but_not_its_small_numbers():
    reason = "只有3户 / only 3 households and 12 persons of 2024"
    released, audit = release(result.refusal("labour_use", unit="share", reason=reason, n=3, **PLACE), TEN)
    assert released["note"].item() == "只有<10户 / only <10 households and 12 persons of 2024"
    assert pd.isna(released["n"].item())
    assert audit.empty


def test_the_audit_counts_rows_by_reason_and_holds_no_figure():
    rows = result.concat([one(value=3.0), one(value=4.0, group_by="term", group="a"), one(n=2, indicator="x")])
    _, audit = release(rows, TEN)
    assert audit.columns.tolist() == ["village", "year", "indicator", "reason", "rows"]
    assert audit[["indicator", "reason", "rows"]].values.tolist() == [
        ["labour_use", "small count", 2],
        ["x", "small base", 1],
    ]


def test_rounding_makes_shares_again_from_rounded_parts():
    # OpenSAFELY: 7 or fewer withheld, the rest to the nearest 5; 13/41 becomes 15/40.
    fives = Profile("fives", threshold=8, zeros=False, round_to=5)
    released, _ = release(one(unit="share", value=13 / 41, numerator=13.0, denominator=41.0, n=41), fives)
    row = released.iloc[0]
    assert (row["numerator"], row["denominator"], row["n"], row["value"]) == (15.0, 40.0, 40, 0.375)


def test_the_profile_in_force_is_the_one_named_in_the_file(home):
    rules = profile.load(params=home / "params")
    assert (rules.name, rules.threshold, rules.zeros) == ("threshold_10", 10, True)
    with pytest.raises(EvalkitError, match="unknown profile; expected one of threshold_10, above_7_rounded_5"):
        profile.load("none", home / "params")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 40), min_size=2, max_size=6))
def test_no_small_count_of_a_breakdown_can_be_had_by_subtraction(counts):
    rows = [one(value=float(c), n=max(c, 1), group_by="channel", group=f"g{i}") for i, c in enumerate(counts)]
    total = sum(counts)
    released, _ = release(result.concat([*rows, one(value=float(total), n=max(total, 1))]), TEN)
    parts, whole = released.iloc[:-1], released.iloc[-1]
    assert not parts["value"].lt(10).any()
    gone = [count for count, value in zip(counts, parts["value"], strict=True) if pd.isna(value)]
    if gone and whole["value"] == total:
        assert len(gone) >= 2
        assert sum(gone) >= 10


def test_a_table_without_rows_is_released_as_it_is():
    released, audit = release(result.empty(), TEN)
    assert released.empty
    assert audit["rows"].sum() == 0
