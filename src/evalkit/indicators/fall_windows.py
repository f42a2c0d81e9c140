"""Income of the last 12 months at every step of a ledger, and below or not below the line without the noise."""

from __future__ import annotations

import numpy as np
import pandas as pd

SIGN = {"wage": 1, "business": 1, "property": 1, "transfer": 1, "business_cost": -1}
OWNER = ["village", "household"]
WINDOW = 12
WINDOWS = ("even", "whole")
PER_MILLE = 1000


def months(income: pd.DataFrame, windows: str = "whole") -> pd.DataFrame:
    """Return one row per household and covered month.

    Parameters
    ----------
    income : DataFrame
        Clean table `income`; amounts in fen.
    windows : {"even", "whole"}
        Where a window may begin and end: `even` at the ends of the finest amounts of the year, coarser ones counted
        evenly over their months; `whole` only where no amount of this year or the last is cut in two.

    Returns
    -------
    DataFrame
        county, village, household, year, month (running number), twelfths (net amount in twelfths of a fen), unreadable
        (boolean), step (months between windows).
    """
    if windows not in WINDOWS:
        raise ValueError(f"windows: expected one of {WINDOWS}, got {windows}")
    counted = income[income["source"].isin(SIGN)]
    repeat = counted["months"].to_numpy()
    spread = counted.loc[counted.index.repeat(repeat), ["county", *OWNER, "year"]].reset_index(drop=True)
    offset = np.arange(len(spread)) - np.repeat(repeat.cumsum() - repeat, repeat)
    spread["month"] = spread["year"] * 12 + np.repeat(counted["month"].to_numpy() - 1, repeat) + offset
    amounts = counted["amount"].fillna(0).astype("int64") * counted["source"].map(SIGN).astype("int64")
    spread["twelfths"] = np.repeat(amounts.to_numpy() * (WINDOW // repeat), repeat)
    spread["unreadable"] = np.repeat(counted["amount"].isna().to_numpy(), repeat)
    spread["step"] = np.repeat(repeat, repeat)
    found = spread.groupby(["county", *OWNER, "year", "month"], sort=False)
    coarse = "max" if windows == "whole" else "min"
    found = found.agg(twelfths=("twelfths", "sum"), unreadable=("unreadable", "any"), step=("step", coarse))
    found = found.reset_index()
    found["step"] = found.groupby([*OWNER, "year"], sort=False)["step"].transform(coarse)
    return _with_last_year(found) if windows == "whole" else found


def _with_last_year(found: pd.DataFrame) -> pd.DataFrame:
    # A window inside a year also begins inside the year before, and must not cut its amounts either.
    before = found[[*OWNER, "year", "step"]].drop_duplicates([*OWNER, "year"])
    before = before.assign(year=before["year"] + 1).rename(columns={"step": "earlier"})
    both = found.merge(before, on=[*OWNER, "year"], how="left")
    both["step"] = both[["step", "earlier"]].max(axis=1).astype("int64")
    return both.drop(columns="earlier")


def sums(months: pd.DataFrame) -> pd.DataFrame:
    """Return the sums over 12 months, kept at the ends of steps; missing where a month, its amount or its line is.

    Parameters
    ----------
    months : DataFrame
        As from `months`, with the monitoring line in `fen`.
    """
    number = months.groupby(OWNER, sort=False).ngroup()
    ordered = months.assign(number=number).sort_values(["number", "month"], kind="stable", ignore_index=True)
    start = ordered[["number", "month"]].shift(WINDOW - 1)
    complete = (start["number"] == ordered["number"]) & (ordered["month"] - start["month"] == WINDOW - 1)
    complete &= _last_window(ordered["unreadable"].astype("int64")) == 0
    complete &= _last_window(ordered["fen"].isna().astype("int64")) == 0
    ordered["line"] = _last_window(ordered["fen"].fillna(0).astype("int64")).astype("Int64")
    ordered["twelfths"] = _last_window(ordered["twelfths"]).astype("Int64").where(complete)
    return ordered[(ordered["month"] + 1) % ordered["step"] == 0]


def below(steps: pd.DataFrame, margin: float = 0.0, consecutive: int = 1) -> pd.DataFrame:
    """Return the steps with `below`: whether income was below the line, clearly and for long enough.

    Parameters
    ----------
    steps : DataFrame
        village, household, month (in order within a household), step, twelfths, line, members.
    margin : float
        Share of the line, to a thousandth. Within it on either side a household stays where it last clearly was: it
        must come down from the line plus the margin to the line less the margin.
    consecutive : int
        Months that it must stay below; a shorter spell is no spell.

    Returns
    -------
    DataFrame
        `below` is missing until income was clear of the margin once. A spell that the end of the ledger leaves too
        short to tell is not judged: its steps are left out.
    """
    if not 0 <= margin < 1 or consecutive < 1:
        raise ValueError(f"expected 0 <= margin < 1 and consecutive >= 1, got {margin}, {consecutive}")
    width = round(margin * PER_MILLE)
    need = steps["line"] * steps["members"]
    under = steps["twelfths"] * PER_MILLE < need * (PER_MILLE - width)
    clear = under | (steps["twelfths"] * PER_MILLE >= need * (PER_MILLE + width))
    state = under.astype("boolean").where(clear.astype("boolean"))
    steps = steps.assign(below=state.groupby([steps[key] for key in OWNER], sort=False).ffill())
    return steps if consecutive == 1 else _held(steps, consecutive)


def _held(steps: pd.DataFrame, consecutive: int) -> pd.DataFrame:
    """Take spells below the line that are too short for what they are."""
    owner = steps.groupby(OWNER, sort=False).ngroup()
    low = steps["below"].fillna(False).astype(bool)
    spell = ((low != low.shift()) | (owner != owner.shift())).cumsum()
    own = steps.assign(owner=owner, spell=spell).groupby("spell", sort=False)
    covers = own["month"].transform("last") - own["month"].transform("first") + own["step"].transform("first")
    last_spell = spell == spell.groupby(owner).transform("last")
    short = low & (covers < consecutive)
    kept = steps.assign(below=steps["below"].mask(short, False))
    return kept[~(short & last_spell)]


def _last_window(numbers: pd.Series) -> pd.Series:
    # Whole numbers stay whole: rolling().sum() would go through floats.
    running = numbers.cumsum()
    return running - running.shift(WINDOW, fill_value=0)
