"""Rows of the ledgers about households: 户信息, 家庭成员, 公益岗, 监测预警."""

from __future__ import annotations

import datetime as dt

from evalkit.sample.world import people, programmes, work
from evalkit.sample.world.clues import Clue
from evalkit.sample.world.people import Household
from evalkit.sample.world.profiles import invented_line
from evalkit.sample.world.story import Story


def case_of(story: Story, home: Household, year: int) -> Clue | None:
    """Return the household's latest identified case known at the end of `year`."""
    known = [c for c in story.clues if c.household is home and c.identified and c.identified.year <= year]
    return known[-1] if known else None


def monitored_type(story: Story, clue: Clue) -> str:
    """Return the kind of monitored household: sudden hardship above the line, else by what it was before."""
    year = clue.identified.year
    if story.per_head(clue.household, year) > 1.15 * invented_line(year) * 100:
        return "sudden"
    return "unstable" if clue.household.type == "lifted" else "marginal"


def month_of(date: dt.date | None) -> str | None:
    """Return a date as YYYY-MM."""
    return f"{date:%Y-%m}" if date else None


def day_of(date: dt.date | None) -> str | None:
    """Return a date as YYYY-MM-DD."""
    return date.isoformat() if date else None


def household_record(story: Story, home: Household, year: int) -> dict:
    """Return the household list's row of a household in a year."""
    case = case_of(story, home, year)
    cleared = case is not None and case.cleared is not None and case.cleared.year <= year
    able = people.able(home, year)
    return {
        "grid": f"第{home.grid}网格",
        "household": home.number,
        "head_name": home.head.name,
        "head_id": home.head.number,
        "household_size": home.size(year),
        "phone": home.phone,
        "household_type": home.type,
        "monitored_type": monitored_type(story, case) if case else None,
        "labour_count": able,
        "no_labour_household": able == 0,
        "dibao": "rural" if home.dibao else "none",
        "tekun": "rural" if home.tekun else "none",
        "cause1": home.cause or None,
        "arable_area": home.area,
        "income_per_head_stated": story.per_head(home, year),
        "risk_cleared": cleared if case else None,
        "risk_identified": month_of(case.identified) if case else None,
        "risk_cleared_date": month_of(case.cleared) if cleared else None,
    }


def member_record(home: Household, member: people.Person, year: int, months: float) -> dict:
    """Return the member list's row of a person in a year."""
    status = people.school_status(member.age(year), member.education)
    return {
        "grid": f"第{home.grid}网格",
        "household": home.number,
        "head_name": home.head.name,
        "name": member.name,
        "person": member.number,
        "relation": member.relation,
        "sex": "male" if member.male else "female",
        "ethnicity": "汉族",
        "education": member.education if status == "not_in_school" else None,
        "school_status": status,
        "health": member.health,
        "labour": people.labour(member, year),
        "work_months": months,
        "serious_illness_insurance": True,
        "basic_insurance": True,
        "phone": member.phone if 16 <= member.age(year) < 70 else None,
    }


def post_record(post: dict, year: int, month: int) -> dict:
    """Return the public-post ledger's row of one person and month."""
    return {
        "household": post["home"].number,
        "head_name": post["home"].head.name,
        "name": post["person"].name,
        "person": post["person"].number,
        "month": f"{year}-{month:02d}",
        "days_required": work.DAYS_REQUIRED,
        "days_worked": post["worked"],
        "amount": post["pay"],
        "contract": f"{year}年1月-{year}年12月",
    }


def alert_record(story: Story, clue: Clue, by_month: bool) -> dict:
    """Return the alert ledger's row of a clue; some villages note identification by month only."""
    taken = clue.outcome == "identified"
    return {
        "household": clue.household.number,
        "head_name": clue.household.head.name,
        "head_id": clue.household.head.number,
        "channel": clue.channel,
        "clue_date": day_of(clue.date),
        "verified_date": day_of(clue.verified),
        "outcome": clue.outcome,
        "identified_date": month_of(clue.identified) if by_month else day_of(clue.identified),
        "monitored_type": monitored_type(story, clue) if taken else None,
        "risk1": clue.risks[0],
        "risk2": clue.risks[1] if len(clue.risks) > 1 else None,
        "measure_date": day_of(clue.measured),
        "measures": programmes.measures(clue) if clue.measured else None,
        "cleared": (clue.cleared is not None) if taken else None,
        "cleared_date": month_of(clue.cleared),
        "clear_method": clue.method or None,
        "cleared_income_per_head": story.per_head(clue.household, clue.cleared.year) if clue.cleared else None,
    }
