"""The comparison with published figures notices what differs."""

import pandas as pd
import pytest

from evalkit.indicators import published, result

VILLAGE = "140123100206"


def row(value, **keys):
    keys = {"village": VILLAGE, "year": 2024} | keys
    return result.row("microcredit_amount", unit="yuan", value=value, n=9, uncertainty="none (census)", **keys)


def test_the_facts_are_those_of_the_paper(refs):
    path = refs / "paper" / "facts.csv"
    if not path.is_file():
        pytest.skip("the paper's facts are not there")
    paper = pd.read_csv(path, dtype={"village_code": "str"}).set_index("id")
    own = published.facts(VILLAGE, 2024).set_index("id")
    assert (paper.loc[own.index, "village_code"] == own["village"]).all()
    pd.testing.assert_series_equal(paper.loc[own.index, "value"], own["value"])
    figures = paper[paper["unit"].isin(["household", "person", "CNY", "structure"]) & (paper["period"].notna())]
    assert set(figures.index) == set(own.index)


def test_a_fact_of_a_later_year_is_not_asked_for():
    assert set(published.facts(VILLAGE, 2023)["year"]) == {2023}


def test_an_invented_village_has_no_published_facts():
    assert published.facts("990101100201", 2024).empty


@pytest.mark.parametrize(("value", "equal"), [(450_000.0, True), (450_000.01, False), (449_999.0, False)])
def test_a_fen_makes_a_difference(value, equal):
    fact = published.facts(VILLAGE, 2024).query("id == 'microcredit_total'")
    found = published.compared(fact, row(value)).iloc[0]
    assert (found["published"], found["computed"], found["equal"]) == (450_000.0, value, equal)


def test_a_fact_without_a_row_is_not_equal():
    fact = published.facts(VILLAGE, 2024).query("id == 'yulu_autumn'")
    found = published.compared(fact, row(1.0)).iloc[0]
    assert pd.isna(found["computed"]) and not found["equal"]
