"""Untidy village workbooks for the intake benchmark: three ledgers each, 400 rows of 20 columns."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import numpy as np

ROWS, PEOPLE_PER_HOUSEHOLD = 400, 4
VILLAGE_CODE = "9901{:08d}"
HOUSEHOLDS = [
    "网格",
    "户编号",
    "户主姓名",
    "户主证件号码",
    "家庭人口数",
    "户联系电话",
    "户类型",
    "监测对象类别",
    "劳动力人数",
    "整户无劳动能力兜底保障户",
    "享受低保政策情况",
    "享受特困供养政策情况",
    "致贫原因1",
    "耕地面积（亩）",
    "人均纯收入（元）",
    "风险是否消除",
    "风险识别时间",
    "风险消除时间",
    "是否危房户",
    "备注",
]
MEMBERS = [
    "网格",
    "户编号",
    "户主姓名",
    "姓名",
    "身份证号码",
    "与户主关系",
    "性别",
    "民族",
    "文化程度",
    "在校生状况",
    "健康状况",
    "劳动技能",
    "务工时间（月）",
    "是否参加大病保险",
    "是否参加医保",
    "人联系电话",
    "风险",
    "月份",
    "备注",
    "说明",
]
INCOME = [
    "户编号",
    "户主姓名",
    "家庭人口数",
    "务工收入",
    "公益岗收入",
    "种植业收入",
    "养殖业收入",
    "林果业收入",
    "其他生产经营性收入",
    "资产收益分红",
    "土地流转收入",
    "其他财产性收入",
    "低保金",
    "特困供养金",
    "养老保险金",
    "生态补偿金",
    "其他转移性收入",
    "种植业支出",
    "养殖业支出",
    "备注",
]
CHECK = np.array([7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2])


def write_long_sheet(folder: Path, rows: int, seed: int = 20240601) -> None:
    """Write one income ledger of very many rows, and the sheet that registers its village."""
    import xlsxwriter

    village, name = VILLAGE_CODE.format(1), "第1号村"
    rng = np.random.default_rng(seed)
    folder.mkdir(parents=True)
    with xlsxwriter.Workbook(folder / "村基本情况台账.xlsx") as book:
        _sheet(
            book, "村情", "村基本情况台账", ["行政村代码", "村名称", "年度", "总户数"], [[village, name, 2024, rows]], 0
        )
    with xlsxwriter.Workbook(folder / f"{name}2024年收入台账.xlsx") as book:
        _sheet(book, "收入", f"{name}2024年收入台账", INCOME, _income(_people(village, rng, rows), rng), 0)


def write_county(folder: Path, workbooks: int, seed: int = 20240601, rows: int = ROWS) -> None:
    """Write workbooks `folder/<village>/2024.xlsx`, each of an invented village, and the sheet that registers them."""
    import xlsxwriter

    villages = {VILLAGE_CODE.format(number + 1): f"第{number + 1}号村" for number in range(workbooks)}
    folder.mkdir(parents=True)
    with xlsxwriter.Workbook(folder / "村基本情况台账.xlsx") as book:
        lines = [[code, name, 2024, rows] for code, name in villages.items()]
        _sheet(book, "村情", "村基本情况台账", ["行政村代码", "村名称", "年度", "总户数"], lines, 0)
    for number, (code, name) in enumerate(villages.items()):
        path = folder / name / "2024.xlsx"
        path.parent.mkdir()
        write_workbook(path, code, name, np.random.default_rng([seed, number]), rows)


def write_workbook(path: Path, village: str, name: str, rng: np.random.Generator, rows: int = ROWS) -> None:
    """Write one village's three ledgers of one year."""
    import xlsxwriter

    with xlsxwriter.Workbook(path) as book:
        people = _people(village, rng, rows)
        _sheet(book, "户台账", f"{name}2024年脱贫户和监测对象台账", HOUSEHOLDS, _households(people, rng), 0)
        _sheet(book, "成员", f"{name}2024年家庭成员台账", MEMBERS, _members(people, rng), PEOPLE_PER_HOUSEHOLD)
        _sheet(book, "收入", f"{name}2024年收入台账", INCOME, _income(people, rng), 0)


