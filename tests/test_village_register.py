"""The page that says how to add villages: its example passes the check, and its villages are found in any spelling."""

import re
import shutil
from pathlib import Path

import pytest

from evalkit import codebook, params_check
from evalkit.cleaning.villages import known_villages

PAGES = ("villages.md", "villages.zh-CN.md")


@pytest.fixture(params=PAGES)
def example(request, home):
    """The lines of csv on one of the two pages."""
    text = (home / "docs" / "how-to" / request.param).read_text(encoding="utf-8")
    return re.search(r"```csv\n(.*?)```", text, re.DOTALL)[1]


def params_with(home: Path, folder: Path, lines: str) -> Path:
    shutil.copytree(home / "params", folder)
    register = folder / "villages.csv"
    register.write_text(register.read_text(encoding="utf-8") + lines, encoding="utf-8")
    return folder


def test_the_example_of_the_page_passes_the_check(home, tmp_path, example):
    before = params_check.check(home / "params")
    params = params_with(home, tmp_path / "params", example)
    assert [str(problem) for problem in params_check.check(params) if problem not in before] == []


def test_villages_added_so_are_found_in_any_spelling(home, tmp_path, example):
    params = params_with(home, tmp_path / "params", example)
    villages = known_villages(codebook.load(params).villages, None)
    for spelling in ("990101101203", "清河村", "清河", "清河村委会", "清河村村民委员会", "泉水乡清河村", "原上河村"):
        assert villages.find(spelling, (), "") == ("990101101203", "ok"), spelling


WRONG = {
    "12 digits": ("990101101204", "9.90101E+11"),
    "county does not begin the village code": (",990101,", ",990102,"),
    "province does not begin the county code": (",99,", ",98,"),
    "invented places, and only they": (",yes,", ",no,"),
}


@pytest.mark.parametrize("what", WRONG)
def test_the_check_finds_what_the_page_says_it_finds(home, tmp_path, what):
    line = "990101101204,上坪村,Shangping,泉水乡,990101,示例县,Shili,99,示例省,Example Province,,yes,invented\n"
    params = params_with(home, tmp_path / "params", line.replace(*WRONG[what]))
    assert any(what in str(problem) and "villages.csv" in str(problem) for problem in params_check.check(params))
