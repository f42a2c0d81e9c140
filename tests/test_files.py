"""A file is written whole or not at all."""

import pytest

from evalkit import files


def test_a_file_is_written_into_a_folder_that_was_not_there(tmp_path):
    assert files.write_whole(tmp_path / "a" / "b.txt", b"new").read_bytes() == b"new"


def test_a_writer_that_dies_leaves_the_old_file_whole_and_nothing_beside_it(tmp_path, monkeypatch):
    files.write_whole(tmp_path / "a.html", b"old")
    monkeypatch.setattr(files.os, "fsync", lambda _handle: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        files.write_whole(tmp_path / "a.html", b"new and longer")
    assert [path.name for path in tmp_path.iterdir()] == ["a.html"]
    assert (tmp_path / "a.html").read_bytes() == b"old"
