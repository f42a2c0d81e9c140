"""Digits: amounts that end in 0 or 5 too often, or favour another last digit."""

from __future__ import annotations

import numpy as np
import pandas as pd

from evalkit.checks.declared import Rule
from evalkit.checks.integrity import figures
from evalkit.checks.integrity.series import SERIES, groups, written
from evalkit.indicators.proportion import wilson

FEN = 100
UNITS = (1, 10, 100)
YEAR = 12
KEPT_TO = 0.9  # a ledger in which more than this share ends in 0 is kept to tens, and the digit before is looked at
ROUND_SHARE = 0.2
UNEVEN = (1, 2, 3, 4, 6, 7, 8, 9)
AMOUNTS = ("只有{n}个不同的金额", "{n} different amounts")
BINOMIAL = "binomial (super-population)"


def heaping(income: pd.DataFrame, rule: Rule, by: str, **_: object) -> pd.DataFrame:
    """Return Whipple's index of the amounts: 1 when they end in 0 or 5 as often as chance has it, 5 when all do.

    Notes
    -----
    The digit is that of the smallest unit the ledger is kept to (1, 10 or 100 yuan); an amount that a household repeats
    counts once. Exact binomial test against a fifth. Estimates are rounded by honest people too: a high index says
    `estimated`, not `invented`. Leading digits (Benford) are not looked at: incomes of one village span too few powers
    of ten.
    """
    tables = []
    for place, own in groups(written(income), by):
        digits, unit = last_digits(own)
        n, k = len(digits), round_ones(digits)
        if n < rule.number("least_n"):
            tables.append(figures.too_few(rule, place, "index", n, AMOUNTS))
            continue
        low, high = wilson(k, n)
        figure = {"value": k / n / ROUND_SHARE, "low": low / ROUND_SHARE, "high": high / ROUND_SHARE, "n": n}
        zh, en = _unit_note(unit)
        note = (f"估算取整也会使它偏高；{zh}", f"rounded estimates raise it too; {en}")
        tables.append(
            figures.row(rule, place, unit="index", p=_upper_tail(k, n), uncertainty=BINOMIAL, numerator=k,
                        denominator=n, note=note, **figure)
        )  # fmt: skip
    return figures.stack(tables)


def preference(income: pd.DataFrame, rule: Rule, by: str, **_: object) -> pd.DataFrame:
    """Return the share of the commonest last digit other than 0 and 5; by chance each has an eighth.

    Notes
    -----
    Chi-square test of the eight digits; 0 and 5 are left to `heaping`, since rounding is common and these are not.
    The digit is picked because it is the commonest, so its interval holds for all eight at once (Bonferroni).
    Whole-year amounts are left out: twelve times a month's pay is even whatever the month's digit was.
    """
    from scipy.stats import binomtest, chisquare

    tables = []
    amounts = written(income)
    for place, own in groups(amounts[amounts["months"] < YEAR], by):
        digits, unit = last_digits(own)
        digits = digits[~np.isin(digits, (0, 5))]
        n = len(digits)
        if n < rule.number("least_n"):
            tables.append(figures.too_few(rule, place, "share of amounts", n, AMOUNTS))
            continue
        counts = np.bincount(digits, minlength=10)[list(UNEVEN)]
        k, digit = int(counts.max()), UNEVEN[int(counts.argmax())]
        interval = binomtest(k, n).proportion_ci(1 - 0.05 / len(UNEVEN), method="wilson")
        zh, en = _unit_note(unit)
        note = (f"最多的尾数是{digit}；{zh}", f"the commonest digit is {digit}; {en}")
        tables.append(
            figures.row(rule, place, unit="share of amounts", value=k / n, low=interval.low, high=interval.high, n=n,
                        p=float(chisquare(counts).pvalue), uncertainty=BINOMIAL, numerator=k, denominator=n, note=note)
        )  # fmt: skip
    return figures.stack(tables)


def round_ones(digits: np.ndarray) -> int:
    """Return how many digits are 0 or 5.

    Examples
    --------
    >>> round_ones(np.array([0, 1, 5, 5, 9]))
    3
    """
    return int(np.isin(digits, (0, 5)).sum())


def last_digits(rows: pd.DataFrame) -> tuple[np.ndarray, int]:
    """Return the last digit kept of each different amount of a household's item, and the unit (yuan) it counts.

    Notes
    -----
    Amounts below a hundred units are left out: their last digits are not free of their size.
    """
    yuan = rows.drop_duplicates([*SERIES, "amount"])["amount"].to_numpy(dtype=np.int64) // FEN
    for unit in UNITS:
        digits = (yuan[yuan >= 100 * unit] // unit) % 10
        if len(digits) == 0 or (digits == 0).mean() <= KEPT_TO:
            break
    return digits, unit


def _upper_tail(k: int, n: int) -> float:
    from scipy.stats import binomtest

    return float(binomtest(k, n, ROUND_SHARE, alternative="greater").pvalue)


def _unit_note(unit: int) -> tuple[str, str]:
    return f"看的是{unit}元位", f"the digit of {unit} yuan"
