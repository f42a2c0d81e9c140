"""What the rules look at: the ledgers, and what several rules work out from them, made once."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path

import pandas as pd

from evalkit import codebook, dates, policy, store
from evalkit.checks.declared import Rule
from evalkit.errors import EvalkitError
from evalkit.indicators import household_income

PLACE = ["county", "village", "year"]
OWNER = [*PLACE, "household"]
RISKS = ["risk1", "risk2", "risk3", "risk4", "risk5"]


class Inputs:
    """Ledgers by name, and the derived tables that rules ask for by the name of their argument.

    Parameters
    ----------
    tables : mapping
        Clean tables by name; a ledger that was not received may be left out.
    params : Path, optional
        Folder of the parameter files.
    """

    def __init__(self, tables: Mapping[str, pd.DataFrame], params: Path | None = None):
        self.params = params
        self.given = dict(tables)
        self.names = frozenset(codebook.load(params).tables)

    def table(self, name: str) -> pd.DataFrame:
        """Return a ledger's rows; a typed table without rows when it was not received."""
        if name not in self.given:
            self.given[name] = store.empty(name)
        return self.given[name]

    def call(self, check: Callable[..., pd.DataFrame], rule: Rule) -> pd.DataFrame:
        """Return what a check finds: each argument without a value is a table, `limits` (its rule) or made here."""
        asked = [name for name, p in inspect.signature(check).parameters.items() if p.default is p.empty]
        return check(**{name: self.get(name, rule) for name in asked})

    def get(self, name: str, rule: Rule) -> object:
        """Return one argument of a check."""
        if name == "limits":
            return rule
        return self.table(name) if name in self.names else getattr(self, name)

    @cached_property
    def earned(self) -> pd.DataFrame:
        """Household-years of the income ledger, as from `household_income.household_years`."""
        return household_income.household_years(self.table("income"), self.table("households"))

    @cached_property
    def lines(self) -> pd.DataFrame:
        """Monitoring lines by county and year: county, year, fen; a line nobody declared is missing."""
        return self.looked_up_lines[0]

    @cached_property
    def looked_up_lines(self) -> tuple[pd.DataFrame, dict[tuple[str, int], str]]:
        """The lines, and by county and year the reason why there is none."""
        found, reasons = [], {}
        for county, year in self.years:
            try:
                found.append((county, year, policy.monitoring_line(county, year, self.params).fen))
            except EvalkitError as error:
                reasons[county, year] = str(error)
        table = pd.DataFrame(found, columns=["county", "year", "fen"])
        return table.astype({"county": "str", "year": "int64", "fen": "int64"}), reasons

    @cached_property
    def years(self) -> list[tuple[str, int]]:
        """Every county and year that any ledger has rows of, or in which a case was cleared."""
        return sorted({pair for name in self.given for pair in self.years_of(name)})

    def years_of(self, table: str) -> set[tuple[str, int]]:
        """Return the counties and years of a ledger that a line may be needed for: of alerts, the year of clearing."""
        pairs = self.table(table)[["county", "year"]]
        if table == "alerts":
            ended = dates.year_of(self.table(table)["cleared_date"])
            pairs = pairs.assign(year=ended).dropna()
        return {(str(county), int(year)) for county, year in pairs.drop_duplicates().itertuples(index=False)}

    @cached_property
    def cases(self) -> pd.DataFrame:
        """Alerts taken into monitoring, as from `cases`."""
        return cases(self.table("alerts"))

    @cached_property
    def answers(self) -> list[dict]:
        """Which measures answer which risk, from policy.yaml."""
        return policy.value("risk_measures", self.params)["values"]

    @cached_property
    def development(self) -> frozenset[str]:
        """Measures that build income, from policy.yaml."""
        return frozenset(policy.value("development_measures", self.params)["values"][0]["any_of"])

    @cached_property
    def clearing(self) -> dict:
        """Months a risk has to be stable before it is cleared, and since when, from policy.yaml."""
        return policy.value("clearing_months", self.params)

    @cached_property
    def counties(self) -> dict[str, str]:
        """Chinese county names by code, for telling work near home from work elsewhere."""
        villages = codebook.load(self.params).villages
        return dict(zip(villages["county"], villages["county_zh"], strict=True))


def cases(alerts: pd.DataFrame) -> pd.DataFrame:
    """Return the alerts that led to monitoring, with their risks and measures as sets.

    Returns
    -------
    DataFrame
        The alerts' own columns; risks and received (frozenset of codes: the list `measures` and every measure column
        with an entry), plan_kept (whether the sheet records measures at all, so that a blank means none).
    """
    own = alerts[(alerts["outcome"] == "identified") | alerts["identified_date"].notna()].reset_index(drop=True)
    ticked = [name for name in own if name.startswith("measure_") and name != "measure_date"]
    risks = [frozenset(v for v in line if isinstance(v, str)) for line in own[RISKS].astype("object").to_numpy()]
    listed = own["measures"].fillna("").str.split(";")
    entries = own[ticked].notna().to_numpy()
    wide = [{n.removeprefix("measure_") for n, e in zip(ticked, line, strict=True) if e} for line in entries]
    received = [frozenset({code for code in codes if code} | more) for codes, more in zip(listed, wide, strict=True)]
    made = own.assign(risks=pd.Series(risks, dtype="object"), received=pd.Series(received, dtype="object"))
    has = made["received"].map(bool).astype(bool)
    return made.assign(plan_kept=has.groupby(made["sheet_id"]).transform("any").astype(bool))
