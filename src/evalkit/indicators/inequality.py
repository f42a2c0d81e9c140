"""How unequal incomes are in one number: Gini, generalised entropy and Atkinson."""

from __future__ import annotations

import numpy as np

from evalkit.indicators.design import Estimate
from evalkit.indicators.without_gaps import numbers

CONVENTIONS = ("population", "sample", "convey")
NORMALISED = ("none", "raffinetti", "chen")
UNDEFINED = ("nan", "drop")


def gini(
    income: np.ndarray, weight: np.ndarray, *, convention: str = "population", normalised: str = "none"
) -> Estimate:
    """Return the Gini coefficient: the mean difference between two persons over twice the mean income.

    Parameters
    ----------
    income : ndarray of float
        Of each unit, any sign.
    weight : ndarray of float
        How many each unit stands for.
    convention : {"population", "sample", "convey"}
        `population` divides by all pairs, a person paired with itself included (R laeken, dineq, ineq; PySAL);
        `sample` is that times n/(n-1), n units of a weight above zero (ineqpy, ineq with corr=TRUE); `convey` is
        svygini of the R package convey, which takes sum(wx) where the others take sum(w^2 x): the same for weights of
        one, else a little off, and not free of the scale of the weights.
    normalised : {"none", "raffinetti", "chen"}
        For negative incomes, with which the plain coefficient can exceed one. `raffinetti` divides by the total of
        absolute incomes instead of the total; `chen` divides by one plus twice the area of the Lorenz curve below zero.
        Both change nothing where no income is negative.

    Returns
    -------
    Estimate
        nan where total income (with `raffinetti`: of absolute values) is not above zero, or for `sample` with one unit.

    Raises
    ------
    ValueError
        For a convention or normalisation that is not known.

    References
    ----------
    Deville (1999), Survey Methodology 25 (influence); Raffinetti, Siletti and Vernizzi (2015), Statistical Methods and
    Applications 24; Chen, Tsaur and Rhai (1982), Oxford Economic Papers 34, with the correction of Berrebi and Silber
    (1985) for the crossing.

    Examples
    --------
    >>> round(gini(np.array([1.0, 2, 3]), np.ones(3)).value, 4)
    0.2222
    >>> round(gini(np.array([1.0, 2, 3]), np.ones(3), convention="sample").value, 4)
    0.3333
    """
    _known(convention, CONVENTIONS)
    _known(normalised, NORMALISED)
    income, weight = numbers(income, weight)
    order = np.argsort(income, kind="stable")
    x, w = income[order], weight[order]
    units = int((w > 0).sum())
    size = np.abs(x) if normalised == "raffinetti" else x
    people, total = w.sum(), (w * size).sum()
    if not total > 0 or (convention == "sample" and units < 2):
        return _none(len(x))
    below, received = np.cumsum(w), np.cumsum(w * x)
    distance = x * (2 * below - people) + received[-1] - 2 * received
    value = (w * distance).sum() / (2 * people * total)
    influence = distance / (people * total) - value * (1 / people + size / total)
    if convention == "convey":
        extra = ((w**2 - w) * size).sum() / (people * total)
        value += extra
        influence += (2 * w - 1) * size / (people * total) - extra * (1 / people + size / total)
    found = Estimate(float(value), influence)
    if normalised == "chen":
        found = found.over(_with_area_below_zero(x, w))
    if convention == "sample":
        found = found.times(units / (units - 1))
    back = np.empty(len(x))
    back[order] = found.influence
    return Estimate(found.value, back)


def ge(income: np.ndarray, weight: np.ndarray, alpha: float, *, undefined: str = "nan") -> Estimate:
    """Return a generalised entropy measure.

    Parameters
    ----------
    alpha : float
        0 is the mean log deviation (Theil's L), 1 Theil's T, 2 half the squared coefficient of variation. The R package
        ineq numbers the first two the other way round: its Theil(parameter=0) is T.
    undefined : {"nan", "drop"}
        What an income does for which the measure is not defined (see `ge_defined`): no figure, or the measure of all
        others. Who drops must say how many.

    Returns
    -------
    Estimate
        nan where the mean is not above zero.

    References
    ----------
    Shorrocks (1980), Econometrica 48; Biewen and Jenkins (2006), Oxford Bulletin of Economics and Statistics 68
    (influence).

    Examples
    --------
    >>> round(ge(np.array([1.0, 3]), np.ones(2), 2).value, 4)
    0.125
    """

    def measure(y: np.ndarray, w: np.ndarray) -> Estimate:
        people = w.sum()
        if alpha == 0:
            logs = np.log(y)
            value = -(w * logs).sum() / people
            return Estimate(float(value), (y - 1 - logs - value) / people)
        if alpha == 1:
            value = (w * y * np.log(y)).sum() / people
            return Estimate(float(value), (y * np.log(y) - value - (1 + value) * (y - 1)) / people)
        mean = (w * y**alpha).sum() / people
        steep = alpha * (alpha - 1)
        return Estimate(float((mean - 1) / steep), (y**alpha - mean - alpha * mean * (y - 1)) / people / steep)

    return _relative(income, weight, ge_defined(income, alpha), undefined, measure)


