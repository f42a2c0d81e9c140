"""The household-years of two years stacked as one design: whoever was there, with what the two years share kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from evalkit import policy
from evalkit.errors import EvalkitError
from evalkit.indicators import annual, household_income, notes, result
from evalkit.indicators import scope as scopes
from evalkit.indicators.household_order import in_order
from evalkit.indicators.income_pairs import keys

PRICES = ("current", "index", "lines")
FEWEST = 2
TOO_FEW = notes.both(
    "首年或末年收入满一年且人口数已知的农户不足两户",
    "fewer than two households with a full year of income and a known size in the first or the last year",
)


@dataclass(frozen=True)
class Stack:
    """Household-years of the first and the last year of one line of a scope.

    Parameters
    ----------
    household : ndarray
        Pseudonyms, the cluster drawn.
    later : ndarray of bool
        Whether the household-year is of the last year.
    net, members : ndarray of int
        Net income in fen of its own year, and persons.
    head : ndarray of float
        Income per head in fen at the prices that were asked for.
    note : str
        Who was there in which year, who was left out, and which prices.
    """

    household: np.ndarray
    later: np.ndarray
    net: np.ndarray
    members: np.ndarray
    head: np.ndarray
    note: str


def stack(earned: pd.DataFrame, line: Any, prices: str = "current", params: Path | None = None) -> Stack:
    """Return the household-years of the first and the last year of one line of a scope.

    Parameters
    ----------
    earned : DataFrame
        As from `household_years`.
    line : namedtuple
        county, village, since, year.
    prices : {"current", "index", "lines"}
        How the first year's incomes are brought to the last year: not at all, by the consumer price index, or by the
        ratio of the two monitoring lines (so that each year is in effect held against its own line).
    params : Path, optional
        Folder of the policy values.

    Raises
    ------
    EvalkitError
        When the index or a line is not declared.
    """
    if prices not in PRICES:
        raise ValueError(f"expected one of {', '.join(PRICES)}, got {prices}")
    own = earned[(earned["village"] == line.village) & earned["year"].isin([line.since, line.year])]
    full = in_order(annual.usable(own))
    later = (full["year"] == line.year).to_numpy(dtype=bool)
    net, members = (full[name].to_numpy(dtype="int64") for name in ("net", "members"))
    times, words = _factor(line, prices, params)
    head = net / members * np.where(later, 1.0, times)
    who = full["household"].to_numpy()
    note = notes.joined([_who_note(set(who[~later]), set(who[later])), words, _left_note(own)])
    return Stack(who, later, net, members, head, note)


def stack_or_refusals(
    earned: pd.DataFrame, scope: pd.DataFrame, line: Any, indicator: str, unit: str, *,
    prices: str = "current", params: Path | None = None,
) -> tuple[Stack | None, list[pd.DataFrame]]:  # fmt: skip
    """Return the stack of a line of the scope, or a refusal: no prices, or too few households in one of the years."""
    try:
        both = stack(earned, line, prices, params)
    except EvalkitError as error:
        return None, [result.refusal(indicator, unit=unit, reason=notes.of(error), **keys(line))]
    if min(both.later.sum(), (~both.later).sum()) >= FEWEST:
        return both, []
    why = scopes.nothing(scope.loc[[line.Index]], TOO_FEW, income=earned).iloc[0]
    return None, [result.refusal(indicator, unit=unit, reason=notes.joined([why, both.note]), **keys(line))]


def in_both_years(both: Stack) -> Stack:
    """Return the household-years of households seen in both years, in one order: first all earlier, then all later."""
    shared = np.intersect1d(both.household[both.later], both.household[~both.later])
    places = np.flatnonzero(np.isin(both.household, shared))
    # Order of the ledger within the earlier year, so that nothing depends on what households are called.
    rank = {name: k for k, name in enumerate(both.household[places[~both.later[places]]])}
    places = np.array(sorted(places, key=lambda k: (both.later[k], rank[both.household[k]])), dtype=np.int64)
    parts = {name: getattr(both, name)[places] for name in ("household", "later", "net", "members", "head")}
    return replace(both, **parts)


def _factor(line: Any, prices: str, params: Path | None) -> tuple[float, str]:
    if prices == "current":
        return 1.0, ""
    if prices == "index":
        times = policy.price_index(line.county, int(line.year), int(line.since), params)
        return times, notes.both(
            f"首年收入按物价指数折算到末年（x{times:.3f}）", f"first year at last year's prices (x{times:.3f})"
        )
    first, last = (policy.monitoring_line(line.county, int(y), params).fen for y in (line.since, line.year))
    return last / first, notes.both(
        f"首年收入按两年监测线之比折算（x{last / first:.3f}）",
        f"first year's incomes times the ratio of the two lines (x{last / first:.3f})",
    )


def _who_note(first: set[str], last: set[str]) -> str:
    shared, gone, new = len(first & last), len(first - last), len(last - first)
    return notes.both(
        f"两年都有{shared}户，只在首年{gone}户，只在末年{new}户",
        f"{shared} households in both years, {gone} in the first only, {new} in the last only",
    )


def _left_note(own: pd.DataFrame) -> str:
    texts = []
    for (_, _, year), text in household_income.left_out(own).items():
        if text:
            zh, _, en = text.partition(notes.BETWEEN)
            texts.append(notes.both(f"{year}年{zh}", f"{year}: {en}"))
    return notes.joined(texts)
