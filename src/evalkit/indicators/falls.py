"""Realised falls: households whose income really dropped below the line, or that lost a guarantee, alerted or not."""

from __future__ import annotations

from typing import Any

import pandas as pd

from evalkit import policy
from evalkit.errors import EvalkitError
from evalkit.indicators import fall_windows, notes
from evalkit.indicators import scope as scopes
from evalkit.indicators.fall_windows import OWNER
from evalkit.indicators.household_income import sizes

GUARANTEES = ("housing_problem", "dropout", "uninsured", "water_problem")
NOT_SEEN = notes.both(
    "没有可比较的两个12个月收入，也没有连续两年的三保障记录",
    "no household with incomes of two 12-month windows, or guarantees of two years, to compare",
)
GUARANTEES_ONLY = notes.both("只计入三保障问题，未计收入下降", "lost guarantees only, falls of income not counted")


def monitoring_lines(scope: pd.DataFrame) -> pd.DataFrame:
    """Look up the monitoring line of each county and year of a scope, from `since` to `year`.

    Returns
    -------
    DataFrame
        county, year, fen (per person per year, missing when none is declared), problem (the sentence saying so).
    """
    wanted = {(line.county, year) for line in scope.itertuples() for year in range(line.since, line.year + 1)}
    found = []
    for county, year in sorted(wanted):
        try:
            found.append((county, year, policy.monitoring_line(county, year).fen, ""))
        except EvalkitError as error:
            found.append((county, year, pd.NA, notes.of(error)))
    columns = {"county": "str", "year": "int64", "fen": "Int64", "problem": "str"}
    return pd.DataFrame(found, columns=list(columns)).astype(columns)


def income_states(
    income: pd.DataFrame,
    households: pd.DataFrame,
    lines: pd.DataFrame,
    *,
    margin: float = 0.0,
    consecutive: int = 1,
    windows: str = "whole",
) -> pd.DataFrame:
    """Tell, household by household, when the income of the last 12 months was below the line.

    Parameters
    ----------
    income : DataFrame
        Clean table `income`; amounts in fen.
    households : DataFrame
        Clean table `households`: the size of households for which the income ledger states none.
    lines : DataFrame
        county, year, fen, as from `monitoring_lines`.
    margin, consecutive : float, int
        How clearly (as a share of the line) and for how many months income must be below, as in `fall_windows.below`,
        so that income wavering about the line is no fall.
    windows : {"even", "whole"}
        Whether a window may cut an amount in two, as in `fall_windows.months`. Where one year is told by months and the
        next by quarters or as a whole, seasons make falls of their own unless windows are `whole`.

    Returns
    -------
    DataFrame
        village, household, year, month (running number of the step's last month), since (the step before; missing at
        the first), below (boolean), before (boolean, the step before).

    Notes
    -----
    Net income is wage + business + property + transfer - business cost, over the 12 months that end with the step,
    per member, against the mean line of those months: each month counts with the line of its own year, so that a new
    line in January does not make households fall whose income is still last year's. A quarterly or yearly amount
    counts evenly over its months, in whole twelfths of a fen, so no rounding moves a household across the line. A
    household whose ledger knows only years is judged at Decembers; one that knows quarters, at their ends. A window
    with a month that has no amount, or an unreadable one, is not judged.
    """
    months = fall_windows.months(income, windows).merge(
        lines[["county", "year", "fen"]], on=["county", "year"], how="left"
    )
    steps = fall_windows.sums(months).merge(sizes(income, households), on=["county", *OWNER, "year"], how="left")
    steps = steps.dropna(subset=["members", "twelfths"])
    steps = fall_windows.below(steps, margin, consecutive)
    earlier = steps.groupby(OWNER, sort=False)[["month", "below"]].shift()
    steps["since"], steps["before"] = earlier["month"].astype("Int64"), earlier["below"].astype("boolean")
    return steps[[*OWNER, "year", "month", "since", "below", "before"]].reset_index(drop=True)


def realised(states: pd.DataFrame, guarantees: pd.DataFrame) -> pd.DataFrame:
    """Return the falls that happened, whoever was alerted: at most one per household and year.

    Parameters
    ----------
    states : DataFrame
        As from `income_states`.
    guarantees : DataFrame
        Clean table `guarantees`: a guarantee is lost in the first year it is a problem after a year it was none.

    Returns
    -------
    DataFrame
        village, household, year, first and last (running month numbers: the fall lies between them, both counted),
        kind (`income` or the guarantee lost). Of several in one year the one dated most narrowly, then the earliest.

    Examples
    --------
    >>> from evalkit import store
    >>> steps = {"year": [2023, 2024], "month": [24287, 24299], "since": [None, 24287], "below": [False, True]}
    >>> states = pd.DataFrame(steps | {"village": "v", "household": "h", "before": [None, False]})
    >>> states = states.astype({"since": "Int64", "below": "boolean", "before": "boolean"})
    >>> realised(states, store.empty("guarantees"))[["first", "last"]].to_numpy().tolist()
    [[24288, 24299]]
    """
    fell = states[states["below"] & ~states["before"].fillna(True)]
    fell = fell.assign(first=fell["since"] + 1, last=fell["month"], kind="income")
    columns = [*OWNER, "year", "first", "last", "kind"]
    found = pd.concat([fell[columns], _guarantees_lost(guarantees)[columns]], ignore_index=True)
    found = found.astype({"year": "int64", "first": "Int64", "last": "Int64", "kind": "str"})
    order = found.assign(width=found["last"] - found["first"]).sort_values(["width", "first"], kind="stable")
    return found.loc[order.drop_duplicates([*OWNER, "year"]).index].sort_index().reset_index(drop=True)


