"""Rows as a person reads them."""

import pytest

from evalkit.indicators import result
from evalkit.reports import labels, table

PLACE = {"village": "140123100206", "year": 2024}
LABELS = {"microcredit_amount": {"zh": "小额信贷金额", "en": "Micro-credit"}}


@pytest.fixture(autouse=True)
def _home(home, monkeypatch):
    monkeypatch.setenv("EVALKIT_HOME", str(home))


def line(**more):
    given = {"unit": "yuan", "value": 450000.0, "n": 9, "published": True} | PLACE | more
    return table.lines(result.row("microcredit_amount", **given), LABELS)[0]


def test_a_published_sum_is_written_in_full():
    # The paper: micro-credit of 450,000 yuan to 9 households.
    shown = line()
    assert (shown.label_zh, shown.value, shown.unit_zh, shown.n) == ("小额信贷金额", "450,000", "元", "9")
    assert (shown.published, shown.withheld, shown.interval) == (True, False, "")


def test_a_share_is_a_percentage_with_its_interval():
    shown = line(unit="share", value=0.25, low=0.1, high=0.4, uncertainty="sampling")
    assert (shown.value, shown.interval, shown.unit_zh) == ("25.0%", "10.0% – 40.0%", "")


def test_a_withheld_figure_is_never_shown_as_nought_or_blank():
    shown = line(value=float("nan"), note="withheld: fewer than 10")
    assert (shown.value, shown.withheld) == ("[已隐去]", True)


def test_a_note_in_two_languages_is_shown_once_in_each():
    shown = line(value=float("nan"), note="未收到 / not received")
    assert (shown.value, shown.note_zh, shown.note_en) == ("—", "未收到", "not received")


@pytest.mark.parametrize(
    ("group_by", "group", "zh"),
    [
        ("programme/term", "yulu/autumn", "雨露计划 / 秋季"),
        ("ledger/fate", "income/kept", "收入台账 / 保留"),
        ("x", "y/z", "y/z"),
    ],
)
def test_a_breakdown_is_named_in_ledger_words(group_by, group, zh):
    assert labels.group(group_by, group, "zh") == zh


def test_a_village_outside_the_register_is_named_by_its_code():
    assert labels.place("990101199999").zh == "990101199999"
    assert labels.place("140123100206").invented is False
