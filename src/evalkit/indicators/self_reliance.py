"""Proxies of living by one's own work and initiative; each can be moved by age, illness or policy alone."""

from __future__ import annotations

import pandas as pd

from evalkit.indicators import annual, labour, notes
from evalkit.indicators import scope as scopes
from evalkit.indicators.estimates import ratios
from evalkit.indicators.household_income import KEYS, PLACE_YEAR

PRODUCTIVE = ("crop", "livestock", "processing", "trade")
KINDS = {
    "pension": ("transfer_pension",),
    "subsistence": ("transfer_dibao", "transfer_tekun"),
    "one_off": ("transfer_one_off",),
}
DIVIDEND, DIVIDENDS = "dividend", ("property_dividend",)
NOT_A_TRANSFER = notes.both(
    "分红按官方收入表属财产性收入，不在转移性收入合计内",
    "dividends are property income on the official form and no part of all transfers",
)
NO_PURPOSE = notes.both("小额信贷台账没有写明用途和金额", "the micro-credit ledger states no purpose and amount")
EVERY, CAPABLE = "all", "labour_capable"
FULL = ("partial", "unreadable")


def transfer_dependence(
    income: pd.DataFrame,
    earned: pd.DataFrame,
    members: pd.DataFrame,
    scope: pd.DataFrame,
    *,
    dividends: bool = False,
) -> pd.DataFrame:
    """Return the share of transfers in net income, by kind, for all households and for those that can work.

    Parameters
    ----------
    income, members : DataFrame
        Clean tables; income in fen, `labour` decides who can work.
    earned : DataFrame
        As from `household_income.household_years`.
    scope : DataFrame
        Villages and years to report on.
    dividends : bool
        Also give the share of dividends from assets (资产收益分红) in net income, as one more kind `dividend`.

    Returns
    -------
    DataFrame
        Result rows, unit `share`, grouped by households/transfer: all or labour_capable, and all, pension, subsistence
        (dibao and extreme-hardship support), one_off or other. Numerator and denominator in yuan, n households.

    Notes
    -----
    Labour-capable households have a member with ordinary, skilled or weak (half) labour in that year. Transfers that
    the ledger gives as one sum are under `other`. A group whose net income is not positive is refused. The official
    income forms put dividends from assets under property income: they live off an asset rather than off support, so
    `dividend` stands beside the transfers and is never added to `all`. Property income given as one sum may hold more
    of them; the row counts the households.

    References
    ----------
    Household income form of the monitoring system, headings 财产性收入 and 转移性收入.
    """
    full = earned[~earned["fault"].isin(FULL)]
    kinds = _kinds(income)
    capable = labour.capable(members)[KEYS].drop_duplicates()
    tables = [
        _dependence(full.merge(kinds, on=KEYS, how="left"), EVERY, dividends),
        _dependence(full.merge(capable, on=KEYS).merge(kinds, on=KEYS, how="left"), CAPABLE, dividends),
    ]
    figures = pd.concat(tables, ignore_index=True)
    constants = {"nothing": annual.NO_INCOME, "needed": FULL, "uncertainty": annual.CENSUS}
    rows = annual.rows(scope, earned, figures, "transfer_dependence", "share", note=labour.PROXY, **constants)
    return pd.concat([rows, _no_members(rows, members, scope)], ignore_index=True)


def productive_credit_share(microcredit: pd.DataFrame, scope: pd.DataFrame) -> pd.DataFrame:
    """Return the share of micro-credit lent for crops, livestock, processing or trade.

    Parameters
    ----------
    microcredit : DataFrame
        Clean table `microcredit`: `amount` (fen), `purpose`.

    Returns
    -------
    DataFrame
        Result rows, unit `share`; numerator and denominator in yuan, n loans. Loans without purpose or amount are left
        out and counted.
    """
    known = microcredit[microcredit["purpose"].notna() & microcredit["amount"].notna()]
    lent = known["amount"].astype("int64")
    productive = lent.where(known["purpose"].isin(PRODUCTIVE), 0)
    figures = ratios(known, productive, lent).drop(columns=["low", "high"]).set_index(PLACE_YEAR)
    every = microcredit.groupby(PLACE_YEAR).size()
    figures = annual.yuan(figures.reindex(every.index), "numerator", "denominator").assign(left=every)
    ready, refused = scopes.split(scope, scopes.missing_ledger(scope, microcredit=microcredit))
    rows = ready.merge(figures.reset_index(), on=PLACE_YEAR, how="left").fillna({"n": 0})
    rows["note"] = [_credit_note(row) for row in rows.itertuples()]
    table = scopes.table(rows, "productive_credit_share", "share", uncertainty=annual.CENSUS)
    reasons = scopes.refusals(refused, "productive_credit_share", "share", refused["note"])
    return pd.concat([table, reasons], ignore_index=True)


