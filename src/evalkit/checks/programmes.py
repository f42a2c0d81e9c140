"""Rules about programmes: those who should have one and have not, those who have one and should not."""

from __future__ import annotations

import pandas as pd

from evalkit.checks import found
from evalkit.checks.declared import Rule
from evalkit.checks.inputs import OWNER, PLACE
from evalkit.checks.masks import open_in, sure

YULU, TRANSPORT, ORGANISED = "yulu", "transport_subsidy", "organised"
STUDENT = ("vocational1", "vocational2", "vocational3", "college1", "college2", "college3")
PERSON = ["village", "year", "person"]
NEAR_HOME = ("本县", "县内", "本乡", "本镇", "本村")
DRAWS = ("rural", "urban")
BAND_FROM = {"0-5": 0, "6-15": 6, "16-24": 16, "25-44": 25, "45-59": 45, "60-74": 60, "75+": 75}


def student_without_yulu(members: pd.DataFrame, households: pd.DataFrame, assistance: pd.DataFrame) -> pd.DataFrame:
    """1111_2: a vocational or college student of a lifted or monitored household without the Yulu programme.

    Notes
    -----
    Judged only where the assistance ledger of the village and year was received; a payment noted for the household
    counts for its students.
    """
    entitled = (households["household_type"] != "ordinary") | households["monitored_type"].notna()
    own = members[members["school_status"].isin(STUDENT)].merge(assistance[PLACE].drop_duplicates(), on=PLACE)
    own = own.merge(households.loc[sure(entitled), OWNER].drop_duplicates(), on=OWNER)
    paid = assistance[assistance["programme"] == YULU]
    by_person = pd.MultiIndex.from_frame(own[PERSON]).isin(pd.MultiIndex.from_frame(paid[PERSON].dropna()))
    to_home = paid.loc[paid["person"].isna(), OWNER].dropna()
    by_home = pd.MultiIndex.from_frame(own[OWNER]).isin(pd.MultiIndex.from_frame(to_home))
    return found.rows("members", own[~by_person & ~by_home], "school_status")


def yulu_without_student(assistance: pd.DataFrame, members: pd.DataFrame) -> pd.DataFrame:
    """5_15_011/012: the Yulu programme for somebody the members' list knows as something else than such a student."""
    listed = members.loc[members["school_status"].notna(), [*PERSON, "school_status"]].drop_duplicates(PERSON)
    own = assistance[(assistance["programme"] == YULU) & assistance["person"].notna()].merge(listed, on=PERSON)
    return found.rows("assistance", own[~own["school_status"].isin(STUDENT)], "programme")


def transport_paid_but_zero(jobs: pd.DataFrame, assistance: pd.DataFrame) -> pd.DataFrame:
    """1111_10: a transport subsidy in the assistance ledger and zero in the jobs ledger."""
    paid = assistance.loc[assistance["programme"] == TRANSPORT, PERSON].dropna().drop_duplicates()
    own = jobs.merge(paid, on=PERSON)
    most = own.groupby(PERSON, sort=False)["transport_subsidy"].transform("max")
    return found.rows("jobs", own[sure(most == 0)], "transport_subsidy")


def organised_work_at_home(jobs: pd.DataFrame, counties: dict[str, str]) -> pd.DataFrame:
    """5_17_011: organised labour export, and nobody of the household works outside the county."""
    known = jobs[jobs["household"].notna() & jobs["work_place"].notna()]
    near = pd.Series(
        [
            any(word in place for word in (*NEAR_HOME, counties.get(county, NEAR_HOME[0])))
            for place, county in zip(known["work_place"], known["county"], strict=True)
        ],
        index=known.index,
        dtype=bool,
    )
    all_near = near.groupby([known[key] for key in OWNER], sort=False).transform("all").astype(bool)
    return found.rows("jobs", known[all_near & (known["channel"] == ORGANISED)], "work_place")


def allowance_against_measures(cases: pd.DataFrame, households: pd.DataFrame, members: pd.DataFrame) -> pd.DataFrame:
    """5_16_003..006: an allowance in the household list and no safety net among the measures, or the other way round.

    Notes
    -----
    A household with a disabled member may have the safety net without either allowance. Cases open in the list's year
    are looked at, where their sheet records measures.
    """
    open_cases = cases[cases["plan_kept"]].merge(
        households, on=["county", "village", "household"], suffixes=("_case", "")
    )
    own = open_cases[open_in(open_cases, open_cases["year"])]
    draws = own["dibao"].isin(DRAWS) | own["tekun"].isin(DRAWS)
    told = own["dibao"].notna() & own["tekun"].notna()
    net = own["received"].map(lambda codes: "safety_net" in codes).astype(bool)
    any_net = net.groupby([own[key] for key in OWNER], sort=False).transform("any").astype(bool)
    disabled = members.loc[members["health"] == "disabled", OWNER]
    spared = pd.MultiIndex.from_frame(own[OWNER]).isin(pd.MultiIndex.from_frame(disabled))
    return found.rows("households", own[(draws & ~any_net) | (told & ~draws & any_net & ~spared)], "dibao")


def post_above_age(public_posts: pd.DataFrame, members: pd.DataFrame, limits: Rule) -> pd.DataFrame:
    """5_01_006,5_12_005: a public post held by somebody whose age band begins at the limit or above it.

    Notes
    -----
    Clean tables hold age bands, not ages: somebody in the band that holds the limit may be younger and is not shown.
    """
    begins = members["birth_band"].map(BAND_FROM)
    old = members.loc[begins >= limits.number("age_from"), PERSON].drop_duplicates()
    own = public_posts.merge(old, on=PERSON).drop_duplicates(PERSON)
    return found.rows("public_posts", own, "person")


RULES = {
    "1111_2": student_without_yulu,
    "5_15_011/012": yulu_without_student,
    "1111_10": transport_paid_but_zero,
    "5_17_011": organised_work_at_home,
    "5_16_003..006": allowance_against_measures,
    "5_01_006,5_12_005": post_above_age,
}
