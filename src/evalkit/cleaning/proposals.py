"""`_proposals`: entries that may be about one household or one person, for a person to decide; nothing is changed."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from evalkit.cleaning import proposals_score
from evalkit.cleaning.gather import Ledger
from evalkit.cleaning.issues import Issues
from evalkit.cleaning.lineage_presence import Presence
from evalkit.cleaning.proposals_households import households
from evalkit.cleaning.proposals_persons import persons
from evalkit.cleaning.sheets import Intake, letter
from evalkit.cleaning.tables import Clean
from evalkit.privacy.pseudonyms import of_households, of_persons

CODES = {"household": "maybe_same_household", "person": "maybe_same_person"}
COLUMN = {"household": "household", "person": "person"}
SIDE = {"year": "int32", "household": "str", "person": "str", "table": "str"}
SIDE |= {"file_id": "int32", "sheet_id": "int32", "row": "int32", "col": "Int32"}
HEAD = {"kind": "str", "county": "str", "village": "str", "score": "float64", "reasons": "str", "rank": "int32"}
DTYPES = HEAD | SIDE | {f"other_{name}": dtype for name, dtype in SIDE.items()}
ORDER = ["village", "year", "file_id", "sheet_id", "row", "kind", "rank"]


def propose(clean: Clean, found: Presence) -> pd.DataFrame:
    """Return what may be the same household or person, still with raw identifiers: see `without_names`.

    Notes
    -----
    Scores from 0 to 1 are explained in `proposals_score`; less than 0.7 is not proposed.
    """
    parts = [households(clean, found).assign(kind="household"), persons(found).assign(kind="person")]
    parts = [part.astype(object) for part in parts if len(part)]
    if not parts:
        return pd.DataFrame({name: pd.Series(dtype=dtype) for name, dtype in DTYPES.items()})
    rows = pd.concat(parts, ignore_index=True)
    for side in ("", "other_"):
        rows[f"{side}row"], rows[f"{side}col"] = _cells(rows, clean.ledgers, side)
    return rows.sort_values(ORDER, kind="stable", ignore_index=True)


def note(proposed: pd.DataFrame, intake: Intake, ledgers: Mapping[str, Ledger], issues: Issues) -> None:
    """Put the likeliest proposal of each entry on the list of what to look at, with the cell of the other side."""
    best = proposed[proposed["rank"] == 1] if len(proposed) else proposed
    for (kind, table), rows in best.groupby(["kind", "table"], sort=True):
        said = [_said(line, intake) for line in rows.to_dict("records")]
        i = rows["i"].to_numpy(dtype=int)
        col = ledgers[table].raw[COLUMN[kind]].col[i] if COLUMN[kind] in ledgers[table].raw else 0
        issues.at(ledgers[table], i, col, CODES[kind], COLUMN[kind], said)


def without_names(proposed: pd.DataFrame, key: bytes) -> pd.DataFrame:
    """Return `_proposals`: kind, place, score, reasons, and the cells and pseudonyms of both sides.

    Parameters
    ----------
    proposed : DataFrame
        From `propose`.
    key : bytes
        The pseudonym key.

    Returns
    -------
    DataFrame
        `DTYPES`; in the order of places, years and rows, whatever the key.
    """
    if proposed.empty:
        return proposed
    rows, village = proposed, proposed["village"].astype("str")
    made = {"county": village.str[:6], "village": village}
    for side in ("", "other_"):
        home, person = (rows[f"{side}{name}"].astype("str") for name in ("household", "person"))
        made[f"{side}person"] = of_persons(key, village, home, person)
        made[f"{side}household"] = of_households(key, village, home)
    made |= {name: pd.to_numeric(rows[name]) for name, dtype in DTYPES.items() if dtype != "str"}
    return rows.assign(**made)[list(DTYPES)].astype(DTYPES)


def _cells(rows: pd.DataFrame, ledgers: Mapping[str, Ledger], side: str) -> tuple[list[int], list[int | None]]:
    """Return the sheet row and column (from 1) of each entry's number; forms have it apart from their row."""
    found = []
    for kind, table, i, row in rows[["kind", f"{side}table", f"{side}i", f"{side}row"]].itertuples(index=False):
        ledger = ledgers[table]
        raw = ledger.raw.get(COLUMN[kind])
        if raw is None or raw.col[i] < 1:
            found.append((row, None))
            continue
        r, c = ledger.placed[ledger.rows["block"].iloc[i]].layout.cell(int(row) - 1, int(raw.col[i]) - 1)
        found.append((r + 1, None if c is None else c + 1))
    return [r for r, _ in found], [c for _, c in found]


def _said(line: Mapping[str, object], intake: Intake) -> str:
    sheet_id, row, col = int(line["other_sheet_id"]), line["other_row"], line["other_col"]
    cell = f"第{row}行" if pd.isna(col) else f"{letter(int(col) - 1)}{row}"
    where = f"{intake.file(sheet_id)} {intake.layouts[sheet_id].sheet.name} {cell}"
    reasons = proposals_score.in_words(line["reasons"])
    return f"相似度{np.round(line['score'], 2):.2f}（{reasons}）：{where}"
