"""A village's story hangs together across its ledgers."""

import pytest

from evalkit.sample.world import economy, places
from evalkit.sample.world.village import tell

YEARS = (2021, 2024)


@pytest.fixture(scope="module")
def stories():
    return [tell(village, YEARS, 20, 7) for village in places.villages(6)]


def share_of_one_buyer(story):
    sold = [sale for year in story.span for sale in story.of("sales", year)]
    unit = economy.paired_unit(story.village)
    return sum(s["amount"] for s in sold if s["buyer"] == unit) / sum(s["amount"] for s in sold)


def test_one_buyer_takes_the_planted_share_in_one_village_and_no_such_share_elsewhere(stories):
    shares = {story.profile.kind: share_of_one_buyer(story) for story in stories if story.profile.kind != "ordinary"}
    assert shares["single_buyer"] == pytest.approx(economy.BUYER_ODDS["single_buyer"][0], abs=0.002)
    assert shares["bunched"] < 0.6 and shares["transfers"] < 0.6


def test_sales_of_a_year_are_the_output_of_the_projects_that_sell(stories):
    story = stories[0]
    for year in story.span:
        made = sum(p["output"] for p in story.of("industry", year) if p["industry"] in economy.PRODUCTS)
        sold = sum(s["amount"] for s in story.of("sales", year))
        assert sold == pytest.approx(made, rel=1e-3)


def test_public_post_pay_is_the_public_post_income_of_the_household(stories):
    story = stories[1]
    paid = {}
    for year in story.span:
        for post in story.of("public_posts", year):
            key = (post["household"], year)
            paid[key] = paid.get(key, 0) + post["amount"]
            assert post["amount"] == round(50000 * post["days_worked"] / post["days_required"])
    assert paid
    for (household, year), amount in paid.items():
        start = (year - YEARS[0]) * 12
        assert story.flows[household]["wage_public_post"][start : start + 12].sum() == amount


def test_the_team_arrives_once_and_its_cadres_start_that_month(stories):
    for story in stories:
        for year in story.span:
            (sheet,) = story.of("villages", year)
            starts = {cadre["start_date"] for cadre in story.of("cadres", year)}
            assert starts == ({sheet["team_arrival"]} if sheet["team_arrival"] else set())


def test_meetings_count_the_identifications_of_the_alert_ledger(stories):
    for story in stories:
        identified = sum(m["cases_identified"] for year in story.span for m in story.of("meetings", year))
        assert identified == sum(clue.identified is not None for clue in story.clues)


def test_study_is_held_on_fridays(stories):
    import datetime as dt

    held = [a for year in YEARS for a in stories[0].of("activities", year) if a["kind"] == "friday_study"]
    assert held and all(dt.date.fromisoformat(a["date"]).weekday() == 4 for a in held)


def test_loans_keep_to_the_ceiling(stories):
    loans = [loan for story in stories for year in story.span for loan in story.of("microcredit", year)]
    assert loans and all(0 < loan["amount"] <= 5_000_000 for loan in loans)
