"""How concentrated amounts are over kinds: Herfindahl-Hirschman, Simpson and Shannon."""

from __future__ import annotations

import numpy as np
import pandas as pd


def by_group(amounts: pd.DataFrame, keys: list[str], kind: str, amount: str) -> pd.DataFrame:
    """Return concentration measures of an amount over kinds in each group.

    Parameters
    ----------
    amounts : DataFrame
        The keys, the kind and the amount; several lines of one kind are added. Kinds without a positive amount have no
        share.
    keys : list of str
        Columns that name the groups.
    kind, amount : str
        Names of the columns.

    Returns
    -------
    DataFrame
        By group: hhi (sum of squared shares, 1/k for k equal kinds to 1 for a single one), hhi_normalised
        ((hhi - 1/k) / (1 - 1/k), 0 to 1, nan for a single kind), equivalent (1/hhi, how many equal kinds would be as
        concentrated), simpson (1 - hhi, the chance that two yuan drawn with replacement are of different kinds),
        shannon (natural logarithm, 0 to ln k), top (largest amount), total, kinds (how many have a share).

    References
    ----------
    Shannon diversity of household and village income: ChinaXiv 202001.00051; HHI as in the R package REAT (herf).

    Examples
    --------
    >>> sales = pd.DataFrame({"village": "v", "buyer": list("abcd"), "fen": [20, 50, 20, 10]})
    >>> round(by_group(sales, ["village"], "buyer", "fen")["hhi"].item(), 2)
    0.34
    """
    known = amounts.dropna(subset=[kind, amount])
    sums = known.groupby([*keys, kind], sort=False, observed=True)[amount].sum().rename("amount").reset_index()
    sums = sums[sums["amount"] > 0]
    sums["total"] = sums.groupby(keys, sort=False)["amount"].transform("sum")
    share = sums["amount"].astype("float64") / sums["total"].astype("float64")
    sums = sums.assign(square=share**2, entropy=-share * np.log(share))
    found = sums.groupby(keys, sort=False).agg(
        hhi=("square", "sum"),
        shannon=("entropy", "sum"),
        top=("amount", "max"),
        total=("amount", "sum"),
        kinds=("amount", "size"),
    )
    even = 1 / found["kinds"]
    normalised = ((found["hhi"] - even) / (1 - even)).where(found["kinds"] > 1)
    found = found.assign(hhi_normalised=normalised, equivalent=1 / found["hhi"], simpson=1 - found["hhi"])
    return found.reset_index()
