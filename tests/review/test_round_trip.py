"""The county's loop on a tiny county: clean, fill in, put right, clean again."""

import openpyxl
import pytest

from evalkit import store
from evalkit.cleaning import clean
from evalkit.errors import EvalkitError

RANGE, FORMULA_LIKE, WORDING = "E4", "E5", "B4"


def status(county, **where):
    """The line of a list that matches 单元格 and 问题 in part."""
    hits = [
        line
        for line in county.lines(where.pop("village", "990101101202"))
        if all(str(line[name]) == value for name, value in where.items())
    ]
    assert len(hits) == 1, (where, [(line["单元格"], line["问题"]) for line in county.lines()])
    return hits[0]


def test_points_become_put_right_still_there_or_standing(county):
    county.fill(RANGE, "已整改")
    county.fill(WORDING, "属实保留", "县里已同意")
    county.fill(FORMULA_LIKE, "已整改", "已改")
    county.edit("石门村/收入 #1.xlsx", RANGE, 2500)
    summary = county.run()

    assert status(county, 单元格=RANGE)["状态"] == "已整改"
    stands = status(county, 单元格=WORDING)
    assert (stands["状态"], stands["核实结果"], stands["备注"]) == ("属实保留", "属实保留", "县里已同意")
    against = status(county, 单元格=FORMULA_LIKE)
    assert (against["状态"], against["核实结果"], against["备注"]) == ("未整改", "已整改", "已改")
    assert "仍有同样问题" in against["复查说明"]
    assert "石门村/收入 #1.xlsx, sheet 收入's, E5" in str(summary)
    untouched = status(county, 单元格="D3", village="990101100202")
    assert (untouched["状态"], untouched["核实结果"]) == ("未整改", "")

    open_sheet = county.opened()["疑点清单"]
    assert {row[3].value for row in open_sheet.iter_rows(min_row=2)}.isdisjoint({RANGE, WORDING})
    problems = store.side("_problems", county.out)
    assert "unknown_wording" not in set(problems["code"])
    assert not (problems["column"] == "clue_source").any()
    history = county.history().set_index("id")
    told = history.loc[against["编号"]]
    assert (told["status"], told["contradicted"], told["village"]) == ("未整改", True, "990101101202")
    assert history.loc[against["编号"], "first_seen"] == against["首次发现批次"]


def test_the_same_ledgers_leave_every_point_and_every_byte_as_it_was(county):
    first, history = county.lines(), county.history()
    county.run()
    assert county.lines() == first
    assert county.history().equals(history)
    assert {line["状态"] for line in first} == {"新发现"}


def test_what_stands_is_open_again_when_the_cell_says_something_else(county):
    county.fill(RANGE, "属实保留")
    county.run()
    assert status(county, 单元格=RANGE)["状态"] == "属实保留"
    assert "仍无法采用" in status(county, 单元格=RANGE)["复查说明"]
    county.edit("石门村/收入 #1.xlsx", RANGE, "4000-5000")
    county.run()
    again = status(county, 单元格=RANGE)
    assert (again["状态"], again["核实结果"]) == ("未整改", "")
    assert "内容已变" in again["复查说明"]


def test_a_ledger_not_received_is_neither_put_right_nor_still_there(county):
    (county.raw / "石门村" / "收入 #1.xlsx").unlink()
    county.run()
    line = status(county, 单元格=RANGE)
    assert line["状态"] == "新发现"
    assert "未收到" in line["复查说明"]
    assert not county.history().set_index("id").loc[line["编号"], "found_now"]


def test_a_point_keeps_its_history_when_a_row_is_put_in_above_it(county):
    before = status(county, 单元格=RANGE)
    county.fill(RANGE, "未整改", "正在入户核实")
    path = county.raw / "石门村" / "收入 #1.xlsx"
    book = openpyxl.load_workbook(path)
    book.active.insert_rows(3)
    for c, value in enumerate(["0009", "王小示", 2, "务工收入", 100], start=1):
        book.active.cell(3, c).value = value
    book.save(path)
    county.run()
    moved = status(county, 原内容="2000-3000")
    assert (moved["单元格"], moved["状态"], moved["备注"]) == ("E5", "未整改", "正在入户核实")
    assert (moved["复查说明"], moved["首次发现批次"]) == ("原在 E4。", before["首次发现批次"])


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda sheet: sheet.delete_cols(14), "columns are missing: 编号"),
        (lambda sheet: sheet.cell(2, 12, "改了"), "核实结果 is none of the choices"),
        (lambda sheet: sheet.cell(2, 14, "第一条"), "no 编号, or one that was changed"),
        (lambda sheet: setattr(sheet, "title", "清单"), "the sheet 疑点清单 is missing"),
    ],
)
def test_a_list_edited_out_of_shape_is_refused_and_kept(county, spoil, says):
    path = county.review / "990101101202" / "疑点清单.xlsx"
    book = county.opened()
    spoil(book["疑点清单"])
    book.save(path)
    came_back = path.read_bytes()
    with pytest.raises(EvalkitError) as error:
        county.run()
    assert len(error.value.problems) == 1
    assert says in str(error.value)
    assert "改了" not in str(error.value)
    assert path.read_bytes() == came_back


def test_two_lists_of_one_village_are_refused(county):
    path = county.review / "990101101202" / "疑点清单.xlsx"
    path.with_stem("疑点清单(1)").write_bytes(path.read_bytes())
    with pytest.raises(EvalkitError, match="a second list of points"):
        county.run()


def test_lists_inside_the_clean_tables_are_refused(county):
    with pytest.raises(EvalkitError, match="lie in each other"):
        clean(county.raw, county.out, review=county.out / "review")


def test_ledgers_without_a_fault_give_an_empty_list(county):
    for path in sorted(county.raw.rglob("*.*")):
        path.unlink()
    head = ["户编号", "家庭人口数", "收入项目", "2023年收入（元）"]
    county.xlsx("西坪村/收入.xlsx", {"收入": [["西坪村2023年农户收入台账"], head, ["9", 2, "务工收入", 100]]})
    county.run()
    assert status(county, 单元格="D3", village="990101100202")["状态"] == "已整改"
    assert {line["复查说明"] for line in county.lines()} == {"本次未收到该文件，无法复查，沿用上次状态。"}
    assert store.side("_problems", county.out).empty
