"""Policy values are looked up by place and year, and never borrowed from another year."""

from __future__ import annotations

from pathlib import Path

import pytest

from evalkit import policy
from evalkit.errors import EvalkitError

LINES = """
monitoring_line:
  values:
    - {place: "14", year: 2023, value: 7100, source: press, certainty: one source}
    - {place: "140123", year: 2023, value: 7200.5, source: county, certainty: official}
    - {place: "00", year: 2021, value: 6000, source: floor, certainty: official}
"""


@pytest.fixture
def params(tmp_path) -> Path:
    (tmp_path / "policy.yaml").write_text(LINES, encoding="utf-8")
    prices = "place,year,index,base,source,certainty\n14,2020,100,2020,s,c\n14,2021,110,2020,s,c\n"
    prices += "140123,2020,100,2020,s,c\n140123,2021,120,2020,s,c\n140181,2021,130,2020,s,c\n"
    (tmp_path / "price_index.csv").write_text(prices, encoding="utf-8")
    return tmp_path


def test_the_countys_own_line_comes_before_the_provinces(params):
    assert policy.monitoring_line("140123", 2023, params).fen == 720_050
    line = policy.monitoring_line("140181", 2023, params)
    assert (line.fen, line.place, line.source) == (710_000, "14", "press")


@pytest.mark.parametrize(("county", "year"), [("140123", 2024), ("140123", 2021), ("520101", 2023)])
def test_no_other_year_place_or_national_floor_stands_in(params, county, year):
    with pytest.raises(EvalkitError) as raised:
        policy.monitoring_line(county, year, params)
    said = str(raised.value)
    assert "params/policy.yaml, key monitoring_line" in said
    assert f"place: '{county[:2]}', year: {year}" in said


def test_prices_are_a_ratio_of_two_years_of_one_place(params):
    assert policy.price_index("140123", 2021, 2020, params) == pytest.approx(1.2)
    assert policy.price_index("140199", 2021, 2020, params) == pytest.approx(1.1)
    assert policy.price_index("140199", 2020, 2021, params) == pytest.approx(1 / 1.1)


def test_a_county_that_knows_only_one_of_the_years_uses_the_province(params):
    assert policy.price_index("140181", 2021, 2020, params) == pytest.approx(1.1)


def test_every_missing_price_year_is_named_at_once(params):
    with pytest.raises(EvalkitError) as raised:
        policy.price_index("140123", 2030, 2031, params)
    assert [problem.what for problem in raised.value.problems] == [
        "no price index for place 14 in 2030",
        "no price index for place 14 in 2031",
    ]


def test_the_published_series_come_county_first_then_province_then_nation():
    # Published: Loufan 11,680.37 (secondary), Shanxi 16,323 (2022), China 20,133 (2022).
    found = policy.reference("140123", 2022)
    assert found["place"].tolist() == ["140123", "14", "00"]
    assert found["yuan"].tolist() == [11_680.37, 16_323, 20_133]
    assert (found["certainty"] != "").all()


def test_a_year_without_published_series_is_an_empty_table():
    assert policy.reference("140123", 1990).empty


def test_every_shipped_line_has_a_source_and_a_certainty():
    for entry in policy.value("monitoring_line")["values"]:
        assert entry["source"] and entry["certainty"]


def test_the_shanxi_line_of_2023_is_the_published_one():
    # 山西青年报, 4 September 2023: 7,100 yuan.
    assert policy.monitoring_line("140123", 2023).fen == 710_000


def test_an_unknown_key_names_the_known_ones():
    with pytest.raises(EvalkitError, match=r"no key monitoring_lines; expected one of .*monitoring_line"):
        policy.value("monitoring_lines")
