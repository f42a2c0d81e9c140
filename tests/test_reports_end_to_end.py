"""The shipped ledgers, evaluated: what `evalkit run` leaves behind, figure by figure, and what it must not hold."""

import csv
import io
import os
import random
import subprocess
import sys
import zipfile
from base64 import b64decode
from functools import partial

import openpyxl
import pandas as pd
import pytest
import xlrd

from evalkit.trace import inputs, narrow
from evalkit.trace.evidence import Evidence
from evalkit.trace.ledgers import Ledgers
from evalkit.trace.raw_cells import RawCells

GUANZHUANG, DONGGOU = "140123100206", "990101100201"
PLAN = f"""
- {{studies: [assistance], villages: ["{GUANZHUANG}"], years: [2023]}}
- {{studies: all, villages: ["{GUANZHUANG}", "{DONGGOU}"], years: [2024]}}
"""
# The results section of the paper, as typed in data/raw/guanzhuang: indicator, period, group, value.
PUBLISHED = [
    ("assistance_beneficiaries", "2023", "housing_renovation", 2),
    ("assistance_amount", "2023", "housing_renovation", 32_200),
    ("assistance_beneficiaries", "2024", "housing_renovation", 1),
    ("assistance_amount", "2024", "housing_renovation", 16_100),
    ("activity_quantity", "2024", "five_clearings", 5),
    ("assistance_beneficiaries", "2024-autumn", "preschool_subsidy/autumn", 2),
    ("assistance_beneficiaries", "2024-spring", "preschool_subsidy/spring", 3),
    ("assistance_beneficiaries", "2024-autumn", "compulsory_subsidy/autumn", 10),
    ("assistance_beneficiaries", "2024-spring", "compulsory_subsidy/spring", 10),
    ("assistance_beneficiaries", "2024-autumn", "high_school_grant/autumn", 1),
    ("assistance_beneficiaries", "2024-spring", "high_school_grant/spring", 2),
    ("assistance_beneficiaries", "2024-autumn", "yulu/autumn", 9),
    ("assistance_beneficiaries", "2024", "workshop", 3),
    ("microcredit_households", "2024", "", 9),
    ("microcredit_amount", "2024", "", 450_000),
    ("assistance_purchases", "2024", "", 50_151.68),
]
SUMS = ("assistance_amount", "microcredit_amount", "assistance_purchases")


