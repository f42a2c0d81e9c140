"""What was left out is said where it belongs, and nothing is said elsewhere."""

import pandas as pd

from evalkit.indicators import omissions, scope

VILLAGE, OTHER = "990101100201", "990101100203"
SAYS = ("{n}条没有日期，未计入", "{n} without a date left out")


def cases(*years, village=VILLAGE, **more):
    return pd.DataFrame({"village": village, "year": list(years)} | more)


def test_only_the_village_and_period_of_a_case_say_so():
    lines = pd.concat([scope.years([VILLAGE, OTHER], [2023, 2024]), scope.span(VILLAGE, 2023, 2024)], ignore_index=True)
    rows = lines.assign(note=["", "没有线索 / no clue", "论文", "", ""])
    found = omissions.noted(rows, lines, cases(2024, 2024, 2023), *SAYS)["note"].tolist()
    assert found == [
        "1条没有日期，未计入 / 1 without a date left out",
        "没有线索；2条没有日期，未计入 / no clue; 2 without a date left out",
        "论文",  # a note in one language stays as it was
        "",
        "3条没有日期，未计入 / 3 without a date left out",
    ]


def test_a_season_belongs_to_its_year_and_a_case_to_its_group():
    lines = scope.years(VILLAGE, [2024])
    rows = pd.DataFrame({"village": VILLAGE, "period": ["2024-autumn", "2024", "2024-spring"], "note": ""})
    rows = rows.assign(group=["yulu/autumn", "yulu", "training/spring"])
    found = omissions.noted(rows, lines, cases(2024, group="yulu"), *SAYS, by_group=True)["note"]
    assert (found != "").tolist() == [True, True, False]
    assert (omissions.noted(rows, lines, cases(2024), *SAYS)["note"] != "").all()
