"""Units where ledgers write them."""

import pytest

from evalkit.intake import units


@pytest.mark.parametrize(
    ("header", "unit"),
    [
        ("贷款金额（万元）", "万元"),
        ("贷款金额(单位：元)", "元"),
        ("种植成本/(元/亩)", "元/亩"),
        ("亩产量/斤", "斤"),
        ("务工时间（月）", "月"),
        ("家庭人口（人）", "人"),
        ("年利率（%）", "%"),
        ("乡(镇)", ""),
        ("县(市、区、旗)", ""),
        ("是否续贷/展期", ""),
        ("帮扶(选派)单位名称", ""),
        ("户编号", ""),
    ],
)
def test_the_unit_of_a_header(header, unit):
    assert units.of_header(header) == unit


@pytest.mark.parametrize(
    ("title", "unit"),
    [
        ("2023年收入台账（单位：元）", "元"),
        ("填报单位：石门村 单位：万元", "万元"),
        ("单位:人、元", "元"),
        ("金额单位为万元", "万元"),
        ("计量单位：亩", "亩"),
        ("指标：地区生产总值(亿元)", "亿元"),
        ("填报单位：元坝村", ""),
        ("派出单位：人民医院", ""),
        ("单位：元宝村委会", ""),
        ("2023年收入台账", ""),
    ],
)
def test_the_unit_stated_for_a_table(title, unit):
    assert units.of_title(title) == unit


@pytest.mark.parametrize(
    ("cell", "unit"), [("（元）", "元"), ("单位：万元", "万元"), ("亩", "亩"), ("石门村", ""), ("3", "")]
)
def test_the_unit_of_a_cell(cell, unit):
    assert units.of_cell(cell) == unit
