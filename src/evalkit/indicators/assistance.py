"""Assistance delivered: how many, how much, in which term; credit, purchases and activities."""

from __future__ import annotations

import pandas as pd

from evalkit.indicators import notes, omissions
from evalkit.indicators import scope as scopes

CENSUS, PUBLISHED = "none (census)", "none (published figure)"
NOTHING = notes.both("台账该年没有记录", "nothing in the ledger for this year")
NO_AMOUNT = notes.both("台账没有写金额", "the ledger gives no amount")
SOME_AMOUNTS = notes.both("部分记录没有金额，未计入", "some rows give no amount and are not in the sum")
SEVERAL_UNITS = notes.both("数量单位不一，无法相加", "counted in several units, which cannot be added")
NO_TERM = (
    "该项目有{n}条记录没有写学期，另列一行，未计入各学期",
    "{n} rows of this programme name no term: they stand in a line of their own and count in no term",
)
NO_PROGRAMME = ("{n}条记录没有写帮扶项目，未计入", "{n} rows that name no programme left out")
FEN = 100


def assistance_beneficiaries(assistance: pd.DataFrame, scope: pd.DataFrame) -> pd.DataFrame:
    """Return how many households or persons each programme reached, by term where the ledger gives one.

    Parameters
    ----------
    assistance : DataFrame
        Clean table `assistance`.
    scope : DataFrame
        Villages and single years to report on.

    Returns
    -------
    DataFrame
        Result rows, unit `household` or `person`. With a term: `group_by` is `programme/term`, `group` for example
        `yulu/autumn` and `period` `2024-autumn`; without one: `programme`, and the year.

    Notes
    -----
    A household or person named several times in a programme and term counts once; totals given without a household are
    added as written, a blank count as one. Rows that name no programme are left out. Where some rows of a programme
    name a term and others none, the others stand in a line of their own, and every line of the programme says how many.
    """
    cases = _cases(assistance, scope)
    counted = _count_once(cases, [*LINE, "household", "person"], "beneficiaries")
    rows = counted.groupby(LINE, sort=False, observed=True).agg(
        value=("size", "sum"),
        unit=("unit", "first"),
        units=("unit", "nunique"),
        published=("published", "all"),
        note=("source", "first"),
    )
    rows = rows.reset_index()
    mixed = rows["units"] > 1
    rows["value"] = rows["value"].astype("float64").mask(mixed)
    rows["note"] = rows["note"].where(rows["published"], "").mask(mixed, SEVERAL_UNITS)
    rows = rows.assign(numerator=rows["value"], n=rows["value"].fillna(0).astype("int64"))
    table = _finish(rows, scope, assistance, "assistance", "assistance_beneficiaries", rows["unit"])
    return _said(table, assistance, scope)


def assistance_amount(assistance: pd.DataFrame, scope: pd.DataFrame) -> pd.DataFrame:
    """Return how much money each programme paid, by term where the ledger gives one.

    Returns
    -------
    DataFrame
        Result rows in yuan; groups and periods as in `assistance_beneficiaries`; `n` counts the beneficiaries.
    """
    cases = _cases(assistance, scope)
    people = _count_once(cases, [*LINE, "household", "person"], "beneficiaries")
    people = people.groupby(LINE, sort=False)["size"].sum().rename("n").reset_index()
    rows = _sums(cases, LINE).merge(people, on=LINE, how="left")
    table = _finish(rows, scope, assistance, "assistance", "assistance_amount", "yuan")
    return _said(table, assistance, scope)


def microcredit_households(microcredit: pd.DataFrame, scope: pd.DataFrame) -> pd.DataFrame:
    """Return how many households were lent micro-credit in the year, each counted once."""
    cases = _plain(microcredit, scope)
    rows = _count_once(cases, [*scopes.KEYS, "household"], "households_count")
    rows = rows.groupby(scopes.KEYS, sort=False).agg(
        value=("size", "sum"), published=("published", "all"), note=("source", "first")
    )
    rows = rows.reset_index().assign(note=lambda line: line["note"].where(line["published"], ""))
    rows = rows.assign(value=rows["value"].astype("float64"), numerator=rows["value"], n=rows["value"])
    return _finish(rows, scope, microcredit, "microcredit", "microcredit_households", "household")


def microcredit_amount(microcredit: pd.DataFrame, scope: pd.DataFrame) -> pd.DataFrame:
    """Return how much micro-credit was lent in the year, in yuan; `n` counts the households."""
    cases = _plain(microcredit, scope)
    people = _count_once(cases, [*scopes.KEYS, "household"], "households_count")
    people = people.groupby(scopes.KEYS, sort=False)["size"].sum().rename("n").reset_index()
    rows = _sums(cases, scopes.KEYS).merge(people, on=scopes.KEYS, how="left")
    return _finish(rows, scope, microcredit, "microcredit", "microcredit_amount", "yuan")


