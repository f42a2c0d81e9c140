"""Money for projects: how much was needed, came and was spent, how late, and for how many households."""

from __future__ import annotations

import pandas as pd

from evalkit import dates
from evalkit.indicators import funding_blanks, notes
from evalkit.indicators.ledger_totals import total_rows

AMOUNTS = {"needed": "funding_needed", "arrived": "funding_arrived", "spent": "funding_spent"}
GAPS = {"planned": "funding_gap_to_plan", "needed": "funding_gap_to_need"}
MONEY = ("numerator", "denominator")
DATES = ("planned_date", "arrived_date")
NOTHING = notes.both("该年没有写明所需数字的资金项目", "no funded project with the needed values in this year")
LATE_ONLY = notes.both(
    "只计已到位且月份已知的项目，未到位的不计，实际延误可能更长",
    "only projects whose money came and whose months are known; those waiting are left out, so delay may be longer",
)
BOUNDED = notes.both(
    "只计已到位的项目，只写年份的按全年各月计；未到位的不计，实际延误可能更长",
    "only projects whose money came, a year alone read as any month of it; those waiting are left out, so delay may be "
    "longer",
)
TWICE = notes.both("同一户受益于多个项目时重复计数", "a household that benefits from two projects counts twice")


def funding_amount(funds: pd.DataFrame, scope: pd.DataFrame, stage: str, *, by: str = "") -> pd.DataFrame:
    """Return the money needed, arrived or spent, in yuan.

    Parameters
    ----------
    funds : DataFrame
        Clean table `funds`, amounts in fen.
    stage : {"needed", "arrived", "spent"}
        Which amount.
    by : {"", "fund_source"}
        Whether to split by source.
    """
    parts = {"top": funds[stage], "money": ("numerator",), "by": by, "nothing": NOTHING, "needs": (stage,)}
    return total_rows(funds, scope, AMOUNTS[stage], "yuan", table="funds", **parts)


def funding_gap(
    funds: pd.DataFrame, scope: pd.DataFrame, *, base: str = "planned", by: str = "", bounds: bool = False
) -> pd.DataFrame:
    """Return the part of the money planned, or needed, that did not arrive: (base - arrived) / base.

    Parameters
    ----------
    base : {"planned", "needed"}
        Which amount the money that arrived is held against.
    by : {"", "fund_source"}
        Whether to split by source.
    bounds : bool
        Give two rows, grouped by `bound`: projects without an amount arrived counted as if all had come, and as if
        nothing had. They are equal where every amount is known.

    Notes
    -----
    Below zero when more arrived. The two bases have names of their own: `funding_gap_to_plan`, `funding_gap_to_need`.
    A blank amount arrived is often money that has not come. Without `bounds` such a project is left out, and the note
    says what the gap is if nothing came.

    Examples
    --------
    >>> from evalkit.indicators import scope
    >>> own = pd.DataFrame({"village": "v", "year": 2024, "planned": [400, 400], "arrived": [300, None]})
    >>> funding_gap(own, scope.years("v", [2024]))["value"].item()
    0.25
    >>> funding_gap(own, scope.years("v", [2024]), bounds=True)["value"].tolist()
    [0.125, 0.625]
    """
    parts = {"table": "funds", "money": MONEY, "by": by, "nothing": NOTHING}

    def gap(arrived: pd.Series, needs: tuple[str, ...] = (base,)) -> pd.DataFrame:
        own = {"top": funds[base] - arrived, "bottom": funds[base], "needs": needs}
        return total_rows(funds, scope, GAPS[base], "share", **own, **parts)

    none, whole = gap(funds["arrived"].fillna(0)), gap(funds["arrived"].fillna(funds[base]))
    if bounds:
        return _bounds(whole, none)
    blank = funding_blanks.projects(funds, scope, whole=base, part="arrived", by=by)
    return funding_blanks.told(gap(funds["arrived"], (base, "arrived")), none, blank, funding_blanks.GAP)


