"""Rules about clearing a risk: too early, below the line, not allowed, not documented, back again."""

from __future__ import annotations

import pandas as pd

from evalkit import dates
from evalkit.checks import found
from evalkit.checks.inputs import OWNER
from evalkit.checks.masks import kept_on_sheet, sure

HELPED, NATURAL = "helped", "natural"
AFTER = ("post_housing_problem", "post_water_problem", "post_dropout")


def cleared_below_line(cases: pd.DataFrame, lines: pd.DataFrame) -> pd.DataFrame:
    """4_11_010: cleared through help with an income per head below the line of the year of clearing."""
    own = cases[sure(cases["clear_method"] == HELPED)]
    own = own.assign(cleared_year=dates.year_of(own["cleared_date"]).astype("Int64"))
    of_year = lines.rename(columns={"year": "cleared_year"}).astype({"cleared_year": "Int64"})
    own = own.merge(of_year, on=["county", "cleared_year"])
    return found.rows("alerts", own[sure(own["cleared_income_per_head"] < own["fen"])], "cleared_income_per_head")


def cleared_too_early(cases: pd.DataFrame, clearing: dict) -> pd.DataFrame:
    """2_11_002: cleared fewer months after identification than the policy asks for, since the policy holds."""
    start = dates.month_bounds(pd.Series([str(clearing["from"])]))[0].item()
    months = dates.months_between(cases["identified_date"], cases["cleared_date"])
    early = (months < clearing["value"]) & (dates.month_index(cases["cleared_date"]) >= start)
    return found.rows("alerts", cases[sure(early)], "cleared_date")


def cleared_at_once(cases: pd.DataFrame) -> pd.DataFrame:
    """5_18_009: cleared in the month of identification or the next one, other than by itself."""
    months = dates.months_between(cases["identified_date"], cases["cleared_date"])
    return found.rows("alerts", cases[sure(months <= 1) & ~sure(cases["clear_method"] == NATURAL)], "cleared_date")


def cleared_without_labour(households: pd.DataFrame, cases: pd.DataFrame) -> pd.DataFrame:
    """4_11_011: a household in which nobody can work, marked as cleared.

    Notes
    -----
    Of the household list only the year of clearing is shown, not every later year that repeats it.
    """
    cleared_in = dates.year_of(households["risk_cleared_date"])
    listed = sure(households["no_labour_household"]) & sure(households["risk_cleared"])
    listed &= sure(cleared_in.isna() | (cleared_in == households["year"]))
    noted = sure(cases["no_labour_household"]) & sure(cases["cleared"])
    return found.concat(
        [found.rows("households", households[listed], "risk_cleared"), found.rows("alerts", cases[noted], "cleared")]
    )


def cleared_without_record(cases: pd.DataFrame) -> pd.DataFrame:
    """1_11_004: cleared without the income, the guarantees or the water of the time after.

    Notes
    -----
    A blank counts only where the same sheet fills that column for other households.
    """
    cleared = sure(cases["cleared"])
    income = cases["cleared_income_per_head"].isna() & cases["post_income"].isna()
    kept = kept_on_sheet(cases, "cleared_income_per_head") | kept_on_sheet(cases, "post_income")
    parts = [found.rows("alerts", cases[cleared & income & kept], "cleared_income_per_head")]
    for column in AFTER:
        parts.append(found.rows("alerts", cases[cleared & cases[column].isna() & kept_on_sheet(cases, column)], column))
    return found.concat(parts)


def cleared_in_unsafe_house(households: pd.DataFrame) -> pd.DataFrame:
    """1_11_006: marked as cleared while the list says the house is unsafe."""
    odd = sure(households["risk_cleared"]) & sure(households["housing_unsafe"])
    return found.rows("households", households[odd], "housing_unsafe")


