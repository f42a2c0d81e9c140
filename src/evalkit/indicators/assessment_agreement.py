"""Whether ledger review, interviews and site checks judge the same work alike."""

from __future__ import annotations

import pandas as pd

from evalkit.indicators import agreement, notes, result
from evalkit.indicators import scope as scopes

FULL_MARKS = 100
FEWEST = 5
FEWEST_METHODS = 2
TARGET = ["village", "event_year", "person", "subject", "period_scored", "dimension"]
ONE_METHOD = notes.both("没有被两种以上方式都考核过的对象", "nothing was scored by two or more methods")
FLAT = notes.both("得分没有差别，无法计算", "the scores do not differ")
ICC, W = "assessment_icc", "assessment_kendall_w"
UNITS = {ICC: "index", W: "index (0 to 1)"}


def assessment_agreement(
    assessments: pd.DataFrame, scope: pd.DataFrame, *, form: str = "2,1", by: str = "village", fewest: int = FEWEST
) -> pd.DataFrame:
    """Return how far the methods of assessment agree on what all of them scored.

    Parameters
    ----------
    assessments : DataFrame
        village, year, person, subject, period, dimension, method, score, full_marks.
    scope : DataFrame
        Villages and spans of years.
    form : str
        Of the intraclass correlation, as in `agreement.icc`.
    by : {"village", "county"}
        `county` takes the villages of the scope in one county and span together.
    fewest : int
        Fewest scored things (one body or person in one period and dimension) that give a figure.

    Returns
    -------
    DataFrame
        Two result rows per line: `assessment_icc`, grouped by the form, with 95 % limits (super-population), and
        `assessment_kendall_w`. Numerator and denominator are the things that every method scored and all things scored;
        `n` is the former, or the persons behind them where persons were assessed: a few persons stay few however
        often they are scored.

    Notes
    -----
    Scores are taken as shares of the full marks (100 when blank); several scores of one thing by one method count as
    their mean. The p-value of W is by permutation. Things that a method did not score are left out and counted. The
    methods are the raters: a low figure can also mean that they look at different sides of the work.

    References
    ----------
    Shrout and Fleiss (1979); Kendall and Babington Smith (1939).
    """
    lines = scope.reset_index(drop=True)
    scored = scopes.within(assessments.rename(columns={"period": "period_scored"}), lines)
    scored = scored.assign(share=scored["score"] / scored["full_marks"].fillna(FULL_MARKS)).dropna(subset=["share"])
    place = ["county", "since", "year", "period"] + (["village"] if by == "village" else [])
    tables = []
    for _, own in lines.groupby(place, sort=False):
        first = own.iloc[0]
        keys = {"county": first["county"], "village": first["village"] if by == "village" else ""}
        keys |= {"year": int(first["year"]), "period": first["period"]}
        met = scored[(scored["period"] == first["period"]) & scored["village"].isin(own["village"])]
        nothing = scopes.nothing(own, ONE_METHOD, assessments=assessments)
        tables += _figures(met, keys, form, fewest, nothing.iloc[0])
    return result.concat(tables)


def _figures(met: pd.DataFrame, keys: dict, form: str, fewest: int, nothing: str) -> list[pd.DataFrame]:
    groups = {ICC: {"group_by": "form", "group": form}, W: {}}
    table = _targets(met)
    full = table.dropna()
    if table.shape[1] < FEWEST_METHODS or len(full) < fewest:
        few = notes.both(f"各方式都考核过的对象不足{fewest}个", f"fewer than {fewest} things scored by every method")
        reason = nothing if table.shape[1] < FEWEST_METHODS else few
        return [result.refusal(name, unit=UNITS[name], reason=reason, **groups[name], **keys) for name in groups]
    found, (w, p) = agreement.icc(full.to_numpy(), form), agreement.kendall_w(full.to_numpy(), "permutation")
    note = _note(len(table) - len(full), list(full.columns))
    chance = notes.both(f"各方式毫无一致时的概率{p:.3f}", f"p if the methods did not agree at all {p:.3f}")
    keys = keys | {"numerator": len(full), "denominator": len(table), "n": _behind(full)}
    limits = {"low": found.low, "high": found.high, "uncertainty": "super-population"}
    limits = limits if found.low == found.low else {}
    return [
        result.row(ICC, unit=UNITS[ICC], value=found.value, note=note if found.value == found.value else FLAT, **limits,
                   **groups[ICC], **keys),
        result.row(W, unit=UNITS[W], value=w, note=notes.joined([note, chance]) if w == w else FLAT, **keys),
    ]  # fmt: skip


def _targets(met: pd.DataFrame) -> pd.DataFrame:
    """Return the scores of each thing by each method."""
    met = met.assign(person=met["person"].fillna(""), subject=met["subject"].fillna("")).dropna(subset=["method"])
    keys = met.assign(dimension=met["dimension"].fillna(""))
    means = keys.groupby([*TARGET, "method"], sort=False)["share"].mean()
    return means.astype("float64").unstack("method")


def _behind(full: pd.DataFrame) -> int:
    """Return the persons assessed, or the things scored when only bodies were."""
    persons = set(full.index.get_level_values("person")) - {""}
    return len(persons) or len(full)


def _note(left_out: int, methods: list[str]) -> str:
    raters = notes.both(f"考核方式 {', '.join(methods)}", f"methods {', '.join(methods)}")
    short = notes.both(f"{left_out}项未被各方式都考核，未计", f"{left_out} not scored by every method, left out")
    return notes.joined([raters, short if left_out else ""])
