"""Clean rows to processed tables: declared columns and types, pseudonyms, masked texts, rows in order."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
from pandas.api.extensions import ExtensionArray

from evalkit.cleaning.far_cells import at_home, far_of
from evalkit.cleaning.gather import Ledger
from evalkit.cleaning.issues import Issues
from evalkit.cleaning.numbering import category, joined
from evalkit.cleaning.tables import Clean
from evalkit.codebook import processed_columns
from evalkit.memory import give_back
from evalkit.privacy.known import Known
from evalkit.privacy.pseudonyms import of_households, of_persons


def finish(clean: Clean, key: bytes, known: Known, issues: Issues) -> dict[str, pd.DataFrame]:
    """Return the processed table of every ledger that keeps a row; the texts of `income` are categories, to save room.

    Notes
    -----
    The ledgers forget their cells on the way; only places and fates of their rows are left (`Ledger.forget`).

    A household number may be the village's own, so the village is part of what the pseudonym stands for. A person
    without an ID number (999999...) is told apart only within the household.
    """
    tables = {}
    clean.codes.clear()
    for name, ledger in clean.ledgers.items():
        if name == "income":
            lines, clean.incomes = clean.incomes, None  # the largest table of a run
            made = _incomes(ledger, lines, key)
        else:
            _mask_texts(ledger, rows := ledger.rows[ledger.kept].copy(), known, issues)
            made = _in_order(_pseudonymised(rows, key), processed_columns(name))
        if len(made):
            tables[name] = made
        ledger.forget()
        give_back()
    return tables


def _incomes(ledger: Ledger, lines: pd.DataFrame, key: bytes) -> pd.DataFrame:
    """Return the income lines with what their rows say; texts as categories, since every row has many lines."""
    used = np.zeros(len(ledger.rows), dtype=bool)
    used[lines["i"]] = True
    names = ["county", "village", "household", "file_id", "sheet_id", "row", "household_size"]
    place = _pseudonymised(ledger.rows.loc[used, [name for name in names if name in ledger.rows]], key)
    place = place.astype({"county": "category", "village": "category"}).assign(household=category(place["household"]))
    at = (np.cumsum(used, dtype=np.int32) - 1)[lines["i"]]
    cells = pd.DataFrame({name: place[name].array[at] for name in ("sheet_id", "row")} | {"col": lines["col"].array})
    cells = at_home(cells, far_of(ledger.placed))
    order = _order(cells.assign(**{name: place[name].array[at] for name in ("file_id", "village", "household")}))
    own = lines.drop(columns=["village", "household"]).rename(columns={"kind": "period_kind"})
    own, of_row = own.assign(row=cells["row"].array, col=cells["col"].array), at[order]
    return _typed(
        len(order),
        processed_columns("income"),
        lambda name: _taken(own, name, order) if name in own else _taken(place, name, of_row),
    )


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
    made, home = {}, rows.get("household", "")
    if "household" in rows:
        made["household"] = of_households(key, rows["village"], home)
    for column in ("person", "head_id"):
        if column in rows:
            made["head" if column == "head_id" else column] = of_persons(key, rows["village"], home, rows[column])
    return rows.assign(**made)


def _in_order(rows: pd.DataFrame, columns: dict[str, str]) -> pd.DataFrame:
    order = _order(rows)
    return _typed(len(rows), columns, lambda name: _taken(rows, name, order))


def _order(rows: pd.DataFrame) -> np.ndarray:
    """Return the order village, household's first appearance, own place; never that of a pseudonym."""
    names = ["file_id", "sheet_id", "row", *(["col"] if "col" in rows else [])]
    # Rows mostly stand in their order already; a stable sort of one key is quick then.
    own = np.argsort(joined(*(rows[name].to_numpy() for name in names)), kind="stable").astype(np.int32)
    home = np.arange(len(rows), dtype=np.int32)
    if "household" in rows:
        number = pd.factorize(rows["household"])[0].astype(np.int32)[own]
        home = np.where(number < 0, number.max(initial=0) + 1 + home, number)
    home = pd.factorize(home)[0].astype(np.int32)
    village = pd.factorize(rows["village"], sort=True)[0].astype(np.int32)[own]
    return own[np.argsort(joined(village, home), kind="stable")]


def _typed(count: int, columns: dict[str, str], read: Callable[[str], ExtensionArray | None]) -> pd.DataFrame:
    """Return the declared columns, categories kept; a column that no sheet has is missing throughout."""
    made = {}
    for name, dtype in columns.items():
        values = read(name)
        if values is None:
            values = pd.array([None], dtype=dtype).take(np.zeros(count, dtype=np.int64))
        made[name] = values if isinstance(values.dtype, pd.CategoricalDtype) else values.astype(dtype, copy=False)
    return pd.DataFrame(made, copy=False)


def _taken(rows: pd.DataFrame, name: str, order: np.ndarray) -> ExtensionArray | None:
    return rows[name].array.take(order) if name in rows else None
