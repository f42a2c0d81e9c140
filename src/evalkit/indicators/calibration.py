"""Do forecasts say what happens as often as it happens: on the whole, in their spread, and group by group."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from evalkit.indicators.design import Estimate
from evalkit.indicators.prediction_scores import arrays, mean
from evalkit.indicators.proportion import wilson

LEAST = 0.01
STEPS = 50


def calibration_in_the_large(forecast: np.ndarray, outcome: np.ndarray, weight: np.ndarray | None = None) -> Estimate:
    """Return the share in which it happened less the mean forecast; above 0 the rule foretold too little.

    Examples
    --------
    >>> round(calibration_in_the_large(np.array([0.2, 0.1]), np.array([True, False])).value, 4)
    0.35
    """
    forecast, fell, units = arrays(forecast, outcome, weight)
    return mean(fell - forecast, units)


def calibration_slope(
    forecast: np.ndarray, outcome: np.ndarray, weight: np.ndarray | None = None, least: float = LEAST
) -> Estimate:
    """Return the slope of a logistic regression of what happened on the logit of the forecast.

    Parameters
    ----------
    least : float
        Forecasts nearer to 0 or 1 than this count as that near, since the logit of 0 and 1 is infinite.

    Returns
    -------
    Estimate
        1 when forecasts are spread as they should be, less when they are too bold. nan where nothing or everything
        happened, where forecasts do not differ, or where they part the outcomes without a miss.

    References
    ----------
    Cox (1958), Two further applications of a model for binary regression, Biometrika 45.

    Examples
    --------
    >>> said, fell = np.repeat([0.25, 0.75], 4), np.array([1, 0, 0, 0, 1, 1, 1, 0], dtype=bool)
    >>> round(calibration_slope(said, fell).value, 4)
    1.0
    """
    from scipy.special import expit, logit

    forecast, fell, units = arrays(forecast, outcome, weight)
    unknown = Estimate(np.nan, np.full(len(forecast), np.nan))
    place = logit(np.clip(forecast, least, 1 - least))
    if not fell.any() or fell.all() or np.ptp(place) == 0 or _parted(place, fell):
        return unknown
    base = np.column_stack([np.ones(len(place)), place])
    at = np.zeros(2)
    for _ in range(STEPS):
        odds = expit(base @ at)
        information = (base * (units * odds * (1 - odds))[:, None]).T @ base
        step = np.linalg.solve(information, base.T @ (units * (fell - odds)))
        at = at + step / max(1.0, float(np.abs(step).max()))
        if np.abs(step).max() < 1e-10:
            influence = np.linalg.solve(information, (base * (fell - odds)[:, None]).T)[1]
            return Estimate(float(at[1]), influence)
    return unknown


def calibration_table(forecast: np.ndarray, outcome: np.ndarray, edges: Sequence[float]) -> pd.DataFrame:
    """Return, for groups of like forecasts, what was said and what happened.

    Parameters
    ----------
    edges : sequence of float
        Limits between groups; a forecast at a limit is in the upper group.

    Returns
    -------
    DataFrame
        group (0 for the lowest), n, said (mean forecast), happened (share), low, high (Wilson limits of the share).

    Examples
    --------
    >>> table = calibration_table(np.array([0.1, 0.2, 0.7]), np.array([False, True, True]), [0.5])
    >>> table[["n", "happened"]].to_numpy().tolist()
    [[2.0, 0.5], [1.0, 1.0]]
    """
    forecast, fell, _ = arrays(forecast, outcome, None)
    parts = pd.DataFrame({"group": np.digitize(forecast, edges), "said": forecast, "happened": fell})
    table = parts.groupby("group", as_index=False).agg(
        n=("said", "size"), said=("said", "mean"), happened=("happened", "mean")
    )
    low, high = wilson(table["happened"] * table["n"], table["n"])
    return table.assign(low=low, high=high)


def _parted(place: np.ndarray, fell: np.ndarray) -> bool:
    above, below = place[fell], place[~fell]
    return bool(above.min() >= below.max() or above.max() <= below.min())