def observed(states: pd.DataFrame, guarantees: pd.DataFrame) -> pd.DataFrame:
    """Return the household-years in which a fall would have been seen, by the ledger that would have shown it.

    Returns
    -------
    DataFrame
        village, household, year, outcome (`income` or `guarantees`), months (0 for guarantees: known by year only).
        The first year of a household shows nothing: there is no earlier state to fall from.
    """
    seen = states.dropna(subset=["since"])
    income = seen.assign(months=seen["month"] - seen["since"]).groupby([*OWNER, "year"], sort=False)["months"].sum()
    kept = guarantees[[*OWNER, "year"]].drop_duplicates()
    kept = kept.merge(kept.assign(year=kept["year"] + 1), on=[*OWNER, "year"])
    parts = [income.reset_index().assign(outcome="income"), kept.assign(outcome="guarantees", months=0)]
    columns = {"village": "str", "household": "str", "year": "int64", "outcome": "str", "months": "int64"}
    return pd.concat(parts, ignore_index=True)[list(columns)].astype(columns)


def unseen(scope: pd.DataFrame, observed: pd.DataFrame, income: pd.DataFrame, lines: pd.DataFrame) -> pd.Series:
    """Return for each line of the scope why no fall could be seen: ledger, monitoring line, windows; empty if it could.

    Returns
    -------
    Series of str
        Notes in both languages, on the index of `scope`.

    Notes
    -----
    Where guarantees were seen and a monitoring line is missing, the note says that falls of income are not counted.
    """
    seen = set(scopes.within(observed, scope)[["village", "period"]].itertuples(index=False, name=None))
    can = [key in seen for key in zip(scope["village"], scope["period"], strict=True)]
    ledgers = scopes.missing_ledger(scope, any_year=True, income=income)
    gap = pd.Series([_line_gap(line, lines) for line in scope.itertuples()], index=scope.index, dtype="str")
    reason = ledgers.where(ledgers != "", gap)
    partly = gap.map(lambda note: notes.joined([GUARANTEES_ONLY, note]) if note else "").astype("str")
    return reason.where(reason != "", NOT_SEEN).mask(can, partly)


def _line_gap(line: Any, lines: pd.DataFrame) -> str:
    """Return which monitoring line is missing in the years of one line of a scope; its last if several are."""
    missing = lines[(lines["county"] == line.county) & lines["year"].between(line.since, line.year)]
    missing = missing.loc[missing["problem"] != "", "problem"]
    return "" if missing.empty else str(missing.iloc[-1])


def realised_falls(
    falls: pd.DataFrame, observed: pd.DataFrame, scope: pd.DataFrame, unseen: pd.Series | str = NOT_SEEN
) -> pd.DataFrame:
    """Count the realised falls of each village and year.

    Parameters
    ----------
    falls, observed : DataFrame
        As from `realised` and `observed`.
    unseen : Series or str
        Why a line of the scope shows no fall at all, as from `unseen`.

    Returns
    -------
    DataFrame
        Result rows, unit `fall`; `n` is the number of households in which a fall would have been seen.
    """
    seen = scopes.within(observed, scope).groupby(scopes.KEYS, sort=False)["household"].nunique()
    fell = scopes.within(falls, scope).groupby(scopes.KEYS, sort=False).size()
    counts = pd.concat([seen.rename("n"), fell.rename("numerator")], axis=1).reset_index()
    rows = scope.assign(note=unseen).merge(counts, on=scopes.KEYS, how="left").fillna({"n": 0, "numerator": 0})
    rows["value"] = rows["numerator"].astype("float64").where(rows["n"] > 0)
    rows["numerator"] = rows["value"]
    rows["note"] = rows["note"].mask((rows["n"] > 0) & (rows["note"] == NOT_SEEN), "")
    return scopes.table(rows, "realised_falls", "fall", uncertainty="none (census)")


def _guarantees_lost(guarantees: pd.DataFrame) -> pd.DataFrame:
    long = guarantees.melt([*OWNER, "year"], list(GUARANTEES), var_name="kind", value_name="problem").dropna()
    earlier = long.assign(year=long["year"] + 1).rename(columns={"problem": "earlier"})
    both = long.merge(earlier, on=[*OWNER, "year", "kind"])
    lost = both[both["problem"].astype(bool) & ~both["earlier"].astype(bool)]
    lost = lost.drop_duplicates([*OWNER, "year", "kind"])
    return lost.assign(first=lost["year"] * 12, last=lost["year"] * 12 + 11)
