"""What each household got from each programme in each year, beside its income before or after the benefit."""

from __future__ import annotations

import pandas as pd

from evalkit.indicators import annual, notes
from evalkit.indicators.household_income import KEYS, PLACE_YEAR

ALL = "all"
BEFORE, AFTER = "before", "after"
SAID = {
    BEFORE: notes.both(
        "按补助前收入排序：收入减去补助，但不超过台账中的转移性收入",
        "ranked by income before the benefit: less the benefit, at most the transfers in the income ledger",
    ),
    AFTER: notes.both(
        "按台账收入排序，其中可能已含补助，低收入户会显得较高",
        "ranked by income as in the ledger, which may hold the benefit itself and so lift those who got it",
    ),
}


def household_benefits(
    assistance: pd.DataFrame, earned: pd.DataFrame, *, households: pd.DataFrame | None = None, income: str = BEFORE
) -> pd.DataFrame:
    """Put the benefits of every programme beside all households whose income is known, helped or not.

    Parameters
    ----------
    assistance : DataFrame
        Clean table `assistance`; amounts in fen.
    earned : DataFrame
        As from `household_years`.
    households : DataFrame, optional
        Clean table `households`: who is monitored and who receives the subsistence allowance.
    income : {"before", "after"}
        Whether `net` is the income before the benefit or as the ledger has it.

    Returns
    -------
    DataFrame
        county, village, year, household, members, group (programme, or `all` of them together), helped (bool), amount
        (fen, 0 for those not helped), net (fen), monitored, dibao (bool; False where the list lacks the household).

    Notes
    -----
    A benefit can stand in two ledgers: as assistance, and within the transfers of the income ledger (some counties
    count school grants and relief as income, others leave them out). Income before the benefit is net income less the
    benefit, but never more than the household's transfers of that year: what was not counted as income cannot be taken
    out of it. A monitored household is one whose risk is not cleared.

    Raises
    ------
    ValueError
        When `income` is neither.
    """
    if income not in SAID:
        raise ValueError(f"income: expected one of {sorted(SAID)}, got {income!r}")
    homes = annual.usable(earned)[[*KEYS, "net", "transfer", "members"]].astype({"members": "int64"})
    homes = homes.reset_index(drop=True).assign(**_flags(homes, households))
    named = assistance.dropna(subset=["household"])[[*KEYS, "programme", "amount"]].rename(
        columns={"programme": "group"}
    )
    named = pd.concat([named, named.assign(group=ALL)], ignore_index=True).astype({"year": "int64"})
    got = named.groupby([*KEYS, "group"], sort=False, observed=True)["amount"].sum().rename("amount").reset_index()
    kinds = got[[*PLACE_YEAR, "group"]].drop_duplicates()
    whole = homes.merge(kinds, on=PLACE_YEAR).merge(got.assign(helped=True), on=[*KEYS, "group"], how="left")
    helped = whole["helped"].notna()
    whole = whole.assign(helped=helped, amount=whole["amount"].fillna(0).astype("int64"))
    if income == BEFORE:
        whole["net"] -= whole["amount"].clip(upper=whole["transfer"].clip(lower=0))
    return whole.drop(columns="transfer")


def said(assistance: pd.DataFrame, benefits: pd.DataFrame, income: str) -> pd.DataFrame:
    """Return what a figure of a village, year and programme must say: the order of incomes, and what was left out.

    Returns
    -------
    DataFrame
        county, village, year, group, priced (whether any amount is known), note.
    """
    rows = pd.concat([assistance.assign(group=assistance["programme"]), assistance.assign(group=ALL)])
    known = set(benefits[[*KEYS]].drop_duplicates().itertuples(index=False, name=None))
    keys = zip(*(rows[name] for name in KEYS), strict=True)
    named = rows["household"].notna()
    met = pd.Series([key in known for key in keys], index=rows.index)
    parts = rows[[*PLACE_YEAR, "group"]].astype({"year": "int64"}).assign(
        unnamed=~named, unknown=named & ~met, unpriced=rows["amount"].isna(), priced=rows["amount"].notna()
    )  # fmt: skip
    counts = parts.groupby([*PLACE_YEAR, "group"], sort=True, observed=True).sum().reset_index()
    counts["note"] = [_note(line, income) for line in counts.itertuples()]
    return counts.assign(priced=counts["priced"] > 0)[[*PLACE_YEAR, "group", "priced", "note"]]


def _note(line: tuple, income: str) -> str:
    why = (
        (line.unnamed, "条记录没有写到户，未计入", "rows without a household left out"),
        (line.unknown, "条记录的户没有完整收入，未计入", "rows of households without a full income left out"),
        (
            line.unpriced if line.priced else 0,
            "条记录没有金额，只计是否享受",
            "rows without an amount count as help only",
        ),
    )
    return notes.joined([SAID[income], *(notes.both(f"{n}{zh}", f"{n} {en}") for n, zh, en in why if n)])


def _flags(homes: pd.DataFrame, households: pd.DataFrame | None) -> dict[str, object]:
    if households is None:
        return {}
    own = households.drop_duplicates(KEYS).astype({"year": "int64"})
    monitored = own["monitored_type"].notna() & ~own["risk_cleared"].fillna(False).astype(bool)
    dibao = own["dibao"].notna() & (own["dibao"] != "none")
    met = homes[KEYS].merge(own[KEYS].assign(monitored=monitored, dibao=dibao), on=KEYS, how="left")
    return {name: met[name].eq(True).to_numpy() for name in ("monitored", "dibao")}
