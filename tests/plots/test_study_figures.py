"""Each figure is drawn from result rows alone: full, refused, withheld; in both languages."""

import matplotlib
import pytest

matplotlib.use("Agg")

from matplotlib import pyplot as plt  # noqa: E402

from evalkit import plots  # noqa: E402
from evalkit.checks.integrity.figures import UNUSUAL  # noqa: E402
from evalkit.indicators import result  # noqa: E402

VILLAGE = "990101100201"


def row(indicator, value, unit="share", **keys):
    keys = {"village": VILLAGE, "county": VILLAGE[:6], "year": 2024, "n": 40, "uncertainty": "none (census)"} | keys
    return result.row(indicator, unit=unit, value=value, **keys)


SPAN = {"period": "2021/2024", "low": 0.4, "high": 0.8, "denominator": 20}
ROWS = {
    "rows_by_fate": [
        row("ledger_rows", 50.0, "row", group_by="ledger/fate", group="income/kept"),
        row("ledger_rows", 5.0, "row", group_by="ledger/fate", group="income/quarantined"),
        row("ledger_rows", 9.0, "row", group_by="ledger/fate", group="households/duplicate"),
        row("ledger_rows", 2.0, "row", group_by="ledger/fate", group="households/title"),
    ],
    "problems_by_kind": [
        row("problems_per_100_rows", 3.0, "problem per 100 rows"),
        row("problems_per_100_rows", 2.0, "problem per 100 rows", group_by="problem", group="not_a_number"),
    ],
    "months_by_ledger": [
        row("months_received", 11.0, "month with rows", group_by="ledger", group="income", denominator=12),
        row("months_received", 1.0, "month with rows", group_by="ledger", group="income", period="2024-01"),
        row("months_received", 0.0, "month with rows", group_by="ledger", group="income", period="2024-02"),
    ],
    "points_by_rule": [
        row("rule_points", 14.0, "point"),
        row("rule_points", 14.0, "point", group_by="ledger/rule", group="jobs/1111_12"),
        row("rule_points", 0.0, "point", group_by="ledger/rule", group="jobs/5_17_011"),
    ],
    "points_by_status": [
        row("review_points", 30.0, "listed point", period="2021/2024"),
        row("review_points", 18.0, "listed point", period="2021/2024", group_by="status", group="put_right"),
        row("review_points", 12.0, "listed point", period="2021/2024", group_by="status", group="stands"),
    ],
    "integrity_shares": [
        row("digit_heaping", 1.5, "index", low=1.2, high=1.8, note=" / ".join(UNUSUAL)),
        row("copied_months", 0.2, low=0.1, high=0.3, denominator=30),
    ],
    "falls_met_and_missed": [row("realised_falls", 9.0, "fall"), row("missed_falls", 4.0, "fall")],
    "sensitivity_by_channel": [
        row("alert_sensitivity", 0.6, **SPAN),
        row("alert_sensitivity", 0.5, group_by="channel", group="platform", **SPAN),
        row("alert_sensitivity", 0.4, group_by="channel", group="self_report", **SPAN),
    ],
    "lead_time_by_channel": [row("alert_lead_time", -1.0, "month", period="2021/2024", denominator=12)],
    "clearing_shares": [row("early_clearing_share", 0.5, **SPAN), row("relapse_share", 0.45, **SPAN)],
    "beneficiaries_by_programme": [
        row("assistance_beneficiaries", 9.0, "person", group_by="programme/term", group="yulu/autumn",
            period="2024-autumn"),
        row("assistance_beneficiaries", 2.0, "household", group_by="programme", group="housing_renovation"),
    ],
    "amount_by_programme": [row("assistance_amount", 32200.0, "yuan", group_by="programme", group="yulu")],
    "concentration_by_programme": [
        row("benefit_concentration", -0.26, "index", group_by="programme", group="all", low=-0.47, high=-0.05),
        row("benefit_concentration", 0.04, "index", group_by="programme", group="yulu"),
    ],
    "industry_dependence": [
        row("industry_hhi", 0.5, "index (industries)", year=2023, period="2023"), row("buyer_top_share", 0.8),
    ],
    "poverty_rates": [row("headcount_ratio", 0.06, low=0.02, high=0.15), row("multidimensional_headcount", 0.13)],
    "income_gini_path": [row("income_gini", 0.168, "index", low=0.134, high=0.208)],
    "lorenz_curves": [
        row("income_lorenz", 0.05, group_by="percentile", group="10", year=2023, period="2023"),
        row("income_lorenz", 0.06, group_by="percentile", group="10"),
    ],
    "gini_by_source": [
        row("gini_contribution", 0.1, "index", group_by="income_source", group="wage", low=0.07, high=0.13),
        row("gini_contribution", 0.06, "index", group_by="income_source", group="business"),
    ],
    "income_moves": [
        row("income_transitions", share, group_by="line_multiple_from/line_multiple_to", group=f"{start}/{end}",
            period="2021/2024")
        for start, end, share in (("<1", "<1", 0.2), ("<1", "1-1.5", 0.8), ("1-1.5", "<1", 0.1),
                                  ("1-1.5", "1-1.5", 0.9))
    ],
    "growth_incidence_curve": [
        row("growth_incidence", 0.15, "ratio", group_by="percentile", group=at, low=0.0, high=0.3, period="2021/2024")
        for at in ("10", "50")
    ],
    "funding_stages": [
        row("funding_arrived", 585_000.0, "yuan"), row("funding_needed", 864_000.0, "yuan"),
        row("funding_spent", 484_000.0, "yuan"),
    ],
    "funding_shares": [row("funding_gap_to_plan", 0.189), row("funding_execution", 0.827)],
    "asset_yield": [row("asset_return", 0.054), row("asset_idle_share", 0.0)],
    "cadre_presence": [row("days_in_village", 240.0, "day per cadre-year", denominator=3)],
    "cadre_scores": [row("assessment_score", 85.9, "score of 100")],
    "tasks_on_time": [row("plan_completion_on_time", 0.4, low=0.2, high=0.6, denominator=16)],
    "industry_reach": [row("project_survival", 0.8, low=0.5, high=0.9), row("households_linked_share", 1.2)],
}  # fmt: skip


