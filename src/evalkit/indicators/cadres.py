"""Resident cadres of a village: days there, experience, training, length of service, changes of first secretary."""

from __future__ import annotations

from typing import Any

import pandas as pd

from evalkit import dates
from evalkit.indicators import notes
from evalkit.indicators import scope as scopes

CENSUS = "none (census)"
DAYS_OF_A_YEAR = 366
FIRST = "first_secretary"
CADRE_YEAR = [*scopes.KEYS, "event_year", "person"]
NOTHING = notes.both("台账没有可用的干部记录", "no usable row in the cadres ledger")
NO_FIRST = notes.both("台账没有第一书记", "no first secretary in the cadres ledger")
PART = notes.both("含当年到任或离任的干部，其天数不足一年", "with cadres who came or left within a year")
STAY = notes.both("驻村天数不等于工作成效", "days in the village are not results")
PAST = notes.both("工作年限不等于能力", "years of experience are not ability")
TAUGHT = notes.both("学时不等于所学", "hours of training are not what was learnt")
SERVED = notes.both("任期不等于稳定的成效", "length of service is not effect")
CHANGED = notes.both("换人原因不在台账中", "why they changed is in no ledger")


def days_in_village(cadres: pd.DataFrame, scope: pd.DataFrame) -> pd.DataFrame:
    """Return the mean days that resident cadres spent in the village, per cadre and year.

    Parameters
    ----------
    cadres : DataFrame
        Clean table `cadres`: village, year, person, days_in_village, start_date, end_date.
    scope : DataFrame
        Villages and years or spans.

    Returns
    -------
    DataFrame
        Result rows, unit `day per cadre-year`. Numerator is the sum, denominator the cadre-years, `n` the persons.

    Notes
    -----
    A person in several rows of one year counts once, with the largest figure; blank figures and more than 366 days are
    left out and counted. No share of required days is given: no sourced requirement is declared.

    Examples
    --------
    >>> team = {"village": "v", "year": 2024, "person": ["a", "b"], "days_in_village": [200, 220], "end_date": None}
    >>> team = pd.DataFrame(team).assign(start_date="2023-01")
    >>> days_in_village(team, scopes.years("v", [2024]))["value"].item()
    210.0
    """
    possible = cadres["days_in_village"].le(DAYS_OF_A_YEAR) & cadres["days_in_village"].ge(0)
    figure = cadres["days_in_village"].where(possible.fillna(False).astype(bool))
    partial = (dates.year_of(cadres["start_date"]) == cadres["year"]) | (
        dates.year_of(cadres["end_date"]) == cadres["year"]
    )
    used = cadres.assign(figure=figure, partial=partial.fillna(False).astype(bool))
    return _means(used, scope, "days_in_village", "day per cadre-year", STAY)


def rural_experience_years(cadres: pd.DataFrame, scope: pd.DataFrame) -> pd.DataFrame:
    """Return the mean years of rural work of the resident cadres, as the ledger states them; see `days_in_village`."""
    return _means(_plain(cadres, "rural_experience_years"), scope, "rural_experience_years", "year per cadre", PAST)


def training_hours(cadres: pd.DataFrame, scope: pd.DataFrame) -> pd.DataFrame:
    """Return the mean hours of training per cadre and year, as the ledger states them; see `days_in_village`."""
    return _means(_plain(cadres, "training_hours"), scope, "training_hours", "hour per cadre-year", TAUGHT)


def service_months(cadres: pd.DataFrame, scope: pd.DataFrame) -> pd.DataFrame:
    """Return the mean months that cadres had served in the village by the end of each year, or when they left.

    Notes
    -----
    Both months count, so January to December is 12. Starts without a month or after the end are left out and counted.
    A person who left and came back counts from the latest start only.
    """
    start, left = dates.month_index(cadres["start_date"]), dates.month_index(cadres["end_date"])
    close = cadres["year"].astype("Int64") * 12 + 11
    end = left.astype("Int64").fillna(close)
    end = end.where(end <= close, close)
    months = end - start.astype("Int64") + 1
    figure = months.where((months > 0).fillna(False).astype(bool))
    return _means(cadres.assign(figure=figure, partial=False), scope, "service_months", "month per cadre", SERVED)


