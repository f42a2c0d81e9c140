"""What a figure of money is if the blank amounts are nothing."""

from evalkit.indicators import funding_blanks, result, scope

VILLAGE = "990101100201"
HERE = scope.years(VILLAGE, [2023, 2024])


def test_projects_are_counted_by_year_and_source_where_only_the_part_is_blank(ledger):
    rows = ledger("funds", [
        {"year": 2024, "fund_source": "fiscal", "planned": 10}, {"year": 2024, "fund_source": "fiscal", "planned": 10},
        {"year": 2024, "fund_source": "paired", "planned": 10, "arrived": 0}, {"year": 2024, "fund_source": "paired"},
        {"year": 2023, "fund_source": "paired", "planned": 10},
    ])  # fmt: skip
    found = funding_blanks.projects(rows, HERE, whole="planned", part="arrived", by="fund_source")
    assert found == {(VILLAGE, "2024", "fiscal"): 2, (VILLAGE, "2023", "paired"): 1}


def test_only_the_rows_with_blank_amounts_say_so():
    keys = {"county": "990101", "village": VILLAGE, "unit": "share"}
    rows = result.concat([result.row("funding_execution", year=year, value=0.5, **keys) for year in (2023, 2024)])
    found = funding_blanks.told(rows, rows.assign(value=0.25), {(VILLAGE, "2024", ""): 3}, funding_blanks.EXECUTION)
    assert found["note"].tolist() == [
        "",
        "3个项目没有写支出资金：如果都没有支出，支出率为25.0% / "
        "3 projects without an amount spent: if nothing was spent, the part spent is 25.0%",
    ]
