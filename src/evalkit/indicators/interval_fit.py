"""The likelihood of spans of time over innermost intervals, and the way to its maximum."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

TOLERANCE = 1e-9
EM_CYCLES = 30
NEWTON_STEPS = 500
DRAW_CYCLES = 300
DRAW_TOLERANCE = 1e-5
MOST_STRETCH = 64.0
TINY = 1e-300
NOTHING = 1e-7


class Span(NamedTuple):
    """For each distinct spell the columns (innermost intervals) it can end in and those before which it came in view.

    `ends`, `seen` are 0/1, patterns x columns; `open` is true for spells with no right end; `of` gives each spell's
    pattern.
    """

    ends: np.ndarray
    seen: np.ndarray
    open: np.ndarray
    of: np.ndarray


def span_of(shut: np.ndarray, ends: np.ndarray, left: np.ndarray, right: np.ndarray, entry: np.ndarray | None) -> Span:
    """Return the pattern of every spell over the innermost intervals (shut, ends]."""
    came = np.full(len(left), -np.inf) if entry is None else entry
    told, of = np.unique(np.column_stack([left, right, came]), axis=0, return_inverse=True)
    low, high, came = (told[:, [column]] for column in range(3))
    exact = low == high
    holds = np.where(exact, (ends == low) & (shut == ends), (shut >= low) & (ends <= high) & (ends > low))
    seen = (shut >= came) & (ends > came)
    return Span(holds.astype(float), seen.astype(float), np.isinf(told[:, 1]), of.ravel())


def pattern_weights(span: Span, weight: np.ndarray) -> np.ndarray:
    """Return the weights (draws x spells) added up by pattern."""
    order = np.argsort(span.of, kind="stable")
    return np.add.reduceat(weight[:, order], np.searchsorted(span.of[order], np.arange(len(span.open))), axis=1)


def by_draw(span: Span, weight: np.ndarray, cycles: int = DRAW_CYCLES, tolerance: float = DRAW_TOLERANCE) -> np.ndarray:
    """Return the mass of each draw by EM on the hazards, every third step stretched: draws x columns.

    Notes
    -----
    Spells with a right end are filled in by where they probably ended; those without are at risk until they left.

    References
    ----------
    Varadhan and Roland (2008), Scandinavian Journal of Statistics 35, scheme S3.
    """
    first = span.ends.cumsum(axis=1) > 0
    at_risk = weight @ (span.seen - (first & span.open[:, None]))
    mass = np.full((len(weight), span.ends.shape[1]), 1 / span.ends.shape[1])
    going = np.arange(len(weight))
    for _ in range(cycles):
        own = weight[going], at_risk[going]
        start = mass[going]
        one, level = _em(span, start, *own)
        two, _ = _em(span, one, *own)
        far = _stretched(start, one, two)
        new, reached = _em(span, far, *own)
        mass[going] = np.where((reached >= level)[:, None], new, two)
        going = going[np.abs(one - start).max(axis=1) > tolerance]
        if not len(going):
            break
    mass = np.where(mass < NOTHING, 0.0, mass)
    return mass / mass.sum(axis=1, keepdims=True)


def _em(span: Span, mass: np.ndarray, weight: np.ndarray, at_risk: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the next mass of each draw, and the log-likelihood of the one given."""
    chance = mass @ span.ends.T
    share = chance if span.seen.all() else chance / np.maximum(mass @ span.seen.T, TINY)
    level = (weight * np.log(np.maximum(share, TINY))).sum(axis=1)
    told = ~span.open
    pull = np.divide(weight[:, told], chance[:, told], out=np.zeros((len(mass), told.sum())), where=chance[:, told] > 0)
    return _from_hazards(mass * (pull @ span.ends[told]), at_risk), level


def _stretched(start: np.ndarray, one: np.ndarray, two: np.ndarray) -> np.ndarray:
    step, bend = one - start, two - 2 * one + start
    sizes = (np.linalg.norm(part, axis=1, keepdims=True) for part in (step, bend))
    length = np.divide(*sizes, out=np.ones((len(start), 1)), where=np.linalg.norm(bend, axis=1, keepdims=True) > TINY)
    length = np.clip(length, 1, MOST_STRETCH)
    far = np.maximum(start + 2 * length * step + length**2 * bend, 0.1 * two)
    return far / far.sum(axis=1, keepdims=True)


