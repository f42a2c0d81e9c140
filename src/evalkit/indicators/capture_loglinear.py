"""How many were never seen by anyone: log-linear models of two to four lists that may depend on each other."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, product

import numpy as np

from evalkit.indicators.capture_recapture import FEWEST_SHARED, Size, least_shared, lognormal
from evalkit.indicators.design import LEVEL

CRITERIA = ("aic", "bic")
LIMITS = ("lognormal", "bootstrap")
FEWEST_TOGETHER = 5
STEPS, SETTLED = 60, 1e-9


@dataclass(frozen=True)
class Model:
    """One model: the pairs of lists that depend on each other, its number and error, criterion and weight."""

    pairs: tuple[tuple[int, int], ...]
    value: float
    se: float
    criterion: float
    weight: float


@dataclass(frozen=True)
class Averaged:
    """The averaged number, the models behind it (best first), and how many were set aside as not estimable."""

    size: Size
    models: tuple[Model, ...]
    set_aside: int


def histories(caught: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return every pattern of lists that can be seen and how many show it.

    Examples
    --------
    >>> patterns, counts = histories(np.array([[1, 0], [1, 1], [1, 0]]))
    >>> patterns.tolist(), counts.tolist()
    ([[0, 1], [1, 0], [1, 1]], [0, 2, 1])
    """
    caught = np.asarray(caught).astype(int)
    lists = caught.shape[1]
    if not 2 <= lists <= 4:
        raise ValueError(f"lists: expected two to four, got {lists}")
    patterns = np.array(list(product((0, 1), repeat=lists)))[1:]
    number = caught @ (2 ** np.arange(lists)[::-1])
    return patterns, np.bincount(number, minlength=2**lists)[1:]


def loglinear(
    caught: np.ndarray,
    criterion: str = "aic",
    limits: str = "lognormal",
    *,
    level: float = LEVEL,
    draws: int = 500,
    seed: int = 1,
) -> Averaged:
    """Return how many there are in all, averaged over log-linear models of the lists.

    Parameters
    ----------
    caught : ndarray of bool
        Those found, by lists (two to four): whether each list found each.
    criterion : {"aic", "bic"}
        What weighs the models: exp(-criterion / 2), scaled to one; `bic` counts those seen as its size.
    limits : {"lognormal", "bootstrap"}
        `lognormal`: from the averaged error, which holds the spread between models and takes them as wholly correlated,
        so that the limits are rather wide; `bootstrap`: percentiles of the whole procedure on redrawn patterns
        (multinomial, as many as estimated in all).
    draws, seed : int
        Of the bootstrap.

    Returns
    -------
    Averaged
        nan with all models set aside.

    Notes
    -----
    Every set of pairwise dependences is one model (with two lists independence only), fitted to the patterns seen by
    Poisson likelihood; the unseen are the fitted cell of no list. Sparse cells: a pair with fewer than five in common
    gets no dependence of its own, and a model whose fit runs to an empty cell is set aside; dependence of three lists
    at once is taken as absent.

    References
    ----------
    Fienberg (1972), Biometrika 59; Cormack (1989), Biometrics 45 (error); Buckland, Burnham and Augustin (1997),
    Biometrics 53 (averaging); Buckland and Garthwaite (1991), Biometrics 47 (bootstrap).

    Examples
    --------
    >>> lists = np.repeat([[1, 0], [0, 1], [1, 1]], [30, 15, 10], axis=0)
    >>> round(loglinear(lists).size.value, 6)
    100.0
    """
    if criterion not in CRITERIA or limits not in LIMITS:
        raise ValueError(f"expected one of {CRITERIA} and one of {LIMITS}, got {criterion}, {limits}")
    caught = np.asarray(caught).astype(bool)
    caught = caught[caught.any(axis=1)]
    patterns, counts = histories(caught)
    designs, chosen = _designs(patterns, counts), []
    unseen, se, scores = _all_models(designs, patterns, counts[None, :], criterion)
    seen, kept = len(caught), np.isfinite(scores[0])
    sparse = least_shared(caught) < FEWEST_SHARED
    if not kept.any():
        return Averaged(Size(np.nan, np.nan, np.nan, np.nan, seen, sparse), (), len(designs))
    weights = _weights(scores)[0]
    value = seen + float(weights[kept] @ unseen[0, kept])
    error = float(weights[kept] @ np.hypot(se[0, kept], seen + unseen[0, kept] - value))
    for place in np.argsort(-weights[kept], kind="stable"):
        at = np.flatnonzero(kept)[place]
        chosen.append(
            Model(designs[at], float(seen + unseen[0, at]), *map(float, (se[0, at], scores[0, at], weights[at])))
        )
    low, high = lognormal(value, error, seen, level)
    if limits == "bootstrap":
        low, high = _redrawn(designs, patterns, counts, value - seen, criterion, (level, draws, seed))
    return Averaged(Size(value, error, low, high, seen, sparse), tuple(chosen), int((~kept).sum()))


