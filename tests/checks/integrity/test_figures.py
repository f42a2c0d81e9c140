"""Many looks: the adjustment, and the words."""

import pandas as pd
import pytest

from evalkit.checks import declared
from evalkit.checks.integrity import TESTS, figures

# Benjamini and Hochberg (1995), section 4: fifteen p-values of a trial; at 0.05 the first four are rejected, by
# Bonferroni's method only the first three.
P_1995 = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528,
          0.7590, 1.0000]  # fmt: skip


def look(p, at, year=2024, county="990101"):
    place = {"county": county, "village": f"{county}1002{at:02d}", "year": year}
    rule = declared.load()["digit_heaping"]
    return figures.row(
        rule, place, unit="index", value=1.0, low=0.9, high=1.1, n=99, p=p, uncertainty="binomial (super-population)"
    )


def odd(rows):
    return figures.judged(rows, declared.load())["note"].str.startswith(figures.UNUSUAL[0])


def test_of_the_published_example_the_first_four_are_unusual():
    assert odd(figures.stack([look(p, at) for at, p in enumerate(P_1995)])).tolist() == [True] * 4 + [False] * 11


def test_a_county_and_a_year_are_looked_at_by_themselves():
    rows = figures.stack([look(0.03, 1), look(0.9, 2), look(0.03, 1, year=2023), look(0.03, 1, county="990102")])
    assert odd(rows).tolist() == [False, False, True, True]


def test_a_refusal_is_no_look():
    rule, place = declared.load()["digit_heaping"], {"county": "990101", "village": "990101100299", "year": 2024}
    few = figures.too_few(rule, place, "index", 4, ("只有{n}户", "{n} households"))
    rows = figures.judged(figures.stack([look(0.03, 1), few]), declared.load())
    assert "1 figures looked at" in rows["note"].iloc[0]
    assert rows["note"].iloc[1] == "只有4户，少于50，不作检验 / 4 households, fewer than 50: not tested"


@pytest.mark.parametrize("name", TESTS)
def test_what_a_rule_says_describes_and_does_not_accuse(name):
    rule = declared.load()[name]
    said = " ".join((rule.zh, rule.en, rule.suggestion_zh, rule.suggestion_en, *figures.UNUSUAL, *figures.USUAL))
    for word in ("造假", "虚报", "瞒报", "作弊", "弄虚", "伪造", "fraud", "fake", "false", "forg", "manipul", "cheat"):
        assert word not in said.lower()


def test_no_figure_gives_an_empty_table():
    rows = figures.judged(figures.stack([]), declared.load())
    assert isinstance(rows, pd.DataFrame) and rows.empty
