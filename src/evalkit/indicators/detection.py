"""How well a warning finds what it should find: sensitivity, specificity, precision and their kin.

All measures take one truth value per unit, such as one per household and year: `alerted`, and `fell` (what really
happened). They are figures with an influence, so that the variance engine gives errors with the household as cluster.
"""

from __future__ import annotations

import numpy as np

from evalkit.indicators.design import LEVEL, Design, Estimate, error, ratio

CONVENTIONS = ("wilson", "exact", "jeffreys", "agresti")


def sensitivity(alerted: np.ndarray, fell: np.ndarray, weight: np.ndarray | None = None) -> Estimate:
    """Return the share of the fallen that were alerted.

    Parameters
    ----------
    alerted, fell : ndarray of bool
        One per unit.
    weight : ndarray, optional
        Of each unit, as in the design; equal when omitted.

    Returns
    -------
    Estimate
        0 to 1; nan where nobody fell.

    Examples
    --------
    >>> sensitivity(np.array([True, False, True]), np.array([True, True, False])).value
    0.5
    """
    return share(alerted, fell, weight)


def specificity(alerted: np.ndarray, fell: np.ndarray, weight: np.ndarray | None = None) -> Estimate:
    """Return the share of those who did not fall that were left without an alert; parameters as in `sensitivity`."""
    return share(~_truth(alerted), ~_truth(fell), weight)


def precision(alerted: np.ndarray, fell: np.ndarray, weight: np.ndarray | None = None) -> Estimate:
    """Return the share of the alerted that fell (positive predictive value); parameters as in `sensitivity`.

    Notes
    -----
    The rest are no mistaken alerts by that: help given after an alert may have averted the fall.
    """
    return share(fell, alerted, weight)


def negative_predictive_value(alerted: np.ndarray, fell: np.ndarray, weight: np.ndarray | None = None) -> Estimate:
    """Return the share of the unalerted that did not fall; parameters as in `sensitivity`."""
    return share(~_truth(fell), ~_truth(alerted), weight)


def likelihood_ratio(
    alerted: np.ndarray, fell: np.ndarray, weight: np.ndarray | None = None, of: str = "alert"
) -> Estimate:
    """Return how many times likelier an alert (or none) is among the fallen than among the others.

    Parameters
    ----------
    of : {"alert", "none"}
        `alert`: sensitivity / (1 - specificity); `none`: (1 - sensitivity) / specificity.

    Returns
    -------
    Estimate
        Limits belong on the `log` scale; nan where the denominator is zero.

    Examples
    --------
    >>> alerted, fell = np.repeat([1, 0, 1, 0], [8, 2, 1, 9]), np.repeat([1, 1, 0, 0], [8, 2, 1, 9])
    >>> round(likelihood_ratio(alerted, fell).value, 6)
    8.0
    """
    if of not in ("alert", "none"):
        raise ValueError(f"of: expected alert or none, got {of}")
    told = _truth(alerted) if of == "alert" else ~_truth(alerted)
    return share(told, fell, weight).over(share(told, ~_truth(fell), weight))


def odds_ratio(alerted: np.ndarray, fell: np.ndarray, weight: np.ndarray | None = None) -> Estimate:
    """Return the odds of an alert among the fallen over those among the others; parameters as in `sensitivity`."""
    return likelihood_ratio(alerted, fell, weight).over(likelihood_ratio(alerted, fell, weight, of="none"))


def f1(alerted: np.ndarray, fell: np.ndarray, weight: np.ndarray | None = None) -> Estimate:
    """Return F1, the harmonic mean of sensitivity and precision: 2 x met / (alerted + fallen).

    Examples
    --------
    >>> round(f1(np.array([True, False, True]), np.array([True, True, True])).value, 4)
    0.8
    """
    alerted, fell = _truth(alerted), _truth(fell)
    return ratio(2.0 * (alerted & fell), alerted.astype(float) + fell, weight)


def share(yes: np.ndarray, among: np.ndarray, weight: np.ndarray | None = None) -> Estimate:
    """Return the share of some units (`among`) that are so."""
    yes, among = _truth(yes), _truth(among)
    return ratio(1.0 * (yes & among), 1.0 * among, weight)


