"""Acts of own initiative: what counts, and what a missing ledger means."""

from __future__ import annotations

import numpy as np
import pytest

from evalkit.indicators import scope as scopes
from evalkit.indicators.initiative import own_initiative_acts

VILLAGE = "990101100201"
SCOPE = scopes.years(VILLAGE, [2024])


@pytest.fixture
def tables(ledger):
    year = {"year": 2024}
    return {
        "households": ledger("households", [year | {"household": f"h{i}"} for i in range(40)]),
        "alerts": ledger("alerts", [year | {"household": "h1", "channel": c} for c in ("self_report", "patrol")]),
        "microcredit": ledger(
            "microcredit", [year | {"household": "h1", "applied_by": a} for a in ("own", "mobilised")]
        ),
        "assistance": ledger(
            "assistance",
            [
                year | {"household": "h1", "person": "p1", "programme": "training", "beneficiaries": 7},
                year | {"programme": "training", "beneficiaries": 3},
                year | {"household": "h2", "programme": "yulu"},
            ],
        ),
        "jobs": ledger(
            "jobs",
            [
                year | {"household": "h1", "person": "p1", "channel": "own", "working": True},
                year | {"household": "h1", "person": "p1", "channel": "own", "working": True},
                year | {"household": "h2", "person": "p2", "channel": "own", "working": False},
                year | {"household": "h3", "person": "p3", "channel": "organised", "working": True},
            ],
        ),
    }


def test_acts_are_counted_per_hundred_households(tables):
    rows = own_initiative_acts(**tables, scope=SCOPE).set_index("group")
    # One self-report, one own loan, four trained (one person, a village total of three), one person with an own job.
    assert rows["numerator"].to_dict() == {"self_report": 1, "own_credit": 1, "training": 4, "own_job": 1, "all": 7}
    assert rows.loc["all", "value"] == pytest.approx(7 / 40 * 100)
    assert (rows["n"] == 40).all()


def test_an_act_without_a_ledger_is_refused_and_left_out_of_the_sum(tables, ledger):
    rows = own_initiative_acts(**tables | {"jobs": ledger("jobs", [])}, scope=SCOPE).set_index("group")
    assert np.isnan(rows.loc["own_job", "value"])
    assert rows.loc["own_job", "note"] == "未收到务工就业台账 / no jobs ledger received"
    assert rows.loc["all", "numerator"] == 6
    assert "no jobs ledger received" in rows.loc["all", "note"]


def test_a_ledger_that_knows_only_other_years_is_not_a_zero(tables):
    earlier = tables["alerts"].assign(year=np.int32(2023))
    rows = own_initiative_acts(**tables | {"alerts": earlier}, scope=SCOPE).set_index("group")
    assert np.isnan(rows.loc["self_report", "value"])


def test_a_ledger_without_such_an_act_is_a_zero(tables):
    only_patrols = tables["alerts"][tables["alerts"]["channel"] == "patrol"]
    rows = own_initiative_acts(**tables | {"alerts": only_patrols}, scope=SCOPE).set_index("group")
    assert rows.loc["self_report", "value"] == 0


def test_without_any_ledger_of_acts_the_sum_is_refused_too(tables, ledger):
    empty = {name: ledger(name, []) for name in ("alerts", "microcredit", "assistance", "jobs")}
    rows = own_initiative_acts(**tables | empty, scope=SCOPE)
    assert len(rows) == 5
    assert rows["value"].isna().all()


def test_without_a_household_list_there_is_nothing_to_divide_by(tables, ledger):
    rows = own_initiative_acts(**tables | {"households": ledger("households", [])}, scope=SCOPE)
    assert rows["note"].tolist() == ["未收到脱贫户和监测对象台账 / no households ledger received"]


@pytest.mark.parametrize(
    ("act", "table", "column", "said"),
    [
        ("self_report", "alerts", "channel", "防返贫监测预警台账有2条记录没有写线索来源，未计入"),
        ("own_credit", "microcredit", "applied_by", "小额信贷台账有2条记录没有写申请方式，未计入"),
        ("training", "assistance", "programme", "帮扶措施台账有3条记录没有写帮扶项目，未计入"),
        # The person who no longer works is no act under any channel.
        ("own_job", "jobs", "channel", "务工就业台账有3条记录没有写就业渠道，未计入"),
    ],
)
def test_rows_that_do_not_say_whether_they_are_an_act_are_counted(tables, act, table, column, said):
    blank = tables[table].assign(**{column: tables[table][column].mask(tables[table]["year"] == 2024)})
    rows = own_initiative_acts(**tables | {table: blank}, scope=SCOPE).set_index("group")
    number = said.partition("有")[2][0]
    for group in (act, "all"):
        zh, _, en = rows.loc[group, "note"].partition(" / ")
        assert said in zh and f"{number} rows of the {table} ledger left out" in en
    others = rows.drop(index=[act, "all"])
    assert not others["note"].str.contains("未计入").any()
    plain = own_initiative_acts(**tables, scope=SCOPE)
    assert not plain["note"].str.contains("未计入").any()
