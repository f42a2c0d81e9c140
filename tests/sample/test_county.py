"""The invented county as a whole: the same every time, complete, refusing what makes no sense."""

import gzip
from pathlib import Path

import pandas as pd
import pytest
import yaml

from evalkit import codebook
from evalkit.errors import EvalkitError
from evalkit.sample import write_county
from evalkit.sample.ledgers.shelf import COUNTY_FILES, NOT_SENT, VILLAGE_FILES

COMMITTED = Path(__file__).resolve().parents[2] / "data" / "raw" / "sample"
MOST_BYTES = 3_000_000
SMALL = {"villages": 2, "years": (2023, 2024), "households": 4, "seed": 3, "mess": 0.3}


def contents(folder):
    """Return every file below a folder with its bytes."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_the_same_arguments_give_the_same_bytes(tmp_path):
    for name in ("one", "two"):
        write_county(tmp_path / name, **SMALL)
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_another_seed_gives_other_ledgers_of_the_same_names(tmp_path):
    write_county(tmp_path / "one", **SMALL | {"mess": 0.0})
    write_county(tmp_path / "two", **SMALL | {"mess": 0.0, "seed": 4})
    one, two = contents(tmp_path / "one"), contents(tmp_path / "two")
    assert one["东沟村/2023/户台账.xlsx"] != two["东沟村/2023/户台账.xlsx"]


def test_more_villages_do_not_change_the_earlier_ones(tmp_path):
    write_county(tmp_path / "two", **SMALL)
    write_county(tmp_path / "four", **SMALL | {"villages": 4})
    two, four = contents(tmp_path / "two"), contents(tmp_path / "four")
    own = [name for name in two if name.startswith(("东沟村/", "西坪村/"))]
    assert len(own) > 20
    assert all(two[name] == four[name] for name in own)


def test_years_may_be_a_range_or_a_first_and_a_last(tmp_path):
    write_county(tmp_path / "pair", **SMALL)
    write_county(tmp_path / "range", **SMALL | {"years": range(2023, 2025)})
    assert contents(tmp_path / "pair") == contents(tmp_path / "range")


def test_every_declared_ledger_is_written():
    written = [table for ledgers in (*VILLAGE_FILES.values(), *COUNTY_FILES.values()) for table in ledgers]
    # The county sends no ledger of member changes: its lists alone must show who came and who left.
    assert sorted([*written, "member_changes"]) == sorted(codebook.load().tables)


def test_a_ledger_that_was_not_sent_is_missing_in_that_village_and_year_alone(truth):
    village, year, _ = next(entry for entry in sorted(NOT_SENT) if entry[2] == "jobs")
    code = codebook.load().villages.query("invented == 'yes'")["village"].iloc[village]
    jobs = truth("jobs")
    assert jobs[(jobs["village"] == code) & (jobs["year"] == str(2021 + year))].empty
    assert jobs.groupby(["village", "year"]).ngroups == 6 * 2 - 1


def test_a_tidy_county_is_all_plain_workbooks_without_planted_errors(tmp_path):
    write_county(tmp_path / "tidy", **SMALL | {"mess": 0.0})
    files = [name for name in contents(tmp_path / "tidy") if not name.startswith("truth/")]
    assert {Path(name).suffix for name in files} == {".xlsx"}
    assert not (tmp_path / "tidy" / "truth" / "problems.csv").exists()
    for path in (tmp_path / "tidy" / "truth").glob("*.csv.gz"):
        assert set(pd.read_csv(path, dtype=str)["expected_fate"]) == {"kept"}, path.name


def test_every_wrong_argument_is_told_at_once(tmp_path):
    with pytest.raises(EvalkitError) as raised:
        write_county(tmp_path / "x", villages=0, years=(2024, 2021), households=0, seed=1, mess=1.5)
    assert [problem.where for problem in raised.value.problems] == ["villages", "years", "households", "mess"]
    assert not (tmp_path / "x").exists()


def test_a_folder_with_something_else_in_it_is_refused_and_left_alone(tmp_path):
    (tmp_path / "mine.xlsx").write_bytes(b"mine")
    with pytest.raises(EvalkitError, match="not a sample county"):
        write_county(tmp_path, **SMALL)
    assert (tmp_path / "mine.xlsx").read_bytes() == b"mine"


def test_a_sample_written_earlier_is_replaced(tmp_path):
    write_county(tmp_path / "out", **SMALL)
    write_county(tmp_path / "out", **SMALL | {"villages": 1})
    assert not (tmp_path / "out" / "西坪村").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_the_shipped_sample_stays_small():
    assert sum(len(data) for data in contents(COMMITTED).values()) < MOST_BYTES


@pytest.mark.slow
def test_the_shipped_sample_is_what_the_command_writes_today(tmp_path):
    made_with = yaml.safe_load((COMMITTED / "truth" / "effects.yaml").read_text(encoding="utf-8"))
    arguments = {name: made_with[name] for name in ("households", "seed", "mess")} | {
        "years": tuple(made_with["years"])
    }
    write_county(tmp_path / "out", villages=len(made_with["villages"]), **arguments)
    shipped, made = contents(COMMITTED), contents(tmp_path / "out")
    assert sorted(shipped) == sorted(made)
    # Compressed bytes depend on the zlib at hand, what is inside does not; truth holds every value and its address.
    for name in (name for name in shipped if name.startswith("truth/")):
        unpack = gzip.decompress if name.endswith(".gz") else bytes
        assert unpack(shipped[name]) == unpack(made[name]), name
