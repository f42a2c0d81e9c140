"""One score for each village from several indicators, and how far its rank depends on how they were weighed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from evalkit.errors import EvalkitError, Problem
from evalkit.indicators import composite, composite_field, composite_ranks, expert_weights, notes, result
from evalkit.indicators.composite_field import Field

PARTS = ("income_per_head", "industry_shannon", "households_linked_share", "project_survival")
WEIGHTINGS = ("entropy", "equal", "expert")
CHOICES = "weights and normalisation"


def composite_score(
    rows: pd.DataFrame,
    parts: Sequence[str] = PARTS,
    *,
    base_year: int,
    weighting: str = "entropy",
    normalisation: str = "vector",
    params: Path | None = None,
) -> pd.DataFrame:
    """Return how close each village is to the best of the base year in all parts together (TOPSIS).

    Parameters
    ----------
    rows : DataFrame
        Result rows of the parts, without a breakdown, for the villages and years to compare.
    parts : sequence of str
        Indicators whose direction in the catalogue is up or down.
    base_year : int
        Year whose villages fix the weights, the scale and the best and worst values of every year.
    weighting : {"entropy", "equal", "expert"}
        `expert` reads `params/expert_weights.csv`.
    normalisation : {"vector", "min_max"}
        Of TOPSIS; entropy weights are always taken after `min_max`.
    params : Path, optional
        Folder of the parameter files.

    Returns
    -------
    DataFrame
        Result rows, unit `index (0 to 1)`, grouped by weighting/normalisation; `n` is the number of villages in the
        base year. A village that lacks a part is refused.

    Notes
    -----
    Values beyond the base year's best or worst count as those; the note says how many were cut. The score compares
    these villages with each other; it says nothing about others.
    """
    field = composite_field.of_rows(rows, parts, base_year, params)
    keys = {"group_by": "weighting/normalisation", "group": f"{weighting}/{normalisation}"}
    if len(field.base) < composite_field.FEWEST:
        return composite_field.refused(field, "composite_score", "index (0 to 1)", keys)
    if not np.ptp(field.base, axis=0).any():
        same = notes.both("基准年各村各项指标相同", "no part differs between villages in the base year")
        return composite_field.refused(field, "composite_score", "index (0 to 1)", keys, same)
    weights = _weights(field, weighting, params)
    base = composite.scale(field.base, field.benefit, normalisation)
    values = field.values
    score = composite.topsis(values, weights, base) if len(values) else np.array([])
    tables = [
        _scored(place, one, len(field.base), _score_note(field, weights, base.beyond(own[None, :])), keys)
        for place, one, own in zip(
            field.full[composite_field.PLACE].itertuples(index=False), score, values, strict=True
        )
    ]
    return result.concat([*tables, *composite_field.lacking(field, "composite_score", "index (0 to 1)", keys)])


def composite_rank(
    rows: pd.DataFrame,
    parts: Sequence[str] = PARTS,
    *,
    base_year: int,
    seed: int,
    draws: int = composite_ranks.DRAWS,
    params: Path | None = None,
) -> pd.DataFrame:
    """Return the middle rank of each village over all ways to weigh the parts, and between which ranks it moves.

    Parameters
    ----------
    rows, parts, base_year, params
        As in `composite_score`.
    seed, draws
        Of the Monte Carlo draws of weights (all equally likely) and normalisation (vector or min_max).

    Returns
    -------
    DataFrame
        Result rows, unit `rank`, 1 the best; low and high hold 95 % of the draws, numerator is how often in 100 draws
        it came first, `n` the villages ranked in that year. The interval is about the choices, not about the data.
    """
    field = composite_field.of_rows(rows, parts, base_year, params)
    if len(field.base) < composite_field.FEWEST:
        return composite_field.refused(field, "composite_rank", "rank", {})
    tables = composite_field.lacking(field, "composite_rank", "rank", {})
    note = notes.both(f"抽取{draws}组权重和标准化方法，种子{seed}", f"{draws} draws of weights and scale, seed {seed}")
    for year, own in field.full.groupby("year", sort=False):
        drawn = {"seed": seed, "draws": draws, "base": field.base}
        found = composite_ranks.rank_intervals(own[field.parts].to_numpy(float), field.benefit, **drawn)
        figures = zip(own["county"], own["village"], found.middle, found.low, found.high, found.first, strict=True)
        tables += [
            result.row("composite_rank", unit="rank", value=middle, low=low, high=high, numerator=first * 100,
                       denominator=100, county=county, village=village, year=int(year), n=len(own),
                       uncertainty=CHOICES, note=note)
            for county, village, middle, low, high, first in figures
        ]  # fmt: skip
    return result.concat(tables)


def _weights(field: Field, weighting: str, params: Path | None) -> np.ndarray:
    if weighting == "expert":
        return expert_weights.mean_weights(field.parts, params)
    if weighting == "equal":
        return np.full(len(field.parts), 1 / len(field.parts))
    if weighting == "entropy":
        return composite.entropy_weights(field.base, field.benefit, "min_max")
    raise EvalkitError(Problem("composite score", "unknown weighting", ", ".join(WEIGHTINGS), weighting))


def _scored(place: tuple, value: float, n: int, note: str, keys: dict) -> pd.DataFrame:
    at = {"county": place.county, "village": place.village, "year": int(place.year), "n": n}
    return result.row("composite_score", unit="index (0 to 1)", value=value, note=note, **at, **keys)


def _score_note(field: Field, weights: np.ndarray, cut: int) -> str:
    own = ", ".join(f"{part} {weight:.3f}" for part, weight in zip(field.parts, weights, strict=True))
    base = notes.both(f"基准年{field.base_year}；权重 {own}", f"base year {field.base_year}; weights {own}")
    beyond = notes.both(f"{cut}项超出基准年范围，按边界计", f"{cut} beyond the base year's range, taken at its edge")
    return notes.joined([base, beyond if cut else ""])
