"""What became of the points on the lists that villages were sent (疑点清单)."""

from __future__ import annotations

import pandas as pd

from evalkit.indicators import notes
from evalkit.indicators import scope as scopes

STATUS = {"新发现": "new", "未整改": "still_open", "已整改": "put_right", "属实保留": "stands"}
SETTLED = ("put_right", "stands")
CENSUS = "none (census)"
NOTHING = notes.both("清单上没有本村的疑点", "no point of this village is on any list")
FIRST = notes.both("第一次清单，还没有返回核实结果", "the first list: nothing has come back yet")


def review_points(review: pd.DataFrame, sheets: pd.DataFrame, scope: pd.DataFrame) -> pd.DataFrame:
    """Count the points of a village's lists by what became of them; the counts add up to all points.

    Parameters
    ----------
    review : DataFrame
        Side table `_review`: village, status (as on the lists), sheet_id (missing when the point is gone).
    sheets : DataFrame
        village, year, sheet_id: which years a sheet has rows of; points of sheets of later years alone are left out.
    scope : DataFrame
        Villages and a span of years (`scope.span`), since a list covers every ledger that was sent.

    Returns
    -------
    DataFrame
        Result rows, unit `listed point`: all, and by `status` (new, still_open, put_right, stands).
    """
    met = _points(review, sheets, scope)
    total = met.groupby(scopes.KEYS, sort=False).size().rename("n").reset_index()
    kinds = pd.DataFrame({"status": list(STATUS.values())})
    counted = met.groupby([*scopes.KEYS, "status"], sort=False).size().rename("value").reset_index()
    each = total.merge(kinds, how="cross").merge(counted, on=[*scopes.KEYS, "status"], how="left")
    each = each.fillna({"value": 0}).rename(columns={"status": "group"}).assign(group_by="status")
    rows = pd.concat([total.assign(value=total["n"], group_by="", group=""), each], ignore_index=True)
    rows = rows.assign(value=rows["value"].astype("float64"))
    return scopes.with_refusals(rows, scope, "review_points", "listed point", NOTHING, uncertainty=CENSUS)


def points_settled_share(review: pd.DataFrame, sheets: pd.DataFrame, scope: pd.DataFrame) -> pd.DataFrame:
    """Return the share of points of earlier lists that were put right or found to stand; parameters as above."""
    met = _points(review, sheets, scope)
    earlier = met[met["status"] != "new"].assign(settled=lambda line: line["status"].isin(SETTLED))
    rows = earlier.groupby(scopes.KEYS, sort=False)["settled"].agg(numerator="sum", denominator="size").reset_index()
    rows = rows.assign(value=rows["numerator"] / rows["denominator"], n=rows["denominator"])
    return scopes.with_refusals(
        rows, scope, "points_settled_share", "share of listed points", FIRST, uncertainty=CENSUS
    )


def _points(review: pd.DataFrame, sheets: pd.DataFrame, scope: pd.DataFrame) -> pd.DataFrame:
    """Return the points of each line of the scope with their status; a gone point has no sheet and counts."""
    met = scope.merge(review[["village", "status", "sheet_id"]], on="village")
    begun = sheets.groupby("sheet_id")["year"].min()
    first = met["sheet_id"].map(begun)
    known = met[first.isna() | (first <= met["year"]).fillna(False)]
    return known.assign(status=known["status"].map(STATUS)).reset_index(drop=True)
