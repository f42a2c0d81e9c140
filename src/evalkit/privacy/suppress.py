"""Which result rows rest on too few households or persons, and which others would give them away."""

from __future__ import annotations

import re

import pandas as pd

from evalkit.privacy.profile import Profile

# Units of measures; a value in any other unit is a count of households, persons or things of theirs.
MEASURE = re.compile(r"\b(per|share|ratio|index|nat|probability|yuan|score|percent|days?|months?)\b")
BREAKDOWN = ["county", "village", "year", "period", "group_by", "indicator"]
TOTAL = ["county", "village", "year", "period", "indicator"]


def primary(rows: pd.DataFrame, profile: Profile) -> pd.Series:
    """Return for each row why it must be withheld, empty when it need not.

    Reasons are `small base` (n or denominator), `no base` (a figure that does not say on how many it rests),
    `small count` (the value itself), `small part` (a numerator) and `small remainder` (what is left of a share's
    denominator).

    Notes
    -----
    Rows without a value, rows already published and facts of the village pass.
    """
    value, top, bottom = rows["value"], rows["numerator"], rows["denominator"]
    about_people = ~rows["unit"].isin(profile.sheet_quality)
    rest = (bottom - top).where(rows["unit"].str.startswith("share"))
    count = value.where(is_count(rows["unit"]))
    reasons = pd.Series("", index=rows.index)
    for reason, found in (
        ("small remainder", about_people & _small(rest, profile, zeros=profile.zeros)),
        ("small part", about_people & _small(top, profile, zeros=profile.zeros)),
        ("small count", about_people & _small(count, profile, zeros=profile.zeros)),
        ("small base", _small(bottom, profile, zeros=False)),
        ("small base", _small(rows["n"].astype("float64"), profile, zeros=False)),
        ("no base", rows["n"].fillna(0) == 0),
    ):
        reasons = reasons.mask(found, reason)
    passes = value.isna() | rows["published"] | rows["unit"].isin(profile.village_facts)
    return reasons.mask(passes, "")


def is_count(units: pd.Series) -> pd.Series:
    """Tell for each unit whether a value in it counts something.

    Examples
    --------
    >>> is_count(pd.Series(["household", "share of sales", "yuan per yuan invested"])).tolist()
    [True, False, False]
    """
    return ~units.map(lambda unit: bool(MEASURE.search(unit)))


def _small(numbers: pd.Series, profile: Profile, *, zeros: bool) -> pd.Series:
    return (numbers.ge(0) if zeros else numbers.gt(0)) & numbers.lt(profile.threshold)


def secondary(rows: pd.DataFrame, reasons: pd.Series, profile: Profile) -> pd.Series:
    """Return the reasons with `protects another` for groups that would give a withheld group away.

    A total minus the groups shown is the sum of the groups hidden. So where a total is shown, at least two groups are
    hidden and together they reach the threshold; the smallest go first. Groups already published cannot be hidden.

    Notes
    -----
    This guards one breakdown against its own total. Breakdowns linked to each other, and differences between years,
    need the audit by linear programming that full disclosure control brings.
    """
    reasons = reasons.copy()
    shown = (reasons == "") & rows["value"].notna()
    totals = set(rows.loc[shown & (rows["group_by"] == ""), TOTAL].itertuples(index=False, name=None))
    size = _size(rows)
    grouped = rows[rows["group_by"] != ""]
    for _, part in grouped.groupby(BREAKDOWN, sort=False):
        if tuple(part.iloc[0][TOTAL]) not in totals:
            continue
        hidden = part.index[reasons[part.index] != ""]
        spare = part.index[shown[part.index] & ~part["published"]]
        spare = size[spare].sort_values(kind="stable").index
        taken = 0
        while len(hidden) and taken < len(spare):
            if len(hidden) + taken >= 2 and size[hidden].sum() + size[spare[:taken]].sum() >= profile.threshold:
                break
            taken += 1
        reasons[spare[:taken]] = "protects another"
    return reasons


def _size(rows: pd.DataFrame) -> pd.Series:
    """Return the count a group stands for: its value where that is a count, else its n."""
    count = rows["value"].where(is_count(rows["unit"]))
    return count.fillna(rows["n"].astype("float64")).fillna(0.0)