def assistance_purchases(purchases: pd.DataFrame, scope: pd.DataFrame) -> pd.DataFrame:
    """Return what paired units bought from the village in the year, in yuan; `n` counts the purchases.

    Examples
    --------
    >>> bought = pd.DataFrame({"village": "v", "year": 2024, "amount": [10, 20], "source_line": None})
    >>> bought = bought.assign(published=False)
    >>> assistance_purchases(bought, scopes.years("v", [2024]))["value"].item()
    0.3
    """
    cases = _plain(purchases, scope)
    rows = _sums(cases, scopes.KEYS)
    size = cases.groupby(scopes.KEYS, sort=False).size().rename("n").reset_index()
    return _finish(
        rows.merge(size, on=scopes.KEYS, how="left"), scope, purchases, "purchases", "assistance_purchases", "yuan"
    )


def activity_quantity(activities: pd.DataFrame, scope: pd.DataFrame) -> pd.DataFrame:
    """Return the quantity of each kind of village activity: structures cleared, sessions held.

    Returns
    -------
    DataFrame
        Result rows by kind, unit as the ledger words it (`time` when blank); a blank quantity counts as one. Quantities
        in several units are not added: one row each, grouped by `kind/unit`.
    """
    cases = _plain(activities, scope)
    cases = cases.assign(group=cases["kind"], unit=cases["quantity_unit"].fillna("time"), size=cases["quantity"])
    cases["size"] = cases["size"].fillna(1)
    keys = [*scopes.KEYS, "group", "unit"]
    rows = cases.groupby(keys, sort=False, observed=True).agg(
        value=("size", "sum"), n=("size", "size"), published=("published", "all"), note=("source", "first")
    )
    rows = rows.reset_index()
    several = rows.duplicated([*scopes.KEYS, "group"], keep=False)
    rows["group_by"] = several.map({True: "kind/unit", False: "kind"})
    rows["group"] = rows["group"].where(~several, rows["group"] + "/" + rows["unit"])
    rows = rows.assign(value=rows["value"].astype("float64"), note=rows["note"].where(rows["published"], ""))
    return _finish(rows, scope, activities, "activities", "activity_quantity", rows["unit"])


LINE = [*scopes.KEYS, "group_by", "group"]


def _plain(ledger: pd.DataFrame, scope: pd.DataFrame) -> pd.DataFrame:
    """The ledger's rows in each line of the scope, with `published` filled and the source line of published rows."""
    cases = scopes.within(ledger, scope)
    published = cases["published"].fillna(False).astype(bool)
    return cases.assign(published=published, source=cases["source_line"].where(published).fillna(""))


def _cases(assistance: pd.DataFrame, scope: pd.DataFrame) -> pd.DataFrame:
    cases = _plain(assistance, scope)
    term = cases["term"].fillna("")
    has = term != ""
    named = cases["beneficiary_unit"].fillna(cases["person"].notna().map({True: "person", False: "household"}))
    return cases.assign(
        period=cases["period"].where(~has, cases["period"] + "-" + term),
        group_by=has.map({True: "programme/term", False: "programme"}),
        group=cases["programme"].where(~has, cases["programme"] + "/" + term),
        unit=named,
    )


def _said(table: pd.DataFrame, assistance: pd.DataFrame, scope: pd.DataFrame) -> pd.DataFrame:
    nameless = assistance["programme"].isna()
    given = assistance.loc[~nameless, ["village", "year", "programme", "term"]].rename(columns={"programme": "group"})
    no_term = given["term"].isna()
    split = no_term & (~no_term).groupby([given[key] for key in ("village", "year", "group")]).transform("any")
    table = omissions.noted(table, scope, given[split], *NO_TERM, by_group=True)
    return omissions.noted(table, scope, assistance[nameless], *NO_PROGRAMME)


def _count_once(cases: pd.DataFrame, keys: list[str], count: str) -> pd.DataFrame:
    owners = [name for name in ("household", "person") if name in keys]
    named = cases[owners].notna().any(axis=1)
    once = cases[named].drop_duplicates(keys).assign(size=1)
    totals = cases[~named]
    return pd.concat([once, totals.assign(size=totals[count].fillna(1).astype("int64"))], ignore_index=True)


def _sums(cases: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    grouped = cases.groupby(keys, sort=False, observed=True)
    rows = grouped.agg(
        fen=("amount", "sum"),
        known=("amount", "count"),
        size=("amount", "size"),
        published=("published", "all"),
        note=("source", "first"),
    )
    rows = rows.reset_index()
    rows["value"] = (rows["fen"].astype("Int64") / FEN).astype("float64").where(rows["known"] > 0)
    partial = (rows["known"] < rows["size"]) & (rows["known"] > 0)
    rows["note"] = rows["note"].where(rows["published"], "").mask(partial, SOME_AMOUNTS)
    rows["note"] = rows["note"].mask(rows["known"] == 0, NO_AMOUNT)
    return rows.assign(numerator=rows["value"])


def _finish(
    rows: pd.DataFrame, scope: pd.DataFrame, ledger: pd.DataFrame, name: str, indicator: str, unit: str | pd.Series
) -> pd.DataFrame:
    rows = rows.assign(uncertainty=rows["published"].map({True: PUBLISHED, False: CENSUS}))
    why = scopes.nothing(scope, NOTHING, **{name: ledger})
    return scopes.with_refusals(rows, scope, indicator, unit, why)
