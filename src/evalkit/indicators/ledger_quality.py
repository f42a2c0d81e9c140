"""What became of the ledgers: rows by fate, share kept, problems per 100 rows, ledgers received."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from evalkit import codebook
from evalkit.indicators import notes
from evalkit.indicators import scope as scopes

DATA_FATES = ("kept", "duplicate", "quarantined")
CENSUS = "none (census)"
NO_SHEET = notes.both("没有收到本村该年的台账", "no sheet of this village and year was received")


def sheets(tables: Mapping[str, pd.DataFrame], sources: pd.DataFrame, scope: pd.DataFrame) -> pd.DataFrame:
    """Tell which sheets hold rows of which village and year.

    Parameters
    ----------
    tables : mapping
        Clean tables by name: their rows name their sheet.
    sources : DataFrame
        Side table `_sources`: a sheet of which no row was kept is known by the village's name or code in its path.
    scope : DataFrame
        Villages and years to report on.

    Returns
    -------
    DataFrame
        The keys of the scope and sheet_id.
    """
    kept = [rows[["village", "year", "sheet_id"]].drop_duplicates() for rows in tables.values() if len(rows)]
    known = pd.concat(kept, ignore_index=True) if kept else pd.DataFrame(columns=["village", "year", "sheet_id"])
    silent = sources[~sources["sheet_id"].isin(known["sheet_id"])]
    named = [_named(silent, village) for village in dict.fromkeys(scope["village"])]
    found = pd.concat([scopes.within(known, scope), *(part.merge(scope, on="village") for part in named)])
    stated = found["stated_year"] if "stated_year" in found else pd.Series(pd.NA, index=found.index)
    other_year = stated.notna() & ((stated < found["since"]) | (stated > found["year"])).fillna(False).astype(bool)
    return found.loc[~other_year, [*scopes.KEYS, "sheet_id"]].drop_duplicates(ignore_index=True)


def ledger_rows(fates: pd.DataFrame, sheets: pd.DataFrame, scope: pd.DataFrame) -> pd.DataFrame:
    """Count the sheet rows of each ledger by fate.

    Returns
    -------
    DataFrame
        Result rows, unit `row`, grouped by `ledger/fate`; titles, headers, blanks, subtotals and notes included, so the
        counts add up to the sheets.
    """
    met = _fates(fates, sheets)
    rows = met.groupby([*scopes.KEYS, "table", "fate"], sort=False).size().rename("value").reset_index()
    rows = rows.assign(group_by="ledger/fate", group=rows["table"] + "/" + rows["fate"], n=rows["value"])
    return _finish(rows, scope, "ledger_rows", "row")


def rows_kept_share(fates: pd.DataFrame, sheets: pd.DataFrame, scope: pd.DataFrame) -> pd.DataFrame:
    """Return the share of data rows kept, of all ledgers and of each; the rest are duplicates and quarantined rows."""
    data = _fates(fates, sheets)
    data = data[data["fate"].isin(DATA_FATES)].assign(kept=lambda line: line["fate"] == "kept")
    whole = data.assign(group_by="", group="")
    each = data.assign(group_by="ledger", group=data["table"])
    both = pd.concat([whole, each], ignore_index=True)
    rows = both.groupby([*scopes.KEYS, "group_by", "group"], sort=False)["kept"].agg(numerator="sum", n="size")
    rows = rows.reset_index()
    rows = rows.assign(value=rows["numerator"] / rows["n"], denominator=rows["n"])
    return _finish(rows, scope, "rows_kept_share", "share of rows")


def quarantined_rows(fates: pd.DataFrame, sheets: pd.DataFrame, scope: pd.DataFrame) -> pd.DataFrame:
    """Count the rows set aside because a required cell could not be read; `n` is the number of data rows."""
    data = _fates(fates, sheets)
    data = data[data["fate"].isin(DATA_FATES)]
    rows = data.assign(aside=data["fate"] == "quarantined").groupby(scopes.KEYS, sort=False)["aside"]
    rows = rows.agg(value="sum", n="size").reset_index()
    return _finish(rows, scope, "quarantined_rows", "row")


def problems_per_100_rows(
    problems: pd.DataFrame, fates: pd.DataFrame, sheets: pd.DataFrame, scope: pd.DataFrame
) -> pd.DataFrame:
    """Return problems found per 100 data rows: all together, and by kind of problem."""
    data = _fates(fates, sheets)
    size = data[data["fate"].isin(DATA_FATES)].groupby(scopes.KEYS, sort=False).size().rename("denominator")
    met = sheets.merge(problems[["sheet_id", "code"]], on="sheet_id")
    kinds = met.groupby([*scopes.KEYS, "code"], sort=True).size().rename("numerator").reset_index()
    kinds = kinds.rename(columns={"code": "group"}).assign(group_by="problem")
    total = met.groupby(scopes.KEYS, sort=False).size().rename("numerator")
    total = size.reset_index()[scopes.KEYS].merge(total.reset_index(), how="left").fillna({"numerator": 0})
    rows = pd.concat([total.assign(group_by="", group=""), kinds], ignore_index=True).merge(size.reset_index())
    rows = rows.assign(value=100 * rows["numerator"] / rows["denominator"], n=rows["denominator"])
    return _finish(rows, scope, "problems_per_100_rows", "problem per 100 rows")


def ledgers_received(tables: Mapping[str, pd.DataFrame], scope: pd.DataFrame) -> pd.DataFrame:
    """Count the ledgers with rows of the village and year; the denominator is the number of ledgers declared.

    The note names the ledgers of `tables` that have none.

    Examples
    --------
    >>> sales = pd.DataFrame({"village": ["v"], "year": [2024]})
    >>> ledgers_received({"sales": sales}, scopes.years("v", [2024]))["value"].item()
    1.0
    """
    present = [scopes.within(rows[["village", "year"]].drop_duplicates(), scope) for rows in tables.values()]
    counts = pd.concat(present).groupby(scopes.KEYS, sort=False).size().rename("value").reset_index()
    rows = scope.merge(counts, on=scopes.KEYS, how="left").fillna({"value": 0})
    declared = len(codebook.load().tables)
    named = dict(zip(tables, present, strict=True))
    notices = [_not_received(named, line) for line in rows.itertuples()]
    rows = rows.assign(numerator=rows["value"], denominator=declared, n=declared, note=notices)
    return scopes.table(rows, "ledgers_received", "ledger", uncertainty=CENSUS)


def _not_received(present: Mapping[str, pd.DataFrame], line: tuple) -> str:
    book = codebook.load().tables
    lacking = [
        book[name]
        for name, places in present.items()
        if not ((places["village"] == line.village) & (places["year"] == line.year)).any()
    ]
    if not lacking:
        return ""
    zh, en = ("、".join(table.zh for table in lacking), ", ".join(table.en for table in lacking))
    return notes.both(f"没有收到：{zh}", f"not received: {en}")


def _fates(fates: pd.DataFrame, sheets: pd.DataFrame) -> pd.DataFrame:
    own = fates.assign(table=fates["table"].replace("", pd.NA))
    of_sheet = own.dropna(subset=["table"]).drop_duplicates("sheet_id").set_index("sheet_id")["table"]
    own["table"] = own["table"].fillna(own["sheet_id"].map(of_sheet)).fillna("unmapped")
    return sheets.merge(own[["sheet_id", "fate", "table"]], on="sheet_id")


def _named(sources: pd.DataFrame, village: str) -> pd.DataFrame:
    names = {village, codebook.load().village_name(village)}
    paths = sources["path"].astype("str") + " " + sources["sheet"].astype("str")
    own = sources.loc[[any(name in path for name in names) for path in paths], ["sheet_id"]]
    year = paths[own.index].str.extract(r"(20\d\d)", expand=False).astype("Int64")
    return own.assign(village=village, stated_year=year)


def _finish(rows: pd.DataFrame, scope: pd.DataFrame, indicator: str, unit: str) -> pd.DataFrame:
    rows = rows.assign(value=rows["value"].astype("float64"))
    return scopes.with_refusals(rows, scope, indicator, unit, NO_SHEET, uncertainty=CENSUS)
