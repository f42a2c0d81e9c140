"""Sensitivity where outcomes are known for some households only, worked by hand."""

import pandas as pd
import pytest

from evalkit.indicators import channel_verification, scope

VILLAGE = "990101100201"
HERE = scope.years(VILLAGE, [2024])


def units(*counts):
    """Alerted: fallen, not, unknown; then the same of those without an alert."""
    kinds = [(a, v, f) for a in (True, False) for v, f in ((True, True), (True, False), (False, False))]
    flags = [kind for kind, count in zip(kinds, counts, strict=True) for _ in range(count)]
    frame = pd.DataFrame(flags, columns=["alerted", "verified", "fell"])
    return frame.assign(village=VILLAGE, year=2024, stratum="", household=[f"h{i}" for i in range(len(frame))])


def only(rows, indicator, group=""):
    rows = rows[(rows["indicator"] == indicator) & (rows["group"] == group)]
    assert len(rows) == 1
    return rows.iloc[0]


def test_correction_bounds_and_tipping_point_by_hand():
    # 12 of 20 alerted known fell; 4 of 40 others known fell; 10 and 60 unknown.
    rows = channel_verification.verification(units(12, 8, 10, 4, 36, 60), HERE, below=0.4)
    # 30 x 0.6 = 18 among the alerted, 100 x 0.1 = 10 among the others.
    assert only(rows, "sensitivity_corrected")["value"] == pytest.approx(18 / 28)
    assert only(rows, "sensitivity_bound", "low")["value"] == pytest.approx(12 / 76)
    assert only(rows, "sensitivity_bound", "high")["value"] == pytest.approx(22 / 26)
    # 12 / (16 + u) < 0.4 from u = 15 on.
    assert only(rows, "sensitivity_tipping")["value"] == 15


def test_outcomes_of_the_alerted_only_give_bounds_and_no_figure():
    rows = channel_verification.verification(units(12, 8, 0, 0, 0, 60), HERE)
    corrected = only(rows, "sensitivity_corrected")
    assert pd.isna(corrected["value"]) and "known only for alerted" in corrected["note"]
    assert only(rows, "sensitivity_bound", "low")["value"] == pytest.approx(12 / 72)
    assert only(rows, "sensitivity_bound", "high")["value"] == 1
    assert only(rows, "sensitivity_tipping")["value"] == 13  # 12 of 25 is below one half


def test_a_tipping_point_out_of_reach_or_passed_is_told_as_such():
    far = only(channel_verification.verification(units(12, 8, 0, 1, 5, 2), HERE), "sensitivity_tipping")
    assert pd.isna(far["value"]) and "not reached" in far["note"]
    passed = only(channel_verification.verification(units(1, 8, 0, 5, 5, 2), HERE), "sensitivity_tipping")
    assert passed["value"] == 0 and "already" in passed["note"]


def test_households_and_years_are_put_together_from_the_ledgers(ledger):
    listed = ledger("households", [{"year": y, "household": h} for y in (2023, 2024) for h in "ABCD"])
    fell = pd.DataFrame({"village": VILLAGE, "household": ["A", "B"], "year": 2024, "first": [24297, 24297],
                         "last": [24297, 24297], "kind": "income"})  # fmt: skip
    seen = pd.DataFrame({"village": VILLAGE, "household": list("ABC"), "year": 2024, "outcome": "income", "months": 12})
    told = [{"year": 2024, "household": h, "clue_date": "2024-09-01"} for h in "AC"]
    found = channel_verification.household_years(fell, seen, ledger("alerts", told), listed)
    # 2023 is no year in which any outcome was seen; D is listed in 2024 but not seen.
    table = found.set_index("household")[["alerted", "verified", "fell"]].astype(int)
    assert table.to_dict("index") == {
        "A": {"alerted": 1, "verified": 1, "fell": 1}, "B": {"alerted": 0, "verified": 1, "fell": 1},
        "C": {"alerted": 1, "verified": 1, "fell": 0}, "D": {"alerted": 0, "verified": 0, "fell": 0},
    }  # fmt: skip


def test_nobody_listed_and_no_fall_are_refused_with_their_reason():
    empty = channel_verification.verification(units(1, 0, 0, 0, 0, 0).iloc[:0], HERE)
    assert empty["value"].isna().all() and empty["note"].str.contains("no list of households").all()
    quiet = channel_verification.verification(units(0, 3, 0, 0, 9, 0), HERE)
    assert quiet["value"].isna().all() and quiet["note"].str.contains("no realised fall").all()
