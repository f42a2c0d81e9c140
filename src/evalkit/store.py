"""The only reader and writer of data/processed."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from evalkit import codebook, project
from evalkit.errors import EvalkitError, Problem
from evalkit.memory import give_back

PART = "part.parquet"
MANIFEST = "_manifest.json"
KEY_FINGERPRINT = "key_fingerprint"
PIECE = 2**17


def empty(table: str) -> pd.DataFrame:
    """Return a table of the declared columns and types without rows."""
    return pd.DataFrame({name: pd.Series(dtype=dtype) for name, dtype in codebook.processed_columns(table).items()})


def read(
    table: str,
    *,
    county: str | None = None,
    village: str | None = None,
    year: int | list[int] | None = None,
    root: Path | None = None,
    columns: Sequence[str] | None = None,
    coded: bool = False,
) -> pd.DataFrame:
    """Read the rows of one clean table.

    Parameters
    ----------
    table : str
        Name of a table in `params/tables.csv`.
    county, village : str, optional
        6-digit and 12-digit codes to keep.
    year : int or list of int, optional
        Years to keep.
    root : Path, optional
        Folder of clean tables; the project's own when omitted.
    columns : sequence of str, optional
        Columns to read, all when omitted.
    coded : bool
        Give texts as categories: a long table then takes a fraction of the time and memory.

    Returns
    -------
    DataFrame
        Typed as declared; money in fen. Empty when no such ledger was received.
    """
    kinds = codebook.processed_columns(table)
    kinds = {name: kinds[name] for name in columns or kinds}
    texts = [name for name, kind in kinds.items() if kind == "str"] if coded else []
    kinds |= dict.fromkeys(texts, "category")
    folder = root or project.processed()
    years = None if year is None else {year} if isinstance(year, int) else set(year)
    county = village[:6] if village else county
    parts = [
        _read_part(path, list(kinds), [("village", "==", village)] if village else None, texts)
        for path in sorted((folder / table).glob(f"year=*/county={county or '*'}/{PART}"))
        if years is None or int(path.parts[-3].removeprefix("year=")) in years
    ]
    if not parts:
        return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in kinds.items()})
    return (parts[0] if len(parts) == 1 else pd.concat(parts, ignore_index=True)).astype(kinds)


def _read_part(path: Path, columns: list[str], filters: list | None, texts: list[str]) -> pd.DataFrame:
    if not texts:
        return pd.read_parquet(path, columns=columns, filters=filters)
    import pyarrow as pa
    import pyarrow.parquet as pq

    # Files say their own county and year; pandas' note of plain text in them would undo the categories.
    rows = pq.read_table(
        path, columns=columns, filters=filters, read_dictionary=texts, partitioning=None, pre_buffer=False
    )
    frame = rows.to_pandas(ignore_metadata=True, split_blocks=True, self_destruct=True)
    pa.default_memory_pool().release_unused()
    return frame


def side(name: str, root: Path | None = None) -> pd.DataFrame:
    """Read a side table such as `_fates` or `_problems`.

    Raises
    ------
    EvalkitError
        When no ledgers have been cleaned yet.
    """
    path = (root or project.processed()) / f"{name}.parquet"
    if not path.is_file():
        raise EvalkitError(
            Problem("data/processed", f"no {name}", "clean tables: run `evalkit clean data/raw`", "nothing")
        )
    return pd.read_parquet(path)


def manifest(root: Path | None = None) -> dict:
    """Read the manifest: versions, hashes of raw files and of tables; empty before the first cleaning."""
    path = (root or project.processed()) / MANIFEST
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def fingerprint(root: Path | None = None) -> str:
    """Return a hash of what the clean tables were made from; empty before the first cleaning.

    Notes
    -----
    The pseudonym key is left out: the hash stands in reports, of which nothing may depend on the key.
    """
    made_from = {name: value for name, value in manifest(root).items() if name != KEY_FINGERPRINT}
    text = json.dumps(made_from, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest() if made_from else ""


def places(root: Path | None = None) -> pd.DataFrame:
    """Return each county, village and year that any clean table holds rows of.

    Returns
    -------
    DataFrame
        county, village, year; sorted.
    """
    folder = root or project.processed()
    keys = [
        pd.read_parquet(path, columns=["county", "village", "year"])
        for path in sorted(folder.glob(f"[!_]*/year=*/county=*/{PART}"))
    ]
    if not keys:
        return pd.DataFrame({"county": [], "village": [], "year": []})
    found = pd.concat(keys, ignore_index=True).drop_duplicates()
    return found.sort_values(["county", "village", "year"], ignore_index=True)


def write(
    tables: Mapping[str, pd.DataFrame],
    sides: Mapping[str, pd.DataFrame],
    manifest: Mapping[str, object],
    root: Path,
    extras: Mapping[str, bytes] | None = None,
) -> None:
    """Replace the folder of clean tables by a new one, all or nothing; nobody but the user may enter it (mode 0700).

    Parameters
    ----------
    tables : mapping
        Table name to rows, with exactly the declared columns.
    sides : mapping
        Side-table name (with its underscore) to rows.
    manifest : mapping
        What was read and by which version; written as JSON.
    root : Path
        Folder to replace.
    extras : mapping, optional
        Further files by name, such as the workbook of problems.
    """
    root.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f".{root.name}-", dir=root.parent))
    try:
        for name, rows in tables.items():
            _write_parts(rows, codebook.processed_columns(name), fresh / name)
            give_back()
        for name, rows in sides.items():
            _write_parquet(rows, rows.dtypes, fresh / f"{name}.parquet")
        for name, content in (extras or {}).items():
            (fresh / name).write_bytes(content)
        text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True)
        (fresh / MANIFEST).write_text(text + "\n", encoding="utf-8")
        if (root / ".gitkeep").is_file():
            (fresh / ".gitkeep").touch()
        _swap(fresh, root)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def typed(rows: pd.DataFrame, columns: Mapping[str, str]) -> pd.DataFrame:
    """Return the declared columns (name to pandas type) of rows whose texts may be categories, as declared."""
    return pd.DataFrame({name: _as(rows[name].array, dtype) for name, dtype in columns.items()})


def _as(values: pd.api.extensions.ExtensionArray, dtype: str) -> pd.api.extensions.ExtensionArray:
    if isinstance(values.dtype, pd.CategoricalDtype):  # astype would spell every row's text by itself
        return pd.array(values.categories, dtype=dtype).take(values.codes, allow_fill=True)
    return values.astype(dtype, copy=False)


def _write_parts(rows: pd.DataFrame, columns: Mapping[str, str], folder: Path) -> None:
    for year in sorted(rows["year"].unique()):
        for county in sorted(rows["county"].unique()):
            if len(at := np.flatnonzero((rows["year"] == year) & (rows["county"] == county))):
                _write_parquet(rows, columns, folder / f"year={year}" / f"county={county}" / PART, at)


def _write_parquet(rows: pd.DataFrame, columns: Mapping[str, str], path: Path, at: np.ndarray | None = None) -> None:
    """Write all rows, or those at the given places, piece by piece: a long table is spelled out and copied in part."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    path.parent.mkdir(parents=True, exist_ok=True)
    at = np.arange(len(rows), dtype=np.int32) if at is None else at
    schema = pa.Table.from_pandas(typed(rows.iloc[at[:PIECE]], columns), preserve_index=False).schema
    with pq.ParquetWriter(path, schema, compression="zstd", write_page_checksum=True) as file:
        for start in range(0, max(len(at), 1), PIECE):
            piece = typed(rows.iloc[at[start : start + PIECE]], columns)
            file.write_table(pa.Table.from_pandas(piece, schema=schema, preserve_index=False))
            del piece
    with path.open("rb+") as handle:
        os.fsync(handle.fileno())


def _swap(fresh: Path, root: Path) -> None:
    old = fresh.with_name(fresh.name + "-old")
    if root.exists():
        root.rename(old)
    fresh.rename(root)
    shutil.rmtree(old, ignore_errors=True)
