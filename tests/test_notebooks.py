"""Notebooks are short papers: words, calls and figures, in both languages, without programming."""

from __future__ import annotations

import ast
import json
import re

import pytest

from evalkit import project
from evalkit.runs import studies

LONGEST = 10
SECTIONS = (
    "一句话回答 · Answer",
    "假设 · Assumptions",
    "数据和缺口 · Data and gaps",
    "核对 · Check against",
    "什么会改变结论",
)
NOTEBOOKS = sorted(path.name for path in project.notebooks().glob("*.ipynb"))


def cells(name, kind):
    found = json.loads((project.notebooks() / name).read_text(encoding="utf-8"))["cells"]
    return [cell | {"text": "".join(cell["source"])} for cell in found if cell["cell_type"] == kind]


def test_every_study_has_its_notebook():
    assert sorted(study.notebook.name for study in studies.load().values()) == NOTEBOOKS


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_cell_is_short_and_defines_nothing(name):
    for cell in cells(name, "code"):
        assert len(cell["text"].splitlines()) <= LONGEST, cell["text"]
        kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
        assert not any(isinstance(node, kinds) for node in ast.walk(ast.parse(cell["text"])))


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_notebook_argues_in_the_order_of_a_paper_and_in_both_languages(name):
    words = cells(name, "markdown")
    assert re.search(r"\*\*问题\*\*.*[？]\n\*\*Question\*\*.*\?", words[0]["text"])
    headings = "\n".join(cell["text"] for cell in words)
    assert all(section in headings for section in SECTIONS)
    assert "## 什么会改变结论" in words[-1]["text"]
    assert all(re.search("[A-Za-z]{3}", cell["text"]) and re.search("[一-鿿]", cell["text"]) for cell in words)


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_one_cell_holds_the_parameters_and_the_code_as_text(name):
    tagged = [cell for cell in cells(name, "code") if "parameters" in cell["metadata"].get("tags", [])]
    assert len(tagged) == 1
    given = {node.targets[0].id: ast.literal_eval(node.value) for node in ast.parse(tagged[0]["text"]).body}
    assert given == {"village": "990101100201", "year": 2024}
