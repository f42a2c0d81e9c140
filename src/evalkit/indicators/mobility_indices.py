"""How much households change places: mobility indices and persistence of ranks, beside what noise alone would show."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from evalkit.indicators import annual, cluster_bootstrap, income_pairs, notes, rank_persistence, report_noise, result
from evalkit.indicators import transitions as t
from evalkit.indicators.mobility_groups import GROUPS, grouped

INDICES = ("mobility_shorrocks", "mobility_determinant", "mobility_eigenvalue", "mobility_bartholomew")
RANKS = ("rank_slope", "rank_correlation")
SHOWN = [(name, by) for by in GROUPS for name in INDICES] + [(name, "") for name in RANKS]
EMPTY = notes.both("首年有一组无人，该指数无定义", "nobody starts in one of the groups, so the index is not defined")
TRANSIENT = notes.both(
    "收入误差和偶然起伏也显示为变动，请与仅误差一行对照",
    "errors and luck of a single year also show as movement: read beside the noise_only row",
)


def mobility_indices(
    earned: pd.DataFrame,
    scope: pd.DataFrame,
    *,
    seed: int,
    lineage: pd.DataFrame | None = None,
    reliability: float | None = None,
    draws: int = cluster_bootstrap.DRAWS,
    params: Path | None = None,
) -> pd.DataFrame:
    """Return the indices of mobility and of rank persistence, each beside what noise alone would show.

    Parameters
    ----------
    reliability : float, optional
        Share of the variance of reported incomes that is true; from three years of the same households when omitted
        (`report_noise.reliability`).

    Returns
    -------
    DataFrame
        Result rows, unit `index`: `mobility_shorrocks`, `mobility_determinant`, `mobility_eigenvalue` and
        `mobility_bartholomew` by `income_groups/mobility_basis`, `rank_slope` and `rank_correlation` by
        `mobility_basis`. The basis is `reported`, or `noise_only`: nobody moves and reports alone differ.

    Notes
    -----
    Limits are percentiles of a bootstrap of whole households (super-population). The benchmark keeps the first year's
    incomes and line for both years. Quintiles are cut anew in each draw, in which a household drawn twice moves as
    one: the limits of quintile indices are wide, and held the truth more often than 95 times in 100 when simulated.
    """
    tables = []
    for line in income_pairs.spans(scope).itertuples():
        both, refused = income_pairs.pair_or_refusals(earned, scope, line, lineage, params, [*INDICES, *RANKS], "index")
        tables += refused
        if both is not None:
            tables += _indices(both, line, seed, draws) + _noise(both, earned, line, seed, reliability)
    return result.concat(tables)


def figures(before: np.ndarray, after: np.ndarray, lines: tuple[float, float], weight: np.ndarray) -> np.ndarray:
    """Return all indices at once, in the order of `SHOWN`, for one or many sets of weights.

    Parameters
    ----------
    before, after : ndarray of float
        Incomes per head of the two years.
    lines : tuple of float
        Monitoring lines of the two years; nan gives nan for what needs a line.
    """
    found = []
    for by, size in GROUPS.items():
        if by == "line_multiple" and np.isnan(lines).any():
            found += [np.full(weight.shape[:-1], np.nan)] * len(INDICES)
            continue
        start, end = grouped(before, after, lines, by, weight)
        matrix = t.transition_matrix(start, end, size, weight)
        found += [t.shorrocks(matrix), t.determinant_index(matrix), t.eigenvalue_index(matrix)]
        empty = np.isnan(matrix).any(axis=(-2, -1))
        found.append(np.where(empty, np.nan, t.bartholomew(matrix, t.start_shares(start, size, weight))))
    found += [measure(before, after, weight) for measure in (rank_persistence.rank_slope, rank_persistence.spearman)]
    return np.stack(found, axis=-1)


def _indices(both: income_pairs.Pair, line: Any, seed: int, draws: int) -> list[pd.DataFrame]:
    def measure(weight: np.ndarray) -> np.ndarray:
        return figures(both.before, both.after, both.lines, weight)

    values = measure(both.persons)
    low, high = cluster_bootstrap.limits(measure, both.persons, both.household, seed=seed, draws=draws)
    tables = []
    for (name, by), *figure in zip(SHOWN, values, low, high, strict=True):
        tables.append(_row(name, by, "reported", figure, both, line, [TRANSIENT, both.note]))
    return tables


def _noise(
    both: income_pairs.Pair, earned: pd.DataFrame, line: Any, seed: int, reliability: float | None
) -> list[pd.DataFrame]:
    share, note = income_pairs.reliability_of(earned, line, reliability)
    lines = (both.lines[0], both.lines[0])

    def measure(first: np.ndarray, second: np.ndarray) -> np.ndarray:
        return figures(first, second, lines, both.persons)

    known = share > 0
    values = report_noise.noise_only(measure, both.before, share, seed=seed) if known else [np.nan] * len(SHOWN)
    return [
        _row(name, by, "noise_only", (value, np.nan, np.nan), both, line, [note], "" if known else note)
        for (name, by), value in zip(SHOWN, values, strict=True)
    ]


def _row(
    name: str, by: str, basis: str, figure: Iterable[float], both: income_pairs.Pair, line: Any, said: list[str],
    problem: str = "",
) -> pd.DataFrame:  # fmt: skip
    value, low, high = figure
    reason = problem or (both.line_problem if by == "line_multiple" else "") or EMPTY
    told = not np.isnan(value)
    keys = {"group_by": "income_groups/mobility_basis", "group": f"{by}/{basis}"} if by else {
        "group_by": "mobility_basis", "group": basis}  # fmt: skip
    kind = annual.SUPER if told and basis == "reported" else ""
    note = notes.joined(said if told else [reason, both.note])
    return result.row(name, unit="index", value=value, low=low, high=high, n=len(both.before), uncertainty=kind,
                      note=note, **keys, **income_pairs.keys(line))  # fmt: skip
