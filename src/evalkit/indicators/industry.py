"""Whether a village's industry stands on one leg: concentration, buyers, survival, links to households, chain."""

from __future__ import annotations

import pandas as pd

from evalkit.indicators import concentration, notes, proportion
from evalkit.indicators import scope as scopes
from evalkit.indicators.ledger_totals import CENSUS, FEN, quotient_rows, total_rows

PAIRED = "paired_unit"
RUNNING = ("running", "poor")
NO_OUTPUT = notes.both("该年没有写产值的项目", "no project with an output in this year")
ONE_OR_NONE = notes.both("该年写产值的产业不足两种", "fewer than two industries with an output in this year")
NO_SALES = notes.both("该年没有销售记录", "no sale in this year")
APART = 2  # from this many times the smaller sum on, two ledgers of one trade contradict each other
DISAGREE = notes.both(
    "销售台账与消费帮扶台账相差一倍以上，按较大的一本计",
    "the sales and the purchase ledger differ by more than a factor of two; the larger is taken",
)
NO_PROJECT = notes.both("该年没有产业项目", "no project in this year")


def industry_hhi(industry: pd.DataFrame, scope: pd.DataFrame) -> pd.DataFrame:
    """Return the Herfindahl-Hirschman index of output over kinds of industry: 1 when there is only one.

    Returns
    -------
    DataFrame
        Result rows, unit `index (industries)`; numerator and denominator are the largest industry's and all output in
        yuan, `n` the number of industries with an output.

    Examples
    --------
    >>> own = pd.DataFrame({"village": "v", "year": 2024, "industry": ["crop", "solar"], "output": [300, 100]})
    >>> industry_hhi(own, scopes.years("v", [2024]))["value"].item()
    0.625
    """
    return _concentrated(industry, scope, "industry", "output", "hhi", "industry_hhi", "index (industries)", NO_OUTPUT)


def industry_shannon(industry: pd.DataFrame, scope: pd.DataFrame) -> pd.DataFrame:
    """Return the Shannon index of output over kinds of industry: 0 when there is only one, ln k for k equal ones."""
    return _concentrated(
        industry, scope, "industry", "output", "shannon", "industry_shannon", "nat (industries)", NO_OUTPUT
    )


def industry_hhi_normalised(industry: pd.DataFrame, scope: pd.DataFrame) -> pd.DataFrame:
    """Return the Herfindahl-Hirschman index between 0 (as even as its number of industries allows) and 1.

    Notes
    -----
    With a single industry there is no even state to compare with, and no figure.
    """
    name, unit = "industry_hhi_normalised", "index (industries)"
    return _concentrated(industry, scope, "industry", "output", "hhi_normalised", name, unit, ONE_OR_NONE)


def industry_equivalent(industry: pd.DataFrame, scope: pd.DataFrame) -> pd.DataFrame:
    """Return how many industries of equal output would be as concentrated as those of the village: 1 / HHI."""
    name, unit = "industry_equivalent", "industry"
    return _concentrated(industry, scope, "industry", "output", "equivalent", name, unit, NO_OUTPUT)


def industry_simpson(industry: pd.DataFrame, scope: pd.DataFrame) -> pd.DataFrame:
    """Return the chance that two yuan of output, drawn with replacement, come from different industries: 1 - HHI."""
    name, unit = "industry_simpson", "index (industries)"
    return _concentrated(industry, scope, "industry", "output", "simpson", name, unit, NO_OUTPUT)


def buyer_hhi(sales: pd.DataFrame, scope: pd.DataFrame) -> pd.DataFrame:
    """Return the Herfindahl-Hirschman index of sales over buyers; `n` counts the buyers."""
    return _concentrated(sales, scope, "buyer", "amount", "hhi", "buyer_hhi", "index (buyers)", NO_SALES)


def buyer_top_share(sales: pd.DataFrame, scope: pd.DataFrame) -> pd.DataFrame:
    """Return the share of sales that the largest buyer took; `n` counts the buyers."""
    return _concentrated(sales, scope, "buyer", "amount", "top_share", "buyer_top_share", "share of sales", NO_SALES)


def purchase_dependence(sales: pd.DataFrame, purchases: pd.DataFrame, scope: pd.DataFrame) -> pd.DataFrame:
    """Return the share of sales that went to the paired unit as assistance purchases.

    Notes
    -----
    The same purchase can stand in both ledgers, so the larger of paired-unit sales and assistance purchases is taken;
    what the purchase ledger holds beyond the sales ledger is added to all sales. Where one ledger has more than twice
    the other's sum, the row says so: the share is an upper reading then.
    """
    keys = scopes.KEYS
    sold = scopes.within(sales, scope)
    sums = [
        sold.groupby(keys, sort=False)["amount"].sum().rename("all"),
        sold[sold["buyer_type"] == PAIRED].groupby(keys, sort=False)["amount"].sum().rename("paired"),
        scopes.within(purchases, scope).groupby(keys, sort=False)["amount"].sum().rename("bought"),
        sold.groupby(keys, sort=False).size().rename("n"),
    ]
    rows = pd.concat([part.astype("int64") for part in sums], axis=1).reset_index().dropna(subset=["all"])
    rows = rows.fillna({"paired": 0, "bought": 0})
    top = rows[["paired", "bought"]].max(axis=1)
    rows = rows.assign(numerator=top, denominator=rows["all"] + (top - rows["paired"]))
    less = rows[["paired", "bought"]].min(axis=1)
    rows["note"] = ((less > 0) & (less * APART < top)).map({True: DISAGREE, False: ""})
    return quotient_rows(rows, scope, "purchase_dependence", "share of sales", nothing=NO_SALES, sales=sales)