def id_number(serial: int) -> str:
    """Return an ID number with a right check character and an address in an invented county."""
    born = dt.date(1940, 1, 1) + dt.timedelta(days=serial * 37 % 25_000)
    digits = f"990101{born:%Y%m%d}{(serial // 25_000 * 2 + serial % 2) % 1000:03d}"
    return digits + "10X98765432"[int(CHECK @ np.array(list(digits), dtype=int)) % 11]


def money(value: int, chance: float) -> object:
    """Return an amount the way ledgers write it: mostly a number, now and then text with marks or another unit."""
    if chance < 0.80:
        return value
    if chance < 0.88:
        return f"{value:,}"
    if chance < 0.94:
        return f"{value}元"
    return f"{value / 10_000:g}万元"


def _people(village: str, rng: np.random.Generator, rows: int) -> list[dict[str, object]]:
    base = int(village[-6:]) * rows
    names = rng.integers(0x4E00, 0x9000, size=(rows, 2))
    return [
        {
            "household": f"{village[-4:]}{i:06d}",
            "name": "".join(map(chr, pair)),
            "id": id_number(base + i),
            "serial": base + i,
        }
        for i, pair in enumerate(names)
    ]


def _households(people: list[dict[str, object]], rng: np.random.Generator) -> list[list[object]]:
    amounts, chances = rng.integers(9_000, 25_000, len(people)), rng.random(len(people))
    return [
        [
            f"第{i % 4 + 1}网格",
            p["household"],
            p["name"],
            p["id"],
            int(rng.integers(1, 7)),
            f"139{i:08d}",
            ("脱贫户", "一般农户")[i % 2],
            ("", "边缘易致贫户")[i % 9 == 0],
            2,
            "否",
            ("未享受", "农村低保")[i % 5 == 0],
            "不享受",
            ("因病", "缺技术")[i % 2],
            round(float(rng.random() * 9), 1),
            money(int(amounts[i]), chances[i]),
            "否",
            ("202305", "2023年5月", "2023.05")[i % 3],
            "",
            "否",
            "",
        ]
        for i, p in enumerate(people)
    ]


def _members(people: list[dict[str, object]], rng: np.random.Generator) -> list[list[object]]:
    lines = []
    for i, p in enumerate(people):
        head = people[i - i % PEOPLE_PER_HOUSEHOLD]
        number = head["id"] if p is head else id_number(6_250_000 + p["serial"])
        lines.append(
            [
                f"第{i % 4 + 1}网格",
                head["household"],
                head["name"],
                p["name"],
                number,
                ("户主", "配偶", "之女", "之子")[i % 4],
                ("男", "女")[int(str(number)[16]) % 2 == 0],
                "汉族",
                "初中",
                "非在校生",
                ("健康", "长期慢性病")[i % 6 == 0],
                ("普通劳动力", "弱劳动力")[i % 6 == 0 or i % 50 == 7],
                int(rng.integers(0, 13)),
                "是",
                "是",
                f"138{i:08d}",
                "",
                "",
                "",
                "",
            ]
        )
    return lines


def _income(people: list[dict[str, object]], rng: np.random.Generator) -> list[list[object]]:
    amounts, chances = rng.integers(0, 20_000, (len(people), 16)), rng.random((len(people), 16))
    return [
        [p["household"], p["name"], 3, *(money(int(a), c) for a, c in zip(amounts[i], chances[i], strict=True)), ""]
        for i, p in enumerate(people)
    ]


def _sheet(book, name: str, title: str, headers: list[str], lines: list[list[object]], merged: int) -> None:
    sheet = book.add_worksheet(name)
    sheet.merge_range(0, 0, 0, len(headers) - 1, title)
    sheet.write(1, 0, "单位：元")
    for column, header in enumerate(headers):
        sheet.write(2, column, header)
    for row, line in enumerate(lines, start=3):
        for column, value in enumerate(line):
            if value != "" and not (merged and column in (1, 2) and (row - 3) % merged):
                sheet.write(row, column, value)
    for first in range(3, len(lines) + 3, merged or len(lines) + 1):
        if merged:
            for column in (1, 2):
                sheet.merge_range(first, column, first + merged - 1, column, lines[first - 3][column])
