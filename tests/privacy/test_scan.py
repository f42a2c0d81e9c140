"""The search for identifiers finds them however they are written, and leaves other long numbers alone."""

import base64
import html
import json
import random
import struct

import pandas as pd
import pytest

from evalkit.privacy.known import Known as Raw
from evalkit.privacy.lookup import Known
from evalkit.privacy.scan import Finding, is_bank_card, is_identity_number, scan_bytes, scan_file, scan_text

# The example of GB 11643-1999 itself; a mobile number of the documentation kind; Luhn-valid test card of UnionPay.
IDENTITY = "11010519491231002X"
PHONE = "13800138000"
CARD = "6200000000000005"
NAME = "欧阳小示"


@pytest.fixture(scope="module")
def known():
    raw = Raw()
    raw.add("name", [NAME, "王示"])
    raw.add("account", ["0123456789012345"])
    return Known.of(raw.digests(bytes(32)), bytes(32), public="东沟村 王示范户")


def kinds(findings: list[Finding]) -> set[str]:
    return {finding.kind for finding in findings}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"身份证{IDENTITY}。", "identity number"),
        ("１１０１０５１９４９１２３１００２Ｘ", "identity number"),
        (f"tel:{PHONE}", "phone number"),
        (f"卡号 {CARD}", "bank card number"),
        (f"户主{NAME}申请", "known name"),
        ("0123456789012345", "known account number"),
    ],
)
def test_an_identifier_in_plain_text_is_found(known, text, kind):
    assert kinds(scan_text(text, known)) == {kind}


def test_a_finding_never_holds_the_value(known):
    found = scan_text(f"{IDENTITY} {PHONE} {NAME}", known)
    assert len(found) == 3
    assert not any(part in repr(found) for part in (IDENTITY, PHONE, NAME))


def test_a_word_of_the_projects_own_texts_is_not_a_name(known):
    assert scan_text("王示范户", known) == []


@pytest.mark.parametrize(
    "text",
    ["990101100201", "0.13800138000", "2.13800138000e5", "a" + PHONE, PHONE + "1", "12345678901", "20240101123000"],
)
def test_other_long_numbers_are_left_alone(known, text):
    assert scan_text(text, known) == []


def test_no_number_that_only_looks_like_an_identity_number_is_taken_for_one():
    # 2,000 random 18-digit numbers; those whose check digit, date and province all fit are identity numbers.
    rng = random.Random(7)
    numbers = [str(rng.randrange(10**17, 10**18)) for _ in range(2000)]
    assert sum(map(is_identity_number, numbers)) == 0
    assert scan_text(" ".join(numbers)) == []


def test_a_wrong_check_digit_is_no_identity_number():
    assert is_identity_number(IDENTITY)
    assert not any(is_identity_number(IDENTITY[:-1] + digit) for digit in "0123456789")
    assert not is_identity_number("110105194913310020")


def test_only_luhn_valid_unionpay_numbers_are_cards():
    assert is_bank_card(CARD)
    assert not any(is_bank_card(CARD[:-1] + digit) for digit in "012346789")


def notebook(*sources, outputs=()):
    cells = [{"cell_type": "code", "source": source, "outputs": list(outputs), "metadata": {}} for source in sources]
    return json.dumps({"cells": cells, "metadata": {}}, ensure_ascii=True).encode()


def test_names_behind_json_escapes_are_found_in_a_notebook(known):
    content = notebook(["x = 1\n", f"y = '{NAME}'"])
    assert NAME.encode() not in content
    assert scan_bytes(content, "n.ipynb", known) == [Finding("n.ipynb", "known name")]


def test_html_entities_are_decoded(known):
    entities = "".join(f"&#{ord(letter)};" for letter in NAME)
    content = f"<p>{entities}</p><td>{html.escape(PHONE)}</td>".encode()
    assert kinds(scan_bytes(content, "p.html", known)) == {"known name", "phone number"}


def test_entities_inside_a_notebooks_html_output_are_decoded(known):
    entities = "".join(f"&#x{ord(letter):x};" for letter in NAME)
    output = {"output_type": "display_data", "data": {"text/html": [f"<b>{entities}</b>"], "image/png": "iVBOR" * 9}}
    assert kinds(scan_bytes(notebook("x", outputs=[output]), "n.ipynb", known)) == {"known name"}


def test_base64_text_and_number_arrays_are_decoded(known):
    phones = base64.b64encode(struct.pack("<3q", 13800138000, 5, 7)).decode()
    floats = base64.b64encode(struct.pack("<2d", 13800138000.0, 1.5)).decode()
    text = base64.b64encode(f"户主：{NAME}，".encode()).decode()
    for payload, kind in ((phones, "phone number"), (floats, "phone number"), (text, "known name")):
        assert kinds(scan_bytes(json.dumps({"bdata": payload}).encode(), "p.json", known)) == {kind}


def test_workbook_cells_comments_and_rich_text_are_found(known, tmp_path):
    import xlsxwriter

    path = tmp_path / "t.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        bold = book.add_format({"bold": True})
        sheet.write_rich_string("A1", "户主", bold, NAME[:2], NAME[2:])
        sheet.write_comment("B2", f"电话 {PHONE}")
        book.add_worksheet("备注").hide()
        book.get_worksheet_by_name("备注").write("C3", IDENTITY)
    assert kinds(scan_file(path, known)) == {"known name", "phone number", "identity number"}


def test_parquet_texts_and_whole_numbers_are_found(known, tmp_path):
    pd.DataFrame({"note": [f"找{NAME}"], "tel": [13800138000], "value": [13900139000.0]}).to_parquet(
        tmp_path / "t.parquet"
    )
    assert kinds(scan_file(tmp_path / "t.parquet", known)) == {"known name", "phone number"}


@pytest.mark.parametrize("name", ["t.xlsx", "t.parquet", "t.ipynb", "t.bin", "noending"])
def test_what_cannot_be_read_is_not_taken_for_clean(name):
    assert kinds(scan_bytes(b"\x00\x01garbage", name)) == {"cannot be read"}


def test_a_clean_page_is_clean(known):
    picture = "data:image/png;base64," + base64.b64encode(b"\x89PNG" + bytes(range(256)) * 40).decode()
    content = (
        f'<html lang="zh-CN"><body>官庄村 <img alt="" src="{picture}"> sha256 {"0123456789abcdef" * 4}</body></html>'
    )
    assert scan_bytes(content.encode(), "p.html", known) == []
