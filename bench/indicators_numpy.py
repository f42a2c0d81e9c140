"""Hand-written numpy for comparison: mean income per head, headcount and Gini of each village and year, and no more."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow.parquet as pq

COLUMNS = ["village", "household", "household_size", "source", "amount"]
TEXT = ["village", "household", "source"]


def figures(root: Path, lines: dict[int, int]) -> dict[tuple[str, int], tuple[float, float, float]]:
    """Return mean (yuan), headcount and Gini by village and year; `lines` are fen per person by year."""
    found = {}
    for path in sorted(root.glob("income/year=*/county=*/part.parquet")):
        year = int(path.parts[-3].removeprefix("year="))
        for village, net, members in _villages(path):
            head = net / members
            order = np.argsort(head)
            x, w = head[order], members[order].astype(float)
            people, total = w.sum(), net.sum()
            shares = np.cumsum(w * x) / total
            gini = 1 - (w / people) @ (2 * shares - w * x / total)
            poor = members[net < lines[year] * members].sum() / people
            found[village, year] = (total / people / 100, poor, gini)
    return found


def _villages(path: Path):
    table = pq.read_table(path, columns=COLUMNS, read_dictionary=TEXT, partitioning=None).unify_dictionaries()
    columns = {name: table.column(name).combine_chunks() for name in COLUMNS}
    village, home = (columns[name].indices.to_numpy() for name in ("village", "household"))
    size, amount = (columns[name].to_numpy(zero_copy_only=False) for name in ("household_size", "amount"))
    sources = columns["source"].dictionary.to_pylist()
    sign = np.array([-1 if source == "business_cost" else 1 for source in sources])[columns["source"].indices]
    homes = len(columns["household"].dictionary)
    net = np.bincount(home, weights=sign * amount, minlength=homes)
    members, place = np.zeros(homes, dtype=np.int64), np.zeros(homes, dtype=np.int64)
    members[home], place[home] = size, village
    for number, name in enumerate(columns["village"].dictionary.to_pylist()):
        own = place == number
        yield name, net[own], members[own]
