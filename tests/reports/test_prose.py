"""A notebook's words become HTML that can do nothing."""

import json

import pytest

from evalkit.reports import prose


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("## What\n\ntext", "<h3>What</h3>\n<p>text</p>\n"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("[paper](https://example.org)", "<p>paper</p>\n"),
        ("[x](javascript:alert(1))", "<p>x</p>\n"),
        ("![a map](https://example.org/a.png)", "<p>a map</p>\n"),
    ],
)
def test_markdown_is_kept_and_what_could_fetch_or_run_is_not(markdown, expected):
    assert expected.strip() in prose.html(markdown)


def test_only_text_cells_are_kept_without_title_and_headings_of_results_that_stand_elsewhere(tmp_path):
    cells = [
        {"cell_type": "markdown", "source": ["# Title 标题\n", "\n", "First."]},
        {"cell_type": "code", "source": "secret = 1"},
        {"cell_type": "markdown", "source": "## Result"},
        {"cell_type": "markdown", "source": "## Second\n\n- what it says"},
        {"cell_type": "markdown", "source": " \n"},
    ]
    (tmp_path / "n.ipynb").write_text(json.dumps({"cells": cells}), encoding="utf-8")
    assert prose.of_notebook(tmp_path / "n.ipynb") == ["<h3>Second</h3>\n<ul>\n<li>what it says</li>\n</ul>\n"]
