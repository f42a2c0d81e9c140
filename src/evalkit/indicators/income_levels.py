"""Other levels of income: per equivalent adult, and net of compliant out-of-pocket spending."""

from __future__ import annotations

import numpy as np
import pandas as pd

from evalkit.indicators import annual, notes
from evalkit.indicators.design import ratio
from evalkit.indicators.estimates import per_place, ratios
from evalkit.indicators.household_income import KEYS, PLACE_YEAR

SCALES = ("square_root", "per_head", "oecd_modified")
CHILD_BANDS = ("0-5", "6-15")
PAID, CLAIMED = "out_of_pocket", "claims"
NOT_STATED = notes.both(
    "收入台账没有理赔收入和合规自付支出", "the income ledger states neither claims nor out-of-pocket spending"
)


def income_equivalised(
    earned: pd.DataFrame,
    scope: pd.DataFrame,
    *,
    scale: str = "square_root",
    members: pd.DataFrame | None = None,
    interval: bool = False,
) -> pd.DataFrame:
    """Return the mean over persons of household net income per equivalent adult.

    Parameters
    ----------
    earned : DataFrame
        As from `household_income.household_years`.
    scope : DataFrame
        Villages and years to report on.
    scale : {"square_root", "per_head", "oecd_modified"}
        Household income is divided by the root of the members, by the members, or by 1 + 0.5 for each further adult +
        0.3 for each child.
    members : DataFrame, optional
        Clean table `members`, for `oecd_modified`.
    interval : bool
        Also give the interval for many such villages.

    Returns
    -------
    DataFrame
        Result rows in yuan, the scale as group; n households.

    Raises
    ------
    ValueError
        For a scale that is not known, or `oecd_modified` without members.

    Notes
    -----
    The OECD scale parts at 14 years; ages are known in bands, so a child is a person under 16. Households whose listed
    members with a known age are not as many as the household has are left out and counted in the note.

    References
    ----------
    Hagenaars, de Vos and Zaidi (1994), Poverty Statistics in the Late 1980s (OECD-modified); OECD (2013), Framework for
    Statistics on the Distribution of Household Income, Consumption and Wealth (square root).
    """
    if scale not in SCALES or (scale == "oecd_modified" and members is None):
        raise ValueError(f"scale is one of {', '.join(SCALES)}; oecd_modified needs members: {scale!r}")
    full = annual.usable(earned)
    full = full.assign(members=full["members"].astype(float)).assign(adults=_equivalents(full, scale, members))
    known = full[full["adults"].notna()]
    spread = known.assign(top=known["net"] / known["adults"])
    figures = per_place(spread, lambda own: ratio(own["top"], np.ones(len(own)), own["members"].to_numpy()))
    figures = annual.yuan(figures, "value", "low", "high").assign(group_by="scale", group=scale)
    unknown = full["adults"].isna().groupby([full[key] for key in PLACE_YEAR]).sum().rename("unknown").reset_index()
    figures = figures.merge(unknown, on=PLACE_YEAR, how="outer").assign(group_by="scale", group=scale)
    figures["note"] = pd.Series(
        [_unknown(int(count)) for count in figures["unknown"]], index=figures.index, dtype="str"
    )
    return _rows(scope, earned, figures, "income_equivalised", annual.NO_HOUSEHOLD, interval)


def after_out_of_pocket(earned: pd.DataFrame, income: pd.DataFrame) -> pd.DataFrame:
    """Return household-years with net income plus claims less compliant out-of-pocket spending.

    Parameters
    ----------
    earned : DataFrame
        As from `household_income.household_years`.
    income : DataFrame
        Clean table `income`; its items `claims` and `out_of_pocket`, fen.

    Returns
    -------
    DataFrame
        As `earned`, net changed; `stated` says whether the ledger has either item for the household. A household with
        an unreadable amount of either has the fault `unreadable`.
    """
    own = income[income["item"].isin([PAID, CLAIMED])]
    sign = own["item"].map({CLAIMED: 1, PAID: -1}).astype("Int64")
    parts = own[KEYS].assign(change=own["amount"].astype("Int64") * sign, bad=own["amount"].isna())
    sums = parts.groupby(KEYS, sort=False).agg(change=("change", "sum"), bad=("bad", "any")).reset_index()
    table = earned.merge(sums.astype({key: earned[key].dtype for key in KEYS}), on=KEYS, how="left", sort=False)
    table["stated"] = table["change"].notna()
    table["net"] = table["net"] + table["change"].fillna(0).astype("int64")
    bad = table["bad"].astype("boolean").fillna(False).astype(bool)
    table["fault"] = table["fault"].mask(bad, "unreadable")
    return table.drop(columns=["change", "bad"])


