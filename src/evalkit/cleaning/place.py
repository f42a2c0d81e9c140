"""Where and when each row belongs: its village, county and year."""

from __future__ import annotations

import numpy as np
import pandas as pd

from evalkit.cleaning.gather import Ledger
from evalkit.cleaning.parsers.plain import squeeze
from evalkit.cleaning.recognise import Placed
from evalkit.cleaning.said import sources, year_in
from evalkit.cleaning.villages import Villages


def locate_rows(ledger: Ledger, villages: Villages) -> None:
    """Add `county`, `village` and `year` to a ledger's rows; set aside rows whose village is unknown.

    Notes
    -----
    The village is taken from the row, else from the table's title, the sheet's name, the file's name and the folders,
    in this order; the year likewise, after the row's own date. The day a form was filled in says nothing about the
    year it speaks of and is passed over.
    """
    codes, reasons = _villages(ledger, villages)
    ledger.rows["village"] = pd.array(codes, dtype="str")
    ledger.rows["county"] = ledger.rows["village"].str[:6]
    ledger.rows["year"] = _years(ledger)
    for reason in ("unknown_village", "ambiguous_village"):
        ledger.set_fate(reasons == reason, "quarantined", reason)


def require_year(ledger: Ledger) -> None:
    """Set aside the rows that no year was found for."""
    ledger.set_fate(ledger.rows["year"].isna().to_numpy(), "quarantined", "no_year")


def _villages(ledger: Ledger, villages: Villages) -> tuple[list[str | None], np.ndarray]:
    defaults = [_default_village(placed, villages) for placed in ledger.placed]
    paths = [placed.layout.sheet.file for placed in ledger.placed]
    columns = [_cells(ledger, name) for name in ("village", "township", "county_name")]
    cache: dict[tuple, tuple[str | None, str]] = {}
    found = []
    for cell, township, county, block in zip(*columns, ledger.rows["block"].tolist(), strict=True):
        key = (cell, township, county, block)
        if key not in cache:
            code, reason = villages.find(cell, (squeeze(township), squeeze(county)), paths[block])
            cache[key] = defaults[block] if reason == "blank" else (code, reason)
        found.append(cache[key])
    return [code for code, _ in found], np.array([reason for _, reason in found], dtype=object)


def _default_village(placed: Placed, villages: Villages) -> tuple[str | None, str]:
    for text in sources(placed):
        code, reason = villages.in_text(text, placed.layout.sheet.file)
        if reason != "blank":
            return code, reason
    return None, "unknown_village"


def _years(ledger: Ledger) -> pd.Series:
    default = [next((year for text in sources(p) if (year := year_in(text))), None) for p in ledger.placed]
    years = pd.Series(pd.NA, index=ledger.rows.index, dtype="Int64")
    if "year" in ledger.rows:
        years = ledger.rows["year"].astype("Int64")
    if ledger.table.time != "year" and ledger.table.time in ledger.rows:
        dated = ledger.rows[ledger.table.time].str.extract(r"^(\d{4})", expand=False)
        years = years.fillna(pd.to_numeric(dated).astype("Int64"))
    return years.fillna(pd.Series(pd.array(default, dtype="Int64")[ledger.rows["block"].to_numpy()]))


def _cells(ledger: Ledger, name: str) -> list:
    return ledger.raw[name].cells.tolist() if name in ledger.raw else [None] * len(ledger.rows)
