"""Whether a text names a person: by its characters, and by what stands beside it."""

from __future__ import annotations

import re

MASK = "[已隐去]"
HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
DOTS = "·•・‧"
SHORT = re.compile(rf"[{HAN}]{{2,4}}|[{HAN}]{{1,10}}(?:[{DOTS}][{HAN}]{{1,10}})+")
LONG = re.compile(rf"[{HAN}]{{2,10}}|{SHORT.pattern}")
RUN = re.compile(rf"[{HAN}]+")
# The commonest family names; they cover about 95 of 100 persons.
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭"
    "陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易"
    "乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴"
    "蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边"
    "卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝"
)
COMPOUND = "欧阳|上官|司马|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|司徒|夏侯|端木|长孙"
SURNAME = re.compile(rf"{COMPOUND}|[{SURNAMES}]")
WHOLE = re.compile(rf"(?:{COMPOUND})[{HAN}]{{1,2}}|[{SURNAMES}][{HAN}]{{1,2}}")
# A name cell may hold an office or a note instead of a person. Some endings of offices end given names too (建社,
# 永会): after a family name they count as part of a name, unless they close the name of an office.
NOBODY = re.compile(r"公司|本人|不详|未定|待定|农户|集体|同上|户主|姓名|合计|小计")
OFFICE = re.compile(
    r"[委局队站部县所办厂户组村]$|(?:委员|协|工|学|常委|代表大)会$|(?:合作|供销|信用|公)社$|(?:医|法|养老|敬老|学)院$|学校$"
)
MAYBE = re.compile(r"[社会院镇乡校]$|干部|书记|主任")


def is_personal_name(text: str, *, beside_id: bool = False) -> bool:
    """Return whether a cell of a name column holds a person's name rather than an office.

    Parameters
    ----------
    text : str
        The cell without blanks.
    beside_id : bool
        Whether an ID number stands in the same row: then it is a person, whatever the characters.

    Examples
    --------
    >>> is_personal_name("王小示"), is_personal_name("村委会"), is_personal_name("林业站", beside_id=True)
    (True, False, True)
    """
    if NOBODY.search(text):
        return False
    if beside_id:
        return LONG.fullmatch(text) is not None
    if not SHORT.fullmatch(text) or OFFICE.search(text):
        return False
    return not MAYBE.search(text) or (SURNAME.match(text) is not None and len(text) <= 4)


def without_persons(text: str) -> str:
    """Return the name of a file or sheet with every word that looks like a whole personal name masked.

    It is meant for files and sheets that no ledger was made of, such as one file per household named after its head:
    nobody can know the names in those, so that their looks must do.

    Examples
    --------
    >>> without_persons("一户一档/03 王小示.docx"), without_persons("一户一档/石门村登记表.docx")
    ('一户一档/03 [已隐去].docx', '一户一档/石门村登记表.docx')
    """
    return RUN.sub(lambda run: MASK if _looks_personal(run[0]) else run[0], text)


def _looks_personal(run: str) -> bool:
    return WHOLE.fullmatch(run) is not None and is_personal_name(run)
