"""Words for names: indicators, groups and places, in both languages."""

from __future__ import annotations

from dataclasses import dataclass

from evalkit import catalogue, codebook
from evalkit.reports.unit_words import UNITS

FATES = {
    "kept": ("保留", "kept"),
    "duplicate": ("重复", "duplicate"),
    "quarantined": ("隔离", "set aside"),
    "subtotal": ("小计", "subtotal"),
    "title": ("标题", "title"),
    "header": ("表头", "header"),
    "unit": ("单位行", "unit row"),
    "blank": ("空行", "blank"),
    "note": ("备注", "note"),
}
STATUSES = {
    "new": ("新发现", "found for the first time"),
    "still_open": ("未整改", "not put right"),
    "put_right": ("已整改", "put right"),
    "stands": ("属实保留", "checked and stands"),
}
LANGUAGES = ("zh", "en")
NUMBERED = {
    "price_base": ("{}年价格", "prices of {}"),
    "percentile": ("第{}百分位", "percentile {}"),
    "alpha": ("α={}", "alpha {}"),
    "epsilon": ("ε={}", "epsilon {}"),
    "first_year_group": ("首年第{}组（由低到高）", "group {} of the first year, from the poorest"),
    "quintile_from": ("首年第{}个五等分组", "fifth {} in the first year"),
    "quintile_to": ("末年第{}个五等分组", "fifth {} in the last year"),
    "poorest_percent": ("最穷的{}%", "poorest {} %"),
    "limit_yuan": ("{}元以下", "below {} yuan"),
    "form": ("ICC({})", "ICC({})"),
    "days": ("{}天内", "within {} days"),
    "months": ("{}个月内", "within {} months"),
    "horizon": ("提前{}个月内", "up to {} months ahead"),
}
ALSO = {  # code lists that have the codes of a key besides, or instead of, one of its own name
    "measure": ("statistic",),
    "poverty_measure": ("statistic",),
    "rule": ("forecast_rule",),
    "kind": ("fall_kind", "risk"),
}
LINE_MULTIPLES = {
    "<1": ("监测线以下", "below the line"),
    "1-1.5": ("监测线1至1.5倍", "1 to 1.5 times the line"),
    "1.5-2": ("监测线1.5至2倍", "1.5 to 2 times the line"),
    ">=2": ("监测线2倍及以上", "twice the line or more"),
}
INDICATOR_NAMES = ("cadres", "outcome")
EVERY = {"all": ("全部", "all"), "unknown": ("未写明", "not stated")}
INTERVALS = {
    "sampling": ("95%，抽样误差", "95%, sampling"),
    "super-population": ("95%，超总体", "95%, super-population"),
    "rank test": ("95%，秩检验", "95%, rank test"),
    "binomial (super-population)": ("95%，二项（超总体）", "95%, binomial, super-population"),
    "weights and normalisation": ("95%，权重与标准化的选择", "95%, choice of weights and scale"),
}


@dataclass(frozen=True)
class Place:
    """A village as a report names it."""

    village: str
    zh: str
    en: str
    county_zh: str
    county_en: str
    invented: bool


def indicators() -> dict[str, dict[str, str]]:
    """Return the labels of each declared indicator, by name and language."""
    return catalogue.load().set_index("name")[["zh", "en"]].to_dict("index")


def unit(name: str, lang: str) -> str:
    """Return a unit in words; one without words of its own as it is."""
    return UNITS[name][LANGUAGES.index(lang)] if name in UNITS else name


def group(group_by: str, group: str, lang: str) -> str:
    """Return a breakdown's value in words, such as `programme/term` `yulu/autumn` as 雨露计划 / 秋季.

    Parts that no code list knows stay as they are.
    """
    names = group_by.split("/")
    parts = group.split("/") if len(names) > 1 else [group]
    return " / ".join(_part(name, part, lang) for name, part in zip(names, parts, strict=False))


def _part(name: str, part: str, lang: str) -> str:
    book = codebook.load()
    if name in NUMBERED:
        return NUMBERED[name][LANGUAGES.index(lang)].format(part)
    if name == "problem":
        return _problem(part, lang)
    if name in INDICATOR_NAMES:
        return catalogue.label(part, lang)
    if name == "status" and part in STATUSES:
        return STATUSES[part][LANGUAGES.index(lang)]
    if name == "ledger" and part in book.tables:
        return getattr(book.tables[part], lang)
    if name.startswith("line_multiple_") and part in LINE_MULTIPLES:
        return LINE_MULTIPLES[part][LANGUAGES.index(lang)]
    if name == "fate" and part in FATES:
        return FATES[part][LANGUAGES.index(lang)]
    for codes in (name, *ALSO.get(name, ())):
        if part in book.code_lists.get(codes, {}):
            return book.label(codes, part, lang)
    if name == "rule":
        return _rule(part, lang)
    if part in EVERY:
        return EVERY[part][LANGUAGES.index(lang)]
    return _anywhere(part, lang) if name not in book.code_lists else part


def _problem(code: str, lang: str) -> str:
    from evalkit.cleaning.reasons import REASONS  # all of cleaning comes with it, and few pages need it

    return getattr(REASONS[code], lang) if code in REASONS else code


def _rule(key: str, lang: str) -> str:
    """Return what a rule says; in a group its number has `-` for `/`."""
    from evalkit.checks import declared

    said = {number.replace("/", "-"): rule for number, rule in declared.load().items()}
    return getattr(said[key], lang) if key in said else key


def _anywhere(code: str, lang: str) -> str:
    """Return the label of a code that means the same in every list that has it."""
    found = {getattr(codes[code], lang) for codes in codebook.load().code_lists.values() if code in codes}
    return found.pop() if len(found) == 1 else code


def period(period: str, lang: str) -> str:
    """Return a period in words: a span of years, a term, a quarter; a year or month as it is.

    Examples
    --------
    >>> period("2021/2024", "zh"), period("2024-autumn", "zh"), period("2024-Q1", "en"), period("2024-03", "zh")
    ('2021–2024', '2024年秋季', 'Q1 2024', '2024-03')
    """
    year, _, part = period.partition("-")
    if part.startswith("Q"):
        return f"{year}年{part[1:]}季度" if lang == "zh" else f"{part} {year}"
    terms = codebook.load().code_lists["term"]
    if part in terms:
        word = getattr(terms[part], lang)
        return f"{year}年{word}" if lang == "zh" else f"{word} {year}"
    return period.replace("/", "–")


def interval(uncertainty: str, lang: str) -> str:
    """Return what an interval means, in words; empty for a row that has none."""
    return INTERVALS[uncertainty][LANGUAGES.index(lang)] if uncertainty in INTERVALS else ""


def place(village: str) -> Place:
    """Return a village's names; the code where the register has none."""
    register = codebook.load().villages
    known = register[register["village"] == village]
    if known.empty:
        return Place(village, village, village, village[:6], village[:6], village.startswith("99"))
    row = known.iloc[0]
    return Place(village, row["name_zh"], row["name_en"], row["county_zh"], row["county_en"], row["invented"] == "yes")
