"""What assistance built: which kind of assets, whether they are used, what they earn and who gets it."""

from __future__ import annotations

import pandas as pd

from evalkit.indicators import notes
from evalkit.indicators.ledger_totals import total_rows

BOTH = ("numerator", "denominator")
NOTHING = notes.both("该年没有写明所需数字的资产", "no asset with the needed values in this year")
NO_INCOME = notes.both("村情表没有写村级集体经济收入", "the village sheet states no collective income")
TWICE = notes.both("同一户受益于多项资产时重复计数", "a household that benefits from two assets counts twice")


def asset_value(assets: pd.DataFrame, scope: pd.DataFrame, *, by: str = "asset_class") -> pd.DataFrame:
    """Return the original value of assets in yuan by class (operating, public, household) or by `use_status`.

    Returns
    -------
    DataFrame
        Result rows; `n` counts the assets, so the split by number can be read from the same rows.
    """
    parts = {"top": assets["original_value"], "money": ("numerator",), "by": by, "nothing": NOTHING}
    needs = ("original_value",)
    return total_rows(assets, scope, "asset_value", "yuan", table="assets", needs=needs, **parts)


def asset_idle_share(assets: pd.DataFrame, scope: pd.DataFrame) -> pd.DataFrame:
    """Return the part of the original value that lies idle or is damaged; low use is not idle."""
    return _used(assets, scope, "asset_idle_share", ("idle", "damaged"))


def asset_low_use_share(assets: pd.DataFrame, scope: pd.DataFrame) -> pd.DataFrame:
    """Return the part of the original value that is in low use."""
    return _used(assets, scope, "asset_low_use_share", ("low",))


def asset_return(assets: pd.DataFrame, scope: pd.DataFrame) -> pd.DataFrame:
    """Return the year's income of operating assets per yuan of their original value.

    Examples
    --------
    >>> from evalkit.indicators import scope
    >>> kinds = {"asset_class": ["operating", "public"], "original_value": [1000, 9000], "annual_income": [50, 0]}
    >>> asset_return(pd.DataFrame({"village": "v", "year": 2024} | kinds), scope.years("v", [2024]))["value"].item()
    0.05
    """
    kind = assets["asset_class"]
    own = assets[(kind == "operating") | kind.isna()]
    # An asset without a class may be an operating one: it stays in sight, to be counted as left out.
    parts = {"top": own["annual_income"].where(own["asset_class"].notna()), "bottom": own["original_value"]}
    texts = {"nothing": NOTHING, "needs": ("asset_class", "annual_income", "original_value")}
    unit = "yuan per yuan of value"
    return total_rows(own, scope, "asset_return", unit, table="assets", money=BOTH, **parts, **texts)


def asset_distribution(assets: pd.DataFrame, scope: pd.DataFrame) -> pd.DataFrame:
    """Return the part of the assets' income in the year that was distributed."""
    parts = {"top": assets["distributed"], "bottom": assets["annual_income"], "money": BOTH, "nothing": NOTHING}
    needs = ("distributed", "annual_income")
    return total_rows(assets, scope, "asset_distribution", "share", table="assets", needs=needs, **parts)


def households_per_asset(assets: pd.DataFrame, scope: pd.DataFrame) -> pd.DataFrame:
    """Return beneficiary households per asset, over assets that state them."""
    one = pd.Series(1, index=assets.index)
    parts = {"top": assets["beneficiary_households"], "bottom": one, "note": TWICE, "nothing": NOTHING}
    name, unit, needs = "households_per_asset", "household per asset", ("beneficiary_households",)
    return total_rows(assets, scope, name, unit, table="assets", needs=needs, **parts)


def collective_income(villages: pd.DataFrame, scope: pd.DataFrame) -> pd.DataFrame:
    """Return the collective income that the village sheet states, in yuan."""
    own = villages.drop_duplicates(["village", "year", "collective_income"])
    parts = {"top": own["collective_income"], "money": ("numerator",), "nothing": NO_INCOME}
    needs = ("collective_income",)
    return total_rows(own, scope, "collective_income", "yuan", table="villages", needs=needs, **parts)


def _used(assets: pd.DataFrame, scope: pd.DataFrame, indicator: str, states: tuple[str, ...]) -> pd.DataFrame:
    known = assets["original_value"].where(assets["use_status"].notna())
    parts = {"top": known.where(assets["use_status"].isin(states), 0), "bottom": known, "money": BOTH}
    texts = {"nothing": NOTHING, "needs": ("original_value", "use_status")}
    return total_rows(assets, scope, indicator, "share of value", table="assets", **parts, **texts)
