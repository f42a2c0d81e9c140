"""Last digits, held against indices that demographers published."""

import numpy as np
import pandas as pd
import pytest

from evalkit.checks import declared
from evalkit.checks.integrity import digits

# Males of a census by single year of age, 23 to 62, in the example data of DemoTools; for them it gives Whipple's
# index of ages 25 to 60 as 2.34, as does the spreadsheet SINGAGE of the US Census Bureau.
MALES_23_TO_62 = [
    29072, 20531, 66171, 24029, 44227, 24128, 23599, 82088, 16454, 22628, 17108, 12531, 57325, 17220, 28425, 16206,
    17532, 65976, 11593, 15828, 13541, 8133, 44696, 11165, 18543, 12614, 12041, 55798, 9324, 10772, 10453, 6773, 28358,
    9916, 13348, 8039, 7583, 42470, 5288, 5317,
]  # fmt: skip


def ledger(yuan, months=1):
    """Each amount of one household's own item, so that all count."""
    rows = {
        "county": "990101", "village": "990101100201", "year": 2024, "group": "", "item": "wage_migrant",
        "household": [str(at) for at in range(len(yuan))], "source": "wage", "months": months, "month": 1,
        "amount": np.asarray(yuan, dtype="int64") * 100,
    }  # fmt: skip
    return pd.DataFrame(rows)


def heaping(income):
    return digits.heaping(income, declared.load()["digit_heaping"], "village").iloc[0]


def preference(income):
    return digits.preference(income, declared.load()["digit_preference"], "village").iloc[0]


def test_heaping_is_whipples_index():
    ages = np.repeat(np.arange(23, 63), MALES_23_TO_62)
    row = heaping(ledger(1000 + ages))
    assert row["value"] == pytest.approx(2.34, abs=0.005)
    assert row["low"] < row["value"] < row["high"]


def test_even_digits_have_index_one_and_rounded_ones_five():
    assert heaping(ledger(range(1000, 1500)))["value"] == pytest.approx(1)
    half = heaping(ledger([1005 + 10 * at for at in range(60)]))
    assert half["value"] == pytest.approx(5) and half["p"] < 1e-30  # 0.2 to the power of 60


def test_even_digits_are_seldom_called_uneven():
    rng = np.random.default_rng(5)
    p = [[test(ledger(rng.integers(1000, 9999, 400)))["p"] for test in (heaping, preference)] for _ in range(200)]
    # 200 ledgers at 0.05: more than 20 has probability 0.001.
    assert (np.array(p) < 0.05).sum(axis=0).max() <= 20


def test_the_interval_of_the_commonest_digit_allows_for_its_being_picked():
    rng = np.random.default_rng(6)
    rows = [preference(ledger(rng.integers(1000, 9999, 400))) for _ in range(200)]
    held = np.mean([row["low"] <= 1 / 8 for row in rows])
    assert held >= 0.95


def test_the_chance_of_eight_digits_is_the_chi_square():
    # By hand: 160 amounts, one digit 48 times and seven 16 times; expected 20. (28^2 + 7 x 4^2) / 20 = 44.8; with 7
    # degrees of freedom a table gives 24.3 at 0.001.
    yuan = [1000 + 10 * at + 7 for at in range(48)]
    yuan += [2000 + 10 * at + digit for digit in (1, 2, 3, 4, 6, 8, 9) for at in range(16)]
    row = preference(ledger(yuan))
    assert (row["numerator"], row["n"]) == (48, 160)
    assert row["p"] < 0.001 and "commonest digit is 7" in row["note"]


def test_whole_year_amounts_have_no_digit_preference():
    # Twelve times a month's pay is even whatever the month's last digit was.
    assert digits.preference(ledger([12000] * 200, months=12), declared.load()["digit_preference"], "village").empty
