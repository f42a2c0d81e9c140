"""Whether a village's industry stands on one leg: concentration, buyers, survival, links to households, chain."""

from __future__ import annotations

import pandas as pd

from evalkit.indicators import notes, omissions, proportion
from evalkit.indicators import scope as scopes
from evalkit.indicators.concentration_rows import concentrated
from evalkit.indicators.industry_links import TWICE
from evalkit.indicators.ledger_totals import census_rows, quotient_rows, total_rows

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
BUYERS = {"table": "sales", "kind": "buyer", "amount": "amount", "nothing": NO_SALES}
SOLD = ["amount", "buyer_type"]
NO_LINKS = notes.both("没有带动户数或总户数", "no households linked, or no number of households")
NO_YEAR = notes.both("该年没有产业台账", "no industry ledger of this year")
NO_PROJECT = notes.both("该年没有产业项目", "no project in this year")


def industry_hhi(industry: pd.DataFrame, scope: pd.DataFrame) -> pd.DataFrame:
    """Return the Herfindahl-Hirschman index of output over kinds of industry: 1 when there is only one.

    Returns
    -------
    DataFrame
        Result rows, unit `index (industries)`; numerator and denominator are the largest industry's and all output in
        yuan, `n` the number of industries with an output. Lines without an industry or an output are left out and
        counted.

    Examples
    --------
    >>> own = pd.DataFrame({"village": "v", "year": 2024, "industry": ["crop", "solar"], "output": [300, 100]})
    >>> industry_hhi(own, scopes.years("v", [2024]))["value"].item()
    0.625
    """
    return _industries(industry, scope, "hhi", "industry_hhi", "index (industries)")


def industry_shannon(industry: pd.DataFrame, scope: pd.DataFrame) -> pd.DataFrame:
    """Return the Shannon index of output over kinds of industry: 0 when there is only one, ln k for k equal ones."""
    return _industries(industry, scope, "shannon", "industry_shannon", "nat (industries)")


def industry_hhi_normalised(industry: pd.DataFrame, scope: pd.DataFrame) -> pd.DataFrame:
    """Return the Herfindahl-Hirschman index between 0 (as even as its number of industries allows) and 1.

    Notes
    -----
    With a single industry there is no even state to compare with, and no figure.
    """
    name, unit = "industry_hhi_normalised", "index (industries)"
    return _industries(industry, scope, "hhi_normalised", name, unit, ONE_OR_NONE)


def industry_equivalent(industry: pd.DataFrame, scope: pd.DataFrame) -> pd.DataFrame:
    """Return how many industries of equal output would be as concentrated as those of the village: 1 / HHI."""
    return _industries(industry, scope, "equivalent", "industry_equivalent", "industry")


def industry_simpson(industry: pd.DataFrame, scope: pd.DataFrame) -> pd.DataFrame:
    """Return the chance that two yuan of output, drawn with replacement, come from different industries: 1 - HHI."""
    return _industries(industry, scope, "simpson", "industry_simpson", "index (industries)")


def buyer_hhi(sales: pd.DataFrame, scope: pd.DataFrame) -> pd.DataFrame:
    """Return the Herfindahl-Hirschman index of sales over buyers; `n` counts the buyers."""
    return concentrated(sales, scope, "hhi", "buyer_hhi", "index (buyers)", **BUYERS)


def buyer_top_share(sales: pd.DataFrame, scope: pd.DataFrame) -> pd.DataFrame:
    """Return the share of sales that the largest buyer took; `n` counts the buyers."""
    return concentrated(sales, scope, "top_share", "buyer_top_share", "share of sales", **BUYERS)


def purchase_dependence(sales: pd.DataFrame, purchases: pd.DataFrame, scope: pd.DataFrame) -> pd.DataFrame:
    """Return the share of sales that went to the paired unit as assistance purchases.

    Notes
    -----
    The same purchase can stand in both ledgers, so the larger of paired-unit sales and assistance purchases is taken;
    what the purchase ledger holds beyond the sales ledger is added to all sales. Where one ledger has more than twice
    the other's sum, the row says so: the share is an upper reading then. A sale without an amount or a kind of buyer is
    on neither side, nor is a purchase without an amount; both are counted.
    """
    sold = scopes.within(sales.dropna(subset=SOLD), scope)
    sums = [
        sold.groupby(scopes.KEYS, sort=False)["amount"].sum().rename("all"),
        sold[sold["buyer_type"] == PAIRED].groupby(scopes.KEYS, sort=False)["amount"].sum().rename("paired"),
        scopes.within(purchases, scope).groupby(scopes.KEYS, sort=False)["amount"].sum().rename("bought"),
        sold.groupby(scopes.KEYS, sort=False).size().rename("n"),
    ]
    rows = pd.concat([part.astype("int64") for part in sums], axis=1).reset_index().dropna(subset=["all"])
    rows = rows.fillna({"paired": 0, "bought": 0})
    top = rows[["paired", "bought"]].max(axis=1)
    rows = rows.assign(numerator=top, denominator=rows["all"] + (top - rows["paired"]))
    less = rows[["paired", "bought"]].min(axis=1)
    rows["note"] = ((less > 0) & (less * APART < top)).map({True: DISAGREE, False: ""})
    left = _of_both_ledgers(sales, purchases, scope)
    return quotient_rows(rows, scope, "purchase_dependence", "share of sales", nothing=NO_SALES, left=left, sales=sales)


