"""A blank ledger filled with good values comes back without a doubt, every value as it was typed."""

import pytest

from evalkit import codebook, template
from evalkit.privacy.pseudonyms import pseudonym
from evalkit.template.columns import boxes
from evalkit.template.entries import entry

BOOK = codebook.load()
VILLAGE = "990101100201"
HOUSEHOLDS = ("101", "102", "203")
PLACE = {"township": "示例镇", "county_name": "示例县", "village_name": "东沟村", "village": VILLAGE}
DATES = ("2024-05-14", "2024-06", "2024")
ITEMS = ("wage_migrant", "business_crop", "transfer_pension")  # none is a part of another


def number(seventeen):
    """Return an ID number with its check character (GB 11643-1999); no place has the code 990101."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return seventeen + "10X98765432"[sum(int(d) * w for d, w in zip(seventeen, weights, strict=True)) % 11]


PERSONS = [number(f"990101196{i}031200{i % 2}") for i in range(3)]  # an odd 17th digit is a man's


def coded(column, i):
    listed = list(BOOK.code_lists[column.codes].values())
    if column.name == "sex":
        return ("女", "female") if i % 2 == 0 else ("男", "male")
    if column.name == "item":
        return BOOK.label("income_item", ITEMS[i]), ITEMS[i]
    if column.type == "codes":
        return "、".join(row.zh for row in listed[:2]), ";".join(row.code for row in listed[:2])
    row = listed[i % len(listed)]
    return row.zh, row.code


def typed(column, i, key):
    """Return what is typed into a column of the i-th row, and what should become of it."""
    text = PLACE.get(column.name, f"文字{i}" if column.type == "text" else None)
    if text:
        return text, text
    if column.type in ("code", "codes"):
        return coded(column, i)
    if column.type == "money":
        # 1 yuan is 100 fen, 10,000 yuan are a million
        return (1234.5 + i, 123450 + 100 * i) if column.unit == "元" else (1.25 + i, 1250000 + 1000000 * i)
    if column.type == "household_no":
        return f"0{HOUSEHOLDS[i]}", pseudonym(key, "household", f"{VILLAGE}\0{HOUSEHOLDS[i]}")
    if column.type == "idno":
        return PERSONS[i], pseudonym(key, "person", PERSONS[i])
    return {
        "date": (DATES[i], DATES[i]),
        "month": (f"{i + 4}月", f"2024-0{i + 4}"),
        "yesno": (("是", "否")[i % 2], i % 2 == 0),
        "count": (i + 2, i + 2),
        "int": (2020 + i, 2020 + i) if column.unit == "年" else (5, 5),
        "percent": (4.35, 4.35),
        "number": (6.5 + i, 6.5 + i),
        "area": (3.5 + i, 3.5 + i),
        "name": (f"王示{'甲乙丙'[i]}", None),
        "phone": (f"1540000000{i}", None),
    }[column.type]


def rows_of(name, key=bytes(32)):
    """Return the rows typed into a blank ledger; incomes are 1000 yuan more every month."""
    rows = []
    for i in range(1 if name == "villages" else 3):
        row = [typed(box.column, i, key)[0] for box in boxes(BOOK.tables[name]) if box.column.role != "amount"]
        rows.append(row + ([1000.5 * month + i for month in range(1, 13)] if name == "income" else []))
    return rows


@pytest.fixture
def come_back(blank, fill, cleaned):
    fill(blank, {name: rows_of(name) for name in BOOK.tables})
    return cleaned()


def test_a_filled_template_comes_back_without_a_warning_and_with_every_value(come_back):
    assert come_back.summary.faults == []
    for side in ("_problems", "_repairs", "_unmapped"):
        assert come_back.side(side).empty, come_back.side(side).to_string()
    fates = come_back.side("_fates")
    assert set(fates["fate"]) <= {"title", "header", "note", "blank", "kept"}
    for name in BOOK.tables:
        assert (fates["table"] == name).sum() == (1 if name == "villages" else 3), name
        table = come_back.table(name)
        assert set(table["village"]) == {VILLAGE} and set(table["year"]) == {2024}, name
        if name != "income":
            _same_values(name, table, come_back.key)
    _same_amounts(come_back.table("income"), come_back.key)


def _same_values(name, table, key):
    checked = 0
    for box in boxes(BOOK.tables[name]):
        become = box.column.processed_name
        if become is None or become == "village":
            continue
        expected = [typed(box.column, i, key)[1] for i in range(len(table))]
        assert table[become].tolist() == expected, f"{name}.{become}"
        checked += 1
    assert checked >= 4, name


def _same_amounts(table, key):
    expected = [
        (pseudonym(key, "household", f"{VILLAGE}\0{HOUSEHOLDS[i]}"), ITEMS[i], month, 100050 * month + 100 * i, i + 2)
        for i in range(3)
        for month in range(1, 13)
    ]
    found = table.sort_values(["row", "month"])[["household", "item", "month", "amount", "household_size"]]
    assert list(found.itertuples(index=False, name=None)) == expected


def test_every_ledger_is_recognised_in_a_workbook_of_its_own_beside_a_blank_one(tmp_path, fill, cleaned):
    for name in BOOK.tables:
        beside = "meetings" if name != "meetings" else "sales"
        path = tmp_path / "raw" / f"{name}.xlsx"
        fill(template.write(path, [name, beside], village=VILLAGE, year="2024"), {name: rows_of(name)})
    found = cleaned()
    assert found.summary.faults == [] and found.side("_problems").empty
    for name in BOOK.tables:
        assert len(found.table(name)) == {"villages": 1, "income": 36}.get(name, 3), name


def test_every_choice_of_every_drop_down_becomes_its_own_code():
    for table in BOOK.tables.values():
        for box in boxes(table):
            if box.column.type == "code":
                choices = entry(box.column, BOOK).choices
                codes = [BOOK.code(box.column.codes, choice) for choice in choices]
                assert codes == list(BOOK.code_lists[box.column.codes]), f"{table.name}.{box.column.name}"
