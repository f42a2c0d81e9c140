"""What people write today: pandas with openpyxl, fill merged cells down, parse cell by cell, write parquet."""

import re
import sys
from pathlib import Path

import pandas as pd

HEADER_ROW = 2
MERGED = ["户编号", "户主姓名"]
MONEY = re.compile(r"([-\d.,]+)(万元|元)?")


def money(cell: object) -> float | None:
    """Return an amount in yuan."""
    match = MONEY.fullmatch(str(cell).strip())
    return float(match[1].replace(",", "")) * (10_000 if match[2] == "万元" else 1) if match else None


def month(cell: object) -> str | None:
    """Return a month as YYYY-MM."""
    match = re.fullmatch(r"(\d{4})[年.]?(\d{1,2})月?", str(cell).strip())
    return f"{match[1]}-{int(match[2]):02d}" if match else None


def tidy(table: pd.DataFrame) -> pd.DataFrame:
    """Fill merged cells and parse each cell by its column's name."""
    present = [name for name in MERGED if name in table]
    table[present] = table[present].ffill()
    for name in table.columns:
        if any(word in name for word in ("收入", "支出", "低保金", "供养金", "保险金", "补偿金", "分红")):
            table[name] = table[name].apply(money)
        elif "时间" in name and "务工" not in name:
            table[name] = table[name].apply(month)
        else:
            table[name] = table[name].map(lambda cell: str(cell).strip(), na_action="ignore").astype("str")
    return table


if __name__ == "__main__":
    source, target = map(Path, sys.argv[1:])
    tables: dict[str, list[pd.DataFrame]] = {}
    for path in sorted(source.rglob("2024.xlsx")):
        for name, table in pd.read_excel(
            path, sheet_name=None, header=HEADER_ROW, engine="openpyxl", dtype=object
        ).items():
            tables.setdefault(name, []).append(tidy(table))
    target.mkdir(parents=True)
    for name, parts in tables.items():
        pd.concat(parts).to_parquet(target / f"{name}.parquet")
