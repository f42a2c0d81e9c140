"""Rules about risks: the measure that answers each, and the facts that bear each out."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

import pandas as pd

from evalkit.checks import found
from evalkit.checks.declared import Rule
from evalkit.checks.inputs import OWNER
from evalkit.checks.masks import open_in, sure

HOME = ["county", "village", "household"]
ABLE = ("ordinary", "skilled")
CAN_WORK = (*ABLE, "weak")
WEAK_PLAN = {"其他", "技能培训"}


def risk_unanswered(cases: pd.DataFrame, guarantees: pd.DataFrame, answers: list[dict], *, rule: str) -> pd.DataFrame:
    """5_18_001..007: a risk (or a gap in the guarantees) without any of the measures that answer it in policy.yaml.

    Notes
    -----
    A case without measures counts only where its sheet records measures for others. A gap in the guarantees is held
    against the measures of all the household's cases open in that year; without a case there is no plan to judge.
    """
    answer = next(line for line in answers if line["rule"] == rule)
    wanted = set(answer["any_of"])
    own = cases[cases["plan_kept"]]
    unmet = ~own["received"].map(lambda codes: bool(codes & wanted)).astype(bool)
    if risk := answer["when"].get("risk"):
        return found.rows("alerts", own[_has(own, risk) & unmet], "measures")
    gap = answer["when"]["guarantees"]
    pairs = guarantees[sure(guarantees[gap])].merge(own.assign(unmet=unmet), on=HOME, suffixes=("", "_case"))
    pairs = pairs[open_in(pairs, pairs["year"])]
    never = pairs.groupby(["sheet_id", "row"], sort=False)["unmet"].transform("all").astype(bool)
    return found.rows("guarantees", pairs[never], gap)


def worker_without_development(
    cases: pd.DataFrame, households: pd.DataFrame, development: frozenset[str]
) -> pd.DataFrame:
    """5_12_007: an open case in a household that can work, without any measure that builds income."""
    own = cases[sure(~cases["cleared"]) & cases["plan_kept"]]
    builds = own["received"].map(lambda codes: bool(codes & development)).astype(bool)
    return found.rows("alerts", _can_work(own[~builds], households), "measures")


def worker_on_safety_net_only(cases: pd.DataFrame, households: pd.DataFrame) -> pd.DataFrame:
    """5_11_032: a household that can work and has the safety net as its only measure."""
    own = cases[cases["received"].map(lambda codes: codes == {"safety_net"}).astype(bool)]
    return found.rows("alerts", _can_work(own, households), "measures")


def weak_development_plan(households: pd.DataFrame, cases: pd.DataFrame) -> pd.DataFrame:
    """5_12_011: development measures that name nothing but `other` or skills training."""
    parts = []
    for table, lines in (("households", households), ("alerts", cases)):
        plans = lines["development_measures"]
        weak = plans.isin([text for text in plans.dropna().unique() if _is_weak(text)])
        parts.append(found.rows(table, lines[weak], "development_measures"))
    return found.concat(parts)


def _is_weak(text: str) -> bool:
    names = set(re.split(r"[,，、;；\s]+", text)) - {""}
    return bool(names) and names <= WEAK_PLAN


def disability_without_disabled(cases: pd.DataFrame, members: pd.DataFrame) -> pd.DataFrame:
    """2_11_001: disability is the risk, and no member is listed as disabled."""
    return _contradicted(cases, members, "disability", lambda m: m["health"] == "disabled", lambda share: share == 0)


def illness_without_cost(cases: pd.DataFrame) -> pd.DataFrame:
    """5_15_020: illness is the risk, and the compliant out-of-pocket cost is zero."""
    odd = _has(cases, "illness") & sure(cases["out_of_pocket"] == 0)
    return found.rows("alerts", cases[odd], "out_of_pocket")


def gap_not_listed(guarantees: pd.DataFrame, cases: pd.DataFrame) -> pd.DataFrame:
    """4_11_006/007: a gap in water or insurance of a monitored household whose risks do not list it.

    Notes
    -----
    Water answers to the risk of unsafe water, a member without insurance to illness. Cases open in that year count.
    """
    parts = []
    for gap, risk in (("water_problem", "water"), ("uninsured", "illness")):
        pairs = guarantees[sure(guarantees[gap])].merge(cases, on=HOME, suffixes=("", "_case"))
        pairs = pairs[open_in(pairs, pairs["year"])]
        listed = _has(pairs, risk).groupby([pairs["sheet_id"], pairs["row"]], sort=False).transform("any").astype(bool)
        parts.append(found.rows("guarantees", pairs[~listed], gap))
    return found.concat(parts)


def no_labour_but_all_able(cases: pd.DataFrame, members: pd.DataFrame) -> pd.DataFrame:
    """4_11_009: lack of labour is the risk, and every member is able to work."""
    return _contradicted(cases, members, "no_labour", lambda m: m["labour"].isin(ABLE), lambda share: share == 1)


def no_labour_but_enough(cases: pd.DataFrame, members: pd.DataFrame, limits: Rule) -> pd.DataFrame:
    """5_18_008: lack of labour is the risk, and able members are more than the limit's share of the household."""
    most = limits.number("most_share")
    return _contradicted(cases, members, "no_labour", lambda m: m["labour"].isin(ABLE), lambda share: share > most)


