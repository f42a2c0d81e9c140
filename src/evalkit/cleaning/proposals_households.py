"""Household numbers of one village that may stand for the same household."""

from __future__ import annotations

import numpy as np
import pandas as pd

from evalkit.cleaning import proposals_score as score
from evalkit.cleaning.gather import Ledger
from evalkit.cleaning.lineage_households import steps
from evalkit.cleaning.lineage_presence import HOME, PLACE, Presence, texts
from evalkit.cleaning.proposals_persons import born
from evalkit.cleaning.tables import Clean

LEAST_TOLD = 0.4
MOST_ALIKE = 8
ENTRY = [*HOME, "year", *PLACE, "table", "i"]


def households(clean: Clean, found: Presence) -> pd.DataFrame:
    """Return pairs of household numbers that may be one household.

    Parameters
    ----------
    clean : Clean
        All ledgers: each that names the head of a household tells where its number stands.
    found : Presence
        From `presence`.

    Returns
    -------
    DataFrame
        The first entry of the number that appears later, the last entry of the other with `other_` before its columns,
        score, reasons, rank.

    Notes
    -----
    Held against each other are numbers of a village whose head, or a member of the same birth year, has the same name.
    Two numbers that stand in one ledger in one year are two households, and what ID numbers prove is no guess; but
    numbers that share an ID number in one year are always shown.
    """
    entries = _entries(clean)
    homes = entries.drop_duplicates(HOME)[HOME].reset_index(drop=True)
    index = pd.MultiIndex.from_frame(homes)
    entries["home"] = index.get_indexer(pd.MultiIndex.from_frame(entries[HOME]))
    lists = found.entries.assign(home=index.get_indexer(pd.MultiIndex.from_frame(found.entries[HOME])))
    torn = _same_id(lists)
    pairs = pd.concat([_alike(entries, lists, homes), torn], ignore_index=True).drop_duplicates(["a", "b"])
    pairs = pairs[~_together(pairs, entries) & ~_proved(pairs, found, index) | _in(pairs, torn)].reset_index(drop=True)
    if pairs.empty:
        return pd.DataFrame()
    parts = _parts(pairs, entries, lists).assign(same_id=np.where(_in(pairs, torn), 1.0, np.nan))
    pairs["score"], told = score.weighted(parts, score.HOUSEHOLD)
    pairs["reasons"] = score.reasons(parts)
    enough = (pairs["score"] >= score.LEAST) & (told >= LEAST_TOLD) & (parts["name"] > 0)
    return _with_entries(pairs[enough | (parts["same_id"] == 1)], entries)


def _entries(clean: Clean) -> pd.DataFrame:
    """Return rows that name a household's number, by year, those that name its head first."""
    parts = []
    for ledger in clean.ledgers.values():
        rows = ledger.rows
        if "household" in rows and "household" in ledger.raw:
            usable = rows[[*HOME, "year"]].notna().all(axis=1).to_numpy() & (ledger.fate != "subtotal")
            table = rows[[*HOME, "year", *PLACE]].assign(table=ledger.table.name, i=np.arange(len(rows)))
            table = table.assign(name=_heads(ledger).to_numpy(), size=rows.get("household_size", pd.NA))
            parts.append(table[usable & (ledger.code != "corrected_drop")].drop_duplicates([*HOME, "year", "name"]))
    empty = pd.DataFrame({name: pd.Series(dtype=object) for name in [*ENTRY, "name", "size"]})
    table = pd.concat(parts, ignore_index=True) if parts else empty
    table = table.astype({"year": "int64", "size": "Int64"}).assign(nameless=table["name"].isna())
    return table.sort_values(["year", "nameless", *PLACE], ignore_index=True)


def _heads(ledger: Ledger) -> pd.Series:
    heads = texts(ledger, "head_name")
    if ledger.table.name == "members" and "relation" in ledger.rows:
        heads = heads.fillna(texts(ledger, "name").where((ledger.rows["relation"] == "head").fillna(False)))
    return heads


def _alike(entries: pd.DataFrame, lists: pd.DataFrame, homes: pd.DataFrame) -> pd.DataFrame:
    """Return pairs of homes that share the head's name, or a member's name and birth year, within the village."""
    people = lists.assign(token=lists["name"] + "\0" + born(lists["written"]).astype("str"))
    tokens = pd.concat([entries[["home", "name"]].set_axis(["home", "token"], axis=1), people[["home", "token"]]])
    tokens = tokens[tokens["home"] >= 0].dropna().drop_duplicates()
    tokens = tokens.assign(village=homes["village"].to_numpy()[tokens["home"]])
    # A name that many households of a village share tells nothing, and would pair them all.
    few = tokens.groupby(["village", "token"])["home"].transform("size") <= MOST_ALIKE
    tokens = tokens[few]
    both = tokens.merge(tokens, on=["village", "token"], suffixes=("", "_other"))
    both = both[both["home"] < both["home_other"]]
    return both[["home", "home_other"]].set_axis(["a", "b"], axis=1).drop_duplicates(ignore_index=True)