def funding_execution(funds: pd.DataFrame, scope: pd.DataFrame, *, by: str = "", bounds: bool = False) -> pd.DataFrame:
    """Return the part of the money arrived that was spent.

    Parameters
    ----------
    by : {"", "fund_source"}
        Whether to split by source.
    bounds : bool
        Give two rows, grouped by `bound`: projects without an amount spent counted as if nothing had been spent, and as
        if all had. They are equal where every amount is known.

    Notes
    -----
    A project whose amount spent is blank is left out without `bounds`, and the note says what the part is if nothing
    was spent. A project without an amount arrived is left out always: nothing bounds it.
    """
    parts = {"table": "funds", "money": MONEY, "by": by, "nothing": NOTHING, "bottom": funds["arrived"]}

    def part(spent: pd.Series, needs: tuple[str, ...] = ("arrived",)) -> pd.DataFrame:
        return total_rows(funds, scope, "funding_execution", "share", top=spent, needs=needs, **parts)

    none, whole = part(funds["spent"].fillna(0)), part(funds["spent"].fillna(funds["arrived"]))
    if bounds:
        return _bounds(none, whole)
    blank = funding_blanks.projects(funds, scope, whole="arrived", part="spent", by=by)
    return funding_blanks.told(part(funds["spent"], ("arrived", "spent")), none, blank, funding_blanks.EXECUTION)


def funding_delay(funds: pd.DataFrame, scope: pd.DataFrame, *, by: str = "", bounds: bool = False) -> pd.DataFrame:
    """Return how many calendar months after the plan the money arrived, on average over projects; early is negative.

    Parameters
    ----------
    by : {"", "fund_source"}
        Whether to split by source.
    bounds : bool
        Give two rows, grouped by `bound`: the least and the most that the dates allow, projects with a year only
        counted in. They are equal where every month is known.

    Notes
    -----
    Whole months, because ledgers often give no day. Projects whose money has not arrived (see
    `funding_waiting_share`), and without `bounds` those with a year only, are left out and counted.

    Examples
    --------
    >>> from evalkit.indicators import scope
    >>> own = pd.DataFrame({"village": "v", "year": [2024], "planned_date": "2024-05", "arrived_date": "2024"})
    >>> funding_delay(own, scope.years("v", [2024]), bounds=True)["value"].tolist()
    [-4.0, 7.0]
    """
    one = pd.Series(1, index=funds.index)
    parts = {"bottom": one, "by": by, "note": LATE_ONLY, "nothing": NOTHING, "table": "funds", "needs": DATES}
    if not bounds:
        late = dates.months_between(funds["planned_date"], funds["arrived_date"])
        return total_rows(funds, scope, "funding_delay", "month", top=late, **parts)
    planned, arrived = (dates.month_bounds(funds[name]) for name in DATES)
    parts["note"] = BOUNDED
    least = total_rows(funds, scope, "funding_delay", "month", top=arrived[0] - planned[1], **parts)
    most = total_rows(funds, scope, "funding_delay", "month", top=arrived[1] - planned[0], **parts)
    return _bounds(least, most)


def funding_waiting_share(funds: pd.DataFrame, scope: pd.DataFrame, *, by: str = "") -> pd.DataFrame:
    """Return the share of projects with a plan date whose money has not arrived: neither a date nor an amount of it."""
    none_yet = funds["arrived_date"].isna() & ~(funds["arrived"] > 0).fillna(False).astype(bool)
    planned = funds["planned_date"].notna()
    parts = {"top": none_yet.astype("Int64"), "bottom": pd.Series(1, index=funds.index).where(planned), "by": by}
    unit = "share of projects"
    texts = {"nothing": NOTHING, "needs": ("planned_date",)}
    return total_rows(funds, scope, "funding_waiting_share", unit, table="funds", **parts, **texts)


def funding_per_beneficiary(funds: pd.DataFrame, scope: pd.DataFrame, *, by: str = "") -> pd.DataFrame:
    """Return the yuan spent per beneficiary household, over projects that state both; a household can count twice."""
    parts = {"top": funds["spent"], "bottom": funds["beneficiary_households"], "by": by, "note": TWICE}
    texts = {"nothing": NOTHING, "needs": ("spent", "beneficiary_households"), "money": ("numerator",)}
    return total_rows(funds, scope, "funding_per_beneficiary", "yuan per household", table="funds", **parts, **texts)


def _bounds(least: pd.DataFrame, most: pd.DataFrame) -> pd.DataFrame:
    return pd.concat([_bound(least, "lower"), _bound(most, "upper")], ignore_index=True)


def _bound(rows: pd.DataFrame, bound: str) -> pd.DataFrame:
    split = rows["group"] != ""  # a refusal has no group
    group_by = (rows["group_by"] + "/bound").where(split, "bound")
    return rows.assign(group_by=group_by, group=(rows["group"] + f"/{bound}").where(split, bound))
