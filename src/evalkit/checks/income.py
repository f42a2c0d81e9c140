"""Rules about income: against the line, too high, too low, slips of the unit."""

from __future__ import annotations

import pandas as pd

from evalkit import dates
from evalkit.checks import found
from evalkit.checks.declared import Rule
from evalkit.checks.inputs import OWNER
from evalkit.checks.masks import sure

LIFTED = "lifted"
STATED = "income_per_head_stated"


def below_line_not_monitored(households: pd.DataFrame, earned: pd.DataFrame, lines: pd.DataFrame) -> pd.DataFrame:
    """1_02_006: a household lifted out of poverty below its year's line and not monitored.

    Notes
    -----
    The stated income per head is judged; where the list states none, the income ledger's full year. A household on
    the line is not below it.
    """
    own = households[(households["household_type"] == LIFTED) & households["monitored_type"].isna()]
    full = earned.loc[earned["fault"] == "", [*OWNER, "net", "members"]]
    own = own.merge(lines, on=["county", "year"]).merge(full, on=OWNER, how="left")
    stated = own[STATED] < own["fen"]
    added_up = own["net"].astype("Int64") < own["fen"] * own["members"].astype("Int64")
    return found.rows("households", own[sure(stated.where(own[STATED].notna(), added_up))], STATED)


def identified_with_high_income(households: pd.DataFrame, limits: Rule) -> pd.DataFrame:
    """1111_18: income per head above the limit in the year the household was taken into monitoring."""
    new = dates.year_of(households["risk_identified"]) == households["year"]
    high = households[STATED] > limits.fen("most_yuan")
    return found.rows("households", households[sure(new) & sure(high)], STATED)


def very_low_income(households: pd.DataFrame, limits: Rule) -> pd.DataFrame:
    """3_11_010: stated income per head below the limit."""
    return found.rows("households", households[sure(households[STATED] < limits.fen("least_yuan"))], STATED)


def wage_of_a_few_yuan(
    households: pd.DataFrame, income: pd.DataFrame, earned: pd.DataFrame, limits: Rule
) -> pd.DataFrame:
    """5_15_023: an open case whose wages of the whole year are above zero and below the limit."""
    open_cases = households.loc[sure(~households["risk_cleared"]), OWNER].drop_duplicates()
    small = earned[(earned["fault"] != "unreadable") & earned["wage"].between(1, limits.fen("least_yuan") - 1)]
    odd = small[OWNER].merge(open_cases, on=OWNER)
    cells = income[(income["source"] == "wage") & sure(income["amount"] > 0)].merge(odd, on=OWNER)
    return found.rows("income", cells, "amount")


def wage_out_of_range(jobs: pd.DataFrame, limits: Rule) -> pd.DataFrame:
    """5_16_001/002: a wage per month above the upper or below the lower limit."""
    wage = jobs["wage_month"]
    odd = (wage > limits.fen("most_yuan")) | (wage < limits.fen("least_yuan"))
    return found.rows("jobs", jobs[sure(odd)], "wage_month")


def low_wage(jobs: pd.DataFrame, limits: Rule) -> pd.DataFrame:
    """1111_12: a wage per month below the limit."""
    return found.rows("jobs", jobs[sure(jobs["wage_month"] < limits.fen("least_yuan"))], "wage_month")


RULES = {
    "1_02_006": below_line_not_monitored,
    "1111_18": identified_with_high_income,
    "3_11_010": very_low_income,
    "5_15_023": wage_of_a_few_yuan,
    "5_16_001/002": wage_out_of_range,
    "1111_12": low_wage,
}
