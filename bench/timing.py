"""Two ways of doing the same work, timed side by side in one process."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from typing import Any

RUNS = 7


def compare(name: str, ours: Callable[[], Any], plain: Callable[[], Any], runs: int = RUNS) -> dict[str, Any]:
    """Return the median seconds of both ways and how many times faster ours is.

    Parameters
    ----------
    name : str
        The work, in words.
    ours, plain : callable
        Must return equal results, else the comparison is refused: a fast wrong answer is no gain.
    runs : int
        Repeats of each; they alternate, so that a busy moment of the machine hits both.

    Returns
    -------
    dict
        `name`, `ratio` (plain / ours), `a` (ours), `b` (plain), `unit`, `runs`.
    """
    if ours() != plain():
        raise AssertionError(f"{name}: the two ways do not agree")
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(runs):
        for way, taken in zip((ours, plain), times, strict=True):
            began = time.perf_counter()
            way()
            taken.append(time.perf_counter() - began)
    a, b = map(statistics.median, times)
    return {"name": name, "ratio": round(b / a, 2), "a": round(a, 4), "b": round(b, 4), "unit": "s", "runs": runs}
