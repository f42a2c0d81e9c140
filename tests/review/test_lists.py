"""What a village gets: a list that is safe to open, with links that lead to the cell, and marked copies."""

import zipfile
from urllib.parse import unquote

import openpyxl

SHIMEN, XIPING = "990101101202", "990101100202"


def test_every_link_leads_to_a_sheet_of_an_existing_file(county):
    links = []
    for village in (SHIMEN, XIPING):
        for cell in (c for row in county.opened(village)["疑点清单"].iter_rows(min_row=2) for c in row if c.hyperlink):
            target = unquote(cell.hyperlink.target).replace("\\", "/")
            ledger = (county.review / village / target).resolve()
            assert ledger.is_relative_to(county.raw.resolve())
            assert ledger.is_file()
            if ledger.suffix == ".xlsx":
                sheet, _, address = cell.hyperlink.location.rpartition("!")
                name = sheet.strip("'").replace("''", "'")
                found = openpyxl.load_workbook(ledger)[name][address]
                links.append((ledger.name, name, address, found.value))
            else:
                assert cell.hyperlink.location is None
    assert ("收入 #1.xlsx", "收入's", "E4", "2000-3000") in links
    assert len(links) == 6  # of 7 points one is in a CSV file


def test_no_text_of_a_ledger_becomes_a_formula(county):
    lines = county.opened()["疑点清单"]
    texts = {c.value: c.data_type for row in lines.iter_rows() for c in row if str(c.value).startswith("=")}
    # openpyxl calls any text with = a formula; the file itself must hold none.
    assert set(texts) == {"=1+1", "=HYPERLINK(1)"}
    for path in county.review.rglob("*.xlsx"):
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                if name.startswith("xl/worksheets/sheet"):
                    assert b"<f>" not in archive.read(name), (path, name)


def test_lists_and_history_hold_no_personal_values(county):
    said = "".join(str(line) for line in county.lines()) + county.history().to_csv()
    with zipfile.ZipFile(county.review / SHIMEN / "疑点清单.xlsx") as archive:
        said += "".join(archive.read(name).decode() for name in archive.namelist())
    assert [value for value in county.persons if value in said] == []
    found = {line["单元格"]: line["原内容"] for line in county.lines()}
    assert found["A5"] == "数字格，18位"


def test_the_list_is_ready_to_fill_in_and_print(county):
    book = county.opened()
    sheet = book["疑点清单"]
    assert book.sheetnames == ["说明", "疑点清单", "已办结"]
    validation = sheet.data_validations.dataValidation[0]
    assert validation.formula1 == '"已整改,未整改,属实保留"'
    assert str(validation.sqref) == "L2:L7"
    assert sheet["L1"].value == "核实结果"
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:O7"
    assert sheet.page_setup.orientation == "landscape"
    # One page wide is the default and not written; 0 is as many pages high as it takes.
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)


def test_the_front_sheet_counts_the_points(county):
    rows = list(county.opened()["说明"].iter_rows(values_only=True))
    assert ("合计", 6, 0, 0, 0, 6) in [row[:6] for row in rows]
    assert ("收入台账", 2, 0, 0, 0, 2) in [row[:6] for row in rows]
    assert any("没有标注副本" in str(row[0]) and "户信息.csv" in row[0] for row in rows)


def test_a_marked_copy_colours_and_explains_the_cells_and_changes_nothing_else(county):
    original = openpyxl.load_workbook(county.raw / "石门村" / "收入 #1.xlsx")["收入's"]
    copy = openpyxl.load_workbook(county.review / SHIMEN / "标注" / "石门村" / "收入 #1.xlsx")["收入's"]
    values = [[c.value for c in row] for row in original.iter_rows()]
    assert [[c.value for c in row] for row in copy.iter_rows()] == values
    marked = {c.coordinate: c.fill.start_color.rgb for row in copy.iter_rows() for c in row if c.fill.fill_type}
    assert marked == {"E4": "FFFFC7CE", "E5": "FFFFC7CE"}
    assert copy["E4"].comment.text == "【是区间，不是一个值】核实实际数额，只填一个数字，不填区间。"


def test_a_village_gets_no_other_villages_rows(county):
    kept = {path.relative_to(county.review).as_posix() for path in county.review.rglob("标注/**/*.xlsx")}
    assert kept == {
        f"{SHIMEN}/标注/石门村/收入 #1.xlsx",
        f"{SHIMEN}/标注/石门村/预警.xlsx",
        "990101100202/标注/西坪村/收入.xlsx",
    }


def test_a_workbook_of_several_villages_is_marked_for_the_county_only(county):
    head = ["村", "户编号", "家庭人口数", "收入项目", "2023年收入（元）"]
    lines = [["石门村", "0001", 3, "财产性收入", "1-2"], ["西坪村", "9", 2, "财产性收入", "3-4"]]
    county.xlsx("全县收入.xlsx", {"收入": [["2023年农户收入台账"], head, *lines]})
    county.run()
    own = [[line["单元格"] for line in county.lines(v) if line["文件"] == "全县收入.xlsx"] for v in (SHIMEN, XIPING)]
    assert own == [["E3"], ["E4"]]
    assert [p.relative_to(county.review).parts[0] for p in county.review.rglob("全县收入.xlsx")] == ["县级"]


def test_an_edited_marked_copy_is_kept_and_told(county):
    path = county.review / XIPING / "标注" / "西坪村" / "收入.xlsx"
    book = openpyxl.load_workbook(path)
    book.active["D3"] = 150
    book.save(path)
    edited = path.read_bytes()
    assert "A marked copy was edited" in str(county.run())
    assert path.with_stem("收入（改动过，未采用）").read_bytes() == edited
    assert openpyxl.load_workbook(path).active["D3"].value == "100-200"
    assert "A marked copy was edited" not in str(county.run())