def project_survival(industry: pd.DataFrame, scope: pd.DataFrame) -> pd.DataFrame:
    """Return, of all projects ever in the ledger, the share that still runs at the end of the year.

    Notes
    -----
    Running and running poorly count as running; idle, closed, and projects that have left the ledger do not. A project
    without a status in the year cannot be told.

    Examples
    --------
    >>> own = pd.DataFrame({"village": "v", "year": 2024, "project": ["a", "b"], "status": ["running", "closed"]})
    >>> project_survival(own, scopes.years("v", [2024]))["value"].item()
    0.5
    """
    lines = scope.merge(industry[["village", "year", "project", "status"]], on="village", suffixes=("", "_seen"))
    lines = lines[lines["year_seen"] <= lines["year"]].sort_values("year_seen", kind="stable")
    last = lines.drop_duplicates(["village", "year", "project"], keep="last").sort_index()
    gone = last["year_seen"] < last["year"]
    yes = last["status"].isin(RUNNING).astype("boolean").where(last["status"].notna() | gone).mask(gone, False)
    return proportion.rows(
        scope.assign(since=scope["year"]),
        last[["village", "year"]].assign(yes=yes),
        "project_survival",
        nothing=scopes.nothing(scope, NO_PROJECT, industry=industry),
        unknown=notes.both("没有运营状态", "no status"),
        unit="share of projects",
    )


def output_per_yuan_invested(industry: pd.DataFrame, scope: pd.DataFrame) -> pd.DataFrame:
    """Return output in the year per yuan ever invested, over the projects for which both are known."""
    spent = industry["invested"].where(industry["invested"] > 0)
    parts = {"top": industry["output"], "bottom": spent, "money": ("numerator", "denominator"), "nothing": NO_OUTPUT}
    name, unit = "output_per_yuan_invested", "yuan per yuan invested"
    return total_rows(industry, scope, name, unit, table="industry", **parts)


def households_linked_share(
    industry: pd.DataFrame, villages: pd.DataFrame, households: pd.DataFrame, scope: pd.DataFrame
) -> pd.DataFrame:
    """Return households linked to projects per household of the village.

    Notes
    -----
    The ledger counts households project by project, so one linked to two projects counts twice and the share can pass
    one. The village sheet gives the number of households; the household list where it does not.
    """
    linked = scopes.within(industry, scope).dropna(subset=["households_linked"])
    linked = linked.groupby(scopes.KEYS, sort=False)["households_linked"].sum().rename("numerator").astype("int64")
    stated = scopes.within(villages, scope).groupby(scopes.KEYS, sort=False)["households_total"].max()
    listed = scopes.within(households, scope).groupby(scopes.KEYS, sort=False)["household"].nunique()
    total = stated.astype("float64").combine_first(listed.astype("float64")).rename("denominator")
    rows = pd.concat([linked, total], axis=1).reset_index().dropna()
    rows = rows[rows["denominator"] > 0]
    rows = rows.assign(value=rows["numerator"] / rows["denominator"], n=rows["denominator"].astype("int64"))
    rows["note"] = notes.both("同一户联结多个项目时重复计数", "a household linked to two projects counts twice")
    nothing = notes.both("没有带动户数或总户数", "no households linked, or no number of households")
    return _finish(rows, scope, {"industry": industry}, "households_linked_share", "share", nothing)


def chain_stages(industry: pd.DataFrame, scope: pd.DataFrame) -> pd.DataFrame:
    """Return how many stages of the chain (production, processing, storage, sales) a project covers on average."""
    known = scopes.within(industry, scope).dropna(subset=["chain_stage"])
    stages = known.assign(stages=known["chain_stage"].str.count(";") + 1)
    rows = stages.groupby(scopes.KEYS, sort=False).agg(numerator=("stages", "sum"), n=("stages", "size")).reset_index()
    rows = rows.assign(denominator=rows["n"], value=rows["numerator"] / rows["n"])
    return _finish(rows, scope, {"industry": industry}, "chain_stages", "stage per project", NO_PROJECT)


def _concentrated(
    ledger: pd.DataFrame,
    scope: pd.DataFrame,
    kind: str,
    amount: str,
    measure: str,
    indicator: str,
    unit: str,
    nothing: str,
) -> pd.DataFrame:
    rows = concentration.by_group(scopes.within(ledger, scope), scopes.KEYS, kind, amount)
    top, total = rows["top"].astype("float64"), rows["total"].astype("float64")
    rows = rows.assign(top_share=top / total, numerator=top / FEN, denominator=total / FEN, n=rows["kinds"])
    name = "industry" if kind == "industry" else "sales"
    rows = rows.assign(value=rows[measure]).dropna(subset=["value"])
    return _finish(rows, scope, {name: ledger}, indicator, unit, nothing)


def _finish(
    rows: pd.DataFrame, scope: pd.DataFrame, ledgers: dict, indicator: str, unit: str, nothing: str
) -> pd.DataFrame:
    why = scopes.nothing(scope, nothing, **ledgers)
    return scopes.with_refusals(rows, scope, indicator, unit, why, uncertainty=CENSUS)
