"""The words of the lists that go out to the villages and come back."""

from __future__ import annotations

from dataclasses import dataclass

LIST = "疑点清单.xlsx"
OPEN, CLOSED, GUIDE = "疑点清单", "已办结", "说明"
MARKED = "标注"
COUNTY = "县级"  # the folder of what belongs to no single village

NEW, STAYS, FIXED, STANDS = "新发现", "未整改", "已整改", "属实保留"
ANSWERS = (FIXED, STAYS, STANDS)
IS_OPEN = (NEW, STAYS)
STATUSES = (NEW, STAYS, FIXED, STANDS)


@dataclass(frozen=True)
class Head:
    """One column of a list: its name in the table of points, its header and its width in characters."""

    name: str
    zh: str
    width: int


HEADS = (
    Head("status", "状态", 8),
    Head("file", "文件", 22),
    Head("sheet", "工作表", 10),
    Head("cell", "单元格", 8),
    Head("ledger", "台账", 12),
    Head("heading", "列", 11),
    Head("found", "原内容", 14),
    Head("problem", "问题", 18),
    Head("advice", "建议", 30),
    Head("done", "已作处理", 14),
    Head("note", "复查说明", 18),
    Head("answer", "核实结果", 10),
    Head("remark", "备注", 16),
    Head("id", "编号", 13),
    Head("first_seen", "首次发现批次", 13),
)
SHOWN = tuple(head.name for head in HEADS)
FILLED_IN = ("answer", "remark")

STILL_THERE = "填报“已整改”，但台账中该处仍有同样问题，请再核对。"
GONE_UNSAID = "填报“未整改”，台账中已无此问题，按已整改办结。"
CAME_BACK = "曾经整改，本次又出现。"
CHANGED = "曾填“属实保留”，但该处内容已变，请重新核实。"
NOT_RECEIVED = "本次未收到该文件，无法复查，沿用上次状态。"
NOT_READ = "本次该工作表未能读成台账，无法复查，沿用上次状态。"
STILL_OUT = "已确认属实，但系统仍无法采用该内容，不参与计算。"


def moved_from(cell: str) -> str:
    """Return the note on a point found at another cell than last time."""
    return f"原在 {cell}。"
