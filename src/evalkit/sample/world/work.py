"""Work: spells away from home and public posts in the village."""

from __future__ import annotations

import numpy as np

from evalkit.sample.world import people
from evalkit.sample.world.people import Household
from evalkit.sample.world.profiles import Profile

POSTS_PER_VILLAGE = 3
POST_RATE_FEN = 50000
DAYS_REQUIRED = 22
PLACES = (
    ("示例县", 300, 0.35),
    ("示例省省会", 600, 0.40),
    ("外省", 1500, 0.25),
)
SECTORS = ("建筑业", "制造业", "餐饮服务", "交通运输", "家政服务", "采矿业")
EMPLOYERS = ("示例建筑公司", "样例电子厂", "示范餐饮店", "样例物流公司", "示例家政公司")


def posts(rng: np.random.Generator, homes: list[Household], years: tuple[int, int]) -> list[dict]:
    """Return one record per public post and month: household, person, month index, days and pay in fen."""
    holders = [
        (home, person)
        for home in homes
        for person in home.members(years[1])[:2]
        if home.type == "lifted" and people.labour(person, years[0]) in {"weak", "ordinary"}
    ][: POSTS_PER_VILLAGE * 2 : 2]
    found = []
    for home, person in holders:
        for month in range((years[1] - years[0] + 1) * 12):
            worked = int(DAYS_REQUIRED - rng.choice([0, 0, 0, 1, 2, 4]))
            pay = round(POST_RATE_FEN * worked / DAYS_REQUIRED)
            found.append({"home": home, "person": person, "index": month, "worked": worked, "pay": pay})
    return found


def job_channel(rng: np.random.Generator, profile: Profile) -> str:
    """Draw how a job was found; own search follows the village's planted own initiative."""
    if rng.random() < profile.own:
        return "own"
    return str(rng.choice(["organised", "kin", "local"], p=[0.4, 0.35, 0.25]))


def jobs(rng: np.random.Generator, home: Household, profile: Profile, year: int, wages: np.ndarray) -> list[dict]:
    """Return the work spells of a household in a year; its monthly wages (12, fen) are shared among its workers."""
    hands = [p for p in people.workers(home, year) if p.relation != "parent"][:2]
    months = np.flatnonzero(wages)
    if not hands or not len(months):
        return []
    found = []
    for person in hands:
        place, subsidy, _ = PLACES[int(rng.choice(len(PLACES), p=[p[2] for p in PLACES]))]
        channel = job_channel(rng, profile)
        found.append(
            {
                "household": home.number,
                "head_name": home.head.name,
                "name": person.name,
                "person": person.number,
                "working": True,
                "channel": channel,
                "start_date": f"{year}-{months[0] + 1:02d}",
                "end_date": f"{year}-{months[-1] + 1:02d}" if months[-1] < 11 else None,
                "work_place": "示例县" if channel == "local" else place,
                "wage_month": round(int(wages.sum()) / len(months) / len(hands) / 100) * 100,
                "transport_subsidy": (300 if channel == "local" else subsidy) * 100,
                "employer": str(rng.choice(EMPLOYERS)),
                "sector": str(rng.choice(SECTORS)),
            }
        )
    return found
