"""What households did of their own accord, as far as the ledgers record it."""

from __future__ import annotations

import pandas as pd

from evalkit import codebook
from evalkit.indicators import annual, notes, omissions
from evalkit.indicators import scope as scopes
from evalkit.indicators.household_income import PLACE_YEAR

UNIT = "acts per 100 households"
PER = 100
TELLS = {"self_report": "channel", "own_credit": "applied_by", "training": "programme", "own_job": "channel"}
LEDGERS = {"self_report": "alerts", "own_credit": "microcredit", "training": "assistance", "own_job": "jobs"}
PROXY = notes.both(
    "替代指标：台账只记下被登记的行为，登记勤的村看起来更主动",
    "a proxy: ledgers hold only what was registered, so a village that registers more looks more active",
)


def own_initiative_acts(
    *,
    households: pd.DataFrame,
    alerts: pd.DataFrame,
    microcredit: pd.DataFrame,
    assistance: pd.DataFrame,
    jobs: pd.DataFrame,
    scope: pd.DataFrame,
) -> pd.DataFrame:
    """Return recorded acts of own initiative per 100 households.

    Parameters
    ----------
    households : DataFrame
        Clean table `households`; each household of a year counts once in the denominator.
    alerts, microcredit, assistance, jobs : DataFrame
        Clean tables: clues reported by the household itself, loans applied for on its own, training taken, persons who
        found their work themselves.
    scope : DataFrame
        Villages and years to report on.

    Returns
    -------
    DataFrame
        Result rows in acts per 100 households, grouped by act: self_report, own_credit, training, own_job, and all
        (their sum over the ledgers received). Numerator acts, denominator and n households. An act whose ledger has no
        row at all for the village and year is refused, not counted as zero. Rows that do not say whether they are such
        an act are left out and counted in the note.
    """
    tables = {"alerts": alerts, "microcredit": microcredit, "assistance": assistance, "jobs": jobs}
    ready, refused = scopes.split(scope, scopes.missing_ledger(scope, households=households))
    homes = households.groupby(PLACE_YEAR)["household"].nunique().rename("denominator").reset_index()
    ready = ready.merge(homes, on=PLACE_YEAR)
    events = _events(**tables)
    parts = [_act(ready, act, events[act], tables[table], table) for act, table in LEDGERS.items()]
    lines = pd.concat([*parts, _total(pd.concat(parts, ignore_index=True))], ignore_index=True)
    lines["value"] = lines["numerator"] / lines["denominator"] * PER
    lines["n"] = lines["denominator"]
    proxy = lines["numerator"].notna().map({True: PROXY, False: ""})
    lines["note"] = [notes.joined(pair) for pair in zip(proxy, lines["note"], strict=True)]
    rows = scopes.table(lines, "own_initiative_acts", UNIT, group_by="initiative_act", uncertainty=annual.CENSUS)
    reasons = scopes.refusals(refused, "own_initiative_acts", UNIT, refused["note"])
    return pd.concat([rows, reasons], ignore_index=True)


def _events(
    alerts: pd.DataFrame, microcredit: pd.DataFrame, assistance: pd.DataFrame, jobs: pd.DataFrame
) -> dict[str, pd.DataFrame]:
    """The acts of each kind, one row per act (or published total) with its `acts`."""
    trained = assistance[assistance["programme"] == "training"]
    # A row without household and person is a total of the village; its beneficiaries are the acts.
    total = trained["household"].isna() & trained["person"].isna()
    acts = trained["beneficiaries"].where(total, 1).fillna(1).astype("int64")
    found = jobs[(jobs["channel"] == "own") & jobs["working"].fillna(True)]
    return {
        "self_report": alerts[alerts["channel"] == "self_report"].assign(acts=1),
        "own_credit": microcredit[microcredit["applied_by"] == "own"].assign(acts=1),
        "training": trained.assign(acts=acts),
        "own_job": found.drop_duplicates(["village", "year", "person"]).assign(acts=1),
    }


def _act(ready: pd.DataFrame, act: str, events: pd.DataFrame, ledger: pd.DataFrame, table: str) -> pd.DataFrame:
    counts = events.groupby(PLACE_YEAR)["acts"].sum().rename("numerator").reset_index()
    lines = ready.merge(counts, on=PLACE_YEAR, how="left").assign(group=act)
    lines["note"] = scopes.missing_ledger(ready, **{table: ledger}).to_numpy()
    lines["numerator"] = lines["numerator"].astype("float64").fillna(0.0).where(lines["note"] == "")
    untold = ledger[ledger[TELLS[act]].isna()]
    if act == "own_job":
        untold = untold[untold["working"].fillna(True)]
    return omissions.noted(lines, ready, untold, *_untold(table, TELLS[act]))


def _untold(table: str, column: str) -> tuple[str, str]:
    named = codebook.load().tables[table]
    own = named.column(column)
    zh = f"{named.zh}有{{n}}条记录没有写{own.zh}，未计入"
    return zh, f"{{n}} rows of the {table} ledger left out: they do not give “{own.en}”"


def _total(acts: pd.DataFrame) -> pd.DataFrame:
    lines = []
    for _, parts in acts.groupby(["village", "period"], sort=False):
        line = parts.iloc[:1].assign(group="all", numerator=parts["numerator"].sum(min_count=1))
        lines.append(line.assign(note=notes.joined(parts["note"])))
    return pd.concat(lines, ignore_index=True) if lines else acts.iloc[:0]
