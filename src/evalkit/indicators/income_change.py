"""How income per head, poverty and inequality changed between two years, with the uncertainty of the change itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

from evalkit import policy
from evalkit.errors import EvalkitError
from evalkit.indicators import annual, inequality, notes, result
from evalkit.indicators.design import Design, Estimate, error, interval, ratio
from evalkit.indicators.income_pairs import keys, spans
from evalkit.indicators.two_years import Stack, stack_or_refusals

LINES = ("own", "last")
YUAN = "yuan"
HEADCOUNT = "headcount_change"
UNDEFINED = notes.both(
    "有一年收入总额不大于零，无法计算", "not defined: total income not above zero in one of the years"
)


def income_per_head_change(
    earned: pd.DataFrame, scope: pd.DataFrame, *, prices: str = "index", params: Path | None = None
) -> pd.DataFrame:
    """Return by how much net income per head changed between two years.

    Parameters
    ----------
    earned : DataFrame
        As from `household_income.household_years`.
    scope : DataFrame
        Villages and spans: the first and the last year are compared; a single year is compared with the year before.
    prices : {"index", "current"}
        Whether the first year's incomes are brought to the last year's prices by the consumer price index.
    params : Path, optional
        Folder of the policy values.

    Returns
    -------
    DataFrame
        Result rows, unit `yuan`; numerator the later and denominator the earlier figure (their difference is the
        value), n households seen in either year. The note counts those seen in both years and in one only.

    Notes
    -----
    Whoever was there in each year counts, persons equally. The household-years are one design with the household as
    cluster, so what the years share counts once and households seen in one year only are in it all the same.

    References
    ----------
    Deville (1999), Survey Methodology 25; Biewen and Jenkins (2006), Oxford Bulletin of Economics and Statistics 68.

    Examples
    --------
    >>> from evalkit.indicators import scope
    >>> homes = {"county": "990101", "village": "990101100201", "household": ["a", "b"] * 2, "fault": ""}
    >>> years = {"year": [2023, 2023, 2024, 2024], "net": [500_000, 700_000, 700_000, 900_000], "members": 1}
    >>> income_per_head_change(pd.DataFrame(homes | years), scope.years("990101100201", [2024]), prices="current")[
    ...     "value"
    ... ].tolist()
    [2000.0]
    """

    def measure(both: Stack, years: np.ndarray, _line: float) -> Estimate:
        return ratio(both.head[years] * both.members[years], both.members[years] * annual.FEN)

    return _changes(earned, scope, measure, "income_per_head_change", YUAN, prices=prices, params=params)


def headcount_change(
    earned: pd.DataFrame, scope: pd.DataFrame, *, line: str = "own", params: Path | None = None
) -> pd.DataFrame:
    """Return by how much the share of persons below the monitoring line changed between two years.

    Parameters
    ----------
    line : {"own", "last"}
        `own` holds each year's current incomes against that year's line, as the monitoring does; `last` brings the
        first year's incomes to the last year's prices and holds both years against the last year's line, so that a
        raised line is no poverty.

    Returns
    -------
    DataFrame
        As from `income_per_head_change`, unit `share`; numerator and denominator are the persons below the line and all
        of them in the year in which fewer are on one side of it, since the change and one year tell the other.

    Notes
    -----
    FGT of order 0; a household exactly at the line is not below it.
    """

    def measure(both: Stack, years: np.ndarray, least: float) -> Estimate:
        # Compared as household totals: whole fen at each year's own line, where a tie must stay a tie.
        poor = _totals(both, years, line) < least * both.members[years]
        return ratio(np.where(poor, both.members[years], 0), both.members[years])

    return _changes(earned, scope, measure, HEADCOUNT, "share", line=line, params=params)


def poverty_gap_change(
    earned: pd.DataFrame, scope: pd.DataFrame, *, line: str = "own", params: Path | None = None
) -> pd.DataFrame:
    """Return by how much the poverty gap at the monitoring line changed between two years.

    Parameters
    ----------
    line : {"own", "last"}
        As in `headcount_change`.

    Returns
    -------
    DataFrame
        As from `income_per_head_change`, unit `share` (of the line). Negative incomes count with their full distance.
    """

    def measure(both: Stack, years: np.ndarray, least: float) -> Estimate:
        asked = least * both.members[years]
        return ratio((asked - _totals(both, years, line)).clip(min=0), asked)

    return _changes(earned, scope, measure, "poverty_gap_change", "share", line=line, params=params)


def gini_change(earned: pd.DataFrame, scope: pd.DataFrame, *, normalised: str = "none") -> pd.DataFrame:
    """Return by how much the Gini coefficient of income per head changed between two years.

    Parameters
    ----------
    normalised : str
        For negative incomes, as in `inequality.gini`.

    Returns
    -------
    DataFrame
        As from `income_per_head_change`, unit `index`. Prices do not matter. The note counts incomes below zero.
    """

    def measure(both: Stack, years: np.ndarray, _line: float) -> Estimate:
        found = inequality.gini(both.head[years], both.members[years], normalised=normalised)
        return Estimate(found.value, found.influence * both.members[years])

    return _changes(earned, scope, measure, "gini_change", "index")


def _totals(both: Stack, years: np.ndarray, line: str) -> np.ndarray:
    return both.net[years] if line == "own" else both.head[years] * both.members[years]


def _changes(
    earned: pd.DataFrame, scope: pd.DataFrame, measure: Callable, indicator: str, unit: str, *,
    prices: str = "current", line: str = "", params: Path | None = None,
) -> pd.DataFrame:  # fmt: skip
    if line and line not in LINES:
        raise ValueError(f"line: expected one of {', '.join(LINES)}, got {line}")
    tables, ready = [], spans(scope)
    for one in ready.itertuples():
        asked = "index" if line == "last" else prices
        both, refused = stack_or_refusals(earned, ready, one, indicator, unit, prices=asked, params=params)
        if both is None:
            tables += refused
            continue
        try:
            lines, words = _lines(one, line, params)
        except EvalkitError as problem:
            tables.append(result.refusal(indicator, unit=unit, reason=notes.of(problem), **keys(one)))
            continue
        tables.append(_row(both, measure, lines, notes.joined([words, both.note]), indicator, unit, keys(one)))
    return result.concat(tables)


def _row(both: Stack, measure: Callable, lines: tuple, note: str, indicator: str, unit: str, at: dict) -> pd.DataFrame:
    years = both.later, ~both.later
    after, before = (measure(both, year, line) for year, line in zip(years, lines, strict=True))
    change = after.inside(years[0]).minus(before.inside(years[1]))
    below = int((both.net < 0).sum())
    note = notes.joined(
        [note, notes.both(f"含{below}个户年收入为负", f"{below} household-years below zero") if below else ""]
    )
    if not np.isfinite(change.value):
        return result.refusal(indicator, unit=unit, reason=notes.joined([UNDEFINED, note]), **at)
    found = error(change, Design(np.ones(len(both.later)), both.household))
    # No spread at all, as where nobody is below the line in either year, is nothing to make limits from.
    low, high = interval(change.value, found) if found.se > 0 else (np.nan, np.nan)
    # Figures below one would read as a few persons.
    told = {"numerator": after.value, "denominator": before.value} if unit == YUAN else {}
    if indicator == HEADCOUNT:
        told = _fewer(
            *((one.value, both.members[year].sum()) for one, year in zip((after, before), years, strict=True))
        )
    return result.row(indicator, unit=unit, value=change.value, low=low, high=high, n=len(set(both.household)),
                      uncertainty=annual.SUPER, note=note, **told, **at)  # fmt: skip


def _fewer(*years: tuple[float, int]) -> dict[str, float]:
    """Return persons below the line and all persons of the year with the smallest group on one side of the line."""
    counts = [(share * persons, float(persons)) for share, persons in years]
    below, persons = min(counts, key=lambda pair: min(pair[0], pair[1] - pair[0]))
    return {"numerator": round(below), "denominator": persons}


def _lines(one: tuple, line: str, params: Path | None) -> tuple[tuple[float, float], str]:
    """Return the lines of the last and the first year in fen, and the note on them."""
    if not line:
        return (np.nan, np.nan), ""
    last = policy.monitoring_line(one.county, int(one.year), params).fen
    if line == "last":
        text = f"{last / annual.FEN:,.0f}"
        return (last, last), notes.both(
            f"两年都按末年监测线{text}元", f"both years at the last year's line, {text} yuan"
        )
    first = policy.monitoring_line(one.county, int(one.since), params).fen
    texts = f"{first / annual.FEN:,.0f}", f"{last / annual.FEN:,.0f}"
    return (last, first), notes.both(
        "首末年各按当年监测线{}元和{}元".format(*texts), "each year at its own line, {} and {} yuan".format(*texts)
    )
