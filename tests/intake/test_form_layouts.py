"""Household forms (一户一档) in ten invented layouts, through the whole of cleaning."""

import csv
import io
import random

import pytest
import xlsxwriter
import xlwt

from evalkit import codebook, store
from evalkit.cleaning import clean
from evalkit.cleaning.fates import fates
from evalkit.cleaning.issues import Issues
from evalkit.cleaning.sheets import take_in
from evalkit.cleaning.tables import make_tables
from evalkit.cleaning.vocabulary import Vocabulary
from evalkit.intake.sheet import Sheet
from evalkit.privacy import keys

SHIMEN = "990101101202"
WORDS = Vocabulary(codebook.load())


def number(seventeen):
    """Return an invented ID number with its check character (GB 11643); area code 990101 does not exist."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return seventeen + "10X98765432"[sum(int(d) * w for d, w in zip(seventeen, weights, strict=True)) % 11]


MAN, WOMAN, GIRL = map(number, ("99010119650312001", "99010119680722002", "99010120150509004"))
HEAD = ["姓名", "证件号码", "与户主关系", "性别", "健康状况"]
PEOPLE = [
    ["王小示", MAN, "户主", "男", "健康"],
    ["李小例", WOMAN, "配偶", "女", "长期慢性病"],
    ["王小样", GIRL, "女儿", "女", "健康"],
]
# What every layout below says, in other words and places: 3 people, lifted out of poverty, 4.5 mu, and two incomes.
INCOME = [("business_crop", 320000), ("wage_migrant", 1800000)]


def beside():
    """Labels left of their values, two to a row; the number stands in the file's name only."""
    rows = [
        ["农户基本情况登记表"],
        ["户主姓名", "王小示", "户类型", "脱贫户"],
        ["家庭人口数", 3, "耕地面积（亩）", "4.5"],
        ["家庭成员"],
        HEAD,
        *PEOPLE,
        ["务工收入", 18000, "种植业收入", "3,200元"],
        ["填表人：甲"],
    ]
    return "石门村/2024/一户一档/户编号0012.xlsx", rows, [(0, 0, 0, 4), (3, 0, 3, 4)]


def above():
    """Labels above their values, in an old workbook."""
    rows = [
        ["石门村2024年农户信息采集表"],
        ["户编号", "户主姓名", "家庭人口数"],
        ["0012", "王小示", "3人"],
        ["户类型", "耕地面积", "联系电话"],
        ["脱贫户", "4.5亩", "15400123456"],
        ["务工收入", "种植业收入", "年总收入"],
        [18000, 3200, 21200],
        HEAD,
        *PEOPLE,
    ]
    return "采集表/第三组.xls", rows, []


def inside():
    """Label and value in one cell, in delimited text."""
    rows = [
        ["一户一档"],
        ["户编号：0012", "户主姓名：王小示"],
        ["行政村：石门村  年度：2024", "户类型：脱贫户；家庭人口数：3"],
        ["耕地面积（亩）：4.5", "务工收入：18000", "种植业收入：3200"],
        HEAD,
        *PEOPLE,
    ]
    return "一户一档/登记.csv", rows, []


def web():
    """Labels left of their values on a web page saved as .xls, cells merged."""
    rows = [
        ["石门村2024年农户信息登记表"],
        ["户编号", "", "0012", "户主姓名", "王小示"],
        ["户类型", "", "脱贫户", "家庭人口数", 3],
        ["耕地面积", "", 4.5, "务工收入（万元）", 1.8],
        ["种植业收入", "", "3200元", "", ""],
        HEAD,
        *PEOPLE,
    ]
    return "石门村/登记表.xls", rows, [(0, 0, 0, 4), *((r, 0, r, 1) for r in range(1, 5))]


def printed():
    """The list of members between merged texts at the side, facts in rows of labels below; lines left empty."""
    rows = [
        ["    户情档案（一户一档）"],
        ["乡镇：泉水乡 ；  行政村：石门村  ；   建档/更新日期：2019年3月"],
        ["家庭\n成员", *HEAD],
        *([None, *person] for person in PEOPLE),
        [],
        [],
        ["家庭信息", "户类型", "门牌", "家庭人口数", "耕地面积", "务工收入", "种植业收入"],
        [None, "脱贫户", "12-1", 3, 4.5, 18000, 3200],
        ["有关情况说明", "无"],
        ["说明：本档案用黑色签字笔填写。"],
    ]
    return "石门村/2024/0012-一户一档.xls", rows, [(0, 0, 0, 6), (1, 0, 1, 6), (2, 0, 7, 0), (8, 0, 9, 0)]


def narrow():
    """Two columns only; no list of members but their number."""
    rows = [
        ["户编号", "0012"],
        ["户主姓名", "王小示"],
        ["户主证件号码", MAN],
        ["行政村", "石门村"],
        ["年度", 2024],
        ["家庭人口数", 3],
        ["户类型", "脱贫户"],
        ["耕地面积（亩）", 4.5],
        ["监测对象类别", ""],
        ["务工收入", 18000],
        ["种植业收入", 3200],
    ]
    return "户.xlsx", rows, []


