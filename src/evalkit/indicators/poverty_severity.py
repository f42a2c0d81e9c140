"""How deep poverty is and how unequally it is spread: the Watts, Sen and Sen-Shorrocks-Thon indices at the line."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from evalkit.indicators import notes
from evalkit.indicators import poverty_line as line
from evalkit.indicators.household_income import PLACE_YEAR
from evalkit.indicators.poverty_measures import sen, sen_shorrocks_thon, watts

FLOOR = 0.1
UNIT = "index"


def watts_index(
    earned: pd.DataFrame,
    scope: pd.DataFrame,
    *,
    floor: float = FLOOR,
    interval: bool = False,
    params: Path | None = None,
) -> pd.DataFrame:
    """Return the Watts index: the mean of log(line / income) of those below the line, zero for the others.

    Parameters
    ----------
    earned : DataFrame
        As from `household_income.household_years`.
    scope : DataFrame
        Villages and years to report on.
    floor : float
        Share of the line, above 0 and below 1, that lower incomes (zero and negative ones too) count as; how many
        households that changed is in the note.
    interval : bool
        Also give the interval for many such villages.
    params : Path, optional
        Folder of the policy values.

    Returns
    -------
    DataFrame
        Result rows, unit `index`, n households, persons weighted.

    Raises
    ------
    ValueError
        For a floor that is not between 0 and 1.

    References
    ----------
    Watts (1968); Zheng (1993), Economics Letters 42.
    """
    if not 0 < floor < 1:
        raise ValueError(f"the floor is a share of the line between 0 and 1, not {floor}")
    met, on_line = line.beside_line(earned, scope, params)
    found = line.figures(met, lambda x, w: watts(x, 1, w, floor=floor))
    raised = met[met["relative"] < floor].groupby(PLACE_YEAR).size().rename("raised").reset_index()
    found = found.merge(raised, on=PLACE_YEAR, how="left").fillna({"raised": 0})
    found["note"] = pd.Series([_raised(int(count), floor) for count in found["raised"]], index=found.index, dtype="str")
    return line.rows(scope, earned, found, on_line, "watts_index", UNIT, interval=interval)


def sen_index(
    earned: pd.DataFrame,
    scope: pd.DataFrame,
    *,
    convention: str = "replication",
    interval: bool = False,
    params: Path | None = None,
) -> pd.DataFrame:
    """Return Sen's index: headcount, gap and the inequality among the poor in one.

    Parameters
    ----------
    convention : {"replication", "sen1976"}
        As in `poverty_measures.sen`.

    Returns
    -------
    DataFrame
        As from `watts_index`; negative incomes count with their full distance.

    References
    ----------
    Sen (1976), Econometrica 44.
    """
    met, on_line = line.beside_line(earned, scope, params)
    found = line.figures(met, lambda x, w: sen(x, 1, w, convention=convention))
    return line.rows(scope, earned, found, on_line, "sen_index", UNIT, interval=interval)


def sst_index(
    earned: pd.DataFrame,
    scope: pd.DataFrame,
    *,
    convention: str = "shorrocks",
    interval: bool = False,
    params: Path | None = None,
) -> pd.DataFrame:
    """Return the Sen-Shorrocks-Thon index: the gap times one plus the Gini of everybody's gaps.

    Parameters
    ----------
    convention : {"shorrocks", "thon"}
        As in `poverty_measures.sen_shorrocks_thon`.

    Returns
    -------
    DataFrame
        As from `sen_index`.

    References
    ----------
    Shorrocks (1995), Econometrica 63.
    """
    met, on_line = line.beside_line(earned, scope, params)
    found = line.figures(met, lambda x, w: sen_shorrocks_thon(x, 1, w, convention=convention))
    return line.rows(scope, earned, found, on_line, "sst_index", UNIT, interval=interval)


def _raised(count: int, floor: float) -> str:
    if not count:
        return ""
    zh = f"{count}户收入低于监测线的{floor:.0%}（含零和负数），按该值计"
    return notes.both(zh, f"{count} households under {floor:.0%} of the line (zero and negative too) counted as that")
