"""The whole way from a folder of ledgers to clean tables, on ledgers small enough to check by eye (conftest.py)."""

import zipfile

import pandas as pd
import pyarrow.parquet as pq
import pytest

from evalkit import codebook, store
from evalkit.cleaning import clean
from evalkit.errors import EvalkitError

SHIMEN = "990101101202"


@pytest.fixture
def out(county, tmp_path):
    folder = tmp_path / "processed"
    clean(county, folder)
    return folder


def amounts(out):
    """Income as item, first month, months, fen."""
    rows = store.read("income", root=out)
    return list(rows[["item", "month", "months", "amount"]].itertuples(index=False, name=None))


def test_amounts_come_out_in_fen_whatever_unit_the_cell_or_the_table_names(out):
    assert amounts(out) == [
        ("wage_migrant", 1, 3, 300000),
        ("wage_migrant", 4, 3, 320000),
        ("wage_migrant", 7, 1, 300000),
        ("transfer_dibao", 4, 3, 100000),
        ("transfer_dibao", 7, 1, 33300),
    ]


def test_every_amount_knows_its_cell(out):
    rows = store.read("income", root=out)
    assert list(zip(rows["row"], rows["col"], strict=True)) == [(5, 5), (5, 6), (5, 7), (6, 6), (6, 7)]


def test_a_merged_cell_stands_for_the_rows_under_it(out):
    rows = store.read("income", root=out)
    assert rows["household"].nunique() == 1
    assert rows["household_size"].tolist() == [3] * 5


def test_every_row_of_every_sheet_has_one_fate(out):
    fates = store.side("_fates", out)
    sources = store.side("_sources", out)
    assert not fates.duplicated(["sheet_id", "row"]).any()
    assert fates.groupby("sheet_id").size().to_dict() == sources.set_index("sheet_id")["rows"].to_dict()
    assert fates["fate"].value_counts().to_dict() == {
        "kept": 9,
        "title": 5,
        "header": 5,
        "quarantined": 3,
        "duplicate": 1,
        "subtotal": 1,
    }


def test_a_household_in_two_grids_is_kept_once_and_reported(out):
    rows = store.read("households", root=out)
    assert rows["grid"].tolist() == ["第1网格", "第2网格"]
    problems = store.side("_problems", out)
    assert problems.loc[problems["code"] == "duplicate_differs", "row"].tolist() == [5]


def test_an_id_typed_as_a_number_sets_its_row_aside(out):
    fates = store.side("_fates", out)
    assert fates.loc[fates["code"] == "lossy_number", ["table", "row", "fate"]].values.tolist() == [
        ["members", 6, "quarantined"]
    ]


def test_a_range_among_amounts_sets_the_row_aside_rather_than_understate_an_income(out):
    fates = store.side("_fates", out)
    assert fates.loc[fates["code"] == "unreadable_amount", "row"].tolist() == [7]
    assert "transfer_pension" not in set(store.read("income", root=out)["item"])


def test_the_household_of_an_alert_is_found_through_the_heads_id(out):
    alerts, homes = store.read("alerts", root=out), store.read("households", root=out)
    assert alerts["household"].tolist() == homes["household"].tolist()
    assert alerts["head"].tolist() == homes["head"].tolist()


def test_dates_keep_the_precision_they_were_given(out):
    alerts = store.read("alerts", root=out)
    assert alerts["clue_date"].tolist() == ["2023-05", "2023-08"]
    assert alerts["identified_date"].fillna("").tolist() == ["2023-06-02", ""]
    assert alerts["year"].tolist() == [2023, 2023]


def test_age_band_and_sex_come_from_the_id_and_a_contradiction_is_reported(out):
    members = store.read("members", root=out)
    # Born 1965, 1968 and 2015; in 2023 they are 58, 55 and 8.
    assert members["birth_band"].tolist() == ["45-59", "45-59", "6-15"]
    assert members["sex"].tolist() == ["male", "male", "female"]
    assert (store.side("_problems", out)["code"] == "sex_differs").sum() == 1


def test_village_and_county_come_from_title_or_folder(out):
    for table in ("households", "members", "income", "alerts"):
        rows = store.read(table, root=out)
        assert set(rows["village"]) == {SHIMEN}
        assert set(rows["county"]) == {"990101"}


def test_tables_have_exactly_the_declared_columns(out):
    for table in ("households", "members", "income", "alerts"):
        for part in (out / table).rglob("*.parquet"):
            assert pq.read_schema(part).names == list(codebook.processed_columns(table))


