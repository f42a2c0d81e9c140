"""What is handed over is made from gated rows only, is inert, works offline, and is scanned before it is written."""

import json
import re
from html.parser import HTMLParser

import pandas as pd
import pytest

from evalkit.indicators import result
from evalkit.reports import site

VILLAGE = "990101100201"
PLACE = {"county": "990101", "village": VILLAGE, "year": 2024}
NAME = "欧阳小示"
NASTY = "<script>alert(1)</script><img src=x onerror=alert(2)>"


class Tags(HTMLParser):
    """Collects every element of a page as (name, attributes)."""

    def __init__(self, text):
        super().__init__()
        self.found = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def of(self, *names):
        return [attrs for tag, attrs in self.found if tag in names]


def row(**more):
    given = {"unit": "yuan", "value": 12000.0, "n": 40, "uncertainty": "none (census)"} | PLACE | more
    return result.row(given.pop("indicator", "income_per_head"), **given)


def build(folder):
    return site.build(folder / "runs", folder / "reports")


def page(folder, study="income_trends"):
    return (folder / "reports" / VILLAGE / "2024" / f"{study}.html").read_text(encoding="utf-8")


def add_figure(folder, name):
    path = folder / "params" / "studies.yaml"
    entries = json.loads(path.read_text(encoding="utf-8"))
    entries["income_trends"]["figures"] = [name]
    path.write_text(json.dumps(entries), encoding="utf-8")


def test_a_small_figure_is_in_no_released_file(project_folder, save):
    save(row(), row(indicator="labour_use", unit="household", value=7.0, n=41))
    release = build(project_folder)
    assert (release.ok, release.rows, release.withheld, release.pages) == (True, 2, 1, 1)
    table = pd.read_parquet(project_folder / "reports" / "indicators.parquet")
    assert table.set_index("indicator")["value"].to_dict()["income_per_head"] == 12000.0
    assert table.set_index("indicator").loc["labour_use", ["value", "n"]].isna().all()
    text = page(project_folder)
    assert "12,000" in text
    assert "[已隐去]" in text
    assert not re.search(r">\s*(7|41)\s*<", text)


def test_the_released_table_has_the_columns_of_every_result(project_folder, save):
    save(row())
    build(project_folder)
    table = pd.read_parquet(project_folder / "reports" / "indicators.parquet")
    pd.testing.assert_frame_equal(result.validate(table), row())


def test_the_audit_stays_in_the_restricted_zone(project_folder, save):
    save(row(n=3))
    build(project_folder)
    audit = pd.read_csv(project_folder / "runs" / site.AUDIT, dtype=str)
    assert audit[["indicator", "reason", "rows"]].values.tolist() == [["income_per_head", "small base", "1"]]
    assert not list((project_folder / "reports").rglob("*audit*"))


@pytest.mark.parametrize("name", ["index.html", f"{VILLAGE}/2024/income_trends.html"])
def test_a_page_fetches_nothing_runs_nothing_and_can_be_read_aloud(project_folder, save, name):
    add_figure(project_folder, "income_level")
    save(row(note=f"{NASTY} / {NASTY}"), row(indicator=NASTY, value=3.0, unit="yuan"))
    assert build(project_folder).ok
    text = (project_folder / "reports" / name).read_text(encoding="utf-8")
    tags = Tags(text)
    assert tags.of("html") == [{"lang": "zh-CN"}]
    assert not re.search(r"(https?:)?//\w", re.sub(r"data:image/png;base64,[\w+/=]+", "", text))
    assert not tags.of("script", "iframe", "object", "link", "form")
    assert not any(name.startswith("on") for _, attrs in tags.found for name in attrs)
    policy = next(meta["content"] for meta in tags.of("meta") if meta.get("http-equiv"))
    assert policy.startswith("default-src 'none'; img-src data:;")
    assert all(image["alt"].strip() and image["src"].startswith("data:image/png") for image in tags.of("img"))
    assert all(not link["href"].startswith(("http", "javascript", "/")) for link in tags.of("a"))
    if name != "index.html":
        assert len(tags.of("img")) == 1
        assert "&lt;script&gt;" in text


def test_every_link_of_the_front_page_leads_to_a_page(project_folder, save):
    save(row())
    save(study="dies", status="failed")
    build(project_folder)
    text = (project_folder / "reports" / "index.html").read_text(encoding="utf-8")
    links = [link["href"] for link in Tags(text).of("a") if not link["href"].startswith("#")]
    assert links
    assert all((project_folder / "reports" / link).is_file() for link in links)
    assert "DeadKernel" in text


def test_a_page_with_a_known_name_is_refused_and_the_older_one_removed(project_folder, save):
    save(row())
    assert build(project_folder).pages == 1
    save(row(note=f"问了{NAME}"))
    release = build(project_folder)
    assert not release.ok
    assert {str(finding) for finding in release.refused} == {
        "indicators.parquet: known name",
        f"{VILLAGE}/2024/income_trends.html: known name",
    }
    assert not list((project_folder / "reports").rglob("income_trends.html"))
    assert not (project_folder / "reports" / "indicators.parquet").exists()
    assert "refused by the gate" in (project_folder / "reports" / "index.html").read_text(encoding="utf-8")


def test_a_page_that_cannot_be_drawn_does_not_take_the_others_with_it(project_folder, save):
    add_figure(project_folder, "no_such_figure")
    save(row())
    release = build(project_folder)
    assert list(release.broken) == [f"{VILLAGE}/2024/income_trends.html"]
    assert release.broken[f"{VILLAGE}/2024/income_trends.html"].startswith("AttributeError in ")
    assert (project_folder / "reports" / "index.html").is_file()


def test_a_run_that_now_fails_loses_its_page(project_folder, save):
    save(row())
    build(project_folder)
    (project_folder / "runs" / "income_trends" / VILLAGE / "2024" / "indicators.parquet").unlink()
    save(status="failed")
    build(project_folder)
    assert not list((project_folder / "reports").glob("*/*/*.html"))


def test_the_same_runs_give_the_same_bytes(project_folder, save):
    add_figure(project_folder, "income_level")
    save(row())
    build(project_folder)
    first = {path: path.read_bytes() for path in (project_folder / "reports").rglob("*") if path.is_file()}
    build(project_folder)
    assert {path: path.read_bytes() for path in first} == first
    assert len(first) == 3


def test_without_any_run_there_is_still_a_front_page(project_folder):
    assert build(project_folder).rows == 0
    assert "还没有运行结果" in (project_folder / "reports" / "index.html").read_text(encoding="utf-8")


def test_a_figure_with_nothing_to_draw_is_named_in_words_and_not_shown(project_folder, save):
    add_figure(project_folder, "income_level")
    save(result.refusal("income_per_head", unit="yuan", reason="未收到 / not received", **PLACE))
    build(project_folder)
    assert not Tags(page(project_folder)).of("img")
    assert "没有画出的图（没有数据，或数字已隐去）：人均纯收入。" in page(project_folder)
    assert "没有可以公布的数字" in page(project_folder)


def test_withheld_rows_are_folded_away_under_the_figures(project_folder, save):
    save(row(), *[row(indicator="labour_use", unit="household", value=7.0, n=41, year=year) for year in (2023, 2024)])
    build(project_folder)
    text = page(project_folder)
    assert "因户数或人数过少隐去 2 行" in text
    assert text.index("12,000") < text.index("因户数或人数过少隐去")
