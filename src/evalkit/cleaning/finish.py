"""Clean rows to processed tables: declared columns and types, pseudonyms, masked texts, rows in order."""

from __future__ import annotations

import numpy as np
import pandas as pd

from evalkit.cleaning.far_cells import at_home, far_of
from evalkit.cleaning.gather import Ledger
from evalkit.cleaning.issues import Issues
from evalkit.cleaning.tables import Clean
from evalkit.codebook import processed_columns
from evalkit.privacy.known import Known
from evalkit.privacy.pseudonyms import pseudonyms


def finish(clean: Clean, key: bytes, known: Known, issues: Issues) -> dict[str, pd.DataFrame]:
    """Return the processed table of every ledger that keeps a row.

    Notes
    -----
    A household number may be the village's own, so the village is part of what the pseudonym stands for. A person
    without an ID number (999999...) is told apart only within the household.
    """
    tables = {}
    for name, ledger in clean.ledgers.items():
        if name == "income":
            rows = _income_rows(ledger, clean.incomes)
        else:
            rows = ledger.rows[ledger.kept]
            _mask_texts(ledger, rows := rows.copy(), known, issues)
        if len(rows):
            ordered = rows.iloc[_order(rows)]
            tables[name] = _typed(_pseudonymised(ordered, key), processed_columns(name))
    return tables


def _income_rows(ledger: Ledger, lines: pd.DataFrame) -> pd.DataFrame:
    place = ledger.rows.iloc[lines["i"]].reset_index(drop=True)
    columns = ["county", "file_id", "sheet_id", "row", *(["household_size"] if "household_size" in place else [])]
    kept = lines[["village", "household", "item", "source", "kind", "month", "months", "amount", "year", "col"]]
    made = pd.concat([kept.rename(columns={"kind": "period_kind"}), place[columns]], axis=1)
    return at_home(made, far_of(ledger.placed))


def _mask_texts(ledger: Ledger, rows: pd.DataFrame, known: Known, issues: Issues) -> None:
    for column in ledger.table.columns:
        if column.type != "text" or column.name not in rows or column.role == "derived":
            continue
        texts = rows[column.name]
        masked = texts.map({text: known.mask(text) for text in texts.dropna().unique()}).astype("str")
        changed = (texts.notna() & (texts != masked)).to_numpy()
        rows[column.name] = masked
        issues.rows(ledger, rows.index.to_numpy()[changed], "masked", column.name)


def _pseudonymised(rows: pd.DataFrame, key: bytes) -> pd.DataFrame:
    made = {}
    village = rows["village"]
    if "household" in rows:
        made["household"] = pseudonyms(key, "household", village + "\0" + rows["household"])
    for column in ("person", "head_id"):
        if column in rows:
            home = rows["household"].fillna("") if "household" in rows else ""
            no_number = rows[column].str.startswith("999999").fillna(False).astype(bool)
            own = rows[column].where(~no_number, village + "\0" + home + "\0" + rows[column])
            made["head" if column == "head_id" else column] = pseudonyms(key, "person", own)
    return rows.assign(**made)


def _order(rows: pd.DataFrame) -> np.ndarray:
    """Return the order village, household's first appearance, own place; never that of a pseudonym."""
    place = rows[["file_id", "sheet_id", "row", *(["col"] if "col" in rows else [])]]
    own = np.empty(len(rows), dtype=np.int64)
    own[np.lexsort(place.to_numpy().T[::-1])] = np.arange(len(rows))
    first = own
    if "household" in rows:
        keys = [rows["village"].to_numpy(), rows["household"].to_numpy()]
        appeared = pd.Series(own).groupby(keys, sort=False, dropna=True).transform("min")
        first = appeared.fillna(pd.Series(own)).to_numpy()
    return np.lexsort((own, first, pd.factorize(rows["village"], sort=True)[0]))


def _typed(rows: pd.DataFrame, columns: dict[str, str]) -> pd.DataFrame:
    absent = pd.Series(pd.NA, index=rows.index, dtype="object")
    made = {name: rows.get(name, absent) for name in columns}
    return pd.DataFrame(made).reset_index(drop=True).astype(columns)