def share_limits(
    found: Estimate, design: Design, among: np.ndarray | None = None, convention: str = "wilson", level: float = LEVEL
) -> tuple[float, float]:
    """Return the limits of a share by its effective size: honest at 0 and 1 too, and with several units a cluster.

    Parameters
    ----------
    found : Estimate
        A share, as from `share` or `sensitivity`.
    design : Design
        Of all units; the household as cluster where one can fall in several years.
    among : ndarray of bool, optional
        The units the share is about (for the sensitivity the fallen); all when omitted.
    convention : {"wilson", "exact", "jeffreys", "agresti"}
        How limits follow from the effective size: Wilson's score, Clopper and Pearson, the beta quantiles of Jeffreys'
        prior, Agresti and Coull.

    Returns
    -------
    low, high : float
        Between 0 and 1 for all but `agresti`; nan where the share is.

    Notes
    -----
    The effective size is the number of units over the design effect, which is taken as at least one and scaled by
    Student's t for the number of clusters (Korn and Graubard 1998). It is the plain number where each unit is a
    cluster. At 0 or 1 nothing tells the design effect: then all units of a cluster count as one.

    References
    ----------
    Korn and Graubard (1998), Survey Methodology 24; Newcombe (1998), Statistics in Medicine 17; Brown, Cai and DasGupta
    (2001), Statistical Science 16.

    Examples
    --------
    >>> met = np.repeat([True, False], [81, 182])
    >>> low, high = share_limits(share(met, np.ones(263)), Design(np.ones(263)))
    >>> round(low, 4), round(high, 4)
    (0.2553, 0.3662)
    """
    if convention not in CONVENTIONS:
        raise ValueError(f"convention: expected one of {CONVENTIONS}, got {convention}")
    if not 0 <= found.value <= 1:
        return np.nan, np.nan
    size = effective_size(found, design, among, level)
    return _limits(found.value * size, size, convention, level)


def effective_size(found: Estimate, design: Design, among: np.ndarray | None = None, level: float = LEVEL) -> float:
    """Return how many independent units a share is worth; parameters and convention as in `share_limits`."""
    from scipy.special import stdtrit

    units = np.ones(len(design.weight), dtype=bool) if among is None else _truth(among)
    own, influence = design.of(units), found.influence[units]
    n = int(units.sum())
    if n < 2 or not 0 < found.value < 1:
        of = np.arange(n) if own.cluster is None else np.unique(own.cluster, return_inverse=True)[1]
        totals = np.bincount(of, weights=own.weight)
        return float(totals.sum() ** 2 / (totals**2).sum())
    told = error(Estimate(found.value, influence), own)
    if not told.se > 0 or told.freedom < 1:
        return 1.0
    upper = (1 + level) / 2
    plain = found.value * (1 - found.value) / (n - 1)
    effect = told.se**2 / plain * (stdtrit(told.freedom, upper) / stdtrit(n - 1, upper)) ** 2
    return float(n / max(1.0, effect))


def _limits(yes: float, size: float, convention: str, level: float) -> tuple[float, float]:
    from scipy.special import betaincinv, ndtri

    tail, z = (1 - level) / 2, float(ndtri((1 + level) / 2))
    no = size - yes
    if convention in ("exact", "jeffreys"):
        more = (0.0, 1.0) if convention == "exact" else (0.5, 0.5)
        low = 0.0 if yes <= 0 else float(betaincinv(yes + more[0], no + more[1], tail))
        high = 1.0 if no <= 0 else float(betaincinv(yes + more[1], no + more[0], 1 - tail))
        return low, high
    centre = (yes + z**2 / 2) / (size + z**2)
    if convention == "agresti":
        reach = z * np.sqrt(centre * (1 - centre) / (size + z**2))
        return float(centre - reach), float(centre + reach)
    reach = z * np.sqrt(yes * no / size + z**2 / 4) / (size + z**2)
    low, high = float(centre - reach), float(centre + reach)
    return 0.0 if yes <= 0 else low, 1.0 if no <= 0 else high


def _truth(flags: np.ndarray) -> np.ndarray:
    return np.asarray(flags).astype(bool)
