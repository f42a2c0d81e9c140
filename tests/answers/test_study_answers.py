"""The answers say what the rows say: figures, refusals, withheld figures; in both languages."""

import pandas as pd
import pytest

from evalkit import answers
from evalkit.indicators import result

VILLAGE = "990101100201"
STUDIES = ("ledger_quality", "monitoring", "assistance", "industry", "cadres", "poverty_inequality", "funds_assets")


def row(indicator, value, unit="share", **keys):
    keys = {"village": VILLAGE, "county": VILLAGE[:6], "year": 2024, "n": 40, "uncertainty": "none (census)"} | keys
    return result.row(indicator, unit=unit, value=value, **keys)


def refused(indicator, reason):
    return result.refusal(indicator, unit="share", reason=reason, village=VILLAGE, year=2024)


def withheld(rows):
    numbers = {name: float("nan") for name in ("value", "low", "high", "numerator", "denominator")}
    return result.validate(rows.assign(**numbers, uncertainty="", note="withheld: fewer than 10"))


def monitoring_rows():
    span = {"period": "2021/2024"}
    return result.concat([
        row("realised_falls", 9.0, "fall"), row("realised_falls", 20.0, "fall", **span),
        row("alert_sensitivity", 0.3), row("alert_sensitivity", 0.65, low=0.433, high=0.819, **span),
        row("alert_sensitivity", 0.2, group_by="channel", group="patrol", **span),
        row("alert_lead_time", -1.5, "month", **span), row("early_clearing_share", 0.125, **span),
    ])  # fmt: skip


def assistance_rows():
    term = {"group_by": "programme/term", "group": "yulu/autumn", "period": "2024-autumn"}
    return result.concat([
        row("assistance_beneficiaries", 9.0, "person", **term),
        row("assistance_beneficiaries", 1.0, "household", group_by="programme", group="housing_renovation"),
        row("microcredit_households", 9.0, "household"), row("microcredit_amount", 450000.0, "yuan"),
        row("assistance_purchases", 50151.68, "yuan"), row("monitored_with_measure", 0.8),
    ])  # fmt: skip


def quality_rows(kept=0.97):
    return result.concat([
        row("ledgers_received", 14.0, "ledger", denominator=20), row("rows_kept_share", kept, "share of rows"),
        row("quarantined_rows", 12.0, "row"), row("problems_per_100_rows", 3.14, "problem per 100 rows"),
    ])  # fmt: skip


def industry_rows():
    return result.concat([
        row("industry_hhi", 0.344, "index (industries)"), row("buyer_top_share", 0.81), row("purchase_dependence", 0.4),
        row("project_survival", 0.75), row("households_linked_share", 0.5),
    ])  # fmt: skip


def cadre_rows():
    return result.concat([
        row("days_in_village", 213.5, "day per cadre-year"), row("service_months", 28.0, "month per cadre"),
        row("training_hours", 40.0, "hour per cadre-year"), row("assessment_score", 85.25, "score of 100"),
        row("plan_completion_on_time", 0.375),
        row("first_secretary_changes", 1.0, "change", period="2021/2024"),
    ])  # fmt: skip


def poverty_rows():
    reported = {"group_by": "mobility_basis", "group": "reported", "period": "2023/2024"}
    return result.concat([
        row("headcount_ratio", 0.063, low=0.025, high=0.154), row("multidimensional_headcount", 0.132),
        row("income_gini", 0.268, "index"), row("entry_hazard", 0.032, **reported),
        row("exit_hazard", 0.588, **reported),
        row("headcount_change", -0.015, "share", low=-0.105, high=0.076, period="2021/2024"),
        row("gini_change", 0.041, "index", low=0.012, high=0.07, period="2021/2024"),
    ])  # fmt: skip


def money_rows():
    return result.concat([
        row("funding_gap_to_plan", 0.189), row("funding_execution", 0.827), row("funding_delay", 1.25, "month"),
        row("asset_return", 0.054), row("asset_distribution", 0.599), row("asset_idle_share", 0.125),
    ])  # fmt: skip


