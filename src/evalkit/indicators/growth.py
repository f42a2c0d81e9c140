"""Growth of income per head from one year to the next, and which source it comes from."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from evalkit import policy
from evalkit.indicators import annual, estimates, growth_limits, income, notes
from evalkit.indicators.household_income import GAINS, KEYS, PLACE_YEAR

BOTH, ALL = "both_years", "all"
NOTHING = notes.both(
    "没有本年和上年收入都满一年且人口数已知的农户",
    "no household with a full year of income and a known size in this year and the one before",
)
PANEL = notes.both("两年都在的农户；经营收入已减成本", "households present in both years; business is net of cost")
UNDIVIDED = notes.both("没有可比的农户，或除数不大于零", "no household to compare, or nothing to divide by")


def income_growth(earned: pd.DataFrame, scope: pd.DataFrame) -> pd.DataFrame:
    """Return the growth of net income per head on the year before, in current prices.

    Parameters
    ----------
    earned : DataFrame
        As from `household_income.household_years`.
    scope : DataFrame
        Villages and years to report on; the year before is read from `earned`.

    Returns
    -------
    DataFrame
        Result rows, unit `ratio`, grouped by households: `both_years` (the same households twice, with a
        super-population interval) and `all` (whoever was there, so joining and leaving changes it). Numerator and
        denominator are the two incomes per head in yuan.

    Notes
    -----
    A year before whose income per head is not positive gives no growth.
    """
    pairs = _pairs(earned)
    top = {"top": pairs["net"], "bottom": pairs["members"], "top_before": pairs["net_before"]}
    parts = pairs[PLACE_YEAR].assign(**top, bottom_before=pairs["members_before"])
    panel = estimates.growth(parts).assign(group=BOTH, uncertainty=annual.SUPER)
    everyone = _everyone(earned).assign(group=ALL, uncertainty=annual.CENSUS)
    tables = [_rows(scope, earned, figures) for figures in (panel, everyone)]
    return pd.concat(tables, ignore_index=True).drop_duplicates(["village", "year", "group"], ignore_index=True)


def income_growth_real(earned: pd.DataFrame, scope: pd.DataFrame, *, params: Path | None = None) -> pd.DataFrame:
    """Return the growth of net income per head on the year before, prices held constant.

    Returns
    -------
    DataFrame
        As from `income_growth`; numerator and denominator are both in prices of the year before. A year without a
        price index is refused.
    """
    rows = income_growth(earned, scope)
    factor, reasons = annual.looked_up(rows, lambda county, year: policy.price_index(county, year, year - 1, params))
    factor = factor.astype("float64")
    for column in ("value", "low", "high"):
        rows[column] = (1 + rows[column]) / factor - 1
    rows["note"] = rows["note"].where(rows["numerator"].isna() | (reasons == ""), reasons)
    rows["numerator"] = rows["numerator"] / factor
    rows["uncertainty"] = rows["uncertainty"].where(rows["value"].notna(), "")
    return rows.assign(indicator="income_growth_real")


def growth_contribution(earned: pd.DataFrame, scope: pd.DataFrame, *, interval: bool = False) -> pd.DataFrame:
    """Return what share of the change of income per head came from each source.

    Parameters
    ----------
    interval : bool
        Also give the super-population interval: the same households in both years, each an independent draw. Where
        that of the change itself holds zero, the share could be anything and has no limits.

    Returns
    -------
    DataFrame
        Result rows, unit `ratio`, one per source, adding up to one; numerator is the change of that source and
        denominator the change of net income, yuan for this year's persons. Refused where income did not change.

    Notes
    -----
    Households present in both years only. When income fell, a positive share is a source that fell too. Business is net
    of its costs.
    """
    figures = _changes(earned)
    figures["denominator"] = figures["change"]
    figures["value"] = figures["numerator"] / figures["change"].where(figures["change"] != 0)
    limits = growth_limits.contribution(_pairs(earned)) if interval else None
    return _by_source(scope, earned, figures, "growth_contribution", limits)


def growth_pull(earned: pd.DataFrame, scope: pd.DataFrame, *, interval: bool = False) -> pd.DataFrame:
    """Return by how many points of growth each source pulled income per head up or down.

    Parameters
    ----------
    interval : bool
        Also give the super-population interval: the same households in both years, each an independent draw.

    Returns
    -------
    DataFrame
        Result rows, unit `ratio` to the earlier income, one per source, adding up to the growth of the households
        present in both years. Refused where the earlier income is not positive.
    """
    figures = _changes(earned)
    figures["denominator"] = figures["before"]
    figures["value"] = figures["numerator"] / figures["before"].where(figures["before"] > 0)
    limits = growth_limits.pull(_pairs(earned)) if interval else None
    return _by_source(scope, earned, figures, "growth_pull", limits)


def _pairs(earned: pd.DataFrame) -> pd.DataFrame:
    """Household-years without fault beside those of the same household a year earlier."""
    full = annual.usable(income.by_source(earned))
    full = full.assign(members=full["members"].astype("int64"))[[*KEYS, *GAINS, "net", "members"]]
    return full.merge(full.assign(year=full["year"] + 1), on=KEYS, suffixes=("", "_before"))


def _everyone(earned: pd.DataFrame) -> pd.DataFrame:
    full = annual.usable(earned)
    totals = full.groupby(PLACE_YEAR).agg(net=("net", "sum"), members=("members", "sum"), n=("net", "size"))
    totals["head"] = totals["net"].astype("float64") / totals["members"].astype("float64")
    totals = totals.reset_index()
    both = totals.merge(totals.assign(year=totals["year"] + 1), on=PLACE_YEAR, suffixes=("", "_before"))
    quotient = (both["head"] / both["head_before"]).where((both["head"] > 0) & (both["head_before"] > 0))
    both = both.assign(numerator=both["head"], denominator=both["head_before"], value=quotient - 1)
    return both[[*PLACE_YEAR, "numerator", "denominator", "value", "n"]]


def _rows(scope: pd.DataFrame, earned: pd.DataFrame, figures: pd.DataFrame) -> pd.DataFrame:
    figures = annual.yuan(figures, "numerator", "denominator").assign(group_by="growth_households")
    return annual.rows(_spans(scope), earned, figures, "income_growth", "ratio", nothing=NOTHING)


def _changes(earned: pd.DataFrame) -> pd.DataFrame:
    pairs = _pairs(earned)
    amounts = [*GAINS, "net", "members"]
    totals = pairs.groupby(PLACE_YEAR)[[*amounts, *(f"{name}_before" for name in amounts)]].sum()
    totals["n"] = pairs.groupby(PLACE_YEAR).size()
    heads, heads_before = totals["members"], totals["members_before"]
    # Times this year's persons: the quotients stay those of heads, the parts become amounts of the village.
    before = {name: totals[f"{name}_before"] / heads_before * heads for name in [*GAINS, "net"]}
    change = {name: totals[name] - before[name] for name in before}
    wide = pd.DataFrame(change).assign(before=before["net"], n=totals["n"]).reset_index()
    long = wide.melt([*PLACE_YEAR, "net", "before", "n"], list(GAINS), var_name="group", value_name="numerator")
    return long.rename(columns={"net": "change"})


def _by_source(
    scope: pd.DataFrame, earned: pd.DataFrame, figures: pd.DataFrame, indicator: str, limits: pd.DataFrame | None
) -> pd.DataFrame:
    figures = annual.yuan(figures, "numerator", "denominator").assign(group_by="income_source")
    constants = {"note": PANEL, "nothing": UNDIVIDED, "uncertainty": annual.CENSUS}
    if limits is not None:
        figures = figures.merge(limits, on=[*PLACE_YEAR, "group"], how="left")
        figures["note"] = figures["note"].where(figures["value"].notna(), "")
        constants["uncertainty"] = annual.SUPER
    return annual.rows(_spans(scope), earned, figures, indicator, "ratio", **constants)


def _spans(scope: pd.DataFrame) -> pd.DataFrame:
    later = scope["year"].astype("int64")
    return scope.assign(period=(later - 1).astype("str") + "/" + later.astype("str"))
