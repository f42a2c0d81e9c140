"""effects.yaml: what was planted, in numbers, so that an estimate can be held against it."""

from __future__ import annotations

from pathlib import Path

from evalkit.sample.world import clues, economy, organisation, profiles, shocks
from evalkit.sample.world.story import Story


def village_effects(story: Story) -> dict:
    """Return what was planted in one village."""
    came = organisation.arrival(story.profile, story.years)
    return {
        "village": story.village.code,
        "name": story.village.name,
        "kind": story.profile.kind,
        "level_yuan_per_head": story.profile.level,
        "mix": dict(story.profile.mix),
        "growth_per_year": dict(story.profile.growth),
        "team_arrival": f"{came[0]}-{came[1]:02d}" if came else None,
        "own_initiative": story.profile.own,
        "falls": len(story.falls),
        "falls_caught": sum(clue.fall is not None for clue in story.clues),
        "false_clues": sum(clue.outcome == "not_at_risk" for clue in story.clues),
        "relapses": sum(fall.relapse for fall in story.falls),
        "early_clearings": sum(clue.early for clue in story.clues),
        "household_years_bunched": sum(len(years) for years in story.bunched.values()),
        "single_buyer_share": economy.BUYER_ODDS["single_buyer"][0] if story.profile.kind == "single_buyer" else None,
    }


def alert_effects() -> dict:
    """Return what was planted about alerts and clearing."""
    channels = {
        name: {"sensitivity": share, "delay_days": list(clues.DELAY_DAYS[name])}
        for name, share in clues.SENSITIVITY.items()
    }
    return {
        "channels": channels,
        "sensitivity_any_channel": round(sum(clues.SENSITIVITY.values()), 4),
        "delay_counts_from": "the first day of the month in which the fall begins; uniform between the two numbers",
        "falls_per_household_year": shocks.FALLS_PER_HOUSEHOLD_YEAR,
        "false_clues_per_household_year": clues.FALSE_CLUES_PER_HOUSEHOLD_YEAR,
        "other_risks_per_household_year": clues.OTHER_RISKS_PER_HOUSEHOLD_YEAR,
    }


def effects(villages: list[dict], years: tuple[int, int], households: int, seed: int, mess: float) -> dict:
    """Return the whole of effects.yaml.

    Parameters
    ----------
    villages : list of dict
        `village_effects` of every village.
    years : tuple of int
        First and last year.
    households, seed, mess : int, int, float
        What the county was made with.
    """
    return {
        "invented": True,
        "households": households,
        "seed": seed,
        "mess": mess,
        "years": list(years),
        "monitoring_line_yuan": {year: profiles.invented_line(year) for year in range(years[0], years[1] + 1)},
        "team_effect": {
            "yuan_per_head_and_month": profiles.TEAM_EFFECT_YUAN_PER_MONTH,
            "from": "the month after arrival, in every month since, on top of everything else",
            "share_in_wage": profiles.TEAM_EFFECT_WAGE_SHARE,
        },
        "alerts": alert_effects(),
        "clearing": {
            "early_share": clues.EARLY_CLEARING,
            "early_means_months_below": 6,
            "relapse_after_early": clues.RELAPSE_AFTER_EARLY,
            "relapse_otherwise": clues.RELAPSE_OTHERWISE,
        },
        "villages": villages,
    }


def write_effects(path: Path, effects: dict) -> None:
    """Write effects.yaml."""
    import yaml

    path.write_text(yaml.safe_dump(effects, allow_unicode=True, sort_keys=False), encoding="utf-8")
