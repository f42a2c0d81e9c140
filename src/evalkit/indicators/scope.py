"""Which villages and years an indicator reports on, and how figures become result rows."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from evalkit.indicators import notes, result

KEYS = ["county", "village", "year", "period", "since"]
DEFAULTS = {
    "group_by": "",
    "group": "",
    "value": result.NAN,
    "low": result.NAN,
    "high": result.NAN,
    "numerator": result.NAN,
    "denominator": result.NAN,
    "n": 0,
    "uncertainty": "",
    "published": False,
    "note": "",
}


def years(village: str | Iterable[str], years: Iterable[int]) -> pd.DataFrame:
    """Return one line for each village and single year.

    Returns
    -------
    DataFrame
        county, village, year, period, since (first year counted, here the year itself).

    Examples
    --------
    >>> years("990101100201", [2023, 2024])["period"].tolist()
    ['2023', '2024']
    """
    return _scope(village, [(year, year) for year in years])


def county_years(county: str | Iterable[str], years: Iterable[int]) -> pd.DataFrame:
    """Return one line for each whole county and year; the village is empty.

    Examples
    --------
    >>> county_years("990101", [2024])[["county", "village", "year"]].to_numpy().tolist()
    [['990101', '', 2024]]
    """
    return _scope(county, [(year, year) for year in years]).assign(village="").astype({"village": "str"})


def span(village: str | Iterable[str], first: int, last: int) -> pd.DataFrame:
    """Return one line for each village over several years taken together; the period reads `2021/2024`.

    Examples
    --------
    >>> span("990101100201", 2021, 2024)["period"].tolist()
    ['2021/2024']
    """
    return _scope(village, [(first, last)])


def within(events: pd.DataFrame, scope: pd.DataFrame) -> pd.DataFrame:
    """Return the events of each line of the scope: same village, from `since` to `year`.

    Parameters
    ----------
    events : DataFrame
        village, year of the event, anything else; a `county` is taken from the scope.
    scope : DataFrame
        As made by `years` or `span`.

    Returns
    -------
    DataFrame
        The events with the keys of their line; the event's own year is `event_year`.
    """
    own = events.drop(columns=["county", "period", "since"], errors="ignore").rename(columns={"year": "event_year"})
    met = scope.merge(own, on="village", how="inner")
    return met[met["event_year"].between(met["since"], met["year"])].reset_index(drop=True)


def missing_ledger(scope: pd.DataFrame, any_year: bool = False, **ledgers: pd.DataFrame) -> pd.Series:
    """Return for each line of the scope the note that says which ledgers are missing, empty when none is.

    Parameters
    ----------
    any_year : bool
        True when a year without rows is a year in which nothing happened (alerts), not a missing ledger.
    ledgers : DataFrame
        Rows by table name, such as `income=rows`.
    """
    found = pd.Series("", index=scope.index, dtype="str")
    for name, rows in ledgers.items():
        places = rows[["village"] if any_year else ["village", "year"]].drop_duplicates()
        known = set(places["village"]) if any_year else set(within(places, scope).pipe(_lines))
        own = scope["village"] if any_year else pd.Series(_lines(scope), index=scope.index)
        lacking = ~own.isin(known)
        if not lacking.any():
            continue
        found[lacking] = [notes.joined([note, notes.no_ledger(name)]) for note in found[lacking]]
    return found


def nothing(scope: pd.DataFrame, reason: str, **ledgers: pd.DataFrame) -> pd.Series:
    """Return the note for a line without any case: the ledger that never came, else the reason given."""
    lacking = missing_ledger(scope, any_year=True, **ledgers)
    return lacking.where(lacking != "", reason)


def table(rows: pd.DataFrame, indicator: str, unit: str | pd.Series, **constants: object) -> pd.DataFrame:
    """Return result rows from a table that has the place and time keys and any of the result columns."""
    filled = rows.assign(indicator=indicator, unit=unit, **constants)
    filled = filled.assign(**{name: value for name, value in DEFAULTS.items() if name not in filled})
    lacking = filled["value"].isna()
    filled["uncertainty"] = filled["uncertainty"].mask(lacking, "")
    filled = filled.assign(**{name: filled[name].mask(lacking) for name in ("low", "high")})
    return result.validate(filled[result.COLUMNS].reset_index(drop=True))


def refusals(scope: pd.DataFrame, indicator: str, unit: str, reason: str | pd.Series) -> pd.DataFrame:
    """Return one row without a value for each line of the scope, with the reason."""
    return table(scope.assign(note=reason), indicator, unit)


def with_refusals(
    rows: pd.DataFrame, scope: pd.DataFrame, indicator: str, unit: str | pd.Series, reason: str | pd.Series, **constants
) -> pd.DataFrame:
    """Return result rows, and a row with the reason for each line of the scope that has none.

    Parameters
    ----------
    rows : DataFrame
        The keys of the scope and any result columns.
    reason : str or Series
        Why a line has no figure, one for each line of the scope allowed.
    constants
        Result columns that are the same in every row with a figure.
    """
    reached = set(zip(rows["village"], rows["since"], rows["year"], strict=True))
    keys = zip(scope["village"], scope["since"], scope["year"], strict=True)
    absent = pd.Series([key not in reached for key in keys], index=scope.index, dtype="bool")
    rest = scope.assign(note=reason)[absent]
    plain = unit if isinstance(unit, str) else "count"
    return result.concat([table(rows, indicator, unit, **constants), refusals(rest, indicator, plain, rest["note"])])


def split(scope: pd.DataFrame, note: pd.Series) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the lines of the scope that can be computed, and the others with their reason in `note`."""
    refused = note != ""
    return scope[~refused], scope[refused].assign(note=note[refused])


def _scope(village: str | Iterable[str], pairs: list[tuple[int, int]]) -> pd.DataFrame:
    villages = [village] if isinstance(village, str) else list(village)
    lines = [
        (code[:6], code, last, str(last) if first == last else f"{first}/{last}", first)
        for code in villages
        for first, last in pairs
    ]
    return pd.DataFrame(lines, columns=KEYS).astype({"county": "str", "village": "str", "period": "str"})


def _lines(scope: pd.DataFrame) -> list[tuple]:
    return list(zip(scope["village"].tolist(), scope["period"].tolist(), strict=True))