def every_byte(folder):
    """Yield what every file below a folder says, unpacked."""
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        if path.suffix == ".parquet":
            yield path.name, pd.read_parquet(path).to_csv()
        elif path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as archive:
                yield from ((path.name, archive.read(name).decode("utf-8", "ignore")) for name in archive.namelist())
        yield path.name, path.read_bytes().decode("utf-8", "ignore")


def test_no_personal_value_gets_out(out, personal):
    for name, text in every_byte(out):
        for value in personal:
            assert value.lower() not in text.lower(), name


def test_another_key_changes_pseudonyms_and_nothing_else(county, tmp_path, key_file):
    tables = {}
    for run in ("one", "two"):
        clean(county, tmp_path / run)
        tables[run] = {t: store.read(t, root=tmp_path / run) for t in ("households", "members", "income", "alerts")}
        key_file.unlink()
    for name, one in tables["one"].items():
        two = tables["two"][name]
        hidden = [column for column in ("household", "person", "head") if column in one]
        assert set(one["household"]).isdisjoint(two["household"])
        pd.testing.assert_frame_equal(one.drop(columns=hidden), two.drop(columns=hidden))
        for column in hidden:
            assert pd.factorize(one[column])[0].tolist() == pd.factorize(two[column])[0].tolist()


def test_the_same_ledgers_and_key_give_the_same_bytes(county, tmp_path):
    for run in ("one", "two"):
        clean(county, tmp_path / run)
    one, two = (
        sorted(p.relative_to(tmp_path / run) for p in (tmp_path / run).rglob("*.parquet")) for run in ("one", "two")
    )
    assert one == two
    for path in one:
        assert (tmp_path / "one" / path).read_bytes() == (tmp_path / "two" / path).read_bytes(), path


def test_raw_files_are_not_touched(county, tmp_path):
    before = {path: path.read_bytes() for path in county.rglob("*") if path.is_file()}
    clean(county, tmp_path / "processed")
    assert before == {path: path.read_bytes() for path in county.rglob("*") if path.is_file()}


def test_the_summary_counts_rows_by_ledger_and_fate(county, tmp_path):
    text = str(clean(county, tmp_path / "processed"))
    assert "4 files, 4 sheets, 24 rows read" in text
    assert "收入台账" in text and "不是日期" in text


def test_every_bad_input_is_named_at_once_and_nothing_is_written(county, tmp_path, write):
    (county / "照片.xlsx").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    write.workbook(county / "空.xlsx", {"Sheet1": []})
    write.delimited(county / "植树.csv", [["树种", "株数", "胸径"], ["柳", "5", "10"], ["杨", "7", "12"]])
    write.delimited(county / "东沟寸会议.csv", [["行政村", "会议时间", "参会人数"], ["东沟寸", "2023-05-06", "8"]])
    rows = [["户编号", "户主姓名", "户类型", "家庭类型", "年度"], ["1", "王小示", "脱贫户", "脱贫户", "2023"]]
    write.delimited(county / "石门村" / "重复列.csv", rows)
    with pytest.raises(EvalkitError) as raised:
        clean(county, tmp_path / "processed")
    text = str(raised.value)
    assert len(raised.value.problems) == 5
    for place in (
        "照片.xlsx",
        "空.xlsx",
        "植树.csv",
        "东沟寸会议.csv, sheet csv, A2",
        "重复列.csv, sheet csv, C1 and D1",
    ):
        assert place in text
    assert not (tmp_path / "processed").exists()


def test_bad_input_can_be_set_aside_on_request(county, tmp_path, write):
    write.delimited(county / "植树.csv", [["树种", "株数", "胸径"], ["柳", "5", "10"], ["杨", "7", "12"]])
    (county / "照片.xlsx").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    summary = clean(county, tmp_path / "processed", skip_bad=True)
    assert len(summary.faults) == 2
    fates = store.side("_fates", tmp_path / "processed")
    assert fates["code"].value_counts()["unknown_ledger"] == 2
    assert "refused_file" in set(store.side("_problems", tmp_path / "processed")["code"])


def test_a_missing_folder_is_one_sentence(tmp_path, key_file):
    with pytest.raises(EvalkitError, match="no such folder"):
        clean(tmp_path / "nowhere", tmp_path / "processed")


