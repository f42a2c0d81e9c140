"""What each source of income adds to the inequality of a village."""

from __future__ import annotations

import pandas as pd

from evalkit.indicators import annual, income, notes, result
from evalkit.indicators.estimates import parts_per_place
from evalkit.indicators.household_income import GAINS, PLACE_YEAR
from evalkit.indicators.inequality_sources import SourcePart, by_source

FIGURES = {
    "gini_contribution": ("contribution", "index"),
    "gini_source_share": ("gini_share", "ratio"),
    "gini_of_source": ("gini", "index"),
    "gini_correlation": ("correlation", "ratio"),
    "gini_marginal_effect": ("marginal_effect", "ratio"),
}
NEGATIVE = notes.both(
    "有农户该来源为负，系数可大于1", "below zero for some households, so the coefficient can exceed one"
)
NO_TOTAL = notes.both(
    "没有收入满一年且人口数已知的农户，或收入合计不大于零，或该来源没有金额",
    "no household with a full year of income and a known size, or income not above zero, or no money from the source",
)


def inequality_by_source(earned: pd.DataFrame, scope: pd.DataFrame) -> pd.DataFrame:
    """Return the part of each source of income in the Gini coefficient of net income per head.

    Parameters
    ----------
    earned : DataFrame
        As from `household_income.household_years`.
    scope : DataFrame
        Villages and years to report on.

    Returns
    -------
    DataFrame
        Five indicators, each with one row per source (business net of its costs), super-population limits, n households:
        `gini_contribution` (these add up to `income_gini`), `gini_source_share` (the contribution as a share of it),
        `gini_of_source`, `gini_correlation` (how far the source rises with total income) and `gini_marginal_effect`
        (change of the coefficient, as a share of itself, when the source grows by one per one for all).

    Notes
    -----
    Persons weigh equally. Below zero, the marginal effect says that a source makes incomes more even; it takes
    households to behave as before. In small villages the limits are wide.

    References
    ----------
    Lerman and Yitzhaki (1985), Review of Economics and Statistics 67; Stark, Taylor and Yitzhaki (1986), Economic
    Journal 96 (marginal effect).
    """
    people = _per_head(earned)
    below = (people["business"] < 0).groupby([people[key] for key in PLACE_YEAR]).any().rename("below_zero")
    met = parts_per_place(people, _parts).merge(below.reset_index(), on=PLACE_YEAR)
    tables = [_rows(scope, earned, met, name, unit) for name, (_, unit) in FIGURES.items()]
    return result.concat(tables)


def _per_head(earned: pd.DataFrame) -> pd.DataFrame:
    full = annual.usable(income.by_source(earned))
    members = full["members"].astype("int64")
    amounts = {name: full[name].astype("float64") / members for name in (*GAINS, "net")}
    return full[PLACE_YEAR].assign(members=members, **amounts)


def _parts(own: pd.DataFrame) -> dict:
    weight = own["members"].to_numpy(dtype=float)
    if not weight @ own["net"].to_numpy() > 0:
        return {}
    parts: list[SourcePart] = by_source(own[list(GAINS)].to_numpy(), weight, own["net"].to_numpy())
    return {
        f"{name}/{source}": getattr(part, field)
        for source, part in zip(GAINS, parts, strict=True)
        for name, (field, _) in FIGURES.items()
    }


def _rows(scope: pd.DataFrame, earned: pd.DataFrame, met: pd.DataFrame, name: str, unit: str) -> pd.DataFrame:
    names = met["part"].str.split("/")
    own = met.assign(group=names.str[-1], group_by="income_source")[names.str[0] == name].drop(columns="part")
    below = own["below_zero"] & own["value"].notna() & (own["group"] == "business") & (name == "gini_of_source")
    own = own.assign(note=below.map({True: NEGATIVE, False: ""}))
    return annual.rows(scope, earned, own, name, unit, nothing=NO_TOTAL, uncertainty=annual.SUPER)
