"""Which rows are withheld: small counts, what rests on them, and what would give them away."""

import pandas as pd
import pytest

from evalkit.indicators import result
from evalkit.privacy.profile import Profile
from evalkit.privacy.suppress import is_count, primary, secondary

TEN = Profile(
    "ten",
    threshold=10,
    zeros=True,
    village_facts=frozenset({"meeting", "assistance_purchases"}),
    sheet_quality=frozenset({"row"}),
)
KEEP_ZEROS = Profile("ten", threshold=10, zeros=False)


def one(unit, value, **more):
    return result.row("labour_use", unit=unit, value=value, village="990101100201", year=2024, **{"n": 40} | more)


def groups(*counts, total=None, unit="household", published=()):
    """Return a breakdown of counts, with its total when there is one."""
    rows = [
        one(unit, float(count), n=count, group_by="channel", group=f"g{number}", published=number in published)
        for number, count in enumerate(counts)
    ]
    return result.concat(rows + ([one(unit, float(total), n=total)] if total is not None else []))


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (one("household", 10.0), ""),
        (one("household", 9.0), "small count"),
        (one("household", 0.0), "small count"),
        (one("yuan", 3.0), ""),
        (one("yuan", 5000.0, n=9), "small base"),
        (one("yuan", 5000.0, n=0), "no base"),
        (one("share", 0.25, numerator=10.0, denominator=40.0), ""),
        (one("share", 0.1, numerator=4.0, denominator=40.0), "small part"),
        (one("share", 0.9, numerator=36.0, denominator=40.0), "small remainder"),
        (one("share of projects", 1.0, numerator=40.0, denominator=40.0), "small remainder"),
        (one("per 100 household-months", 2.0, numerator=20.0, denominator=9.0), "small base"),
        (one("fall", 20.0, numerator=20.0, denominator=22.0), "small remainder"),
        (one("household", 33.0, n=36), "small remainder"),
        (one("household", 40.0, n=40), ""),
        (one("meeting", 3.0, n=3), ""),
        (result.row("assistance_purchases", unit="yuan", value=47294.78, year=2024, n=3), ""),
        (one("row", 0.0, n=40), ""),
        (one("row", 3.0, n=3), "small base"),
        (one("household", 2.0, n=2, published=True), ""),
        (result.refusal("labour_use", unit="share", reason="no ledger", village="990101100201", year=2024), ""),
    ],
)
def test_a_figure_on_fewer_than_ten_is_withheld(row, reason):
    assert primary(row, TEN).item() == reason


def test_a_profile_may_keep_zeros():
    assert primary(one("household", 0.0), KEEP_ZEROS).item() == ""
    assert primary(one("share", 0.0, numerator=0.0, denominator=40.0), KEEP_ZEROS).item() == ""


def test_units_with_per_or_share_count_nothing():
    units = pd.Series(["household", "person", "fall", "yuan per year", "share of sales", "index (buyers)", "month"])
    assert is_count(units).tolist() == [True, True, True, False, False, False, False]


def hidden(rows, profile=TEN):
    reasons = secondary(rows, primary(rows, profile), profile)
    return dict(zip(rows["group"], reasons, strict=True))


def test_one_hidden_group_takes_the_next_smallest_with_it_when_the_total_is_shown():
    # 50 - 20 - 25 would give the hidden 5 away; with 20 hidden too, 25 is all that can be said of both.
    assert hidden(groups(5, 20, 25, total=50)) == {"g0": "small base", "g1": "protects another", "g2": "", "": ""}


def test_two_small_groups_whose_sum_is_small_take_a_third():
    # 50 - 47 = 3: two hidden groups of together 3 households would each be known to be 1 or 2.
    assert hidden(groups(1, 2, 22, 25, total=50))["g2"] == "protects another"


def test_without_a_total_nothing_more_is_hidden():
    assert hidden(groups(5, 20, 25)) == {"g0": "small base", "g1": "", "g2": ""}


def test_a_published_group_is_never_hidden_for_another():
    reasons = hidden(groups(5, 20, 25, total=50, published=(1,)))
    assert (reasons["g1"], reasons["g2"]) == ("", "protects another")


def test_when_no_group_is_left_to_hide_the_total_goes():
    # 25 - 20 = 5, and the 20 are in print already.
    assert hidden(groups(5, 20, total=25, published=(1,))) == {"g0": "small base", "g1": "", "": "protects another"}


def test_a_year_cannot_be_had_from_the_span_it_lies_in():
    # Four years of falls 30, of which 22 in 2023: the others together are 8.
    years = [
        result.row("realised_falls", unit="fall", value=float(value), village="v", year=year, n=60)
        for year, value in ((2022, 3), (2023, 22), (2024, 5))
    ]
    span = result.row("realised_falls", unit="fall", value=30.0, village="v", year=2024, period="2021/2024", n=60)
    rows = result.concat([*years, span])
    reasons = secondary(rows, primary(rows, TEN), TEN)
    assert reasons.tolist() == ["small count", "protects another", "small count", ""]


def test_a_breakdown_without_small_groups_stays_whole():
    assert set(hidden(groups(15, 20, 25, total=60)).values()) == {""}


def terms(*counts, programme):
    """Return beneficiaries of a programme's terms and of the programme itself."""
    rows = [
        one("person", float(n), n=n, group_by="programme/term", group=f"yulu/t{number}")
        for number, n in enumerate(counts)
    ]
    return result.concat([*rows, one("person", float(programme), n=programme, group_by="programme", group="yulu")])


def test_a_term_cannot_be_had_from_its_programme():
    rows = terms(5, 12, 30, programme=47)
    assert secondary(rows, primary(rows, TEN), TEN).tolist() == ["small base", "protects another", "", ""]


def test_terms_of_another_programme_are_left_alone():
    rows = result.concat([terms(20, 30, programme=50), one("person", 4.0, n=4, group_by="programme", group="other")])
    assert secondary(rows, primary(rows, TEN), TEN).tolist() == ["", "", "", "small base"]


def shares(*parts, whole):
    """Return each part's share of a whole, without a row for the whole."""
    return result.concat(
        one(
            "share", part / whole, n=whole, numerator=float(part), denominator=float(whole), group_by="channel", group=g
        )
        for part, g in zip(parts, "abcd", strict=False)
    )


def test_a_share_cannot_be_had_as_the_rest_of_its_whole():
    rows = shares(4, 11, 25, whole=40)  # 40 - 11 - 25 would be the 4 withheld
    assert secondary(rows, primary(rows, TEN), TEN).tolist() == ["small part", "protects another", ""]


def test_two_small_shares_of_a_whole_need_a_third_beside_them():
    rows = shares(3, 5, 12, 40, whole=60)  # 3 + 5 = 8 persons would be known as one small group
    assert secondary(rows, primary(rows, TEN), TEN).tolist() == ["small part", "small part", "protects another", ""]


def test_shares_that_do_not_divide_a_whole_protect_nothing():
    rows = shares(4, 11, 25, whole=60)
    assert secondary(rows, primary(rows, TEN), TEN).tolist() == ["small part", "", ""]