def first_secretary_changes(cadres: pd.DataFrame, scope: pd.DataFrame) -> pd.DataFrame:
    """Return how often the first secretary changed: different persons in the span, less one.

    Returns
    -------
    DataFrame
        Result rows, unit `change`; `n` the first secretaries. Years of the span without one are in the note.

    Notes
    -----
    A person who comes back is not a new one. Rows without a person are not counted.

    Examples
    --------
    >>> posts = pd.DataFrame({"village": "v", "year": [2023, 2024], "person": ["a", "b"], "role": "first_secretary"})
    >>> first_secretary_changes(posts, scopes.span("v", 2023, 2024))["value"].item()
    1.0
    """
    met = scopes.within(cadres[cadres["role"] == FIRST].dropna(subset=["person"]), scope)
    found = met.groupby(scopes.KEYS, sort=False).agg(n=("person", "nunique"), seen=("event_year", "nunique"))
    found = found.reset_index()
    found["value"] = found["n"].astype("float64") - 1
    gaps = found["year"] - found["since"] + 1 - found["seen"]
    found["note"] = [notes.joined([CHANGED, _counted(gap, "个年份无第一书记", "years without one")]) for gap in gaps]
    why = scopes.nothing(scope, NO_FIRST, cadres=cadres)
    return scopes.with_refusals(found, scope, "first_secretary_changes", "change", why, uncertainty=CENSUS)


def _plain(cadres: pd.DataFrame, column: str) -> pd.DataFrame:
    figure = cadres[column]
    return cadres.assign(figure=figure.where(figure.ge(0).fillna(False).astype(bool)), partial=False)


def _means(cadres: pd.DataFrame, scope: pd.DataFrame, indicator: str, unit: str, caveat: str) -> pd.DataFrame:
    """Return the mean of `figure` over cadre-years, with what was left out."""
    met = scopes.within(cadres.assign(figure=cadres["figure"].astype("Float64")), scope)
    named = met.dropna(subset=["person"])
    each = named.groupby(CADRE_YEAR, sort=False).agg(figure=("figure", "max"), partial=("partial", "any"))
    each = each.reset_index()
    each["lacking"] = each["figure"].isna()
    grouped = each.groupby(scopes.KEYS, sort=False)
    found = grouped.agg(numerator=("figure", "sum"), denominator=("figure", "count"), lacking=("lacking", "sum"))
    found["partial"] = each[each["partial"] & ~each["lacking"]].groupby(scopes.KEYS).size()
    found["n"] = each[~each["lacking"]].groupby(scopes.KEYS)["person"].nunique()
    found["unnamed"] = met[met["person"].isna()].groupby(scopes.KEYS).size()
    found = found[found["denominator"] > 0].reset_index()
    found[["partial", "unnamed"]] = found[["partial", "unnamed"]].fillna(0).astype("int64")
    found["value"] = (found["numerator"] / found["denominator"]).astype("float64")
    found["note"] = [_note(line, caveat) for line in found.itertuples()]
    why = scopes.nothing(scope, NOTHING, cadres=cadres)
    return scopes.with_refusals(found, scope, indicator, unit, why, uncertainty=CENSUS)


def _note(line: Any, caveat: str) -> str:
    lacking = _counted(line.lacking, "人年数值空缺或不可能，未计", "cadre-years blank or impossible, left out")
    unnamed = _counted(line.unnamed, "行无证件号码，未计", "rows without a person, left out")
    return notes.joined([caveat, PART if line.partial else "", lacking, unnamed])


def _counted(number: int, zh: str, en: str) -> str:
    return notes.both(f"{number}{zh}", f"{number} {en}") if number else ""
