"""Money for projects, worked by hand."""

import pandas as pd

from evalkit.indicators import funding, scope

VILLAGE = "990101100201"
HERE = scope.years(VILLAGE, [2024])
COUNTED = {"year": 2024, "project": "p"}
A = COUNTED | {
    "fund_source": "fiscal", "needed": 50000, "planned": 40000, "arrived": 30000, "spent": 15000,
    "planned_date": "2024-05", "arrived_date": "2024-07-02", "beneficiary_households": 2,
}  # fmt: skip
B = COUNTED | {
    "fund_source": "paired", "needed": 10000, "planned": 10000, "arrived": 10000, "spent": 9000,
    "planned_date": "2024-05", "arrived_date": "2024-04", "beneficiary_households": 1,
}  # fmt: skip
WAITING = COUNTED | {"fund_source": "fiscal", "planned_date": "2024-05"}


def test_needed_arrived_and_spent_are_yuan_and_add_up_over_sources(ledger):
    rows = ledger("funds", [A, B])
    found = [funding.funding_amount(rows, HERE, stage)["value"].item() for stage in ("needed", "arrived", "spent")]
    assert found == [600.0, 400.0, 240.0]
    assert funding.funding_amount(rows, HERE, "spent", by="fund_source")["value"].tolist() == [150.0, 90.0]


def test_the_gap_depends_on_the_base(ledger):
    rows = ledger("funds", [A, B])
    # 500 planned and 400 arrived; 600 needed.
    assert funding.funding_gap(rows, HERE)["value"].item() == 0.2
    assert funding.funding_gap(rows, HERE, base="needed")["value"].item() == 200 / 600


def test_execution_and_yuan_per_household_are_quotients_of_totals(ledger):
    rows = ledger("funds", [A, B])
    assert funding.funding_execution(rows, HERE)["value"].item() == 0.6
    assert funding.funding_per_beneficiary(rows, HERE)["value"].item() == 80.0


def test_money_still_waited_for_is_counted_and_not_a_delay_of_zero(ledger):
    found = funding.funding_delay(ledger("funds", [A, B, WAITING]), HERE)
    # Two months late and one early.
    assert (found["value"].item(), found["n"].item()) == (0.5, 2)
    assert "1 lines without 'Planned to arrive on' or 'Arrived on' left out" in found["note"].item()
    assert "1行缺「计划到位时间」或「到位时间」，未计入" in found["note"].item()


def test_a_year_alone_gives_the_least_and_the_most_delay_it_can_mean(ledger):
    rows = ledger("funds", [A, B | {"arrived_date": "2024"}, WAITING])
    found = funding.funding_delay(rows, HERE, bounds=True).set_index("group")
    # A is two months late; B came between four months early and seven late.
    assert found["value"].to_dict() == {"lower": -1.0, "upper": 4.5}
    by = funding.funding_delay(rows, HERE, bounds=True, by="fund_source").set_index("group")["value"]
    assert by.to_dict() == {"fiscal/lower": 2.0, "fiscal/upper": 2.0, "paired/lower": -4.0, "paired/upper": 7.0}
    nothing = funding.funding_delay(ledger("funds", [WAITING]), HERE, bounds=True)
    assert nothing["value"].isna().all() and nothing["group"].tolist() == ["lower", "upper"]
    nothing = funding.funding_delay(ledger("funds", [WAITING]), HERE, bounds=True, by="fund_source")
    assert nothing[["group_by", "group"]].to_numpy().tolist() == [["bound", "lower"], ["bound", "upper"]]


def test_money_that_came_without_a_date_is_not_waited_for(ledger):
    undated = A | {"arrived_date": None}
    found = funding.funding_waiting_share(ledger("funds", [A, undated, WAITING, WAITING | {"arrived": 0}]), HERE)
    assert (found["value"].item(), found["n"].item()) == (0.5, 4)


def test_no_ledger_and_no_money_are_refused_with_a_reason(ledger):
    for rows in (ledger("funds", []), ledger("funds", [WAITING])):
        found = funding.funding_execution(rows, HERE)
        assert pd.isna(found["value"].item()) and found["note"].item()


