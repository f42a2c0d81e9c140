"""Who gets the benefits of programmes: the poorest's share over their number, the curve, the concentration index."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from evalkit.indicators import benefit_concentration as concentration
from evalkit.indicators import notes, programme_rows
from evalkit.indicators.design import Estimate
from evalkit.indicators.household_benefits import BEFORE, household_benefits, said

DECILES = tuple(range(10, 100, 10))
NO_AMOUNT = notes.both("台账没有写金额", "the ledger gives no amount")


def targeting_ratio(
    assistance: pd.DataFrame, earned: pd.DataFrame, scope: pd.DataFrame, *, poorest: int = 20, income: str = BEFORE
) -> pd.DataFrame:
    """Return the poorest persons' share of each programme's benefits over their share of persons.

    Parameters
    ----------
    poorest : int
        Percent of persons that count as the poorest; 20 and 40 are usual.

    Returns
    -------
    DataFrame
        Result rows `targeting_ratio`, unit `multiple`, by `poorest_percent/programme`: 1 when benefits are spread
        evenly, above 1 when they favour the poorest. Limits on the logarithmic scale; `n` is the households helped.

    References
    ----------
    Coady, Grosh and Hoddinott (2004), Targeting of Transfers in Developing Countries, World Bank.
    """
    part = poorest / 100

    def measure(own: pd.DataFrame) -> Estimate:
        return concentration.poorest_share(*_ranked(own), part).times(1 / part)

    figures = _priced(assistance, earned, income, measure, "log")
    figures = figures.assign(group_by="poorest_percent/programme", group=f"{poorest}/" + figures["group"])
    return programme_rows.rows(scope, earned, figures, "targeting_ratio", "multiple", assistance=assistance)


def concentration_index(
    assistance: pd.DataFrame, earned: pd.DataFrame, scope: pd.DataFrame, *, income: str = BEFORE
) -> pd.DataFrame:
    """Return the concentration index of each programme's benefits: below zero when they favour the poor.

    Returns
    -------
    DataFrame
        Result rows `benefit_concentration`, unit `index (-1 to 1)`, by `programme`.
    """
    figures = _priced(
        assistance, earned, income, lambda own: concentration.concentration_index(*_ranked(own)), "identity"
    )
    figures = figures.assign(group_by="programme")
    return programme_rows.rows(
        scope, earned, figures, "benefit_concentration", "index (-1 to 1)", assistance=assistance
    )


def concentration_curve(
    assistance: pd.DataFrame, earned: pd.DataFrame, scope: pd.DataFrame, *, income: str = BEFORE
) -> pd.DataFrame:
    """Return the points of each programme's concentration curve at every tenth of persons, for a figure.

    Returns
    -------
    DataFrame
        Result rows `benefit_curve`, unit `share` of the benefits, by `programme/poorest_percent`.
    """
    tables = []
    for percent in DECILES:
        figures = _priced(
            assistance, earned, income,
            lambda own, part=percent / 100: concentration.poorest_share(*_ranked(own), part), "logit",
        )  # fmt: skip
        tables.append(figures.assign(group_by="programme/poorest_percent", group=figures["group"] + f"/{percent}"))
    whole = pd.concat(tables, ignore_index=True)
    return programme_rows.rows(scope, earned, whole, "benefit_curve", "share", assistance=assistance)


def _ranked(own: pd.DataFrame) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    members = own["members"].to_numpy(dtype=float)
    return own["net"].to_numpy(dtype=float) / members, own["amount"].to_numpy(dtype=float) / members, members


def _priced(
    assistance: pd.DataFrame, earned: pd.DataFrame, income: str, measure: Callable[[pd.DataFrame], Estimate], scale: str
) -> pd.DataFrame:
    homes = household_benefits(assistance, earned, income=income)
    notes_of = said(assistance, homes, income)
    return programme_rows.figures(homes, notes_of, measure, behind="helped", nothing=NO_AMOUNT, scale=scale)
