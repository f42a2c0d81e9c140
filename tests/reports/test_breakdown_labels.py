"""No breakdown that the indicators make of the invented county's ledgers shows a bare code."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
import pytest

from evalkit import policy, store
from evalkit.indicators import (
    assessment_agreement,
    assets,
    assistance,
    assistance_mix,
    benefit_incidence,
    collective_income,
    deprivation_scores,
    deprivations,
    funding,
    funding_reach,
    group_inequality,
    growth,
    growth_distribution,
    help_reach,
    income,
    income_change,
    income_inequality,
    income_levels,
    income_source_inequality,
    income_transitions,
    industry_county,
    initiative,
    labour,
    mobility_indices,
    multidimensional,
    multidimensional_parts,
    poverty,
    poverty_out_of_pocket,
    poverty_spells,
    poverty_transfers,
    self_reliance,
    targeting_errors,
    training_to_job,
    vulnerability_forecasts,
    vulnerable_households,
)
from evalkit.indicators import household_income as hi
from evalkit.indicators import scope as scopes
from evalkit.reports import labels

LEDGERS = (
    "income", "households", "members", "guarantees", "jobs", "public_posts", "alerts", "assistance", "microcredit",
    "purchases", "activities", "plans", "funds", "assets", "villages", "industry", "cadres", "assessments",
)  # fmt: skip
FEW = {"seed": 20240101, "draws": 5}


# Names of methods and of the field that Chinese texts write in Latin letters.
LATIN = re.compile(r"ICC\(\d,\d\)|[αε]=[\d.]+|泰尔[LT]指数")


@pytest.fixture(scope="module")
def shown(processed):
    return rows(processed)


def test_no_breakdown_shows_a_bare_code_in_chinese(shown):
    texts = {
        (row.group_by, row.group): labels.group(row.group_by, row.group, "zh") for row in shown.itertuples(index=False)
    }
    bare = {key: text for key, text in texts.items() if re.search("[A-Za-z]", LATIN.sub("", text))}
    assert bare == {}
    assert len(texts) > 150


def test_no_breakdown_shows_a_code_with_an_underscore_in_english(shown):
    texts = [labels.group(row.group_by, row.group, "en") for row in shown.itertuples(index=False)]
    assert [text for text in texts if "_" in text] == []


def rows(processed: Path) -> pd.DataFrame:
    """Return group_by and group of all breakdowns, each once."""
    tables = {name: store.read(name, county="990101", root=processed) for name in LEDGERS}
    parts = [part for family in (_incomes, _poverty, _others, _county) for part in family(tables)]
    shown = pd.concat([part[["indicator", "unit", "group_by", "group"]] for part in parts], ignore_index=True)
    return shown[shown["group_by"] != ""].drop_duplicates(ignore_index=True)


def _one(tables: dict) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    own = tables["income"][tables["income"]["village"] == "990101100201"]
    earned = hi.household_years(own, tables["households"])
    return earned, scopes.years("990101100201", [2023, 2024]), scopes.span("990101100201", 2023, 2024)


def _incomes(tables: dict) -> Iterator[pd.DataFrame]:
    earned, years, span = _one(tables)
    simple: tuple[Callable, ...] = (
        income.income_share,
        income.gap_to_reference,
        growth.income_growth,
        growth.growth_contribution,
        poverty.share_near_line,
        income_inequality.income_gini,
        income_inequality.income_ge,
        income_inequality.income_atkinson,
        income_inequality.income_lorenz,
        income_source_inequality.inequality_by_source,
        poverty_transfers.poverty_before_after_transfers,
    )
    yield from (function(earned, years) for function in simple)
    yield income.income_per_head_real(earned, years, base_year=2020)
    yield from (income_levels.income_equivalised(earned, years, scale=s, members=tables["members"])
                for s in income_levels.SCALES)  # fmt: skip
    yield from (group_inequality.inequality_by_household_type(earned, tables["households"], years, by=by)
                for by in ("household_type", "monitored_type"))  # fmt: skip
    yield from (f(earned, span) for f in (income_change.headcount_change, income_change.gini_change))
    yield growth_distribution.poverty_change_growth_redistribution(earned, span, **FEW)
    yield growth_distribution.growth_incidence(earned, span, **FEW)
    yield growth_distribution.growth_by_first_rank(earned, span, **FEW)
    for function in (income_transitions.income_transitions, mobility_indices.mobility_indices):
        yield function(earned, span, **FEW)
    yield poverty_spells.crossing_hazards(earned, years, **FEW)


def _poverty(tables: dict) -> Iterator[pd.DataFrame]:
    earned, years, _ = _one(tables)
    households, given = tables["households"], tables["assistance"]
    needed = ("guarantees", "households", "members", "jobs", "public_posts")
    judged = deprivation_scores.judge(deprivations.deprivations(*(tables[name] for name in needed)))
    for function in (multidimensional.multidimensional_headcount, multidimensional.multidimensional_m0):
        yield function(judged, years)
        yield function(judged, years, by="household_type")
    yield multidimensional_parts.deprivation_headcount(judged, years)
    yield multidimensional_parts.multidimensional_contribution(judged, years)
    yield poverty_out_of_pocket.poverty_after_out_of_pocket(earned, tables["income"], years)
    yield targeting_errors.targeting_errors(given, earned, years, households=households)
    yield targeting_errors.benefit_gap_share(given, earned, years)
    yield benefit_incidence.targeting_ratio(given, earned, years)
    yield benefit_incidence.concentration_index(given, earned, years)
    all_earned = hi.household_years(tables["income"], households)
    found = vulnerability_forecasts.foretell(all_earned, [2023, 2024], households, tables["members"])
    yield vulnerable_households.vulnerability_headcount(found, scopes.county_years("990101", [2024]))


def _others(tables: dict) -> Iterator[pd.DataFrame]:
    earned, years, span = _one(tables)
    members, given = tables["members"], tables["assistance"]
    yield self_reliance.transfer_dependence(tables["income"], earned, members, years, dividends=True)
    yield labour.outside_cause_share(members, years)
    acts = {name: tables[name] for name in ("households", "alerts", "microcredit", "assistance", "jobs")}
    yield initiative.own_initiative_acts(**acts, scope=years)
    yield training_to_job.training_to_job(given, tables["jobs"], years)
    yield from (f(given, years) for f in (assistance.assistance_beneficiaries, assistance.assistance_amount))
    yield assistance.activity_quantity(tables["activities"], years)
    measures = help_reach.measures(given, tables["microcredit"], tables["public_posts"], tables["alerts"])
    development = policy.value("development_measures")["values"][0]["any_of"]
    yield assistance_mix.development_share(tables["households"], measures, years, development=development)
    for by in ("asset_class", "use_status"):
        yield assets.asset_value(tables["assets"], years, by=by)
    yield funding.funding_amount(tables["funds"], years, "spent", by="fund_source")
    yield funding.funding_delay(tables["funds"], years, by="fund_source", bounds=True)
    yield assessment_agreement.assessment_agreement(tables["assessments"], span)


def _county(tables: dict) -> Iterator[pd.DataFrame]:
    years = scopes.county_years("990101", [2024])
    earned = hi.household_years(tables["income"], tables["households"])
    yield funding_reach.funding_progressivity(tables["funds"], earned, years)
    yield collective_income.collective_income_below(tables["villages"], years, limit_fen=10_000_000)
    yield group_inequality.inequality_between_villages(earned, years)
    yield industry_county.location_quotient(tables["industry"], scopes.years("990101100201", [2024]))
    yield industry_county.shift_share(tables["industry"], scopes.span("990101100201", 2021, 2024))
