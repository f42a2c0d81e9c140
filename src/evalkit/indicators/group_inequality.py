"""How much of income inequality lies between kinds of households, and between the villages of a county."""

from __future__ import annotations

import pandas as pd

from evalkit.indicators import annual, notes, result
from evalkit.indicators import scope as scopes
from evalkit.indicators.design import Design, Estimate, error, interval
from evalkit.indicators.household_income import KEYS
from evalkit.indicators.inequality_groups import Decomposition, entropy_by_group, gini_by_group

MEASURES = {"gini": None, "theil_l": 0, "theil_t": 1}
FEWEST = 2
ONE_GROUP = notes.both("只有一个组，无从比较", "only one group, nothing to compare")
NO_TOTAL = notes.both("收入合计不大于零", "income does not add up to more than zero")
UNKNOWN = "unknown"


def inequality_by_household_type(
    earned: pd.DataFrame, households: pd.DataFrame, scope: pd.DataFrame, *, by: str = "household_type"
) -> pd.DataFrame:
    """Return how much of the inequality of a village lies between kinds of households.

    Parameters
    ----------
    earned : DataFrame
        As from `household_income.household_years`.
    households : DataFrame
        Clean table `households`, for the column `by`.
    scope : DataFrame
        Villages and years to report on.
    by : str
        Column of the household list; a blank household type is an ordinary farm household, other blanks are a group
        `unknown`.

    Returns
    -------
    DataFrame
        Result rows of `inequality_part`, unit `index`, grouped by measure and part: `between`, `within`, and `overlap`
        for the Gini coefficient (incomes of the groups lie across one another). The parts of a measure add up to the
        inequality of the village; n households, super-population limits for `between` and `within`.

    Notes
    -----
    Persons weigh equally. `theil_l` (mean log deviation) and `theil_t` leave households with a zero or negative income
    out and say how many.

    References
    ----------
    Shorrocks (1980), Econometrica 48; Lambert and Aronson (1993), Economic Journal 103.
    """
    kinds = households[[*KEYS, by]].drop_duplicates(KEYS)
    people = _per_head(earned).merge(kinds, on=KEYS, how="left")
    blank = "ordinary" if by == "household_type" else UNKNOWN
    people = people.assign(label=people[by].astype("str").fillna(blank))
    lines, refused = scopes.split(scope, scopes.missing_ledger(scope, income=earned, households=households))
    tables = [scopes.refusals(refused, "inequality_part", "index", refused["note"])]
    for line in lines.itertuples():
        own = people[(people["village"] == line.village) & (people["year"] == line.year)]
        tables.append(_rows(own, "household", {"village": line.village, "period": line.period}, line))
    return result.concat(tables)


def inequality_between_villages(earned: pd.DataFrame, scope: pd.DataFrame) -> pd.DataFrame:
    """Return how much of a county's inequality lies between its villages.

    Parameters
    ----------
    earned : DataFrame
        As from `household_income.household_years`, of all villages of the county that were received.
    scope : DataFrame
        Counties and years, as from `scope.county_years`.

    Returns
    -------
    DataFrame
        Rows as from `inequality_by_household_type`, without a village. The county is the villages whose ledgers were
        received; households, not villages, are seen as drawn.
    """
    people = _per_head(earned)
    people = people.assign(label=people["village"])
    tables = []
    for line in scope.itertuples():
        own = people[(people["county"] == line.county) & (people["year"] == line.year)]
        tables.append(_rows(own, "village", {"period": line.period}, line))
    return result.concat(tables)


def _per_head(earned: pd.DataFrame) -> pd.DataFrame:
    full = annual.usable(earned)
    members = full["members"].astype("int64")
    return full[KEYS].assign(members=members, income=full["net"].astype("float64") / members)


def _rows(own: pd.DataFrame, unit: str, keys: dict, line: tuple) -> pd.DataFrame:
    keys = keys | {"county": line.county, "year": line.year}
    tables = []
    for measure in MEASURES:
        kept = own if measure == "gini" else own[own["income"] > 0]
        reason = _reason(own, kept)
        if reason:
            tables.append(result.refusal("inequality_part", unit="index", reason=reason, group_by="measure",
                                         group=measure, **keys))  # fmt: skip
            continue
        found = _decomposed(measure, kept)
        design, note = Design(kept["members"].to_numpy(float)), _note(len(own) - len(kept), kept, unit)
        parts = {"between": found.between, "within": found.within}
        parts |= {"overlap": found.overlap} if measure == "gini" else {}
        tables += [
            _row(part, estimate, design, note, keys | {"group": f"{measure}/{part}", "n": len(kept)})
            for part, estimate in parts.items()
        ]
    return result.concat(tables)


def _reason(own: pd.DataFrame, kept: pd.DataFrame) -> str:
    if own.empty:
        return annual.NO_HOUSEHOLD
    if not (kept["income"] * kept["members"]).sum() > 0:
        return NO_TOTAL
    return ONE_GROUP if kept["label"].nunique() < FEWEST else ""


def _decomposed(measure: str, kept: pd.DataFrame) -> Decomposition:
    income, group, weight = kept["income"].to_numpy(), kept["label"].to_numpy(), kept["members"].to_numpy(float)
    if measure == "gini":
        return gini_by_group(income, group, weight)
    return entropy_by_group(income, group, weight, MEASURES[measure])


def _row(part: str, found: Estimate, design: Design, note: str, keys: dict) -> pd.DataFrame:
    low, high = interval(found.value, error(found, design)) if part != "overlap" else (float("nan"), float("nan"))
    kind = annual.SUPER if low == low else annual.CENSUS
    limits = {"low": max(low, 0.0), "high": high} if low == low else {}
    return result.row(
        "inequality_part", unit="index", value=found.value,
        group_by="measure/part", note=note, uncertainty=kind, **limits, **keys,
    )  # fmt: skip


def _note(left: int, kept: pd.DataFrame, unit: str) -> str:
    sizes = kept["label"].value_counts()
    zh = {"household": f"{len(sizes)}类农户", "village": f"{len(sizes)}个村"}[unit]
    en = {"household": f"{len(sizes)} kinds of households", "village": f"{len(sizes)} villages"}[unit]
    parts = [notes.both(zh, en)]
    if left:
        parts.append(
            notes.both(f"{left}户收入为零或为负，未计入", f"{left} households with no income above zero left out")
        )
    return notes.joined(parts)
