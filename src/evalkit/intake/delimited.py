"""CSV and TSV text in the encodings ledgers come in."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter

from evalkit.intake.cells import Cells
from evalkit.intake.limits import Limits
from evalkit.intake.refusals import Refused
from evalkit.intake.sheet import Sheet
from evalkit.intake.sniff import EXPECTED

DELIMITERS = ",\t;|"
CONTROL = set(range(32)) - {9, 10, 11, 12, 13, 26, 27}


def read(data: bytes, file: str, limits: Limits) -> list[Sheet]:
    """Read delimited text as one sheet named `csv`; every cell is text or nothing.

    Raises
    ------
    Refused
        When the text has no known encoding or is not a table.
    """
    text = decode(data)
    if _is_json(text):
        raise Refused("this is JSON text, not a table", EXPECTED)
    rows, note = parse(text)
    return [Sheet(file, "csv", Cells.of(rows).cut(limits), note=note)]


def _is_json(text: str) -> bool:
    if text.lstrip()[:1] not in ("{", "["):
        return False
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def decode(data: bytes) -> str:
    """Return text from UTF-8, UTF-16 or GB18030 bytes.

    Notes
    -----
    Strict UTF-8 first: Chinese GB18030 text is practically never valid UTF-8, so the order decides rightly.
    """
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings = ["utf-16"]
    elif (zeros := data[:4096].count(0)) and zeros * 5 > min(len(data), 4096):
        encodings = ["utf-16-le" if data[1:4096:2].count(0) >= data[0:4096:2].count(0) else "utf-16-be"]
    elif any(byte in CONTROL for byte in data[:4096]):
        raise Refused("this is not a spreadsheet and not text", EXPECTED)
    else:
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused("the text has an unknown encoding; save it as CSV UTF-8", "UTF-8, GB18030 or UTF-16 text")


def parse(text: str) -> tuple[list[list[str]], str]:
    """Return the rows of delimited text and a note; the delimiter is the one that makes the most even table."""
    delimiter = max(DELIMITERS, key=lambda mark: _evenness(text, mark))
    rows = _rows(text, delimiter, csv.QUOTE_MINIMAL)
    widths = Counter(len(row) for row in rows if len(row) > 1)
    if sum(widths.values()) < 0.3 * sum(1 for row in rows if row) or not widths:
        raise Refused("this text is not a table: no column separator", "columns separated by commas or tabs")
    if _swallowed(rows, delimiter, widths.most_common(1)[0][0]):
        return _rows(text, delimiter, csv.QUOTE_NONE), "a stray quotation mark was read as an ordinary character"
    return rows, ""


def _evenness(text: str, delimiter: str) -> int:
    """Return how many of the first lines agree on a number of columns above one."""
    lines = (line.count(delimiter) for line in text[:20000].splitlines()[:200])
    counts = Counter(n for n in lines if n)
    return sum(number * times for number, times in counts.items())


def _rows(text: str, delimiter: str, quoting: int) -> list[list[str]]:
    csv.field_size_limit(max(len(text), 131072))
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=quoting))


def _swallowed(rows: list[list[str]], delimiter: str, width: int) -> bool:
    """Return whether one field holds whole lines of the table, which an unclosed quotation mark causes."""
    return any(
        sum(line.count(delimiter) >= width - 1 for line in field.splitlines()[1:]) >= 2
        for row in rows
        for field in row
        if "\n" in field
    )
