"""Drawing the households of a village: who lives together, how old, how healthy, how schooled."""

from __future__ import annotations

import datetime as dt

import numpy as np

from evalkit.sample.world import identity
from evalkit.sample.world.people import Household, Person
from evalkit.sample.world.places import Village

SHAPES = {
    "single_elder": 0.08,
    "elder_couple": 0.17,
    "couple": 0.10,
    "family": 0.37,
    "three_generations": 0.23,
    "no_labour": 0.05,
}
CAUSES = ("illness", "disability", "schooling", "no_skill", "no_labour", "no_money", "low_drive")


def education_for(rng: np.random.Generator, age: int) -> str:
    """Draw the schooling a person of this age reached or will reach."""
    if age >= 60:
        return str(rng.choice(["none", "primary", "middle"], p=[0.3, 0.5, 0.2]))
    if age >= 30:
        return str(rng.choice(["primary", "middle", "high", "college"], p=[0.25, 0.55, 0.15, 0.05]))
    return str(rng.choice(["middle", "high", "college", "bachelor"], p=[0.2, 0.35, 0.3, 0.15]))


def ages_of(shape: str, rng: np.random.Generator) -> list[tuple[int, str, bool]]:
    """Return (age in the first year, relation, male) of the members of a household of this shape."""
    if shape == "single_elder":
        return [(int(rng.integers(66, 84)), "head", bool(rng.random() < 0.6))]
    if shape == "elder_couple":
        age = int(rng.integers(62, 78))
        return [(age, "head", True), (age - int(rng.integers(0, 5)), "spouse", False)]
    if shape == "no_labour":
        age = int(rng.integers(64, 76))
        return [(age, "head", True), (int(rng.integers(30, 45)), "child", bool(rng.random() < 0.5))]
    age = int(rng.integers(30, 56))
    found = [(age, "head", bool(rng.random() < 0.9))]
    found.append((age - int(rng.integers(-1, 5)), "spouse", not found[0][2]))
    if shape == "couple":
        return found
    for _ in range(int(rng.choice([1, 2, 3], p=[0.35, 0.5, 0.15]))):
        found.append((max(age - int(rng.integers(22, 34)), -2), "child", bool(rng.random() < 0.52)))
    if shape == "three_generations":
        elder = age + int(rng.integers(22, 30))
        found.append((elder, "parent", bool(rng.random() < 0.4)))
        if rng.random() < 0.5:
            found.append((elder - int(rng.integers(0, 4)), "parent", not found[-1][2]))
    return found


def health_for(rng: np.random.Generator, age: int, shape: str, relation: str) -> str:
    """Draw a health code; in households without labour the grown-up child is disabled."""
    if shape == "no_labour" and relation == "child":
        return "disabled"
    odds = (0.55, 0.33, 0.07, 0.05) if age >= 60 else (0.93, 0.04, 0.015, 0.015)
    return str(rng.choice(["healthy", "chronic", "serious", "disabled"], p=odds))


def person(rng: np.random.Generator, village: Village, year: int, serial: int, who: tuple, family: str, shape: str):
    """Return one invented person of age `who[0]` at the end of `year`."""
    age, relation, male = who
    born = dt.date(year - age, int(rng.integers(1, 13)), int(rng.integers(1, 29)))
    own = family if relation in {"head", "child"} or (relation == "parent" and male) else identity.surname(rng)
    died = None
    if age >= 70 and shape not in {"single_elder", "no_labour"} and rng.random() < 0.06:
        died = year + int(rng.integers(1, 5))
    return Person(
        name=own + identity.given_name(rng, male),
        number=identity.id_number(village.county, born, village.index * 41 + serial, male),
        male=male,
        born=born,
        relation=relation,
        health=health_for(rng, age, shape, relation),
        education=education_for(rng, age),
        phone=identity.phone(rng),
        died=died,
    )


def household(rng: np.random.Generator, village: Village, order: int, year: int) -> Household:
    """Return one invented household as it is in the first year."""
    shape = str(rng.choice(list(SHAPES), p=list(SHAPES.values())))
    lifted = rng.random() < 0.6 or shape in {"no_labour", "single_elder"}
    poor = shape in {"no_labour", "single_elder"}
    family = identity.surname(rng)
    home = Household(
        number=f"{village.code}{order:04d}",
        grid=(order - 1) % 4 + 1,
        shape=shape,
        type="lifted" if lifted else "ordinary",
        level=float(np.exp(rng.normal(-0.04 if lifted else 0.06, 0.27))),
        area=round(float(rng.uniform(1.5, 12)), 1),
        phone=identity.phone(rng),
        dibao=bool(poor and rng.random() < 0.7 or lifted and rng.random() < 0.08),
        tekun=bool(shape == "single_elder" and rng.random() < 0.25),
        cause=str(rng.choice(CAUSES)) if lifted else "",
    )
    serial = order * 7
    home.people = [
        person(rng, village, year, serial + i, who, family, shape) for i, who in enumerate(ages_of(shape, rng))
    ]
    return home


def households(rng: np.random.Generator, village: Village, count: int, first_year: int) -> list[Household]:
    """Return the invented households of a village; no two persons share an ID number."""
    homes = [household(rng, village, order, first_year) for order in range(1, count + 1)]
    seen: set[str] = set()
    for home in homes:
        for member in home.people:
            serial = 0
            while member.number in seen:
                serial += 1
                member.number = identity.id_number(village.county, member.born, serial, member.male)
            seen.add(member.number)
    return homes
