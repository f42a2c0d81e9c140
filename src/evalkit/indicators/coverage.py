"""Which months of the monthly ledgers were received."""

from __future__ import annotations

import pandas as pd

from evalkit.indicators import notes
from evalkit.indicators import scope as scopes

UNIT = "month with rows"
CENSUS = "none (census)"
WHOLE_YEAR_ONLY = notes.both("只报了全年数，没有分月", "given for the whole year only, not by month")
NONE = notes.both("本县没有收到按月的台账", "no monthly ledger of this county was received")


def months_received(covered: pd.DataFrame, scope: pd.DataFrame) -> pd.DataFrame:
    """Count the months of each monthly ledger that have rows, and tell for each month whether it has.

    Parameters
    ----------
    covered : DataFrame
        village, year, month (0: the whole year), table, rows, as from `review.coverage`; a ledger that is not expected
        by month has only month 0 and is left out.
    scope : DataFrame
        Villages and single years to report on.

    Returns
    -------
    DataFrame
        Result rows grouped by `ledger`: the count with the months missing in `note` (period `2024`), and 1 or 0 for
        each month (period `2024-03`). A ledger that only gives the whole year is refused.
    """
    own = scopes.within(covered, scope).assign(had=lambda line: (line["rows"] > 0).astype(int))
    months = own[own["month"] > 0].sort_values(["table", "month"], kind="stable")
    if months.empty:
        return scopes.refusals(scope, "months_received", UNIT, NONE)
    yearly = own[(own["month"] == 0) & own["table"].isin(months["table"])]
    by = [*scopes.KEYS, "table"]
    total = months.groupby(by, sort=False)["had"].agg(value="sum", denominator="size").reset_index()
    gone = months[months["had"] == 0].groupby(by, sort=False)["month"].agg(list).rename("gone").reset_index()
    total = total.merge(gone, on=by, how="left").merge(yearly[[*by, "had"]], on=by)
    whole = (total["value"] == 0) & (total["had"] == 1)
    total["note"] = [WHOLE_YEAR_ONLY if only else _missing(g) for only, g in zip(whole, total["gone"], strict=True)]
    total["value"] = total["value"].astype("float64").mask(whole)
    only_whole = set(total.loc[whole, by].itertuples(index=False, name=None))
    each = months[[key not in only_whole for key in months[by].itertuples(index=False, name=None)]]
    each = each.assign(
        value=each["had"].astype("float64"), n=1, period=each["period"] + "-" + each["month"].astype(str).str.zfill(2)
    )
    rows = pd.concat([total.assign(numerator=total["value"], n=total["denominator"]), each], ignore_index=True)
    rows = rows.assign(group_by="ledger", group=rows["table"], note=rows["note"].fillna(""))
    return scopes.table(rows, "months_received", UNIT, uncertainty=CENSUS)


def _missing(months: list[int] | float) -> str:
    if not isinstance(months, list):
        return ""
    return notes.both(
        "缺" + "、".join(f"{month}月" for month in months), "months missing: " + ", ".join(map(str, months))
    )
