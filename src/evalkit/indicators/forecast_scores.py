"""How well each rule foretold who fell below the line, scored in a year that it had not seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd

from evalkit.indicators import annual, calibration, notes, prediction_scores, result
from evalkit.indicators import scope as scopes
from evalkit.indicators.design import Design, Error, Estimate, error, interval
from evalkit.indicators.forecast_outcomes import judged
from evalkit.indicators.household_income import PLACE_YEAR
from evalkit.indicators.vulnerability_forecasts import FITTED, RULES, Forecasts
from evalkit.indicators.vulnerable_households import NO_LIMITS, NO_PAST

REFERENCE = "past_mean"
INDEX = "index (0 to 1)"
SIGNED = "index (-1 to 1)"
YES_OR_NO = notes.both("该规则只报是或否，没有斜率", "the rule only says yes or no, which has no slope")
UNTOLD = notes.both("预测彼此无差别，或把结果完全分开，算不出", "forecasts do not differ or part the outcomes: untold")
Measure = Callable[[pd.DataFrame, str], Estimate]
Sure = Callable[[Estimate, pd.DataFrame], Error]


def vulnerability_auc(found: Forecasts, scope: pd.DataFrame, among: str = "above") -> pd.DataFrame:
    """Return how well each rule ranks households: how often one that fell stood above one that did not.

    Parameters
    ----------
    among : {"above", "all"}
        Households not below the line in the year before, so that what is foretold is a fall; or all, so that it is
        being below the line, much of which is staying there.

    Returns
    -------
    DataFrame
        Result rows, unit `index (0 to 1)`, grouped by rule; 0.5 is what chance gives. n households, all with a forecast
        by every rule. Places with fewer than 5 households that fell, or that did not, are refused.

    Notes
    -----
    Households weigh equally. The rules of past income rank by income over the line.
    """
    return _scored(found, scope, "vulnerability_auc", INDEX, _auc, among, scale="logit", sure=_area_error)


def vulnerability_brier(found: Forecasts, scope: pd.DataFrame, among: str = "above") -> pd.DataFrame:
    """Return the mean squared distance between each rule's forecasts and what happened; 0 is best.

    Returns
    -------
    DataFrame
        As from `vulnerability_auc`. For the rules of past income it is the share of households they had wrong.
    """
    return _scored(found, scope, "vulnerability_brier", INDEX, _brier, among, scale="logit")


def vulnerability_calibration(found: Forecasts, scope: pd.DataFrame, among: str = "above") -> pd.DataFrame:
    """Return the share that fell less the share each rule foretold; above 0 it foretold too few.

    Returns
    -------
    DataFrame
        As from `vulnerability_auc`, unit `share`.
    """

    def measure(own: pd.DataFrame, rule: str) -> Estimate:
        return calibration.calibration_in_the_large(_forecast(own, rule), own["fell"])

    return _scored(found, scope, "vulnerability_calibration", "share", measure, among)


def vulnerability_calibration_slope(found: Forecasts, scope: pd.DataFrame, among: str = "above") -> pd.DataFrame:
    """Return whether the spread of the fitted rules' forecasts is right: 1 is, less is too bold.

    Returns
    -------
    DataFrame
        As from `vulnerability_auc`, unit `ratio`; refused for the rules that only say yes or no.
    """

    def measure(own: pd.DataFrame, rule: str) -> Estimate:
        return calibration.calibration_slope(_forecast(own, rule), own["fell"])

    fitted = _scored(found, scope, "vulnerability_calibration_slope", "ratio", measure, among, rules=FITTED)
    rest = [
        scopes.refusals(scope, "vulnerability_calibration_slope", "ratio", YES_OR_NO).assign(
            group_by="rule", group=rule
        )
        for rule in RULES
        if rule not in FITTED
    ]
    return result.concat([fitted, *rest])


def vulnerability_auc_difference(found: Forecasts, scope: pd.DataFrame, among: str = "above") -> pd.DataFrame:
    """Return how much better each rule ranks than the mean of past income does, on the same households.

    Returns
    -------
    DataFrame
        As from `vulnerability_auc`, without the rule compared with; above 0 is better. The limits are paired.
    """
    others = [rule for rule in RULES if rule != REFERENCE]
    measure = _against(_auc)
    return _scored(found, scope, "vulnerability_auc_difference", SIGNED, measure, among, rules=others, sure=_area_error)


def vulnerability_brier_difference(found: Forecasts, scope: pd.DataFrame, among: str = "above") -> pd.DataFrame:
    """Return each rule's Brier score less that of the mean of past income; paired, and below 0 is better."""
    others = [rule for rule in RULES if rule != REFERENCE]
    return _scored(found, scope, "vulnerability_brier_difference", SIGNED, _against(_brier), among, rules=others)


def _auc(own: pd.DataFrame, rule: str) -> Estimate:
    return prediction_scores.auc(own[rule] if rule in FITTED else -own[rule], own["fell"])


def _brier(own: pd.DataFrame, rule: str) -> Estimate:
    return prediction_scores.brier(_forecast(own, rule), own["fell"])


def _against(measure: Measure) -> Measure:
    return lambda own, rule: measure(own, rule).minus(measure(own, REFERENCE))


def _error(figure: Estimate, own: pd.DataFrame) -> Error:
    return error(figure, Design(np.ones(len(own))))


def _area_error(figure: Estimate, own: pd.DataFrame) -> Error:
    return prediction_scores.area_error(figure, own["fell"], Design(np.ones(len(own))))


def _forecast(own: pd.DataFrame, rule: str) -> pd.Series:
    return own[rule] if rule in FITTED else (own[rule] < 1).astype(float)


def _scored(
    found: Forecasts,
    scope: pd.DataFrame,
    indicator: str,
    unit: str,
    measure: Measure,
    among: str,
    *,
    scale: str = "identity",
    rules: Sequence[str] = RULES,
    sure: Sure = _error,
) -> pd.DataFrame:
    """Result rows of a score for each rule, on households that every rule of the place has a forecast for."""
    households, lines = judged(found, scope, among)
    ready = households.merge(lines.loc[lines["reason"] == "", PLACE_YEAR], on=PLACE_YEAR)
    tables = []
    for rule in rules:
        figures = []
        for keys, own in ready.dropna(subset=[rule]).groupby(PLACE_YEAR, sort=True):
            figure = measure(own, rule)
            figures.append((*keys, figure.value, *interval(figure.value, sure(figure, own), scale), len(own)))
        columns = pd.DataFrame(figures, columns=[*PLACE_YEAR, "value", "low", "high", "n"])
        types = {key: lines[key].dtype for key in PLACE_YEAR} | dict.fromkeys(["value", "low", "high", "n"], float)
        rows = lines.merge(columns.astype(types), on=PLACE_YEAR, how="left").fillna({"n": 0})
        lacking = rows["how"] if rule in FITTED else NO_PAST
        why = rows["reason"].where(rows["reason"] != "", pd.Series(UNTOLD, rows.index).where(rows["n"] > 0, lacking))
        based = [
            notes.joined([base, NO_LIMITS if np.isnan(low) else ""])
            for base, low in zip(rows["base"], rows["low"], strict=True)
        ]
        rows["note"] = pd.Series(based, rows.index, dtype="str").where(rows["value"].notna(), why)
        keys = {"group_by": "rule", "group": rule, "uncertainty": annual.SUPER}
        tables.append(scopes.table(rows, indicator, unit, **keys))
    return result.concat(tables)
