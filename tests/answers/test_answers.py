"""The sentences of the studies on income and own initiative."""

from __future__ import annotations

import pytest

from evalkit.answers import answer
from evalkit.errors import EvalkitError
from evalkit.indicators import result

HERE = {"county": "990101", "village": "990101100201", "year": 2024, "n": 40}
WITHHELD = "withheld: fewer than 10, or needed to protect such a figure"


def row(name, value, unit="share", **other):
    return result.row(name, unit=unit, value=value, **HERE | other)


def withheld(rows):
    hidden = rows.copy()
    hidden[["value", "low", "high", "numerator", "denominator"]] = float("nan")
    return hidden.assign(note=WITHHELD)


@pytest.fixture
def income_rows():
    both = {"group_by": "growth_households", "group": "both_years"}
    source = {"group_by": "income_source", "numerator": 600.0, "denominator": 800.0}
    return result.concat(
        [
            row("income_per_head", 12_345.4, "yuan"),
            row("income_per_head", 11_000.0, "yuan", year=2023),
            row("income_growth", 0.082, "ratio", **both),
            row("income_growth_real", -0.004, "ratio", **both),
            row("growth_contribution", 0.75, "ratio", group="wage", **source),
            row("growth_contribution", 0.25, "ratio", group="transfer", **source),
            row("gap_to_reference", 0.914, "ratio", group_by="reference", group="county"),
            row("gap_to_reference", 0.887, "ratio", year=2021, group_by="reference", group="county"),
            row("income_trend", 412.0, "yuan per year", period="2021/2024"),
            row("income_trend_p", 0.0312, "probability", period="2021/2024"),
        ]
    )


def test_income_is_told_in_one_sentence_with_level_growth_source_gap_and_trend(income_rows):
    said = answer("income_trends", income_rows)
    assert said["zh"] == (
        "2024年人均纯收入12,345元，比上年增长8.2%（扣除物价下降0.4%），增收最多来自工资性收入（贡献率75.0%），"
        "相当于全县公布数的91.4%（2021年为88.7%；口径不同，只看变化）；"
        "2021–2024年的趋势为每年增加412元，统计上显著（p=0.031）。"
    )
    assert said["en"] == (
        "In 2024 net income per head was 12,345 yuan, up 8.2% on the year before (down 0.4% at constant prices), "
        "the rise coming most from wage income (75.0% of it); this is 91.4% of the county's published figure "
        "(88.7% in 2021; definitions differ); the trend over 2021–2024 is up 412 yuan a year, significant (p=0.031)."
    )


def test_no_digit_of_withheld_income_is_said(income_rows):
    for sentence in answer("income_trends", withheld(income_rows)).values():
        assert not set("123456789") & set(sentence.replace("2024", ""))
    assert "[已隐去]" in answer("income_trends", withheld(income_rows))["zh"]


def test_without_an_income_ledger_the_sentence_gives_the_reason():
    rows = result.refusal("income_per_head", unit="yuan", reason="未收到收入台账 / no income ledger received", **HERE)
    assert answer("income_trends", rows) == {
        "zh": "无法判断2024年的收入变化：未收到收入台账。",
        "en": "Nothing can be said about income in 2024: no income ledger received.",
    }


def test_a_falling_trend_is_told_as_a_fall_and_an_unclear_one_as_unclear(income_rows):
    named = income_rows["indicator"]
    falling = income_rows.assign(value=income_rows["value"].mask(named == "income_trend", -412.0))
    falling = falling.assign(value=falling["value"].mask(named == "income_trend_p", 0.2))
    assert answer("income_trends", falling)["zh"].endswith("每年减少412元，统计上不显著（p=0.200）。")
    assert answer("income_trends", falling)["en"].endswith("is down 412 yuan a year, not significant (p=0.200).")


def test_a_fall_of_income_names_the_source_that_fell_most(income_rows):
    fell = income_rows.assign(denominator=income_rows["denominator"].where(income_rows["denominator"].isna(), -800.0))
    assert "减收最多来自工资性收入" in answer("income_trends", fell)["zh"]
    assert "the fall coming most from wage income" in answer("income_trends", fell)["en"]


def test_a_short_series_is_said_to_be_too_short(income_rows):
    short = income_rows[~income_rows["indicator"].str.startswith("income_trend")]
    assert answer("income_trends", short)["zh"].endswith("数据不足以判断趋势。")


@pytest.fixture
def drive_rows():
    transfer = {"group_by": "transfer_households/transfer_kind", "group": "labour_capable/all"}
    return result.concat(
        [
            row("transfer_dependence", 0.20, **transfer),
            row("transfer_dependence", 0.25, year=2022, **transfer),
            row("labour_use", 0.625),
            row("own_initiative_acts", 17.5, "acts per 100 households", group_by="initiative_act", group="all"),
            row("productive_credit_share", 0.8),
        ]
    )


def test_own_initiative_is_told_as_proxies(drive_rows):
    said = answer("internal_drive", drive_rows)
    assert said["zh"] == (
        "2024年有劳动力农户的纯收入中转移性收入占20.0%（与2022年相比下降5.0个百分点），劳动力利用率62.5%，"
        "每百户登记的主动行为17.5次，小额信贷用于生产的占80.0%；这些只是替代指标，不等于动力强弱。"
    )
    assert "these are proxies, not drive itself" in said["en"]


def test_no_digit_of_withheld_initiative_is_said(drive_rows):
    for sentence in answer("internal_drive", withheld(drive_rows)).values():
        assert not set("23456789") & set(sentence.replace("2024", "").replace("100", ""))


def test_what_is_missing_is_named_once():
    reason = "未收到家庭成员台账 / no members ledger received"
    names = (("labour_use", "share"), ("transfer_dependence", "share"))
    rows = result.concat([result.refusal(name, unit=unit, reason=reason, **HERE) for name, unit in names])
    assert answer("internal_drive", rows)["zh"] == "无法判断2024年的内生动力：未收到家庭成员台账。"


@pytest.mark.parametrize("study", ["no_such_study", "../secrets", "os"])
def test_a_study_without_an_answer_is_an_error_in_words(study):
    with pytest.raises(EvalkitError, match="no answer is written"):
        answer(study, result.empty())


@pytest.mark.parametrize("study", ["income_trends", "internal_drive"])
def test_no_rows_at_all_still_give_a_sentence(study):
    assert answer(study, result.empty())["zh"].startswith("无法判断")