@pytest.fixture(autouse=True)
def close():
    yield
    plt.close("all")


def texts(ax):
    return [text.get_text() for text in [*ax.texts, *ax.get_yticklabels(), *ax.get_xticklabels()]]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", ROWS)
def test_a_figure_has_a_title_with_the_village_and_a_unit(name, lang):
    ax = getattr(plots, name)(result.concat(ROWS[name]), lang=lang)
    ax.figure.canvas.draw()
    assert {"zh": "东沟村", "en": "Donggou"}[lang] in ax.get_title(loc="left")
    assert ax.get_xlabel() or ax.get_ylabel()
    assert len(ax.patches) + len(ax.lines) + len(ax.images) > 0


@pytest.mark.parametrize("name", ROWS)
def test_a_withheld_figure_is_drawn_as_withheld(name):
    rows = result.concat(ROWS[name])
    numbers = {column: float("nan") for column in ("value", "low", "high", "numerator", "denominator")}
    gated = result.validate(rows.assign(**numbers, uncertainty="", note="withheld: fewer than 10"))
    ax = getattr(plots, name)(gated)
    assert any("已隐去" in text for text in texts(ax))
    assert not ax.patches and not ax.lines and not ax.images


@pytest.mark.parametrize("name", ROWS)
def test_a_missing_ledger_is_named_on_the_figure(name):
    rows = [result.refusal(part["indicator"].item(), unit="share", reason="未收到台账 / no ledger", village=VILLAGE,
                           year=2024) for part in ROWS[name][:1]]  # fmt: skip
    ax = getattr(plots, name)(result.concat(rows))
    assert any("未收到台账" in text for text in texts(ax))


def test_all_channels_come_first_and_the_rest_in_their_declared_order():
    ax = plots.sensitivity_by_channel(result.concat(ROWS["sensitivity_by_channel"]), lang="en")
    named = [text.get_text() for text in ax.get_yticklabels()]
    assert named == ["all channels", "Own report by the household", "Platform analysis"]
    assert ax.get_ylim()[0] > ax.get_ylim()[1]


def test_rules_without_points_and_rules_withheld_are_counted_together():
    rows = result.concat(ROWS["points_by_rule"])
    hidden = rows.assign(note=["", "", "withheld: fewer than 10"], value=[14.0, 14.0, float("nan")], uncertainty="")
    said = [plots.points_by_rule(table).get_xlabel() for table in (rows, result.validate(hidden))]
    assert said[0] == said[1] and "另有1条规则" in said[0]


def test_whipples_index_is_drawn_as_the_share_it_stands_for():
    ax = plots.integrity_shares(result.concat(ROWS["integrity_shares"]))
    drawn = [line.get_xdata()[0] for line in ax.lines if line.get_marker() == "o"]
    assert drawn == pytest.approx([0.3, 0.2, 0.3])


def test_a_month_without_rows_says_so():
    ax = plots.months_by_ledger(result.concat(ROWS["months_by_ledger"]))
    assert [text.get_text() for text in ax.texts] == ["缺"]


def test_met_and_missed_falls_add_up_to_the_falls():
    ax = plots.falls_met_and_missed(result.concat(ROWS["falls_met_and_missed"]))
    assert sum(bar.get_height() for bar in ax.patches) == 9


def test_titles_headers_and_blanks_are_no_data_rows():
    ax = plots.rows_by_fate(result.concat(ROWS["rows_by_fate"]))
    assert {"n=55", "n=9"} <= {text.get_text() for text in ax.texts}


def test_the_shares_of_a_transition_stand_in_their_cells():
    ax = plots.income_moves(result.concat(ROWS["income_moves"]))
    assert [text.get_text() for text in ax.texts] == ["20%", "80%", "10%", "90%"]
    assert ax.get_title(loc="left").endswith("2021–2024")


def test_one_year_of_a_lorenz_curve_is_drawn_once():
    ax = plots.lorenz_curves(result.concat(ROWS["lorenz_curves"][1:]))
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["2024"]


def test_spans_and_breakdowns_are_no_points_of_a_line():
    rows = [*ROWS["funding_shares"], row("funding_execution", 0.5, group_by="fund_source", group="fiscal"),
            row("funding_execution", 0.7, period="2021/2024")]  # fmt: skip
    ax = plots.funding_shares(result.concat(rows))
    assert [list(line.get_ydata()) for line in ax.lines] == [[0.189], [0.827]]
