"""Households and their members as they are in a year: age, schooling, capacity to work."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field


@dataclass
class Person:
    """One invented person."""

    name: str
    number: str
    male: bool
    born: dt.date
    relation: str
    health: str
    education: str
    phone: str
    died: int | None = None

    def age(self, year: int) -> int:
        """Age at the end of `year`."""
        return year - self.born.year


@dataclass
class Household:
    """One invented household; `level` is its income per head relative to the village's."""

    number: str
    grid: int
    shape: str
    type: str
    level: float
    area: float
    phone: str
    dibao: bool
    tekun: bool
    cause: str
    people: list[Person] = field(default_factory=list)

    def members(self, year: int) -> list[Person]:
        """Return those alive and born at the end of `year`."""
        return [p for p in self.people if p.born.year <= year and (p.died is None or p.died > year)]

    def size(self, year: int) -> int:
        """Return the number of members at the end of `year`."""
        return len(self.members(year))

    @property
    def head(self) -> Person:
        """The head of the household."""
        return self.people[0]


def school_status(age: int, education: str) -> str:
    """Return the school code of a person of this age; after 15 the track is the schooling finally reached."""
    if age < 3:
        return "pre_age"
    if age < 6:
        return "preschool"
    if age < 12:
        return "primary"
    if age < 15:
        return f"grade{age - 5}"
    if age < 18:
        track = {"college": "high", "bachelor": "high", "high": "vocational"}.get(education)
        return f"{track}{age - 14}" if track else "not_in_school"
    if age < 21 and education == "college":
        return f"college{age - 17}"
    if age < 22 and education == "bachelor":
        return "bachelor"
    return "not_in_school"


def labour(person: Person, year: int) -> str:
    """Return the labour code of a person in `year`."""
    age = person.age(year)
    if age < 16 or age >= 75 or school_status(age, person.education) != "not_in_school":
        return "none"
    if person.health in {"serious", "disabled"}:
        return "lost"
    if age >= 62 or person.health == "chronic":
        return "weak"
    return "skilled" if person.education in {"high", "college", "technician", "bachelor"} else "ordinary"


def workers(household: Household, year: int) -> list[Person]:
    """Return members fit to work away: ordinary or skilled labour."""
    return [p for p in household.members(year) if labour(p, year) in {"ordinary", "skilled"}]


def able(household: Household, year: int) -> int:
    """Return how many members have some capacity to work."""
    return sum(labour(p, year) in {"ordinary", "skilled", "weak"} for p in household.members(year))