def headed():
    """The household in the line above its members, the rest below them."""
    rows = [
        ["石门村2024年家庭情况登记表"],
        ["户编号：0012", None, "户主姓名：", "王小示", None],
        HEAD,
        *PEOPLE,
        ["户类型：脱贫户", None, "家庭人口数：3", None, "耕地面积：4.5亩"],
        ["务工收入：", 18000, "种植业收入：", 3200],
    ]
    return "石门村/家庭.xlsx", rows, []


def itemised():
    """Incomes and help received as tables inside the form."""
    rows = [
        ["石门村2024年入户走访登记卡"],
        ["户号", "0012", "户主", "王小示", "户类型", "脱贫户"],
        ["人口数", 3, "耕地", 4.5],
        ["序号", *HEAD],
        *([i, *person] for i, person in enumerate(PEOPLE, start=1)),
        [4],
        [5],
        ["收入项目", "金额（元）"],
        ["务工收入", 18000],
        ["种植业收入", 3200],
        ["帮扶项目", "补助金额", "发放时间"],
        ["雨露计划", 1500, "2024年3月"],
    ]
    return "石门村/走访.xlsx", rows, []


def sides():
    """Labels in both halves of the page, guarantees among them, units in the labels."""
    rows = [
        ["农户档案", None, None, None],
        ["行政村", "石门村", "年度", "2024年"],
        ["户编号", "0012", "户主姓名", "王小示"],
        ["家庭人口数", "3", "户类型", "脱贫户"],
        ["耕地面积", "4.5", "户联系电话", "15400123456"],
        ["务工收入（万元）", "1.8", "种植业收入（万元）", "0.32"],
        ["住房是否存在安全问题", "否", "饮水是否存在安全问题", "否"],
        HEAD,
        *PEOPLE,
    ]
    return "档案.xlsx", rows, []


def sheet_of_many():
    """One household per sheet, named by its number."""
    rows = [
        ["家庭情况登记表"],
        ["户主姓名", "王小示", "户类型", "脱贫户"],
        ["家庭人口数", 3, "耕地面积", 4.5],
        ["务工收入", 18000, "种植业收入", 3200],
        HEAD,
        *PEOPLE,
    ]
    return "石门村2024年.xlsx", rows, []


LAYOUTS = [beside, above, inside, web, printed, narrow, headed, itemised, sides, sheet_of_many]


def write(folder, layout):
    """Write a form in the way its file name and layout ask for; return its path."""
    name, rows, merges = layout()
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    title = "0012" if layout is sheet_of_many else "Sheet1"
    if path.suffix == ".csv":
        buffer = io.StringIO()
        csv.writer(buffer).writerows(rows)
        path.write_bytes(buffer.getvalue().encode("gb18030"))
    elif layout is web:
        path.write_text(_html(rows, merges), encoding="utf-8")
    elif path.suffix == ".xls":
        _xls(path, title, rows, merges)
    else:
        _xlsx(path, title, rows, merges)
    return path


def _html(rows, merges):
    widths = {m[:2]: m[3] - m[1] + 1 for m in merges}
    hidden = {(r0, c) for r0, c0, _, c1 in merges for c in range(c0 + 1, c1 + 1)}
    lines = []
    for r, row in enumerate(rows):
        cells = [(c, v) for c, v in enumerate(row) if (r, c) not in hidden]
        lines.append("".join(f'<td colspan="{widths.get((r, c), 1)}">{v}</td>' for c, v in cells))
    return "<html><meta charset='utf-8'><table>" + "".join(f"<tr>{line}</tr>" for line in lines) + "</table></html>"


def _xls(path, title, rows, merges):
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet(title)
    covered = {(r, c) for r0, c0, r1, c1 in merges for r in range(r0, r1 + 1) for c in range(c0, c1 + 1)}
    for r0, c0, r1, c1 in merges:
        sheet.write_merge(r0, r1, c0, c1, rows[r0][c0])
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            if value is not None and (r, c) not in covered:
                sheet.write(r, c, value)
    book.save(str(path))


def _xlsx(path, title, rows, merges):
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet(title)
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            if value is not None:
                sheet.write(r, c, value)
    for r0, c0, r1, c1 in merges:
        sheet.merge_range(r0, c0, r1, c1, rows[r0][c0])
    book.close()