@pytest.fixture(scope="module")
def left(home, processed, tmp_path_factory):
    """Return the folder in which `evalkit run` has left runs and reports."""
    folder = tmp_path_factory.mktemp("evaluated")
    (folder / "plan.yaml").write_text(PLAN, encoding="utf-8")
    where = {
        "EVALKIT_PROCESSED": str(processed),
        "EVALKIT_RUNS": str(folder / "runs"),
        "EVALKIT_REPORTS": str(folder / "reports"),
        "EVALKIT_KEY_FILE": os.environ.get("EVALKIT_KEY_FILE") or str(processed.parent / "key"),
    }
    command = [sys.executable, "-m", "evalkit.cli", "run", "--plan", str(folder / "plan.yaml"), "--jobs", "2"]
    done = subprocess.run(command, cwd=home, env=os.environ | where, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.mark.parametrize(("indicator", "period", "group", "value"), PUBLISHED)
def test_a_published_figure_stands_in_the_released_table_exactly(left, indicator, period, group, value):
    rows = pd.read_parquet(left / "reports" / "indicators.parquet")
    keys = {"village": GUANZHUANG, "indicator": indicator, "period": period, "group": group}
    found = rows[(rows[list(keys)] == pd.Series(keys)).all(axis=1)]
    assert found["value"].tolist() == [value]
    assert found["published"].all()


def test_the_index_links_a_page_for_every_run(left):
    pages = sorted(page.relative_to(left / "reports").as_posix() for page in left.glob("reports/*/*/*.html"))
    index = (left / "reports" / "index.html").read_text(encoding="utf-8")
    assert len(pages) == 19
    assert all(f'href="{page}"' in index for page in pages)


# Shares of money, of incomes' places or of a simulation: no count of people stands behind them.
NOT_OF_PEOPLE = {"income_lorenz", "poverty_change_growth_redistribution"}


def test_every_released_share_of_people_says_of_how_many_so_that_the_gate_could_judge_it(left):
    rows = pd.read_parquet(left / "reports" / "indicators.parquet")
    shares = rows[rows["value"].notna() & (rows["unit"] == "share") & ~rows["published"] & rows["numerator"].isna()]
    of_money = shares["group"].eq("noise_only") | shares["indicator"].isin(NOT_OF_PEOPLE)
    assert sorted(set(shares.loc[~of_money, "indicator"])) == []


def test_no_name_id_number_or_phone_of_the_raw_ledgers_is_left_anywhere(home, processed, left):
    people = pd.read_csv(home / "data/raw/sample/truth/people.csv", dtype=str, keep_default_na=False)
    values = {value for column in ("name", "person", "phone") for value in people[column] if value}
    assert len(values) > 1000
    for folder in (processed, left / "runs", left / "reports", home / "notebooks"):
        for name, text in contents(folder):
            found = [value for value in values if value in text]
            assert not found, f"{name}: {len(found)} personal values"


def test_every_figure_goes_back_to_cells_that_hold_the_text_shown(home, processed, left, monkeypatch):
    for name, folder in (("PROCESSED", processed), ("HOME", home), ("REPORTS", left / "reports")):
        monkeypatch.setenv(f"EVALKIT_{name}", str(folder))
    monkeypatch.setenv("EVALKIT_KEY_FILE", os.environ.get("EVALKIT_KEY_FILE") or str(processed.parent / "key"))
    raw = processed.parent / "raw"
    ledgers, cells = Ledgers(), set()
    # Tables of web pages saved as .xls have no second reader here; tests/intake/test_html.py reads them by hand.
    sources = ledgers.side("_sources")
    pages = set(sources.loc[sources["sheet"].str.fullmatch(r"table\d+"), "sheet_id"])
    rows = pd.read_parquet(left / "reports" / "indicators.parquet")
    figures = rows[rows["value"].notna()]
    for row in figures.itertuples():
        groups = narrow.keys(row.group_by, row.group)
        figure = {"village": row.village, "year": int(row.year), "period": row.period, "groups": groups}
        found = inputs.lines(row.indicator, ledgers=ledgers, **figure)
        assert found or inputs.declared(row.indicator, **figure), row
        # Where a figure is a sum or a count, what it goes back to gives it again.
        if row.indicator in SUMS:
            assert sum(line.value for line in found if line.name == "amount") / 100 == pytest.approx(row.value), row
        if row.indicator == "ledger_rows":
            assert len(found) == row.value, row
        cells |= {line for line in found if line.places[0].col and not line.hidden and line.sheet_id not in pages}
    assert len(set(figures["indicator"])) >= 30
    some = some_of_each_kind(cells, sources)
    assert len(some) >= 300
    with RawCells(raw, sources) as files:
        shown = Evidence(ledgers, files).show(some)
    again = Reread(raw)
    differ = [one.fields for one in shown if again.text(one.fields[3]) != one.fields[7]]
    assert differ == []
    assert {".xlsx", ".xls", ".csv"} <= {path.suffix for path in again.opened}


def some_of_each_kind(cells, sources):
    """Up to 140 cells of up to 15 sheets, for each kind of file."""
    dice, some = random.Random(20), []
    suffix = sources.dropna(subset="sheet_id").set_index("sheet_id")["path"].str.extract(r"(\.\w+)$", expand=False)
    for kind in OPENERS:
        known = sorted({line.sheet_id for line in cells if suffix[line.sheet_id] == kind})
        sheets = set(dice.sample(known, min(15, len(known))))
        own = sorted((line for line in cells if line.sheet_id in sheets), key=str)
        some += dice.sample(own, min(140, len(own)))
    return some


class Reread:
    """The raw cells once more, by openpyxl, xlrd and Python's own csv reader."""

    def __init__(self, folder):
        self.folder, self.opened = folder, {}

    def text(self, address):
        file, sheet, cell = address.split("!")
        path = self.folder / file
        row, column = openpyxl.utils.cell.coordinate_to_tuple(cell)
        if path not in self.opened:
            self.opened[path] = OPENERS[path.suffix](path)
        book = self.opened[path]
        if path.suffix == ".csv":
            return book[row - 1][column - 1]
        old = path.suffix == ".xls"
        value = book.sheet_by_name(sheet).cell_value(row - 1, column - 1) if old else book[sheet][cell].value
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        return "" if value is None else str(value).removesuffix(" 00:00:00")


def _lines(path):
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030")
    return list(csv.reader(io.StringIO(text, newline="")))


OPENERS = {".xlsx": partial(openpyxl.load_workbook, data_only=True), ".xls": xlrd.open_workbook, ".csv": _lines}


def contents(folder):
    """Yield name and content of every file, unpacked: tables, workbook parts, escaped text and images."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    assert files
    for path in files:
        data = path.read_bytes()
        if path.suffix == ".parquet":
            yield path.name, pd.read_parquet(path).to_csv()
        elif path.suffix == ".xlsx":
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                yield from ((path.name, archive.read(name).decode("utf-8", "ignore")) for name in archive.namelist())
        elif path.suffix in {".ipynb", ".json"}:
            yield path.name, data.decode("unicode_escape", "ignore")
        elif path.suffix == ".html":
            for image in data.split(b"base64,")[1:]:
                yield path.name, b64decode(image.split(b'"')[0]).decode("utf-8", "ignore")
        yield path.name, data.decode("utf-8", "ignore")
