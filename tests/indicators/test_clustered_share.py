"""Shares of events that come in clusters."""

import pandas as pd
import pytest

from evalkit.indicators import clustered_share, scope

VILLAGE = "990101100201"
HERE = scope.years(VILLAGE, [2023, 2024])


def events(yes, homes, **columns):
    frame = pd.DataFrame({"village": VILLAGE, "household": list(homes), "year": 2024, "yes": yes})
    return frame.astype({"yes": "boolean"}).assign(**columns)


def test_what_cannot_be_told_is_left_out_and_said():
    row = (
        clustered_share.rows(HERE, events([True, False, None], "ABC"), "x", nothing="none").set_index("year").loc[2024]
    )
    assert (row["value"], row["numerator"], row["denominator"], row["n"]) == (0.5, 1, 2, 3)
    assert "some left out" in row["note"] and "small number" in row["note"]


def test_a_line_without_events_says_why():
    rows = clustered_share.rows(HERE, events([True], "A"), "x", nothing="no event").set_index("year")
    assert pd.isna(rows.loc[2023, "value"]) and rows.loc[2023, "note"] == "no event"


def test_each_group_has_its_own_row():
    rows = clustered_share.rows(
        HERE, events([True, False, True], "ABC", group=["a", "a", "b"]), "x", nothing="none", group_by="kind"
    )
    assert dict(zip(rows["group"], rows["value"], strict=True)) == {"a": 0.5, "b": 1.0}


def test_one_event_a_household_has_the_plain_wilson_limits_and_several_have_wider_ones():
    # 8 of 20, Wilson: 0.2188 to 0.6134.
    yes = [True] * 8 + [False] * 12
    alone = clustered_share.rows(HERE, events(yes, "ABCDEFGHIJKLMNOPQRST"), "x", nothing="none").iloc[1]
    assert (alone["low"], alone["high"]) == pytest.approx((0.2188, 0.6134), abs=5e-5)
    pairs = clustered_share.rows(HERE, events(yes, "AABBCCDDEEFFGGHHIIJJ"), "x", nothing="none").iloc[1]
    assert pairs["low"] < alone["low"] and pairs["high"] > alone["high"]
