"""Parameters are checked by name and kind before a kernel starts."""

from pathlib import Path

import pytest

from evalkit.runs.parameters import typed
from evalkit.runs.studies import StudySpec

DEFAULTS = {
    "village": "990101100201",
    "year": 2024,
    "draws": 10,
    "rate": 0.5,
    "code": "001",
    "deep": False,
    "ages": [1],
}
STUDY = StudySpec("good", Path("good.ipynb"), {}, {}, (), DEFAULTS)


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("draws", "200", 200),
        ("rate", "1", 1.0),
        ("rate", "2.5e-3", 0.0025),
        ("code", "012", "012"),
        ("code", "true", "true"),
        ("deep", "true", True),
        ("ages", "[3, 4]", [3, 4]),
    ],
)
def test_a_text_becomes_the_kind_of_the_notebooks_default(name, text, value):
    values, problems = typed({name: text}, STUDY)
    assert problems == []
    assert values == {name: value}
    assert type(values[name]) is type(value)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("draws", "2.5"),
        ("draws", "true"),
        ("draws", "१२"),
        ("rate", "many"),
        ("rate", "nan"),
        ("deep", "1"),
        ("ages", "3"),
    ],
)
def test_a_wrong_kind_is_refused(name, text):
    values, problems = typed({name: text}, STUDY)
    assert values == {}
    assert "wrong kind of value" in str(problems[0])


@pytest.mark.parametrize("name", ["vilage", 'open("PWN","w").close(); village', "draws\nx", "__class__", ""])
def test_a_name_the_notebook_does_not_know_is_refused(name):
    values, problems = typed({name: "1"}, STUDY)
    assert values == {}
    assert "unknown to good.ipynb; expected one of draws, rate, code, deep, ages" in str(problems[0])


def test_village_and_year_are_set_by_the_matrix_only():
    _, problems = typed({"village": "990101100203", "year": "2023"}, STUDY)
    assert [problem.expected for problem in problems] == ["--village instead", "--year instead"]