def _kinds(income: pd.DataFrame) -> pd.DataFrame:
    """Transfers by kind (what no kind names is `other`), dividends, and unsplit property income, fen by household."""
    paid = income[income["source"].isin(["transfer", "property"]) & income["amount"].notna()]
    kind_of = {item: kind for kind, items in KINDS.items() for item in items}
    kind_of |= dict.fromkeys(DIVIDENDS, DIVIDEND) | {"property": "unsplit"}
    kind = paid["item"].map(kind_of).astype("object")
    kind = kind.where(kind.notna() | (paid["source"] == "property"), "other")
    sums = paid.assign(kind=kind, amount=paid["amount"].astype("int64")).dropna(subset=["kind"])
    wide = sums.groupby([*KEYS, "kind"], sort=False)["amount"].sum().unstack("kind", fill_value=0).reset_index()
    return wide.reindex(columns=[*KEYS, *KINDS, "other", DIVIDEND, "unsplit"], fill_value=0)


def _dependence(homes: pd.DataFrame, who: str, dividends: bool) -> pd.DataFrame:
    kinds = [*KINDS, "other"]
    homes[[*kinds, DIVIDEND, "unsplit"]] = homes[[*kinds, DIVIDEND, "unsplit"]].fillna(0).astype("int64")
    sums = homes.groupby(PLACE_YEAR)[[*kinds, DIVIDEND, "net"]].sum()
    sums["n"] = homes.groupby(PLACE_YEAR).size()
    sums["unsplit"] = (homes["unsplit"] > 0).groupby([homes[key] for key in PLACE_YEAR]).sum()
    sums["all"] = sums[kinds].sum(axis=1)
    shown = ["all", *kinds, *([DIVIDEND] if dividends else [])]
    long = sums.reset_index().melt([*PLACE_YEAR, "net", "n", "unsplit"], shown, "group", "numerator")
    long = annual.yuan(long.rename(columns={"net": "denominator"}), "numerator", "denominator")
    value = long["numerator"] / long["denominator"].where(long["denominator"] > 0)
    own = long["group"] == DIVIDEND
    texts = [_dividend_note(n) if its else "" for its, n in zip(own, long["unsplit"], strict=True)]
    long["note"] = pd.Series(texts, index=long.index, dtype="str")
    group = f"{who}/" + long["group"]
    return long.assign(value=value, group_by="transfer_households/transfer_kind", group=group).drop(columns="unsplit")


def _dividend_note(unsplit: int) -> str:
    more = notes.both(
        f"{unsplit}户财产性收入只有合计，其中的分红未计入",
        f"{unsplit} households have one sum of property income; dividends in it are not counted",
    )
    return notes.joined([NOT_A_TRANSFER, more if unsplit else ""])


def _no_members(rows: pd.DataFrame, members: pd.DataFrame, scope: pd.DataFrame) -> pd.DataFrame:
    """Refusals for labour-capable households where no ledger says who can work."""
    reasons = scopes.missing_ledger(scope, members=members)
    answered = rows[rows["value"].notna()]
    here = pd.MultiIndex.from_frame(scope[["village", "year"]]).isin(answered.set_index(["village", "year"]).index)
    lacking = scope[(reasons != "") & here].assign(group_by="transfer_households/transfer_kind", group=f"{CAPABLE}/all")
    return scopes.refusals(lacking, "transfer_dependence", "share", reasons[lacking.index])


def _credit_note(row: tuple) -> str:
    if not row.n:
        return NO_PURPOSE
    return notes.joined(
        [labour.PROXY, labour.left_out("笔贷款缺用途或金额", "loans without purpose or amount", row.left - row.n)]
    )
