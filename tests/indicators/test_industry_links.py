"""What a linked household has, worked by hand."""

from evalkit.indicators import industry_links, scope

HERE = scope.years("990101100201", [2024])


def test_output_and_dividend_are_per_linked_household_of_projects_that_state_both(ledger):
    one = {"year": 2024, "project": "a", "output": 60000, "dividend": 6000, "households_linked": 4}
    two = {"year": 2024, "project": "b", "output": 20000, "dividend": 2000, "households_linked": 4}
    silent = {"year": 2024, "project": "c", "output": 90000, "dividend": 9000}
    rows = ledger("industry", [one, two, silent])
    found = industry_links.scale_per_household(rows, HERE)
    assert (found["value"].item(), found["n"].item()) == (100.0, 2)
    assert "1 lines" in found["note"].item()
    assert industry_links.dividend_per_household(rows, HERE)["value"].item() == 10.0
