"""params/rules.csv: all 57 rules, each said in both languages, and `evalkit check` reads the file."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

from evalkit import checks
from evalkit.checks import declared
from evalkit.checks.integrity import TESTS
from evalkit.params_check import check


@pytest.fixture
def params(tmp_path, home):
    return Path(shutil.copytree(home / "params", tmp_path / "params"))


def change(params: Path, old: str, new: str) -> list[str]:
    path = params / "rules.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return [str(problem) for problem in check(params) if "rules.csv" in str(problem)]


def test_the_57_rules_and_the_integrity_tests_are_listed():
    assert len(declared.rules()) == 57
    assert set(declared.load()) - {rule.rule for rule in declared.rules()} == set(TESTS)


def test_every_rule_of_the_reference_list_is_declared(refs):
    path = refs / "domain" / "quality_rules.csv"
    if not path.is_file():
        pytest.skip("no list of rules beside the reference cases")
    with path.open(encoding="utf-8") as lines:
        assert [line["rule_no"] for line in csv.DictReader(lines)] == [rule.rule for rule in declared.rules()]


def test_what_is_not_checked_says_why_and_what_is_checked_has_a_check():
    for rule in declared.rules():
        assert (rule.rule in checks.CHECKS) == (rule.status == declared.CHECKED)
        assert bool(rule.reason) == (rule.status != declared.CHECKED)


def test_an_unknown_column_is_found(params):
    assert "households.flag" in change(params, "households.household_type", "households.flag")[0]


def test_a_limit_that_is_no_number_is_found(params):
    assert "limits cannot be read" in change(params, "most_yuan=20000", "most_yuan=viel")[0]


def test_a_rule_without_a_check_is_found(params):
    found = change(params, "\n3_11_010,", "\n3_11_099,")
    assert any("no such check" in text for text in found) and any("lacks the rule 3_11_010" in text for text in found)


def test_a_status_without_a_reason_is_found(params):
    found = change(params, "no employee insurance column is declared for the members' list", "")
    assert "2_01_009 is not expressible and does not say why" in found[0].replace(":", "")


def test_no_message_accuses():
    for rule in declared.load().values():
        for word in ("造假", "虚报", "fraud", "fake", "lied"):
            assert word not in rule.zh + rule.en + rule.suggestion_zh + rule.suggestion_en
