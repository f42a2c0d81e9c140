"""Files are known by their content and refused with one sentence."""

import struct

import pytest

from evalkit.intake import sniff
from evalkit.intake.refusals import Refusal, Refused


def ole(stream: str) -> bytes:
    """An OLE file's first sectors with one directory entry."""
    name = stream.encode("utf-16-le")
    entry = name.ljust(64, b"\0") + struct.pack("<H", len(name) + 2)
    return sniff.OLE.ljust(512, b"\0") + entry.ljust(128, b"\0") * 4


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"\r\n \r\n", "empty"),
        (ole("EncryptedPackage"), "password"),
        (ole("WordDocument"), "Word or WPS text"),
        (ole("WpsContent"), "save it as .xlsx"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x89PNG\r\n\x1a\n\0\0", "picture"),
        (b"PK\x03\x04" + b"\x14\0" * 40, "damaged or cut short"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "web archive"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">', "2003"),
    ],
)
def test_a_file_that_is_no_ledger_is_refused_in_one_sentence(read, data, words):
    refusal = read(data, "2023年收入台账.xls")
    assert isinstance(refusal, Refusal)
    assert words in refusal.what
    assert "\n" not in str(refusal.problem())
    assert str(refusal.problem()).startswith("2023年收入台账.xls: ")


def test_other_archives_are_named_for_what_they_are(workbook):
    import io
    import zipfile

    def archive(*names):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as z:
            for name in names:
                z.writestr(name, b"")
        return buffer.getvalue()

    for names, words in {("word/document.xml",): "Word", ("xl/workbook.bin",): ".xlsb", ("a.csv",): "zip"}.items():
        with pytest.raises(Refused, match=words):
            sniff.kind(archive(*names))
    assert sniff.kind(workbook("")) == "xlsx"


def test_the_name_of_a_password_stream_inside_a_cell_is_no_password():
    text = "EncryptedPackage".encode("utf-16-le")
    data = ole("Workbook")[:1024] + b"\0" * 10 + text
    assert sniff.kind(data) == "xls"
