"""Income by item and month: level, growth by source, the team's effect, falls, and one bunched village."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from evalkit.sample.world import people
from evalkit.sample.world.people import Household
from evalkit.sample.world.profiles import (
    TEAM_EFFECT_WAGE_SHARE,
    TEAM_EFFECT_YUAN_PER_MONTH,
    Profile,
    invented_line,
)
from evalkit.sample.world.shocks import EFFECTS, Fall

FAMILY = {
    "wage_migrant": "wage",
    "wage_public_post": "wage",
    "business_crop": "business",
    "business_livestock": "business",
    "property_dividend": "property",
    "property_land": "property",
    "transfer_dibao": "transfer",
    "transfer_pension": "transfer",
    "transfer_one_off": "transfer",
    "transfer_other": "transfer",
    "cost_crop": "business_cost",
    "cost_livestock": "business_cost",
}
COST_SHARE = 0.3
NOISE = 0.05
BUNCH_FROM = 0.80
WORK_MONTHS = slice(2, 12)
PENSION_YUAN = 125
DIBAO_YUAN = 330

Flows = dict[str, np.ndarray]


def yuan(amounts: np.ndarray | float) -> np.ndarray:
    """Round fen to whole yuan, still in fen."""
    return (np.rint(np.asarray(amounts, dtype=float) / 100) * 100).astype(np.int64)


def spread(total: float, months: Iterable[int], weights: np.ndarray | None = None) -> np.ndarray:
    """Return 12 months of fen in whole yuan, the total put on `months` by weight."""
    places = list(months)
    share = np.ones(len(places)) if weights is None else weights
    year = np.zeros(12, dtype=np.int64)
    year[places] = yuan(total * share / share.sum())
    return year


def targets(home: Household, profile: Profile, year: int, first: int) -> dict[str, float]:
    """Return the household's planned income by source in fen; without workers the wage is partly made up elsewhere."""
    scale = profile.level * home.level * home.size(year) * 100
    plan = {s: scale * profile.mix[s] * (1 + profile.growth[s]) ** (year - first) for s in profile.mix}
    if people.workers(home, year):
        plan["wage"] *= 1.1
        return plan
    wage = plan.pop("wage")
    able = people.able(home, year) > 0
    plan["business"] = plan["business"] + 0.35 * wage if able else 0.2 * plan["business"]
    plan["transfer"] += 0.45 * wage if able else 0.95 * wage
    return plan | {"wage": 0.0}


def year_flows(rng: np.random.Generator, home: Household, profile: Profile, year: int, first: int) -> Flows:
    """Return one year's monthly flows of a household before shocks and the team's effect."""
    plan = targets(home, profile, year, first)
    noise = np.exp(rng.normal(0, NOISE, 2))
    weights = rng.uniform(0.85, 1.15, 10)
    livestock = 0.45 if int(home.number[-1]) % 3 == 0 else 0.0
    gross = plan["business"] * noise[1] / (1 - COST_SHARE)
    crop, animals = gross * (1 - livestock), gross * livestock
    elders = sum(p.age(year) >= 60 for p in home.members(year))
    pension = elders * round(PENSION_YUAN * 1.04 ** (year - first)) * 100
    dibao = home.size(year) * round(DIBAO_YUAN * 1.05 ** (year - first)) * 100 if home.dibao else 0
    rest = max(plan["transfer"] - 12 * (pension + dibao), home.size(year) * 10000)
    return {
        "wage_migrant": spread(plan["wage"] * noise[0], range(2, 12), weights),
        "business_crop": spread(crop, (6, 9, 10), np.array([0.15, 0.45, 0.40])),
        "business_livestock": spread(animals, (1, 5, 8, 11)),
        "property_dividend": spread(plan["property"] * 0.6, (11,)),
        "property_land": spread(plan["property"] * 0.4, (2,)),
        "transfer_dibao": spread(dibao * 12, range(12)),
        "transfer_pension": spread(pension * 12, range(12)),
        "transfer_one_off": np.zeros(12, dtype=np.int64),
        "transfer_other": spread(rest, (5, 11)),
        "cost_crop": spread(crop * COST_SHARE, (2, 3, 4)),
        "cost_livestock": spread(animals * COST_SHARE, (0, 6)),
    }


def household_flows(rng: np.random.Generator, home: Household, profile: Profile, years: tuple[int, int]) -> Flows:
    """Return all months of a household's flows before shocks and the team's effect."""
    parts = [year_flows(rng, home, profile, year, years[0]) for year in range(years[0], years[1] + 1)]
    flows = {item: np.concatenate([part[item] for part in parts]) for item in parts[0]}
    flows["wage_public_post"] = np.zeros_like(flows["wage_migrant"])
    return flows


def apply_falls(flows: Flows, falls: list[Fall]) -> None:
    """Multiply wages and business receipts by each fall's effect while it lasts; costs are paid all the same.

    Each fall notes its loss.
    """
    for fall in falls:
        span = slice(fall.month, fall.month + fall.months)
        effect = EFFECTS[fall.cause]
        for item in ("wage_migrant", "business_crop", "business_livestock"):
            left = yuan(flows[item][span] * effect[FAMILY[item]])
            fall.loss += int((flows[item][span] - left).sum())
            flows[item][span] = left


def apply_team(flows: Flows, home: Household, profile: Profile, years: tuple[int, int]) -> None:
    """Add the planted effect from the month after the team's arrival: so much per head and month, after all shocks."""
    if profile.arrival is None:
        return
    start = profile.arrival[0] * 12 + profile.arrival[1]
    for month in range(start, len(flows["wage_migrant"])):
        year = years[0] + month // 12
        gain = TEAM_EFFECT_YUAN_PER_MONTH * 100 * home.size(year)
        wage = int(yuan(gain * TEAM_EFFECT_WAGE_SHARE)) if people.workers(home, year) else 0
        flows["wage_migrant"][month] += wage
        if people.able(home, year):
            flows["business_crop"][month // 12 * 12 + 10] += gain - wage
        else:
            flows["property_dividend"][month // 12 * 12 + 11] += gain - wage


def net(flows: Flows, year_index: int) -> int:
    """Return a household's net income of a year in fen: wage + business + property + transfer - business cost."""
    months = slice(year_index * 12, year_index * 12 + 12)
    return int(sum((-1 if FAMILY[item] == "business_cost" else 1) * flow[months].sum() for item, flow in flows.items()))


def per_head(flows: Flows, home: Household, years: tuple[int, int], year: int) -> int:
    """Return net income per head of a year in fen, rounded to the fen."""
    return round(net(flows, year - years[0]) / home.size(year))


def bunch(
    rng: np.random.Generator, flows: Flows, home: Household, falls: list[Fall], years: tuple[int, int]
) -> list[int]:
    """Lift incomes just under the line to just above it, by crop receipts nobody saw; return the years touched.

    Years in which a fall lasts are left alone, so that planted falls stay visible.
    """
    touched = []
    for index, year in enumerate(range(years[0], years[1] + 1)):
        line = invented_line(year) * 100 * home.size(year)
        hit = any(f.month < index * 12 + 12 and f.month + f.months > index * 12 for f in falls)
        if hit or not BUNCH_FROM * line <= net(flows, index) < line:
            continue
        wanted = line + int(rng.integers(5, 151)) * 100 * home.size(year)
        flows["business_crop"][index * 12 + 10] += wanted - net(flows, index)
        touched.append(year)
    return touched
