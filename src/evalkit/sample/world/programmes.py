"""Help delivered: schooling, housing, training, subsidies, loans, plans and the three guarantees."""

from __future__ import annotations

import datetime as dt

import numpy as np

from evalkit.sample.world import people
from evalkit.sample.world.clues import Clue
from evalkit.sample.world.people import Household
from evalkit.sample.world.profiles import Profile
from evalkit.sample.world.shocks import months_after

SCHOOL_HELP = {
    "preschool": ("preschool_subsidy", 50000),
    "primary": ("compulsory_subsidy", 50000),
    "grade": ("compulsory_subsidy", 62500),
    "high": ("high_school_grant", 100000),
    "vocational": ("yulu", 150000),
    "college": ("yulu", 150000),
}
TERMS = {"spring": "04", "autumn": "10"}
MEASURES = {
    "illness": ["health", "safety_net"],
    "unstable_job": ["employment", "public_post"],
    "industry_failure": ["industry", "finance"],
    "schooling": ["other_schooling", "social"],
    "disability": ["safety_net", "social"],
    "housing": ["housing"],
}


def benefit(home: Household, programme: str, amount: int | None, date: str, **more) -> dict:
    """Return one assistance record of a household (or of one member when `person` is given)."""
    member = more.pop("person", None)
    record = {
        "household": home.number,
        "head_name": home.head.name,
        "programme": programme,
        "date": date,
        "beneficiaries": 1,
        "beneficiary_unit": "person" if member else "household",
        "amount": amount,
    }
    if member:
        record |= {"name": member.name, "person": member.number}
    return record | more


def schooling(home: Household, year: int) -> list[dict]:
    """Return schooling benefits of lifted households, by term."""
    found = []
    for member in home.members(year):
        status = people.school_status(member.age(year), member.education)
        kind = next((word for word in SCHOOL_HELP if status.startswith(word)), None)
        if kind is None or home.type != "lifted":
            continue
        programme, amount = SCHOOL_HELP[kind]
        found += [
            benefit(home, programme, amount, f"{year}-{month}", person=member, term=term)
            for term, month in TERMS.items()
        ]
    return found


def one_time(rng: np.random.Generator, home: Household, profile: Profile, year: int) -> list[dict]:
    """Return housing, training, industry and water benefits of a household in a year."""
    found = []
    if home.type == "lifted" and rng.random() < 0.02:
        found.append(benefit(home, "housing_renovation", 1610000, f"{year}-{rng.integers(5, 11):02d}"))
    if home.type == "lifted" and people.able(home, year) and rng.random() < 0.22:
        amount = int(rng.integers(10, 31)) * 10000
        found.append(benefit(home, "industry_support", amount, f"{year}-{rng.integers(3, 12):02d}"))
    for member in people.workers(home, year):
        if rng.random() < 0.05 + 0.12 * profile.own:
            day = f"{year}-{rng.integers(3, 12):02d}-{rng.integers(1, 29):02d}"
            found.append(benefit(home, "training", None, day, person=member))
    return found


def work_related(home: Household, year: int, jobs: list[dict]) -> list[dict]:
    """Return transport subsidies and workshop places, which follow from the household's jobs."""
    by_number = {p.number: p for p in home.people}
    found = []
    for job in jobs:
        member = by_number[job["person"]]
        if job["channel"] == "local":
            found.append(benefit(home, "workshop", None, job["start_date"], person=member))
        elif home.type == "lifted":
            found.append(benefit(home, "transport_subsidy", job["transport_subsidy"], f"{year}-11", person=member))
    return found


def relief(rng: np.random.Generator, clue: Clue) -> list[dict]:
    """Return medical aid and temporary relief after identification."""
    if clue.measured is None:
        return []
    month = f"{clue.measured:%Y-%m}"
    found = []
    if "illness" in clue.risks and rng.random() < 0.8:
        found.append(benefit(clue.household, "medical_aid", int(rng.integers(15, 80)) * 10000, month))
    if rng.random() < 0.45:
        found.append(benefit(clue.household, "temporary_relief", int(rng.integers(8, 30)) * 10000, month))
    return found


def plan(rng: np.random.Generator, clue: Clue, year: int, end: dt.date) -> list[dict]:
    """Return the tasks of a monitored household's plan in the year it was identified."""
    if clue.identified is None or clue.identified.year != year:
        return []
    found = []
    for task in measures(clue):
        deadline = months_after(clue.identified, int(rng.integers(2, 7)))
        done = months_after(clue.identified, int(rng.integers(1, 9))) if rng.random() < 0.8 else None
        late = done is None or done > end
        found.append(
            {
                "household": clue.household.number,
                "head_name": clue.household.head.name,
                "target": "稳定增收，消除返贫风险",
                "task": task,
                "responsible": "驻村工作队",
                "deadline": f"{deadline:%Y-%m}",
                "done_date": None if late else f"{done:%Y-%m}",
                "result": str(rng.choice(["partly", "not_done"])) if late else "done",
            }
        )
    return found


def measures(clue: Clue) -> list[str]:
    """Return the measures that answer a clue's risks, in order and without repeats."""
    return list(dict.fromkeys(m for risk in clue.risks for m in MEASURES[risk]))


def loan(rng: np.random.Generator, home: Household, profile: Profile, year: int) -> dict | None:
    """Return a micro-credit loan, or None; at most 50,000 yuan for at most three years."""
    if home.type != "lifted" or not people.workers(home, year) or rng.random() > 0.12:
        return None
    amount = int(rng.integers(2, 11)) * 500000
    month, day = int(rng.integers(2, 12)), int(rng.integers(1, 29))
    years = int(rng.integers(1, 4))
    return {
        "household": home.number,
        "head_name": home.head.name,
        "head_id": home.head.number,
        "issued_date": f"{year}-{month:02d}-{day:02d}",
        "due_date": f"{year + years}-{month:02d}-{day:02d}",
        "households_count": 1,
        "amount": amount,
        "rate": 3.65 if year > 2022 else 3.85,
        "bank": "示例农村信用社",
        "purpose": str(
            rng.choice(["crop", "livestock", "processing", "trade", "consumption"], p=[0.4, 0.3, 0.1, 0.1, 0.1])
        ),
        "applied_by": "own" if rng.random() < profile.own else "mobilised",
        "subsidised": True,
        "balance": amount if years > 1 else amount // 2,
        "overdue": bool(rng.random() < 0.04),
        "renewed": bool(rng.random() < 0.1),
    }


def guarantees(rng: np.random.Generator, home: Household, job_lost: bool) -> dict:
    """Return a household's three guarantees and water in a year."""
    return {
        "household": home.number,
        "head_name": home.head.name,
        "head_id": home.head.number,
        "housing_problem": bool(rng.random() < 0.015),
        "dropout": False,
        "uninsured": bool(rng.random() < 0.03),
        "water_problem": bool(rng.random() < 0.015),
        "job_lost": job_lost,
    }
