"""A run's folder appears whole, and what a killed run leaves is swept."""

import os

from evalkit.runs import folders

VILLAGE = "990101100201"


def test_what_killed_runs_left_is_swept_and_finished_runs_stay(tmp_path):
    left = tmp_path / "income_trends" / VILLAGE / f"{folders.UNFINISHED}2024-abc"
    kept = tmp_path / "income_trends" / VILLAGE / "2024"
    for folder in (left, kept):
        folder.mkdir(parents=True)
        (folder / "notebook.ipynb").write_text("{}", encoding="utf-8")
    folders.sweep(tmp_path)
    assert not left.exists()
    assert (kept / "notebook.ipynb").is_file()


def test_a_finished_folder_replaces_the_old_one_as_a_whole(tmp_path):
    new, old = tmp_path / "new", tmp_path / "2024"
    for folder, name in ((old, "stale.parquet"), (new, "run.json")):
        folder.mkdir()
        (folder / name).touch()
    folders.put_in_place(new, old)
    assert os.listdir(old) == ["run.json"]
    assert os.listdir(tmp_path) == ["2024"]