ROWS = {
    "poverty_inequality": poverty_rows,
    "funds_assets": money_rows,
    "cadres": cadre_rows,
    "ledger_quality": quality_rows,
    "monitoring": monitoring_rows,
    "assistance": assistance_rows,
    "industry": industry_rows,
}


def test_monitoring_is_answered_over_the_longest_period():
    said = answers.answer("monitoring", monitoring_rows())
    assert (
        said["zh"]
        == "2021–2024年实际下降20户次，其中有预警线索的占65.0%（95%区间43.3%–81.9%），线索中位数滞后1.5个月；"
        "已消除的风险中，未满规定月数的占12.5%。"
    )
    assert "20 falls, of which 65.0% (95% interval 43.3%–81.9%) were met by a clue" in said["en"]
    assert "at the median 1.5 months late" in said["en"]


def test_monitoring_without_a_ledger_says_which():
    said = answers.answer("monitoring", refused("alert_sensitivity", "未收到预警台账 / no alerts ledger received"))
    assert said["zh"] == "无法判断预警是否找到了下降的户：未收到预警台账。"
    assert said["en"].endswith("no alerts ledger received.")


def test_assistance_names_programmes_terms_and_money_to_the_fen():
    said = answers.answer("assistance", assistance_rows())
    assert said["zh"] == (
        "2024年：雨露计划秋季9人、危房改造1户；小额信贷9户450,000元；消费帮扶50,151.68元；监测户中80.0%有帮扶措施。"
    )
    assert "Dangerous-house rebuilding 1 household;" in said["en"]


def test_programmes_withheld_are_said_to_be_there():
    rows = assistance_rows()
    rows = result.concat([withheld(rows.iloc[[0]]), rows.iloc[1:]])
    assert "另有1项未列出或已隐去" in answers.answer("assistance", rows)["zh"]


def test_clean_rows_do_not_hide_that_ledgers_never_came():
    said = answers.answer("ledger_quality", quality_rows())
    assert said["zh"].endswith("收到的台账基本可用；但缺6种台账，凡要用到的研究便无法回答。")
    assert said["en"].endswith("but 6 ledgers are missing, and a study that needs one of them cannot answer.")
    complete = quality_rows().assign(denominator=lambda rows: rows["denominator"].where(rows["denominator"].isna(), 14))
    assert "缺" not in answers.answer("ledger_quality", complete)["zh"]


def test_what_a_person_is_asked_to_look_at_is_said_without_calling_it_a_fault():
    looks = [row("rule_points", 31.0, "point", n=335), row("tests_unusual", 1.0, "test", denominator=4)]
    said = answers.answer("ledger_quality", result.concat([quality_rows(), *looks]))
    assert "规则请人核对31处，4项数字形态检验中1项看起来不寻常（不等于有错）。" in said["zh"]
    assert said["en"].endswith(
        "; rules ask a person to look at 31 places and 1 of 4 tests of patterns look unusual, which is not yet a fault."
    )
    gated = result.concat([quality_rows(), withheld(looks[0]), looks[1]])
    assert "31" not in answers.answer("ledger_quality", gated)["zh"]


def test_one_missing_ledger_is_one():
    rows = quality_rows().assign(denominator=lambda rows: rows["denominator"].where(rows["denominator"].isna(), 15))
    assert "1 ledger is missing, and a study that needs it cannot" in answers.answer("ledger_quality", rows)["en"]


@pytest.mark.parametrize(("kept", "verdict"), [(0.95, "基本可用"), (0.949, "看清缺口"), (0.79, "先补正")])
def test_the_verdict_on_ledgers_follows_the_share_kept(kept, verdict):
    assert verdict in answers.answer("ledger_quality", quality_rows(kept))["zh"]


def test_industry_says_concentration_and_dependence():
    said = answers.answer("industry", industry_rows())["zh"]
    assert "产业集中度0.34" in said and "81.0%" in said and "40.0%" in said


