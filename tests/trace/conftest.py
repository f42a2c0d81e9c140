"""One village's ledgers written by hand, so that every address can be counted by eye."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import openpyxl
import pytest

from evalkit.cleaning import clean
from evalkit.privacy import keys

PARAMS = Path(__file__).resolve().parents[2] / "params"
NUMBERS = ("99010119650312001X", "990101196807220025")
HOUSEHOLDS = [
    ["石门村2023年脱贫户和监测对象台账"],
    ["户编号", "户主姓名", "家庭人口数", "户类型"],
    ["0001", "王小示", "3人", "脱贫户"],
    ["0002", "赵老例", "1", None],
]
INCOMES = [
    ["石门村2023年农户收入台账", "单位：元"],
    ["户编号", "家庭人口数", "收入项目", "1月", "4-6月", "合计"],
    ["0001", 3, "务工收入", "3,000", "1200", "4200"],
    ["0002", 1, "养老金", None, "390", "390"],
]
SALES = [
    ["石门村2023年产品销售台账", None, None, None, None],
    ["销售时间", "产品", "购买方", "购买方类型", "销售金额（元）"],
    ["2023-05-14", "小米", "王小示养殖场", "企业", 5000],
    ["2023年6月", "小米", "县粮站", "企业", "约３０００"],
    ["2023-07", "土豆", "县粮站", "企业", "两千到三千"],
]
# Two activities in one month: the merged date stands in A3 alone.
ACTIVITIES = [
    ["石门村2023年村级活动台账", None, None],
    ["活动时间", "活动类型", "数量"],
    ["2023-03", "五清", 4],
    [None, "周五学习", 2],
]
FORM = [
    ["一户一档登记表", None, None, None],
    ["户编号", "0003", "户主姓名", "李小样"],
    ["家庭人口数", 2, "户类型", "脱贫户"],
    ["耕地面积（亩）", 3.5, "是否危房户", "否"],
    ["姓名", "证件号码", "与户主关系", "健康状况"],
    ["李小样", NUMBERS[0], "户主", "健康"],
    ["赵老例", NUMBERS[1], "配偶", "长期慢性病"],
]
DECIDED = ["replace", "receipt seen", "county", "2024-01-05"]
CORRECTIONS = [
    ["file", "sheet", "cell", "found", "value", "action", "reason", "decided_by", "decided_on",
     "table", "village", "household", "period", "column", "cells"],
    ["石门村/销售.xlsx", "销售", "E5", "两千到三千", "2500", *DECIDED, "", "", "", "", "销售金额", ""],
    ["", "", "", "390", "420", *DECIDED, "income", "石门村", "0002", "2023-Q2", "养老金", ""],
]  # fmt: skip


def delimited(path: Path, rows: list[list]) -> None:
    with path.open("w", encoding="gb18030", newline="") as handle:
        csv.writer(handle).writerows(rows)


def workbook(path: Path, name: str, rows: list[list], merges: tuple[str, ...] = ()) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    book = openpyxl.Workbook()
    book.active.title = name
    for row in rows:
        book.active.append(row)
    for merged in merges:
        book.active.merge_cells(merged)
    book.save(path)


@pytest.fixture(scope="session")
def ledgers(tmp_path_factory):
    """Return a folder with raw/ (the ledgers), home/params (with two corrections), key and processed/."""
    place = tmp_path_factory.mktemp("traced")
    own = place / "raw" / "石门村"
    own.mkdir(parents=True)
    delimited(own / "户.csv", HOUSEHOLDS)
    delimited(own / "收入.csv", INCOMES)
    workbook(own / "销售.xlsx", "销售", SALES)
    workbook(own / "活动.xlsx", "活动", ACTIVITIES, ("A3:A4",))
    workbook(own / "2023" / "一户一档" / "李小样.xlsx", "户", FORM)
    shutil.copytree(PARAMS, place / "home" / "params")
    with (place / "home" / "params" / "corrections.csv").open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle).writerows(CORRECTIONS)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(keys.VARIABLE, str(place / "key"))
        patch.setenv("EVALKIT_HOME", str(place / "home"))
        clean(place / "raw", place / "processed")
    return place


@pytest.fixture
def cleaned(ledgers, monkeypatch):
    """Return the same folder with the environment of its cleaning."""
    for name, path in ((keys.VARIABLE, "key"), ("EVALKIT_HOME", "home"), ("EVALKIT_PROCESSED", "processed")):
        monkeypatch.setenv(name, str(ledgers / path))
    monkeypatch.setenv("EVALKIT_REPORTS", str(ledgers / "reports"))
    return ledgers
