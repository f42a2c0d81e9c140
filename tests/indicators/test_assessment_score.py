"""The assessment score with equal weights and with weights of its own, by hand."""

import pytest

from evalkit.indicators import scope
from evalkit.indicators.assessment_score import assessment_score, weights

VILLAGE, OTHER = "990101100201", "990101100202"
YEAR = scope.years(VILLAGE, [2024])
HEAD = "place,from,kind,item,weight,source,certainty\n"


def line(dimension, method, score, **more):
    own = {"year": 2024, "subject": "s", "period": "year", "dimension": dimension, "method": method, "score": score}
    return own | more


LINES = [line("industry", "ledger_review", 80), line("industry", "interview", 60), line("monitoring", "interview", 90)]


@pytest.fixture
def declared(tmp_path):
    def make(*rows):
        (tmp_path / "assessment_weights.csv").write_text(HEAD + "".join(row + "\n" for row in rows), encoding="utf-8")
        return tmp_path

    return make


def test_without_the_file_all_weigh_equally_and_the_note_says_so(ledger, tmp_path):
    found = assessment_score(ledger("assessments", LINES), YEAR, params=tmp_path).iloc[0]
    assert found["value"] == pytest.approx(((80 + 60) / 2 + 90) / 2)
    assert "no weights declared, methods weigh equally" in found["note"]
    assert found["n"] == 3


def test_declared_weights_by_hand(ledger, declared):
    params = declared("00,2020,method,ledger_review,3,s,c", "00,2020,method,interview,1,s,c",
                      "00,2020,dimension,industry,2,s,c", "00,2020,dimension,monitoring,1,s,c")  # fmt: skip
    found = assessment_score(ledger("assessments", LINES), YEAR, params=params).iloc[0]
    # Industry (3 x 80 + 60) / 4 = 75; monitoring was scored by interview alone: 90; (2 x 75 + 90) / 3 = 80.
    assert found["value"] == pytest.approx(80)


def test_the_villages_own_and_latest_weights_hold(declared):
    params = declared("00,2020,method,interview,1,s,c", "990101,2020,method,interview,2,s,c",
                      f"{VILLAGE},2020,method,interview,3,s,c", f"{VILLAGE},2023,method,interview,4,s,c",
                      f"{VILLAGE},2025,method,interview,5,s,c")  # fmt: skip
    held = {(v, y): weights(v, y, "method", params)["weight"].item() for v in (VILLAGE, OTHER) for y in (2022, 2024)}
    assert held == {(VILLAGE, 2022): 3, (VILLAGE, 2024): 4, (OTHER, 2022): 2, (OTHER, 2024): 2}
    assert weights("140123100206", 2024, "method", params)["weight"].item() == 1
    assert weights(VILLAGE, 2019, "method", params).empty


def test_a_method_that_the_weights_do_not_name_is_left_out_and_named(ledger, declared):
    params = declared("00,2020,method,interview,1,s,c")
    found = assessment_score(ledger("assessments", LINES), YEAR, params=params).iloc[0]
    assert found["value"] == pytest.approx((60 + 90) / 2)
    assert "Ledger review without a weight" in found["note"]
    none = declared("00,2020,method,site_check,1,s,c")
    refused = assessment_score(ledger("assessments", LINES), YEAR, params=none).iloc[0]
    assert refused["value"] != refused["value"]
    assert "without a weight" in refused["note"]


def test_full_marks_count_and_what_cannot_be_a_score_is_left_out_and_counted(ledger, tmp_path):
    rows = [line("industry", "interview", 40, full_marks=50), line("industry", "interview", 101)]
    found = assessment_score(ledger("assessments", rows), YEAR, params=tmp_path).iloc[0]
    assert found["value"] == pytest.approx(80)
    assert "1 scores blank or out of range" in found["note"]


def test_a_person_scored_many_times_is_one_person(ledger, tmp_path):
    rows = [own | {"person": "p"} for own in LINES]
    assert assessment_score(ledger("assessments", rows), YEAR, params=tmp_path)["n"].item() == 1


def test_no_ledger_gives_a_reason(ledger, tmp_path):
    found = assessment_score(ledger("assessments", []), YEAR, params=tmp_path)
    assert "no assessments ledger received" in found["note"].item()
