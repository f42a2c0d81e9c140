"""How unequal net income per head is in each village and year; persons weigh equally, the household is the unit.

Limits are linearised. In simulated villages with log-normal incomes (standard deviation of the logarithm 0.35) those of
Gini, entropy 0, Atkinson, quantile and share ratios and the Lorenz curve hold the truth in 93 to 97 of 100 villages of
250 households and in about 90 of 60 households; with much more unequal incomes in fewer. Those of entropy 2 and of the
Palma ratio, which a few high incomes decide, hold it less often than the others at every size; their notes say so.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd

from evalkit.indicators import annual, notes
from evalkit.indicators import inequality as measures
from evalkit.indicators import inequality_shares as shares
from evalkit.indicators.design import Estimate
from evalkit.indicators.estimates import per_place
from evalkit.indicators.household_income import PLACE_YEAR

FEW, TINY = 150, 30  # below FEW the 95 % limits hold the truth in about 90 % of simulated villages
ALPHAS = (0, 1, 2)
EPSILONS = (0.5, 1, 2)
PERCENTILES = tuple(range(10, 100, 10))
PERCENT = 100
TOO_FEW = notes.both(f"不足{TINY}户，区间不可信", f"fewer than {TINY} households: do not trust the interval")
NARROW = (
    "不足{}户，区间略偏窄（约90%而非95%）",
    "fewer than {} households: the interval is a little too narrow (about 90 % instead of 95 %)",
)
NO_TOTAL = notes.both(
    "收入合计不大于零，或没有可计算的农户", "total income not above zero, or no household to compute from"
)
NO_BOTTOM = notes.both(
    "低收入一端收入不大于零，比值无意义", "the poor end has no income above zero, so the ratio means nothing"
)
TAIL = notes.both("受最高几户收入左右，区间偏窄", "driven by the few highest incomes: the interval is too narrow")

Measure = Callable[[np.ndarray, np.ndarray], Estimate]


def income_gini(earned: pd.DataFrame, scope: pd.DataFrame, *, normalised: str = "none") -> pd.DataFrame:
    """Return the Gini coefficient of net income per head.

    Parameters
    ----------
    earned : DataFrame
        As from `household_income.household_years`.
    scope : DataFrame
        Villages and years to report on.
    normalised : {"none", "raffinetti", "chen"}
        As in `inequality.gini`, for negative incomes.

    Returns
    -------
    DataFrame
        Result rows, unit `index`, n households, logit limits (super-population). Households with a negative income are
        kept and counted in the note: the plain coefficient can then exceed one, and has no limits if it does.

    Examples
    --------
    >>> from evalkit.indicators import scope
    >>> homes = {"county": "990101", "village": "990101100201", "year": 2024, "household": list("abc"), "fault": ""}
    >>> earned = pd.DataFrame(homes | {"net": [100_000, 200_000, 300_000], "members": 1})
    >>> income_gini(earned, scope.years("990101100201", [2024]))["value"].round(4).tolist()
    [0.2222]
    """
    people = _per_head(earned)
    figures = _figures(people, lambda x, w: measures.gini(x, w, normalised=normalised), "logit")
    negative = _count(
        people, people["income"] < 0, "户收入为负，已计入", "households with a negative income counted in"
    )
    return _rows(scope, earned, [_noted(figures, negative)], "income_gini", "index", NO_TOTAL)


def income_ge(earned: pd.DataFrame, scope: pd.DataFrame, *, alphas: Sequence[float] = ALPHAS) -> pd.DataFrame:
    """Return generalised entropy measures of net income per head, grouped by alpha.

    Parameters
    ----------
    alphas : sequence of float
        0 is the mean log deviation (Theil's L), 1 Theil's T, 2 half the squared coefficient of variation.

    Returns
    -------
    DataFrame
        Result rows, unit `index`, log limits (super-population). Incomes for which a measure is not defined are left
        out and counted in the note.
    """
    return _by_parameter(earned, scope, "income_ge", "alpha", alphas, measures.ge, measures.ge_defined, "log")


def income_atkinson(earned: pd.DataFrame, scope: pd.DataFrame, *, epsilons: Sequence[float] = EPSILONS) -> pd.DataFrame:
    """Return Atkinson's measure of net income per head, grouped by the aversion to inequality.

    Returns
    -------
    DataFrame
        As from `income_ge`, with logit limits.
    """
    defined = measures.atkinson_defined
    return _by_parameter(earned, scope, "income_atkinson", "epsilon", epsilons, measures.atkinson, defined, "logit")


def income_palma(earned: pd.DataFrame, scope: pd.DataFrame) -> pd.DataFrame:
    """Return what the richest tenth of persons receives over what the poorest four tenths receive.

    Returns
    -------
    DataFrame
        Result rows, unit `multiple`, log limits (super-population). A household at the boundary is split; no figure
        where the poorest receive nothing or less.
    """
    figures = _noted(_figures(_per_head(earned), shares.palma, "log"), _always(_per_head(earned), TAIL))
    return _rows(scope, earned, [figures], "income_palma", "multiple", NO_BOTTOM)


def income_s80_s20(earned: pd.DataFrame, scope: pd.DataFrame) -> pd.DataFrame:
    """Return what the richest fifth of persons receives over what the poorest fifth receives; see `income_palma`."""
    figures = _figures(_per_head(earned), shares.share_ratio, "log")
    return _rows(scope, earned, [figures], "income_s80_s20", "multiple", NO_BOTTOM)


def income_p90_p10(earned: pd.DataFrame, scope: pd.DataFrame) -> pd.DataFrame:
    """Return the income per head that a tenth exceed over the one that a tenth do not reach; see `income_palma`."""
    figures = _figures(_per_head(earned), shares.quantile_ratio, "log")
    return _rows(scope, earned, [figures], "income_p90_p10", "multiple", NO_BOTTOM)


def income_lorenz(
    earned: pd.DataFrame, scope: pd.DataFrame, *, percentiles: Sequence[int] = PERCENTILES
) -> pd.DataFrame:
    """Return the Lorenz curve: the share of income of the poorest 10, 20, ... 90 % of persons.

    Returns
    -------
    DataFrame
        Result rows, unit `share`, grouped by percentile (`10`), logit limits (super-population), none where the poorest
        have less than nothing together. `n` is about the households in the smaller of the two parts that a percentile
        makes: with the village's total, the share of a few households would tell what these earned.
    """
    people = _per_head(earned)
    tables = [
        _figures(people, lambda x, w, p=p: shares.lorenz(x, w, p / PERCENT), "logit").assign(
            group_by="percentile", group=str(p)
        )
        for p in percentiles
    ]
    rows = _rows(scope, earned, tables, "income_lorenz", "share", NO_TOTAL)
    smaller = [min(int(p), PERCENT - int(p)) if p else 0 for p in rows["group"]]
    return rows.assign(n=rows["n"] * smaller // PERCENT)


def _by_parameter(earned, scope, indicator, name, values, measure, defined, scale) -> pd.DataFrame:
    people, tables = _per_head(earned), []
    for value in values:
        outside = ~defined(people["income"].to_numpy(), value)
        why = ("户收入为零或为负，无定义，未计入", "households with a zero or negative income left out: not defined")
        told = _count(people, outside, *why)
        if name == "alpha" and value > 1:
            told = told.combine(_always(people, TAIL), lambda one, other: notes.joined([one, other]))
        figures = _figures(people, lambda x, w, value=value: measure(x, w, value, undefined="drop"), scale)
        kept = people[~outside].groupby(PLACE_YEAR, sort=True).size().rename("kept").reset_index()
        figures = figures.drop(columns="n").merge(kept.rename(columns={"kept": "n"}), on=PLACE_YEAR, how="left")
        tables.append(_noted(figures, told).assign(group_by=name, group=f"{value:g}"))
    return _rows(scope, earned, tables, indicator, "index", NO_TOTAL)


def _per_head(earned: pd.DataFrame) -> pd.DataFrame:
    full = annual.usable(earned)
    members = full["members"].astype("int64")
    return full[PLACE_YEAR].assign(members=members, income=full["net"].astype("float64") / members)


def _figures(people: pd.DataFrame, measure: Measure, scale: str) -> pd.DataFrame:
    def of(own: pd.DataFrame) -> Estimate:
        return measure(own["income"].to_numpy(), own["members"].to_numpy(dtype=float))

    return per_place(people, of, scale=scale)


def _count(people: pd.DataFrame, which: pd.Series | np.ndarray, zh: str, en: str) -> pd.Series:
    """Say for each village and year how many households are meant; empty where none is."""
    counts = people.assign(met=which).groupby(PLACE_YEAR, sort=True)["met"].sum()
    return counts.map(lambda n: notes.both(f"{n}{zh}", f"{n} {en}") if n else "").astype("str")


def _always(people: pd.DataFrame, note: str) -> pd.Series:
    counts = people.groupby(PLACE_YEAR, sort=True).size()
    return pd.Series(note, index=counts.index, dtype="str")


def _noted(figures: pd.DataFrame, note: pd.Series) -> pd.DataFrame:
    return figures.merge(note.rename("note").reset_index(), on=PLACE_YEAR, how="left")


def _rows(scope, earned, tables, indicator, unit, nothing) -> pd.DataFrame:
    figures = pd.concat(tables, ignore_index=True)
    own = figures["note"] if "note" in figures else pd.Series("", index=figures.index)
    small = [small_note(n) for n in figures["n"].fillna(0)]
    told = [notes.joined(parts) for parts in zip(own.fillna(""), small, strict=True)]
    why = [notes.joined([nothing, note]) for note in own.fillna("")]
    figures["note"] = pd.Series(np.where(figures["value"].notna(), told, why), index=figures.index, dtype="str")
    return annual.rows(scope, earned, figures, indicator, unit, uncertainty=annual.SUPER)


def small_note(households: float, enough: int = FEW) -> str:
    """Return what to say of the limits of so many households; empty where there are enough."""
    if households < TINY:
        return TOO_FEW
    return notes.both(*(text.format(enough) for text in NARROW)) if households < enough else ""
