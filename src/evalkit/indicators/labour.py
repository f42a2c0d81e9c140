"""Work of those who can work, and the causes outside a household's will that keep others from it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from evalkit.indicators import annual, notes, omissions
from evalkit.indicators import scope as scopes
from evalkit.indicators.estimates import ratios
from evalkit.indicators.household_income import KEYS, PLACE_YEAR

WORKING_CAPABLE = ("ordinary", "skilled", "weak")
PROXY = notes.both(
    "替代指标：年龄、残疾和政策变化也会影响它，不等于动力强弱",
    "a proxy: age, disability and policy move it without any change of drive",
)
COLUMNS = {
    "birth_band": ("年龄段", "age band"),
    "health": ("健康状况", "health"),
    "labour": ("劳动能力", "labour capacity"),
}
REPEATS = ("{n}行重复登记的家庭成员，未计入", "{n} rows that repeat a person left out")
UNKNOWN_MONTHS = ("{n}名劳动力务工月数不明，未计入", "{n} persons without known months left out")
NO_MONTHS = notes.both("没有务工月数已知的劳动力", "no member who can work with a known number of months")


def labour_use(members: pd.DataFrame, scope: pd.DataFrame, *, interval: bool = False) -> pd.DataFrame:
    """Return the share of labour-months that members who can work really worked away or for pay.

    Parameters
    ----------
    members : DataFrame
        Clean table `members`: `labour`, `work_months` (0..12).
    interval : bool
        Also give the super-population interval, households independent.

    Returns
    -------
    DataFrame
        Result rows, unit `share`; numerator months worked, denominator labour-months, n persons.

    Notes
    -----
    Working-capable: ordinary, skilled, weak or half labour. Persons whose labour is not known, or whose months are
    missing or outside 0..12, are left out and counted; a person listed twice in a year counts once. Work on the own
    farm is not in the ledger's months, so farming villages look idle. The limits are symmetric for the logarithm of the
    odds; there are none where nobody or everybody worked all months.

    Examples
    --------
    >>> here = {"county": "990101", "village": "990101100201", "year": 2024, "household": "a"}
    >>> people = pd.DataFrame([here | {"person": m, "labour": "skilled", "work_months": m} for m in (12.0, 3.0)])
    >>> labour_use(people, scopes.years("990101100201", [2024]))["value"].tolist()
    [0.625]
    """
    own, repeats = _once(members, members["labour"].notna() & _told(members))
    able = capable(own)
    known = able[_told(able)]
    homes = known.groupby(KEYS, sort=False)["work_months"].agg(months="sum", persons="size").reset_index()
    figures = ratios(homes, homes["months"].astype("float64"), homes["persons"] * 12, scale="logit")
    figures = figures.set_index(PLACE_YEAR)
    figures["n"] = homes.groupby(PLACE_YEAR)["persons"].sum()
    figures = figures if interval else figures.drop(columns=["low", "high"])
    ready, refused = scopes.split(scope, scopes.missing_ledger(scope, members=members))
    rows = ready.merge(figures.reset_index(), on=PLACE_YEAR, how="left").fillna({"n": 0})
    rows["note"] = (rows["n"] > 0).map({True: PROXY, False: NO_MONTHS})
    unknown = own[own["labour"].isna()]
    rows = omissions.noted(rows, ready, able[~_told(able)], *UNKNOWN_MONTHS)
    rows = omissions.noted(rows, ready, unknown, *_unknown("labour"))
    rows = omissions.noted(rows, ready, repeats, *REPEATS)
    kind = annual.SUPER if interval else annual.CENSUS
    table = scopes.table(rows, "labour_use", "share", uncertainty=kind)
    return pd.concat([table, scopes.refusals(refused, "labour_use", "share", refused["note"])], ignore_index=True)


def outside_cause_share(members: pd.DataFrame, scope: pd.DataFrame) -> pd.DataFrame:
    """Return the shares of members whom age, illness or disability keeps from working: causes outside own drive.

    Parameters
    ----------
    members : DataFrame
        Clean table `members`: `birth_band`, `health`, `labour`.

    Returns
    -------
    DataFrame
        Result rows, unit `share` of members with a known answer, grouped by cause: aged_60_up, disabled, ill (chronic
        or serious), no_labour. To be read beside every proxy of drive. Members without an answer are left out and
        counted; a person listed twice in a year counts once.
    """
    causes = {
        "aged_60_up": ("birth_band", ("60-74", "75+")),
        "disabled": ("health", ("disabled",)),
        "ill": ("health", ("chronic", "serious")),
        "no_labour": ("labour", ("lost", "none")),
    }
    ready, refused = scopes.split(scope, scopes.missing_ledger(scope, members=members))
    tables = [scopes.refusals(refused, "outside_cause_share", "share", refused["note"])]
    for cause, (column, codes) in causes.items():
        own, repeats = _once(members, members[column].notna())
        known = own[own[column].notna()]
        so = known[column].isin(codes).astype("int64")
        figures = ratios(known, so, so * 0 + 1).drop(columns=["low", "high"])
        rows = ready.merge(figures, on=PLACE_YEAR, how="left").fillna({"n": 0})
        absent = notes.both(f"家庭成员台账没有写{COLUMNS[column][0]}", f"the members ledger has no {column}")
        rows["note"] = rows["value"].isna().map({True: absent, False: ""})
        blank = own[own[column].isna()].merge(figures[PLACE_YEAR], on=PLACE_YEAR)
        rows = omissions.noted(rows, ready, blank, *_unknown(column))
        rows = omissions.noted(rows, ready, repeats, *REPEATS)
        constants = {"group_by": "outside_cause", "group": cause, "uncertainty": annual.CENSUS}
        tables.append(scopes.table(rows, "outside_cause_share", "share", **constants))
    return pd.concat(tables, ignore_index=True)


def capable(members: pd.DataFrame) -> pd.DataFrame:
    """Return the members who can work: ordinary, skilled, weak or half labour."""
    return members[members["labour"].isin(WORKING_CAPABLE)]


def left_out(zh: str, en: str, number: float) -> str:
    """Return the note on how many of something were left out; empty for none."""
    return notes.both(f"{number:.0f}{zh}，未计入", f"{number:.0f} {en} left out") if number else ""


def _unknown(column: str) -> tuple[str, str]:
    zh, en = COLUMNS[column]
    return f"{{n}}名家庭成员{zh}不明，未计入", f"{{n}} members of unknown {en} left out"


def _told(members: pd.DataFrame) -> pd.Series:
    return members["work_months"].between(0, 12).fillna(False).astype(bool)


def _once(members: pd.DataFrame, complete: pd.Series) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Each person of a household and year once, the first complete row if there is one; and the rows that repeat."""
    if not members.duplicated(["year", "person"]).any():
        return members, members.iloc[:0]
    first = members.iloc[np.argsort(~complete.to_numpy(dtype=bool), kind="stable")]
    repeated = first.duplicated([*KEYS, "person"]) & first["person"].notna()
    return first[~repeated], first[repeated]