def atkinson(income: np.ndarray, weight: np.ndarray, epsilon: float, *, undefined: str = "nan") -> Estimate:
    """Return Atkinson's measure: the share of income that equality would make superfluous.

    Parameters
    ----------
    epsilon : float
        Aversion to inequality, not below zero.
    undefined : {"nan", "drop"}
        As in `ge`; see `atkinson_defined`.

    References
    ----------
    Atkinson (1970), Journal of Economic Theory 2; Biewen and Jenkins (2006).

    Examples
    --------
    >>> round(atkinson(np.array([1.0, 4]), np.ones(2), 1).value, 4)
    0.2
    """

    def measure(y: np.ndarray, w: np.ndarray) -> Estimate:
        people, rest = w.sum(), 1 - epsilon
        if rest == 0:
            logs = np.log(y)
            mean = (w * logs).sum() / people
            equal, steps = np.exp(mean), np.exp(mean) * (logs - mean)
        else:
            mean = (w * y**rest).sum() / people
            equal, steps = mean ** (1 / rest), mean ** (1 / rest - 1) * (y**rest - mean) / rest
        return Estimate(float(1 - equal), (equal * (y - 1) - steps) / people)

    return _relative(income, weight, atkinson_defined(income, epsilon), undefined, measure)


def ge_defined(income: np.ndarray, alpha: float) -> np.ndarray:
    """Return where `ge` is defined: above zero for alpha up to 1; anywhere for 2; else not below zero.

    Theil's T has a limit at zero, but is held to the rule of the mean log deviation, so both are about the same people.
    """
    if alpha == 2:  # noqa: PLR2004
        return np.ones(len(income), dtype=bool)
    return income > 0 if alpha <= 0 or alpha == 1 else income >= 0


def atkinson_defined(income: np.ndarray, epsilon: float) -> np.ndarray:
    """Return where `atkinson` is defined: above zero for epsilon from 1, else not below zero."""
    return income > 0 if epsilon >= 1 else income >= 0


def _relative(income, weight, defined, undefined, measure) -> Estimate:
    """Return a measure of incomes over their mean."""
    _known(undefined, UNDEFINED)
    x, w = numbers(income, weight)
    defined = np.asarray(defined, dtype=bool)
    if not defined.all() and undefined == "nan":
        return _none(len(x))
    x, w = x[defined], w[defined]
    total = (w * x).sum()
    return measure(x * w.sum() / total, w).inside(defined) if total > 0 else _none(len(defined))


def _with_area_below_zero(x: np.ndarray, w: np.ndarray) -> Estimate:
    """Return one plus twice the area between zero and the part of the Lorenz curve below it; incomes in order."""
    below, received = np.cumsum(w), np.cumsum(w * x)
    sunk = int((received <= 0).sum())
    before = np.concatenate([[0.0], received])
    steps = w[:sunk] * (before[:sunk] + received[:sunk]) / 2
    edge, depth = (below[sunk - 1], received[sunk - 1]) if sunk else (0.0, 0.0)
    cross = edge - depth / x[sunk]
    area = -(steps.sum() + (cross - edge) * depth / 2)
    change = -np.where(below <= cross, x * (cross - below) + received, 0.0)
    people, total = below[-1], received[-1]
    share = area / (people * total)
    return Estimate(float(1 + 2 * share), 2 * (change / (people * total) - share * (1 / people + x / total)))


def _known(name: str, names: tuple[str, ...]) -> None:
    if name not in names:
        raise ValueError(f"expected one of {', '.join(names)}, got {name}")


def _none(count: int) -> Estimate:
    return Estimate(np.nan, np.zeros(count))
