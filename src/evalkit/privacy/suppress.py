"""Which result rows rest on too few households or persons, and which others would give them away."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pandas as pd

from evalkit.privacy.profile import Profile

# Units of measures; a value in any other unit is a count of households, persons or things of theirs.
MEASURE = re.compile(r"\b(per|share|ratio|index|nat|probability|yuan|score|percent|days?|months?)\b")
PLACE = ["county", "village", "indicator"]
WHOLE = 1e-9  # how far parts may be from their whole, of which money in yuan has rounding noise
SPAN = re.compile(r"(\d{4})/(\d{4})")


def primary(rows: pd.DataFrame, profile: Profile) -> pd.Series:
    """Return for each row why it must be withheld, empty when it need not.

    Reasons are `small base` (n or denominator), `no base` (a figure that does not say on how many it rests),
    `small count` (the value itself), `small part` (a numerator) and `small remainder` (what is left of a denominator,
    or of n when the value is a count).

    Notes
    -----
    Rows without a value, rows already published and facts of the village pass.
    """
    value, top, bottom = rows["value"], rows["numerator"], rows["denominator"]
    about_people = ~rows["unit"].isin(profile.sheet_quality)
    count = value.where(is_count(rows["unit"]))
    rest = (bottom - top).where(count.notna() | rows["unit"].str.startswith("share"))
    others = rows["n"].astype("float64") - count
    reasons = pd.Series("", index=rows.index)
    for reason, found in (
        ("small remainder", about_people & _small(rest, profile, zeros=profile.zeros)),
        ("small remainder", about_people & _small(others, profile, zeros=False)),
        ("small part", about_people & _small(top, profile, zeros=profile.zeros)),
        ("small count", about_people & _small(count, profile, zeros=profile.zeros)),
        ("small base", _small(bottom, profile, zeros=False)),
        ("small base", _small(rows["n"].astype("float64"), profile, zeros=False)),
        ("no base", rows["n"].fillna(0) == 0),
    ):
        reasons = reasons.mask(found, reason)
    return reasons.mask(value.isna() | rows["published"] | is_village_fact(rows, profile), "")


def is_village_fact(rows: pd.DataFrame, profile: Profile) -> pd.Series:
    """Tell which rows are about things of the village, by their unit or indicator."""
    return rows["unit"].isin(profile.village_facts) | rows["indicator"].isin(profile.village_facts)


def is_count(units: pd.Series) -> pd.Series:
    """Tell for each unit whether a value in it counts something.

    Examples
    --------
    >>> is_count(pd.Series(["household", "share of sales", "yuan per yuan invested"])).tolist()
    [True, False, False]
    """
    return ~units.map(lambda unit: bool(MEASURE.search(unit))).astype(bool)


def _small(numbers: pd.Series, profile: Profile, *, zeros: bool) -> pd.Series:
    return (numbers.ge(0) if zeros else numbers.gt(0)) & numbers.lt(profile.threshold)


def secondary(rows: pd.DataFrame, reasons: pd.Series, profile: Profile) -> pd.Series:
    """Return the reasons with `protects another` for rows that would give a withheld row away.

    A total minus the parts shown is the sum of the parts hidden. So where a total is shown, at least two parts are
    hidden and together they reach the threshold; the smallest go first, and when no part is left the total goes. Parts
    are the groups of a breakdown, the finer groups of a group (`programme/term` of `programme`), the years of a span
    such as `2021/2024`, and shares that divide one whole, whose total nobody need publish. Rows already published stay.

    Notes
    -----
    This guards parts against their own total. Breakdowns linked to each other in other ways need an audit by linear
    programming, which is not done here.
    """
    reasons = reasons.copy()
    size = _size(rows)
    families = [*_groups(rows), *_finer_groups(rows), *_years(rows), *_shares_of_one_whole(rows)]
    changed = True
    while changed:  # hiding a row can open another family that has it as a part or total
        changed = False
        for parts, total in families:
            changed |= _protect(parts, total, rows, reasons, size, profile)
    return reasons


def _protect(
    parts: list[int], total: int | None, rows: pd.DataFrame, reasons: pd.Series, size: pd.Series, profile: Profile
) -> bool:
    """Hide what must be hidden of one family in `reasons`; tell whether anything was. No total: it is known anyway."""
    hidden = [part for part in parts if reasons[part]]
    if not hidden or (total is not None and (reasons[total] or pd.isna(rows.at[total, "value"]))):
        return False
    open_to_hide = rows["value"].notna() & ~rows["published"] & (reasons == "")
    spare = sorted((part for part in parts if open_to_hide[part]), key=lambda part: size[part])
    taken = []
    while len(hidden + taken) < 2 or size[hidden + taken].sum() < profile.threshold:
        if not spare:
            taken += [total] if total is not None and open_to_hide[total] else []
            break
        taken.append(spare.pop(0))
    reasons[taken] = "protects another"
    return bool(taken)


def _groups(rows: pd.DataFrame) -> Iterator[tuple[list[int], int]]:
    """Yield the groups of each breakdown with the row of their total."""
    at = [*PLACE, "year", "period"]
    totals = dict(_keyed(rows[rows["group_by"] == ""], at))
    for key, part in rows[rows["group_by"] != ""].groupby([*at, "group_by"], sort=False):
        if key[:-1] in totals:
            yield part.index.tolist(), totals[key[:-1]]


def _finer_groups(rows: pd.DataFrame) -> Iterator[tuple[list[int], int]]:
    """Yield the groups of a breakdown such as `programme/term` with the row of their `programme`."""
    at = [*PLACE, "year", "period", "group_by"]
    coarse = dict(_keyed(rows, [*at, "group"]))
    fine = rows[rows["group_by"].str.contains("/")]
    outer = fine["group"].str.replace(r"/[^/]*$", "", regex=True).rename("outer")
    for key, part in fine.groupby([*at, outer], sort=False):
        *place, group_by, group = key
        if (total := coarse.get((*place, group_by.rpartition("/")[0], group))) is not None:
            yield part.index.tolist(), total


def _shares_of_one_whole(rows: pd.DataFrame) -> Iterator[tuple[list[int], None]]:
    """Yield the groups of a breakdown whose numerators add up to the denominator they have in common."""
    shares = rows[(rows["group_by"] != "") & rows["denominator"].notna() & rows["numerator"].notna()]
    for _, part in shares.groupby([*PLACE, "year", "period", "group_by"], sort=False):
        whole = part["denominator"].iloc[0]
        if (part["denominator"] == whole).all() and abs(part["numerator"].sum() - whole) <= WHOLE * abs(whole):
            yield part.index.tolist(), None


def _years(rows: pd.DataFrame) -> Iterator[tuple[list[int], int]]:
    """Yield the single years within each span of years with the row of the span, for what adds up over years."""
    adds = rows[is_count(rows["unit"]) | rows["denominator"].notna()]
    at = [*PLACE, "group_by", "group"]
    single = dict(list(adds[adds["period"].str.fullmatch(r"\d{4}")].groupby(at, sort=False)))
    for key, index in _keyed(adds, at):
        span = SPAN.fullmatch(rows.at[index, "period"])
        if span and key in single:
            part = single[key]
            yield part.index[part["period"].astype(int).between(*map(int, span.groups()))].tolist(), index


def _keyed(rows: pd.DataFrame, columns: list[str]) -> Iterator[tuple[tuple, int]]:
    return zip(rows[columns].itertuples(index=False, name=None), rows.index, strict=True)


def _size(rows: pd.DataFrame) -> pd.Series:
    """Return the count a row stands for: its value where that is a count, else its numerator, but never above n."""
    base = rows["n"].astype("float64")
    count = rows["value"].where(is_count(rows["unit"]))
    return count.fillna(rows["numerator"].where(rows["numerator"] <= base)).fillna(base).fillna(0.0)