def test_one_unknown_village_among_known_ones_costs_its_row_only(county, tmp_path, write):
    head = ["行政村", "会议时间", "参会人数"]
    write.delimited(county / "会议.csv", [head, ["石门", "2023-05-06", "8"], ["东沟寸", "2023-05-06", "8"]])
    clean(county, tmp_path / "processed")
    assert store.read("meetings", root=tmp_path / "processed")["village"].tolist() == [SHIMEN]


def test_a_village_sheet_makes_its_village_known(county, tmp_path, write):
    head = ["行政村代码", "村名称", "年度", "总户数"]
    write.delimited(county / "某县" / "村情.csv", [head, ["990102100299", "样板村", "2023", "88"]])
    write.delimited(county / "某县" / "会议.csv", [["行政村", "会议时间"], ["样板村", "2023-05-06"]])
    clean(county, tmp_path / "processed")
    assert store.read("meetings", root=tmp_path / "processed")["village"].tolist() == ["990102100299"]


def test_a_name_in_a_kept_text_is_masked(county, tmp_path, write):
    head = ["行政村", "销售时间", "购买方", "销售金额"]
    write.delimited(county / "销售.csv", [head, ["石门村", "2023-05", "王小示收购部", "500"]])
    clean(county, tmp_path / "processed")
    assert store.read("sales", root=tmp_path / "processed")["buyer"].tolist() == ["[已隐去]收购部"]


def test_the_quality_workbook_lists_each_problem_with_its_cell(out):
    lines = pd.read_excel(out / "quality.xlsx", sheet_name="疑点清单", header=0, engine="calamine", dtype=str).iloc[1:]
    found = {(line["文件"], line["单元格"], line["原内容"]) for _, line in lines.iterrows()}
    assert ("石门村/收入.xlsx", "F7", "2000-3000") in found
    assert ("石门村/成员.xlsx", "C6", "数字格，18位") in found
    assert len(lines) == len(store.side("_problems", out))


def test_the_quality_workbook_says_what_a_cell_may_hold_under_the_sheets_own_header(county, tmp_path, write):
    head = ["户编号", "户主姓名", "借款额度", "贷款金额", "申请方式"]
    rows = [["石门村2023年小额信贷"], head, ["0001", "王小示", "", "30000", "群众要求"]]
    rows.append(["0002", "赵老例", "", "3", "自主申请"])
    write.delimited(county / "贷款.csv", rows)
    clean(county, tmp_path / "processed")
    lines = pd.read_excel(tmp_path / "processed" / "quality.xlsx", "疑点清单", engine="calamine", dtype=str)
    found = lines[lines["文件"] == "贷款.csv"].set_index("单元格")
    assert found.loc["D3", ["列", "应为"]].tolist() == ["贷款金额", "不超过10,000,000.00元；请核对元与万元"]
    assert found.loc["E3", "应为"] == "自主申请、动员申请"


def test_text_that_looks_like_a_formula_stays_text_in_the_quality_workbook(county, tmp_path, write):
    write.delimited(county / "会议.csv", [["行政村", "会议时间", "参会人数"], ["石门", "2023-05-06", "=1+1"]])
    clean(county, tmp_path / "processed")
    with zipfile.ZipFile(tmp_path / "processed" / "quality.xlsx") as archive:
        assert not any(b"<f>" in archive.read(name) for name in archive.namelist())


def test_a_folder_that_holds_something_else_is_never_replaced(county, tmp_path):
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "chapter1.txt").write_text("years of work")
    with pytest.raises(EvalkitError, match="would be lost"):
        clean(county, tmp_path / "thesis")
    assert (tmp_path / "thesis" / "chapter1.txt").read_text() == "years of work"


def test_clean_tables_are_not_written_among_the_ledgers(county):
    with pytest.raises(EvalkitError, match="two separate folders"):
        clean(county, county / "processed")


def test_cleaning_again_replaces_the_earlier_tables(county, tmp_path):
    clean(county, tmp_path / "processed")
    (county / "石门村" / "预警.xlsx").unlink()
    clean(county, tmp_path / "processed")
    assert not (tmp_path / "processed" / "alerts").exists()


def test_file_and_sheet_names_that_hold_a_name_are_masked(county, tmp_path, write):
    head = ["户编号", "户类型", "耕地面积（亩）"]
    write.workbook(county / "石门村" / "2023" / "王小示.xlsx", {"王小示户": [head, ["0009", "脱贫户", 3]]})
    clean(county, tmp_path / "processed")
    sources = store.side("_sources", tmp_path / "processed")
    assert "石门村/2023/[已隐去].xlsx" in set(sources["path"])
    assert "[已隐去]户" in set(sources["sheet"])
