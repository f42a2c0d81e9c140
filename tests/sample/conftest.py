"""A small untidy county written once, and its truth."""

from pathlib import Path

import pandas as pd
import pytest

from evalkit.sample import write_county

ARGUMENTS = {"villages": 6, "years": (2021, 2022), "households": 12, "seed": 11, "mess": 0.4}


@pytest.fixture(scope="session")
def county(tmp_path_factory) -> Path:
    """Six villages, two years, twelve households each, very untidy."""
    out = tmp_path_factory.mktemp("county") / "sample"
    write_county(out, **ARGUMENTS)
    return out


@pytest.fixture(scope="session")
def truth(county):
    """Read one truth table of the small county; `row` and `col` are numbers."""

    def read(table: str) -> pd.DataFrame:
        lines = pd.read_csv(county / "truth" / f"{table}.csv.gz", dtype=str, keep_default_na=False)
        return lines.astype({place: int for place in ("row", "col") if place in lines})

    return read
