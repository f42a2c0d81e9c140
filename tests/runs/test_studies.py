"""Studies and their notebooks' parameters cells."""

import json

import pytest

from evalkit.errors import EvalkitError
from evalkit.runs import studies


def test_the_parameters_cell_gives_names_and_defaults(project_folder):
    defaults = studies.notebook_defaults(project_folder / "notebooks" / "good.ipynb")
    assert defaults == {"village": "990101100201", "year": 2024, "draws": 10, "code": "001"}


def test_each_study_that_cannot_run_is_told(project_folder, monkeypatch):
    path = project_folder / "params" / "studies.yaml"
    entries = json.loads(path.read_text(encoding="utf-8"))
    entries["broken"]["notebook"] = "gone.ipynb"
    entries["Bad Name"] = entries["dies"]
    path.write_text(json.dumps(entries), encoding="utf-8")
    notebook = project_folder / "notebooks" / "hangs.ipynb"
    notebook.write_text(notebook.read_text(encoding="utf-8").replace('"parameters"', '"no_tag"'), encoding="utf-8")
    with pytest.raises(EvalkitError) as caught:
        studies.load()
    assert [problem.what for problem in caught.value.problems] == [
        "no such notebook",
        "no village in the cell tagged parameters",
        "no year in the cell tagged parameters",
        "not a study name",
    ]
