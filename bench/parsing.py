"""Parsing a column of money cells: evalkit's way, each distinct cell once, against every row on its own."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import pandas as pd

from bench.timing import compare

ROWS = 30_000


def results() -> list[dict[str, Any]]:
    """Time a column whose amounts repeat, as hundreds of yuan do, and one in which no two cells are the same."""
    chance = random.Random(20240501)
    repeating = [f"{chance.randrange(1, 400) * 100}元" for _ in range(ROWS)]
    different = [f"{amount}.5元" for amount in chance.sample(range(1_000, 90_000), ROWS)]
    return [
        compare_column("money cells that repeat", repeating),
        compare_column("money cells that are all different", different),
    ]


def compare_column(what: str, cells: list[str]) -> dict[str, Any]:
    """Time the same parser both ways on one column; both give the column of fen that a clean table holds."""
    from evalkit.cleaning.gather import Distinct
    from evalkit.cleaning.parse import parse_money
    from evalkit.cleaning.parsers.money import money

    column = np.array(cells, dtype=object)
    unit = np.full(ROWS, "元", dtype=object)

    def ours():
        distinct = Distinct()
        codes = distinct.of_list(cells)
        return parse_money(codes, distinct.values(), unit).values.tolist()

    def plain():
        return pd.Series(column).apply(lambda cell: money(cell)[0]).astype("Int64").tolist()

    return compare(f"parse {ROWS} {what}, each distinct cell once, against per-row apply", ours, plain)
