"""Organisation: the village sheet, cadres, assessments, meetings and activities."""

from __future__ import annotations

import datetime as dt

import numpy as np

from evalkit.sample.world import economy, identity
from evalkit.sample.world.clues import Clue
from evalkit.sample.world.people import Household, Person
from evalkit.sample.world.places import Village
from evalkit.sample.world.profiles import Profile

DIMENSIONS = ("party_building", "industry", "livelihood")
METHODS = ("ledger_review", "interview", "site_check")
ACTIVITIES = (
    ("friday_study", "01 02 04 05 07 08 10 11", (18, 40), None),
    ("party_lecture", "06", (20, 40), None),
    ("culture_rehearsal", "02 09", (15, 45), None),
    ("five_clearings", "04", (8, 20), "处"),
    ("elderly_care", "10", (12, 30), None),
    ("policy_publicity", "03 08", (15, 50), None),
    ("public_works", "05", (10, 30), None),
)


def arrival(profile: Profile, years: tuple[int, int]) -> tuple[int, int] | None:
    """Return (year, month) of the team's arrival, or None."""
    return (years[0] + profile.arrival[0], profile.arrival[1]) if profile.arrival else None


def village_sheet(rng, village: Village, profile: Profile, homes: list[Household], years: tuple[int, int], year: int):
    """Return the village sheet of a year: the arrival is blank until the team has come."""
    came = arrival(profile, years)
    return {
        "village_name": village.name,
        "grids": 4,
        "grid_party_members": 3,
        "grid_assistants": 2,
        "households_total": len(homes),
        "population_total": sum(home.size(year) for home in homes),
        "team_arrival": f"{came[0]}-{came[1]:02d}" if came and came[0] <= year else None,
        "paired_unit": economy.paired_unit(village),
        "collective_income": int(rng.integers(60, 300)) * 100000,
        "monitoring_meetings_per_month": 1,
        "key_groups": 6,
        "study_weekday": 5,
        "assessments_per_year": 5,
    }


def team(rng: np.random.Generator, village: Village, years: tuple[int, int]) -> list[Person]:
    """Return the three cadres of a village's team."""
    people = []
    for order, role in enumerate(("first_secretary", "leader", "member")):
        male = bool(rng.random() < 0.7)
        born = dt.date(years[0] - int(rng.integers(28, 55)), int(rng.integers(1, 13)), int(rng.integers(1, 29)))
        number = identity.id_number(village.county, born, 480 + order, male)
        name = identity.surname(rng) + identity.given_name(rng, male)
        people.append(Person(name, number, male, born, role, "healthy", "bachelor", identity.phone(rng)))
    return people


def cadres(
    rng, village: Village, profile: Profile, crew: list[Person], years: tuple[int, int], year: int
) -> list[dict]:
    """Return the team's records of a year; none before it arrived."""
    came = arrival(profile, years)
    if came is None or came[0] > year:
        return []
    months = 13 - came[1] if came[0] == year else 12
    return [
        {
            "name": member.name,
            "person": member.number,
            "sex": "male" if member.male else "female",
            "party": "中共党员",
            "role": member.relation,
            "unit": economy.paired_unit(village),
            "start_date": f"{came[0]}-{came[1]:02d}",
            "end_date": None,
            "days_in_village": int(rng.integers(17, 23)) * months,
            "rural_experience_years": int(rng.integers(0, 12)),
            "training_hours": int(rng.integers(16, 80)),
            "phone": member.phone,
        }
        for member in crew
    ]


def assessments(rng: np.random.Generator, profile: Profile, year: int, came: tuple[int, int] | None) -> list[dict]:
    """Return quarterly scores by dimension and annual scores by method, for the team or the village branch."""
    base = 78 + 8 * profile.own + (4 if came and came[0] <= year else 0)
    subject = "驻村工作队" if came and came[0] <= year else "村党支部"
    found = []
    for period in ("Q1", "Q2", "Q3", "Q4"):
        for dimension in DIMENSIONS:
            found.append(score(rng, subject, period, dimension, "ledger_review", base))
    found += [score(rng, subject, "year", "overall", method, base) for method in METHODS]
    return found


def score(rng: np.random.Generator, subject: str, period: str, dimension: str, method: str, base: float) -> dict:
    """Return one score out of 100."""
    value = min(round(base + float(rng.normal(0, 3)), 1), 100.0)
    names = {"subject": subject, "period": period, "dimension": dimension, "method": method}
    return names | {"score": value, "full_marks": 100}


def in_month(date: dt.date | None, year: int, month: int) -> bool:
    """Say whether a date lies in this month."""
    return date is not None and (date.year, date.month) == (year, month)


def meetings(rng: np.random.Generator, clues: list[Clue], year: int) -> list[dict]:
    """Return the monthly monitoring meetings of a year with what they decided."""
    found = []
    for month in range(1, 13):
        day = dt.date(year, month, 5) + dt.timedelta(days=int(rng.integers(0, 20)))
        found.append(
            {
                "date": day.isoformat(),
                "attendees": int(rng.integers(9, 22)),
                "cases_discussed": sum(
                    in_month(c.verified, year, month) or in_month(c.cleared, year, month) for c in clues
                ),
                "cases_identified": sum(in_month(c.identified, year, month) for c in clues),
                "cases_cleared": sum(in_month(c.cleared, year, month) for c in clues),
                "topic": "防返贫监测研判",
            }
        )
    return found


def activities(rng: np.random.Generator, profile: Profile, year: int) -> list[dict]:
    """Return the year's dated village activities; study falls on a Friday."""
    found = []
    for kind, months, (low, high), unit in ACTIVITIES:
        for month in months.split():
            day = dt.date(year, int(month), 1 + int(rng.integers(0, 20)))
            if kind == "friday_study":
                day += dt.timedelta(days=(4 - day.weekday()) % 7)
            found.append(
                {
                    "date": day.isoformat(),
                    "kind": kind,
                    "participants": int(rng.integers(low, high) * (0.6 + 0.8 * profile.own)),
                    "quantity": int(rng.integers(2, 12)) if unit else None,
                    "quantity_unit": unit,
                }
            )
    return sorted(found, key=lambda activity: activity["date"])
