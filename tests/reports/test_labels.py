"""Units and values of breakdowns are told in words of both languages."""

from __future__ import annotations

import pytest

from evalkit import catalogue, codebook
from evalkit.reports import labels


def test_every_unit_of_the_catalogue_has_words_in_both_languages():
    assert sorted(set(catalogue.load()["unit"]) - set(labels.UNITS)) == []


@pytest.mark.parametrize(
    ("group_by", "group", "zh", "en"),
    [
        ("bound", "lower", "下界", "Least that the dates allow"),
        ("measure/part", "gini/between", "基尼系数 / 组间", "Gini coefficient / Between groups"),
        ("measure", "health", "健康帮扶", "Health"),
        ("rule/threshold", "fgls/line", "三步广义最小二乘 / 预测收入低于监测线", None),
        ("quintile_from/quintile_to", "1/2", "首年第1个五等分组 / 末年第2个五等分组", None),
        ("line_multiple_from/line_multiple_to", "<1/>=2", "监测线以下 / 监测线2倍及以上", None),
        ("poorest_percent", "20", "最穷的20%", "poorest 20 %"),
        ("weighting/normalisation", "equal/min_max", "等权 / 极差标准化", "Equal weights / Min-max scaling"),
        ("cadres/outcome", "training_hours/income_growth", "驻村干部年培训学时 / 人均纯收入增速", None),
        ("target/programme", "below_line/all", "监测线以下 / 全部", "Below the monitoring line / all"),
    ],
)  # fmt: skip
def test_values_of_breakdowns_are_told_in_words(group_by, group, zh, en):
    assert labels.group(group_by, group, "zh") == zh
    if en:
        assert labels.group(group_by, group, "en") == en


def test_lists_made_for_labels_are_not_read_from_ledgers():
    used = {column.codes for table in codebook.load().tables.values() for column in table.columns if column.codes}
    made = {"statistic", "part", "transfers", "threshold", "bound", "scale", "forecast_rule", "poverty_change_part"}
    assert made & used == set()
