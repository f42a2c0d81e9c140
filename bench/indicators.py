"""The indicators of whole counties with their standard errors, against less work done by hand: numpy, pandas, DuckDB.

The others give point estimates only, numpy means, headcount and Gini alone; all read the same files. CPU seconds of the
process (every thread counts), the ways taking turns, medians; a ratio holds for a busy machine too, the seconds do not.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from bench import county_ledgers, indicators_numpy, indicators_pandas, indicators_sql
from bench.intake import cost
from evalkit import policy
from evalkit.indicators.county_pass import county_pass

FILES = 16  # of 750,000 rows
RUNS = 3
MOST_MB = 400
CLOSE = 1e-4  # ranks of equal incomes are shared here and not there
PLACE = ["village", "year"]


def results() -> list[dict[str, Any]]:
    """Compare over 12 million rows; the growth is from one file to all of them, the memory that of one worker."""
    lines = {year: policy.monitoring_line("990101", year).fen for year in county_ledgers.YEARS}
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        rows = county_ledgers.write(root, FILES)
        ways: dict[str, Callable[[], Any]] = {
            "ours": lambda: ours(root),
            "one": lambda: county_pass("990101", county_ledgers.YEARS[0], root=root),
            "numpy": lambda: indicators_numpy.figures(root, lines),
            "pandas": lambda: indicators_pandas.figures(root, lines),
        }
        if find_spec("duckdb"):
            ways["duckdb"] = lambda: indicators_sql.figures(root, lines)
        else:
            print("indicators_vs_duckdb_cpu left out: duckdb (extra `lab`) is not installed", file=sys.stderr)
        agree(ways)
        seconds = turns(ways)
        _, peak = cost([sys.executable, "-m", "bench.indicators", root], root)
    return compared(seconds, rows, peak)


def ours(root: Path) -> pd.DataFrame:
    """Return the result rows of every county and year below `root`."""
    files = list(root.glob("income/year=*/county=*"))
    counties = sorted({path.name.removeprefix("county=") for path in files})
    return county_pass(counties, sorted({int(path.parent.name.removeprefix("year=")) for path in files}), root=root)


def agree(ways: dict[str, Callable[[], Any]]) -> None:
    """Refuse to compare ways that do not give the same figures."""
    rows = ways["ours"]()
    name = rows["indicator"].where(rows["group"] == "", rows["indicator"] + "/" + rows["group"])
    wide = rows.assign(name=name).pivot(index=PLACE, columns="name", values="value")
    for way in ("pandas", "duckdb"):
        if way in ways:
            other = ways[way]().set_index(PLACE).reindex(wide.index)
            if not np.allclose(other[wide.columns], wide, rtol=CLOSE, atol=CLOSE):
                raise AssertionError(f"{way}: the figures differ")
    few = wide[["income_per_head", "headcount_ratio", "income_gini"]]
    if not np.allclose([*map(ways["numpy"]().get, few.index)], few):
        raise AssertionError("numpy: the figures differ")


def turns(ways: dict[str, Callable[[], Any]]) -> dict[str, float]:
    """Return the median CPU seconds of each way; plain pandas, by far the slowest, has one turn."""
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for run in range(RUNS):
        for name, way in ways.items():
            if run and name == "pandas":
                continue
            began = time.process_time()
            way()
            taken[name].append(time.process_time() - began)
    return {name: statistics.median(times) for name, times in taken.items()}


def compared(seconds: dict[str, float], rows: int, peak: float) -> list[dict[str, Any]]:
    """Return the lines of `build/bench.json`: at most 3 times numpy, above 1 for the others, growth about 1."""
    own = seconds["ours"]
    per_row, per_row_of_one = own / rows * 1e9, seconds["one"] / county_ledgers.ROWS * 1e9
    lines = [
        line("indicators_vs_numpy_cpu", own / seconds["numpy"], own, seconds["numpy"], "CPU s"),
        line("indicators_vs_pandas_cpu", seconds["pandas"] / own, own, seconds["pandas"], "CPU s"),
        line("indicators_growth_16x", per_row / per_row_of_one, per_row, per_row_of_one, "CPU ns per row"),
        line("indicators_peak_memory", peak / MOST_MB, peak, MOST_MB, "MB", runs=1),
    ]
    if "duckdb" in seconds:
        lines.insert(2, line("indicators_vs_duckdb_cpu", seconds["duckdb"] / own, own, seconds["duckdb"], "CPU s"))
    return lines


def line(name: str, ratio: float, a: float, b: float, unit: str, runs: int = RUNS) -> dict[str, Any]:
    """Return one line of `build/bench.json`; `a` is evalkit's own cost."""
    return {"name": name, "ratio": round(ratio, 2), "a": round(a, 3), "b": round(b, 3), "unit": unit, "runs": runs}


if __name__ == "__main__":
    ours(Path(sys.argv[1]))
