"""Clues: which channel catches a fall and when, what follows, and clues behind which there is no fall."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np

from evalkit.sample.world import people
from evalkit.sample.world.people import Household
from evalkit.sample.world.shocks import EFFECTS, Fall, fall_at, month_start, months_after

FALSE_CLUES_PER_HOUSEHOLD_YEAR = 0.05
OTHER_RISKS_PER_HOUSEHOLD_YEAR = 0.015
# First catch of a fall: at most one channel each, so a channel's share of all falls is its sensitivity.
SENSITIVITY = {"self_report": 0.30, "patrol": 0.27, "department": 0.14, "platform": 0.06}
DELAY_DAYS = {"self_report": (12, 35), "patrol": (25, 75), "department": (5, 25), "platform": (40, 110)}
EARLY_CLEARING = 0.25
RELAPSE_AFTER_EARLY = 0.45
RELAPSE_OTHERWISE = 0.10


@dataclass
class Clue:
    """One clue about a household and what became of it; months count from the first year's January (0)."""

    household: Household
    channel: str
    date: dt.date
    outcome: str
    risks: list[str]
    fall: Fall | None = None
    verified: dt.date | None = None
    identified: dt.date | None = None
    measured: dt.date | None = None
    cleared: dt.date | None = None
    method: str = ""
    early: bool = False


def catch(rng: np.random.Generator, fall: Fall, first_year: int) -> Clue | None:
    """Return the clue that first catches this fall, or None when no channel does."""
    channels = [*SENSITIVITY, ""]
    odds = [*SENSITIVITY.values(), 1 - sum(SENSITIVITY.values())]
    channel = str(rng.choice(channels, p=odds))
    if not channel:
        return None
    low, high = DELAY_DAYS[channel]
    date = month_start(first_year, fall.month) + dt.timedelta(days=int(rng.integers(low, high + 1)))
    return Clue(fall.household, channel, date, "identified", [EFFECTS[fall.cause]["risk"]], fall)


def follow_up(rng: np.random.Generator, clue: Clue, end: dt.date) -> None:
    """Fill in verification, identification, first measure and clearing, as known at `end`."""
    clue.verified = clue.date + dt.timedelta(days=int(rng.integers(2, 13)))
    if clue.outcome != "identified":
        hide_future(clue, end)
        return
    clue.identified = clue.verified + dt.timedelta(days=int(rng.integers(3, 14)))
    clue.measured = clue.identified + dt.timedelta(days=int(rng.integers(5, 50)))
    clue.early = bool(rng.random() < EARLY_CLEARING)
    wait = int(rng.integers(2, 6)) if clue.early else int(rng.integers(6, 15))
    if people.able(clue.household, clue.identified.year):
        clue.cleared = months_after(clue.identified, wait)
        clue.method = "natural" if rng.random() < 0.12 else "helped"
    hide_future(clue, end)


def hide_future(clue: Clue, end: dt.date) -> None:
    """Blank what had not happened when the ledgers were handed in."""
    for name in ("verified", "identified", "measured", "cleared"):
        date = getattr(clue, name)
        if date and date > end:
            setattr(clue, name, None)
    if clue.verified is None or clue.outcome == "identified" and clue.identified is None:
        clue.outcome = "pending"
    if clue.cleared is None:
        clue.method, clue.early = "", False


def relapse(rng: np.random.Generator, clue: Clue, first_year: int, last_month: int) -> Fall | None:
    """Return a second fall within a year of clearing, or None."""
    if clue.cleared is None or clue.fall is None:
        return None
    if rng.random() >= (RELAPSE_AFTER_EARLY if clue.early else RELAPSE_OTHERWISE):
        return None
    start = (clue.cleared.year - first_year) * 12 + clue.cleared.month - 1 + int(rng.integers(1, 9))
    return fall_at(rng, clue.household, start, first_year, relapse=True) if start <= last_month else None


def stray(rng: np.random.Generator, home: Household, first: int, month: int, end: dt.date, outcome: str) -> Clue:
    """Return a clue without a fall: a false one, or a household taken in for another risk."""
    date = month_start(first, month) + dt.timedelta(days=int(rng.integers(0, 28)))
    channel = str(rng.choice(list(SENSITIVITY), p=[0.25, 0.25, 0.35, 0.15]))
    risk = str(rng.choice(["schooling", "disability", "housing"])) if outcome == "identified" else "illness"
    clue = Clue(home, channel, date, outcome, [risk])
    follow_up(rng, clue, end)
    return clue