def climb(span: Span, weight: np.ndarray, tolerance: float) -> tuple[np.ndarray, float, float]:
    """Return the mass of greatest likelihood, the log-likelihood and the distance from the conditions of a maximum."""
    mass = by_draw(span, weight[None, :], EM_CYCLES, tolerance)[0]
    keep = (span.ends @ mass > 0) & (weight > 0)
    ends, seen, weight = span.ends[keep], span.seen[keep], weight[keep]
    gap = _gap(mass, _slope(mass, ends, seen, weight), weight)
    for _ in range(NEWTON_STEPS):
        if gap <= tolerance:
            break
        mass = _newton(mass, ends, seen, weight)
        gap = _gap(mass, _slope(mass, ends, seen, weight), weight)
    return mass, _loglik(mass, ends, seen, weight), gap


def _from_hazards(events: np.ndarray, at_risk: np.ndarray) -> np.ndarray:
    left = at_risk - np.cumsum(events, axis=1) + events
    hazard = np.divide(events, left, out=np.zeros_like(events), where=left > 1e-12).clip(0, 1)
    hazard[:, -1] = 1
    before = np.cumprod(np.column_stack([np.ones(len(hazard)), 1 - hazard[:, :-1]]), axis=1)
    return before * hazard


def _loglik(mass: np.ndarray, ends: np.ndarray, seen: np.ndarray, weight: np.ndarray) -> float:
    with np.errstate(divide="ignore", invalid="ignore"):
        return float(weight @ (np.log(ends @ mass) - np.log(seen @ mass)))


def _slope(mass: np.ndarray, ends: np.ndarray, seen: np.ndarray, weight: np.ndarray) -> np.ndarray:
    return (weight / (ends @ mass)) @ ends - (weight / (seen @ mass)) @ seen


def _gap(mass: np.ndarray, slope: np.ndarray, weight: np.ndarray) -> float:
    return float(np.where(mass > 0, np.abs(slope), slope.clip(min=0)).max() / weight.sum())


def _newton(mass: np.ndarray, ends: np.ndarray, seen: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """One step: columns without mass and without promise rest; the others move until the likelihood stops rising."""
    slope = _slope(mass, ends, seen, weight)
    back = (mass <= 0) & (slope > 0)
    mass = np.where(back, 1e-6, np.where((mass < 1e-4) & (slope < 0), 0.0, mass)) if len(mass) > 1 else mass
    mass = mass / mass.sum()
    free = np.flatnonzero(mass > 0)
    own, from_ = ends[:, free] / (ends @ mass)[:, None], seen[:, free] / (seen @ mass)[:, None]
    root = np.sqrt(weight)[:, None]
    curved = (own * root).T @ (own * root) - (from_ * root).T @ (from_ * root)
    size = len(free)
    system = np.block([[curved, np.ones((size, 1))], [np.ones((1, size)), np.zeros((1, 1))]])
    slope = _slope(mass, ends, seen, weight)[free]
    move = np.linalg.lstsq(system, np.append(slope, 0.0), rcond=1e-13)[0][:size]
    if slope @ move <= 0:
        move = mass[free] * slope / weight.sum()
    return _search(mass, free, move, ends, seen, weight)


def _search(
    mass: np.ndarray, free: np.ndarray, move: np.ndarray, ends: np.ndarray, seen: np.ndarray, weight: np.ndarray
) -> np.ndarray:
    """Go along the move, not beyond the first column that empties, half as far until the likelihood does not fall."""
    down = move < 0
    room = (-mass[free][down] / move[down]).min(initial=np.inf)
    start, step = _loglik(mass, ends, seen, weight), min(1.0, room)
    for _ in range(50):
        tried = mass.copy()
        tried[free] = (mass[free] + step * move).clip(min=0)
        tried[free[down]] = np.where(tried[free[down]] < 1e-15, 0.0, tried[free[down]])
        tried /= tried.sum()
        if _loglik(tried, ends, seen, weight) >= start - 1e-13 * abs(start):
            return tried
        step /= 2
    return mass
