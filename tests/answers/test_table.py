"""Result rows as a text table."""

from __future__ import annotations

from evalkit.answers.table import as_text, notes_of
from evalkit.indicators import result

HERE = {"unit": "share", "village": "990101100201", "year": 2024}
SOURCE = {"group_by": "income_source", "group": "wage"}


def test_labels_stand_before_names_and_numbers_are_rounded():
    text = as_text(result.row("income_share", value=0.123456, n=40, **SOURCE, **HERE), "group", "value", "n")
    assert text.splitlines()[0].split() == ["指标", "分组", "数值", "n"]
    assert text.splitlines()[1].split() == ["收入来源构成", "income_share", "工资性", "0.123", "40"]


def test_english_labels_are_there_too():
    text = as_text(result.row("income_share", value=0.5, **SOURCE, **HERE), "group", "value", lang="en")
    assert "Share of each source in net income income_share" in text
    assert "Wage" in text


def test_a_missing_figure_is_a_dash_and_no_rows_are_said_to_be_none():
    refused = result.refusal("income_share", reason="没有 / none", **HERE)
    assert as_text(refused, "value").splitlines()[1].split()[-1] == "—"
    assert as_text(result.empty()) == "没有行"


def test_each_note_is_given_once_in_one_language():
    rows = result.concat(
        [result.refusal(name, reason="没有台账 / no ledger", **HERE) for name in ("income_share", "labour_use")]
    )
    assert notes_of(rows) == "没有台账"
    assert notes_of(rows, "en") == "no ledger"
    assert notes_of(result.row("labour_use", value=1, **HERE)) == "—"
