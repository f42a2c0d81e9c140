"""What channels and meetings add, worked by hand."""

import pandas as pd
import pytest

from evalkit.indicators import channel_comparison, scope

VILLAGE = "990101100201"
HERE = scope.years(VILLAGE, [2024])


def met(table):
    """Falls by channels; every fall of its own household."""
    rows = [
        {"village": VILLAGE, "household": f"h{fall}", "year": 2024, "fall": fall, "group": channel, "yes": yes}
        for channel, column in table.items()
        for fall, yes in enumerate(column)
    ]
    names = ["village", "household", "year", "fall", "group", "yes"]
    return pd.DataFrame(rows, columns=names).astype({"yes": "boolean"})


TWO = met({"patrol": [True, True, True, False], "self_report": [False, False, True, False]})


def pick(rows, indicator, group):
    return rows[(rows["indicator"] == indicator) & (rows["group"] == group)].iloc[0]


def test_what_each_channel_adds_by_hand():
    rows = channel_comparison.channel_catch(TWO, HERE)
    assert pick(rows, "channel_catch_alone", "patrol")["value"] == 0.5
    assert pick(rows, "catch_without_channel", "patrol")["value"] == 0.25
    assert pick(rows, "channel_catch_alone", "self_report")["value"] == 0
    assert pick(rows, "catch_without_channel", "self_report")["value"] == 0.75
    # 0 in 4, Wilson by hand: 3.8415 / (4 + 3.8415) = 0.4899.
    assert pick(rows, "channel_catch_alone", "self_report")["high"] == pytest.approx(0.4899, abs=5e-5)


def test_two_channels_are_compared_on_the_same_falls():
    row = channel_comparison.channel_difference(TWO, HERE).iloc[0]
    assert (row["group"], row["value"], row["numerator"], row["denominator"], row["n"]) == (
        "patrol/self_report", 0.5, 2, 2, 4,
    )  # fmt: skip
    # None against two: exact 2 x 1/4, mid-p 1/4 less.
    assert "mid-p 0.250" in row["note"]
    # Differences 1, 1, 0, 0: mean 0.5, standard error 0.2887, t with 3 degrees of freedom 3.182.
    assert (row["low"], row["high"]) == pytest.approx((0.5 - 0.9187, 0.5 + 0.9187), abs=1e-4)


def test_without_falls_or_with_one_channel_nothing_is_compared():
    nothing = channel_comparison.channel_catch(TWO.iloc[:0], HERE)
    assert nothing["value"].isna().all() and nothing["note"].str.contains("no realised fall").all()
    alone = channel_comparison.channel_difference(TWO[TWO["group"] == "patrol"], HERE)
    assert "fewer than two channels" in alone["note"].item()


def test_a_fall_counts_for_the_meeting_of_its_first_identification(ledger):
    fell = pd.DataFrame({"village": VILLAGE, "household": list("ABC"), "year": 2024, "kind": "income",
                         "first": 2024 * 12 + 5, "last": 2024 * 12 + 5})  # fmt: skip
    told = [("A", "2024-03-20"), ("A", "2024-06-20"), ("B", "2024-06-20"), ("C", "2024-05-20"), ("B", "2023-01-20")]
    alerts = ledger("alerts", [
        {"year": int(day[:4]), "household": home, "identified_date": day, "outcome": "identified"} for home, day in told
    ])  # fmt: skip
    held = ledger("meetings", [{"year": 2024, "date": f"2024-{month}-10"} for month in ("03", "04", "06", "06")])
    rows = channel_comparison.meeting_catch(fell, alerts, held, HERE)
    # C was identified in May, when nobody met; B in January 2023 for something else.
    assert dict(zip(rows["group"], rows["value"], strict=True)) == {"2024-03": 1, "2024-04": 0, "2024-06": 1}
    assert set(rows["denominator"]) == {3}


def test_a_village_without_a_meeting_ledger_is_told_so(ledger):
    fell = pd.DataFrame({"village": VILLAGE, "household": ["A"], "year": 2024, "first": [24293], "last": [24293]})
    alerts = ledger("alerts", [{"year": 2024, "household": "A", "outcome": "identified"}])
    rows = channel_comparison.meeting_catch(fell, alerts, ledger("meetings", []), HERE)
    assert "no meetings ledger" in rows["note"].item()
