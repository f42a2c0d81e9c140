"""Clean income tables of many counties, made with numpy as cleaning would write them: months, items, whole fen."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pandas as pd

from evalkit import store

VILLAGES, HOMES = 100, 150  # of a county
YEARS = (2021, 2022, 2023, 2024)
MONTHS = 12
# item, source, share of households that have it, median yuan a month
MONTHLY = (
    ("wage_migrant", "wage", 0.7, 2_000),
    ("business_crop", "business", 0.8, 600),
    ("cost_crop", "business_cost", 0.8, 200),
    ("transfer_pension", "transfer", 0.6, 150),
)
YEARLY = (("property_land", "property", 0.9, 400), ("transfer_other", "transfer", 1.0, 900))
ROWS = VILLAGES * HOMES * (len(MONTHLY) * MONTHS + len(YEARLY))
LETTERS = np.frombuffer(b"abcdefghijklmnopqrstuvwxyz234567", dtype="S1")
ALL_MONTHS = (1 << MONTHS) - 1


def write(root: Path, files: int, seed: int = 20240501) -> int:
    """Write the income tables of `files` counties and years below `root`; return how many rows they have together."""
    for number in range(files):
        county, year = f"9901{number // len(YEARS) + 1:02d}", YEARS[number % len(YEARS)]
        one = root / "one"
        store.write({"income": county_year(county, year, seed + number)}, {}, {}, one)
        part = next(one.glob("income/*/*/*.parquet"))
        target = root / part.relative_to(one)
        target.parent.mkdir(parents=True)
        part.rename(target)
        shutil.rmtree(one)
    return files * ROWS


def county_year(county: str, year: int, seed: int) -> pd.DataFrame:
    """Return one county and year: a row for each household, item and month, sheet by sheet as villages send them."""
    chance = np.random.default_rng(seed)
    size = chance.integers(1, 7, VILLAGES * HOMES)
    level = chance.lognormal(0, 0.5, VILLAGES * HOMES)
    rows = pd.concat(
        [
            _rows(chance, size, level, item, months)
            for items, months in ((MONTHLY, 1), (YEARLY, MONTHS))
            for item in items
        ],
        ignore_index=True,
    )
    village = rows["home"].to_numpy() // HOMES
    rows = rows.iloc[np.lexsort([rows["home"], rows["month"], village])]  # a sheet is a village's month
    rows = rows.reset_index(drop=True)
    home = rows.pop("home").to_numpy()
    villages = [f"{county}1{place // 50:02d}{200 + place % 50:03d}" for place in range(VILLAGES)]
    texts = {
        "county": ([county], np.zeros(len(rows), dtype=int)),
        "village": (villages, home // HOMES),
        "household": (_pseudonyms(chance, VILLAGES * HOMES), home),
    }
    keys = {name: pd.Categorical.from_codes(codes, categories) for name, (categories, codes) in texts.items()}
    sheet = home // HOMES * MONTHS + rows["month"].to_numpy()
    columns = keys | {name: rows[name] for name in rows} | {"year": year, "covered": ALL_MONTHS}
    columns |= {"file_id": 0, "sheet_id": sheet, "row": home % HOMES + 3, "col": 5}
    return pd.DataFrame(columns)[list(store.empty("income"))]


def _rows(chance: np.random.Generator, size: np.ndarray, level: np.ndarray, item: tuple, months: int) -> pd.DataFrame:
    name, source, share, yuan = item
    times = MONTHS // months
    has = chance.random(len(size)) < share
    home = np.repeat(np.arange(len(size)), times)
    fen = yuan * months * 100 * level * size / 3.5 * has
    amount = (fen[home] * chance.uniform(0.7, 1.3, len(home))).astype("int64")
    columns = {"home": home, "household_size": size[home], "month": np.tile(np.arange(times), len(size)) + 1}
    text = {"item": name, "source": source, "period_kind": "month" if months == 1 else "year"}
    return pd.DataFrame(columns | {"months": months, "amount": amount} | text)


def _pseudonyms(chance: np.random.Generator, count: int) -> list[str]:
    letters = LETTERS[chance.integers(0, len(LETTERS), (count, 26))]
    return [word.decode() for word in letters.view("S26").ravel()]