def project_survival(industry: pd.DataFrame, scope: pd.DataFrame) -> pd.DataFrame:
    """Return, of all projects ever in the ledger, the share that still runs at the end of the year.

    Notes
    -----
    Running and running poorly count as running; idle, closed, and projects that have left the ledger do not. A project
    without a status in the year cannot be told. A year without a ledger tells of no project at all and is refused.

    Examples
    --------
    >>> own = pd.DataFrame({"village": "v", "year": 2024, "project": ["a", "b"], "status": ["running", "closed"]})
    >>> project_survival(own, scopes.years("v", [2024]))["value"].item()
    0.5
    """
    lines = scope.merge(industry[["village", "year", "project", "status"]], on="village", suffixes=("", "_seen"))
    lines = lines[lines["year_seen"] <= lines["year"]].sort_values("year_seen", kind="stable")
    last = lines.drop_duplicates(["village", "year", "project"], keep="last").sort_index()
    received = pd.MultiIndex.from_frame(industry[["village", "year"]])
    last = last[pd.MultiIndex.from_frame(last[["village", "year"]]).isin(received)]
    gone = last["year_seen"] < last["year"]
    yes = last["status"].isin(RUNNING).astype("boolean").where(last["status"].notna() | gone).mask(gone, False)
    return proportion.rows(
        scope.assign(since=scope["year"]),
        last[["village", "year"]].assign(yes=yes),
        "project_survival",
        nothing=scopes.nothing(scope, NO_YEAR, industry=industry),
        unknown=notes.both("没有运营状态", "no status"),
        unit="share of projects",
    )


def output_per_yuan_invested(industry: pd.DataFrame, scope: pd.DataFrame) -> pd.DataFrame:
    """Return output in the year per yuan ever invested, over the projects for which both are known."""
    spent = industry["invested"].where(industry["invested"] > 0)
    parts = {"top": industry["output"], "bottom": spent, "money": ("numerator", "denominator"), "nothing": NO_OUTPUT}
    name, unit, needs = "output_per_yuan_invested", "yuan per yuan invested", ("output", "invested")
    return total_rows(industry, scope, name, unit, table="industry", needs=needs, **parts)


def households_linked_share(
    industry: pd.DataFrame, villages: pd.DataFrame, households: pd.DataFrame, scope: pd.DataFrame
) -> pd.DataFrame:
    """Return households linked to projects per household of the village.

    Notes
    -----
    The ledger counts households project by project, so one linked to two projects counts twice and the share can pass
    one. Projects that do not state them add none, and are counted. The village sheet gives the number of households;
    the household list where it does not.
    """
    linked = scopes.within(industry, scope).dropna(subset=["households_linked"])
    linked = linked.groupby(scopes.KEYS, sort=False)["households_linked"].sum().rename("numerator").astype("int64")
    stated = scopes.within(villages, scope).groupby(scopes.KEYS, sort=False)["households_total"].max()
    listed = scopes.within(households, scope).groupby(scopes.KEYS, sort=False)["household"].nunique()
    total = stated.astype("float64").combine_first(listed.astype("float64")).rename("denominator")
    rows = pd.concat([linked, total], axis=1).reset_index().dropna()
    rows = rows[rows["denominator"] > 0]
    rows = rows.assign(value=rows["numerator"] / rows["denominator"], n=rows["denominator"].astype("int64"))
    rows["note"] = TWICE
    silent = omissions.counts(industry, scope, ["households_linked"])
    left = {place: notes.both(f"{k}个项目没有写带动户数，带动户数可能偏少",
                              f"{k} projects state no households linked, so there may be more")
            for place, k in silent.items()}  # fmt: skip
    texts = {"nothing": NO_LINKS, "left": left}
    return census_rows(rows, scope, "households_linked_share", "share", industry=industry, **texts)


def chain_stages(industry: pd.DataFrame, scope: pd.DataFrame) -> pd.DataFrame:
    """Return how many stages of the chain (production, processing, storage, sales) a project covers on average."""
    known = scopes.within(industry, scope).dropna(subset=["chain_stage"])
    stages = known.assign(stages=known["chain_stage"].str.count(";") + 1)
    rows = stages.groupby(scopes.KEYS, sort=False).agg(numerator=("stages", "sum"), n=("stages", "size")).reset_index()
    rows = rows.assign(denominator=rows["n"], value=rows["numerator"] / rows["n"])
    texts = {"nothing": NO_PROJECT, "left": omissions.by_place(industry, scope, "industry", ["chain_stage"])}
    return census_rows(rows, scope, "chain_stages", "stage per project", industry=industry, **texts)


def _industries(
    industry: pd.DataFrame, scope: pd.DataFrame, measure: str, indicator: str, unit: str, nothing: str = NO_OUTPUT
) -> pd.DataFrame:
    columns = {"table": "industry", "kind": "industry", "amount": "output"}
    return concentrated(industry, scope, measure, indicator, unit, nothing=nothing, **columns)


def _of_both_ledgers(sales: pd.DataFrame, purchases: pd.DataFrame, scope: pd.DataFrame) -> dict[omissions.Place, str]:
    left = omissions.by_place(sales, scope, "sales", SOLD)
    zh, en = omissions.names("purchases", ["amount"])
    for place, k in omissions.counts(purchases, scope, ["amount"]).items():
        more = notes.both(f"消费帮扶台账{k}行缺{zh}，未计入", f"{k} lines of the purchase ledger without {en} left out")
        left[place] = notes.joined([left.get(place, ""), more])
    return left
