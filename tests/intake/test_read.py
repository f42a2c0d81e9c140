"""A folder of files: order, what is passed over, and what each error says."""

import sys
from dataclasses import replace

import pytest

from evalkit.errors import EvalkitError
from evalkit.intake import child, limits, worker
from evalkit.intake.read import read_folder
from evalkit.intake.refusals import Refusal


def test_files_come_in_path_order_and_only_ledgers(tmp_path, allowed):
    for name in ("b/台账.csv", "a/z.csv", "a/b/c.csv", "truth/x.csv", "a/truth/y.csv", ".git/c.csv", "README.md",
                 "a/README.zh-CN.md", "a/~$z.csv", ".DS_Store", "b/Thumbs.db"):  # fmt: skip
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("户编号,金额\n1,2\n", encoding="utf-8")
    sheets, refusals = read_folder(tmp_path, allowed)
    assert [sheet.file for sheet in sheets] == ["a/b/c.csv", "a/z.csv", "b/台账.csv"]
    assert refusals == []


def test_refusals_stand_beside_the_sheets_that_were_read(tmp_path, allowed, workbook):
    (tmp_path / "a.xlsx").write_bytes(b"")
    (tmp_path / "b.xlsx").write_bytes(workbook('<row r="1"><c r="A1"><v>1</v></c></row>'))
    sheets, refusals = read_folder(tmp_path, allowed)
    assert [sheet.file for sheet in sheets] == ["b.xlsx"]
    assert [refusal.file for refusal in refusals] == ["a.xlsx"]


def test_a_missing_folder_and_an_empty_one_are_errors(tmp_path, allowed):
    with pytest.raises(EvalkitError, match="no such folder"):
        read_folder(tmp_path / "nowhere", allowed)
    (tmp_path / "README.md").write_text("no ledgers yet")
    with pytest.raises(EvalkitError, match="holds no ledgers"):
        read_folder(tmp_path, allowed)


def _slow(tmp_path):
    path = tmp_path / "slow.csv"
    path.write_text("a,b\n" + "1,2\n" * 2_000_000)
    return path


def test_a_file_that_takes_too_long_costs_only_itself(tmp_path, allowed):
    good = tmp_path / "good.csv"
    good.write_text("a,b\n1,2\n")
    with child.Reader(replace(allowed, seconds=1)) as reader:
        reader.read(good, "good.csv")
        reader.limits = replace(allowed, seconds=0.05)
        refusal = reader.read(_slow(tmp_path), "slow.csv")
        reader.limits = allowed
        assert isinstance(refusal, Refusal)
        assert "takes too long" in refusal.what
        (sheet,) = reader.read(good, "good.csv")
        assert sheet.cells == [["a", "b"], ["1", "2"]]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux enforces an address-space limit")
def test_a_file_that_needs_too_much_memory_costs_only_itself(tmp_path, allowed):
    good = tmp_path / "good.csv"
    good.write_text("a,b\n1,2\n")
    with child.Reader(replace(allowed, memory_mb=160)) as reader:
        refusal = reader.read(_slow(tmp_path), "slow.csv")
        assert isinstance(refusal, Refusal)
        assert "memory" in refusal.what or "crash" in refusal.what
        assert reader.read(good, "good.csv")[0].width == 2


def test_a_reader_that_dies_costs_only_the_file_it_was_reading(tmp_path, allowed):
    good = tmp_path / "good.csv"
    good.write_text("a,b\n1,2\n")
    with child.Reader(allowed) as reader:
        reader.read(good, "good.csv")
        reader.process.kill()
        reader.process.wait()
        assert "crash" in reader.read(good, "good.csv").what
        assert reader.read(good, "good.csv")[0].width == 2


def test_one_process_reads_many_files(tmp_path, allowed):
    good = tmp_path / "good.csv"
    good.write_text("a,b\n1,2\n")
    with child.Reader(allowed) as reader:
        reader.read(good, "1.csv")
        first = reader.process.pid
        reader.read(good, "2.csv")
        assert reader.process.pid == first
    assert reader.process is None


def test_a_reader_that_cannot_start_says_so(tmp_path, allowed, monkeypatch):
    monkeypatch.setattr(worker, "__name__", "evalkit.intake.nothing")
    with child.Reader(allowed) as reader, pytest.raises(EvalkitError, match="does not start"):
        reader.read(tmp_path, "a.csv")


def test_a_limit_that_is_missing_or_wrong_is_named(tmp_path):
    path = tmp_path / "intake.yaml"
    path.write_text("file_mb: lots\nspeed: 3\n")
    with pytest.raises(EvalkitError) as error:
        limits.load(path)
    text = str(error.value)
    assert "intake.yaml: file_mb: not a limit; expected a whole number above zero, got lots" in text
    assert "intake.yaml: cells: not a limit" in text
    assert "intake.yaml: speed: unknown key" in text
