"""A tiny county with known faults: ranges, an unknown wording, an ID typed as a number, and formula-like texts."""

import csv
import io
import shutil
from types import SimpleNamespace

import openpyxl
import pytest
import xlsxwriter

from evalkit import store
from evalkit.cleaning import clean
from evalkit.privacy import keys

# Invented numbers with right check characters; area code 990101 does not exist.
MAN, ELDER = "990101196503120011", "990101195001010010"
PERSONS = ("王小示", "赵老例", MAN, ELDER)
SHIMEN, XIPING = "990101101202", "990101100202"


def income():
    return [
        ["石门村2023年农户收入台账", None, None, None, None],
        ["户编号", "户主姓名", "家庭人口数", "收入项目", "2023年收入（元）"],
        ["0001", "王小示", 3, "务工收入", 3000],
        ["0002", "赵老例", 1, "养老金", "2000-3000"],
        ["0003", "王小示", 1, "养老金", "=1+1"],
    ]


def alerts():
    return [
        ["石门村防返贫监测预警台账", None, None, None, None],
        ["户主身份证号", "线索来源", "线索时间", "识别监测时间", "风险是否消除"],
        [MAN, "自主申报", "2023年5月", "2023-06-02", "否"],
        [MAN, "=HYPERLINK(1)", "202308", None, "是"],
        [float(MAN), "自主申报", "2023年7月", None, "是"],
    ]


def households():
    return [
        ["石门村2023年脱贫户和监测对象台账", None, None, None],
        ["户编号", "户主姓名", "户主证件号码", "家庭人口数"],
        ["0001", "王小示", MAN, 3],
        ["0002", "赵老例", ELDER, 1],
        ["0003", "王小示", "990101", 1],
    ]


def xiping():
    head = ["户编号", "家庭人口数", "收入项目", "2023年收入（元）"]
    return [["西坪村2023年农户收入台账"], head, ["9", 2, "务工收入", "100-200"]]


@pytest.fixture(scope="session")
def screened_once(tmp_path_factory):
    """Two villages and their ledgers, cleaned once."""
    home = tmp_path_factory.mktemp("county")
    _xlsx(home / "raw" / "石门村" / "收入 #1.xlsx", {"收入's": income()})
    _xlsx(home / "raw" / "石门村" / "预警.xlsx", {"预警": alerts()})
    _csv(home / "raw" / "石门村" / "户信息.csv", households())
    _xlsx(home / "raw" / "西坪村" / "收入.xlsx", {"收入": xiping()})
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(keys.VARIABLE, str(home / "keys" / "key"))
        clean(home / "raw", home / "processed", review=home / "review")
    return home


@pytest.fixture
def county(screened_once, tmp_path, monkeypatch):
    """A copy of the cleaned county to work on, with helpers: `run()`, `lines()`, `fill(cell, answer)`, `edit(...)`."""
    home = tmp_path / "county"
    shutil.copytree(screened_once, home)
    monkeypatch.setenv(keys.VARIABLE, str(home / "keys" / "key"))
    raw, out, review = home / "raw", home / "processed", home / "review"

    def opened(village=SHIMEN):
        return openpyxl.load_workbook(review / village / "疑点清单.xlsx")

    def fill(cell, answer, remark=None, village=SHIMEN):
        _fill(review / village / "疑点清单.xlsx", cell, answer, remark)

    return SimpleNamespace(
        raw=raw,
        out=out,
        review=review,
        persons=PERSONS,
        run=lambda: clean(raw, out, review=review),
        opened=opened,
        lines=lambda village=SHIMEN: _lines(opened(village)),
        fill=fill,
        xlsx=lambda file, sheets: _xlsx(raw / file, sheets),
        edit=lambda file, cell, value: _edit(raw / file, cell, value),
        history=lambda: store.side("_review", out),
    )


def _lines(book):
    """Every line of a list as a mapping from header to text."""
    found = []
    for name in ("疑点清单", "已办结"):
        head, *rows = book[name].iter_rows(values_only=True)
        found += [
            dict(zip(head, ["" if value is None else value for value in row], strict=True)) for row in rows if any(row)
        ]
    return found


def _fill(path, cell, answer, remark):
    book = openpyxl.load_workbook(path)
    sheet = book["疑点清单"]
    head = [c.value for c in sheet[1]]
    hits = [row for row in sheet.iter_rows(min_row=2) if row[head.index("单元格")].value == cell]
    assert len(hits) == 1
    hits[0][head.index("核实结果")].value = answer
    hits[0][head.index("备注")].value = remark
    book.save(path)


def _edit(path, cell, value):
    book = openpyxl.load_workbook(path)
    book.active[cell] = value
    book.save(path)


def _xlsx(path, sheets):
    path.parent.mkdir(parents=True, exist_ok=True)
    book = xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_numbers": False})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                if value is not None:
                    sheet.write(r, c, value)
    book.close()


def _csv(path, rows):
    buffer = io.StringIO()
    csv.writer(buffer).writerows(rows)
    path.write_bytes(buffer.getvalue().encode("gb18030"))
