"""Lines to report on: what belongs to which, and what is refused."""

import pandas as pd
import pytest

from evalkit.indicators import notes, scope

VILLAGE, OTHER = "990101100201", "990101100203"


def test_events_belong_to_their_village_and_years():
    events = pd.DataFrame({"village": [VILLAGE, VILLAGE, OTHER], "year": [2021, 2024, 2022]})
    lines = pd.concat([scope.years(VILLAGE, [2024]), scope.span(VILLAGE, 2021, 2024)], ignore_index=True)
    met = scope.within(events, lines)
    assert met.groupby("period").size().to_dict() == {"2024": 1, "2021/2024": 2}


def test_several_missing_ledgers_are_named_in_both_languages(ledger):
    found = scope.missing_ledger(
        scope.years(VILLAGE, [2024]), income=ledger("income", []), sales=ledger("sales", [])
    ).item()
    assert notes.BETWEEN in found
    assert found == "未收到收入台账；未收到产品销售台账 / no income ledger received; no sales ledger received"


@pytest.mark.parametrize(("any_year", "missing"), [(True, False), (False, True)])
def test_a_quiet_year_is_a_gap_only_in_ledgers_kept_by_year(ledger, any_year, missing):
    alerts = ledger("alerts", [{"year": 2023, "household": "A", "clue_date": "2023-05"}])
    found = scope.missing_ledger(scope.years(VILLAGE, [2024]), any_year=any_year, alerts=alerts)
    assert (found.item() != "") is missing


def test_a_row_without_a_figure_says_nothing_about_uncertainty():
    row = scope.refusals(scope.years(VILLAGE, [2024]), "relapse_share", "share", "无 / none").iloc[0]
    assert (row["uncertainty"], row["note"], row["county"]) == ("", "无 / none", "990101")


def test_lines_without_a_figure_get_the_reason():
    lines = scope.years([VILLAGE, OTHER], [2024])
    some = lines[lines["village"] == VILLAGE].assign(value=1.0, n=12)
    rows = scope.with_refusals(some, lines, "chain_stages", "stage", "无 / none", uncertainty="none (census)")
    assert rows.set_index("village")["note"].to_dict() == {VILLAGE: "", OTHER: "无 / none"}
