"""What is looked at in a workbook archive before any reader sees it: sizes, ratios, doubles, entities."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter

from evalkit.intake.limits import Limits
from evalkit.intake.refusals import Refused

MB = 1024 * 1024
SMALL = 10 * MB
DAMAGED = "the workbook is damaged or cut short; ask for it again, or open it in Excel or WPS and save it as .xlsx"
DECLARED = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
SINGLE_QUOTED = re.compile(rb"<[^<>]*='[^<>]*>")
ATTRIBUTE = re.compile(rb"='([^'\"<>]*)'")


def members(data: bytes, limits: Limits) -> dict[str, bytes]:
    """Return the unpacked XML parts of a workbook archive, after checking that unpacking is safe.

    Raises
    ------
    Refused
        When parts are too many, too large, packed too tightly or doubled, when XML declares entities or a
        document type (which only attacks on readers need), or when the archive is damaged.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_sizes(archive.infolist(), limits)
            return {
                info.filename: _text(archive.read(info))
                for info in archive.infolist()
                if info.filename.endswith((".xml", ".rels"))
            }
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, RuntimeError, NotImplementedError, zipfile.zlib.error):
        raise Refused(DAMAGED) from None


def _check_sizes(infos: list[zipfile.ZipInfo], limits: Limits) -> None:
    if len(infos) > limits.members:
        raise Refused("the workbook has too many parts", f"at most {limits.members}", str(len(infos)))
    doubled = [name for name, times in Counter(info.filename.lower() for info in infos).items() if times > 1]
    if doubled:
        raise Refused("two parts of the workbook have the same name; open and save it again", "", doubled[0])
    if any(info.flag_bits & 1 for info in infos):
        raise Refused("the workbook is protected by a password; remove the password and save it again")
    total = sum(info.file_size for info in infos)
    if total > limits.archive_mb * MB:
        raise Refused("the workbook is too large unpacked", f"at most {limits.archive_mb} MB", f"{total // MB} MB")
    for info in infos:
        if info.file_size > limits.member_mb * MB:
            size = f"{info.file_size // MB} MB"
            raise Refused("a part of the workbook is too large", f"at most {limits.member_mb} MB", size)
        if info.file_size > SMALL and info.file_size > limits.ratio * max(info.compress_size, 1):
            raise Refused(
                "a part of the workbook is packed far tighter than a ledger would be; it may be an attack",
                f"at most {limits.ratio} to 1",
                f"{info.file_size // max(info.compress_size, 1)} to 1",
            )


def _text(xml: bytes) -> bytes:
    if xml[:2] in (b"\xff\xfe", b"\xfe\xff"):
        try:
            xml = xml.decode("utf-16").encode()
        except UnicodeDecodeError:
            raise Refused(DAMAGED) from None
        xml = re.sub(rb"^<\?xml[^>]*\?>", b"", xml)
    if DECLARED.search(xml):
        raise Refused("the workbook's XML declares entities, which no honest workbook needs; it was not opened")
    if b"='" in xml:  # as good as double quotes, which is what the scan looks for
        xml = SINGLE_QUOTED.sub(lambda tag: ATTRIBUTE.sub(rb'="\1"', tag[0]), xml)
    return xml


def repack(parts: dict[str, bytes]) -> bytes:
    """Return an unpacked archive with these parts, for a reader that wants a file."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()
