"""What multidimensional poverty is made of: each dimension by itself, among the poor, and its share; each subgroup."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from evalkit.indicators import alkire_foster as af
from evalkit.indicators.alkire_foster_subgroups import by_subgroup
from evalkit.indicators.deprivation_scores import LIST, Judged
from evalkit.indicators.design import Estimate
from evalkit.indicators.estimates import per_place
from evalkit.indicators.household_income import PLACE_YEAR
from evalkit.indicators.multidimensional_rows import at_cutoff, names, persons, poor, rows

Measure = Callable[[af.Poor, int, np.ndarray], Estimate]
Totals = Callable[[pd.DataFrame, pd.Series, pd.Series], tuple[pd.Series, pd.Series]]


def deprivation_headcount(judged: Judged, scope: pd.DataFrame, *, interval: bool = False) -> pd.DataFrame:
    """Return the share of persons deprived in each dimension, whether poor or not (uncensored headcount).

    Parameters
    ----------
    judged : Judged
        As from `deprivation_scores.judge`.
    scope : DataFrame
        Villages and years to report on.
    interval : bool
        Also give the super-population limits, symmetric on the logit scale.

    Returns
    -------
    DataFrame
        Result rows, unit `share`, grouped by deprivation, only dimensions that the ledgers tell of; numerator persons
        deprived, denominator persons of whom it is known, n households.
    """
    figures = _by_dimension(
        judged,
        af.uncensored_headcount,
        lambda own, lack, weight: (lack, own["members"].where(weight > 0, 0)),
    )
    return rows(judged, scope, figures, "deprivation_headcount", interval, cutoff=False)


def censored_headcount(judged: Judged, scope: pd.DataFrame, *, interval: bool = False) -> pd.DataFrame:
    """Return the share of persons who are multidimensionally poor and deprived in each dimension.

    Returns
    -------
    DataFrame
        As from `deprivation_headcount`; weighted by the dimensions' weights the shares add up to M0.
    """
    figures = _by_dimension(
        judged,
        af.censored_headcount,
        lambda own, lack, weight: (lack.where(own["poor"] > 0, 0), own["members"]),
    )
    return rows(judged, scope, figures, "censored_headcount", interval)


def multidimensional_contribution(judged: Judged, scope: pd.DataFrame, *, interval: bool = False) -> pd.DataFrame:
    """Return the share of M0 that each dimension makes up; the shares add up to one.

    Returns
    -------
    DataFrame
        As from `deprivation_headcount`; numerator the weighted deprivations of poor persons in the dimension,
        denominator those in all. Refused where nobody is poor.
    """
    figures = _by_dimension(
        judged,
        af.contribution,
        lambda own, lack, weight: (lack.where(own["poor"] > 0, 0) * weight, own["lacking"]),
    )
    return rows(judged, scope, figures, "multidimensional_contribution", interval)


def multidimensional_group_share(
    judged: Judged, scope: pd.DataFrame, *, by: str = "household_type", interval: bool = False
) -> pd.DataFrame:
    """Return the share of M0 that each subgroup makes up; the shares add up to one.

    Parameters
    ----------
    by : str
        Column of the judged households.

    Returns
    -------
    DataFrame
        Result rows, unit `share`, grouped by `by`; numerator the weighted deprivations of the subgroup's poor persons,
        denominator those of all, n households of the place. Refused where nobody is poor.

    Notes
    -----
    A subgroup's share of the persons is that of the denominators of `multidimensional_m0` with the same `by`.
    """
    homes, tables = at_cutoff(judged), []
    for group in sorted(homes[by].unique()):
        places = homes.loc[homes[by] == group, PLACE_YEAR].drop_duplicates()
        own = homes.merge(places, on=PLACE_YEAR)
        own = own.assign(top=own["lacking"].where(own[by] == group, 0), bottom=own["lacking"])

        def share(few: pd.DataFrame, group: str = group) -> Estimate:
            return by_subgroup(poor(few), few[by].to_numpy(), persons(few))[group].contribution

        tables.append(_with_totals(own, share).assign(group_by=by, group=group))
    return rows(judged, scope, _stacked(tables, homes), "multidimensional_group_share", interval)


def _by_dimension(judged: Judged, measure: Measure, totals: Totals) -> pd.DataFrame:
    """Return a measure of every dimension that the ledgers of the place and year tell of, with its totals."""
    homes, tables = at_cutoff(judged), []
    columns = names(homes)
    for name in judged.dimensions():
        told = [name in one.split("|") for one in judged.places["dimensions"]]
        own = homes.merge(judged.places.loc[told, PLACE_YEAR], on=PLACE_YEAR)
        if own.empty:
            continue
        weight = own[f"w_{name}"]
        top, bottom = totals(own, own["members"] * own[f"d_{name}"] * (weight > 0), weight)

        def one(few: pd.DataFrame, at: int = columns.index(name)) -> Estimate:
            return measure(poor(few), at, persons(few))

        tables.append(_with_totals(own.assign(top=top, bottom=bottom), one).assign(group_by=LIST, group=name))
    return _stacked(tables, homes)


def _with_totals(homes: pd.DataFrame, measure: Callable[[pd.DataFrame], Estimate]) -> pd.DataFrame:
    figures = per_place(homes, measure, scale="logit")
    grouped = homes.groupby(PLACE_YEAR, sort=True)
    totals = grouped.agg(
        numerator=("top", "sum"), denominator=("bottom", "sum"), k=("k", "first"), least=("least", "min")
    )
    return figures.merge(totals.reset_index(), on=PLACE_YEAR)


def _stacked(tables: list[pd.DataFrame], homes: pd.DataFrame) -> pd.DataFrame:
    """Return the figures in one table; those that cannot be computed stand as one refusal of the place and year."""
    columns = ["value", "low", "high", "n", "numerator", "denominator", "k", "least"]
    empty = homes[PLACE_YEAR].iloc[:0].assign(**dict.fromkeys(columns, 0.0), group_by="", group="")
    return pd.concat([*tables, empty], ignore_index=True).dropna(subset=["value"])
