"""Whether help goes to those it is meant for: coverage, errors of exclusion and inclusion, gaps filled."""

from __future__ import annotations

import numpy as np

from evalkit.indicators.design import Estimate, ratio


def coverage(eligible: np.ndarray, helped: np.ndarray, weight: np.ndarray) -> Estimate:
    """Return the share of those meant to be helped who are helped.

    Parameters
    ----------
    eligible, helped : ndarray of bool
        One per unit, such as below the line, and received help.
    weight : ndarray of float
        How many each unit stands for.

    Returns
    -------
    Estimate
        A share; nan when nobody is eligible.

    Examples
    --------
    >>> meant, given = np.array([True, True, False]), np.array([True, False, True])
    >>> coverage(meant, given, np.ones(3)).value
    0.5
    """
    return _share(eligible & helped, eligible, weight)


def exclusion_error(eligible: np.ndarray, helped: np.ndarray, weight: np.ndarray) -> Estimate:
    """Return the share of those meant to be helped who are not: one less `coverage`."""
    return _share(eligible & ~helped, eligible, weight)


def inclusion_error(
    eligible: np.ndarray, helped: np.ndarray, weight: np.ndarray, base: str = "beneficiaries"
) -> Estimate:
    """Return the share of help that reaches those it is not meant for.

    Parameters
    ----------
    base : {"beneficiaries", "ineligible"}
        Of whom the share is: of all helped (leakage, the usual one) or of all that are not eligible.

    Raises
    ------
    ValueError
        When `base` is neither.
    """
    if base not in ("beneficiaries", "ineligible"):
        raise ValueError(f"base: expected 'beneficiaries' or 'ineligible', got {base!r}")
    return _share(helped & ~eligible, helped if base == "beneficiaries" else ~eligible, weight)


def benefit_share_of_gap(short: np.ndarray, amount: np.ndarray, weight: np.ndarray) -> Estimate:
    """Return the benefits that fill a gap below the line, over all gaps.

    Parameters
    ----------
    short : ndarray of float
        Distance below the line before the benefit, zero above it.
    amount : ndarray of float
        Benefit, in the unit of `short`.

    Notes
    -----
    A benefit above the gap of its unit counts up to the gap only, so the share cannot pass one.

    Examples
    --------
    >>> benefit_share_of_gap(np.array([10.0, 30, 0]), np.array([20.0, 6, 50]), np.ones(3)).value
    0.4
    """
    return _share(np.minimum(short, amount), short, weight)


def _share(top: np.ndarray, bottom: np.ndarray, weight: np.ndarray) -> Estimate:
    return ratio(np.asarray(top, dtype=float), np.asarray(bottom, dtype=float), weight)
