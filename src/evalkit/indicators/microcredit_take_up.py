"""How many of the households that policy lets borrow did so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import pandas as pd

from evalkit.indicators import notes
from evalkit.indicators import scope as scopes
from evalkit.indicators.ledger_totals import CENSUS

NAME = "microcredit_take_up"
HOME = ["village", "year", "household"]
ELIGIBLE: Mapping[str, Sequence[str]] = MappingProxyType(
    {"household_type": ("lifted",), "monitored_type": ("unstable", "marginal")}
)
NOBODY = notes.both("名册中没有符合条件的农户", "the household list has no eligible household")
TOTALS = notes.both(
    "贷款台账只有不写农户的合计，无法对应到符合条件的农户",
    "the loan ledger holds only totals without households, which cannot be matched to eligible ones",
)


def microcredit_take_up(
    microcredit: pd.DataFrame,
    households: pd.DataFrame,
    scope: pd.DataFrame,
    *,
    eligible: Mapping[str, Sequence[str]] = ELIGIBLE,
) -> pd.DataFrame:
    """Return the share of eligible households that were lent micro-credit in the year.

    Parameters
    ----------
    microcredit : DataFrame
        Clean table, one line per loan with its `household`.
    households : DataFrame
        Clean table, the list of households of the year.
    scope : DataFrame
        Villages and years to report on.
    eligible : mapping
        Columns of `households` and the codes that make a household eligible; one of them is enough.

    Returns
    -------
    DataFrame
        Result rows, unit `share`; numerator households lent to, denominator and n eligible households. Loans to other
        households, and totals without a household, are left out and counted.

    Notes
    -----
    A household counts once however many loans it took. As the notice words it, loans are for households lifted out of
    poverty and those on the margin (边缘易致贫户); the unstable ones are lifted households. A blank type is an ordinary
    household. Only loans issued in the year count, not those still running, so take-up of a three-year loan reads low.

    References
    ----------
    Notice on micro-credit for people lifted out of poverty (脱贫人口小额信贷).

    Examples
    --------
    >>> homes = pd.DataFrame({"village": "v", "year": 2024, "household": ["a", "b"], "household_type": "lifted"})
    >>> loans = pd.DataFrame({"village": "v", "year": 2024, "household": ["a", "a"]})
    >>> here = scopes.years("v", [2024])
    >>> microcredit_take_up(loans, homes.assign(monitored_type=None), here)["value"].item()
    0.5
    """
    may = pd.concat([households[column].isin(codes) for column, codes in eligible.items()], axis=1).any(axis=1)
    homes = households[may][HOME].drop_duplicates()
    lent = microcredit.dropna(subset=["household"])[HOME].drop_duplicates()
    marked = homes.assign(lent=pd.MultiIndex.from_frame(homes).isin(pd.MultiIndex.from_frame(lent)))
    counts = scopes.within(marked, scope).groupby(scopes.KEYS, sort=False)["lent"].agg(numerator="sum", n="size")
    others = scopes.within(lent, scope).groupby(scopes.KEYS).size().rename("borrowers")
    totals = scopes.within(microcredit[microcredit["household"].isna()][["village", "year"]], scope)
    totals = totals.groupby(scopes.KEYS).size().rename("totals")
    rows = counts.join([others, totals]).fillna({"borrowers": 0, "totals": 0}).reset_index()
    missing = scopes.missing_ledger(scope, households=households, microcredit=microcredit)
    ready, _ = scopes.split(scope, missing)
    rows = rows.merge(ready[scopes.KEYS], on=scopes.KEYS)
    only_totals = (rows["totals"] > 0) & (rows["borrowers"] == 0)
    rows["value"] = (rows["numerator"] / rows["n"]).mask(only_totals)
    rows["numerator"] = rows["numerator"].astype("float64").mask(only_totals)
    rows = rows.assign(denominator=rows["n"].astype("float64"))
    rows["note"] = [TOTALS if none else _note(row) for none, row in zip(only_totals, rows.itertuples(), strict=True)]
    why = missing.where(missing != "", NOBODY)
    return scopes.with_refusals(rows, scope, NAME, "share", why, uncertainty=CENSUS)


def _note(row: tuple) -> str:
    counts = (
        (
            row.borrowers - row.numerator,
            "户借款农户不在符合条件之列，未计入",
            "borrowing households not eligible left out",
        ),
        (row.totals, "行贷款没有写农户，未计入", "lines of loans without a household left out"),
    )
    return notes.joined(notes.both(f"{n:.0f}{zh}", f"{n:.0f} {en}") for n, zh, en in counts if n)
