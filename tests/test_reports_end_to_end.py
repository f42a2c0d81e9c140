"""The shipped ledgers, evaluated: what `evalkit run` leaves behind, figure by figure, and what it must not hold."""

import io
import os
import subprocess
import sys
import zipfile
from base64 import b64decode

import pandas as pd
import pytest

GUANZHUANG, DONGGOU = "140123100206", "990101100201"
PLAN = f"""
- {{studies: [assistance], villages: ["{GUANZHUANG}"], years: [2023, 2024]}}
- {{studies: [ledger_quality, monitoring, assistance, industry], villages: ["{DONGGOU}"], years: [2024]}}
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
    assert len(pages) == 6
    assert all(f'href="{page}"' in index for page in pages)


def test_no_name_id_number_or_phone_of_the_raw_ledgers_is_left_anywhere(home, processed, left):
    people = pd.read_csv(home / "data/raw/sample/truth/people.csv", dtype=str, keep_default_na=False)
    values = {value for column in ("name", "person", "phone") for value in people[column] if value}
    assert len(values) > 1000
    for folder in (processed, left / "runs", left / "reports", home / "notebooks"):
        for name, text in contents(folder):
            found = [value for value in values if value in text]
            assert not found, f"{name}: {len(found)} personal values"


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
