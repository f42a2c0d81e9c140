"""Result rows put together line by line."""

import numpy as np
import pandas as pd

from evalkit.indicators import result, row_lines, scope

LINE = next(scope.span("990101100201", 2021, 2024).itertuples())


def test_figures_and_refusals_make_one_valid_table():
    lines = [
        row_lines.figure("a", LINE, 0.5, (0.2, 0.8), (4, 8, 8), group_by="channel", group="patrol"),
        row_lines.figure("a", LINE, 3, (np.nan, np.nan), (3, 9, 9), unit="fall", uncertainty="none (census)"),
        row_lines.refusal("b", LINE, "no ledger", n=2),
    ]
    rows = row_lines.table(lines)
    assert list(rows.columns) == result.COLUMNS
    assert rows["uncertainty"].tolist() == ["super-population", "none (census)", ""]
    assert rows["unit"].tolist() == ["share", "fall", "share"]
    assert rows["period"].tolist() == ["2021/2024"] * 3
    assert pd.isna(rows["value"].iloc[2]) and rows["n"].iloc[2] == 2


def test_no_line_gives_an_empty_table():
    assert row_lines.table([]).equals(result.empty())