def trouble_after_clearing(cases: pd.DataFrame, guarantees: pd.DataFrame) -> pd.DataFrame:
    """1_02_008/009: house or water damaged after the risk was cleared.

    Notes
    -----
    The guarantees ledger counts in years after the year of clearing: within that year it cannot tell before from after.
    """
    parts = [found.rows("alerts", cases[sure(cases[column])], column) for column in AFTER[:2]]
    ended = cases.assign(ended=dates.year_of(cases["cleared_date"])).dropna(subset=["ended"])
    first = ended.groupby(["village", "household"], sort=False)["ended"].min().reset_index()
    later = guarantees.merge(first, on=["village", "household"])
    later = later[later["year"] > later["ended"]]
    for column in ("housing_problem", "water_problem"):
        parts.append(found.rows("guarantees", later[sure(later[column])], column))
    return found.concat(parts)


def cleared_without_measure(cases: pd.DataFrame) -> pd.DataFrame:
    """3_11_003..006: cleared through help, and no measure is recorded with the case."""
    none = ~cases["received"].map(bool).astype(bool)
    return found.rows("alerts", cases[sure(cases["clear_method"] == HELPED) & none & cases["plan_kept"]], "measures")


def job_help_without_wage(cases: pd.DataFrame, earned: pd.DataFrame) -> pd.DataFrame:
    """4_11_012: helped into work or a public post and cleared, and no wage in the year of clearing."""
    return _helped_without(cases, earned, {"employment", "public_post"}, "wage", cleared=True)


def industry_help_without_business(cases: pd.DataFrame, earned: pd.DataFrame) -> pd.DataFrame:
    """5_11_013: helped in business, and no business income in any full year since the help began."""
    return _helped_without(cases, earned, {"industry"}, "business", cleared=False)


def allowance_without_transfer(households: pd.DataFrame, earned: pd.DataFrame) -> pd.DataFrame:
    """4_11_013: cleared while drawing an allowance, and no transfer in a full year of the income ledger."""
    draws = households["dibao"].isin(["rural", "urban"]) | households["tekun"].isin(["rural", "urban"])
    own = households[draws & sure(households["risk_cleared"])]
    none = earned.loc[(earned["fault"] != "unreadable") & (earned["fault"] != "partial") & (earned["transfer"] == 0)]
    return found.rows("households", own.merge(none[OWNER], on=OWNER), "dibao")


def _helped_without(
    cases: pd.DataFrame, earned: pd.DataFrame, measures: set[str], source: str, *, cleared: bool
) -> pd.DataFrame:
    """Return the cases with one of the measures and nothing earned of that source in the years that count."""
    own = cases[cases["received"].map(lambda codes: bool(codes & measures)).astype(bool)]
    begun = own["measure_date"].fillna(own["identified_date"]).fillna(own["clue_date"])
    since = dates.year_of(own["cleared_date"] if cleared else begun).astype("Int64")
    until = since if cleared else pd.Series(9999, index=own.index, dtype="Int64")
    own = own.assign(since=since, until=until, case=range(len(own)))
    full = earned.loc[~earned["fault"].isin(["partial", "unreadable"]), [*OWNER, source]]
    full = full.rename(columns={"year": "earned_year"})
    both = own.merge(full, on=["county", "village", "household"])
    both = both[sure((both["earned_year"] >= both["since"]) & (both["earned_year"] <= both["until"]))]
    most = both.groupby("case")[source].max()
    return found.rows("alerts", own[own["case"].isin(most.index[most == 0])], "measures")


RULES = {
    "4_11_010": cleared_below_line,
    "2_11_002": cleared_too_early,
    "5_18_009": cleared_at_once,
    "4_11_011": cleared_without_labour,
    "1_11_004": cleared_without_record,
    "1_11_006": cleared_in_unsafe_house,
    "1_02_008/009": trouble_after_clearing,
    "3_11_003..006": cleared_without_measure,
    "4_11_012": job_help_without_wage,
    "4_11_013": allowance_without_transfer,
    "5_11_013": industry_help_without_business,
}
