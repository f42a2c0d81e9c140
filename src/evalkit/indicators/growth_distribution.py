"""Growth of villages by place in the income order, and what growth and redistribution did to poverty."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from evalkit import policy
from evalkit.errors import EvalkitError
from evalkit.indicators import annual, cluster_bootstrap, notes, result
from evalkit.indicators import growth_incidence as curves
from evalkit.indicators.growth_redistribution import poverty_split
from evalkit.indicators.income_pairs import keys, spans
from evalkit.indicators.two_years import FEWEST, TOO_FEW, Stack, in_both_years, stack_or_refusals

SEED, DRAWS = 20240101, 499
DECILES = tuple(k / 10 for k in range(1, 10))
POOREST = 0.2
MEASURES = {"headcount": 0, "gap": 1, "squared_gap": 2}
PARTS = ("change", "growth", "redistribution", "residual")
NOT_POSITIVE = notes.both(
    "有一年的收入不大于零，无法计算增速", "income not above zero in one of the years, no growth rate"
)
BAND = notes.both("区间由农户重复抽样得出", "limits from drawing households again")
BACK = notes.both(
    "按首年位次分组；首年的误差和偶然起伏也算在内，低组增速会偏高",
    "grouped by place in the first year; its errors and luck are in it, so growth of the lowest groups reads too high",
)


def poverty_change_growth_redistribution(
    earned: pd.DataFrame, scope: pd.DataFrame, *, reference: str = "shapley", prices: str = "index",
    seed: int = SEED, draws: int = DRAWS, params: Path | None = None,
) -> pd.DataFrame:  # fmt: skip
    """Return how much of the change of poverty came from growth and how much from redistribution.

    Parameters
    ----------
    earned : DataFrame
        As from `household_income.household_years`.
    scope : DataFrame
        Villages and spans: the first and the last year are compared; a single year is compared with the year before.
    reference : {"shapley", "first", "last"}
        As in `growth_redistribution.poverty_split`.
    prices : {"index", "lines"}
        The line must be the same in both years: the last year's. The first year's incomes are brought to it by the
        consumer price index (growth is real growth), or by the ratio of the two lines (the change is then that of
        incomes held against each year's own line, and growth is growth beyond the rise of the line).
    seed, draws : int
        Of the household bootstrap.
    params : Path, optional
        Folder of the policy values.

    Returns
    -------
    DataFrame
        Result rows, unit `share`, grouped by measure (headcount, gap, squared_gap) and part: `change`, and growth,
        redistribution and (not with shapley) residual, which add up to it. n households seen in either year.

    References
    ----------
    Datt and Ravallion (1992), Journal of Development Economics 38; Shorrocks (2013), Journal of Economic Inequality 11.
    """
    parts = PARTS[:-1] if reference == "shapley" else PARTS
    names = [f"{measure}/{part}" for measure in MEASURES for part in parts]

    def figures(one: tuple, both: Stack) -> tuple[Callable, Stack, str]:
        line = policy.monitoring_line(one.county, int(one.year), params).fen
        first, last = ~both.later, both.later

        def measure(w: np.ndarray) -> np.ndarray:
            years = both.head[first], w[:, first], both.head[last], w[:, last]
            found = [poverty_split(*years, line, alpha, reference=reference) for alpha in MEASURES.values()]
            return np.stack([getattr(split, part) for split in found for part in parts], axis=-1)

        text = f"{line / annual.FEN:,.0f}"
        return (
            measure,
            both,
            notes.both(
                f"两年都按末年监测线{text}元（{reference}）",
                f"both years at the last year's line, {text} yuan ({reference})",
            ),
        )

    settings = {"unit": "share", "group_by": "poverty_measure/poverty_change_part", "groups": names}
    return _tables(
        "poverty_change_growth_redistribution", earned, scope, figures, settings, prices, seed, draws, params
    )


def growth_incidence(
    earned: pd.DataFrame, scope: pd.DataFrame, *, shares: Sequence[float] = DECILES, prices: str = "index",
    seed: int = SEED, draws: int = DRAWS, params: Path | None = None,
) -> pd.DataFrame:  # fmt: skip
    """Return the growth of income per head at each place of the income order, whoever stands there.

    Parameters
    ----------
    shares : sequence of float
        Places in the order, between 0 and 1; the nine tenths unless asked otherwise.
    prices : {"index", "current", "lines"}
        As in `two_years.stack`.

    Returns
    -------
    DataFrame
        Result rows, unit `ratio` (growth over the whole span), grouped by percentile, persons equally; n households
        seen in either year. Limits hold for each percentile by itself, and with
        some 150 households are on the wide side: they held the truth in 96-98 % of simulated villages.
    """

    def figures(_one: tuple, both: Stack) -> tuple[Callable, Stack, str]:
        first, last = ~both.later, both.later

        def measure(w: np.ndarray) -> np.ndarray:
            years = both.head[first], w[:, first], both.head[last], w[:, last]
            return curves.growth_incidence(*years, np.asarray(shares))

        return measure, both, ""

    groups = [f"{100 * share:g}" for share in shares]
    settings = {"unit": "ratio", "group_by": "percentile", "groups": groups}
    return _tables("growth_incidence", earned, scope, figures, settings, prices, seed, draws, params)


def growth_by_first_rank(
    earned: pd.DataFrame, scope: pd.DataFrame, *, groups: int = 5, prices: str = "index",
    seed: int = SEED, draws: int = DRAWS, params: Path | None = None,
) -> pd.DataFrame:  # fmt: skip
    """Return the growth of income per head of the same households, grouped by their place in the first year.

    Returns
    -------
    DataFrame
        Result rows, unit `ratio`, grouped by first_year_group (1 is the poorest); households seen in both years, each
        with its members of the first year.
    """

    def figures(_one: tuple, whole: Stack) -> tuple[Callable, Stack, str]:
        both = in_both_years(whole)
        before, after = both.head[~both.later], both.head[both.later]

        def measure(w: np.ndarray) -> np.ndarray:
            return curves.growth_by_first_rank(before, after, w[:, ~both.later], groups)

        return measure, both, BACK

    names = [str(k + 1) for k in range(groups)]
    settings = {"unit": "ratio", "group_by": "first_year_group", "groups": names}
    return _tables("growth_by_first_rank", earned, scope, figures, settings, prices, seed, draws, params)


def growth_of_poorest_fifth(
    earned: pd.DataFrame, scope: pd.DataFrame, *, prices: str = "index",
    seed: int = SEED, draws: int = DRAWS, params: Path | None = None,
) -> pd.DataFrame:  # fmt: skip
    """Return the growth of the mean income of the poorest fifth of persons, whoever they are in each year.

    Returns
    -------
    DataFrame
        Result rows, unit `ratio`; a household at the edge of the fifth counts in part.
    """

    def figures(_one: tuple, both: Stack) -> tuple[Callable, Stack, str]:
        first, last = ~both.later, both.later

        def measure(w: np.ndarray) -> np.ndarray:
            years = both.head[first], w[:, first], both.head[last], w[:, last]
            return curves.growth_of_poorest(*years, POOREST)[:, None]

        return measure, both, ""

    settings = {"unit": "ratio", "group_by": "", "groups": [""]}
    return _tables("growth_of_poorest_fifth", earned, scope, figures, settings, prices, seed, draws, params)


def _tables(
    indicator: str, earned: pd.DataFrame, scope: pd.DataFrame, figures: Callable, settings: dict, prices: str,
    seed: int, draws: int, params: Path | None,
) -> pd.DataFrame:  # fmt: skip
    tables, ready, unit = [], spans(scope), settings["unit"]
    for one in ready.itertuples():
        whole, refused = stack_or_refusals(earned, ready, one, indicator, unit, prices=prices, params=params)
        if whole is None:
            tables += refused
            continue
        try:
            measure, both, words = figures(one, whole)
        except EvalkitError as problem:
            tables.append(result.refusal(indicator, unit=unit, reason=notes.of(problem), **keys(one)))
            continue
        if both.later.sum() < FEWEST:
            reason = notes.joined([TOO_FEW, whole.note])
            tables.append(result.refusal(indicator, unit=unit, reason=reason, **keys(one)))
            continue
        values = measure(both.members[None, :].astype(float))[0]
        bands = cluster_bootstrap.limits(measure, both.members, both.household, seed=seed, draws=draws)
        note = notes.joined([words, BAND, both.note])
        at = {"unit": unit, "group_by": settings["group_by"], "n": len(set(both.household))} | keys(one)
        tables += _rows(indicator, at, note, zip(settings["groups"], values, *bands, strict=True))
    return result.concat(tables)


def _rows(indicator: str, at: dict, note: str, lines: Iterable[tuple]) -> list[pd.DataFrame]:
    return [
        result.row(indicator, **at, group=group, value=float(value), low=float(low), high=float(high),
                   uncertainty=annual.SUPER, note=note)
        if np.isfinite(value)
        else result.row(indicator, **at, group=group, value=float("nan"), note=notes.joined([NOT_POSITIVE, note]))
        for group, value, low, high in lines
    ]  # fmt: skip
