"""`evalkit check` reads the standard of multidimensional poverty, and a figure's trace names its lines."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from evalkit import project
from evalkit.params_check import check
from evalkit.trace.parameters import lines

HEAD = "place,from,dimension,weight,k,measure,source,certainty\n"


@pytest.fixture
def found(tmp_path):
    """What is wrong in a copy of the project's parameters with these lines as their standard."""

    def make(*rows):
        params = Path(shutil.copytree(project.params(), tmp_path / "params"))
        if rows:
            (params / "deprivations.csv").write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
        return [str(problem) for problem in check(params)]

    return make


def only(found, *words):
    assert len(found) == 1, found
    assert all(word in found[0] for word in words), found[0]


def test_the_projects_own_standard_is_right(found):
    assert found() == []


def test_fractions_and_decimals_are_numbers_and_the_same_cutoff(found):
    assert found("00,2019,water,1/6,1/4,water,s,c", "00,2019,housing,0.5,0.25,housing,s,c") == []


@pytest.mark.parametrize("number", ["0", "-1", "1/0", "0/3", "a third", "", "0.0"])
def test_a_weight_that_is_no_number_above_zero_is_found(found, number):
    only(found(f"00,2019,water,{number},1/3,water,s,c"), "line 2", "column weight")


def test_an_unknown_dimension_and_an_unknown_measure_are_found(found):
    rows = found("00,2019,roads,1,1/3,water,s,c", "00,2019,water,1,1/3,wells,s,c")
    assert any("line 2" in row and "got roads" in row for row in rows)
    assert any("line 3" in row and "got wells" in row for row in rows)


def test_a_standard_with_two_cutoffs_or_one_above_all_there_is_is_found(found):
    only(found("00,2019,water,1,1/3,water,s,c", "00,2019,housing,1,1/2,housing,s,c"), "several cut-offs", "1/2, 1/3")


def test_a_cutoff_above_one_is_found(found):
    only(found("00,2019,water,1,3/2,water,s,c"), "above all there is", "got 3/2")


def test_a_standard_that_measures_nothing_is_found(found):
    only(found("00,2019,food,1,1/3,none,s,c"), "measures nothing")


def test_the_same_dimension_twice_is_found(found):
    rows = found("00,2019,water,1,1/3,water,s,c", "00,2019,water,1,1/3,water,s,c")
    assert rows
    assert all("only once" in row for row in rows)


def test_a_line_without_a_source_is_found(found):
    only(found("00,2019,water,1,1/3,water,,c"), "column source")


def test_the_trace_of_a_figure_names_the_lines_of_its_standard():
    every = lines("deprivations.csv", "990101100201", range(2024, 2025), {})
    one = lines("deprivations.csv", "990101100201", range(2018, 2025), {"deprivation": "water"})
    text = (project.root() / "params" / "deprivations.csv").read_text(encoding="utf-8").splitlines()
    assert len(every) == len(text) - 1
    assert [line[1] for line in one] == [2019, 2020, 2021, 2022, 2023, 2024]
    assert set(one) & set(every)
    for line in one:
        assert ",water,1,1/100,water," in text[int(line[3].partition(", line ")[2]) - 1]
