"""Who borrows among those who may, worked by hand."""

import pandas as pd

from evalkit.indicators import scope
from evalkit.indicators.microcredit_take_up import microcredit_take_up

HERE = scope.years("990101100201", [2024])


def home(name, kind=None, monitored=None):
    return {"year": 2024, "household": name, "household_type": kind, "monitored_type": monitored}


def loan(name):
    return {"year": 2024, "household": name, "amount": 100}


def test_a_household_counts_once_and_others_than_the_eligible_are_left_out(ledger):
    homes = [
        home("a", "lifted"),
        home("b", "lifted", "unstable"),
        home("c", None, "marginal"),
        home("d", None, "sudden"),
        home("e"),
    ]
    loans = ledger("microcredit", [loan("a"), loan("a"), loan("e"), loan("c"), loan(None)])
    row = microcredit_take_up(loans, ledger("households", homes), HERE).iloc[0]
    # a and c of a, b and c.
    assert (row["value"], row["numerator"], row["denominator"]) == (2 / 3, 2, 3)
    assert "1 borrowing households not eligible" in row["note"]
    assert "1 lines of loans without a household" in row["note"]


def test_who_may_borrow_is_the_users_word(ledger):
    homes = ledger("households", [home("a", "lifted"), home("d", None, "sudden")])
    eligible = {"monitored_type": ("sudden",)}
    loans = ledger("microcredit", [loan("d")])
    assert microcredit_take_up(loans, homes, HERE, eligible=eligible)["value"].item() == 1.0


def test_totals_no_household_list_and_nobody_eligible_are_refused(ledger):
    homes = ledger("households", [home("a", "lifted")])
    total = ledger("microcredit", [{"year": 2024, "households_count": 9, "amount": 100}])
    none, mine = ledger("microcredit", []), ledger("microcredit", [loan("a")])
    cases = [
        (total, homes, "only totals"),
        (total, ledger("households", []), "no households ledger"),
        (none, homes, "no microcredit ledger"),
        (mine, ledger("households", [home("a")]), "no eligible household"),
    ]
    for loans, listed, words in cases:
        row = microcredit_take_up(loans, listed, HERE).iloc[0]
        assert pd.isna(row["value"]) and words in row["note"]
