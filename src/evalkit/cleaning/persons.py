"""What an ID number says about its owner: age band and sex."""

from __future__ import annotations

import numpy as np
import pandas as pd

from evalkit.cleaning.gather import Ledger
from evalkit.cleaning.reasons import NUMBER

BANDS = ((5, "0-5"), (15, "6-15"), (24, "16-24"), (44, "25-44"), (59, "45-59"), (74, "60-74"), (130, "75+"))


def age_band(age: int) -> str | None:
    """Return the band an age falls in, None when nobody has that age.

    Examples
    --------
    >>> age_band(0), age_band(15), age_band(75), age_band(-1)
    ('0-5', '6-15', '75+', None)
    """
    return next((band for last, band in BANDS if 0 <= age <= last), None)


def describe_persons(ledger: Ledger, checked: np.ndarray) -> dict[str, np.ndarray]:
    """Add `birth_band` and complete `sex` from valid ID numbers; return masks by reason.

    Parameters
    ----------
    ledger : Ledger
        A ledger with `person` and `year`.
    checked : ndarray of int
        Reason number of each row's ID number; only sound ones are used.

    Returns
    -------
    dict
        `sex_from_id` and `sex_differs` -> mask of rows.
    """
    sound = np.isin(checked, [NUMBER["ok"], NUMBER["disability_card"]]) & ledger.rows["person"].notna().to_numpy()
    numbers = ledger.rows["person"].where(sound)
    born = pd.to_numeric(numbers.str[6:10]).astype("Int64")
    if any(c.name == "birth_band" for c in ledger.table.columns):
        ages = (ledger.rows["year"].astype("Int64") - born).tolist()
        bands = [None if age is pd.NA else age_band(age) for age in ages]
        ledger.rows["birth_band"] = pd.array(bands, dtype="str")
    if not any(c.name == "sex" for c in ledger.table.columns):
        return {}
    odd = pd.to_numeric(numbers.str[16]) % 2
    told = odd.map({1.0: "male", 0.0: "female"}).astype("str")
    stated = ledger.rows["sex"] if "sex" in ledger.rows else pd.Series(pd.array([None] * len(told), dtype="str"))
    ledger.rows["sex"] = stated.fillna(told)
    filled = (stated.isna() & told.notna()).to_numpy()
    return {"sex_from_id": filled, "sex_differs": (stated.notna() & told.notna() & (stated != told)).to_numpy()}
