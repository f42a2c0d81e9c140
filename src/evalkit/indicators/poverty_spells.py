"""Falling below the monitoring line, leaving it, falling again: entry, exit and return hazards of villages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from evalkit import policy
from evalkit.errors import EvalkitError
from evalkit.indicators import annual, cluster_bootstrap, income_pairs, notes, proportion, report_noise, result, spells
from evalkit.indicators import scope as scopes
from evalkit.indicators.household_order import in_order
from evalkit.indicators.mobility_indices import TRANSIENT

NO_RISK = notes.both("没有面临该变动的户", "no household was at risk of it")
NOBODY_LEFT = notes.both("期间没有可追踪的脱离监测线的户", "no household left the line that could be followed")


def crossing_hazards(
    earned: pd.DataFrame,
    scope: pd.DataFrame,
    *,
    seed: int,
    households: pd.DataFrame | None = None,
    lineage: pd.DataFrame | None = None,
    reliability: float | None = None,
    draws: int = cluster_bootstrap.DRAWS,
    params: Path | None = None,
) -> pd.DataFrame:
    """Return how likely persons above the line were to fall below it, and those below it to leave.

    Parameters
    ----------
    earned : DataFrame
        As from `household_years`.
    scope : DataFrame
        Villages and spans, first against last year; a single year is compared with the year before.
    seed, draws : int
        Of the bootstrap behind the limits (whole households), and of the benchmark.
    households : DataFrame, optional
        Clean table `households`: entry is then also given by type in the first year.
    lineage, reliability, params
        As in `mobility_indices`.

    Returns
    -------
    DataFrame
        Result rows `entry_hazard` and `exit_hazard`, unit `share`, by `mobility_basis` (`reported`, `noise_only`), and
        entry by `household_type`: of households once lifted it is the rate of return to poverty (返贫率), of ordinary
        ones that of new poverty (新致贫率). Numerator and denominator in persons of the first year, `n` households at
        risk.

    Notes
    -----
    Below the line of its own year; exactly at it is not below. Where nobody or everybody crossed there are no limits.
    """
    tables = []
    for line in income_pairs.spans(scope).itertuples():
        names = ("entry_hazard", "exit_hazard")
        both, refused = income_pairs.pair_or_refusals(earned, scope, line, lineage, params, names, "share")
        tables += refused
        if both is None:
            continue
        if both.line_problem:
            where = income_pairs.keys(line)
            tables += [result.refusal(name, unit="share", reason=both.line_problem, **where) for name in names]
            continue
        tables += _reported(both, line, seed, draws) + _noise(both, earned, line, seed, reliability)
        if households is not None:
            tables += _by_type(both, households, line, seed, draws)
    return result.concat(tables)


def return_hazard(
    earned: pd.DataFrame,
    scope: pd.DataFrame,
    *,
    seed: int,
    years: int = 1,
    draws: int = cluster_bootstrap.DRAWS,
    params: Path | None = None,
) -> pd.DataFrame:
    """Return, of persons whose household left the line, the share below it again within some years.

    Parameters
    ----------
    scope : DataFrame
        Villages and spans: leavings of all years between the first and the last are taken together.
    years : int
        Years after the first year above the line in which falling again counts.

    Returns
    -------
    DataFrame
        Result rows `return_hazard`, unit `share`; numerator and denominator in persons of the year of leaving, `n` the
        times a household left. A leaving whose years after are not all known is left out and counted.

    Notes
    -----
    The figure is about incomes; `relapse_share` is about clearings by the village.
    """
    tables = []
    for line in scope.itertuples():
        where = income_pairs.keys(line)
        try:
            low, seen, persons = _states(earned, line, params)
        except EvalkitError as error:
            tables.append(result.refusal("return_hazard", unit="share", reason=notes.of(error), **where))
            continue
        why = scopes.nothing(scope.loc[[line.Index]], NOBODY_LEFT, income=earned).iloc[0]
        unit, at, back, known = spells.returns(low, seen, years)
        weight, count = persons[unit, at], int(known.sum())
        unknown = notes.both(
            f"{len(known) - count}次脱离后年份不全，未计入",
            f"{len(known) - count} leavings not followed for {years} year(s) left out",
        )
        said = [unknown if count < len(known) else "", notes.both(f"脱离后{years}年内", f"within {years} year(s)")]
        parts = (weight[known], back[known], np.ones(count, bool), unit[known])
        tables.append(_row("return_hazard", *parts, seed, draws, where, said, nothing=why))
    return result.concat(tables)


def _reported(both: income_pairs.Pair, line: Any, seed: int, draws: int) -> list[pd.DataFrame]:
    before, after = both.before < both.lines[0], both.after < both.lines[1]
    keys = {"group_by": "mobility_basis", "group": "reported", **income_pairs.keys(line)}
    said = [TRANSIENT, income_pairs.line_note(both), both.note]
    return [
        _row("entry_hazard", both.persons, after, ~before, both.household, seed, draws, keys, said),
        _row("exit_hazard", both.persons, ~after, before, both.household, seed, draws, keys, said),
    ]


def _noise(
    both: income_pairs.Pair, earned: pd.DataFrame, line: Any, seed: int, given: float | None
) -> list[pd.DataFrame]:
    share, note = income_pairs.reliability_of(earned, line, given)
    at = both.lines[0]

    def measure(first: np.ndarray, second: np.ndarray) -> np.ndarray:
        return np.array(spells.hazards(first < at, second < at, both.persons))

    values = report_noise.noise_only(measure, both.before, share, seed=seed) if share > 0 else [np.nan, np.nan]
    keys = {"group_by": "mobility_basis", "group": "noise_only", "unit": "share", **income_pairs.keys(line)}
    return [
        result.row(name, value=value, n=len(both.before), note=note if share > 0 and value == value else
                   notes.joined([note if not share > 0 else "", NO_RISK]), **keys)
        for name, value in zip(("entry_hazard", "exit_hazard"), values, strict=True)
    ]  # fmt: skip


def _by_type(both: income_pairs.Pair, households: pd.DataFrame, line: Any, seed: int, draws: int) -> list[pd.DataFrame]:
    own = households[(households["village"] == line.village) & (households["year"] == line.since)]
    types = own.drop_duplicates("household").set_index("household")["household_type"].reindex(both.household)
    before, after = both.before < both.lines[0], both.after < both.lines[1]
    missing = int(types.isna().sum())
    left = notes.both(f"{missing}户没有户类型，未计入", f"{missing} households without a type left out")
    keys = {"group_by": "household_type", **income_pairs.keys(line)}
    return [
        _row("entry_hazard", both.persons, after, ~before & (types == kind).to_numpy(dtype=bool, na_value=False),
             both.household, seed, draws, keys | {"group": kind}, [both.note, left if missing else ""])
        for kind in sorted(types.dropna().unique())
    ]  # fmt: skip


def _row(
    name: str, persons: np.ndarray, crossed: np.ndarray, at_risk: np.ndarray, household: np.ndarray, seed: int,
    draws: int, keys: dict, said: list[str], nothing: str = NO_RISK,
) -> pd.DataFrame:  # fmt: skip
    count = int(at_risk.sum())
    if not count:
        return result.refusal(name, unit="share", reason=notes.joined([nothing, *said]), **keys)
    own, so, cluster = persons[at_risk], crossed[at_risk], household[at_risk]
    measure = _share_of(so)
    low, high = cluster_bootstrap.limits(measure, own, cluster, seed=seed, draws=draws)
    top, bottom = float(own[so].sum()), float(own.sum())
    small = proportion.SMALL_NOTE if count < proportion.SMALL else ""
    return result.row(name, unit="share", value=top / bottom, low=float(low), high=float(high), numerator=top,
                      denominator=bottom, n=count, uncertainty=annual.SUPER, note=notes.joined([small, *said]),
                      **keys)  # fmt: skip


def _share_of(so: np.ndarray) -> Callable[[np.ndarray], np.ndarray]:
    return lambda weight: weight @ so.astype(float) / weight.sum(axis=-1)


def _states(earned: pd.DataFrame, line: Any, params: Path | None) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return below the line, known, and persons, of the village's households by the years of the span."""
    years = list(range(line.since, line.year + 1))
    lines = {year: policy.monitoring_line(line.county, int(year), params).fen for year in years}
    own = in_order(annual.usable(earned[(earned["village"] == line.village) & earned["year"].isin(years)]))
    unit, homes = pd.factorize(own["household"])
    at = own["year"].to_numpy(dtype=int) - line.since
    low, seen, persons = (np.zeros((len(homes), len(years))) for _ in range(3))
    members = own["members"].to_numpy(dtype=float)
    low[unit, at] = own["net"].to_numpy(dtype=float) < own["year"].map(lines).to_numpy(dtype=float) * members
    seen[unit, at], persons[unit, at] = 1, members
    return low > 0, seen > 0, persons