def unstable_job_without_job(cases: pd.DataFrame, members: pd.DataFrame, jobs: pd.DataFrame) -> pd.DataFrame:
    """5_15_013/014: unstable work is the risk, and nobody can work, or no work is registered.

    Notes
    -----
    Registered work is a line of the jobs ledger or months of work in the members' list, of the year of the clue; a
    village and year without a jobs ledger is not judged on it.
    """
    nobody = _contradicted(
        cases, members, "unstable_job", lambda m: m["labour"].isin(CAN_WORK), lambda share: share == 0
    )
    own = cases[_has(cases, "unstable_job")].merge(jobs[OWNER[:3]].drop_duplicates(), on=OWNER[:3])
    worked = pd.concat([jobs[OWNER], members.loc[sure(members["work_months"] > 0), OWNER]])
    seen = pd.MultiIndex.from_frame(own[OWNER]).isin(pd.MultiIndex.from_frame(worked))
    return found.concat([nobody, found.rows("alerts", own[~seen], "risk1")])


def _has(cases: pd.DataFrame, risk: str) -> pd.Series:
    return cases["risks"].map(lambda codes: risk in codes).astype(bool)


def _can_work(cases: pd.DataFrame, households: pd.DataFrame) -> pd.DataFrame:
    able = households.loc[sure(households["labour_count"] > 0), OWNER].drop_duplicates()
    return cases.merge(able, on=OWNER)


def _contradicted(
    cases: pd.DataFrame,
    members: pd.DataFrame,
    risk: str,
    counted: Callable[[pd.DataFrame], pd.Series],
    against: Callable[[pd.Series], pd.Series],
) -> pd.DataFrame:
    """Return the cases of a risk that the share of such members, listed in the year of the clue, speaks against."""
    share = members.assign(counted=counted(members)).groupby(OWNER, sort=False)["counted"].mean()
    odd = share[against(share)].reset_index()[OWNER]
    return found.rows("alerts", cases[_has(cases, risk)].merge(odd, on=OWNER), "risk1")


ANSWERED = [f"5_18_00{number}" for number in range(1, 8)]
RULES = {rule: partial(risk_unanswered, rule=rule) for rule in ANSWERED} | {
    "5_12_007": worker_without_development,
    "5_11_032": worker_on_safety_net_only,
    "5_12_011": weak_development_plan,
    "2_11_001": disability_without_disabled,
    "5_15_020": illness_without_cost,
    "4_11_006/007": gap_not_listed,
    "4_11_009": no_labour_but_all_able,
    "5_18_008": no_labour_but_enough,
    "5_15_013/014": unstable_job_without_job,
}
