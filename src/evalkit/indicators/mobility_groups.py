"""The two ways households are grouped by income: multiples of the monitoring line, and quintiles."""

from __future__ import annotations

import numpy as np

from evalkit.indicators import transitions as t

QUINTILES = 5
GROUPS = {"line_multiple": len(t.MULTIPLES) + 1, "quintile": QUINTILES}
NAMES = {"line_multiple": ["<1", "1-1.5", "1.5-2", ">=2"], "quintile": ["1", "2", "3", "4", "5"]}


def grouped(
    before: np.ndarray, after: np.ndarray, lines: tuple[float, float], by: str, weight: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return the groups of the two years; quintiles are cut with the weights, so anew in each draw."""
    if by == "line_multiple":
        return t.line_groups(before, lines[0]), t.line_groups(after, lines[1])
    return t.quantile_groups(before, QUINTILES, weight), t.quantile_groups(after, QUINTILES, weight)
