"""Moves between income groups: what share of each group's persons is found in each group later."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from evalkit.indicators import annual, cluster_bootstrap, income_pairs, notes, result
from evalkit.indicators import transitions as t
from evalkit.indicators.mobility_groups import GROUPS, NAMES, grouped

EMPTY = notes.both("首年该组无人", "nobody starts in this group")


def income_transitions(
    earned: pd.DataFrame,
    scope: pd.DataFrame,
    *,
    seed: int,
    lineage: pd.DataFrame | None = None,
    draws: int = cluster_bootstrap.DRAWS,
    params: Path | None = None,
) -> pd.DataFrame:
    """Return the shares of persons of each income group found in each group later.

    Parameters
    ----------
    earned : DataFrame
        As from `household_years`.
    scope : DataFrame
        Villages and spans, first against last year; a single year is compared with the year before.
    seed, draws : int
        Of the bootstrap behind the limits; whole households are drawn.
    lineage : DataFrame, optional
        Side table `_lineage`; households that split or merged in between are left out and counted.
    params : Path, optional
        Folder of the policy values.

    Returns
    -------
    DataFrame
        Result rows, unit `share`, grouped by `line_multiple_from/line_multiple_to` (multiples of the monitoring line of
        each year: below it, to 1.5, to 2, above) and `quintile_from/quintile_to` (of the households compared, each year
        cut anew); numerator and denominator in persons of the earlier year, `n` households.

    Notes
    -----
    A household exactly at a limit is above it. Persons are those of the first year. Current prices: a line that did not
    follow prices moves households by itself.
    """
    tables = []
    for line in income_pairs.spans(scope).itertuples():
        both, refused = income_pairs.pair_or_refusals(
            earned, scope, line, lineage, params, ["income_transitions"], "share"
        )
        tables += refused
        if both is None:
            continue
        for by, size in GROUPS.items():
            keys = {"unit": "share", "group_by": f"{by}_from/{by}_to", **income_pairs.keys(line)}
            if by == "line_multiple" and both.line_problem:
                tables.append(result.refusal("income_transitions", reason=both.line_problem, **keys))
                continue
            tables += _cells(both, by, size, keys, seed, draws)
    return result.concat(tables)


def _cells(both: income_pairs.Pair, by: str, size: int, keys: dict, seed: int, draws: int) -> list[pd.DataFrame]:
    def measure(weight: np.ndarray) -> np.ndarray:
        start, end = grouped(both.before, both.after, both.lines, by, weight)
        matrix = t.transition_matrix(start, end, size, weight)
        return matrix.reshape(*weight.shape[:-1], size * size)

    values = measure(both.persons).reshape(size, size)
    low, high = (
        end.reshape(size, size)
        for end in cluster_bootstrap.limits(measure, both.persons, both.household, seed=seed, draws=draws)
    )
    start, _ = grouped(both.before, both.after, both.lines, by, both.persons)
    persons = np.bincount(start, weights=both.persons, minlength=size)
    homes = np.bincount(start, minlength=size)
    names, line = NAMES[by], income_pairs.line_note(both) if by == "line_multiple" else ""
    return [
        result.row("income_transitions", group=f"{names[a]}/{names[b]}", value=values[a, b], low=low[a, b],
                   high=high[a, b], numerator=values[a, b] * persons[a], denominator=persons[a], n=int(homes[a]),
                   uncertainty=annual.SUPER if persons[a] else "",
                   note=notes.joined([line, both.note, "" if persons[a] else EMPTY]), **keys)
        for a in range(size) for b in range(size)
    ]  # fmt: skip
