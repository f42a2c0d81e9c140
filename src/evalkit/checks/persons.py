"""Rules about persons: school, age, health, labour, kin, insurance and spells of work that do not fit together."""

from __future__ import annotations

import pandas as pd

from evalkit import dates
from evalkit.checks import found
from evalkit.checks.inputs import OWNER
from evalkit.checks.masks import sure

NO_LABOUR, WEAK = "none", "weak"
CHILD = ("0-5", "6-15")
WORKING_AGE = ("16-24", "25-44", "45-59")
OUT_OF_SCHOOL = ("not_in_school", "pre_age")
PERSON = ["village", "year", "person"]


def student_who_works(members: pd.DataFrame) -> pd.DataFrame:
    """1111_07: in school and listed with another labour status than none."""
    odd = _in_school(members) & members["labour"].notna() & (members["labour"] != NO_LABOUR)
    return found.rows("members", members[sure(odd)], "labour")


def child_who_works(members: pd.DataFrame) -> pd.DataFrame:
    """2_01_011: under 16 and listed with another labour status than none."""
    odd = members["birth_band"].isin(CHILD) & members["labour"].notna() & (members["labour"] != NO_LABOUR)
    return found.rows("members", members[sure(odd)], "labour")


def healthy_but_weak(members: pd.DataFrame) -> pd.DataFrame:
    """1111_14/15: healthy, of working age, and listed as weak or half labour.

    Notes
    -----
    Working age is the bands 16 to 59: clean tables hold age bands, and the band from 60 on holds others too.
    """
    odd = members["birth_band"].isin(WORKING_AGE) & (members["health"] == "healthy") & (members["labour"] == WEAK)
    return found.rows("members", members[sure(odd)], "labour")


def child_with_job(members: pd.DataFrame, jobs: pd.DataFrame) -> pd.DataFrame:
    """5_16_010: under 16, with months of work in the members' list or a line in the jobs ledger."""
    children = members[members["birth_band"].isin(CHILD)]
    listed = children[sure(children["work_months"] > 0)]
    own = jobs.merge(children[PERSON].drop_duplicates(), on=PERSON)
    own = own[own["working"].isna() | sure(own["working"])]
    return found.concat([found.rows("members", listed, "work_months"), found.rows("jobs", own, "person")])


def spouses_of_one_sex(members: pd.DataFrame) -> pd.DataFrame:
    """2_01_004,2_12_008: head and spouse of the same sex."""
    heads = members.loc[members["relation"] == "head", [*OWNER, "sex"]].drop_duplicates(OWNER, keep=False)
    pairs = members[members["relation"] == "spouse"].merge(heads, on=OWNER, suffixes=("", "_head"))
    return found.rows("members", pairs[sure(pairs["sex"] == pairs["sex_head"])], "sex")


def schooled_and_in_school(members: pd.DataFrame) -> pd.DataFrame:
    """3_01_003: an education reached is filled in for somebody still in school."""
    return found.rows("members", members[_in_school(members) & members["education"].notna()], "education")


def uninsured(members: pd.DataFrame) -> pd.DataFrame:
    """2_12_016: not in the basic or not in the serious-illness insurance."""
    columns = ("basic_insurance", "serious_illness_insurance")
    return found.concat([found.rows("members", members[sure(~members[column])], column) for column in columns])


def job_before_last_ended(jobs: pd.DataFrame) -> pd.DataFrame:
    """5_12_001: work that begins before the person's earlier spell on the same sheet had ended, to the month.

    Notes
    -----
    A date given as a year alone may be any month of it and is taken as the one that fits.
    """
    begins, latest_begin = dates.month_bounds(jobs["start_date"])
    own = jobs.assign(begins=begins, latest=latest_begin, ended=dates.month_bounds(jobs["end_date"])[0])
    own = own.dropna(subset=["person", "begins"]).sort_values(["sheet_id", "begins", "row"], kind="stable")
    before = own.groupby(["sheet_id", "year", "person"], sort=False)["ended"].shift()
    return found.rows("jobs", own[sure(own["latest"] < before)], "start_date")


def _in_school(members: pd.DataFrame) -> pd.Series:
    return members["school_status"].notna() & ~members["school_status"].isin(OUT_OF_SCHOOL)


RULES = {
    "1111_07": student_who_works,
    "2_01_011": child_who_works,
    "1111_14/15": healthy_but_weak,
    "5_16_010": child_with_job,
    "2_01_004,2_12_008": spouses_of_one_sex,
    "3_01_003": schooled_and_in_school,
    "2_12_016": uninsured,
    "5_12_001": job_before_last_ended,
}