@pytest.fixture(scope="module", autouse=True)
def key_file(tmp_path_factory):
    """Keep the key of these tests in their own folder."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(keys.VARIABLE, str(tmp_path_factory.mktemp("key") / "key"))
        yield


@pytest.fixture(scope="module")
def cleaned(tmp_path_factory):
    """Write a layout, clean it, and return the folder of tables; once for each layout."""
    done = {}

    def run(layout):
        if layout not in done:
            folder = tmp_path_factory.mktemp(layout.__name__)
            write(folder / "raw", layout)
            clean(folder / "raw", folder / "out")
            done[layout] = folder / "out"
        return done[layout]

    return run


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
def test_a_form_becomes_the_rows_it_says(cleaned, layout):
    out = cleaned(layout)
    home = store.read("households", root=out)
    assert home[["village", "year", "household_size", "household_type", "arable_area"]].values.tolist() == [
        [SHIMEN, 2024, 3, "lifted", 4.5]
    ]
    money = store.read("income", root=out)
    assert sorted(zip(money["item"], money["amount"], strict=True)) == INCOME
    assert money["household"].tolist() == home["household"].tolist() * 2
    if layout is not narrow:
        people = store.read("members", root=out)
        assert people[["relation", "sex", "health"]].values.tolist() == [
            ["head", "male", "healthy"],
            ["spouse", "female", "chronic"],
            ["child", "female", "healthy"],
        ]
        assert people["household"].tolist() == home["household"].tolist() * 3


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
def test_every_amount_and_fact_knows_its_own_cell(cleaned, layout):
    rows = layout()[1]
    out = cleaned(layout)
    money = store.read("income", root=out)
    for item, r, c in zip(money["item"], money["row"], money["col"], strict=True):
        text = str(rows[r - 1][c - 1]).replace(",", "")
        assert any(
            wanted in text for wanted in {"wage_migrant": ("18000", "1.8"), "business_crop": ("3200", "0.32")}[item]
        )
    places = store.side("_columns", out).query("table == 'households'").set_index("column")
    for column, wanted in (("household_size", "3"), ("household_type", "脱贫户"), ("arable_area", "4.5")):
        r, letter = int(places.loc[column, "row"]), places.loc[column, "letter"]
        assert wanted in str(rows[r - 1][ord(letter) - 65])


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
def test_every_row_of_a_form_has_one_fate_and_used_rows_are_kept(cleaned, layout):
    rows = layout()[1]
    out = cleaned(layout)
    fates = store.side("_fates", out).set_index("row")["fate"]
    assert len(fates) == len(rows)
    assert not set(fates) & {"quarantined", "duplicate", "subtotal"}
    for r, row in enumerate(rows, start=1):
        texts = "".join(map(str, row))
        if any(value in texts for value in ("脱贫户", "18000", "1.8", MAN)):
            assert fates[r] == "kept", row
        if not row:
            assert fates[r] == "blank"


def test_help_received_inside_a_form_is_a_row_of_its_ledger(cleaned):
    rows = store.read("assistance", root=cleaned(itemised))
    assert rows[["programme", "amount", "date", "row"]].values.tolist() == [["yulu", 150000, "2024-03", 14]]


def test_guarantees_of_a_form_are_a_row_of_their_ledger(cleaned):
    rows = store.read("guarantees", root=cleaned(sides))
    assert rows[["housing_problem", "water_problem"]].values.tolist() == [[False, False]]


def test_the_number_in_a_name_is_no_year(cleaned):
    def twenty_twelve():
        _, rows, merges = beside()
        return "石门村/2024/一户一档/户编号2012.xlsx", rows, merges

    assert store.read("households", root=cleaned(twenty_twelve))["year"].tolist() == [2024]


def test_no_name_or_number_of_a_person_reaches_the_tables(cleaned):
    out = cleaned(sides)
    content = b"".join(path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file())
    assert not [text for text in (MAN, WOMAN, GIRL, "15400123456", "王小示", "李小例") if text.encode() in content]


def sheet(rows, file="石门村/2024/一户一档/户编号0012.xlsx", name="Sheet1"):
    width = max(map(len, rows))
    return Sheet(file, name, [[*row, *[None] * (width - len(row))] for row in rows])


def damaged(rows, seed):
    """Return a form with cells moved, emptied, repeated or replaced by labels and values from elsewhere in it."""
    rng = random.Random(seed)
    rows = [list(row) for row in rows]
    texts = [cell for row in rows for cell in row if cell is not None]
    for _ in range(rng.randint(1, 6)):
        row = rng.choice(rows)
        what = rng.randrange(4)
        if what == 0 and row:
            row[rng.randrange(len(row))] = rng.choice([None, *texts])
        elif what == 1:
            row.insert(0, rng.choice([None, *texts]))
        elif what == 2:
            rows.insert(rng.randrange(len(rows)), list(rng.choice(rows)))
        elif len(rows) > 2:
            rows.remove(row)
    return rows


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
def test_a_damaged_form_still_ends_with_one_fate_for_every_row(layout):
    file, rows, _ = layout()
    for seed in range(12):
        issues = Issues()
        intake = take_in([sheet(damaged(rows, seed), file)], [], WORDS, issues)
        made = make_tables(intake, WORDS.book, issues)
        found = fates(intake, made.ledgers)
        assert found["row"].tolist() == list(range(1, len(intake.layouts[0].sheet.cells) + 1))
