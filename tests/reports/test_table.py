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
    assert (shown.published, shown.interval, shown.interval_zh) == (True, "", "")


def test_a_share_is_a_percentage_with_its_interval():
    shown = line(unit="share", value=0.25, low=0.1, high=0.4, uncertainty="sampling")
    assert (shown.value, shown.interval, shown.unit_zh) == ("25.0%", "10.0% – 40.0%", "")
    assert (shown.interval_zh, shown.interval_en) == ("95%，抽样误差", "95%, sampling")


def test_growth_is_a_percentage_and_a_tiny_probability_is_not_nought():
    assert table.number(0.0306, "ratio") == "3.1%"
    assert table.number(0.00004, "probability") == "<0.001"


def row(name="microcredit_amount", **more):
    return result.row(name, **{"unit": "yuan", "value": 1000.0, "n": 40} | PLACE | more)


def missing(note, **more):
    return result.refusal("microcredit_amount", unit="yuan", reason=note, **PLACE | more)


def test_the_last_year_comes_first_the_village_before_its_parts_and_quarters_last():
    parts = {"group_by": "programme", "group": "yulu"}
    rows = result.concat(
        [
            row(period="2024-Q1"),
            row("a", year=2022),
            row("a", year=2023),
            row("b", **parts),
            row("c", period="2021/2024"),
        ]
    )
    shown = table.arrange(rows, {})
    assert [line.period_zh for line in shown.key] == ["2021–2024", "2024", "2024年1季度"]
    assert [line.period_zh for line in shown.earlier] == ["2023", "2022"]


def test_withheld_rows_are_one_line_and_never_nought_or_blank():
    hidden = [missing("withheld: fewer than 10", year=year) for year in (2022, 2024)]
    rows = result.concat([row(year=2023), *hidden])
    shown = table.arrange(rows, LABELS)
    assert (shown.withheld.rows, shown.withheld.names_zh) == (2, ("小额信贷金额",))
    assert (shown.key, len(shown.earlier), shown.refused) == ([], 1, [])


def test_what_cannot_be_told_is_gathered_by_its_reason_in_both_languages():
    note = "未收到 / not received"
    shown = table.arrange(result.concat([missing(note), missing(note, year=2023)]), LABELS)
    assert [(lack.reason_zh, lack.reason_en, lack.rows) for lack in shown.refused] == [("未收到", "not received", 2)]
    assert shown.withheld is None


def test_a_note_in_two_languages_is_shown_once_in_each():
    shown = line(note="同一户重复计数 / counted twice")
    assert (shown.note_zh, shown.note_en) == ("同一户重复计数", "counted twice")
    assert line(note="one language").note_en == ""


@pytest.mark.parametrize(
    ("group_by", "group", "zh"),
    [
        ("programme/term", "yulu/autumn", "雨露计划 / 秋季"),
        ("ledger/fate", "income/kept", "收入台账 / 保留"),
        ("price_base", "2020", "2020年价格"),
        ("problem", "range", "是区间，不是一个值"),
        ("x", "y/z", "y/z"),
    ],
)
def test_a_breakdown_is_named_in_ledger_words(group_by, group, zh):
    assert labels.group(group_by, group, "zh") == zh


def test_a_village_outside_the_register_is_named_by_its_code():
    assert labels.place("990101199999").zh == "990101199999"
    assert labels.place("140123100206").invented is False
