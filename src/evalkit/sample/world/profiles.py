"""What is planted in each village: income level and mix, growth, the team's arrival, the odd one out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

# Invented lines (yuan per head and year) of the invented province 99; params/policy.yaml holds the same figures.
INVENTED_LINES = {2021: 6000, 2022: 6600, 2023: 7100, 2024: 7500}
TEAM_EFFECT_YUAN_PER_MONTH = 80
TEAM_EFFECT_WAGE_SHARE = 0.6
SOURCES = ("wage", "business", "property", "transfer")


@dataclass(frozen=True)
class Profile:
    """Planted parameters of one village.

    `level` is yuan per head in the first year; `mix` and `growth` are per source; `arrival` is (years after the first,
    month) or None; `kind` is ordinary, bunched, transfers or single_buyer; `own` is the share
    acting of their own accord.
    """

    level: int
    mix: dict[str, float]
    growth: dict[str, float]
    arrival: tuple[int, int] | None
    kind: str
    own: float


def by_source(wage: float, business: float, property_: float, transfer: float) -> dict[str, float]:
    """Return the four numbers keyed by income source."""
    return dict(zip(SOURCES, (wage, business, property_, transfer), strict=True))


PLANTED = (
    Profile(9500, by_source(0.50, 0.28, 0.03, 0.19), by_source(0.07, 0.04, 0.05, 0.06), (1, 3), "ordinary", 0.62),
    Profile(9000, by_source(0.46, 0.32, 0.03, 0.19), by_source(0.06, 0.05, 0.04, 0.06), (1, 9), "ordinary", 0.48),
    Profile(9200, by_source(0.38, 0.41, 0.04, 0.17), by_source(0.05, 0.07, 0.06, 0.05), (2, 4), "single_buyer", 0.40),
    Profile(6500, by_source(0.44, 0.30, 0.03, 0.23), by_source(0.08, 0.06, 0.05, 0.07), (2, 10), "bunched", 0.35),
    Profile(7800, by_source(0.22, 0.18, 0.03, 0.57), by_source(0.03, 0.02, 0.04, 0.08), (3, 3), "transfers", 0.22),
    Profile(9400, by_source(0.48, 0.29, 0.03, 0.20), by_source(0.05, 0.04, 0.05, 0.06), None, "ordinary", 0.44),
)
LATER_ARRIVALS = ((1, 3), (2, 3), None, (1, 9), (3, 3), (2, 9), None, (2, 3))


def profile(index: int, rng: np.random.Generator) -> Profile:
    """Return the planted profile of village number `index`; villages after the sixth are ordinary variations."""
    if index < len(PLANTED):
        return PLANTED[index]
    base = PLANTED[(0, 1, 5)[index % 3]]
    return Profile(
        level=int(rng.integers(82, 112)) * 100,
        mix=base.mix,
        growth={source: round(rate + float(rng.integers(-2, 3)) / 100, 2) for source, rate in base.growth.items()},
        arrival=LATER_ARRIVALS[index % len(LATER_ARRIVALS)],
        kind="ordinary",
        own=round(float(rng.uniform(0.3, 0.65)), 2),
    )


def invented_line(year: int) -> int:
    """Return the invented monitoring line in yuan; outside the listed years it moves by 400 yuan a year."""
    nearest = min(INVENTED_LINES, key=lambda known: abs(known - year))
    return INVENTED_LINES[nearest] + 400 * (year - nearest)
