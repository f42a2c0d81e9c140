"""Falls in income: what can strike a household, when, for how long, and what it does to wages and business."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np

from evalkit.sample.world import people
from evalkit.sample.world.people import Household

FALLS_PER_HOUSEHOLD_YEAR = 0.12
EFFECTS = {
    "illness": {"wage": 0.10, "business": 0.55, "months": (6, 10), "risk": "illness"},
    "job_loss": {"wage": 0.00, "business": 1.00, "months": (4, 8), "risk": "unstable_job"},
    "crop_failure": {"wage": 1.00, "business": 0.15, "months": (9, 12), "risk": "industry_failure"},
}


@dataclass
class Fall:
    """One planted fall: wages and business are multiplied by the cause's effect from `month` (0: first January) on.

    `loss` is what it took from the household in fen, within the years told.
    """

    household: Household
    month: int
    months: int
    cause: str
    relapse: bool = False
    loss: int = 0


def month_start(first_year: int, month: int) -> dt.date:
    """Return the first day of the month counted from the first year's January."""
    return dt.date(first_year + month // 12, month % 12 + 1, 1)


def months_after(date: dt.date, months: int) -> dt.date:
    """Return the first day of the month `months` after the month of `date`."""
    count = date.year * 12 + date.month - 1 + months
    return dt.date(count // 12, count % 12 + 1, 1)


def cause_for(rng: np.random.Generator, home: Household, year: int) -> str:
    """Draw a cause that can hit this household's income."""
    if people.workers(home, year):
        return str(rng.choice(["illness", "job_loss", "crop_failure"], p=[0.35, 0.45, 0.20]))
    return "crop_failure"


def fall_at(rng: np.random.Generator, home: Household, month: int, first_year: int, relapse: bool = False) -> Fall:
    """Return a fall starting in `month`."""
    cause = cause_for(rng, home, first_year + month // 12)
    if cause == "crop_failure":
        month += (6 - month % 12) if month % 12 < 6 else 0
    low, high = EFFECTS[cause]["months"]
    return Fall(home, month, int(rng.integers(low, high + 1)), cause, relapse)
