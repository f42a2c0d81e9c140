"""The one result table keeps its contract."""

from __future__ import annotations

import pytest

from evalkit.indicators import result

HERE = {"county": "990101", "village": "990101100201", "year": 2024}


def test_a_row_has_exactly_the_declared_columns_in_order():
    row = result.row("labour_use", unit="share", value=0.5, **HERE)
    assert list(row.columns) == [
        *("county", "village", "year", "period", "group_by", "group", "indicator", "unit", "value", "low", "high"),
        *("numerator", "denominator", "n", "uncertainty", "published", "note"),
    ]


def test_the_period_is_the_year_unless_given():
    assert result.row("x", unit="share", value=1, **HERE)["period"].item() == "2024"
    assert result.row("x", unit="share", value=1, period="2024-Q1", **HERE)["period"].item() == "2024-Q1"


def test_a_refusal_has_a_reason_and_no_value():
    row = result.refusal("x", unit="share", reason="no income ledger received", **HERE)
    assert row["value"].isna().item()
    assert row["note"].item() == "no income ledger received"
    assert row["uncertainty"].item() == ""


def test_a_missing_value_without_a_reason_is_rejected():
    with pytest.raises(ValueError, match="a missing value needs a reason"):
        result.validate(result.row("x", unit="share", value=float("nan"), **HERE))


def test_the_same_key_twice_is_rejected_and_other_groups_are_not():
    one = result.row("x", unit="share", value=1, group_by="g", group="a", **HERE)
    two = result.row("x", unit="share", value=1, group_by="g", group="b", **HERE)
    assert len(result.concat([one, two])) == 2
    with pytest.raises(ValueError, match="the same key occurs twice"):
        result.concat([one, one])


def test_an_unknown_kind_of_uncertainty_is_rejected():
    with pytest.raises(ValueError, match="uncertainty: expected one of"):
        result.concat([result.row("x", unit="share", value=1, uncertainty="gut feeling", **HERE)])


def test_a_table_with_other_columns_is_rejected():
    with pytest.raises(ValueError, match="result columns"):
        result.validate(result.row("x", unit="share", value=1).drop(columns="n"))


def test_nothing_to_stack_is_an_empty_typed_table():
    table = result.concat([result.empty(), result.empty()])
    assert table.empty
    assert table.dtypes.astype(str).to_dict() == result.DTYPES


def test_rows_survive_a_parquet_file_unchanged(tmp_path):
    import pandas as pd

    rows = result.concat([result.row("x", unit="share", value=0.1, **HERE), result.refusal("y", unit="", reason="why")])
    rows.to_parquet(tmp_path / "rows.parquet", index=False)
    pd.testing.assert_frame_equal(result.validate(pd.read_parquet(tmp_path / "rows.parquet")), rows)
