"""`evalkit check` reads the weights of the assessment, and a figure's trace names their lines."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from evalkit import project
from evalkit.params_check import check
from evalkit.trace.parameters import lines

HEAD = "place,from,kind,item,weight,source,certainty\n"


@pytest.fixture
def found(tmp_path):
    def make(*rows, absent=False):
        params = Path(shutil.copytree(project.params(), tmp_path / "params"))
        path = params / "assessment_weights.csv"
        path.unlink() if absent else path.write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
        return [str(problem) for problem in check(params)]

    return make


def test_a_project_without_weights_is_right(found):
    assert found(absent=True) == []


def test_weights_of_a_village_are_right(found):
    assert found("990101100201,2024,method,interview,0.3,s,c", "00,2020,dimension,industry,1,s,c") == []


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("00,2020,method,interview,0,s,c", "weight"),
        ("00,2020,method,interview,-1,s,c", "weight"),
        ("00,2020,method,industry,1,s,c", "item"),
        ("00,2020,rater,interview,1,s,c", "kind"),
        ("9901,2020,method,interview,1,s,c", "place"),
        ("00,soon,method,interview,1,s,c", "from"),
        ("00,2020,method,interview,1,,c", "source"),
    ],
)
def test_what_is_wrong_is_found_with_its_line_and_column(found, row, column):
    problems = found(row)
    assert len(problems) == 1, problems
    assert "assessment_weights.csv, line 2" in problems[0]
    assert f"column {column}" in problems[0]


def test_the_trace_names_the_lines_of_the_weights():
    got = lines("assessment_weights.csv", "990101100201", range(2024, 2025), {})
    text = (project.root() / "params" / "assessment_weights.csv").read_text(encoding="utf-8").splitlines()
    assert len(got) == len(text) - 1
