"""Micro-credit, worked by hand."""

from evalkit.indicators import microcredit, scope

HERE = scope.years("990101100201", [2024])


def test_a_total_of_two_households_may_reach_twice_the_cap(ledger):
    rows = ledger("microcredit", [
        {"year": 2024, "amount": 5_000_000}, {"year": 2024, "amount": 4_000_000, "households_count": 2},
    ])  # fmt: skip
    # 90,000 yuan lent of 150,000.
    assert microcredit.microcredit_to_cap(rows, HERE, cap_fen=5_000_000)["value"].item() == 0.6


def test_a_loan_that_does_not_say_whether_it_is_overdue_is_left_out_and_counted(ledger):
    loans = [{"year": 2024, "overdue": state} for state in (True, False, False, False, None)]
    found = microcredit.microcredit_overdue(ledger("microcredit", loans), HERE)
    assert (found["value"].item(), found["n"].item()) == (0.25, 4)
    assert "1 lines" in found["note"].item()
