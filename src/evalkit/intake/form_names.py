"""What the names of a form's sheet and file say: that it is a household's form, and of which household."""

from __future__ import annotations

import re

from evalkit.codebook import normal_form

SAYS_FORM = re.compile(
    r"一户一[档册卡表]|户情(?:档案|卡|表)|(?:农户|家庭|户主?)档案|明白卡|户卡|入户(?:走访|核查|调查|登记|采集)"
    r"|(?:农户|家庭|户|基本)(?:基本)?(?:信息|情况)(?:登记|采集|调查|核查|摸底|档案)[表卡册]"
)
STATED = re.compile(r"(?:户主?编号|家庭编号|户编码|户号|(?<![格目同件人村])编号)[:：\s_#-]*([0-9A-Za-z]{1,20})")
ALONE = re.compile(r"(?:第)?(\d{3,20})(?:号|户)?(?![\d年月度季.])")
DATE = re.compile(r"(?:19|20)\d\d(?:(?:0\d|1[0-2])(?:[0-3]\d)?)?")
VILLAGE_CODE = 12


def says_form(*texts: str) -> bool:
    """Return whether a title, a sheet's name or a path says that this is a household's form.

    Examples
    --------
    >>> says_form("东沟村农户基本情况登记表"), says_form("东沟村2024年农户收入台账")
    (True, False)
    """
    return any(SAYS_FORM.search(normal_form(text)) for text in texts)


def stated_number(text: str) -> tuple[str, str]:
    """Return the household number that a name states as such, and the words it stands in.

    Examples
    --------
    >>> stated_number("户编号0012"), stated_number("张家")
    (('0012', '户编号0012'), ('', ''))
    """
    found = STATED.search(text)
    return (found[1], found[0]) if found else ("", "")


def bare_number(text: str) -> tuple[str, str]:
    """Return the number a name begins with, and the words it stands in; a year, a date or a village is none.

    Examples
    --------
    >>> bare_number("0012-样本户"), bare_number("2024年"), bare_number("2012")
    (('0012', '0012'), ('', ''), ('', ''))
    """
    found = ALONE.match(text.strip())
    if not found or DATE.fullmatch(found[1]) or len(found[1]) == VILLAGE_CODE:
        return "", ""
    return found[1], found[0]


def household_number(sheet: str, file: str) -> tuple[str, str, str]:
    """Return the household number in a sheet's or a file's name, the words it stands in, and `sheet` or `file`."""
    stem = file.rpartition("/")[2].rsplit(".", 1)[0]
    for read in (stated_number, bare_number):
        for where, text in (("sheet", sheet), ("file", stem)):
            number, words = read(text)
            if number:
                return number, words, where
    return "", "", ""
