"""The only way from the restricted zone to the release zone for result rows."""

from __future__ import annotations

import re

import pandas as pd

from evalkit.indicators import result
from evalkit.privacy import suppress
from evalkit.privacy.profile import Profile, load

FIGURES = ["value", "low", "high", "numerator", "denominator"]
SMALL_NUMBER = re.compile(
    r"(?<![\d.,])(\d{1,3})(?= ?(?:of \d+ )?(?:[a-z-]+ )?(?:households?|persons?|people|members?|pupils?|students?)\b"
    r"|(?:个|名)?(?:户|人|名|家))"
)


def release(rows: pd.DataFrame, profile: Profile | None = None) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Take out of a result table what would tell about few households or persons.

    Parameters
    ----------
    rows : DataFrame
        Result rows of everything that is released together: a total in one table and its parts in another protect
        nothing.
    profile : Profile, optional
        The rules; those in force in `params/disclosure.yaml` when omitted.

    Returns
    -------
    released : DataFrame
        The same rows; withheld ones keep their keys, lose every number, and say `withheld: ...` in `note`.
    audit : DataFrame
        village, year, indicator, reason, rows: how many rows were withheld and why. It belongs to the restricted zone,
        since a reason such as `small remainder` tells more than its row may.

    Examples
    --------
    >>> row = result.row("households_below_line", unit="household", value=3.0, n=40, year=2024)
    >>> released, audit = release(row, Profile("ten"))
    >>> released["note"].item()
    'withheld: fewer than 10, or needed to protect such a figure'
    """
    profile = profile or load()
    rows = result.validate(rows).reset_index(drop=True)
    reasons = suppress.secondary(rows, suppress.primary(rows, profile), profile)
    hidden = reasons != ""
    released = _rounded(rows, profile) if profile.round_to > 1 else rows.copy()
    released.loc[hidden, FIGURES] = float("nan")
    released.loc[hidden, "n"] = pd.NA
    released.loc[hidden, "uncertainty"] = ""
    released.loc[hidden, "note"] = profile.note
    released = _without_small_numbers(released, hidden, profile)
    keys = ["village", "year", "indicator", "reason"]
    audit = rows.assign(reason=reasons)[hidden].groupby(keys, sort=True).size().rename("rows").reset_index()
    return result.validate(released), audit


def _without_small_numbers(rows: pd.DataFrame, hidden: pd.Series, profile: Profile) -> pd.DataFrame:
    """Take small bases and counts of households or persons out of refusals, and small counts out of notes."""
    own = ~hidden & ~rows["published"]
    refused = own & rows["value"].isna()
    small = refused & rows["n"].fillna(0).between(1, profile.threshold - 1)
    rows.loc[small, "n"] = pd.NA
    rows.loc[refused, FIGURES] = float("nan")
    rows.loc[own, "note"] = rows.loc[own, "note"].map(lambda note: _vague(note, profile.threshold))
    return rows


def _vague(note: str, threshold: int) -> str:
    return SMALL_NUMBER.sub(
        lambda found: f"<{threshold}" if 0 < int(found.group(1)) < threshold else found.group(0), note
    )


def _rounded(rows: pd.DataFrame, profile: Profile) -> pd.DataFrame:
    """Round counts to multiples of `round_to` and make shares again from their rounded parts."""
    step = profile.round_to
    own = ~rows["published"] & ~suppress.is_village_fact(rows, profile)
    counts = own & suppress.is_count(rows["unit"])
    shares = own & rows["unit"].str.startswith("share") & rows["denominator"].notna()
    rows = rows.copy()
    rows.loc[counts, "value"] = (rows.loc[counts, "value"] / step).round() * step
    for name in ("numerator", "denominator"):
        rows.loc[counts | shares, name] = (rows.loc[counts | shares, name] / step).round() * step
    rows.loc[own, "n"] = ((rows.loc[own, "n"].astype("float64") / step).round() * step).astype("Int64")
    rows.loc[shares, "value"] = rows.loc[shares, "numerator"] / rows.loc[shares, "denominator"]
    rows.loc[counts | shares, ["low", "high"]] = float("nan")
    return rows
