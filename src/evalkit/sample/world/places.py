"""Invented counties, townships and villages: the listed ones first, then as many more as asked for."""

from __future__ import annotations

from dataclasses import dataclass

from evalkit import codebook

TOWNSHIPS_PER_COUNTY = 3
VILLAGES_PER_TOWNSHIP = 10
COUNTIES = 99
MOST = COUNTIES * TOWNSHIPS_PER_COUNTY * VILLAGES_PER_TOWNSHIP
FIRST_WORDS = "东南西北上下前后大小新老"
LAST_WORDS = "沟坪湾岭河庄坡寨营堡洼峪梁塬台窑"
FAMILIES = "王李张刘陈杨赵周吴徐孙马朱胡郭何高林郑梁"
TOWNSHIP_WORDS = ("青石", "双河", "清溪", "黄土", "白塔", "红崖", "松树", "桃园", "槐树", "沙河", "金山", "银川沟")
DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True)
class Village:
    """One invented village: where it is and which of the county's villages it is (0-based)."""

    index: int
    code: str
    name: str
    township: str
    county: str
    county_name: str


def county_name(county: str) -> str:
    """Return the name of an invented county: 示例县, 示例二县, 示例三县 ..."""
    number = int(county[4:])
    if number == 1:
        return "示例县"
    tens, units = divmod(number, 10)
    word = (("十" if tens == 1 else DIGITS[tens] + "十") if tens else "") + (DIGITS[units] if units else "")
    return f"示例{word}县"


def village_words() -> list[str]:
    """Return generated village names, none of them listed in params/villages.csv."""
    listed = set(codebook.load().villages["name_zh"])
    short = [a + b + "村" for b in LAST_WORDS for a in FIRST_WORDS]
    long = [f + "家" + b + "村" for b in LAST_WORDS for f in FAMILIES]
    return [name for name in short + long if name not in listed]


def listed() -> list[Village]:
    """Return the invented villages of params/villages.csv, in their order there."""
    table = codebook.load().villages
    rows = table[table["invented"] == "yes"].to_dict("records")
    return [
        Village(i, r["village"], r["name_zh"], r["township_zh"], r["county"], r["county_zh"])
        for i, r in enumerate(rows)
    ]


def slots(taken: set[str]):
    """Yield (county, township number, village code) of free places, county after county."""
    for county in range(1, COUNTIES + 1):
        for township in range(TOWNSHIPS_PER_COUNTY):
            for serial in range(201, 201 + VILLAGES_PER_TOWNSHIP):
                code = f"9901{county:02d}{100 + township}{serial}"
                if code not in taken:
                    yield f"9901{county:02d}", township, code


def villages(count: int) -> list[Village]:
    """Return the first `count` invented villages; asking for more never changes the earlier ones.

    Parameters
    ----------
    count : int
        How many villages, at most `MOST`.

    Returns
    -------
    list of Village
        Names are unique inside a county.
    """
    first = listed()
    words = village_words()
    known = {(v.county, v.code[6:9]): v.township for v in first}
    found = list(first[:count])
    for number, (county, township, code) in enumerate(slots({v.code for v in first})):
        if len(found) >= count:
            break
        order = (int(county[4:]) - 1) * TOWNSHIPS_PER_COUNTY + township
        word = TOWNSHIP_WORDS[order % len(TOWNSHIP_WORDS)] + ("镇" if township == 0 else "乡")
        name = known.get((county, code[6:9]), word)
        found.append(Village(len(found), code, words[number % len(words)], name, county, county_name(county)))
    return found
