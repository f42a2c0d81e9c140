"""The same ledgers cleaned twice: the first answer stands until anything it depends on differs."""

import shutil

import pytest
from typer.testing import CliRunner

from evalkit.cli import app
from evalkit.sample import write_county
from evalkit.unchanged import FILE

STANDS = "Nothing changed since the last time"


@pytest.fixture(scope="module")
def cleaned(tmp_path_factory, home):
    """Return a folder with `raw` and the clean tables of it in `data/processed`, made once."""
    folder = tmp_path_factory.mktemp("county")
    write_county(folder / "raw", villages=1, years=(2024, 2024), households=8, seed=3, mess=0)
    shutil.copytree(home / "params", folder / "home" / "params")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EVALKIT_HOME", str(folder / "home"))
        patch.setenv("EVALKIT_KEY_FILE", str(folder / "key"))
        assert STANDS not in said(folder)
    return folder


@pytest.fixture
def county(cleaned, tmp_path, monkeypatch):
    """Return the cleaned folder itself, since its place is part of what was recorded."""
    monkeypatch.setenv("EVALKIT_HOME", str(cleaned / "home"))
    monkeypatch.setenv("EVALKIT_KEY_FILE", str(cleaned / "key"))
    return cleaned


def said(folder, *more: str) -> str:
    done = CliRunner().invoke(
        app, ["clean", str(folder / "raw"), "--out", str(folder / "data" / "processed"), *more], catch_exceptions=False
    )
    assert done.exit_code == 0, done.stderr
    return done.stdout


def test_a_second_run_says_the_same_and_touches_nothing(county):
    tables = county / "data" / "processed"
    before = {path: path.stat().st_mtime_ns for path in tables.rglob("*")}
    assert STANDS in said(county)
    assert {path: path.stat().st_mtime_ns for path in tables.rglob("*")} == before


def test_the_record_holds_no_more_than_a_hash_sizes_and_what_was_said(county):
    import json

    record = json.loads((county / "data" / "processed" / FILE).read_text(encoding="utf-8"))
    assert set(record) == {"made_from", "tables", "said"}
    assert len(record["made_from"]) == 64
    assert all(type(size) is int for size in record["tables"].values())


@pytest.mark.parametrize("what", ["ledger", "new ledger", "params", "list", "table", "option", "key"])
def test_anything_else_is_cleaned_anew(county, what, monkeypatch):
    ledger = min((county / "raw").rglob("*.xlsx"))
    review, more = county / "data" / "review", []
    if what == "ledger":
        shutil.copy(max((county / "raw").rglob("*台账*.xlsx")), ledger.with_name("补报.xlsx"))
    elif what == "new ledger":
        (county / "raw" / "补报.csv").write_text("说明\n", encoding="utf-8")
        more = ["--skip-bad"]
    elif what == "params":
        with (county / "home" / "params" / "policy.yaml").open("a", encoding="utf-8") as file:
            file.write("# looked at again\n")
    elif what == "list":
        (review / "回函.txt").write_text("已核实", encoding="utf-8")
    elif what == "table":
        min((county / "data" / "processed").rglob("part.parquet")).unlink()
    elif what == "option":
        more = ["--again"]
    else:
        monkeypatch.setenv("EVALKIT_KEY_FILE", str(county / "another"))
    assert STANDS not in said(county, *more)
    (county / "raw" / "补报.csv").unlink(missing_ok=True)


def test_lists_and_no_lists_at_once_is_one_sentence(county):
    done = CliRunner().invoke(app, ["clean", str(county / "raw"), "--review", "x", "--no-lists"])
    assert done.exit_code == 2
    assert "--review: comes with --no-lists" in done.stderr


def test_files_read_at_the_same_time_give_the_same_tables(county):
    from evalkit.intake.read import read_folder

    one, _ = read_folder(county / "raw")
    three, _ = read_folder(county / "raw", jobs=3)
    assert one == three


def test_without_lists_a_study_of_them_finds_none_instead_of_an_error(county):
    from evalkit import store

    said(county, "--no-lists", "--again")
    assert store.side("_review", county / "data" / "processed").empty
    said(county, "--again")
    assert len(store.side("_review", county / "data" / "processed"))
