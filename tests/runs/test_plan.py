"""The matrix: which runs a request means, and every reason why it cannot be one, before anything starts."""

from dataclasses import replace
from pathlib import Path

import pytest

from evalkit import store
from evalkit.errors import EvalkitError
from evalkit.runs.plan import Run, Slice, expand, from_file

ROOT = Path("/somewhere/runs")
RUN = Run("income_trends", Path("good.ipynb"), "990101100201", 2024)


def keys(runs):
    return [(run.village, run.year, run.study) for run in runs]


def test_everything_is_every_study_of_every_village_and_year_received(project_folder):
    places = [("990101100201", 2023), ("990101100201", 2024), ("990101100203", 2024)]
    studies = ["income_trends", "broken", "dies", "hangs"]
    assert keys(expand([Slice()])) == [(v, y, s) for v, y in places for s in studies]


def test_a_village_code_goes_to_the_notebook_as_text(project_folder):
    run = expand([Slice(studies=["income_trends"], villages=["990101100203"], parameters={"code": "012"})])[0]
    assert run.parameters == {"village": "990101100203", "year": 2024, "code": "012"}


def test_a_study_may_be_named_by_its_notebook(project_folder):
    assert keys(expand([Slice(studies=["good"], villages=["990101100203"])])) == [
        ("990101100203", 2024, "income_trends")
    ]


def test_an_unknown_village_is_answered_with_the_names_of_those_received(project_folder):
    with pytest.raises(EvalkitError, match="990101100201 东沟村"):
        expand([Slice(villages=["东沟"])])


def test_all_mistakes_of_a_request_are_told_at_once(project_folder):
    wrong = Slice(["incom_trends"], ["99010110020"], ["2032"], {})
    with pytest.raises(EvalkitError) as caught:
        expand([wrong, Slice(studies=["income_trends"], parameters={"vilage": "x", "draws": "ten"})])
    assert [problem.what for problem in caught.value.problems] == [
        "unknown study",
        "unknown village",
        "unknown year",
        "unknown to good.ipynb",
        "wrong kind of value",
    ]


def test_a_village_asked_for_a_year_it_sent_nothing_for_is_refused(project_folder):
    with pytest.raises(EvalkitError, match="village 990101100203: no ledger received for 2023; expected one of 2024"):
        expand([Slice(villages=["990101100203"], years=["2023"])])


def test_overlapping_slices_run_once(project_folder):
    part = Slice(studies=["income_trends"], years=["2024"])
    assert len(expand([part, part])) == 2


def test_one_run_with_two_sets_of_parameters_is_refused(project_folder):
    part = Slice(studies=["income_trends"], villages=["990101100203"])
    with pytest.raises(EvalkitError, match="asked for twice with different parameters"):
        expand([part, replace(part, parameters={"draws": "11"})])


def test_without_clean_tables_the_next_step_is_named(project_folder, monkeypatch):
    monkeypatch.setenv("EVALKIT_PROCESSED", str(project_folder / "nothing"))
    assert store.places().empty
    with pytest.raises(EvalkitError, match="run `evalkit clean"):
        expand([Slice()])


@pytest.mark.parametrize(
    "bad",
    [
        {"village": "../../../../etc"},
        {"village": "990101100201/.."},
        {"village": "９９０１０１１００２０１"},
        {"village": "99010110020\n"},
    ]
    + [{"study": "../x"}, {"study": "a/b"}, {"study": ""}, {"year": 20240}],
)
def test_no_parameter_leads_out_of_the_folder_of_runs(bad):
    with pytest.raises(ValueError, match="a run's folder"):
        replace(RUN, **bad).folder(ROOT)


def test_a_link_that_leads_out_of_the_folder_of_runs_is_not_followed(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "runs").mkdir()
    (tmp_path / "runs" / "income_trends").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(ValueError, match="must lie inside"):
        RUN.folder(tmp_path / "runs")


def test_a_run_lies_at_study_village_year():
    assert RUN.folder(ROOT) == ROOT.resolve() / "income_trends" / "990101100201" / "2024"


def test_a_plan_file_gives_slices_with_codes_as_text(tmp_path):
    path = tmp_path / "plan.yaml"
    path.write_text(
        "- studies: all\n  villages: [990101100201]\n  years: [2024]\n- studies: [broken]", encoding="utf-8"
    )
    assert from_file(path) == [Slice(None, ["990101100201"], ["2024"], {}), Slice(studies=["broken"])]


def test_the_shipped_plan_is_one(home):
    assert len(from_file(home / "params" / "demo.yaml")) == 3


def test_all_mistakes_of_a_plan_file_are_told_at_once(tmp_path):
    path = tmp_path / "plan.yaml"
    path.write_text("- studys: all\n- villages: 990101100201\n- just text\n- parameters: [a]", encoding="utf-8")
    with pytest.raises(EvalkitError) as caught:
        from_file(path)
    assert [str(problem).split(";")[0] for problem in caught.value.problems] == [
        "plan.yaml, slice 1: unknown key 'studys'",
        "plan.yaml, slice 2, key villages: not a list",
        "plan.yaml, slice 3: not a slice",
        "plan.yaml, slice 4, key parameters: not a mapping",
    ]