def _designs(patterns: np.ndarray, counts: np.ndarray) -> list[tuple[tuple[int, int], ...]]:
    """Return the sets of dependent pairs to fit."""
    lists = patterns.shape[1]
    if lists == 2:
        return [()]
    together = {(i, j): counts @ (patterns[:, i] * patterns[:, j]) for i, j in combinations(range(lists), 2)}
    pairs = [pair for pair, shared in together.items() if shared >= FEWEST_TOGETHER]
    return [some for number in range(len(pairs) + 1) for some in combinations(pairs, number)]


def _all_models(
    designs: list, patterns: np.ndarray, counts: np.ndarray, criterion: str
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return unseen, error of the number and criterion of every model, for every row of counts."""
    found = [_fit(_terms(patterns, pairs), counts, criterion) for pairs in designs]
    return tuple(np.stack(part, axis=1) for part in zip(*found, strict=True))


def _terms(patterns: np.ndarray, pairs: tuple) -> np.ndarray:
    products = [patterns[:, i] * patterns[:, j] for i, j in pairs]
    return np.column_stack([np.ones(len(patterns)), patterns, *products]).astype(float)


def _fit(terms: np.ndarray, counts: np.ndarray, criterion: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Fit one Poisson model to rows of counts by iteratively reweighted least squares; criterion inf where it fails."""
    from scipy.special import gammaln, xlogy

    fitted = counts + 0.5
    floor = 1e-9 * np.eye(terms.shape[1])
    for _ in range(STEPS):
        target = np.log(fitted) + (counts - fitted) / fitted
        normal = np.einsum("ci,rc,cj->rij", terms, fitted, terms) + floor
        beta = np.linalg.solve(normal, np.einsum("ci,rc->ri", terms, fitted * target)[..., None])[..., 0]
        before, fitted = fitted, np.exp(np.clip(beta @ terms.T, -30, 30))
        if np.abs(fitted - before).max() < SETTLED:
            break
    normal = np.einsum("ci,rc,cj->rij", terms, fitted, terms) + floor
    gap = np.abs((counts - fitted) @ terms).max(axis=1)
    good = (gap < 1e-5 * (1 + counts.sum(axis=1))) & (fitted.min(axis=1) > 1e-4)
    unseen = np.exp(np.clip(beta[:, 0], -30, 30))
    variance = np.linalg.inv(normal)[:, 0, 0]
    likelihood = (xlogy(counts, fitted) - fitted - gammaln(counts + 1)).sum(axis=1)
    penalty = 2.0 if criterion == "aic" else np.log(counts.sum(axis=1))
    score = -2 * likelihood + penalty * terms.shape[1]
    return unseen, np.sqrt(unseen + unseen**2 * variance), np.where(good, score, np.inf)


def _weights(scores: np.ndarray) -> np.ndarray:
    raised = np.exp(-(scores - scores.min(axis=1, keepdims=True)) / 2)
    return raised / raised.sum(axis=1, keepdims=True)


def _redrawn(
    designs: list, patterns: np.ndarray, counts: np.ndarray, unseen: float, criterion: str, how: tuple
) -> tuple[float, float]:
    level, draws, seed = how
    cells = np.concatenate([[unseen], counts])
    drawn = np.random.default_rng(seed).multinomial(round(cells.sum()), cells / cells.sum(), size=draws)[:, 1:]
    told, _, scores = _all_models(designs, patterns, drawn, criterion)
    kept = np.isfinite(scores).any(axis=1)
    told, scores, drawn = told[kept], scores[kept], drawn[kept]
    numbers = drawn.sum(axis=1) + (_weights(scores) * np.where(np.isfinite(scores), told, 0)).sum(axis=1)
    low, high = np.quantile(numbers, [(1 - level) / 2, (1 + level) / 2])
    return max(float(low), float(counts.sum())), float(high)
