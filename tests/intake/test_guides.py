"""A sheet that says how to fill in the others is no ledger, and no form either."""

from evalkit.intake.layout import locate
from evalkit.intake.sheet import Sheet

LEDGER = [["户编号", "金额（元）"], ["1", 3200], ["2", 1500]]


def knows(text):
    return text in ("户编号", "金额（元）")


def test_every_row_of_a_guide_is_a_note():
    rows = [["填写说明：先填村名", None], [None, None], *LEDGER]
    layout = locate(Sheet("台账.xlsx", "填写说明", rows, note="hidden sheet"), knows)
    assert layout.fates == ["note", "blank", "note", "note", "note"]
    assert layout.blocks == () and not layout.is_form and layout.sheet.note == ""


def test_a_ledger_on_a_sheet_called_so_is_still_read():
    assert locate(Sheet("台账.xlsx", "填写说明", LEDGER), knows).fates == ["header", "data", "data"]


def test_a_guide_on_a_sheet_of_another_name_is_looked_at():
    rows = [["填写说明：先填村名", None], *LEDGER]
    assert locate(Sheet("台账.xlsx", "收入", rows), knows).fates == ["title", "header", "data", "data"]
