"""Tell one village's whole story: fill every ledger's records, year by year."""

from __future__ import annotations

import datetime as dt

import numpy as np

from evalkit.sample.world import economy, history, incomes, organisation, people, population, programmes, work
from evalkit.sample.world.places import Village
from evalkit.sample.world.profiles import profile
from evalkit.sample.world.records import alert_record, household_record, member_record, post_record
from evalkit.sample.world.story import Story, stream


def tell(village: Village, years: tuple[int, int], households: int, seed: int) -> Story:
    """Return the story of one village.

    Parameters
    ----------
    village : Village
        The place.
    years : tuple of int
        First and last year.
    households : int
        How many households live there in the first year.
    seed : int
        The same seed gives the same village, whatever other villages there are.
    """
    homes = population.households(stream(seed, village, "people"), village, households, years[0])
    falls, clues = history.village_shocks(stream(seed, village, "shocks"), homes, years)
    planted = profile(village.index, stream(seed, village, "profile"))
    story = Story(village, planted, years, homes, falls, clues)
    rng = stream(seed, village, "help")
    posts = work.posts(rng, homes, years)
    aid = [record for clue in clues for record in programmes.relief(rng, clue)]
    tell_incomes(story, stream(seed, village, "incomes"), posts, aid)
    tell_households(story, posts)
    tell_posts(story, posts)
    tell_help(story, rng, aid)
    tell_alerts(story, rng)
    tell_economy(story, stream(seed, village, "economy"))
    tell_organisation(story, stream(seed, village, "rest"))
    return story


def tell_incomes(story: Story, rng: np.random.Generator, posts: list[dict], aid: list[dict]) -> None:
    """Fill in monthly flows: plan, public posts, falls, relief, the team's effect, and in one village the bunching."""
    first = story.years[0]
    for home in story.homes:
        flows = incomes.household_flows(rng, home, story.profile, story.years)
        mine = [fall for fall in story.falls if fall.household is home]
        incomes.apply_falls(flows, mine)
        for post in posts:
            if post["home"] is home:
                flows["wage_public_post"][post["index"]] += post["pay"]
        for record in aid:
            year, month = (int(part) for part in record["date"].split("-"))
            if record["household"] == home.number and record["programme"] == "temporary_relief":
                flows["transfer_one_off"][(year - first) * 12 + month - 1] += record["amount"]
        incomes.apply_team(flows, home, story.profile, story.years)
        if story.profile.kind == "bunched":
            story.bunched[home.number] = incomes.bunch(rng, flows, home, mine, story.years)
        story.flows[home.number] = flows


def tell_posts(story: Story, posts: list[dict]) -> None:
    """Fill in public posts, month by month."""
    ordered = sorted(posts, key=lambda post: post["index"])
    for year in story.span:
        start = (year - story.years[0]) * 12
        mine = [post for post in ordered if start <= post["index"] < start + 12]
        story.add("public_posts", year, [post_record(post, year, post["index"] - start + 1) for post in mine])


def tell_households(story: Story, posts: list[dict]) -> None:
    """Fill in the household and member lists."""
    in_post = {post["person"].number for post in posts}
    for year in story.span:
        index = (year - story.years[0]) * 12
        for home in story.homes:
            story.add("households", year, [household_record(story, home, year)])
            wage = story.flows[home.number]["wage_migrant"][index : index + 12]
            hands = {p.number for p in people.workers(home, year) if p.relation != "parent"}
            for member in home.members(year):
                away = int((wage > 0).sum()) if member.number in hands else 0
                months = 12 if member.number in in_post else away
                story.add("members", year, [member_record(home, member, year, months)])


def tell_help(story: Story, rng: np.random.Generator, aid: list[dict]) -> None:
    """Fill in jobs, public posts, assistance, loans and guarantees."""
    end = dt.date(story.years[1], 12, 31)
    for year in story.span:
        index = (year - story.years[0]) * 12
        for home in story.homes:
            wage = story.flows[home.number]["wage_migrant"][index : index + 12]
            jobs = work.jobs(rng, home, story.profile, year, wage)
            helped = programmes.schooling(home, year) + programmes.one_time(rng, home, story.profile, year)
            helped += programmes.work_related(home, year, jobs)
            helped += [a for a in aid if a["household"] == home.number and a["date"][:4] == str(year)]
            loan = programmes.loan(rng, home, story.profile, year)
            story.add("jobs", year, jobs)
            story.add("assistance", year, helped)
            story.add("microcredit", year, [loan] if loan else [])
            lost = any(
                f.household is home and f.cause == "job_loss" and f.month // 12 == index // 12 for f in story.falls
            )
            story.add("guarantees", year, [programmes.guarantees(rng, home, lost)])
        for clue in story.clues:
            story.add("plans", year, programmes.plan(rng, clue, year, end))


def tell_alerts(story: Story, rng: np.random.Generator) -> None:
    """Fill in alerts by year of the clue, and the monthly meetings."""
    for year in story.span:
        mine = [clue for clue in story.clues if clue.date.year == year]
        ordered = sorted(mine, key=lambda clue: (clue.date, clue.household.number))
        story.add("alerts", year, [alert_record(story, clue, story.village.index % 2 == 1) for clue in ordered])
        story.add("meetings", year, organisation.meetings(rng, story.clues, year))


def tell_economy(story: Story, rng: np.random.Generator) -> None:
    """Fill in projects, sales, purchases, assets and funds."""
    village, planted, first = story.village, story.profile, story.years[0]
    for year in story.span:
        projects = economy.industry(rng, village, planted, year, first)
        story.add("industry", year, projects)
        story.add("sales", year, economy.sales(rng, village, planted, year, projects))
        story.add("purchases", year, economy.purchases(rng, village, year))
        story.add("assets", year, economy.assets(rng, village, planted, year, first))
        story.add("funds", year, economy.funds(rng, village, year))


def tell_organisation(story: Story, rng: np.random.Generator) -> None:
    """Fill in the village sheet, cadres, assessments and activities."""
    village, planted, years = story.village, story.profile, story.years
    crew = organisation.team(rng, village, years)
    came = organisation.arrival(planted, years)
    for year in story.span:
        story.add("villages", year, [organisation.village_sheet(rng, village, planted, story.homes, years, year)])
        story.add("cadres", year, organisation.cadres(rng, village, planted, crew, years, year))
        story.add("assessments", year, organisation.assessments(rng, planted, year, came))
        story.add("activities", year, organisation.activities(rng, planted, year))