def test_a_change_that_zero_could_explain_is_called_one_that_cannot_be_told():
    said = answers.answer("poverty_inequality", poverty_rows())
    assert "占6.3%（95%区间2.5%–15.4%），比2021年下降1.5个百分点（分不清是否变化），缺任一项保障的占13.2%" in said["zh"]
    assert "基尼系数0.268，比2021年扩大0.041" in said["zh"]
    assert "down 1.5 percentage points since 2021 (not told apart from no change)" in said["en"]
    assert "the Gini coefficient was 0.268, up 0.041 since 2021" in said["en"]


def test_money_is_told_from_plan_to_yield():
    said = answers.answer("funds_assets", money_rows())
    assert said["zh"] == (
        "2024年计划资金中18.9%没有到位，到位资金支出82.7%，平均晚到1.2个月；经营性资产年收益为原值的5.4%，"
        "收益的59.9%已分配，闲置资产占原值12.5%。"
    )
    assert "12.5% of the value of assets lay idle" in said["en"]


def test_cadres_are_told_in_what_was_put_in_and_what_others_say():
    said = answers.answer("cadres", cadre_rows())
    assert "人均驻村214天、已任职28个月、培训40学时，第一书记更换1次，考核得分85.2分" in said["zh"]
    assert "37.5% of the tasks of household plans were done on time; scores are judgements" in said["en"]
    alone = answers.answer("cadres", refused("days_in_village", "未收到驻村干部台账 / no cadres ledger received"))
    assert alone["en"] == "Nothing can be said about cadres in 2024: no cadres ledger received."


@pytest.mark.parametrize("study", STUDIES)
def test_a_withheld_figure_is_never_in_the_answer(study):
    rows = ROWS[study]()
    figures = [f"{value:.1%}" for value in rows.loc[rows["value"].lt(1) & rows["value"].gt(0), "value"]]
    said = answers.answer(study, withheld(rows))
    assert said["zh"].count("已隐去") >= 1
    assert not any(figure in said["zh"] + said["en"] for figure in figures)


@pytest.mark.parametrize("study", STUDIES)
def test_nothing_received_is_an_answer_too(study):
    names = {"ledger_quality": "rows_kept_share", "monitoring": "alert_sensitivity", "industry": "industry_hhi",
             "assistance": "assistance_beneficiaries", "cadres": "days_in_village",
             "poverty_inequality": "headcount_ratio", "funds_assets": "funding_execution"}  # fmt: skip
    said = answers.answer(study, refused(names[study], "未收到台账 / no ledger received"))
    assert set(said) == {"zh", "en"}
    assert all(text.strip() and "nan" not in text for text in said.values())


@pytest.mark.parametrize("study", STUDIES)
def test_every_answer_is_one_sentence_in_each_language(study):
    said = answers.answer(study, ROWS[study]())
    assert said["zh"].endswith("。") and said["zh"].count("。") == 1
    assert said["en"].endswith(".") and pd.notna(said["en"])


def test_withheld_ledger_quality_is_not_taken_for_ledgers_that_never_came():
    said = answers.answer("ledger_quality", withheld(quality_rows()))
    assert "没有收到" not in said["zh"]
    assert said["en"].endswith("no verdict is given, since the figures are withheld.")


def test_monitoring_says_once_that_its_shares_are_withheld():
    rows = monitoring_rows()
    falls = rows["indicator"] == "realised_falls"
    said = answers.answer("monitoring", result.concat([rows[falls], withheld(rows[~falls])]))
    assert said["zh"].count("已隐去") == said["en"].count("withheld") == 1
    assert said["zh"].startswith("2021–2024年实际下降20户次；")


def test_a_published_total_to_date_is_not_told_as_the_years_own():
    published = {
        "published": True,
        "uncertainty": "none (published figure)",
        "note": "论文：小额信贷一句（截至写作时累计）",
    }
    rows = result.concat([
        row("microcredit_households", 9.0, "household", **published),
        row("microcredit_amount", 450000.0, "yuan", **published),
        row("assistance_purchases", 50151.68, "yuan", **published),
    ])  # fmt: skip
    said = answers.answer("assistance", rows)
    assert "小额信贷累计9户450,000元；消费帮扶累计50,151.68元" in said["zh"]
    assert "micro-credit to date to 9 households, 450,000 yuan; assistance purchases to date 50,151.68" in said["en"]
