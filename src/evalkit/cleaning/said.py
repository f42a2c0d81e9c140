"""What the title of a table and the names of its sheet, file and folders say."""

from __future__ import annotations

import re

from evalkit.cleaning.recognise import Placed

YEAR = re.compile(r"(?<!\d)(20\d\d|19[5-9]\d)(?:年|度|(?!\d))")
FILLED_IN = re.compile(
    r"(?:填报|填表|制表|打印|导出|报送|统计|更新)(?:时间|日期|年月)?\s*[:：]?\s*"
    r"\d{4}[年\-./]\d{1,2}(?:[月\-./](?:\d{1,2}日?)?)?"
)


def sources(placed: Placed) -> list[str]:
    """Return the texts that may name village and year, nearest first: title, sheet, file, folders inside out."""
    folders, _, name = placed.layout.sheet.file.rpartition("/")
    stem = name.rsplit(".", 1)[0]
    title = FILLED_IN.sub(" ", placed.block.title)
    names = [placed.layout.sheet.name, stem]
    if said := placed.block.said:
        names = [name.replace(said, " ") for name in names]
    return [title, *names, *folders.split("/")[::-1]]


def year_in(text: str) -> int | None:
    """Return the one year a text names, None when it names none or several.

    Examples
    --------
    >>> year_in("东沟村2023年农户收入台账"), year_in("2021-2024年")
    (2023, None)
    """
    years = set(YEAR.findall(text))
    return int(years.pop()) if len(years) == 1 else None
