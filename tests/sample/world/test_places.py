"""Invented places."""

from collections import Counter

from evalkit import codebook
from evalkit.sample.world import places


def test_the_first_villages_are_those_of_the_register():
    register = codebook.load().villages.query("invented == 'yes'")
    found = places.villages(len(register))
    assert [v.code for v in found] == register["village"].tolist()
    assert [v.name for v in found] == register["name_zh"].tolist()


def test_more_villages_have_codes_and_names_of_their_own():
    found = places.villages(200)
    assert len({v.code for v in found}) == len({v.name for v in found}) == 200
    assert all(v.code.startswith("99") and len(v.code) == 12 and v.code[:6] == v.county for v in found)


def test_a_county_is_full_at_thirty_villages():
    counties = Counter(v.county for v in places.villages(70))
    assert counties == {"990101": 30, "990102": 30, "990103": 10}


def test_no_name_is_shared_inside_a_county():
    for county in ("990101", "990140", "990199"):
        own = [v for v in places.villages(places.MOST) if v.county == county]
        townships = {v.code[:9]: v.township for v in own}
        assert len({v.name for v in own}) == len(own) == 30
        assert len(set(townships.values())) == len(townships) == 3


def test_counties_are_counted_in_chinese():
    assert [places.county_name(f"9901{n:02d}") for n in (1, 2, 10, 12, 20, 35)] == [
        "示例县", "示例二县", "示例十县", "示例十二县", "示例二十县", "示例三十五县",
    ]  # fmt: skip
