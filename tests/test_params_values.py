"""Values in `params/` are the ones found in public sources, and cite documents, not links."""

import csv
import os
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
PARAMS = ROOT / "params"
DOMAIN = Path(os.environ.get("EVALKIT_REFS", ROOT.parent / "shared")) / "domain"
AREAS = {"140123": "娄烦县", "14": "山西", "00": "全国"}
SERIES = {
    "disposable_income": "农村居民人均可支配收入",
    "disposable_income_median": "农村居民人均可支配收入中位数",
    "disposable_income_wage": "农村 工资性收入",
    "disposable_income_business": "农村 经营净收入",
    "disposable_income_property": "农村 财产净收入",
    "disposable_income_transfer": "农村 转移净收入",
    "disposable_income_poor_areas": "农村居民人均可支配收入",
    "disposable_income_poor_counties": "农村居民人均可支配收入",
    "disposable_income_lifted_areas": "农村居民人均可支配收入",
    "consumption": "农村居民人均消费支出",
    "net_income": "农民人均纯收入",
}
OWN_AREAS = {"山西省贫困地区": "山西贫困地区", "国家贫困县": "国家贫困县", "脱贫地区": "脱贫地区"}


def rows(path):
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


@pytest.fixture(scope="module")
def published():
    path = DOMAIN / "official_series.csv"
    if not path.is_file():
        pytest.skip("the reference folder (EVALKIT_REFS) is not here")
    return {(row["area"], row["indicator"], row["year"], float(row["value"])) for row in rows(path)}


def policy():
    return yaml.safe_load((PARAMS / "policy.yaml").read_text(encoding="utf-8"))


def test_every_reference_income_of_a_real_place_was_published(published):
    real = [row for row in rows(PARAMS / "reference_series.csv") if row["certainty"] != "invented"]
    assert len(real) == 39
    for row in real:
        area = OWN_AREAS.get(row["name_zh"]) or AREAS[row["place"]]
        assert (area, SERIES[row["series"]], row["year"], float(row["yuan"])) in published


def test_shanxi_2023_sources_of_income_add_up_to_the_total_but_for_rounding():
    # The release prints 7,875 + 4,676 + 256 + 4,869 = 17,676 under a total of 17,677.
    shanxi = {
        row["series"]: int(row["yuan"])
        for row in rows(PARAMS / "reference_series.csv")
        if (row["place"], row["year"]) == ("14", "2023")
    }
    parts = [shanxi[f"disposable_income_{source}"] for source in ("wage", "business", "property", "transfer")]
    assert sum(parts) == shanxi["disposable_income"] - 1


def test_every_real_monitoring_line_was_published(published):
    areas = {"14": "山西", "52": "贵州", "350526": "德化县(福建)"}
    national = {2020: "全国(2020)", 2021: "全国(底线)"}
    for value in policy()["monitoring_line"]["values"]:
        if value["certainty"] != "invented":
            area = national[value["year"]] if value["place"] == "00" else areas[value["place"]]
            assert (area, "监测收入线(人均)", str(value["year"]), float(value["value"])) in published


def test_dehua_line_is_twice_its_subsistence_allowance():
    # 德化县 2024: subsistence allowance 815 yuan per month.
    line = next(v for v in policy()["monitoring_line"]["values"] if v["place"] == "350526")
    assert line["value"] == 2 * 815 * 12


def test_the_sample_county_has_a_line_and_a_price_index_for_each_of_its_years():
    lines = {v["year"] for v in policy()["monitoring_line"]["values"] if v["place"] == "99"}
    prices = {int(row["year"]) for row in rows(PARAMS / "price_index.csv") if row["place"] == "99"}
    incomes = {int(row["year"]) for row in rows(PARAMS / "reference_series.csv") if row["place"] == "990101"}
    assert {2021, 2022, 2023, 2024} <= lines & prices & incomes


def test_no_price_index_of_a_real_place_is_made_up():
    assert {row["place"] for row in rows(PARAMS / "price_index.csv")} == {"99"}


def test_sources_name_documents_and_no_addresses():
    for path in [*PARAMS.iterdir(), ROOT / "GLOSSARY.md", ROOT / "data" / "raw" / "guanzhuang" / "README.md"]:
        text = path.read_text(encoding="utf-8")
        assert "http" not in text, path.name
        assert "www." not in text, path.name
