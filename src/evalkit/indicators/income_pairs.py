"""The same households in two years: incomes per head, monitoring lines, and who was left out and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from evalkit import policy
from evalkit.errors import EvalkitError
from evalkit.indicators import annual, notes, result
from evalkit.indicators import scope as scopes
from evalkit.indicators.household_order import in_order
from evalkit.indicators.report_noise import reliability

FEWEST = 10  # households for a reliability
CHANGED = ("split", "merge")
NO_PAIR = notes.both(
    "没有首末两年收入都满一年且人口数已知的农户",
    "no household with a full year of income and a known size in both years",
)
SHORT = notes.both(
    "同一批农户不足三个相连年份的收入，无法估计可靠度，可自行给定",
    "no three consecutive years of income of the same households to tell the reliability from; it can be given",
)


@dataclass(frozen=True)
class Pair:
    """Households seen in both years of one line of a scope.

    Parameters
    ----------
    household : ndarray
        Pseudonyms, the cluster drawn; in the order of the ledger.
    before, after : ndarray of float
        Net income per head in fen.
    persons : ndarray of float
        Members in the earlier year: how many each household stands for.
    lines : tuple of float
        Monitoring lines of the two years in fen per head; nan when one is not declared, then `line_problem` says so.
    note : str
        Which households were left out.
    """

    household: np.ndarray
    before: np.ndarray
    after: np.ndarray
    persons: np.ndarray
    lines: tuple[float, float]
    line_problem: str
    note: str


def spans(scope: pd.DataFrame) -> pd.DataFrame:
    """Return a scope whose single years became pairs with the year before; longer spans stay as they are.

    Examples
    --------
    >>> spans(scopes.years("990101100201", [2024]))[["since", "period"]].values.tolist()
    [[2023, '2023/2024']]
    """
    year = scope["year"].astype("int64")
    since = scope["since"].where(scope["since"] < scope["year"], year - 1).astype("int64")
    return scope.assign(since=since, period=since.astype("str") + "/" + year.astype("str"))


def pair(earned: pd.DataFrame, line: Any, lineage: pd.DataFrame | None = None, params: Path | None = None) -> Pair:
    """Return the households of one line of a scope that can be compared between its first and last year.

    Parameters
    ----------
    earned : DataFrame
        As from `household_years`.
    line : namedtuple
        county, village, since, year.
    lineage : DataFrame, optional
        Side table `_lineage`: households that split or merged between the years are other households, left out and
        counted.
    params : Path, optional
        Folder of the policy values.
    """
    own = in_order(earned[(earned["village"] == line.village) & earned["year"].isin([line.since, line.year])])
    first, last = (own[own["year"] == year] for year in (line.since, line.year))
    met = annual.usable(first).merge(annual.usable(last), on="household", suffixes=("_before", ""))
    changed = met["household"].isin(_changed(lineage, line))
    listed = set(first["household"]), set(last["household"])
    once = len(listed[0] ^ listed[1])
    met, gone = met[~changed], int(changed.sum())
    faulty = len(listed[0] & listed[1]) - len(met) - gone
    heads = [met[f"net{end}"].astype(float) / met[f"members{end}"].astype(float) for end in ("_before", "")]
    lines, problem = _lines(line, params)
    return Pair(
        met["household"].to_numpy(),
        *(head.to_numpy() for head in heads),
        met["members_before"].to_numpy(dtype=float),
        lines,
        problem,
        _left_out(once, faulty, gone),
    )


def line_note(both: Pair) -> str:
    """Return the note that says against which monitoring lines the two years were held."""
    first, last = (f"{line / annual.FEN:,.0f}" for line in both.lines)
    return notes.both(f"首末年监测线{first}元和{last}元", f"lines of {first} and {last} yuan in the two years")


def village_reliability(earned: pd.DataFrame, village: str) -> tuple[float, str]:
    """Return how reliable one year's incomes per head are, from the last three consecutive years that allow it.

    Returns
    -------
    value : float
        As from `report_noise.reliability`; nan where no three years share enough households.
    note : str
        The years and households behind it, or why there is none.
    """
    own = annual.usable(earned[earned["village"] == village])
    heads = own.assign(head=own["net"].astype(float) / own["members"].astype(float))
    wide = heads.pivot_table(index="household", columns="year", values="head", sort=False)
    for last in sorted(wide, reverse=True):
        years = [last - 2, last - 1, last]
        if not set(years) <= set(wide):
            continue
        whole = wide[years].dropna()
        found = reliability(*(whole[year].to_numpy() for year in years)) if len(whole) >= FEWEST else np.nan
        if found > 0:
            text = f"{found:.2f}", f"{years[0]}-{last}", len(whole)
            return found, notes.both(
                "只有误差和一年内偶然起伏、无人真正变动时的数值；可靠度{}，由{}年{}户估计".format(*text),
                "what errors and luck of a single year alone would show; reliability {}, from {}, {} households".format(
                    *text
                ),
            )
    return float("nan"), SHORT


def reliability_of(earned: pd.DataFrame, line: Any, given: float | None) -> tuple[float, str]:
    """Return the reliability that was given, else that of the village, and the note that goes with the benchmark."""
    if given is None:
        return village_reliability(earned, line.village)
    return given, notes.both(
        f"只有误差、无人真正变动时的数值；可靠度{given:.2f}（给定）",
        f"what errors alone would show; reliability {given:.2f} (given)",
    )


def pair_or_refusals(
    earned: pd.DataFrame, scope: pd.DataFrame, line: Any, lineage: pd.DataFrame | None, params: Path | None,
    indicators: Sequence[str], unit: str,
) -> tuple[Pair | None, list[pd.DataFrame]]:  # fmt: skip
    """Return the pair of a line of the scope, or refusals where there are fewer than two households to compare."""
    both = pair(earned, line, lineage, params)
    if len(both.before) >= 2:
        return both, []
    why = scopes.nothing(scope.loc[[line.Index]], NO_PAIR, income=earned).iloc[0]
    note = notes.joined([why, both.note])
    return None, [result.refusal(name, unit=unit, reason=note, **keys(line)) for name in indicators]


def keys(line: Any) -> dict[str, object]:
    """Return the place and time of a line of a scope, as a result row takes them."""
    return {"county": line.county, "village": line.village, "year": line.year, "period": line.period}


def _changed(lineage: pd.DataFrame | None, line: Any) -> set[str]:
    if lineage is None:
        return set()
    own = lineage[lineage["kind"].isin(CHANGED) & (lineage["village"] == line.village)]
    own = own[(own["year"] > line.since) & (own["year"] <= line.year)]
    return set(own["household"].dropna()) | set(own["household_from"].dropna())


def _lines(line: Any, params: Path | None) -> tuple[tuple[float, float], str]:
    try:
        first, last = (policy.monitoring_line(line.county, int(y), params).fen for y in (line.since, line.year))
    except EvalkitError as error:
        return (float("nan"), float("nan")), notes.of(error)
    return (first, last), ""


def _left_out(once: int, faulty: int, changed: int) -> str:
    why = (
        (once, "户只在一年有记录，未计入", "households listed in one of the two years only left out"),
        (faulty, "户有一年收入不完整或缺人口数，未计入", "households with an incomplete income or no size left out"),
        (changed, "户期间分户或并户，未计入", "households that split or merged left out"),
    )
    return notes.joined(notes.both(f"{n}{zh}", f"{n} {en}") for n, zh, en in why if n)
