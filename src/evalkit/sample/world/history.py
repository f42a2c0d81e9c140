"""What befalls the households of a village, month by month: falls, clues, relapses."""

from __future__ import annotations

import datetime as dt

import numpy as np

from evalkit.sample.world.clues import (
    FALSE_CLUES_PER_HOUSEHOLD_YEAR,
    OTHER_RISKS_PER_HOUSEHOLD_YEAR,
    Clue,
    catch,
    follow_up,
    relapse,
    stray,
)
from evalkit.sample.world.people import Household
from evalkit.sample.world.shocks import FALLS_PER_HOUSEHOLD_YEAR, Fall, fall_at


def village_shocks(rng: np.random.Generator, homes: list[Household], years: tuple[int, int]):
    """Return (falls, clues) of a village.

    Parameters
    ----------
    rng : numpy.random.Generator
        The village's stream for shocks.
    homes : list of Household
        Its households.
    years : tuple of int
        First and last year; what lies after the last year is not known to the ledgers.

    Returns
    -------
    tuple of list
        Falls (Fall) and clues (Clue), household by household in order of time.
    """
    first, last = years
    end = dt.date(last, 12, 31)
    falls: list[Fall] = []
    clues: list[Clue] = []
    for home in homes:
        own_falls, own_clues = household_shocks(rng, home, first, (last - first + 1) * 12 - 1, end)
        falls += own_falls
        clues += own_clues
    return falls, clues


def household_shocks(rng: np.random.Generator, home: Household, first: int, last_month: int, end: dt.date):
    """Return (falls, clues) of one household; a new fall never starts while another lasts or its case is open."""
    falls: list[Fall] = []
    clues: list[Clue] = []
    month = int(rng.integers(0, 3))
    while month <= last_month:
        if rng.random() < FALLS_PER_HOUSEHOLD_YEAR / 12:
            month = run_fall(rng, fall_at(rng, home, month, first), falls, clues, (first, last_month, end))
        elif rng.random() < FALSE_CLUES_PER_HOUSEHOLD_YEAR / 12:
            clues.append(stray(rng, home, first, month, end, "not_at_risk"))
            month += 3
        elif rng.random() < OTHER_RISKS_PER_HOUSEHOLD_YEAR / 12:
            clues.append(stray(rng, home, first, month, end, "identified"))
            month += 20
        month += 1
    return falls, [clue for clue in clues if clue.date <= end]


def run_fall(rng: np.random.Generator, fall: Fall, falls: list, clues: list, span: tuple[int, int, dt.date]) -> int:
    """Record a fall, its clue and a possible relapse; return the month from which the household is free again."""
    first, last_month, end = span
    if fall.month > last_month:
        return fall.month
    falls.append(fall)
    free = fall.month + fall.months + 3
    clue = catch(rng, fall, first)
    if clue is None or clue.date > end:
        return free
    follow_up(rng, clue, end)
    clues.append(clue)
    if clue.cleared is None:
        return last_month + 1
    again = relapse(rng, clue, first, last_month)
    if again is not None:
        return run_fall(rng, again, falls, clues, span)
    return max(free, (clue.cleared.year - first) * 12 + clue.cleared.month + 12)
