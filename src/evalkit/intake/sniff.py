"""What a file is, from its content; the name is never trusted, since an .xls is often HTML."""

from __future__ import annotations

import io
import struct
import zipfile

from evalkit.intake.refusals import Refused

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
EXPECTED = "an .xlsx, .xls or .ods workbook, a CSV file or an HTML table"
SAVE_AS = "open it in Excel or WPS and save it as .xlsx"
BINARY = {
    b"%PDF": "a PDF document",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"BM": "a picture",
    b"Rar!": "a RAR archive",
    b"7z\xbc\xaf": "a 7z archive",
    b"\x1f\x8b": "a gzip archive",
    b"PAR1": "a parquet file",
    b"{\\rtf": "a rich-text document",
    b"SQLite format 3": "a database",
}


def kind(data: bytes) -> str:
    """Return `xlsx`, `ods`, `xls`, `html` or `text` for a file's content.

    Raises
    ------
    Refused
        For everything else, with one sentence that says what it is and what to do.
    """
    if not data.strip(b"\x00 \t\r\n"):
        raise Refused("the file is empty", EXPECTED, f"{len(data)} bytes")
    if data.startswith(OLE):
        return _ole(data)
    if data[:4] in (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"):
        return _archive(data)
    if data[:2] == b"\x09\x08" or data[:4] in (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00"):
        return "xls"
    for magic, name in BINARY.items():
        if data.startswith(magic) and (magic != b"BM" or b"\x00" in data[:16]):
            raise Refused(f"this is {name}, not a spreadsheet", EXPECTED)
    return _markup(data)


def _archive(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            mimetype = archive.read("mimetype")[:80] if "mimetype" in names else b""
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError, RuntimeError):
        raise Refused("the workbook is damaged or cut short; ask for it again, or " + SAVE_AS) from None
    if "xl/workbook.xml" in names:
        return "xlsx"
    if b"opendocument.spreadsheet" in mimetype:
        return "ods"
    if "xl/workbook.bin" in names:
        raise Refused(f"this is a binary .xlsb workbook; {SAVE_AS}", EXPECTED)
    if "word/document.xml" in names or b"opendocument.text" in mimetype:
        raise Refused("this is a Word document; copy its table into a workbook and save that as .xlsx", EXPECTED)
    if "ppt/presentation.xml" in names:
        raise Refused("this is a presentation, not a spreadsheet", EXPECTED)
    raise Refused("this is a zip archive, not a workbook; unpack it and put its files into the folder", EXPECTED)


def _ole(data: bytes) -> str:
    if _stream(data, "EncryptedPackage"):
        raise Refused("the workbook is protected by a password; remove the password and save it again")
    if _stream(data, "Workbook") or _stream(data, "Book"):
        return "xls"
    if _stream(data, "WordDocument"):
        raise Refused("this is a Word or WPS text document; copy its table into a workbook", EXPECTED)
    raise Refused(f"this is an Office or WPS file without an Excel workbook inside; {SAVE_AS}", EXPECTED)


def _stream(data: bytes, name: str) -> bool:
    """Return whether the OLE directory has an entry of this name (entries are 128 bytes, the name's length at 64)."""
    wanted, start = name.encode("utf-16-le"), 0
    while (start := data.find(wanted, start)) >= 0:
        if start % 128 == 0 and data[start + 64 : start + 66] == struct.pack("<H", len(wanted) + 2):
            return True
        start += 1
    return False


def _markup(data: bytes) -> str:
    head = data[:4096]
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = head.decode("utf-16", errors="ignore").encode()
    head = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(b"mime-version:"):
        raise Refused(f"this is a web archive saved with an .xls name; {SAVE_AS}", EXPECTED)
    if b"urn:schemas-microsoft-com:office:spreadsheet" in head and head.startswith(b"<?xml"):
        raise Refused(f"this is an XML spreadsheet of 2003; {SAVE_AS}", EXPECTED)
    if head.startswith(b"<"):
        return "html"
    return "text"
