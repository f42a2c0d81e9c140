"""The catalogue and the code name the same indicators."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from evalkit import catalogue, codebook
from evalkit.indicators import result

MAKERS = {"row", "refusal", "refusals", "table", "rows"}


def literals(path: Path) -> set[str]:
    """Every piece of text written in a module, other than its docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def declared_in_calls(path: Path) -> set[str]:
    """Indicator names given as plain text to a function that makes result rows, or put into an indicator column."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        function = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        texts = [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
        texts += [k.value.value for k in node.keywords if k.arg == "indicator" and isinstance(k.value, ast.Constant)]
        given = [k for k in node.keywords if k.arg == "indicator"]
        if function in MAKERS and texts or given:
            names.update(texts[:1])
    return names


@pytest.fixture(scope="module")
def modules(home):
    rooms = ("indicators", "checks/integrity")
    return sorted(path for room in rooms for path in (home / "src" / "evalkit" / room).glob("*.py"))


def test_every_declared_indicator_is_made_somewhere(modules):
    written = set().union(*(literals(path) for path in modules))
    assert sorted(set(catalogue.load()["name"]) - written) == []


def test_every_indicator_that_is_made_is_declared(modules):
    made = set().union(*(declared_in_calls(path) for path in modules if path.parent.name == "indicators"))
    assert {"labour_use", "own_initiative_acts", "income_by_period"} <= made
    # Where the name comes in a variable, the first text of the call is the unit.
    table = catalogue.load()
    assert sorted(made - set(table["unit"]) - set(table["name"])) == []


def test_names_are_declared_once_with_both_labels_formula_unit_and_source():
    table = catalogue.load()
    assert table["name"].is_unique
    filled = ["zh", "en", "formula", "unit", "direction", "source"]
    assert (table[filled] != "").all().all()
    assert set(table["direction"]) <= {"up", "down", "context"}


def test_tables_are_declared_ledgers():
    named = {name for names in catalogue.load()["tables"] for name in names.split("|") if name}
    assert named - {"all"} <= set(codebook.load().tables)


def test_a_label_is_found_in_both_languages():
    assert catalogue.label("income_per_head", "zh") == "人均纯收入"
    assert catalogue.label("income_per_head", "en") == "Net income per head"
    assert catalogue.label("no_such_indicator") == "no_such_indicator"


def test_undeclared_indicators_of_a_table_are_named():
    rows = result.concat([result.row(name, unit="share", value=0.5) for name in ("headcount_ratio", "made_up")])
    assert catalogue.undeclared(rows) == ["made_up"]


def test_every_indicator_says_which_columns_it_is_computed_from():
    assert (catalogue.load()[["columns", "window"]] != "").all().all()


def test_windows_are_those_of_the_ledgers_in_their_order():
    inputs = catalogue.inputs("alert_sensitivity")
    assert {need.table: need.window for need in inputs.needs} == {
        "income": "previous year", "households": "previous year", "guarantees": "previous year", "alerts": "all years"
    }  # fmt: skip
    assert inputs.params == ("policy.yaml:monitoring_line",)


def test_one_window_holds_for_all_ledgers():
    needs = catalogue.inputs("own_initiative_acts").needs
    assert [need.table for need in needs] == ["households", "alerts", "microcredit", "assistance", "jobs"]
    assert {need.window for need in needs} == {"same year"}
