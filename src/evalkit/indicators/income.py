"""Income per head: its level, its sources, its distance from county, province and nation."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from evalkit import policy
from evalkit.indicators import annual, notes
from evalkit.indicators.estimates import ratios
from evalkit.indicators.household_income import COST, GAINS

UNIT = "yuan"
LEVELS = {"county": "县", "province": "省", "nation": "全国"}
NATION = "00"
NET_OF_COST = notes.both("经营收入已减成本", "business is net of cost")


def income_per_head(earned: pd.DataFrame, scope: pd.DataFrame, *, interval: bool = False) -> pd.DataFrame:
    """Return net income per head: all net income of the households divided by all their members.

    Parameters
    ----------
    earned : DataFrame
        As from `household_income.household_years`, which also decides what counts as income.
    scope : DataFrame
        Villages and years to report on, from `indicators.scope`.
    interval : bool
        Also give the super-population interval: how far the figure could lie from that of many such villages.

    Returns
    -------
    DataFrame
        Result rows in yuan (per person and year, current prices); numerator yuan, denominator persons, n households.

    Notes
    -----
    Every person counts once, so large households weigh more (the official arithmetic). Households without twelve months
    of income, with an unreadable amount or without a size are left out and counted in the note.

    References
    ----------
    Official household income form of the monitoring system: (wage + business + property + transfer - business cost) /
    members at the end of the year.

    Examples
    --------
    >>> from evalkit.indicators import scope
    >>> homes = {"county": "990101", "village": "990101100201", "year": 2024, "household": ["a", "b"], "fault": ""}
    >>> earned = pd.DataFrame(homes | {"net": [900_000, 6_600_000], "members": [1, 4]})
    >>> income_per_head(earned, scope.years("990101100201", [2024]))["value"].tolist()
    [15000.0]
    """
    full = annual.usable(earned)
    figures = ratios(full, full["net"], full["members"].astype("int64"))
    figures = annual.yuan(figures, "numerator", "value", "low", "high")
    return annual.rows(scope, earned, _census(figures, interval), "income_per_head", UNIT, uncertainty=_kind(interval))


def income_per_head_real(
    earned: pd.DataFrame, scope: pd.DataFrame, *, base_year: int, interval: bool = False, params: Path | None = None
) -> pd.DataFrame:
    """Return net income per head in prices of `base_year`.

    Returns
    -------
    DataFrame
        Result rows in yuan of `base_year`, with the price base as their group; a year without a price index is refused.

    Notes
    -----
    Divided by the province's rural consumer price index of `params/price_index.csv`. See `income_per_head`.
    """
    rows = income_per_head(earned, scope, interval=interval)
    factor, reasons = annual.looked_up(rows, lambda county, year: policy.price_index(county, year, base_year, params))
    factor = factor.astype("float64")
    rows["note"] = rows["note"].where(rows["value"].isna() | (reasons == ""), reasons)
    amounts = ["value", "low", "high", "numerator"]
    rows[amounts] = rows[amounts].div(factor, axis=0)
    rows["uncertainty"] = rows["uncertainty"].where(rows["value"].notna(), "")
    return rows.assign(indicator="income_per_head_real", group_by="price_base", group=str(base_year))


def income_share(earned: pd.DataFrame, scope: pd.DataFrame, *, interval: bool = False) -> pd.DataFrame:
    """Return the share of each source in net income.

    Parameters
    ----------
    interval : bool
        Also give the super-population interval, the households of a village being independent.

    Returns
    -------
    DataFrame
        Result rows, unit `share`, one for each of wage, business, property and transfer; they add up to one.

    Notes
    -----
    Business counts net of its costs, as in the official statistics, so its share can be negative. Household sizes are
    not needed. A village whose net income is not positive has no shares.
    """
    full = annual.usable(earned, ("partial", "unreadable"))
    net = by_source(full)
    figures = pd.concat([ratios(full, net[name], full["net"]).assign(group=name) for name in GAINS], ignore_index=True)
    figures = _census(annual.yuan(figures, "numerator", "denominator"), interval).assign(group_by="income_source")
    shared = figures["denominator"] > 0
    figures[["value", "low", "high"]] = figures.reindex(columns=["value", "low", "high"]).where(shared)
    constants = {"note": NET_OF_COST, "nothing": annual.NO_INCOME, "needed": ("partial", "unreadable")}
    return annual.rows(scope, earned, figures, "income_share", "share", uncertainty=_kind(interval), **constants)


def gap_to_reference(
    earned: pd.DataFrame, scope: pd.DataFrame, *, series: str = "disposable_income", params: Path | None = None
) -> pd.DataFrame:
    """Return the village's income per head as a ratio to the published figure of county, province and nation.

    Returns
    -------
    DataFrame
        Result rows, unit `ratio`, grouped by reference (county, province, nation); numerator and denominator in yuan.
        A level without a published figure is refused.

    Notes
    -----
    The published figure comes from a household survey, the village's from its ledger; their definitions differ, so
    the change of the ratio says more than its level.
    """
    own = income_per_head(earned, scope)
    tables = [_references(own, level, series, params) for level in LEVELS]
    return pd.concat(tables, ignore_index=True)


def by_source(earned: pd.DataFrame) -> pd.DataFrame:
    """Return household-years with business net of its costs, so that the four sources add up to `net`."""
    return earned.assign(business=earned["business"] - earned[COST])


def _references(own: pd.DataFrame, level: str, series: str, params: Path | None) -> pd.DataFrame:
    def find(county: str, year: int) -> tuple[float, str] | None:
        found = policy.reference(county, year, series, params)
        chosen = found[found["place"] == {"county": county, "province": county[:2], "nation": NATION}[level]]
        return None if chosen.empty else (float(chosen["yuan"].iloc[0]), chosen["certainty"].iloc[0])

    found, _ = annual.looked_up(own, find)
    yuan = found.map(lambda pair: np.nan if pair is None else pair[0]).astype("float64")
    certainty = found.map(lambda pair: "" if pair is None else pair[1]).astype("str")
    notes_here = [_reference_note(level, year, source) for year, source in zip(own["year"], certainty, strict=True)]
    rows = own.assign(numerator=own["value"], denominator=yuan, value=own["value"] / yuan, indicator="gap_to_reference")
    rows["note"] = own["note"].where(own["value"].isna(), pd.Series(notes_here, index=own.index, dtype="str"))
    rows["uncertainty"] = rows["uncertainty"].where(rows["value"].notna(), "")
    return rows.assign(unit="ratio", group_by="reference", group=level)


def _reference_note(level: str, year: int, certainty: str) -> str:
    if not certainty:
        where = policy.REFERENCE_FILE
        zh = f"{where}中没有{year}年{LEVELS[level]}的公布数"
        return notes.both(zh, f"no published figure of the {level} for {year} in {where}")
    zh = f"台账收入对{LEVELS[level]}公布数（{notes.certainty(certainty)}），口径不同"
    return notes.both(
        zh, f"ledger income against the published figure of the {level} ({certainty}): definitions differ"
    )


def _census(figures: pd.DataFrame, interval: bool) -> pd.DataFrame:
    return figures if interval else figures.drop(columns=["low", "high"])


def _kind(interval: bool) -> str:
    return annual.SUPER if interval else annual.CENSUS
