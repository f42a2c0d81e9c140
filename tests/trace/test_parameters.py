"""Values of params/ behind a figure; each address leads back to the value in the file."""

from pathlib import Path

from evalkit import project
from evalkit.trace.parameters import lines

VILLAGE = "990101100201"


def line_of(address):
    """The text that an address of a csv under params/ names."""
    file, _, number = address.partition(", line ")
    return (project.root() / Path(file)).read_text(encoding="utf-8").splitlines()[int(number) - 1]


def test_a_monitoring_line_is_given_for_every_year_that_has_one():
    found = lines("policy.yaml:monitoring_line", VILLAGE, range(2019, 2023), {})
    # params/policy.yaml, invented places: 6000 yuan in 2021, 6600 in 2022.
    assert [(line[1], line[6], line[7]) for line in found] == [
        (2021, "6,000.00元", "6000"),
        (2022, "6,600.00元", "6600"),
    ]


def test_a_rule_without_years_is_given_once():
    found = lines("policy.yaml:identification_days", VILLAGE, range(2023, 2025), {})
    assert [(line[3], line[7]) for line in found] == [("params/policy.yaml: identification_days", "15")]


def test_measures_are_listed():
    (found,) = lines("policy.yaml:development_measures", VILLAGE, range(2024, 2025), {})
    assert found[6] == "industry|employment|finance|public_post"


def test_prices_come_with_those_of_the_base_year():
    found = lines("price_index.csv", VILLAGE, range(2024, 2025), {"price_base": "2020"})
    assert [line[1] for line in found] == [2020, 2024]
    assert all(line_of(line[3]).startswith(f"99,{line[1]},{line[7]},") for line in found)


def test_a_reference_is_that_of_the_group():
    one = lines("reference_series.csv:disposable_income", VILLAGE, range(2024, 2025), {"reference": "county"})
    every = lines("reference_series.csv:disposable_income", VILLAGE, range(2024, 2025), {})
    assert [line_of(line[3]).split(",")[0] for line in one] == ["990101"]
    assert set(one) < set(every)
