"""A tiny county written by hand, so that every expected value can be checked by eye."""

import csv
import io
from types import SimpleNamespace

import pytest
import xlsxwriter

from evalkit import codebook
from evalkit.cleaning.issues import Issues
from evalkit.cleaning.sheets import take_in
from evalkit.cleaning.tables import make_tables
from evalkit.cleaning.vocabulary import Vocabulary
from evalkit.intake.sheet import Sheet
from evalkit.privacy import keys
from evalkit.privacy.known import Known

# Invented numbers with right check characters; area code 990101 does not exist.


def check_character(seventeen):
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return "10X98765432"[sum(int(d) * w for d, w in zip(seventeen, weights, strict=True)) % 11]


def number(seventeen):
    return seventeen + check_character(seventeen)


MAN, WOMAN, GIRL, ELDER = map(
    number, ("99010119650312001", "99010119680722002", "99010120150509004", "99010119500101001")
)
NAMES = ("王小示", "李小例", "王小样", "赵老例")
PHONE = "15400123456"


def workbook(path, sheets, merges=()):
    """Write sheets (name -> rows) as xlsx; `merges` are (sheet, r0, c0, r1, c1)."""
    path.parent.mkdir(parents=True, exist_ok=True)
    book = xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_numbers": False})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                if value is not None:
                    sheet.write(r, c, value)
        for place, r0, c0, r1, c1 in merges:
            if place == name:
                sheet.merge_range(r0, c0, r1, c1, rows[r0][c0])
    book.close()
    return path


def delimited(path, rows, encoding="gb18030"):
    """Write rows as CSV."""
    path.parent.mkdir(parents=True, exist_ok=True)
    buffer = io.StringIO()
    csv.writer(buffer).writerows(rows)
    path.write_bytes(buffer.getvalue().encode(encoding))
    return path


def padded(rows):
    """Return rows of one width."""
    width = max(map(len, rows))
    return [[*row, *[None] * (width - len(row))] for row in rows]


def income_sheet():
    return [
        ["石门村2023年农户收入台账", None, None, None, None, None, None, None],
        ["单位：万元", None, None, None, None, None, None, None],
        ["户编号", "户主姓名", "家庭人口数", "收入项目", "2023年收入", None, None, "合计"],
        [None, None, None, None, "1-3月", "4-6月", "7月", None],
        ["0001", "王小示", 3, "务工收入", 0.3, "三千二百元", "3,000元", 0.92],
        [None, None, None, "低保金", None, 0.1, 0.0333, 0.1333],
        ["0002", "赵老例", 1, "养老金", 0.0375, "2000-3000", None, None],
        ["合计", None, None, None, 0.3375, 0.42, 0.3333, None],
    ]


def households():
    head = ["网格", "户编号", "户主姓名", "户主证件号码", "家庭人口数", "户联系电话", "户类型", "耕地面积（亩）"]
    return [
        ["石门村2023年脱贫户和监测对象台账"],
        head,
        ["第1网格", "0001", "王小示", MAN, "3人", PHONE, "脱贫户", "4.5亩"],
        ["第2网格", "0002", "赵老例", ELDER, "1", "", "脱贫户", "２"],
        ["第3网格", "0001", "王小示", MAN, "3", PHONE, "脱贫户", "4.5"],
    ]


def members():
    head = ["户编号", "姓名", "证件号码", "与户主关系", "性别", "务工时间（月）", "人联系电话"]
    return [
        ["石门村家庭成员台账（2023年度）"],
        head,
        ["0001", "王小示", MAN, "户主", "男", "6个月", PHONE],
        ["0001", "李小例", WOMAN.lower(), "配偶", "男", None, None],
        ["0001", "王小样", GIRL, "女儿", None, None, None],
        ["0002", "赵老例", float(ELDER), "户主", "男", None, None],
    ]


def alerts():
    head = ["户主身份证号", "线索来源", "线索时间", "识别监测时间", "帮扶措施", "风险是否消除"]
    return [
        ["石门村防返贫监测预警台账"],
        head,
        [MAN, "自主申报", "2023年5月", "23/6/2", "产业帮扶、就业帮扶", "否"],
        [ELDER, "干部排查", "202308", None, None, "是"],
        [GIRL, "部门予警", "五月", None, None, None],
    ]


@pytest.fixture
def write():
    """The two ways to write a ledger: `write.workbook(path, sheets, merges)` and `write.delimited(path, rows)`."""
    return SimpleNamespace(workbook=workbook, delimited=delimited)


@pytest.fixture
def personal():
    """Every name, ID number and phone of the tiny county."""
    return (*NAMES, MAN, WOMAN, GIRL, ELDER, PHONE)


@pytest.fixture
def key_file(tmp_path, monkeypatch):
    """Keep the key of a test in its own folder."""
    path = tmp_path / "keys" / "key"
    monkeypatch.setenv(keys.VARIABLE, str(path))
    return path


@pytest.fixture
def county(tmp_path, key_file):
    """Return a folder with four ledgers of one village."""
    raw = tmp_path / "raw"
    merges = [("收入", 4, 0, 5, 0), ("收入", 4, 1, 5, 1), ("收入", 4, 2, 5, 2), ("收入", 2, 4, 2, 6)]
    merges += [("收入", 2, c, 3, c) for c in (0, 1, 2, 3, 7)]
    workbook(raw / "石门村" / "收入.xlsx", {"收入": income_sheet()}, merges)
    delimited(raw / "石门村" / "户信息.csv", households())
    workbook(raw / "石门村" / "成员.xlsx", {"家庭成员": members()})
    workbook(raw / "石门村" / "预警.xlsx", {"预警": alerts()})
    return raw


@pytest.fixture
def tables():
    """Run cleaning on sheets given as rows, without files: `tables({"石门村/2023/收入.csv": rows})`."""

    def run(sheets, merged=()):
        book, issues = codebook.load(), Issues()
        read = [Sheet(file, "csv", padded(rows), merged=tuple(merged)) for file, rows in sheets.items()]
        intake = take_in(read, [], Vocabulary(book), issues)
        clean = make_tables(intake, book, issues)
        return SimpleNamespace(clean=clean, intake=intake, noticed=issues.table(Known()))

    return run
