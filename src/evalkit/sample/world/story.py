"""A village's story: its place, people, falls and clues, and every ledger's clean records by year."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from evalkit.sample.world import incomes
from evalkit.sample.world.clues import Clue
from evalkit.sample.world.incomes import Flows
from evalkit.sample.world.people import Household
from evalkit.sample.world.places import Village
from evalkit.sample.world.profiles import Profile
from evalkit.sample.world.shocks import Fall

PURPOSES = ("profile", "people", "shocks", "incomes", "help", "economy", "rest", "mess")


def stream(seed: int, village: Village, purpose: str) -> np.random.Generator:
    """Return a village's own random stream for a purpose, so that no village or purpose disturbs another."""
    return np.random.default_rng([seed, int(village.code), PURPOSES.index(purpose)])


@dataclass
class Story:
    """One village's clean records.

    `records[table][year]` is a list of dicts; `flows` are monthly incomes per household; `bunched` the years in which a
    household's income was lifted over the line.
    """

    village: Village
    profile: Profile
    years: tuple[int, int]
    homes: list[Household]
    falls: list[Fall]
    clues: list[Clue]
    flows: dict[str, Flows] = field(default_factory=dict)
    bunched: dict[str, list[int]] = field(default_factory=dict)
    records: dict[str, dict[int, list[dict]]] = field(default_factory=dict)

    @property
    def span(self) -> range:
        """The years of the story."""
        return range(self.years[0], self.years[1] + 1)

    def per_head(self, home: Household, year: int) -> int:
        """Net income per head of a year in fen."""
        return incomes.per_head(self.flows[home.number], home, self.years, year)

    def of(self, table: str, year: int) -> list[dict]:
        """Return the records of a table and year; empty when nothing happened."""
        return self.records.get(table, {}).get(year, [])

    def add(self, table: str, year: int, rows: list[dict]) -> None:
        """Append rows of a table; their year and village are set here."""
        place = {"village": self.village.code, "year": year}
        self.records.setdefault(table, {}).setdefault(year, []).extend(place | row for row in rows)
