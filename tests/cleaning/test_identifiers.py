"""No person of a run gets out, wherever in its files the person stands: ledgers, unusable tables, forms, file names."""

import pandas as pd
import pytest
from openpyxl import Workbook

from evalkit.cleaning import clean
from evalkit.cleaning.identifiers import collect
from evalkit.cleaning.sheets import Intake
from evalkit.cleaning.vocabulary import Vocabulary
from evalkit.codebook import load
from evalkit.errors import EvalkitError
from evalkit.intake.layout import Layout
from evalkit.intake.sheet import Sheet

ID = "990101195604220156"
TEL = "13800138000"
FILES = {
    "石门村/户台账.xlsx": {
        "户": [
            ["石门村脱贫户和监测对象台账2024年"],
            ["行政村", "户编号", "户主姓名", "户主证件号码", "家庭人口数"],
            ["石门村", "990101101202000001", "王示会", ID, 3],
            ["石门村", "990101101202000002", "李示村", "99010119780127016X", 2],
        ]
    },
    "石门村/产品销售台账.xlsx": {
        "李示村": [
            ["石门村产品销售台账2024年"],
            ["销售时间", "产品", "购买方", "销售金额", "王示会的意见"],
            ["2024-05", "苹果", "王示会", 100, "好"],
            ["2024-06", "苹果", "王 示 会（138-0013-8000）", 100, "好"],
            ["2024-07", "李示村家苹果", "示例县农产品批发市场", 100, "好"],
        ]
    },
    "石门村/王示会 产业台账.xlsx": {
        "产业": [["石门村产业项目台账2024年"], ["项目名称", "产业类型", "总投资"], ["赵示户养殖场", "养殖", 5]]
    },
    "石门村/帮扶措施台账.xlsx": {
        "帮扶": [
            ["石门村帮扶措施台账2024年"],
            ["户编号", "姓名", "身份证号", "帮扶类型", "帮扶类型"],
            ["990101101202000001", "周示例", ID, "雨露计划", "雨露计划"],
        ]
    },
    "石门村/一户一档.xlsx": {
        "钱示例": [
            ["家庭情况"],
            ["户主", "钱示例", "联系电话", TEL],
            ["身份证号", ID, "住址", "石门村"],
            ["备注", "无"],
        ]
    },
    "石门村/衔接资金台账.xlsx": {
        "资金": [
            ["石门村衔接资金台账2024年"],
            ["项目名称", "计划资金", "到位资金"],
            ["周示例合同", 5, 5],
            ["钱示例项目", 5, 5],
        ]
    },
    "石门村/孙示例.xlsx": {"Sheet1": [["随便写写"]]},
}
IN_LEDGERS = ("王示会", "李示村", "周示例", ID, TEL)  # names that only a file's own name holds are needed to find it
PERSONS = ("王示会", "王 示 会", "李示村", "周示例", "钱示例", "孙示例", ID, TEL, "138-0013-8000")


@pytest.fixture
def raw(tmp_path):
    for name, sheets in FILES.items():
        path = tmp_path / "raw" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        book = Workbook()
        book.remove(book.active)
        for title, rows in sheets.items():
            sheet = book.create_sheet(title)
            for row in rows:
                sheet.append(row)
        book.save(path)
    return tmp_path / "raw"


def texts(folder):
    """Every text in the clean tables, side tables and quality.xlsx, with its file."""
    for path in sorted(folder.rglob("*.parquet")):
        rows = pd.read_parquet(path)
        yield path, "\n".join([*rows.columns, *(str(v) for name in rows for v in rows[name].dropna().unique())])
    for name, rows in pd.read_excel(folder / "quality.xlsx", sheet_name=None, header=None, engine="openpyxl").items():
        yield folder / f"quality.xlsx!{name}", rows.to_csv(index=False)


def test_no_planted_person_is_in_anything_written_or_printed(raw, tmp_path):
    summary = clean(raw, tmp_path / "out", skip_bad=True)
    found = [(path.name, who) for path, text in texts(tmp_path / "out") for who in PERSONS if who in text]
    assert not found
    assert not [who for who in IN_LEDGERS if who in str(summary)]


def test_what_is_no_person_stays_readable(raw, tmp_path):
    clean(raw, tmp_path / "out", skip_bad=True)
    text = "\n".join(text for _, text in texts(tmp_path / "out"))
    assert "示例县农产品批发市场" in text and "石门村/户台账.xlsx" in text and "[已隐去]家苹果" in text


def test_the_faults_that_stop_a_run_name_no_known_person(raw, tmp_path):
    with pytest.raises(EvalkitError) as stopped:
        clean(raw, tmp_path / "out")
    assert not [who for who in IN_LEDGERS if who in str(stopped.value)]


def test_a_header_beside_a_header_is_no_name():
    # In a sheet without a table every cell beside a label is looked at; what a header row holds there are headers.
    rows = [["户主姓名", "经营情况（万元）"], ["户主姓名", "务工收入"], ["户主姓名", "收入"], ["户主姓名", "王小示"]]
    layout = Layout(Sheet("石门村/登记.xlsx", "表", rows), (), ["data"] * len(rows), is_form=True)
    known = collect({}, Intake(["石门村/登记.xlsx"], [""], [layout], [0]), Vocabulary(load()))
    assert list(known.values["name"]) == ["王小示"]
