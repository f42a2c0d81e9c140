"""Figures on income and own initiative are drawn from result rows alone: whole, withheld, or missing."""

from __future__ import annotations

import matplotlib
import pytest
import yaml

matplotlib.use("Agg")

from matplotlib import pyplot as plt  # noqa: E402

from evalkit import plots  # noqa: E402
from evalkit.indicators import result  # noqa: E402

HERE = {"county": "990101", "village": "990101100201", "n": 40}
FIGURES = {
    "income_level": ("income_per_head", "", ("",)),
    "income_sources": ("income_share", "income_source", ("wage", "business", "property", "transfer")),
    "income_growth_by_source": ("growth_pull", "income_source", ("wage", "business", "property", "transfer")),
    "income_gap": ("gap_to_reference", "reference", ("county", "province", "nation")),
    "income_path": ("income_by_period", "", ("",)),
    "transfer_by_kind": ("transfer_dependence", "transfer_households/transfer_kind", ("labour_capable/pension",)),
    "labour_and_causes": ("labour_use", "", ("",)),
    "initiative_acts": ("own_initiative_acts", "initiative_act", ("training", "own_job")),
}


@pytest.fixture(autouse=True)
def closed():
    yield
    plt.close("all")


def rows_for(name, years=(2022, 2023, 2024)):
    indicator, group_by, groups = FIGURES[name]
    return result.concat(
        [
            result.row(indicator, unit="share", value=0.1 + 0.05 * i, year=y, group_by=group_by, group=g, **HERE)
            for i, y in enumerate(years)
            for g in groups
        ]
    )


def texts(ax):
    legend = ax.get_legend()
    ticks = [tick.get_text() for tick in ax.get_xticklabels()]
    return [*(t.get_text() for t in ax.texts), *ticks, *([t.get_text() for t in legend.get_texts()] if legend else [])]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", FIGURES)
def test_each_figure_names_the_village_its_unit_and_n(name, lang):
    ax = getattr(plots, name)(rows_for(name), lang=lang)
    ax.figure.canvas.draw()
    assert ax.get_title(loc="left").startswith({"zh": "东沟村", "en": "Donggou"}[lang])
    assert ax.get_ylabel()
    assert "n=40" in " ".join([*texts(ax), ax.get_xlabel()])


@pytest.mark.parametrize("name", FIGURES)
def test_a_withheld_table_draws_no_figure_of_it(name):
    hidden = rows_for(name).assign(value=float("nan"), n=None, note="withheld: fewer than 10")
    ax = getattr(plots, name)(hidden.astype(result.DTYPES))
    assert "[已隐去]" in texts(ax)[0]
    assert not ax.lines and not ax.patches and not ax.containers


@pytest.mark.parametrize("name", FIGURES)
def test_a_missing_ledger_is_named_in_the_figure(name):
    reason = "未收到收入台账 / no income ledger received"
    refused = result.refusal(FIGURES[name][0], unit="share", reason=reason, year=2024, **HERE)
    assert "未收到收入台账" in texts(getattr(plots, name)(refused))[0]


def test_a_year_that_is_withheld_among_others_is_marked_in_its_place():
    rows = rows_for("income_level")
    rows.loc[rows["year"] == 2023, ["value", "note"]] = [float("nan"), "withheld: fewer than 10"]
    ax = plots.income_level(rows)
    marked = [t for t in ax.texts if t.get_text() == "[已隐去]"]
    assert [t.get_position()[0] for t in marked] == [2023]


def test_a_year_without_figures_breaks_the_line():
    rows = [
        result.row("income_by_period", unit="yuan", value=1.0 * q, year=y, period=f"{y}-Q{q}", **HERE)
        for y in (2021, 2023)
        for q in (1, 2, 3, 4)
    ]
    heights = plots.income_path(result.concat(rows)).lines[0].get_ydata()
    assert len(heights) == 9
    assert heights[4] != heights[4]


def test_bars_stack_to_the_total_and_losses_hang_below_zero():
    values = {"wage": 0.9, "business": -0.2, "property": 0.1, "transfer": 0.2}
    own = {"unit": "share", "year": 2024, "group_by": "income_source", **HERE}
    rows = [result.row("income_share", value=v, group=g, **own) for g, v in values.items()]
    ax = plots.income_sources(result.concat(rows))
    ends = [(bar.get_y(), bar.get_y() + bar.get_height()) for bar in ax.patches]
    assert max(top for _, top in ends) == pytest.approx(1.2)
    assert min(min(pair) for pair in ends) == pytest.approx(-0.2)


def test_a_figure_can_be_drawn_on_axes_that_are_there():
    _, ax = plt.subplots()
    assert plots.income_gap(rows_for("income_gap"), ax=ax, lang="en") is ax


def test_every_figure_of_the_studies_exists(home):
    studies = yaml.safe_load((home / "params" / "studies.yaml").read_text(encoding="utf-8"))
    named = [name for study in studies.values() for name in study["figures"]]
    assert {"income_level", "transfer_by_kind"} <= set(named)
    assert [name for name in named if not callable(getattr(plots, name, None))] == []


def test_an_unknown_figure_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no figure no_such_figure"):
        plots.no_such_figure  # noqa: B018