def _same_id(lists: pd.DataFrame) -> pd.DataFrame:
    """Return pairs of homes of a village in which one sound ID number stands in the same year."""
    rows = lists.loc[lists["sound"] & (lists["home"] >= 0), ["village", "person", "year", "home"]].drop_duplicates()
    rows = rows[rows.duplicated(["village", "person", "year"], keep=False)]
    both = rows.merge(rows, on=["village", "person", "year"], suffixes=("", "_other"))
    both = both[both["home"] < both["home_other"]]
    return both[["home", "home_other"]].set_axis(["a", "b"], axis=1).drop_duplicates(ignore_index=True)


def _together(pairs: pd.DataFrame, entries: pd.DataFrame) -> np.ndarray:
    """Return which pairs stand in one ledger in one year."""
    seen = entries[["home", "table", "year"]].drop_duplicates()
    where = pairs[["a", "b"]].merge(seen, left_on="a", right_on="home")
    both = where.merge(seen, left_on=["b", "table", "year"], right_on=["home", "table", "year"])
    return _in(pairs, both)


def _proved(pairs: pd.DataFrame, found: Presence, index: pd.MultiIndex) -> np.ndarray:
    """Return which pairs ID numbers tell of: a person went from one to the other, which is in the lineage."""
    walked = steps(found)
    walked = walked[walked["a"] != walked["b"]]
    before = walked[[f"{name}_from" for name in HOME]].set_axis(HOME, axis=1)
    ends = [index.get_indexer(pd.MultiIndex.from_frame(rows)) for rows in (before, walked[HOME])]
    return _in(pairs, pd.DataFrame({"a": np.minimum(*ends), "b": np.maximum(*ends)}))


def _in(pairs: pd.DataFrame, others: pd.DataFrame) -> np.ndarray:
    key = ["a", "b"]
    return pd.MultiIndex.from_frame(pairs[key]).isin(pd.MultiIndex.from_frame(others[key]))


def _parts(pairs: pd.DataFrame, entries: pd.DataFrame, lists: pd.DataFrame) -> pd.DataFrame:
    heads = lists[(lists["relation"] == "head").fillna(False).to_numpy(dtype=bool)]
    births = heads.assign(born=born(heads["written"])).dropna(subset="born").drop_duplicates("home", keep="last")
    told = {
        "name": entries.dropna(subset="name").drop_duplicates("home", keep="last").set_index("home")["name"],
        "birth": births.set_index("home")["born"],
        "size": entries.dropna(subset="size").drop_duplicates("home", keep="last").set_index("home")["size"],
    }
    sides = {name: (pairs["a"].map(values), pairs["b"].map(values)) for name, values in told.items()}
    return pd.DataFrame(
        {
            "name": score.names(*(side.astype("str") for side in sides["name"])),
            "members": _shared(pairs, lists),
            "birth": score.births(*sides["birth"]),
            "size": score.births(*sides["size"]),
        }
    )


def _shared(pairs: pd.DataFrame, lists: pd.DataFrame) -> np.ndarray:
    """Return the share of member names that two homes have in common (Dice); missing where only a head is known."""
    listed = (lists["table"] == "members") & (lists["home"] >= 0)
    people = lists.loc[listed, ["home", "name"]].dropna().drop_duplicates()
    size = people.groupby("home", sort=False).size()
    ours = pairs[["a", "b"]].merge(people, left_on="a", right_on="home")
    both = ours.merge(people, left_on=["b", "name"], right_on=["home", "name"])
    common = both.groupby(["a", "b"], sort=False).size()
    common = common.reindex(pd.MultiIndex.from_frame(pairs[["a", "b"]]), fill_value=0).to_numpy()
    a, b = (pairs[side].map(size).to_numpy(dtype=float) for side in ("a", "b"))
    return np.where(np.fmax(a, b) > 1, 2 * common / (a + b), np.nan)


def _with_entries(pairs: pd.DataFrame, entries: pd.DataFrame) -> pd.DataFrame:
    """Put the first entry of the later number beside the last one of the earlier; homes are numbered as they appear."""
    first = entries.drop_duplicates("home").set_index("home")[ENTRY]
    latest = entries[entries["year"] == entries.groupby("home")["year"].transform("max")]
    last = latest.drop_duplicates("home").set_index("home")[ENTRY].add_prefix("other_")
    pairs = pairs.join(first, on="b").join(last, on="a").sort_values(["b", "score"], ascending=[True, False])
    pairs = pairs.assign(rank=pairs.groupby("b").cumcount() + 1, person=None, other_person=None)
    return pairs.drop(columns=["a", "b"]).reset_index(drop=True)
