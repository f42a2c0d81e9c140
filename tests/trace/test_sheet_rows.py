"""Rows and problems behind the figures on ledger quality, counted by hand in conftest's ledgers."""

from collections import Counter

from evalkit.trace import trace
from evalkit.trace.ledgers import Ledgers
from evalkit.trace.sheet_rows import fates, review

VILLAGE = "990101101202"
PLACE = {"village": VILLAGE, "year": 2023}


def test_every_row_of_a_ledger_is_named_with_its_fate(cleaned):
    found = fates(Ledgers(), VILLAGE, 2023, 2023, {"ledger": "sales"})
    assert [(line.places[0].row, line.shown) for line in found] == [
        (1, "title"), (2, "header"), (3, "kept"), (4, "kept"), (5, "kept")
    ]  # fmt: skip
    kept = fates(Ledgers(), VILLAGE, 2023, 2023, {"ledger": "sales", "fate": "kept"})
    assert len(kept) == 3


def test_rows_are_addressed_as_rows(cleaned):
    found = trace("ledger_rows", raw=cleaned / "raw", **PLACE)
    assert "石门村/销售.xlsx!销售!3:3" in set(found["address"])


def test_a_problem_stands_in_its_cell_and_a_personal_one_hides_its_text(cleaned):
    found = trace("problems_per_100_rows", raw=cleaned / "raw", **PLACE)
    own = found[found["code"] == "bad_checksum"]
    assert [address.rpartition("!")[2] for address in own["address"]] == ["B6", "B7"]
    assert set(own["raw"]) == {"[已隐去]"}
    total = found[found["code"].str.contains("total_differs")]
    assert total[["address", "raw"]].to_numpy().tolist() == [["石门村/收入.csv!csv!F4", "390"]]


def test_a_lists_points_are_those_of_the_village_with_their_status(processed, monkeypatch):
    monkeypatch.setenv("EVALKIT_PROCESSED", str(processed))
    ledgers, village = Ledgers(), "990101100201"
    listed = ledgers.side("_review")
    listed = listed[(listed["village"] == village) & listed["sheet_id"].notna()]
    found = review(ledgers, village, 2024, 2021, {})
    assert Counter(line.shown for line in found) == {"new": len(listed)}
    assert len(review(ledgers, village, 2024, 2021, {"status": "stands"})) == len(listed)
