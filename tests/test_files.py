"""A file is written whole or not at all."""

import stat

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


def test_a_private_file_and_the_folders_made_for_it_are_closed_to_other_users(tmp_path):
    path = files.write_whole(tmp_path / "review" / "石门村" / "疑点清单.xlsx", b"names", private=True)
    modes = [stat.S_IMODE(place.stat().st_mode) for place in (path, path.parent, path.parent.parent)]
    assert modes == [0o600, 0o700, 0o700]


def test_a_file_that_was_open_to_others_is_closed_when_it_is_written_again(tmp_path):
    path = files.write_whole(tmp_path / "list.xlsx", b"old")
    assert stat.S_IMODE(path.stat().st_mode) & 0o044
    files.write_whole(path, b"new", private=True)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_what_a_killed_writer_left_is_no_hindrance(tmp_path):
    (tmp_path / ".a.html.partial").write_bytes(b"half")
    assert files.write_whole(tmp_path / "a.html", b"new").read_bytes() == b"new"