def test_a_refused_breakdown_and_a_refused_total_are_two_rows(ledger):
    from evalkit.indicators import result

    nothing = ledger("funds", [])
    asked = scope.years("990101100201", [2024])
    rows = [funding.funding_amount(nothing, asked, "arrived", by=by) for by in ("", "fund_source")]
    assert result.concat(rows)["group_by"].tolist() == ["", "fund_source"]


UNSTATED = B | {"planned": 50000, "arrived": None, "spent": None}


def test_the_gap_says_what_it_is_if_money_that_is_not_stated_never_came(ledger):
    found = funding.funding_gap(ledger("funds", [A, B, UNSTATED]), HERE)
    # 500 planned and 400 arrived where both are known; 1,000 planned and 400 arrived if the third got nothing.
    assert (found["value"].item(), found["n"].item()) == (0.2, 2)
    zh, _, en = found["note"].item().partition(" / ")
    assert "1行缺「计划资金」或「到位资金」" in zh and "如果都没有到位，缺口为60.0%" in zh
    assert "1 projects without an amount arrived: if nothing came, the gap is 60.0%" in en
    assert funding.funding_gap(ledger("funds", [A, B]), HERE)["note"].item() == ""


def test_a_gap_of_projects_that_state_no_amount_arrived_at_all_still_says_so(ledger):
    found = funding.funding_gap(ledger("funds", [UNSTATED]), HERE)
    assert pd.isna(found["value"].item()) and "if nothing came, the gap is 100.0%" in found["note"].item()


def test_each_source_says_its_own_gap(ledger):
    found = funding.funding_gap(ledger("funds", [A, B, UNSTATED]), HERE, by="fund_source").set_index("group")
    # Paired: 600 planned, 100 arrived.
    assert "the gap is 83.3%" in found.loc["paired", "note"] and "the gap is" not in found.loc["fiscal", "note"]


def test_a_source_that_states_no_amount_arrived_keeps_a_row_that_says_so(ledger):
    found = funding.funding_gap(ledger("funds", [A, UNSTATED]), HERE, by="fund_source").set_index("group")
    assert found.loc["fiscal", "value"] == 0.25 and pd.isna(found.loc["paired", "value"])
    assert "if nothing came, the gap is 100.0%" in found.loc["paired", "note"]
    alone = funding.funding_gap(ledger("funds", [UNSTATED]), HERE, by="fund_source")
    assert alone["group"].tolist() == ["paired"] and alone["value"].isna().all()


def test_the_bounds_of_the_gap_count_money_that_is_not_stated_as_all_and_as_none(ledger):
    rows = ledger("funds", [A, B, UNSTATED])
    found = funding.funding_gap(rows, HERE, bounds=True).set_index("group")["value"]
    assert found.to_dict() == {"lower": 0.1, "upper": 0.6}
    assert funding.funding_gap(ledger("funds", [A, B]), HERE, bounds=True)["value"].tolist() == [0.2, 0.2]


def test_execution_says_what_it_is_if_nothing_unstated_was_spent_and_gives_bounds(ledger):
    silent = A | {"arrived": 20000, "spent": None}
    rows = ledger("funds", [A, B, silent, UNSTATED])
    found = funding.funding_execution(rows, HERE)
    # 240 of 400 where both are known; 240 to 440 of 600. What did not arrive by the ledger bounds nothing.
    assert (found["value"].item(), found["n"].item()) == (0.6, 2)
    assert "1 projects without an amount spent: if nothing was spent, the part spent is 40.0%" in found["note"].item()
    assert "2 lines without 'Arrived' or 'Spent' left out" in found["note"].item()
    bounds = funding.funding_execution(rows, HERE, bounds=True).set_index("group")
    assert bounds["value"].to_dict() == {"lower": 0.4, "upper": 440 / 600}
    assert bounds["note"].str.contains("1 lines without 'Arrived' left out").all()