def income_after_out_of_pocket(
    earned: pd.DataFrame, income: pd.DataFrame, scope: pd.DataFrame, *, interval: bool = False
) -> pd.DataFrame:
    """Return (net income + claims - compliant out-of-pocket spending) / members, in yuan.

    Returns
    -------
    DataFrame
        Result rows as from `income.income_per_head`. The note says how many households the ledger states either item
        for; the others count as having none. A village and year where it does for nobody is refused.
    """
    left = after_out_of_pocket(earned, income)
    full = annual.usable(left)
    figures = ratios(full, full["net"], full["members"].astype("int64"))
    figures = stated(annual.yuan(figures, "numerator", "value", "low", "high"), full)
    return _rows(scope, left, figures, "income_after_out_of_pocket", NOT_STATED, interval)


def stated(figures: pd.DataFrame, households: pd.DataFrame) -> pd.DataFrame:
    """Return figures with how many households the ledger states the spending for; none where it does for nobody."""
    counts = households.groupby(PLACE_YEAR)["stated"].sum().reset_index()
    found = figures.merge(counts, on=PLACE_YEAR, how="left")
    none = found["stated"] == 0
    amounts = ["value", "low", "high", "numerator", "denominator"]
    amounts = [name for name in amounts if name in found]
    found[amounts] = found[amounts].astype(float).mask(none)
    found["note"] = pd.Series([_stated_note(int(count)) for count in found["stated"]], index=found.index, dtype="str")
    return found


def _stated_note(count: int) -> str:
    if not count:
        return NOT_STATED
    zh = f"{count}户台账填有理赔收入或合规自付支出，其余按没有计"
    return notes.both(
        zh, f"claims or out-of-pocket spending stated for {count} households, none assumed for the others"
    )


def _equivalents(full: pd.DataFrame, scale: str, members: pd.DataFrame | None) -> pd.Series:
    """Equivalent adults of each household; missing where the ages of its members are not all known."""
    size = full["members"].astype(float)
    if scale != "oecd_modified":
        return size if scale == "per_head" else np.sqrt(size)
    aged = members[members["birth_band"].notna() & (members["birth_band"] != "")]
    parts = aged[KEYS].assign(listed=1, children=aged["birth_band"].isin(CHILD_BANDS).astype(int))
    counts = parts.groupby(KEYS, sort=False).sum().reset_index().astype({key: full[key].dtype for key in KEYS})
    met = full[KEYS].merge(counts, on=KEYS, how="left", sort=False)
    adults = np.maximum(met["listed"] - met["children"], 1)
    children = met["listed"] - adults
    scaled = 1 + 0.5 * (adults - 1) + 0.3 * children
    return pd.Series(scaled.where(met["listed"] == size.to_numpy()).to_numpy(), index=full.index)


def _unknown(count: int) -> str:
    if not count:
        return ""
    zh = f"{count}户成员年龄不全，未计入"
    return notes.both(zh, f"{count} households left out: not the age of every member is known")


def _rows(
    scope: pd.DataFrame, earned: pd.DataFrame, figures: pd.DataFrame, indicator: str, nothing: str, interval: bool
) -> pd.DataFrame:
    kept = figures if interval else figures.drop(columns=["low", "high"])
    kind = annual.SUPER if interval else annual.CENSUS
    return annual.rows(scope, earned, kept, indicator, "yuan", nothing=nothing, uncertainty=kind)
