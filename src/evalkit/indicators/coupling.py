"""Whether the sides of a village's development went forward together: coupling coordination."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from evalkit.indicators import composite, composite_field, notes, result

CONVENTIONS = ("full", "power_of_sum")
FIGURES = {"coupling": "coupling_degree", "level": "development_level", "coordination": "coupling_coordination"}
UNIT = "index (0 to 1)"
ZERO = notes.both("各子系统均为零", "every system is at zero")


def degree(
    parts: np.ndarray, weights: np.ndarray | None = None, convention: str = "full"
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return how evenly the parts of a place have developed, how far together, and both in one.

    Parameters
    ----------
    parts : ndarray
        Places by parts (subsystem scores), each 0 to 1.
    weights : ndarray, optional
        Of the parts in the overall level; equal when omitted.
    convention : {"full", "power_of_sum"}
        Two forms are in print for n parts: `full` is n (product)^(1/n) / sum, at most 1; `power_of_sum` is
        (product / sum^n)^(1/n), at most 1/n. Figures of different forms cannot be compared.

    Returns
    -------
    coupling, level, coordination : ndarray
        C, T (weighted mean of the parts) and D = sqrt(C T).

    Notes
    -----
    A part of zero makes C and D zero. Where all parts are zero there is nothing to be even: C and D are nan.

    References
    ----------
    ChinaXiv 202001.00051 prints `power_of_sum` for five parts.

    Examples
    --------
    >>> [round(float(one[0]), 4) for one in degree(np.array([[0.4, 0.9]]))]
    [0.9231, 0.65, 0.7746]
    """
    if convention not in CONVENTIONS:
        raise ValueError(f"convention: expected one of {CONVENTIONS}, got {convention}")
    parts = composite.checked(parts)
    if (parts < 0).any():
        raise ValueError("coupling: expected parts of 0 or more")
    count = parts.shape[1]
    weights = np.ones(count) if weights is None else np.asarray(weights, dtype=float)
    total = parts.sum(axis=1)
    root = np.prod(parts, axis=1) ** (1 / count)
    even = np.divide(root, total, out=np.full(len(parts), np.nan), where=total > 0)
    even = even * count if convention == "full" else even
    level = parts @ (weights / weights.sum())
    return even, level, np.sqrt(even * level)


def coupling_coordination(
    rows: pd.DataFrame,
    systems: dict[str, list[str]],
    *,
    base_year: int,
    convention: str = "full",
    params: Path | None = None,
) -> pd.DataFrame:
    """Return how evenly and how far the systems of a village have developed.

    Parameters
    ----------
    rows : DataFrame
        Result rows of the parts, without a breakdown, for the villages and years to compare.
    systems : dict
        Name of each system and its indicators, such as `{"income": [...], "industry": [...]}`; at least two.
    base_year : int
        Year whose villages fix the scale of every year.
    convention : {"full", "power_of_sum"}
        Which printed form of the coupling degree; see `degree`.
    params : Path, optional
        Folder of the catalogue.

    Returns
    -------
    DataFrame
        Three result rows per village and year, grouped by the form: `coupling_degree` (C), `development_level` (T) and
        `coupling_coordination` (D).

    Notes
    -----
    A system's score is the plain mean of its indicators, each 0 (worst village of the base year) to 1 (best) and cut
    there; systems weigh equally. A system at zero makes C and D zero.
    """
    parts = [part for own in systems.values() for part in own]
    field = composite_field.of_rows(rows, parts, base_year, params)
    keys = {"group_by": "convention", "group": convention}
    if len(field.base) < composite_field.FEWEST:
        return result.concat([composite_field.refused(field, name, UNIT, keys) for name in FIGURES.values()])
    scaled = composite.scale(field.base, field.benefit).apply(field.values)
    scores = np.column_stack([scaled[:, [parts.index(part) for part in own]].mean(axis=1) for own in systems.values()])
    found = dict(zip(FIGURES, degree(scores, convention=convention), strict=True))
    note = notes.both(
        f"基准年{base_year}，{len(systems)}个子系统等权", f"base year {base_year}, {len(systems)} equal systems"
    )
    tables = []
    for figure, name in FIGURES.items():
        tables += composite_field.lacking(field, name, UNIT, keys)
        for place, value in zip(field.full.itertuples(index=False), found[figure], strict=True):
            at = {"county": place.county, "village": place.village, "year": int(place.year)}
            why = notes.joined([note, ZERO if np.isnan(value) else ""])
            tables.append(result.row(name, unit=UNIT, value=value, n=len(field.base), note=why, **at, **keys))
    return result.concat(tables)
